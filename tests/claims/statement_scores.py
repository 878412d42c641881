"""Scores of statements and milestones on labelled documents: one-to-one matching, best pair first."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from kaname.base.dates import PartialDate
from kaname.claims import extract_text

Row = dict[str, Any]
DATA = Path(__file__).parent / "data"


class Score(NamedTuple):
    """F1 of what is found, and of what is found and right; over ``labels`` labels."""

    f1: float
    strict: float
    labels: int


def _shared(one: Row, other: Row) -> int:
    return max(0, int(min(one["end"], other["end"]) - max(one["start"], other["start"])))


def _iou(one: Row, other: Row) -> float:
    shared = _shared(one, other)
    return shared / (one["end"] - one["start"] + other["end"] - other["start"] - shared)


def _statement_pair(claim: Row, label: Row) -> float:
    value = _iou(claim["content"], label["content"])
    verbs = "verb" in claim and _shared(claim["verb"], label["verb"]) > 0
    return value + 0.5 * verbs if value >= 0.5 or (verbs and value >= 0.3) else 0.0


def _statement_right(claim: Row, label: Row) -> bool:
    if _iou(claim["content"], label["content"]) < 0.5:
        return False
    if "speaker" not in label:
        return True
    if "speaker" not in claim:
        return False
    mine, theirs = claim["speaker"], label["speaker"]
    lengths = mine["end"] - mine["start"], theirs["end"] - theirs["start"]
    held = _shared(mine, theirs) == min(lengths) and abs(lengths[0] - lengths[1]) <= 10
    return held or _iou(mine, theirs) >= 0.5


def _milestone_pair(claim: Row, label: Row) -> float:
    value = _iou(claim, label)
    return value if value >= 0.3 else 0.0


def _milestone_right(claim: Row, label: Row) -> bool:
    return bool(claim["status"] == label["status"] and claim.get("due") == label.get("due"))


_RULES: dict[str, tuple[Callable[[Row, Row], float], Callable[[Row, Row], bool]]] = {
    "statement": (_statement_pair, _statement_right),
    "milestone": (_milestone_pair, _milestone_right),
}


def score(paths: list[Path], kind: str) -> Score:
    """Score the claims of one kind over the documents of some files."""
    pair, right = _RULES[kind]
    found = correct = claimed = labelled = 0
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            labels = [row for row in document["labels"] if row["type"] == kind]
            claims = [
                claim.as_row()
                for claim in extract_text(
                    document["text"], document["language"], PartialDate.parse(document["date"])
                )
                if claim.type == kind
            ]
            pairs = sorted(
                ((pair(c, g), i, j) for i, c in enumerate(claims) for j, g in enumerate(labels)),
                key=lambda each: -each[0],
            )
            used: dict[int, int] = {}
            taken: set[int] = set()
            for value, i, j in pairs:
                if value > 0 and i not in used and j not in taken:
                    used[i] = j
                    taken.add(j)
            free = sum(bool(labels[j].get("borderline")) for j in used.values())
            matched = [(i, j) for i, j in used.items() if not labels[j].get("borderline")]
            found += len(matched)
            correct += sum(right(claims[i], labels[j]) for i, j in matched)
            claimed += len(claims) - free
            labelled += sum(not row.get("borderline") for row in labels)
    return Score(2 * found / (claimed + labelled), 2 * correct / (claimed + labelled), labelled)
