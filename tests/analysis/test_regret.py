"""Tests of regret: the definition by hand, its properties, missing values, the table."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from kaname.analysis import regret
from kaname.base.errors import InputError
from kaname.base.languages import LANGUAGES

VALUES = arrays(
    float,
    array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=6),
    elements=st.integers(-200, 200).map(float),
)
DIRECTIONS = st.sampled_from([1, -1])


def _array(values: Any) -> xr.DataArray:
    held = np.asarray(values, dtype=float)
    return xr.DataArray(
        held,
        dims=("future", "policy"),
        coords={"future": np.arange(held.shape[0]), "policy": [f"P{i}" for i in range(held.shape[1])]},
    )


def test_regret_by_hand() -> None:
    """Two futures, three policies: the distance to the best of the same future, in both directions."""
    values = _array([[1.0, 4.0, 2.0], [5.0, 3.0, 3.0]])
    assert regret.of(values, 1).values.tolist() == [[3.0, 0.0, 2.0], [0.0, 2.0, 2.0]]
    assert regret.of(values, -1).values.tolist() == [[0.0, 3.0, 1.0], [2.0, 0.0, 0.0]]


@given(VALUES, DIRECTIONS)
def test_regret_is_never_negative_and_someone_has_none(values: np.ndarray, better: int) -> None:
    """Regret is at least 0, and in each future some policy has none."""
    held = regret.of(_array(values), better).values
    assert (held >= 0).all()
    assert (held.min(axis=1) == 0).all()


@given(VALUES, DIRECTIONS, st.integers(-100, 100))
def test_regret_ignores_what_all_policies_share(values: np.ndarray, better: int, constant: int) -> None:
    """A constant added to every policy of a future, another in each, leaves regret as it is."""
    shift = constant * np.arange(values.shape[0])[:, None]
    np.testing.assert_allclose(
        regret.of(_array(values + shift), better).values, regret.of(_array(values), better).values, atol=1e-9
    )


@given(VALUES, DIRECTIONS)
def test_a_dominated_policy_changes_nothing(values: np.ndarray, better: int) -> None:
    """A policy nowhere better than the others leaves their regret as it was."""
    worst = (better * values).min(axis=1, keepdims=True) * better - better
    before = regret.of(_array(values), better).values
    after = regret.of(_array(np.hstack([values, worst])), better).values
    np.testing.assert_array_equal(after[:, :-1], before)


@given(VALUES, DIRECTIONS, st.data())
def test_another_policy_can_only_raise_regret(values: np.ndarray, better: int, data: st.DataObject) -> None:
    """Whatever policy joins the comparison, no regret falls."""
    joins = data.draw(arrays(float, (values.shape[0], 1), elements=st.integers(-300, 300).map(float)))
    after = regret.of(_array(np.hstack([values, joins])), better).values[:, :-1]
    assert (after >= regret.of(_array(values), better).values).all()


@given(VALUES)
def test_the_direction_mirrors(values: np.ndarray) -> None:
    """Less is better of x is more is better of -x."""
    np.testing.assert_array_equal(regret.of(_array(values), -1).values, regret.of(_array(-values), 1).values)


def test_the_last_bit_of_single_precision_is_no_regret() -> None:
    """Two policies with the same result up to the last bit of float32 are tied for best."""
    one = np.float32(28_500.0)
    values = _array([[float(one), float(np.nextafter(one, np.float32(0)))]])
    assert regret.of(values, 1).values.tolist() == [[0.0, 0.0]]


def test_a_transfer_that_never_comes_counts_as_the_month_after_the_end(dataset_of: Any) -> None:
    """With the run ending in 2040-12 (index 176) never is 177, and the rule is named."""
    dataset = dataset_of(
        [[50.0, np.nan], [np.nan, np.nan]],
        outcome="command.opcon_transfer_month",
        unit="month index (0 = 2026-04)",
        better="-",
    )
    result = regret.regret(dataset, "command.opcon_transfer_month")
    assert result.values.tolist() == [[0.0, 127.0], [0.0, 0.0]]
    assert result.attrs["rule"] == "month_after_the_end"
    assert result.attrs["rule_value"] == 177.0
    assert result.attrs["left_out"] == 0


def test_absent_values_without_a_rule_and_failures_leave_the_future_out(dataset_of: Any) -> None:
    """They are counted apart, and left out under every policy."""
    dataset = dataset_of([[1.0, 2.0], [np.nan, 2.0], [3.0, 1.0]], codes=[[0, 0], [0, 0], [0, 2]])
    result = regret.regret(dataset, "posture.min_usfk")
    assert result["future"].values.tolist() == [0]
    assert (result.attrs["failed"], result.attrs["left_out"]) == (1, 1)


def test_a_failed_future_is_not_taken_for_a_transfer_that_never_came(dataset_of: Any) -> None:
    """A missing month with a result code other than 0 is a failure, not "never"."""
    dataset = dataset_of(
        [[50.0, np.nan]],
        outcome="command.opcon_transfer_month",
        unit="month index (0 = 2026-04)",
        better="-",
        codes=[[0, 1]],
    )
    assert regret.regret(dataset, "command.opcon_transfer_month").sizes["future"] == 0


def test_percentiles_by_hand(dataset_of: Any) -> None:
    """Ten futures with regret 0 to 9: the 50th percentile is 4, the 90th 8, best once."""
    dataset = dataset_of([[10.0 - i, 10.0] for i in range(10)])
    table = regret.percentiles(regret.regret(dataset, "posture.min_usfk")).set_index("policy")
    assert table.loc["P00", "p50"] == 4.0
    assert table.loc["P00", "p90"] == 8.0
    assert table.loc["P00", "largest"] == 9.0
    assert table.loc["P00", "best_share"] == 0.1
    assert table.loc["P01", "best_share"] == 1.0


def test_no_direction_no_regret(dataset_of: Any) -> None:
    """An outcome without a better direction is refused, and passed over in the summary."""
    dataset = dataset_of([[1.0, 2.0]], better="")
    with pytest.raises(InputError, match="no better direction"):
        regret.regret(dataset, "posture.min_usfk")
    assert regret.summarise(dataset).empty
    with pytest.raises(ValueError, match="direction"):
        regret.of(_array([[1.0]]), 0)
    with pytest.raises(ValueError, match="every policy"):
        regret.of(_array([[np.nan, 1.0]]), 1)


def test_unknown_outcome_names_the_nearest(dataset_of: Any) -> None:
    """The error suggests what was meant."""
    with pytest.raises(InputError, match=r"did you mean posture\.min_usfk"):
        regret.regret(dataset_of([[1.0, 2.0]]), "posture.min_usfkk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_definition_is_there_in_each_language(language: str) -> None:
    """The text says absolute regret at the 50th and 90th percentile."""
    assert {"50", "90"} <= set(re.findall(r"\d+", regret.definition(language)))
