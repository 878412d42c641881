"""Numbers as a reader sees them: each one carries the id of the trace entry it leads to.

A :class:`Number` is made by :class:`kaname.brief.trace.TraceBook` alone; the page's templates refuse a
bare figure (see :mod:`kaname.brief.page`), so a number without a trace cannot reach a reader.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from kaname.analysis import likelihood
from kaname.base.dates import Month, PartialDate
from kaname.base.languages import Words

MINUS = "\u2212"
NO_VALUE = "–"


@dataclass(frozen=True, slots=True)
class Number:
    """A figure, date or name in the reader's language, with the trace it leads to.

    Attributes:
        text: the figure as printed, unit included.
        anchor: id of the trace entry or of the sentence that holds it, without ``#``.
        title: a hint shown on hover, or an empty string.
        style: class of the link (``n`` for a figure, ``name`` for a name that holds digits).
    """

    text: str
    anchor: str
    title: str = ""
    style: str = "n"

    def __html__(self) -> Markup:
        """Return the link."""
        hint = Markup(' title="{}"').format(self.title) if self.title else Markup("")
        return Markup('<a class="{}" href="#{}"{}>{}</a>').format(self.style, self.anchor, hint, self.text)

    def __str__(self) -> str:
        """Return the figure alone (for charts' data and tests)."""
        return self.text


class Formatter:
    """Figures and dates in one language (Babel's rules, with the units of the catalogue).

    Args:
        words: the messages of the room ``brief``.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self.language = words.language

    def decimal(self, value: float, digits: int = 0, *, signed: bool = False) -> str:
        """Return a decimal number with so many places, grouped; ``signed`` writes + and a true minus."""
        if not math.isfinite(value):
            return NO_VALUE
        rounded = round(value, digits) + 0.0
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        text: str = format_decimal(abs(rounded), format=pattern, locale=self.language)
        if rounded < 0:
            return MINUS + text
        return f"+{text}" if signed and rounded > 0 else text

    def probability(self, value: float, n: int | None = None) -> str:
        """Return a probability in percent, no finer than ``n`` futures support (analysis' own rounding)."""
        if not math.isfinite(value):
            return NO_VALUE
        return likelihood.percent_phrase(min(1.0, max(0.0, value)), self.language, n)

    def date(self, date: PartialDate | Month | datetime.date | str) -> str:
        """Return a date as coarse as it is known: day, month or year."""
        if isinstance(date, str):
            date = PartialDate.parse(date)
        if isinstance(date, Month):
            date = PartialDate(date.year, date.month)
        elif isinstance(date, datetime.date):
            date = PartialDate(date.year, date.month, date.day)
        if date.day is not None:
            return str(format_date(date.first, format="long", locale=self.language))
        if date.month is not None:
            return str(format_skeleton("yMMMM", date.first, locale=self.language))
        return str(format_skeleton("y", date.first, locale=self.language))

    def period(self, iso: str) -> str:
        """Return a date, or a range ``a/b`` of two, or a decade ``199X``, in words."""
        parts = []
        for part in iso.split("/"):
            if part.endswith("X"):
                parts.append(self.words("brief.date.decade", decade=part[:3] + "0"))
            else:
                parts.append(self.date(part))
        return " – ".join(parts)

    def month_and_year(self, month: Month) -> str:
        """Return a month in few letters (tables)."""
        first = datetime.date(month.year, month.month, 1)
        return str(format_skeleton("yMMM", first, locale=self.language))


def plain(text: object) -> Markup:
    """Return text as it stands, escaped: for quotations, citations and trace entries only."""
    return escape(text)
