"""The quality gate: scores on labelled documents may rise and never fall.

Floors stand in ``quality_floors.json``. To raise one, write the new score there; to lower one is to say in
the change why. The labelled documents are not in the repository (``KANAME_SHARED`` names their folder).
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kaname.base.dates import PartialDate
from kaname.claims import extract_text

FLOORS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "quality_floors.json").read_text(encoding="utf-8")
)


def _scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("labelled_score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
def test_scores_do_not_fall(shared: Path) -> None:
    """Quantities, dates, statements and milestones score at least their floors, and say by how much."""
    scorer = _scorer(shared / "gold")
    tallies = scorer.new_tallies()
    for path in sorted((shared / "gold").glob("*.jsonl")):
        meta, labels = scorer.load(path)
        text = (shared / "seeds" / meta["doc"]).read_bytes().decode("utf-8")
        claims = extract_text(text, meta["lang"], PartialDate.parse(meta["doc_date"]))
        rows = [claim.as_row() for claim in claims]
        fatal, odd = scorer.faults(rows, text)
        assert fatal is None
        assert not odd
        scorer.score_document(rows, labels, tallies)
    scores = {kind: scorer.summary(kind, tally) for kind, tally in tallies.items()}
    for kind, floors in FLOORS["scores"].items():
        for measure, floor in floors.items():
            score = scores[kind][measure]
            print(f"{kind} {measure}: {score:.3f} (floor {floor})")
            assert score >= floor, f"{kind} {measure} fell to {score:.3f}, below {floor}"
