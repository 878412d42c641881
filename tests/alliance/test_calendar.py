"""Months as the model counts them."""

from __future__ import annotations

import numpy as np

from kaname.alliance import calendar
from kaname.base.dates import Month


def test_a_run_as_of_april_2026_has_the_months_of_the_specification() -> None:
    """176 months, from 2026-05 to 2040-12, time in years counted from 2026-04."""
    now = calendar.months_after(Month(2026, 4))
    assert now.number.shape == (176,)
    assert (int(now.year[0]), int(now.month[0])) == (2026, 5)
    assert (int(now.year[-1]), int(now.month[-1])) == (2040, 12)
    assert np.allclose(now.years, np.arange(1, 177) / 12)


def test_calendar_time_does_not_depend_on_the_as_of_month() -> None:
    """The months of a later run are the last months of an earlier one, numbers and all."""
    early, late = calendar.months_after(Month(2026, 4)), calendar.months_after(Month(2031, 9))
    for before, after in zip(early, late, strict=True):
        assert np.array_equal(before[-len(after) :], after)


def test_month_and_number_are_inverse() -> None:
    """Every number leads back to its month."""
    for number in (-5, 0, 1, 8, 176):
        assert calendar.index_of(calendar.month_at(number)) == number
