"""Dates as documents and registers state them, and months as the model counts them."""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from dataclasses import dataclass
from typing import Self

from kaname.base.errors import InputError

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date known to the day, the month or the year (``YYYY[-MM[-DD]]``).

    Dates sort by their first day, a coarser one before the finer ones that begin with it.
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str | datetime.date, *, where: str | None = None) -> Self:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

        Raises:
            InputError: the text has another form or names a day that does not exist.
        """
        if isinstance(text, datetime.date):
            return cls(text.year, text.month, text.day)
        match = _FORM.fullmatch(str(text).strip())
        try:
            if match is None:
                raise ValueError
            year, month, day = (int(part) if part else None for part in match.groups())
            assert year is not None
            datetime.date(year, month or 1, day or 1)
        except ValueError:
            raise InputError(
                f"{text!r} is not a date", where=where, todo="write YYYY, YYYY-MM or YYYY-MM-DD"
            ) from None
        return cls(year, month, day)

    def __str__(self) -> str:
        """ISO 8601, as coarse as the date is known."""
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
            if self.day is not None:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)

    def __lt__(self, other: PartialDate) -> bool:
        """Whether this date sorts before another."""
        return (self.year, self.month or 0, self.day or 0) < (other.year, other.month or 0, other.day or 0)

    @property
    def first(self) -> datetime.date:
        """The first day the date can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The last day the date can mean."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; ``Month.parse("2026-04") + 1`` is 2026-05."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str | datetime.date, *, where: str | None = None) -> Self:
        """Read ``YYYY-MM`` (a day is allowed and dropped).

        Raises:
            InputError: the text names no month.
        """
        date = PartialDate.parse(text, where=where)
        if date.month is None:
            raise InputError(f"{text!r} names no month", where=where, todo="write YYYY-MM")
        return cls(date.year, date.month)

    @classmethod
    def of(cls, date: datetime.date) -> Self:
        """The month that holds a day."""
        return cls(date.year, date.month)

    def __add__(self, months: int) -> Month:
        """The month so many months later."""
        index = self.year * 12 + self.month - 1 + months
        return Month(index // 12, index % 12 + 1)

    def __sub__(self, other: Month) -> int:
        """Months from ``other`` to this one."""
        return (self.year - other.year) * 12 + self.month - other.month

    def __str__(self) -> str:
        """``YYYY-MM``."""
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def last_day(self) -> datetime.date:
        """The last day of the month."""
        return datetime.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])
