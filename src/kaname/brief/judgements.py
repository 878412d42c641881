"""Key judgements: what the futures show, how likely, what moves it, and how far to trust it.

A judgement states likelihood with number and word (ICD 203) and, in a sentence of its own, confidence.
Confidence follows a stated rule, so that it cannot be chosen to please: see :func:`_confidence`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from kaname.base.dates import Month
from kaname.brief.ledger import Ledger
from kaname.brief.numbers import Number
from kaname.brief.prose import listed, say
from kaname.brief.trace import slug

MOST_DRIVERS = 3
ENOUGH = 1000
"""Futures from which on equality in every one is told as the lack of any path."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a judgement is about, before any run.

    Attributes:
        key: name in the catalogue (``brief.judgement.KEY.heading``).
        headline: the outcome whose changes and drivers are told.
        events: outcomes that are events, shown as rows with number and word.
        amounts: outcomes with a unit, shown as median and the middle nine tenths of futures.
        marks: figures that the event's definition states, by outcome (dates, thresholds).
        meanings: what a mark means to a reader, by outcome (``brief.mark.KEY``).
        tolerances: by how much an amount must fall below its mark, by outcome (the definition's own).
    """

    key: str
    headline: str
    events: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    marks: dict[str, str | float] = field(default_factory=dict)
    meanings: dict[str, str] = field(default_factory=dict)
    tolerances: dict[str, float] = field(default_factory=dict)


TOPICS: tuple[Topic, ...] = (
    Topic(
        "opcon",
        "command.opcon_by_2030_06",
        events=("command.opcon_by_2028", "command.opcon_by_2030_06", "command.opcon_by_2040"),
        marks={
            "command.opcon_by_2028": "2028-12",
            "command.opcon_by_2030_06": "2030-06",
            "command.opcon_by_2040": "2040-12",
        },
        meanings={"command.opcon_by_2030_06": "president_term"},
    ),
    Topic(
        "troops",
        "posture.cut_below_28500",
        events=("posture.cut_below_28500", "posture.cut_below_22000"),
        marks={"posture.cut_below_28500": 28500.0, "posture.cut_below_22000": 22000.0},
        tolerances={"posture.cut_below_28500": 1000.0, "posture.cut_below_22000": 500.0},
    ),
    Topic("defence", "burden.end_defence_share", amounts=("burden.end_defence_share",)),
    Topic("sma", "burden.end_sma", amounts=("burden.end_sma",)),
    Topic("autonomy", "command.autonomy_years", amounts=("command.autonomy_years",)),
)
"""The judgements of a brief, in order; one whose headline the run lacks is left out."""

JUDGED = tuple(
    dict.fromkeys(outcome for topic in TOPICS for outcome in (topic.headline, *topic.events, *topic.amounts))
)
"""Outcomes whose drivers a brief needs."""

FANS: dict[str, tuple[str, int]] = {
    "defence": ("burden.defence_share", 2035),
    "sma": ("burden.sma_payment_trn_krw", 2035),
}
"""Indicators whose value in the December of a year a judgement states, by topic."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event: name, probability, word, and the bar's length (percent of the scale)."""

    name: Markup
    probability: Number
    word: str
    length: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """One key judgement, ready to print."""

    anchor: str
    heading: str
    statement: Markup
    events: Sequence[EventRow]
    changes: Markup
    drivers: Markup
    confidence: Markup
    lever_linked: bool


def judgements(ledger: Ledger) -> list[Judgement]:
    """Return the judgements that the run can make."""
    known = ledger.material.findings.outcomes
    return [_judgement(ledger, topic) for topic in TOPICS if topic.headline in known]


def _judgement(ledger: Ledger, topic: Topic) -> Judgement:
    known = ledger.material.findings.outcomes
    events = [outcome for outcome in topic.events if outcome in known]
    statements = []
    if topic.events:
        parts = [_event_phrase(ledger, topic, outcome) for outcome in events]
        statements.append(
            say(
                ledger.words,
                f"brief.judgement.{topic.key}.statement",
                events=listed(ledger.words, parts),
                end=ledger.date(ledger.material.last_month),
            )
        )
    if topic.tolerances and topic.tolerances.keys() <= known.keys():
        statements.append(_tolerance(ledger, topic))
    if topic.key in FANS:
        statements += _fan_statement(ledger, topic)
    statements += [_amount_statement(ledger, topic, outcome) for outcome in topic.amounts if outcome in known]
    return Judgement(
        anchor=slug("j", topic.key),
        heading=ledger.words(f"brief.judgement.{topic.key}.heading"),
        statement=Markup(ledger.words("brief.list.sentence")).join(statements),
        events=[_event_row(ledger, topic, outcome) for outcome in events],
        changes=_changes(ledger, topic.headline),
        drivers=_drivers(ledger, topic.headline),
        confidence=_confidence(ledger, topic.headline),
        lever_linked=known[topic.headline].lever_linked,
    )


def _mark(ledger: Ledger, topic: Topic, outcome: str) -> Number | Markup:
    """Return the date or threshold that an event's definition states, with what it means."""
    held = topic.marks[outcome]
    text = ledger.format.date(held) if isinstance(held, str) else ledger.format.decimal(held)
    mark = ledger.outcome(outcome, text)
    if outcome in topic.meanings:
        return say(ledger.words, f"brief.mark.{topic.meanings[outcome]}", mark=mark)
    return mark


def _tolerance(ledger: Ledger, topic: Topic) -> Markup:
    """Say by how much the amount must fall below a mark to count (two marks)."""
    first, second = topic.tolerances
    return say(
        ledger.words,
        f"brief.judgement.{topic.key}.tolerance",
        first=ledger.outcome(first, ledger.format.decimal(topic.tolerances[first])),
        second=ledger.outcome(second, ledger.format.decimal(topic.tolerances[second])),
        mark=_mark(ledger, topic, second),
    )


def _event_phrase(ledger: Ledger, topic: Topic, outcome: str) -> Markup:
    baseline = ledger.material.findings.baseline
    return say(
        ledger.words,
        f"brief.judgement.{topic.key}.event",
        mark=_mark(ledger, topic, outcome),
        likelihood=ledger.likelihood(outcome, baseline),
    )


def _event_row(ledger: Ledger, topic: Topic, outcome: str) -> EventRow:
    baseline = ledger.material.findings.baseline
    name = say(ledger.words, f"brief.judgement.{topic.key}.row", mark=_mark(ledger, topic, outcome))
    probability = float(ledger.summary(outcome, baseline)["mean"])
    return EventRow(
        name,
        ledger.result(outcome, baseline),
        ledger.likelihood_word(outcome, baseline),
        round(100 * probability, 1),
    )


def _fan_statement(ledger: Ledger, topic: Topic) -> list[Markup]:
    indicator, year = FANS[topic.key]
    baseline = ledger.material.findings.baseline
    bands = ledger.material.bands
    month = Month(year, 12)
    held = bands[(bands["indicator"] == indicator) & (bands["policy"] == baseline)]
    held = held[[Month.of(when) == month for when in held["month"]]]
    if not len(held):
        return []
    row, measure = held.iloc[0], ledger.indicator_measure(indicator)
    numbers = {
        name: ledger.band(indicator, baseline, write(float(row[column]), ledger.format))
        for name, column, write in (
            ("median", "q50", measure.write),
            ("low", "q05", measure.bare),
            ("high", "q95", measure.bare),
        )
    }
    date = ledger.band(indicator, baseline, ledger.format.date(month))
    share = ledger.band(indicator, baseline, ledger.words("brief.cited.nine_tenths"))
    return [say(ledger.words, f"brief.judgement.{topic.key}.at", date=date, share=share, **numbers)]


def _amount_statement(ledger: Ledger, topic: Topic, outcome: str) -> Markup:
    baseline = ledger.material.findings.baseline
    return say(
        ledger.words,
        f"brief.judgement.{topic.key}.amount",
        median=ledger.result(outcome, baseline, "median"),
        low=ledger.result(outcome, baseline, "q05", bare=True),
        high=ledger.result(outcome, baseline, "q95", bare=True),
        share=ledger.cite_result(outcome, baseline, ledger.words("brief.cited.nine_tenths")),
        end=ledger.date(ledger.material.last_month),
    )


def _changes(ledger: Ledger, outcome: str) -> Markup:
    """Say which rival policies move the outcome, most first, and what is known of the others."""
    findings, words = ledger.material.findings, ledger.words
    rows = [findings.differences[(outcome, policy)] for policy in findings.rivals]
    least = ledger.measure(outcome).smallest_shown()
    moved = [row for row in rows if row["distinguishable"] and abs(row["difference"]) >= least]
    moved.sort(key=lambda row: -abs(row["difference"]))
    if not rows:
        return Markup("")
    # Few futures may agree by luck; many that all agree say that no path leads there.
    if all(float(row["equal_share"]) == 1.0 and int(row["n"]) >= ENOUGH for row in rows):
        return say(words, "brief.judgement.changes.unreached")
    rest = [row for row in rows if row not in moved]
    slight = any(row["distinguishable"] for row in rest)
    if not moved:
        return say(words, f"brief.judgement.changes.none{'.slight' if slight else ''}")
    items = [
        say(
            words,
            "brief.judgement.change",
            policy=ledger.policy(str(row["policy"])),
            difference=ledger.difference(outcome, str(row["policy"])),
            error=ledger.difference_error(outcome, str(row["policy"])),
        )
        for row in moved
    ]
    told = say(
        words,
        "brief.judgement.changes",
        outcome=ledger.outcome(outcome),
        changes=Markup(words("brief.list.semicolon")).join(items),
    )
    if rest:
        message = f"brief.judgement.changes.rest{'.slight' if slight else ''}"
        told += Markup(words("brief.list.sentence")) + say(words, message)
    return told


def _drivers(ledger: Ledger, outcome: str) -> Markup:
    findings, words = ledger.material.findings, ledger.words
    held = findings.drivers.get(outcome, ())
    if not held:
        return say(words, "brief.judgement.drivers.none")
    items = []
    for row in held[:MOST_DRIVERS]:
        identifier = str(row["parameter"])
        if not ledger.knows(identifier):
            continue
        value_class = ledger.material.register[identifier].value_class
        items.append(
            say(
                words,
                "brief.judgement.driver",
                parameter=ledger.parameter(identifier),
                rho=ledger.driver(outcome, identifier),
                kind=words(f"brief.class.{value_class}.short"),
            )
        )
    told = say(words, "brief.judgement.drivers", drivers=Markup(words("brief.list.semicolon")).join(items))
    share = sum(float(row["rho"]) ** 2 for row in held)
    number = ledger.derived(
        f"explained-{slug(outcome)}",
        words("brief.number.percent", value=ledger.format.decimal(100 * min(1.0, share))),
        title=words("brief.trace.explained", outcome=ledger.label(outcome)),
        how=words("brief.trace.explained.how"),
        rests_on=(ledger.drivers(outcome),),
    )
    return told + Markup(words("brief.list.sentence")) + say(words, "brief.judgement.explained", share=number)


def _confidence(ledger: Ledger, outcome: str) -> Markup:
    """Say how far the judgement can be trusted, by rule.

    Low while any coupling is held, or when half or more of the drivers named are assumptions; else
    moderate. High is never given: the model is not calibrated against history yet.
    """
    findings, words = ledger.material.findings, ledger.words
    named = [
        str(row["parameter"])
        for row in findings.drivers.get(outcome, ())[:MOST_DRIVERS]
        if ledger.knows(str(row["parameter"]))
    ]
    assumed = [name for name in named if ledger.material.register[name].value_class == "A"]
    held = ledger.material.manifest.get("model", {}).get("held", ())
    level = "low" if held or 2 * len(assumed) >= max(1, len(named)) else "moderate"
    if not named:
        return say(words, "brief.confidence.mostly_chance", level=words(f"brief.confidence.{level}"))
    count = ledger.derived(
        f"assumed-{slug(outcome)}",
        words(
            "brief.confidence.of",
            part=ledger.format.decimal(len(assumed)),
            whole=ledger.format.decimal(len(named)),
        ),
        title=words("brief.trace.assumed", outcome=ledger.label(outcome)),
        how=words("brief.trace.assumed.how"),
        rests_on=(ledger.drivers(outcome),),
        listed=[ledger.parameter(name) for name in assumed],
    )
    message = "brief.confidence.held" if held else "brief.confidence.statement"
    return say(words, message, level=words(f"brief.confidence.{level}"), count=count)
