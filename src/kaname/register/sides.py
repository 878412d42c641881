"""One of the two things that do not agree: what a document says, or what the register holds."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from babel.dates import format_date, format_skeleton

from kaname.base.dates import PartialDate
from kaname.base.languages import Words
from kaname.claims.model import DateClaim
from kaname.register import units
from kaname.register.links import Link, period
from kaname.register.schema import DatedValue, Parameter

ABOUT = 0.05
"""Share of a value within which "about" still holds."""

ROUNDING = 0.02
"""Rounding excuses at most this share of a value: 5 % is not 5.4 %, though it is written with one digit."""

DATES = ("calendar_year", "calendar_month")
"""Units of entries whose value is a date."""

_LAST_QUARTER = 92
"""Days of a year that its end covers: October to December."""

_END = re.compile(r"末|말|\bend\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two things that do not agree.

    Attributes:
        low, high: what it says, in the parameter's unit (dates as ordinals of days).
        as_of: the date it is said of.
        bound: ``>=`` ``<=`` ``>`` ``<``, or None.
        approx: whether it says about.
        document: digest of the document, or None for the register.
        key: citation key of the document ("" where the caller did not give it).
        link: the claim's link, for a document.
        row: the dated value, for the register.
        is_date: whether the value is a date, which is never rounded.
    """

    low: float
    high: float
    as_of: PartialDate
    bound: str | None = None
    approx: bool = False
    document: str | None = None
    key: str = ""
    link: Link | None = None
    row: DatedValue | None = None
    is_date: bool = False

    @property
    def interval(self) -> tuple[float, float]:
        """The values that would agree with it: its bound, its rounding, its "about"."""
        exact = (0.0, 0.0)
        slack_low, slack_high = (
            exact if self.is_date else (_slack(value, self.approx) for value in (self.low, self.high))
        )
        low, high = self.low - slack_low, self.high + slack_high
        match self.bound:
            case ">=" | ">":
                return low, math.inf
            case "<=" | "<":
                return -math.inf, high
            case _:
                return low, high

    @property
    def past(self) -> bool:
        """Whether it gives a date that lay behind its document."""
        said = self.link.document_date if self.link is not None else None
        return self.is_date and said is not None and self.high < said.first.toordinal()

    def agrees(self, other: Side) -> bool:
        """Whether some value fits both."""
        (low, high), (other_low, other_high) = self.interval, other.interval
        return max(low, other_low) <= min(high, other_high)


def side_of(link: Link, as_of: PartialDate, keys: Mapping[str, str], parameter: Parameter) -> Side:
    """Return what a link says as a side of a possible conflict."""
    low = link.low
    if isinstance(link.claim, DateClaim):
        low = float(_from_day(link.claim, low))
    return Side(
        low=low,
        high=link.high,
        as_of=as_of,
        bound=link.bound if parameter.limit is None else None,
        approx=link.approx,
        document=link.document,
        key=keys.get(link.document, ""),
        link=link,
        is_date=parameter.unit in DATES,
    )


def row_side(parameter: Parameter, row: DatedValue) -> Side | None:
    """Return a dated value as a side; None where it is no number."""
    value = row.value
    if parameter.unit in DATES:
        span = period(str(value)) if value is not None else None
        if span is None:
            return None
        low, high = span[0].first.toordinal(), span[1].last.toordinal()
        return Side(low, high, row.true_from, row=row, is_date=True)
    if not isinstance(value, int | float):
        return None
    return Side(float(value), float(value), row.true_from, row=row)


def _from_day(claim: DateClaim, low: float) -> float:
    """Return the first day that a date may mean: "the end of 2026" is its last quarter, not a day."""
    if not _end_of(claim):
        return low
    last = datetime.date.fromordinal(int(low))
    return low - (_LAST_QUARTER - 1 if last.month == 12 else 9)


def _end_of(claim: DateClaim) -> bool:
    """Whether a claim says the end of a year or month, which its ``iso`` gives to the day."""
    return str(claim.iso or "").count("-") == 2 and bool(_END.search(claim.text))


def _slack(value: float, approx: bool) -> float:
    """Return how far from a value it may be meant: half a unit of its last digit, more for "about"."""
    if value == 0 or not math.isfinite(value):
        return 0.0
    digits = f"{abs(value):.12g}"
    mantissa, _, exponent = digits.partition("e")
    whole, _, decimals = mantissa.partition(".")
    last = -len(decimals) if decimals else len(whole) - len(whole.rstrip("0"))
    half = 0.5 * 10.0 ** (last + int(exponent or 0))
    return max(min(half, ROUNDING * abs(value)), ABOUT * abs(value) if approx else 0.0)


def shown(side: Side, parameter: Parameter, words: Words) -> str:
    """Return what a side says in words: value with unit, bound, about."""
    language = words.language
    if parameter.unit in DATES:
        return _dates_shown(side, words)
    low, high = (units.quantity(_tidy(value), parameter.unit, language) for value in (side.low, side.high))
    text = low if low == high else words("conflict.range", low=low, high=high)
    if side.bound is not None:
        text = words(f"conflict.bound.{side.bound}", value=text)
    return words("conflict.approx", value=text) if side.approx else text


def _dates_shown(side: Side, words: Words) -> str:
    """Return a date as coarse as it is written: 2026年末, by 3 June 2030."""
    if side.link is None:
        value = side.row.value if side.row is not None else None
        return spoken(str(value), words) if value is not None else words("value.lapsed")
    claim = side.link.claim
    assert isinstance(claim, DateClaim)
    text = spoken(str(claim.iso or ""), words)
    if _end_of(claim):
        day = PartialDate.parse(str(claim.iso))
        coarse = PartialDate(day.year, day.month if day.month != 12 else None)
        text = words("conflict.end_of", date=spoken(str(coarse), words))
    return words(f"conflict.date_bound.{side.bound}", date=text) if side.bound in ("<=", ">=") else text


def spoken(iso: str, words: Words) -> str:
    """Return a date, or a range ``a/b`` of two, in words, as coarse as it is; else the text itself."""
    span = period(iso)
    if span is None:
        return iso
    parts = []
    for date in dict.fromkeys(span):
        if date.day is not None:
            parts.append(str(format_date(date.first, format="long", locale=words.language)))
        else:
            skeleton = "y" if date.month is None else "yMMMM"
            parts.append(str(format_skeleton(skeleton, date.first, locale=words.language)))
    return " – ".join(parts)


def _tidy(value: float) -> int | float:
    return int(value) if float(value).is_integer() else float(f"{value:.10g}")
