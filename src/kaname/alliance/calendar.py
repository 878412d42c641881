"""Months as the model counts them: month 0 is 2026-04, month 176 is 2040-12 (specification §0.2)."""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np

from kaname.alliance.arrays import Array
from kaname.base.dates import Month

FIRST = Month(2026, 4)
"""Month 0: the month whose values the norms of the equations are."""

LAST = Month(2040, 12)
"""The last month that is simulated."""

LAST_INDEX = LAST - FIRST

JANUARY, MARCH, JUNE, NOVEMBER = 1, 3, 6, 11


class Now(NamedTuple):
    """The month that is being stepped; calendar rules are absolute, whatever month a run begins in."""

    number: Array
    """Months since 2026-04 (m)."""
    year: Array
    """Calendar year (y)."""
    month: Array
    """Calendar month, 1 to 12 (mo)."""
    years: Array
    """Years since 2026-04 (τ = m/12)."""


def index_of(month: Month) -> int:
    """Return the model's number of a calendar month."""
    return month - FIRST


def month_at(index: int) -> Month:
    """Return the calendar month of a model's number."""
    return FIRST + index


def months_after(as_of: Month) -> Now:
    """Return the months that a run simulates, as arrays of shape (months,): those after ``as_of``."""
    number = np.arange(index_of(as_of) + 1, LAST_INDEX + 1, dtype=np.int32)
    serial = FIRST.year * 12 + FIRST.month - 1 + number
    return Now(
        jnp.asarray(number),
        year=jnp.asarray(serial // 12, jnp.int32),
        month=jnp.asarray(serial % 12 + 1, jnp.int32),
        years=jnp.asarray(number / np.float32(12), jnp.float32),
    )
