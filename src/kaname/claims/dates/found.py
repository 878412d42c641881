"""A calendar expression as written, before it is resolved against the document's date."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A point in time as far as it is written; what is not written is None.

    Attributes:
        year: four digits.
        month: 1 to 12.
        day: 1 to 31.
        part: ``end`` (末), ``early``, ``mid``, ``late`` (下旬), ``H1 H2 Q1 Q2 Q3 Q4``, or None.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A calendar expression at a span of the view.

    Attributes:
        start: its first character in the view.
        end: the character after its last.
        point: what is written of it (the beginning, for a range).
        until: the end of a range.
        shift: what it is relative to and by how much: ``("year", -1)`` last year, ``("month", 0)`` this
            month, ``("day", 1)`` tomorrow, ``("same-year", 0)`` the year last named, ``("same-month", 0)``,
            ``("same-day", 0)``, or None.
        kind: the kind when nothing stronger applies.
        decade: ``199X``, or None.
        span_years: low and high of a stretch from (or, negative, up to) the document's date, in years.
        mod: from until by early mid end, or None.
        forward: the sentence speaks of what lies ahead.
        backward_year: a year named just before in the same noun phrase, to be carried; or None.
        sentence: the sentence's first character in the view; a new one ends what may be carried.
        enclosed: stands in parentheses.
        joined: follows another date with no more than a connective between.
        warning: what is odd about it.
    """

    start: int
    end: int
    point: Point = Point()
    until: Point | None = None
    shift: tuple[str, int] | None = None
    kind: str = "absolute"
    decade: str | None = None
    span_years: tuple[int, int] | None = None
    span_unit: str = "year"
    mod: str | None = None
    forward: bool = False
    enclosed: bool = False
    joined: bool = False
    day_only: bool = False
