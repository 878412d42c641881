"""From a calendar expression to an ISO date: carried years, relative dates, coarse document dates.

A year that is not written is carried only from the same noun phrase (２０１８年の宣言（４月２７日）) or, in
one sentence, from a year well before the document's; otherwise it is the document's year, or the year
before for a month that had not come yet when the document was written.
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass, replace

from kaname.base.dates import PartialDate
from kaname.claims.dates.found import Found, Point

_HALVES = {"H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}
LONG_AGO_YEARS = 2
"""A sentence about a year at least so far back keeps to it; for nearer years the document's date is the
better guess (昨年12月に…6月3日に)."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """An ISO date (or None) and what was odd about it (or None)."""

    iso: str | None
    warning: str | None = None


class Resolver:
    """Resolves the dates of one document in reading order.

    Args:
        date: the document's date, as coarse as known, or None.
    """

    def __init__(self, date: PartialDate | None) -> None:
        self.date = date
        self.last: Point | None = None  # the last date named
        self.sentence = -1
        self.explicit: Point | None = None  # the last date of this sentence that wrote its year
        self.months: list[int] = []  # months named in this sentence

    def resolve(self, found: Found, sentence: int) -> Resolved:
        """Return the ISO form of a date; call once for each, in order."""
        if sentence != self.sentence:
            self.sentence, self.explicit, self.months = sentence, None, []
        if found.decade:
            return Resolved(found.decade)
        if found.span_years:
            return self._stretch(found)
        point = self._point(found)
        if point is None:
            return Resolved(None)
        if found.point.year is not None or (found.shift and found.shift[0] == "same-year"):
            self.explicit = point
        if point.month:
            self.months.append(point.month)
        self.last = replace(point, part=None)
        iso, warning = _iso(point)
        if found.until is not None:
            until = self._until(point, found.until)
            self.last = replace(until, part=None)
            end, other = _iso(until)
            return Resolved(f"{iso.split('/')[0]}/{end.split('/')[-1]}", warning or other)
        return Resolved(iso, warning)

    def _point(self, found: Found) -> Point | None:
        point = found.point
        if point.year is not None:
            return point
        if found.shift:
            return self._shifted(found.shift, point)
        if point.month is not None:
            year = self._year_of(found, point.month)
            return None if year is None else replace(point, year=year)
        if point.day is not None:
            return self._day_only(point)
        return None

    def _year_of(self, found: Found, month: int) -> int | None:
        """The year of a date that writes only month and day."""
        named = self.explicit
        if named is not None and named.year is not None:
            if found.enclosed or found.joined:
                return named.year
            long_ago = self.date is None or named.year <= self.date.year - LONG_AGO_YEARS
            if long_ago and all(month >= earlier for earlier in self.months):
                return named.year
        if self.date is None:
            return self.last.year if self.last else None
        if self.date.month is None:
            return self.date.year
        if found.forward:  # a month of the year to come would be named with its year
            return self.date.year
        return self.date.year - (1 if month > self.date.month else 0)

    def _day_only(self, point: Point) -> Point | None:
        if self.last is not None and self.last.month is not None:
            return replace(self.last, day=point.day, part=None)
        if self.date is None or self.date.month is None:
            return None
        base = self.date
        if base.day is not None and point.day is not None and point.day > base.day:
            return _add_months(Point(base.year, base.month), -1, point.day)
        return Point(base.year, base.month, point.day)

    def _shifted(self, shift: tuple[str, int], point: Point) -> Point | None:
        unit, by = shift
        if unit.startswith("same-"):
            return self._same(unit, by, point)
        if self.date is None:
            return None
        if unit == "year":
            return replace(point, year=self.date.year + by)
        if self.date.month is None:
            return Point(self.date.year)
        if unit == "month":
            return replace(
                _add_months(Point(self.date.year, self.date.month), by), day=point.day, part=point.part
            )
        if self.date.day is None:
            return Point(self.date.year, self.date.month)
        if unit == "week" and point.day is None:
            return Point(self.date.year, self.date.month)
        day = datetime.date(self.date.year, self.date.month, self.date.day)
        if point.day is not None:  # 先週12日, 明21日: the nearest such day that way
            for distance in range(1, 32) if by >= 0 else range(-1, -32, -1):
                other = day + datetime.timedelta(days=distance)
                if other.day == point.day:
                    return Point(other.year, other.month, other.day)
            return Point(self.date.year, self.date.month, point.day)
        other = day + datetime.timedelta(days=by)
        return Point(other.year, other.month, other.day)

    def _named_month(self, unit: str, month: int) -> int:
        assert self.date is not None
        here = self.date.month or 12
        if unit == "last-month":
            return self.date.year - (0 if month < here else 1)
        return self.date.year + (1 if unit == "next-month" and month <= here else 0)

    def _same(self, unit: str, by: int, point: Point) -> Point | None:
        """同年, 翌年, 同月, 同日: relative to the date last named."""
        base = self.last or (Point(self.date.year, self.date.month, self.date.day) if self.date else None)
        if base is None or base.year is None:
            return None
        if unit == "same-year":
            return replace(point, year=base.year + by)
        if base.month is None:
            return Point(base.year)
        if unit == "same-month":
            return replace(_add_months(Point(base.year, base.month), by), day=point.day, part=point.part)
        if base.day is None:
            return Point(base.year, base.month)
        try:
            other = datetime.date(base.year, base.month, base.day) + datetime.timedelta(days=by)
        except (ValueError, OverflowError):
            return Point(base.year, base.month)
        return Point(other.year, other.month, other.day)

    def _until(self, start: Point, until: Point) -> Point:
        if until.year is not None:
            return until
        if until.month is not None:
            year = start.year
            assert year is not None
            return replace(until, year=year + (1 if start.month and until.month < start.month else 0))
        return Point(start.year, start.month, until.day, until.part)

    def _stretch(self, found: Found) -> Resolved:
        """今後1〜2年: from the document's date; 過去10年: up to it."""
        if self.date is None or found.span_years is None:
            return Resolved(None)
        low, high = found.span_years
        if found.span_unit == "month":
            if self.date.month is None:
                return Resolved(None)
            base = Point(self.date.year, self.date.month)
            ends = [base, _add_months(base, high if high > 0 else low)]
        else:
            ends = [Point(self.date.year), Point(self.date.year + (high if high > 0 else low))]
        isos = sorted(_iso(each)[0] for each in ends)
        return Resolved("/".join(isos))


def _add_months(point: Point, months: int, day: int | None = None) -> Point:
    assert point.year is not None and point.month is not None
    index = point.year * 12 + point.month - 1 + months
    return Point(index // 12, index % 12 + 1, day)


def _iso(point: Point) -> tuple[str, str | None]:
    """The ISO form of a point with a year; an impossible day is left out and said."""
    assert point.year is not None
    year = f"{point.year:04d}"
    if point.month is None:
        if point.part in _HALVES:
            first, last = _HALVES[point.part]
            return f"{year}-{first:02d}/{year}-{last:02d}", None
        return (f"{year}-12-31" if point.part == "end" else year), None
    if not 1 <= point.month <= 12:
        return year, f"no such month: {point.month}"
    days = calendar.monthrange(min(max(point.year, 1), 9999), point.month)[1]
    month = f"{year}-{point.month:02d}"
    if point.day is None:
        return (f"{month}-{days:02d}" if point.part == "end" else month), None
    if not 1 <= point.day <= days:
        return month, f"no such day: {month}-{point.day:02d}"
    return f"{month}-{point.day:02d}", None
