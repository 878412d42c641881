"""Bands: quantiles and means over futures."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from kaname import futures
from kaname.futures.bands import QUANTILES, summarise

LEVELS = arrays.arrays(
    np.float32, st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 40)),
    elements=st.floats(-1000, 1000, width=32),
)  # fmt: skip


@settings(deadline=None)
@given(LEVELS)
def test_bands_are_those_of_numpy(levels: np.ndarray) -> None:
    """Means and linearly interpolated quantiles, to the last digits of float32."""
    expected = {
        name: np.quantile(levels.astype(np.float64), level, axis=-1) for name, level in QUANTILES.items()
    }
    mean = levels.astype(np.float64).mean(axis=-1)
    found = summarise(levels.copy())
    np.testing.assert_allclose(found["mean"], mean, rtol=1e-5, atol=1e-4)
    for name, level in expected.items():
        np.testing.assert_allclose(found[name], level, rtol=1e-5, atol=1e-4)


def test_what_is_no_number_is_left_out_of_the_bands() -> None:
    """Bands are of the numbers there are; with none they are no number."""
    levels = np.array([[[1, np.nan, 3, 2], [np.nan] * 4]], np.float32)
    found = summarise(levels)
    assert found["q50"][0, 0] == 2 and found["mean"][0, 0] == 2
    assert np.isnan(found["q50"][0, 1]) and np.isnan(found["mean"][0, 1])


def test_the_file_has_every_indicator_month_and_policy_once(finished: futures.Run) -> None:
    """Sorted quantiles; every combination of policy, month and indicator has one row."""
    bands = finished.bands
    indicators = [row["id"] for row in finished.manifest["indicators"]]
    assert len(bands) == 2 * 176 * len(indicators)
    assert not bands.duplicated(["policy", "month", "indicator"]).any()
    assert set(bands["indicator"]) == set(indicators)
    for low, high in (("q05", "q25"), ("q25", "q50"), ("q50", "q75"), ("q75", "q95")):
        assert (bands[low] <= bands[high]).all()
    assert str(bands["month"].iloc[0]) == "2026-05-01"
    assert finished.manifest["bands_futures"] == 3000
