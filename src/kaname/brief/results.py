"""Results of the run and the analysis as trace entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup

from kaname.analysis import missing
from kaname.base.dates import Month
from kaname.base.languages import Words
from kaname.brief.measures import Measure
from kaname.brief.numbers import plain
from kaname.brief.trace import RUN, Entry, slug

if TYPE_CHECKING:
    from kaname.brief.ledger import Ledger

_DECEMBER = 12
_EXTRA_DIGITS = 2
"""Places that a trace shows beyond those of the text."""


def enter(ledger: Ledger, outcome: str, policy: str) -> str:
    """Enter what the run shows of one outcome under one policy, if it is not there; return its anchor."""
    anchor = slug("t-v", outcome, policy)
    if not ledger.book.has(anchor):
        rests = (ledger.definition(outcome), ledger.policy_anchor(policy), RUN)
        title = f"{ledger.label(outcome)} — {policy} {ledger.policy_label(policy)}"
        rows = tuple(_rows(ledger, outcome, policy))
        ledger.book.add(Entry(anchor, "result", title, rows, rests_on=rests))
    return anchor


def _rows(ledger: Ledger, outcome: str, policy: str) -> Iterator[tuple[str, object]]:
    row = ledger.material.findings.summary[(outcome, policy)]
    measure, word, write = ledger.measure(outcome), ledger.words, ledger.format
    yield (
        word("brief.trace.column"),
        plain(word("brief.trace.column.of", outcome=outcome, policy=policy)),
    )
    yield word("brief.trace.n"), plain(write.decimal(row["n"]))
    if row["failed"] or row["missing"]:
        told = word("brief.trace.absent.counts", failed=row["failed"], missing=row["missing"])
        yield word("brief.trace.absent"), plain(told)
    if rule := missing.rule(outcome, ledger.material.last_month):
        value = measure.write(rule.value, write, start=ledger.start)
        told = Words(word.language, "analysis")(f"missing.{rule.key}", value=value)
        yield word("brief.trace.rule"), plain(told)
    if row["binary"]:
        told = word(
            "brief.trace.value_and_error",
            value=write.decimal(100 * row["mean"], 2),
            error=write.decimal(100 * row["standard_error"], 2),
        )
        yield word("brief.trace.probability"), plain(told)
    else:
        for key in ("mean", "median", "q05", "q95"):
            yield (
                word(f"brief.trace.{key}"),
                plain(measure.write(row[key], write, start=ledger.start)),
            )
    yield from _difference(ledger, outcome, policy, measure)
    yield from _regret(ledger, outcome, policy, measure)


def _difference(ledger: Ledger, outcome: str, policy: str, measure: Measure) -> Iterator[tuple[str, object]]:
    row = ledger.material.findings.differences.get((outcome, policy))
    if row is None:
        return
    digits = measure.difference_digits + _EXTRA_DIGITS
    scale = 100.0 if measure.kind == "probability" else measure.factor
    text = ledger.words(
        "brief.trace.difference.text",
        value=ledger.format.decimal(scale * row["difference"], digits, signed=True),
        error=ledger.format.decimal(scale * row["standard_error"], digits),
        baseline=str(row["baseline"]),
        n=ledger.format.decimal(row["n"]),
    )
    yield ledger.words("brief.trace.difference"), plain(text)


def _regret(ledger: Ledger, outcome: str, policy: str, measure: Measure) -> Iterator[tuple[str, object]]:
    row = ledger.material.findings.regrets.get((outcome, policy))
    if row is None:
        return
    text = ledger.words(
        "brief.trace.regret.text",
        p50=measure.write_difference(row["p50"], ledger.format, signed=False),
        p90=measure.write_difference(row["p90"], ledger.format, signed=False),
        best=ledger.format.decimal(100 * row["best_share"], 1),
        n=ledger.format.decimal(row["n"]),
    )
    yield ledger.words("brief.trace.regret"), plain(text)


def enter_series(ledger: Ledger, indicator: str, policy: str) -> str:
    """Enter an indicator's fan under a policy, its Decembers in figures; return the anchor."""
    anchor = slug("t-b", indicator, policy)
    if not ledger.book.has(anchor):
        word = ledger.words
        futures = ledger.material.manifest.get("bands_futures", ledger.material.futures)
        rows = (
            (word("brief.trace.id"), plain(indicator)),
            (
                word("brief.trace.column"),
                plain(word("brief.trace.band.of", indicator=indicator, policy=policy)),
            ),
            (word("brief.trace.statistics"), plain(word("brief.trace.statistics.bands"))),
            (word("brief.trace.n"), plain(ledger.format.decimal(float(futures)))),
            *_december_rows(ledger, indicator, policy),
        )
        title = f"{ledger.indicator_label(indicator)} — {policy} {ledger.policy_label(policy)}"
        entry = Entry(anchor, "series", title, rows, rests_on=(ledger.policy_anchor(policy), RUN))
        ledger.book.add(entry)
    return anchor


def _december_rows(ledger: Ledger, indicator: str, policy: str) -> Iterator[tuple[str, object]]:
    """Yield the values of each December as the charts' tables show them, unit in the first row."""
    bands, measure, write = ledger.material.bands, ledger.indicator_measure(indicator), ledger.format
    held = bands[(bands["indicator"] == indicator) & (bands["policy"] == policy)]
    if not len(held):
        return
    yield ledger.words("brief.trace.unit"), plain(measure.name(write))
    for row in held.to_dict("records"):
        month = Month.of(row["month"])
        if month.month != _DECEMBER:
            continue
        if measure.kind == "probability":
            text = write.probability(float(row["mean"]))
        else:
            shown = {
                column: measure.bare(float(row[column]), write)
                for column in ("mean", "q05", "q25", "q50", "q75", "q95")
            }
            text = ledger.words("brief.trace.band.row", **shown)
        yield write.date(month), plain(text)


def enter_drivers(ledger: Ledger, outcome: str) -> str:
    """Enter the inputs that an outcome moves with, if they are not there; return the anchor."""
    anchor = slug("t-d", outcome)
    if not ledger.book.has(anchor):
        title = ledger.words("brief.trace.drivers", outcome=ledger.label(outcome))
        baseline = ledger.policy_anchor(ledger.material.findings.baseline)
        rests = (ledger.definition(outcome), baseline, RUN)
        rows = tuple(_driver_rows(ledger, outcome))
        ledger.book.add(Entry(anchor, "driver", title, rows, rests_on=rests))
    return anchor


def _driver_rows(ledger: Ledger, outcome: str) -> Iterator[tuple[str, object]]:
    word, write = ledger.words, ledger.format
    held = ledger.material.findings.drivers.get(outcome, ())
    yield word("brief.trace.method"), plain(word("brief.trace.drivers.method"))
    if held:
        told = word(
            "brief.trace.drivers.n",
            n=write.decimal(held[0]["n"]),
            threshold=write.decimal(held[0]["threshold"], 3),
        )
        yield word("brief.trace.n"), plain(told)
    for row in held:
        identifier = str(row["parameter"])
        name = ledger.parameter(identifier) if ledger.knows(identifier) else plain(identifier)
        rho, low, high = (write.decimal(float(row[key]), 3) for key in ("rho", "low", "high"))
        yield word("brief.trace.rho"), Markup("{} — {} [{}, {}]").format(name, rho, low, high)
