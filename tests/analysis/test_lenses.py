"""Tests of stakeholder lenses."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from kaname.analysis import lenses
from kaname.base.errors import InputError
from kaname.futures.reading import Run


def _complete(lens: str, futures: int = 40) -> xr.Dataset:
    random = np.random.default_rng(2)
    dims = ("future", "policy")
    return xr.Dataset(
        {
            name: (dims, scale * random.normal(size=(futures, 3)), {"unit": "index", "better": "+"})
            for name, scale in lenses.SCALES.items()
            if name in lenses.LENSES[lens]
        },
        coords={"future": np.arange(futures), "policy": ["P00", "P01", "P02"]},
    )


@pytest.mark.parametrize("lens", list(lenses.LENSES))
def test_weights_sum_to_one_and_every_outcome_has_a_scale(lens: str) -> None:
    """Absolute weights sum to 1 in each lens."""
    assert sum(abs(weight) for weight in lenses.LENSES[lens].values()) == pytest.approx(1.0)
    assert set(lenses.LENSES[lens]) <= set(lenses.SCALES)


@pytest.mark.parametrize("lens", list(lenses.LENSES))
def test_lens_regret_is_that_of_the_weighted_sum(lens: str) -> None:
    """Regret of V, computed again by hand; at least 0, someone has none."""
    dataset = _complete(lens)
    total = sum(
        weight * dataset[name].values / lenses.SCALES[name] for name, weight in lenses.LENSES[lens].items()
    )
    expected = np.max(total, axis=1, keepdims=True) - total
    held = lenses.regret(dataset, lens)
    np.testing.assert_allclose(held.values, expected, atol=1e-5)
    assert (held.values.min(axis=1) == 0).all()
    assert held.attrs["unit"] == "scaled points"


def test_a_lens_of_one_outcome_is_its_regret_scaled() -> None:
    """With weight -1 on one outcome, scaled points are its regret over the scale."""
    dataset = _complete("tokyo")
    name = "deterrence.provocation_count"
    values = dataset[name].values
    held = lenses.regret(dataset, "own", weights={name: -1.0}).values
    np.testing.assert_allclose(held, (values - values.min(axis=1, keepdims=True)) / 2.9, atol=1e-5)


def test_a_lens_without_all_its_outcomes_is_not_shown(run: Run) -> None:
    """What it needs is said; a part of a lens is not computed."""
    assert "deterrence.mean_denial" in lenses.lacking(run.outcomes, "tokyo")
    with pytest.raises(InputError, match=r"not available yet; it needs .*mean_denial"):
        lenses.regret(run.outcomes, "tokyo")
    with pytest.raises(InputError, match="no lens 'beijing'"):
        lenses.regret(run.outcomes, "beijing")
    with pytest.raises(InputError, match="has no scale"):
        lenses.regret(run.outcomes, "own", weights={"posture.cut_below_28500": 1.0})
