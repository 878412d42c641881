"""The policies compared: the scorecard, regret, and how often each is good enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from markupsafe import Markup

from kaname.analysis import comparison, regret
from kaname.base.languages import Words
from kaname.brief import registered
from kaname.brief.ledger import Ledger
from kaname.brief.numbers import Number, plain
from kaname.brief.prose import listed, say

SHADES = (0.05, 0.2, 0.5)
"""Edges of the shades: |difference| over the outcome's standard deviation under the baseline."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the value, its paired difference with its error (None for the baseline), its shade.

    Where every future is the same under both policies the difference is an equals sign, without an error.

    ``shade`` is ``better-1`` … ``worse-3`` or ``other-1`` … (no direction), empty where the difference is
    not distinguishable from nothing.
    """

    value: Number
    difference: Number | None = None
    error: Number | None = None
    shade: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One outcome's line of a table."""

    outcome: Number
    unit: str
    lever_linked: bool
    direction: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class RegretCell:
    """Median and 90th percentile of regret, and the share of futures in which the policy is best."""

    p50: Number
    p90: Number
    best: Number
    least: bool


@dataclass(frozen=True, slots=True)
class RegretLine:
    """One outcome's regret under each policy."""

    outcome: Number
    unit: str
    lever_linked: bool
    cells: Sequence[RegretCell]


@dataclass(frozen=True, slots=True)
class GoodEnough:
    """One criterion: the share of futures in which each policy meets it."""

    criterion: Number
    lever_linked: bool
    cells: Sequence[Number]


@dataclass(frozen=True, slots=True)
class Option:
    """One policy: its id, its name, the levers it sets, and what follows from them by construction."""

    short: Number
    name: Number
    levers: Sequence[tuple[Number, Number]]
    built: Markup


@dataclass(frozen=True, slots=True)
class Options:
    """The tables of the section, their columns and the definitions printed with them."""

    heads: Sequence[Number]
    names: Sequence[Option]
    lines: Sequence[Line]
    regrets: Sequence[RegretLine]
    good_enough: Sequence[GoodEnough]
    difference_definition: Markup
    regret_definition: Markup
    satisficing_definition: Markup


def options(ledger: Ledger) -> Options:
    """Return the tables of a run."""
    findings = ledger.material.findings
    analysis = Words(ledger.words.language, "analysis")
    return Options(
        heads=[ledger.policy(policy, short=True) for policy in findings.policies],
        names=[_option(ledger, policy) for policy in findings.policies],
        lines=[_line(ledger, outcome) for outcome in findings.outcomes],
        regrets=[
            _regret_line(ledger, outcome)
            for outcome, about in findings.outcomes.items()
            if about.better and _has(ledger, outcome)
        ],
        good_enough=[_good_enough(ledger, criterion.key) for criterion in findings.criteria],
        difference_definition=plain(analysis("comparison.definition")),
        regret_definition=plain(regret.definition(ledger.words.language)),
        satisficing_definition=plain(analysis("satisficing.definition")),
    )


BY_CONSTRUCTION = {
    "burden.lever_budget_execution": "burden.end_defence_share",
    "burden.lever_sma_mode": "burden.end_sma",
    "posture.lever_troop_cut": "posture.min_usfk",
}
"""Levers that set what an outcome counts, so that a policy moves it by construction."""


def _option(ledger: Ledger, policy: str) -> Option:
    words, findings = ledger.words, ledger.material.findings
    settings = dict(ledger.material.described("policies", policy).get("levers") or {})
    levers = []
    for lever, value in settings.items():
        label = words.pick(ledger.material.register[lever].label) if ledger.knows(lever) else lever
        text = registered.value_text(ledger, lever, value)
        anchor = ledger.policy_anchor(policy)
        levers.append((ledger.book.name(anchor, label), ledger.book.cite(anchor, text)))
    moved = [
        ledger.outcome(outcome)
        for lever, outcome in BY_CONSTRUCTION.items()
        if lever in settings and outcome in findings.outcomes
    ]
    built = say(words, "brief.options.by_construction", outcomes=listed(words, moved))
    return Option(
        ledger.policy(policy, short=True), ledger.policy(policy), levers, built if moved else Markup("")
    )


def _has(ledger: Ledger, outcome: str) -> bool:
    return all(
        (outcome, policy) in ledger.material.findings.regrets for policy in ledger.material.findings.policies
    )


def _line(ledger: Ledger, outcome: str) -> Line:
    findings = ledger.material.findings
    about = findings.outcomes[outcome]
    statistic = "median" if ledger.measure(outcome).kind in ("month", "year") else "mean"
    cells = []
    for policy in findings.policies:
        value = ledger.result(outcome, policy, statistic, bare=True)
        if policy == findings.baseline:
            cells.append(Cell(value))
            continue
        if float(findings.differences[(outcome, policy)]["equal_share"]) == 1.0:
            cells.append(Cell(value, ledger.same(outcome, policy)))
            continue
        cells.append(
            Cell(
                value,
                ledger.difference(outcome, policy, bare=True),
                ledger.difference_error(outcome, policy),
                _shade(ledger, outcome, policy),
            )
        )
    direction = {1: "more", -1: "less", 0: "none"}[about.better]
    return Line(ledger.outcome(outcome), ledger.unit(outcome), about.lever_linked, direction, cells)


def _shade(ledger: Ledger, outcome: str, policy: str) -> str:
    findings = ledger.material.findings
    row = findings.differences[(outcome, policy)]
    if not comparison.distinguishable(float(row["difference"]), float(row["standard_error"])):
        return ""
    base = findings.summary[(outcome, findings.baseline)]
    deviation = float(base["standard_error"]) * sqrt(float(base["n"]))
    if not deviation > 0:
        # The baseline does not vary: any difference is beyond its spread.
        step = len(SHADES)
    else:
        step = sum(abs(float(row["difference"])) / deviation >= edge for edge in SHADES)
    if step == 0:
        return ""
    better = findings.outcomes[outcome].better
    side = "other" if better == 0 else "better" if better * float(row["difference"]) > 0 else "worse"
    return f"{side}-{step}"


def _regret_line(ledger: Ledger, outcome: str) -> RegretLine:
    findings = ledger.material.findings
    rows = {policy: findings.regrets[(outcome, policy)] for policy in findings.policies}
    least = min(float(row["p90"]) for row in rows.values())
    # Where all are alike, none is marked as the least.
    differ = max(float(row["p90"]) for row in rows.values()) > least
    cells = [
        RegretCell(
            ledger.regret(outcome, policy, "p50"),
            ledger.regret(outcome, policy, "p90"),
            ledger.regret(outcome, policy, "best_share"),
            differ and float(row["p90"]) == least,
        )
        for policy, row in rows.items()
    ]
    measure = ledger.measure(outcome)
    unit = measure.difference_name(ledger.format) if measure.difference_unit else ledger.unit(outcome)
    return RegretLine(ledger.outcome(outcome), unit, findings.outcomes[outcome].lever_linked, cells)


def _good_enough(ledger: Ledger, criterion: str) -> GoodEnough:
    findings = ledger.material.findings
    cells = [ledger.satisficing(criterion, policy) for policy in findings.policies]
    name = ledger.book.name(cells[0].anchor, ledger.criterion(criterion))
    linked = bool(findings.satisficing[(criterion, findings.baseline)]["lever_linked"])
    return GoodEnough(name, linked, cells)


def shading(ledger: Ledger) -> Markup:
    """Say what the shades mean; the edges are in the trace."""
    words = ledger.words
    edges = words("brief.list.comma").join(ledger.format.decimal(edge, 2) for edge in SHADES)
    number = ledger.derived(
        "shades", edges, title=words("brief.trace.shades"), how=words("brief.trace.shades.how")
    )
    return say(words, "brief.options.shades", edges=number)
