"""The assumptions that matter: how many, which of them decide a judgement, what is not modelled yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kaname.brief.judgements import JUDGED
from kaname.brief.ledger import Ledger
from kaname.brief.numbers import Number, plain
from kaname.brief.prose import say
from kaname.brief.registered import range_text, value_text

CLASSES = ("D", "S", "A")
MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class ClassCount:
    """How many inputs are of a class, and their share of all (percent, for the bar)."""

    value_class: str
    label: str
    count: Number
    share: float


@dataclass(frozen=True, slots=True)
class Assumption:
    """A class A input that moves a judged outcome beyond chance."""

    parameter: Number
    value_range: Number
    rationale: Markup
    would_change: Markup
    moves: Sequence[tuple[Number, Number]]


@dataclass(frozen=True, slots=True)
class Switch:
    """A structural switch: its positions, and the judged outcomes that differ between them."""

    parameter: Number
    definition: Markup
    moves: Sequence[tuple[Number, Markup]]


@dataclass(frozen=True, slots=True)
class Held:
    """A coupling held at its initial value."""

    name: Number
    value: Number


@dataclass(frozen=True, slots=True)
class HeldSystem:
    """A system that is not built, with what is held of it."""

    label: str
    couplings: Sequence[Held]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The section's content."""

    statement: Markup
    classes: Sequence[ClassCount]
    drivers: Sequence[Assumption]
    switches: Sequence[Switch]
    held: Sequence[HeldSystem]


def assumptions(ledger: Ledger) -> Assumptions:
    """Return the section for a run."""
    return Assumptions(
        statement=_statement(ledger),
        classes=_classes(ledger),
        drivers=_drivers(ledger),
        switches=_switches(ledger),
        held=_held(ledger),
    )


def _of_class(ledger: Ledger, value_class: str) -> list[str]:
    register = ledger.material.register
    return [
        name
        for name in ledger.material.inputs
        if name in register and register[name].value_class == value_class
    ]


def _count(ledger: Ledger, value_class: str, text: str | None = None) -> Number:
    words = ledger.words
    names = _of_class(ledger, value_class)
    return ledger.derived(
        f"class-{value_class}",
        ledger.format.decimal(len(names)) if text is None else text,
        title=words("brief.trace.class_count", kind=words(f"brief.class.{value_class}")),
        how=words("brief.trace.class_count.how"),
        rests_on=("t-run",),
        listed=[ledger.parameter(name) for name in names],
    )


def _total(ledger: Ledger) -> Number:
    known = [name for name in ledger.material.inputs if ledger.knows(name)]
    words = ledger.words
    for value_class in CLASSES:
        _count(ledger, value_class)
    return ledger.derived(
        "inputs",
        ledger.format.decimal(len(known)),
        title=words("brief.trace.inputs"),
        how=words("brief.trace.inputs.how"),
        rests_on=("t-run", *(f"t-n-class-{value_class}" for value_class in CLASSES)),
    )


def _statement(ledger: Ledger) -> Markup:
    return say(
        ledger.words,
        "brief.assumptions.statement",
        assumed=_count(ledger, "A"),
        total=_total(ledger),
    )


def _classes(ledger: Ledger) -> list[ClassCount]:
    total = sum(len(_of_class(ledger, value_class)) for value_class in CLASSES) or 1
    return [
        ClassCount(
            value_class,
            ledger.words(f"brief.class.{value_class}"),
            _count(ledger, value_class),
            round(100 * len(_of_class(ledger, value_class)) / total, 2),
        )
        for value_class in CLASSES
    ]


def _drivers(ledger: Ledger) -> list[Assumption]:
    """Return the assumptions that move a judged outcome, the one that moves one most first."""
    strongest: dict[str, float] = {}
    moves: dict[str, list[tuple[str, float]]] = {}
    for outcome in JUDGED:
        for row in ledger.material.findings.drivers.get(outcome, ()):
            name, rho = str(row["parameter"]), abs(float(row["rho"]))
            if not ledger.knows(name) or ledger.material.register[name].value_class != "A":
                continue
            if ledger.material.register[name].kind == "switch":
                continue
            strongest[name] = max(strongest.get(name, 0.0), rho)
            moves.setdefault(name, []).append((outcome, rho))
    names = sorted(strongest, key=lambda name: -strongest[name])[:MOST_SHOWN]
    return [_assumption(ledger, name, moves[name]) for name in names]


def _assumption(ledger: Ledger, name: str, moves: list[tuple[str, float]]) -> Assumption:
    parameter = ledger.material.register[name]
    pick = ledger.words.pick
    moved = sorted(moves, key=lambda pair: -pair[1])[:2]
    return Assumption(
        ledger.parameter(name),
        ledger.parameter(name, range_text(ledger, parameter)),
        plain(pick(parameter.rationale)) if parameter.rationale else Markup(""),
        plain(pick(parameter.would_change)) if parameter.would_change else Markup(""),
        [(ledger.outcome(outcome), ledger.driver(outcome, name)) for outcome, _ in moved],
    )


def _switches(ledger: Ledger) -> list[Switch]:
    found = []
    for name in ledger.material.inputs:
        if not ledger.knows(name) or ledger.material.register[name].kind != "switch":
            continue
        moves = []
        for outcome in JUDGED:
            for row in ledger.material.findings.flips.get(outcome, ()):
                if row["switch"] == name and row["distinguishable"]:
                    moves.append((ledger.outcome(outcome), _flip(ledger, outcome, name)))
                    break
        found.append(
            Switch(
                ledger.parameter(name),
                plain(ledger.words.pick(ledger.material.register[name].definition)),
                moves,
            )
        )
    return found


def _flip(ledger: Ledger, outcome: str, switch: str) -> Markup:
    """Say by how much an outcome differs between the positions of a switch, and where it is higher."""
    words, measure = ledger.words, ledger.measure(outcome)
    rows = [row for row in ledger.material.findings.flips[outcome] if row["switch"] == switch]
    means = [float(row["mean"]) for row in rows]
    listed = []
    for row in rows:
        position = value_text(ledger, switch, int(row["position"]))
        mean = measure.write(float(row["mean"]), ledger.format)
        listed.append(plain(f"{position}: {mean} (n = {ledger.format.decimal(row['n'])})"))
    highest = value_text(ledger, switch, int(rows[means.index(max(means))]["position"]))
    number = ledger.derived(
        f"flip-{switch}-{outcome}",
        measure.write_difference(max(means) - min(means), ledger.format, signed=False),
        title=words("brief.trace.flip", outcome=ledger.label(outcome)),
        how=words("brief.trace.flip.how"),
        rests_on=(ledger.definition(outcome), "t-run"),
        listed=[ledger.parameter(switch), *listed],
    )
    where = ledger.parameter(switch, highest)
    return say(words, "brief.assumptions.switches.higher", difference=number, position=where)


def _held(ledger: Ledger) -> list[HeldSystem]:
    groups: dict[str, list[Held]] = {}
    for item in ledger.material.manifest.get("model", {}).get("held", ()):
        name = str(item["id"])
        system = str(item.get("system") or name.partition(".")[0])
        if ledger.knows(name):
            held = Held(
                ledger.parameter(name), ledger.parameter(name, value_text(ledger, name, item["value"]))
            )
        else:
            shown = (
                item["value"]
                if isinstance(item["value"], str)
                else ledger.format.decimal(float(item["value"]), 2)
            )
            held = Held(ledger.held_name(name), ledger.held_value(name, str(shown)))
        groups.setdefault(system, []).append(held)
    return [
        HeldSystem(ledger.words(f"brief.system.{system}"), couplings) for system, couplings in groups.items()
    ]
