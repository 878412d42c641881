"""Where what documents say, and what the register holds, cannot both be right.

Two statements conflict only when they speak of the same parameter at the same time and no value fits
both: bounds are intervals, "about" and the rounding of a figure are tolerances, and values of
different dates do not conflict. Each conflict is one of five kinds.
"""

from __future__ import annotations

import datetime
import itertools
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from kaname.base.dates import PartialDate
from kaname.base.languages import Words
from kaname.register import units
from kaname.register.links import Link
from kaname.register.register import Register, in_force
from kaname.register.schema import DatedValue, Parameter
from kaname.register.sides import DATES, Side, row_side, shown, side_of, spoken

if TYPE_CHECKING:
    from kaname.documents import Document

__all__ = ["Conflict", "Kind", "Side", "find", "shown"]

Kind = Literal["value", "date", "slip", "definition", "overtaken"]
"""Different value, different date, unit or magnitude slip, different definition, forecast since revised."""

_SLIP = 0.02
"""How near a ratio must be to a power of ten to look like a slip (share of the ratio)."""

_YEARLY = re.compile(r"_(?:nominal|\d{4}) / year")

FOREVER = datetime.date.max


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
        dates = {"date": str(self.left.as_of), "right_date": str(self.right.as_of), **self.values}
        values = {name: spoken(text, words) if "date" in name else text for name, text in dates.items()}
        if "other" in values:
            values["other"] = words.pick(register[values["other"]].label)
        return words(
            self.message_id,
            label=words.pick(parameter.label),
            left=_name(self.left, words),
            right=_name(self.right, words),
            left_value=shown(self.left, parameter, words),
            right_value=shown(self.right, parameter, words),
            **values,
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
                side_of(each, each.as_of, keys, register[each.parameter_id])
            )
    for identifier, sides in sorted(grouped.items()):
        parameter = register[identifier]
        against: dict[int, list[Conflict]] = {
            id(side): list(_with_register(parameter, side, register)) for side in sides
        }
        found += [conflict for conflicts in against.values() for conflict in conflicts]
        distinct = {(side.document, side.low, side.high, side.bound, side.as_of): side for side in sides}
        for left, right in itertools.combinations(distinct.values(), 2):
            # A document that holds the register's value repeats what is said already.
            told = [
                one
                for side, other in ((left, right), (right, left))
                for one in against[id(side)]
                if other.agrees(one.left if one.right is side else one.right)
            ]
            found += [] if told else _between(parameter, left, right)
    return found + list(_counterparts(grouped, register))


def _with_register(parameter: Parameter, side: Side, register: Register) -> Iterator[Conflict]:
    """Compare what a document says with what the register holds for that date."""
    if side.past and parameter.history[0].status in ("announced", "forecast"):
        yield from _past_plan(parameter, side)
        return
    row = in_force(parameter, side.as_of.last, FOREVER)
    if row is None or not _same_time(parameter, side, row):
        return
    held = row_side(parameter, row)
    if held is None:
        return
    if parameter.unit in DATES:
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
    elif side.link.as_of_source == "document" and _other_date(parameter, side, row) is not None:
        return  # without a date of its own the sentence may well speak of that other time
    elif _expected(parameter, row) and said is not None and said.first > row.known_from.last:
        yield Conflict("overtaken", parameter.id, held, side, "conflict.overtaken", date)
    elif (other := _other_definition(parameter, side, register)) is not None:
        yield Conflict(
            "definition", parameter.id, side, held, "conflict.definition", {**date, "other": other}
        )
    elif (then := _other_date(parameter, side, row)) is not None:
        yield Conflict("date", parameter.id, side, then, "conflict.date", date)
    else:
        yield Conflict("value", parameter.id, side, held, "conflict.value", date)


def _expected(parameter: Parameter, row: DatedValue) -> bool:
    """Whether a value is what was expected, and may have come otherwise; a plan as such stays what it was."""
    return row.status in ("forecast", "announced") and parameter.counterpart is None


def _dates_with_register(parameter: Parameter, side: Side, row: DatedValue, held: Side) -> Iterator[Conflict]:
    """Compare a date that a document gives for an event or a target with the register's."""
    date = {"date": str(side.as_of)}
    newest = row_side(parameter, parameter.history[-1])
    plan = row.status in ("announced", "forecast")
    if not side.agrees(held):
        if side.link and side.link.foresees and _later(row, side):
            yield _revised(parameter, side, held, date)
        else:
            yield Conflict("date", parameter.id, side, held, "conflict.date_itself", date)
    elif plan and newest is not None and not side.agrees(newest):
        # The document had the plan of its day; the plan has been changed, or the event has come, since.
        yield _revised(parameter, side, newest, date)


def _past_plan(parameter: Parameter, side: Side) -> Iterator[Conflict]:
    """Compare a date behind its document with the plans of its own time, not with the plan of today."""
    plans = [
        held
        for row in parameter.history
        if row.true_from.first.toordinal() <= side.high and (held := row_side(parameter, row)) is not None
    ]
    if plans and not any(side.agrees(held) for held in plans):
        yield Conflict(
            "date", parameter.id, side, plans[-1], "conflict.date_itself", {"date": str(side.as_of)}
        )


def _revised(parameter: Parameter, side: Side, held: Side, values: Mapping[str, str]) -> Conflict:
    """Return that a date was revised, with what was carried out of the older plan all the same."""
    row = in_force(parameter, side.as_of.last, side.as_of.last)
    if row is not None and row.carried_out is not None:
        message, values = "conflict.overtaken_date_done", {**values, "other": row.carried_out}
    else:
        message = "conflict.overtaken_date"
    return Conflict("overtaken", parameter.id, side, held, message, values)


def _later(row: DatedValue, side: Side) -> bool:
    """Whether a value became known only after the document of a claim."""
    said = side.link.document_date if side.link is not None else None
    return said is not None and row.known_from.first > said.last


def _same_time(parameter: Parameter, side: Side, row: DatedValue) -> bool:
    """Whether a value speaks for the date of a claim.

    A series speaks for its own year (or month), a yearly sum for its own year, other values until the next
    one; but of a time after its document a claim is only overtaken by what became known after it.
    """
    if parameter.kind == "series" and row.true_from.month is not None and row.true_from.day is None:
        return _overlap(side.as_of, row.true_from)
    if parameter.kind == "series" or _YEARLY.search(parameter.unit):
        return side.as_of.year == row.true_from.year
    if parameter.unit not in DATES and side.link is not None and side.link.foresees:
        return _later(row, side) or side.as_of.year == row.true_from.year
    return True


def _agreed_meanwhile(parameter: Parameter, side: Side) -> bool:
    """Whether the register held what is said at some time within a date that is known only coarsely."""
    return any(
        (held := row_side(parameter, row)) is not None and side.agrees(held)
        for row in parameter.history
        if side.as_of.first <= row.true_from.last and row.true_from.first <= side.as_of.last
    ) or (
        (before := in_force(parameter, side.as_of.first, FOREVER)) is not None
        and (held := row_side(parameter, before)) is not None
        and side.agrees(held)
    )


def _other_date(parameter: Parameter, side: Side, row: DatedValue) -> Side | None:
    """Return the value of another date that a claim agrees with, the nearest first."""
    others = [
        held
        for other in parameter.history
        if other.true_from != row.true_from and (held := row_side(parameter, other)) is not None
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
    if parameter.unit in DATES:
        if left.past or right.past or (left.document == right.document and (left.bound or right.bound)):
            return
        early, late = sorted((left, right), key=lambda side: side.as_of.first)
        if _overlap(early.as_of, late.as_of):
            message = "date_within" if left.document == right.document else "date_itself"
            yield Conflict("date", parameter.id, left, right, f"conflict.{message}")
        elif early.link is not None and early.link.foresees:
            yield _revised(parameter, early, late, {})
        return
    if not _overlap(left.as_of, right.as_of):
        return
    factor = _slip_factor(left, right)
    date = {"date": str(max(left.as_of, right.as_of, key=lambda each: (each.month or 0, each.day or 0)))}
    if factor is not None:
        yield Conflict("slip", parameter.id, left, right, "conflict.slip", {**date, "factor": factor})
    else:
        message = "conflict.value_within" if left.document == right.document else "conflict.value"
        yield Conflict("value", parameter.id, left, right, message, date)


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


def _name(side: Side, words: Words) -> str:
    if side.row is not None:
        return words("conflict.overlay" if side.row.overlay else "conflict.register")
    return side.key or str(side.document)[:19]


def _counterparts(grouped: Mapping[str, Sequence[Side]], register: Register) -> Iterator[Conflict]:
    """Compare what documents say of an entry with the same thing by another definition, or as it came.

    At most one conflict for each two entries, and one for each year of a plan: the difference is one fact,
    however many documents and dates show it.
    """
    for identifier, sides in sorted(grouped.items()):
        counterpart = register[identifier].counterpart
        if counterpart is None or counterpart.id not in register:
            continue
        parameter, other = register[identifier], register[counterpart.id]
        if counterpart.relation == "definition":
            yield from _definitions(parameter, other, sides, grouped.get(other.id, ()))
        else:
            yield from _plans(parameter, other, sides)


def _definitions(
    parameter: Parameter, other: Parameter, sides: Sequence[Side], others: Sequence[Side]
) -> Iterator[Conflict]:
    """Find the clearest case of two definitions that give two values for one time.

    A value that the register confirms goes before others, then the newest.
    """
    ranked: list[tuple[bool, datetime.date, Side, Side]] = []
    for side in sides:
        row = in_force(other, side.as_of.last, FOREVER)
        held = [each for each in others if each.document != side.document and _covers(each, side.as_of)]
        held += [each for each in [row_side(other, row) if row is not None else None] if each is not None]
        differing = [each for each in held if not side.agrees(each)]
        if differing and side.bound is None:
            own = in_force(parameter, side.as_of.last, FOREVER)
            stated = row_side(parameter, own) if own and _same_time(parameter, side, own) else None
            confirmed = stated is not None and side.agrees(stated)
            ranked.append((confirmed, side.as_of.last, side, differing[0]))
    if ranked:
        *_, left, right = max(ranked, key=lambda each: each[:2])
        values = {"date": str(left.as_of), "other": parameter.id}
        yield Conflict("definition", other.id, left, right, "conflict.definition", values)


def _plans(parameter: Parameter, other: Parameter, sides: Sequence[Side]) -> Iterator[Conflict]:
    """Compare planned values with what came; the value itself tells which year of the plan is meant."""
    told: set[int] = set()
    for side in sides:
        rows = [
            row for row in parameter.history if (held := row_side(parameter, row)) and _exactly(side, held)
        ]
        years = {row.true_from.year for row in rows}
        year = years.pop() if len(years) == 1 else None
        come = [row for row in other.history if row.true_from.year == year]
        held = row_side(other, come[0]) if come and come[0].status in ("enacted", "observed") else None
        if year is None or year in told or held is None or side.agrees(held):
            continue
        told.add(year)
        left = replace(side, as_of=PartialDate(year))
        values = {"date": str(year), "other": parameter.id}
        yield Conflict("overtaken", other.id, left, held, "conflict.plan", values)


def _covers(side: Side, as_of: PartialDate) -> bool:
    """Whether a statement speaks for a date: its own, or any from "since" to its document."""
    if side.link is None or not side.link.since or side.link.document_date is None:
        return _overlap(side.as_of, as_of)
    return side.as_of.first <= as_of.last and as_of.first <= side.link.document_date.last
