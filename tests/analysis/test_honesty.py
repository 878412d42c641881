"""Tests of the honesty ledger."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from kaname.analysis import honesty
from kaname.base.dates import PartialDate
from kaname.futures.reading import Run


class _Entry(NamedTuple):
    value_class: str
    stale_after: PartialDate | None = None


REGISTER = {
    "posture.usfk_troops": _Entry("D", PartialDate(2026, 12, 31)),
    "burden.real_growth": _Entry("S", PartialDate(2026)),
    "command.scm_base_prob": _Entry("A"),
    "command.condition_weight": _Entry("A", PartialDate(2026, 6)),
}


def test_each_entry_is_counted_once_and_strangers_apart() -> None:
    """Three classes always stand there; an id the register lacks is listed, never counted as data."""
    ledger = honesty.ledger(REGISTER, [*REGISTER, "command.scm_base_prob", "posture.nothing"])
    assert ledger.counts == {"D": 1, "S": 1, "A": 2}
    assert ledger.total == 4
    assert ledger.assumptions == ("command.scm_base_prob", "command.condition_weight")
    assert ledger.unknown == ("posture.nothing",)
    assert honesty.ledger(REGISTER, []).counts == {"D": 0, "S": 0, "A": 0}


def test_an_entry_is_stale_only_after_its_last_day() -> None:
    """Good to the end of 2026 means stale on the first day of 2027; no date, never stale."""
    assert honesty.stale(REGISTER, REGISTER, datetime.date(2026, 12, 31)) == ["command.condition_weight"]
    assert honesty.stale(REGISTER, [*REGISTER, "x.y"], datetime.date(2027, 1, 1)) == [
        "posture.usfk_troops",
        "burden.real_growth",
        "command.condition_weight",
    ]


def test_inputs_of_a_run_are_draws_held_couplings_and_levers(run: Run) -> None:
    """The run's own lists, each id once, without the column that numbers the futures."""
    inputs = honesty.run_inputs(run.manifest, run.draws.columns)
    assert "command.scm_base_prob" in inputs
    assert "deterrence.denial" in inputs
    assert "future" not in inputs
    assert len(inputs) == len(set(inputs))
    with_lever = {"policies": [{"levers": {"posture.lever_troop_cut": 0}}] * 2}
    assert honesty.run_inputs(with_lever, []) == ["posture.lever_troop_cut"]
