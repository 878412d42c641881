"""Tests of opening a run folder, and of what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.analysis.conftest import write_run

from kaname.analysis import ensemble
from kaname.base.errors import InputError
from kaname.futures.reading import load, newest


@pytest.fixture
def new_run(tmp_path: Path) -> Callable[..., Path]:
    """Write a synthetic run folder of its own for one test."""

    def make(name: str = "run", **options: Any) -> Path:
        return write_run(tmp_path / name, **options)

    return make


def test_the_dataset_is_the_table(new_run: Callable[..., Path]) -> None:
    """Each value stands at its future and policy, with unit, direction, tag and labels."""
    run = load(new_run(n=200))
    table = pd.read_parquet(run.folder / "outcomes.parquet")
    dataset = run.outcomes
    for _, row in table.sample(50, random_state=0).iterrows():
        at = dataset.sel(future=row["future"], policy=row["policy"])
        for name in ensemble.outcome_ids(dataset):
            np.testing.assert_equal(float(at[name]), float(row[name]))
    about = ensemble.outcome(dataset, "posture.usfk_availability")
    assert about.lever_linked
    assert about.better == 1
    assert set(about.labels) == {"en", "ja", "ko"}
    assert dataset.attrs["last_month"] == "2040-12"


def test_failed_futures_keep_their_code(new_run: Callable[..., Path]) -> None:
    """The result code comes with the dataset and is no outcome."""

    def fail(outcomes: pd.DataFrame) -> None:
        outcomes.loc[7, "result_code"] = 2

    dataset = load(new_run(n=10, change=fail)).outcomes
    assert ensemble.RESULT_CODE not in ensemble.outcome_ids(dataset)
    assert int((dataset[ensemble.RESULT_CODE] != 0).sum()) == 1


def test_the_newest_run_is_that_created_last(tmp_path: Path, new_run: Callable[..., Path]) -> None:
    """By the time in the manifest, not by name; a folder without a manifest is passed over."""
    early, late = new_run("b", n=4), new_run("a", n=4)
    manifest = json.loads((early / "run.json").read_text())
    (late / "run.json").write_text(json.dumps(manifest | {"created": "2026-11-23T00:00:00+00:00"}))
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "run.json").write_text("{")
    assert newest(tmp_path) == late
    with pytest.raises(InputError, match="there is no run here"):
        newest(tmp_path / "broken")


def _change_manifest(folder: Path, **changes: object) -> None:
    manifest = json.loads((folder / "run.json").read_text())
    (folder / "run.json").write_text(json.dumps({**manifest, **changes}))


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "manifest that is not JSON": (lambda run: (run / "run.json").write_text("{"), "not readable as JSON"),
    "manifest in another encoding": (
        lambda run: (run / "run.json").write_bytes(b"\xff\xfe"),
        "not readable as JSON",
    ),
    "manifest that is a list": (lambda run: (run / "run.json").write_text("[]"), "run format None"),
    "later format": (lambda run: _change_manifest(run, format=2), "run format 2"),
    "manifest without policies": (
        lambda run: (run / "run.json").write_text('{"format": 1, "n": 1, "seed": 1}'),
        "does not state policies",
    ),
    "manifest without files": (lambda run: _change_manifest(run, files={}), "names no outcomes.parquet"),
    "no manifest": (lambda run: (run / "run.json").unlink(), r"not a run folder \(no run.json\)"),
    "missing table": (lambda run: (run / "draws.parquet").unlink(), "file of the run is missing"),
    "changed table": (
        lambda run: (run / "bands.parquet").write_bytes((run / "bands.parquet").read_bytes() + b" "),
        "digest differs",
    ),
}


@pytest.mark.parametrize("fault", list(BROKEN))
def test_a_broken_run_is_refused(fault: str, new_run: Callable[..., Path]) -> None:
    """One clear sentence for each way in which a run folder can be broken."""
    folder = new_run(n=4)
    breaks, message = BROKEN[fault]
    breaks(folder)
    with pytest.raises(InputError, match=message):
        load(folder)


def test_no_folder_and_a_file_are_no_run(tmp_path: Path) -> None:
    """A missing folder is called missing, a file is no run folder."""
    with pytest.raises(InputError, match="no such folder"):
        load(tmp_path / "nowhere")
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="not a run folder"):
        load(tmp_path / "file")


def test_rows_out_of_order_are_refused(new_run: Callable[..., Path]) -> None:
    """A table whose rows are not futures by policies is never read into the wrong cells."""
    folder = new_run(n=4)
    manifest = json.loads((folder / "run.json").read_text())
    _change_manifest(folder, policies=manifest["policies"][::-1])
    with pytest.raises(InputError, match="not 4 futures by policies"):
        load(folder)
