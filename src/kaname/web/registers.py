"""What the register's pages show: rows of the list, one entry with its history and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kaname.base.dates import Month, PartialDate
from kaname.base.errors import InputError
from kaname.base.languages import Words
from kaname.register import DatedValue, Parameter, Register, Snapshot, Support, trace, units
from kaname.web.rendering import Page
from kaname.web.stores import Stores

GLANCE = (
    "posture.usfk_troops",
    "politics.ndaa_troop_floor",
    "command.opcon_stage",
    "burden.sma_payment_trn_krw",
    "burden.defence_budget_trn_krw",
    "burden.gdp_trn_krw",
)
"""Entries on the first page, where the register has them."""


def shown(parameter: Parameter, value: float | int | str | Sequence[object] | None, language: str) -> str:
    """Return a value of an entry with its unit in words; a category by its name."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(str(part) for part in value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if parameter.options and str(value) in parameter.options:
        return Words(language).pick(parameter.options[str(value)])
    return units.quantity(value, parameter.unit, language)


def span_shown(parameter: Parameter, language: str) -> str:
    """Return the range that the futures draw from, in words; empty where nothing is drawn."""
    drawn = parameter.distribution
    if drawn is None:
        return ""
    low, high = drawn.support
    return units.span(low, high, parameter.unit, language)


def rows(
    register: Register, snapshot: Snapshot, page: Page, system: str, value_class: str
) -> list[dict[str, Any]]:
    """Return the rows of the list: every entry that has a value on the date, or a range."""
    found = []
    for identifier, parameter in register.items():
        row = snapshot.get(identifier)
        if (system and parameter.system != system) or (value_class and parameter.value_class != value_class):
            continue
        if row is None and parameter.distribution is None:
            continue
        found.append(
            {
                "id": identifier,
                "label": page.words.pick(parameter.label),
                "value": shown(parameter, row.value, page.language)
                if row
                else span_shown(parameter, page.language),
                "unit": units.label(parameter.unit, page.language),
                "date": str(row.true_from) if row else "",
                "value_class": parameter.value_class,
            }
        )
    return found


def cards(register: Register, snapshot: Snapshot, page: Page) -> list[dict[str, Any]]:
    """Return the levels for the first page."""
    by_id = {row["id"]: row for row in rows(register, snapshot, page, "", "")}
    return [by_id[identifier] for identifier in GLANCE if identifier in by_id and identifier in snapshot]


def entry(parameter: Parameter, page: Page) -> dict[str, Any]:
    """Return what an entry says of itself, in the page's language."""
    pick = page.words.pick
    return {
        "id": parameter.id,
        "label": pick(parameter.label),
        "definition": pick(parameter.definition),
        "unit": units.label(parameter.unit, page.language),
        "value_class": parameter.value_class,
        "range": span_shown(parameter, page.language),
        "stale": str(parameter.stale_after) if parameter.stale_after else "",
        "claims": parameter.claims,
        "contested": parameter.contested_by,
        "rationale": pick(parameter.rationale) if parameter.rationale else "",
        "would_change": pick(parameter.would_change) if parameter.would_change else "",
    }


def entry_values(stores: Stores, parameter: Parameter, month: Month, page: Page) -> dict[str, Any]:
    """Return the value in force in a month with its evidence, and the history known by then."""
    refusal, now, supports = "", None, []
    try:
        path = trace(stores.register, parameter.id, stores.library, month)
        supports = [_support(support, stores, page) for support in path.supports]
        if path.value is not None:
            now = _history_row(parameter, path.value, page, current=True) | {"overlay": path.overlay}
    except InputError as error:
        refusal = error.what
    last = month.last_day
    history = [
        _history_row(parameter, row, page, current=now is not None and str(row.true_from) == now["date"])
        for row in reversed(parameter.history)
        if row.known_from.last <= last
    ]
    return {"now": now, "refusal": refusal, "supports": supports, "history": history}


def _history_row(parameter: Parameter, row: DatedValue, page: Page, *, current: bool) -> dict[str, Any]:
    return {
        "date": str(row.true_from),
        "month": str(Month.of(max(row.true_from.last, row.known_from.last))),
        "value": shown(parameter, row.value, page.language),
        "status": row.status,
        "known_from": str(row.known_from),
        "current": current,
    }


def _support(support: Support, stores: Stores, page: Page) -> dict[str, Any]:
    found: dict[str, Any] = {
        "sentence": support.sentence,
        "fault": support.fault,
        "absent": support.state == "absent",
        "exact": getattr(support.evidence, "exact", ""),
        "reference": support.reference(page.language)
        or getattr(support.evidence, "source", getattr(support.evidence, "document", "")),
    }
    if support.sentence is not None and support.mark is not None and support.document_key is not None:
        start, end = support.mark
        span = getattr(support.evidence, "span", [0, 0])
        found |= {
            "before": support.sentence[:start],
            "figure": support.sentence[start:end],
            "after": support.sentence[end:],
            "key": support.document_key,
            "language": stores.library.get(support.document_key).language,
            "start": span[0],
            "end": span[1],
        }
    return found


def month_words(month: Month) -> str:
    """Return a month as the pages write it."""
    return str(PartialDate(month.year, month.month))
