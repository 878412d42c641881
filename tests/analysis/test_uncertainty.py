"""Tests of Monte Carlo errors, intervals and rounding."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.analysis import uncertainty


def test_wilson_matches_published_intervals() -> None:
    """Newcombe (1998, table I, method 3) prints these intervals for 81/263, 15/148, 0/20 and 1/29."""
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0000, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (count, n), expected in published.items():
        assert uncertainty.wilson(count / n, n) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("probability", [0.01, 0.08, 0.3, 0.5])
def test_wilson_covers_at_the_stated_rate(probability: float) -> None:
    """Over many simulated ensembles about 95 % of the intervals hold the true probability."""
    n, repeats = 400, 4_000
    counts = np.random.default_rng(1).binomial(n, probability, repeats)
    intervals = {count: uncertainty.wilson(count / n, n) for count in np.unique(counts)}
    covered = np.mean([intervals[c][0] <= probability <= intervals[c][1] for c in counts])
    assert 0.92 < covered < 0.98


@given(st.integers(1, 5_000), st.data())
def test_wilson_holds_the_share_and_is_symmetric(n: int, data: st.DataObject) -> None:
    """The interval holds the observed share, stays in [0, 1], and mirrors for the opposite event."""
    share = data.draw(st.integers(0, n)) / n
    low, high = uncertainty.wilson(share, n)
    assert 0.0 <= low <= share <= high <= 1.0
    assert low < high
    mirrored = uncertainty.wilson(1.0 - share, n)
    assert (1.0 - mirrored[1], 1.0 - mirrored[0]) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize(("probability", "n"), [(-0.1, 10), (1.1, 10), (math.nan, 10), (0.5, 0)])
def test_bad_shares_are_refused(probability: float, n: int) -> None:
    """No interval and no error for a share outside [0, 1] or of no futures."""
    with pytest.raises(ValueError, match=r"probability|futures"):
        uncertainty.wilson(probability, n)
    with pytest.raises(ValueError, match=r"probability|futures"):
        uncertainty.standard_error(probability, n)


def test_quantile_of_censored_values_is_infinite_where_half_never_comes() -> None:
    """Infinity sorts last and is never averaged with a date."""
    values = np.array([10.0, 20.0, np.inf, np.inf, np.inf])
    assert uncertainty.quantile(values, 0.4) == 20.0
    assert uncertainty.quantile(values, 0.5) == math.inf
    assert math.isnan(uncertainty.quantile(np.array([]), 0.5))


def test_quantile_error_agrees_with_the_asymptotic_formula() -> None:
    """For a normal sample the error of the median is sqrt(pi/2)/sqrt(n)."""
    n = 20_000
    values = np.random.default_rng(3).normal(size=n)
    assert uncertainty.quantile_error(values, 0.5) == pytest.approx(math.sqrt(math.pi / 2 / n), rel=0.1)
    assert uncertainty.quantile_error(np.array([1.0, np.inf, np.inf]), 0.5) == math.inf
    assert uncertainty.quantile_error(np.full(100, 7.0), 0.9) == 0.0


@given(st.floats(1e-6, 1e6))
def test_step_is_a_power_of_ten_near_the_error(error: float) -> None:
    """The step is within a factor of three and a half of the error, both ways."""
    unit = uncertainty.step(error)
    assert math.log10(unit) == pytest.approx(round(math.log10(unit)), abs=1e-9)
    assert 0.28 * unit < error < 3.56 * unit


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (27_813.4, 21.0, "27,810"),
        (3.0262, 0.001, "3.026"),
        (3.0262, 0.02, "3.03"),
        (-0.0004, 0.01, "0.00"),
        (0.5, 0.0, "0.5"),
        (28_500.0, 0.0, "28,500"),
        (math.nan, 1.0, "–"),
    ],
)
def test_shown_figures_by_hand(value: float, error: float, text: str) -> None:
    """No digit beyond the error, no negative zero, thousands set apart."""
    assert uncertainty.shown(value, error) == text
