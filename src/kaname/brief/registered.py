"""Register entries as trace entries: value, date, class, evidence or rationale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kaname.base.errors import InputError
from kaname.base.languages import catalogue
from kaname.brief import naming
from kaname.brief.numbers import plain
from kaname.brief.trace import Entry, slug
from kaname.documents.document import Document
from kaname.register import Parameter, tracing, units
from kaname.register.register import When
from kaname.register.schema import DatedValue, Discrete

if TYPE_CHECKING:
    from kaname.brief.ledger import Ledger

LONGEST_HISTORY = 12
"""Dated values shown in a trace, newest kept."""

_NUMBERS_AS_THEY_ARE = ("category", "switch", "flag")
_DATES = ("calendar_year", "calendar_month")


class MaterialShelf:
    """The documents that a brief may quote, by digest."""

    def __init__(self, documents: dict[str, Document]) -> None:
        self._documents = documents

    def get(self, reference: str, /) -> Document:
        """Return the document, or raise InputError."""
        if reference not in self._documents:
            raise InputError(f"no document {reference!r}")
        return self._documents[reference]


def anchor_of(identifier: str) -> str:
    """Return the anchor of a register entry in the page."""
    return slug("t-r", identifier)


def enter(ledger: Ledger, identifier: str) -> str:
    """Enter a register entry in the trace book, if it is not there; return its anchor.

    Raises:
        BriefError: it has no class, or neither a source that resolves nor a rationale.
    """
    anchor = anchor_of(identifier)
    if ledger.book.has(anchor):
        return anchor
    parameter = ledger.material.register[identifier]
    register, shelf = ledger.material.register, MaterialShelf(ledger.material.shelf)
    day: When = ledger.material.as_of
    if parameter.distribution is None and identifier not in register.as_of(day):
        # Nothing was true by then, but documents speak of what came after: the newest value stands, dated.
        day = tracing.last_knowledge(register)
    found = tracing.trace(register, identifier, shelf, day)
    supports = list(found.supports)
    if found.value is not None and parameter.distribution is not None:
        supports += [tracing.support(item, shelf, register.sources) for item in parameter.evidence]
    known = any(support.state != "unknown" for support in supports)
    evidenced = known or (parameter.value_class == "A" and parameter.rationale is not None)
    entry = Entry(
        anchor,
        "register",
        ledger.words.pick(parameter.label),
        tuple(_rows(ledger, parameter, found.value)),
        quotations=tuple(_quotations(ledger, supports)),
        value_class=parameter.value_class,
    )
    return ledger.book.add(entry, evidenced=evidenced)


_PARTS = re.compile(r"^(share|probability)\b")
"""Units that are written as percentages."""


def value_text(ledger: Ledger, identifier: str, value: Any, *, bare: bool = False) -> str:
    """Return a register value with its unit (or ``bare`` of it) in the reader's language."""
    words = ledger.words
    if not ledger.knows(identifier):
        return words("brief.value.none") if value is None else str(value)
    parameter = ledger.material.register[identifier]
    if (named := _option(value)) in parameter.options:
        return words.pick(parameter.options[named])
    if value is None or named == "none":
        return words("brief.value.none")
    if (setting := f"brief.trace.setting.{identifier.partition('.')[2]}.{named}") in _settings():
        return words(setting)
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    if parameter.unit in _DATES:
        return ledger.format.period(str(value))
    if not isinstance(value, int | float):
        return str(value)
    if parameter.unit == "flag" and named in ("0", "1"):
        return words(f"brief.value.flag.{named}")
    if parameter.unit in _NUMBERS_AS_THEY_ARE:
        return f"{value:g}"
    if bare or parameter.unit == "dimensionless":
        shown = float(value) * (100.0 if _PARTS.match(parameter.unit) else 1.0)
        return ledger.format.decimal(shown, _digits(shown))
    if _PARTS.match(parameter.unit):
        # A part of a whole reads as a percentage.
        number = ledger.format.decimal(100.0 * value, _digits(100.0 * value))
        unit = units.label(_PARTS.sub("percent", parameter.unit), words.language)
        return words("brief.value.with_unit", value=number, unit=unit)
    return units.quantity(int(value) if float(value).is_integer() else value, parameter.unit, words.language)


def _option(value: Any) -> str:
    """Return a value as the register names its options: a run holds 0.0 where the register has "0"."""
    if value is None:
        return "none"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(int(value)) if isinstance(value, bool) else str(value)


def _settings() -> Mapping[str, str]:
    """Return the catalogue, which words the settings of levers that the register does not name."""
    return catalogue("en", "brief")


def _digits(value: float) -> int:
    """Return the decimal places that a value is written with (six significant digits)."""
    return 0 if float(value).is_integer() else len(f"{value:.6g}".partition(".")[2])


def range_text(ledger: Ledger, parameter: Parameter) -> str:
    """Return an entry's distribution in words: ``10 to 21 months, each equally likely``."""
    words = ledger.words
    if parameter.distribution is None:
        return ""
    if isinstance(parameter.distribution, Discrete):
        held = [value_text(ledger, parameter.id, value) for value in parameter.distribution.values]
        return words("brief.value.one_of", values=" / ".join(held))
    low, high = parameter.distribution.support
    # The unit is named once, with the upper end.
    lower = value_text(ledger, parameter.id, low, bare=True)
    return words("brief.value.between", low=lower, high=value_text(ledger, parameter.id, high))


def _rows(ledger: Ledger, parameter: Parameter, value: DatedValue | None) -> Iterator[tuple[str, object]]:
    word, pick = ledger.words, ledger.words.pick
    yield word("brief.trace.id"), plain(parameter.id)
    yield word("brief.trace.class"), plain(word(f"brief.class.{parameter.value_class}"))
    yield word("brief.trace.definition"), plain(pick(parameter.definition))
    if value is not None:
        yield word("brief.trace.value"), plain(value_text(ledger, parameter.id, value.value))
        yield word("brief.trace.true_from"), plain(ledger.format.date(value.true_from))
        yield word("brief.trace.status"), plain(word(f"brief.status.{value.status}"))
        yield word("brief.trace.known_from"), plain(ledger.format.date(value.known_from))
    day = ledger.material.as_of.last_day
    for row in parameter.history[-LONGEST_HISTORY:]:
        if row is not value and row.known_from.last <= day:
            held = word(
                "brief.trace.history.row",
                date=ledger.format.date(row.true_from),
                value=value_text(ledger, parameter.id, row.value),
                status=word(f"brief.status.{row.status}"),
            )
            yield word("brief.trace.history"), plain(held)
    if parameter.distribution is not None:
        yield word("brief.trace.range"), plain(range_text(ledger, parameter))
    if parameter.rationale is not None:
        yield word("brief.trace.rationale"), plain(pick(parameter.rationale))
    if parameter.would_change is not None:
        yield word("brief.trace.would_change"), plain(pick(parameter.would_change))
    if parameter.contested_by:
        yield word("brief.trace.contested_by"), plain(", ".join(parameter.contested_by))


def _quotations(ledger: Ledger, supports: list[tracing.Support]) -> Iterator[Markup]:
    for support in supports:
        if support.state == "held" and support.sentence is not None and support.mark is not None:
            start, end = support.mark
            quoted = Markup("{}<mark>{}</mark>{}").format(
                support.sentence[:start], support.sentence[start:end], support.sentence[end:]
            )
            yield Markup('<blockquote lang="{}">{}</blockquote><p class="from">{}</p>').format(
                _language(ledger, support), quoted, naming.reference(support, ledger.words.language)
            )
        elif support.state == "absent":
            digest = getattr(support.evidence, "document", "")
            yield Markup('<p class="from">{} <code>{}</code> {}</p>').format(
                ledger.words("brief.evidence.absent"), digest[:19] + "…", _place(ledger, support)
            )
        elif support.state == "broken":
            yield Markup('<p class="from">{} {}</p>').format(
                ledger.words("brief.evidence.broken"), _place(ledger, support)
            )
        elif support.state == "source":
            yield Markup('<p class="from">{}</p>').format(naming.reference(support, ledger.words.language))
        else:
            yield Markup('<p class="from">{}</p>').format(ledger.words("brief.evidence.unknown"))


def _language(ledger: Ledger, support: tracing.Support) -> str:
    """Return the language of the document that a piece of evidence points to."""
    document = ledger.material.shelf.get(getattr(support.evidence, "document", ""))
    return document.language if document is not None else ledger.words.language


def _place(ledger: Ledger, support: tracing.Support) -> str:
    span = getattr(support.evidence, "span", None)
    exact = getattr(support.evidence, "exact", "")
    if not span:
        return ""
    return ledger.words("brief.evidence.place", start=span[0], end=span[1], exact=exact)
