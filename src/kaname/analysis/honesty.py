"""The honesty ledger: how much of a result is data, published range, or assumption, and what is stale."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from kaname.base.dates import PartialDate

CLASSES = ("D", "S", "A")
"""Estimated from data, range of a published source, assumption."""


class Entry(Protocol):
    """What is needed of a register entry."""

    @property
    def value_class(self) -> str:
        """``D``, ``S`` or ``A``."""
        ...

    @property
    def stale_after(self) -> PartialDate | None:
        """The day (month, year) after which it should be looked at again."""
        ...


@dataclass(frozen=True, slots=True)
class Ledger:
    """Counts by class of some register entries.

    Attributes:
        ids: the entries counted, each once, in the order given.
        by_class: ids by class ``D``, ``S``, ``A`` (all three keys are always there).
        unknown: ids that the register does not have; never counted in silence as anything else.
    """

    ids: tuple[str, ...]
    by_class: Mapping[str, tuple[str, ...]]
    unknown: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Number of entries by class."""
        return {name: len(members) for name, members in self.by_class.items()}

    @property
    def total(self) -> int:
        """Number of entries that the register has."""
        return sum(self.counts.values())

    @property
    def assumptions(self) -> tuple[str, ...]:
        """Ids of class A."""
        return self.by_class["A"]


def ledger(register: Mapping[str, Entry], ids: Iterable[str]) -> Ledger:
    """Count entries by class; an id given twice counts once."""
    unique = tuple(dict.fromkeys(ids))
    by_class: dict[str, list[str]] = {name: [] for name in CLASSES}
    unknown: list[str] = []
    for entry_id in unique:
        if entry_id in register:
            by_class[register[entry_id].value_class].append(entry_id)
        else:
            unknown.append(entry_id)
    return Ledger(unique, {name: tuple(held) for name, held in by_class.items()}, tuple(unknown))


def stale(register: Mapping[str, Entry], ids: Iterable[str], on: datetime.date) -> list[str]:
    """Return the entries that should have been looked at again before a day, in the order given.

    An entry that is good to the end of a month or year is not stale within it.
    """
    found: list[str] = []
    for entry_id in dict.fromkeys(ids):
        if entry_id not in register:
            continue
        until = register[entry_id].stale_after
        if until is not None and until.last < on:
            found.append(entry_id)
    return found


def run_inputs(manifest: Mapping[str, Any], drawn: Iterable[str]) -> list[str]:
    """Return the register ids that a run names as its inputs.

    The uncertain inputs drawn, the couplings held because their system is not built, and the levers set.
    Constants and initial states are inputs too, but a manifest of format 1 does not list them.

    Args:
        manifest: ``run.json``.
        drawn: columns of the run's draws (``future`` is passed over).
    """
    held = [str(item["id"]) for item in manifest.get("model", {}).get("held", [])]
    levers = [str(lever) for policy in manifest.get("policies", []) for lever in policy.get("levers", {})]
    return list(dict.fromkeys([*(name for name in drawn if name != "future"), *held, *levers]))
