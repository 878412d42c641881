"""Dates and months."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.base.dates import Month, PartialDate
from kaname.base.errors import InputError

MONTHS = st.builds(Month, st.integers(1000, 8000), st.integers(1, 12))
PARTIAL = st.builds(
    lambda day, parts: PartialDate(*(day.year, day.month, day.day)[:parts]),
    st.dates(datetime.date(1000, 1, 1)),
    st.integers(1, 3),
)


@given(PARTIAL)
def test_a_date_reads_back_as_it_is_written(date: PartialDate) -> None:
    """Writing and reading keep year, month and day, and how finely they are known."""
    assert PartialDate.parse(str(date)) == date
    assert PartialDate.parse(f"  {date} ") == date


@given(PARTIAL)
def test_a_coarse_date_spans_its_days(date: PartialDate) -> None:
    """First and last day lie within the date, and the days beside them do not."""
    stem = str(date)
    assert date.first <= date.last
    assert date.first.isoformat().startswith(stem)
    assert date.last.isoformat().startswith(stem)
    day = datetime.timedelta(days=1)
    if date.last < datetime.date.max:
        assert not (date.last + day).isoformat().startswith(stem)
    assert not (date.first - day).isoformat().startswith(stem)


@given(PARTIAL, PARTIAL)
def test_dates_sort_as_their_text_does(one: PartialDate, other: PartialDate) -> None:
    """Any two dates compare, however finely known, in the order of their ISO text."""
    assert (one < other) == (str(one) < str(other))
    assert (one <= other) == (str(one) <= str(other))


@pytest.mark.parametrize(
    "text",
    ["", "26-03", "2026-3-9", "2026-02-30", "2026-13", "0000", "2026-03-09T10:00", "March 2026", "2026--09"],
)
def test_other_texts_are_no_dates(text: str) -> None:
    """Another form, or a day that does not exist, is refused with what to write, naming the place."""
    with pytest.raises(InputError, match=r"^--date: .* is not a date; write YYYY"):
        PartialDate.parse(text, where="--date")


def test_days_of_the_calendar_are_dates() -> None:
    """A date of the standard library is taken as it is, and a month from it."""
    assert PartialDate.parse(datetime.date(2026, 3, 9)) == PartialDate(2026, 3, 9)
    assert Month.of(datetime.date(2026, 3, 9)) == Month.parse("2026-03-09") == Month(2026, 3)
    with pytest.raises(InputError, match="names no month"):
        Month.parse("2026")


@given(MONTHS, st.integers(-9000, 9000))
def test_months_add_and_subtract(month: Month, number: int) -> None:
    """Adding months and taking the difference are each other's inverse, and order follows."""
    later = month + number
    assert later - month == number
    assert later + -number == month
    assert (later > month) == (number > 0)
    assert 1 <= later.month <= 12


@given(MONTHS)
def test_a_month_ends_the_day_before_the_next(month: Month) -> None:
    """The last day of a month is followed by the first of the next one."""
    following = month + 1
    assert month.last_day + datetime.timedelta(days=1) == datetime.date(following.year, following.month, 1)
    assert Month.parse(str(month)) == month
