"""Where what documents say, and what the register holds, cannot both be right.

Two statements conflict only when they speak of the same parameter at the same time and no value fits
both: bounds are intervals, "about" and the rounding of a figure are tolerances, and values of
different dates do not conflict. Each conflict is one of five kinds.
"""

from __future__ import annotations

import datetime
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kaname.base.dates import PartialDate
from kaname.base.languages import Words
from kaname.register import units
from kaname.register.links import Link, period
from kaname.register.register import Register, in_force
from kaname.register.schema import DatedValue, Parameter

if TYPE_CHECKING:
    from kaname.documents import Document

Kind = Literal["value", "date", "slip", "definition", "overtaken"]
"""Different value, different date, unit or magnitude slip, different definition, forecast overtaken."""

ABOUT = 0.05
"""Share of a value within which "about" still holds."""

ROUNDING = 0.02
"""Rounding excuses at most this share of a value: 5 % is not 5.4 %, though it is written with one digit."""

_SLIP = 0.02
"""How near a ratio must be to a power of ten to look like a slip (share of the ratio)."""

_DATES = ("calendar_year", "calendar_month")
"""Units of entries whose value is a date."""

FOREVER = datetime.date.max


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
        if self.is_date:
            return self.low, self.high
        slack_low, slack_high = (_slack(value, self.approx) for value in (self.low, self.high))
        low, high = self.low - slack_low, self.high + slack_high
        match self.bound:
            case ">=" | ">":
                return low, math.inf
            case "<=" | "<":
                return -math.inf, high
            case _:
                return low, high

    def agrees(self, other: Side) -> bool:
        """Whether some value fits both."""
        (low, high), (other_low, other_high) = self.interval, other.interval
        return max(low, other_low) <= min(high, other_high)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements of one parameter that cannot both be right.

    Attributes:
        kind: which of the five kinds it is.
        parameter_id: the entry.
        left: what a document says (of a forecast that was overtaken: the forecast).
        right: what another document, or the register, says.
        message_id: id of the sentence in the room's catalogue.
        values: what the sentence needs beside the two sides (``date``, ``factor``, ``other`` …).
    """

    kind: Kind
    parameter_id: str
    left: Side
    right: Side
    message_id: str
    values: Mapping[str, str] = field(default_factory=dict)

    def why(self, language: str, register: Register) -> str:
        """Return the sentence that says why it is a conflict, in the reader's language."""
        words, parameter = Words(language, "register"), register[self.parameter_id]
        values = dict(self.values)
        if "other" in values:
            values["other"] = words.pick(register[values["other"]].label)
        return words(
            self.message_id,
            label=words.pick(parameter.label),
            left=_name(self.left, words),
            right=_name(self.right, words),
            left_value=shown(self.left, parameter, words),
            right_value=shown(self.right, parameter, words),
            **{"date": str(self.left.as_of), "right_date": str(self.right.as_of), **values},
        )


def find(links: Sequence[Link], register: Register, documents: Iterable[Document] = ()) -> list[Conflict]:
    """Return the conflicts among links, and between links and the register.

    Args:
        links: links of any number of documents.
        register: what is held true.
        documents: the documents of the links, for their citation keys.

    Returns:
        The conflicts by parameter, those with the register first; each pair once.
    """
    keys = {document.digest: document.key for document in documents}
    found: list[Conflict] = []
    grouped: dict[str, list[Side]] = {}
    for each in links:
        if each.as_of is not None and each.parameter_id in register:
            grouped.setdefault(each.parameter_id, []).append(
                _side(each, each.as_of, keys, register[each.parameter_id])
            )
    for identifier, sides in sorted(grouped.items()):
        parameter = register[identifier]
        for side in sides:
            found += _with_register(parameter, side, register)
        distinct = {(side.document, side.low, side.high, side.bound, side.as_of): side for side in sides}
        for left, right in itertools.combinations(distinct.values(), 2):
            found += _between(parameter, left, right)
    return found


def _side(link: Link, as_of: PartialDate, keys: Mapping[str, str], parameter: Parameter) -> Side:
    return Side(
        low=link.low,
        high=link.high,
        as_of=as_of,
        bound=link.bound if parameter.limit is None else None,
        approx=link.approx,
        document=link.document,
        key=keys.get(link.document, ""),
        link=link,
        is_date=parameter.unit in _DATES,
    )


def _row_side(parameter: Parameter, row: DatedValue) -> Side | None:
    """Return a dated value as a side; None where it is no number."""
    value = row.value
    if parameter.unit in _DATES:
        span = period(str(value)) if value is not None else None
        if span is None:
            return None
        low, high = span[0].first.toordinal(), span[1].last.toordinal()
        return Side(low, high, row.true_from, row=row, is_date=True)
    if not isinstance(value, int | float):
        return None
    return Side(float(value), float(value), row.true_from, row=row)


def _with_register(parameter: Parameter, side: Side, register: Register) -> Iterator[Conflict]:
    """Compare what a document says with what the register holds for that date."""
    row = in_force(parameter, side.as_of.last, FOREVER)
    if row is None or not _same_time(parameter, side, row):
        return
    held = _row_side(parameter, row)
    if held is None:
        return
    if parameter.unit in _DATES:
        yield from _dates_with_register(parameter, side, row, held)
        return
    if side.agrees(held) or _agreed_meanwhile(parameter, side):
        return
    assert side.link is not None
    said = side.link.document_date
    factor = _slip_factor(side, held)
    date = {"date": str(side.as_of)}
    if side.link.claim.warning is not None:
        written = " ".join(side.link.claim.text.split())
        yield Conflict("slip", parameter.id, side, held, "conflict.damaged", {**date, "written": written})
    elif factor is not None:
        yield Conflict("slip", parameter.id, side, held, "conflict.slip", {**date, "factor": factor})
    elif side.link.foresees and _later(row, side):
        # What the document foresaw has been decided or observed since.
        yield Conflict("overtaken", parameter.id, side, held, "conflict.overtaken", date)
    elif row.status in ("forecast", "announced") and said is not None and said.first > row.known_from.last:
        yield Conflict("overtaken", parameter.id, held, side, "conflict.overtaken", date)
    elif (other := _other_definition(parameter, side, register)) is not None:
        yield Conflict(
            "definition", parameter.id, side, held, "conflict.definition", {**date, "other": other}
        )
    elif (then := _other_date(parameter, side, row)) is not None:
        if side.link.as_of_source == "clause":
            yield Conflict("date", parameter.id, side, then, "conflict.date", date)
        # Without a date of its own the sentence may well speak of that earlier time: no conflict.
    else:
        yield Conflict("value", parameter.id, side, held, "conflict.value", date)


def _dates_with_register(parameter: Parameter, side: Side, row: DatedValue, held: Side) -> Iterator[Conflict]:
    """Compare a date that a document gives for an event or a target with the register's."""
    date = {"date": str(side.as_of)}
    newest = _row_side(parameter, parameter.history[-1])
    plan = row.status in ("announced", "forecast")
    if not side.agrees(held):
        if side.link and side.link.foresees and _later(row, side):
            yield Conflict("overtaken", parameter.id, side, held, "conflict.overtaken_date", date)
        else:
            yield Conflict("date", parameter.id, side, held, "conflict.date_itself", date)
    elif plan and newest is not None and not side.agrees(newest):
        # The document had the plan of its day; the plan has been changed, or the event has come, since.
        yield Conflict("overtaken", parameter.id, side, newest, "conflict.overtaken_date", date)


def _later(row: DatedValue, side: Side) -> bool:
    """Whether a value became known only after the document of a claim."""
    said = side.link.document_date if side.link is not None else None
    return said is not None and row.known_from.first > said.last


def _same_time(parameter: Parameter, side: Side, row: DatedValue) -> bool:
    """Whether a value speaks for the date of a claim: a series for its own year, the rest until the next."""
    if parameter.kind == "series":
        return side.as_of.year == row.true_from.year
    return True


def _agreed_meanwhile(parameter: Parameter, side: Side) -> bool:
    """Whether the register held what is said at some time within a date that is known only coarsely."""
    return any(
        (held := _row_side(parameter, row)) is not None and side.agrees(held)
        for row in parameter.history
        if side.as_of.first <= row.true_from.last and row.true_from.first <= side.as_of.last
    ) or (
        (before := in_force(parameter, side.as_of.first, FOREVER)) is not None
        and (held := _row_side(parameter, before)) is not None
        and side.agrees(held)
    )


def _other_date(parameter: Parameter, side: Side, row: DatedValue) -> Side | None:
    """Return the value of another date that a claim agrees with, the nearest first."""
    others = [
        held
        for other in parameter.history
        if other.true_from != row.true_from and (held := _row_side(parameter, other)) is not None
    ]
    agreeing = [held for held in others if _exactly(side, held)]
    return min(agreeing, key=lambda held: abs((held.as_of.first - side.as_of.first).days), default=None)


def _other_definition(parameter: Parameter, side: Side, register: Register) -> str | None:
    """Return the id of an entry that shares words with this one and holds what the claim says."""
    own = _vocabulary(parameter)
    for other in register.values():
        if other.id == parameter.id or not own & _vocabulary(other):
            continue
        scale = units.factor(parameter.unit, other.unit)
        row = in_force(other, side.as_of.last, FOREVER)
        if scale is None or row is None or not isinstance(row.value, int | float):
            continue
        held = Side(row.value / scale, row.value / scale, row.true_from, row=row)
        if _exactly(side, held):
            return other.id
    return None


def _vocabulary(parameter: Parameter) -> set[str]:
    if parameter.mentions is None:
        return set()
    words = [*parameter.mentions.en, *parameter.mentions.ja, *parameter.mentions.ko]
    return {part.strip().lower() for word in words for part in word.split("&")}


def _exactly(side: Side, held: Side) -> bool:
    """Whether a claim names a value itself (a bound agrees with too much to tell)."""
    return side.bound is None and side.agrees(held)


def _between(parameter: Parameter, left: Side, right: Side) -> Iterator[Conflict]:
    """Compare what two documents (or one) say of the same time."""
    if left.agrees(right):
        return
    if parameter.unit in _DATES:
        early, late = sorted((left, right), key=lambda side: side.as_of.first)
        if _overlap(early.as_of, late.as_of):
            yield Conflict("date", parameter.id, left, right, "conflict.date_itself")
        elif early.link is not None and early.link.foresees:
            yield Conflict("overtaken", parameter.id, early, late, "conflict.overtaken_date")
        return
    if not _overlap(left.as_of, right.as_of):
        return
    factor = _slip_factor(left, right)
    date = {"date": str(max(left.as_of, right.as_of, key=lambda each: (each.month or 0, each.day or 0)))}
    if factor is not None:
        yield Conflict("slip", parameter.id, left, right, "conflict.slip", {**date, "factor": factor})
    else:
        yield Conflict("value", parameter.id, left, right, "conflict.value", date)


def _overlap(one: PartialDate, other: PartialDate) -> bool:
    return one.first <= other.last and other.first <= one.last


def _slip_factor(one: Side, other: Side) -> str | None:
    """Return the power of ten by which two values differ, if that is what parts them."""
    if one.low != one.high or other.low != other.high or one.low * other.low <= 0:
        return None
    ratio = max(one.low / other.low, other.low / one.low)
    power = round(math.log10(ratio))
    if power >= 1 and abs(ratio / 10.0**power - 1) <= _SLIP:
        return f"{10**power:,}"
    return None


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


def _name(side: Side, words: Words) -> str:
    if side.row is not None:
        return words("conflict.overlay" if side.row.overlay else "conflict.register")
    return side.key or str(side.document)[:19]


def shown(side: Side, parameter: Parameter, words: Words) -> str:
    """Return what a side says in words: value with unit, bound, about."""
    language = words.language
    if parameter.unit in _DATES:
        if side.link is not None:
            return str(getattr(side.link.claim, "iso", "") or "")
        return str(side.row.value) if side.row is not None else ""
    low, high = (units.quantity(_tidy(value), parameter.unit, language) for value in (side.low, side.high))
    text = low if low == high else words("conflict.range", low=low, high=high)
    if side.bound is not None:
        text = words(f"conflict.bound.{side.bound}", value=text)
    return words("conflict.approx", value=text) if side.approx else text


def _tidy(value: float) -> int | float:
    return int(value) if float(value).is_integer() else float(f"{value:.10g}")
