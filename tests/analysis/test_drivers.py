"""Tests of drivers (rank correlation) and of structural switches."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from scipy import stats

from kaname.analysis import drivers, switches
from kaname.base.errors import InputError
from kaname.futures.reading import Run


class _Entry(NamedTuple):
    value_class: str


REGISTER = {
    "command.scm_base_prob": _Entry("A"),
    "posture.retrenchment_weight": _Entry("A"),
    "burden.budget_execution": _Entry("D"),
    "burden.real_growth": _Entry("S"),
}


def test_rank_correlation_agrees_with_scipy(run: Run) -> None:
    """Every coefficient is SciPy's, ties included."""
    table = drivers.rank_correlations(run.outcomes, run.draws, outcomes=["posture.min_usfk"])
    troops = run.outcomes["posture.min_usfk"].sel(policy="P00").values
    for row in table.to_dict("records"):
        expected = stats.spearmanr(troops, run.draws[row["parameter"]]).statistic
        assert row["rho"] == pytest.approx(expected, abs=1e-9)
        assert row["low"] <= row["rho"] <= row["high"]


def test_futures_without_a_value_are_left_out_of_the_ranks(dataset_of: Any) -> None:
    """With a value missing, the coefficient is that of the futures that have one."""
    random = np.random.default_rng(6)
    x, y = random.normal(size=50), random.normal(size=50)
    y[:10] = np.nan
    draws = pd.DataFrame({"future": np.arange(50), "posture.x": x})
    row = drivers.rank_correlations(dataset_of(y[:, None]), draws).iloc[0]
    assert row["n"] == 40
    assert row["rho"] == pytest.approx(stats.spearmanr(x[10:], y[10:]).statistic)


def test_known_drivers_are_found_and_an_idle_input_is_not(run: Run) -> None:
    """The toy's effects are the first drivers; what moves nothing is not distinguishable from 0."""
    table = drivers.rank_correlations(run.outcomes, run.draws)
    first = {name: drivers.leading(table, name)["parameter"].iloc[0] for name in table["outcome"].unique()
             if not drivers.leading(table, name).empty}  # fmt: skip
    assert first["command.opcon_transfer_month"] == "command.scm_base_prob"
    assert first["posture.min_usfk"] == "posture.retrenchment_weight"
    assert first["burden.fiscal_burden"] == "burden.budget_execution"
    idle = table[table["parameter"] == "burden.real_growth"]
    assert not idle["distinguishable"].any()
    month = table.set_index(["outcome", "parameter"]).loc[
        ("command.opcon_transfer_month", "command.scm_base_prob")
    ]
    assert month["rho"] < 0


def test_the_threshold_is_passed_by_chance_in_five_percent_of_families() -> None:
    """Of many outcomes that are pure chance, about 5 % have any driver at all; ties do not matter."""
    random = np.random.default_rng(11)
    futures, inputs, repeats = 300, 20, 400
    draws = pd.DataFrame(
        random.uniform(size=(futures, inputs)), columns=[f"burden.x{i}" for i in range(inputs)]
    )
    draws.insert(0, "future", np.arange(futures))
    for values in (
        random.normal(size=(futures, repeats)),
        random.integers(0, 2, (futures, repeats)).astype(float),
    ):
        dataset = xr.Dataset(
            {f"burden.y{i}": (("future", "policy"), values[:, [i]]) for i in range(repeats)},
            coords={"future": np.arange(futures), "policy": ["P00"]},
        )
        table = drivers.rank_correlations(dataset, draws)
        alarms = table.groupby("outcome")["distinguishable"].any().mean()
        assert 0.02 < alarms < 0.09


def test_the_interval_covers_at_the_stated_rate() -> None:
    """For a bivariate normal the interval holds the true Spearman coefficient in about 95 % of samples."""
    random = np.random.default_rng(4)
    rho, n, repeats = 0.5, 200, 1_500
    truth = 6 / np.pi * np.arcsin(rho / 2)
    covered = 0
    for _ in range(repeats):
        x = random.normal(size=n)
        y = rho * x + np.sqrt(1 - rho**2) * random.normal(size=n)
        low, high = drivers.interval(float(stats.spearmanr(x, y).statistic), n)
        covered += low <= truth <= high
    assert 0.92 < covered / repeats < 0.98


def test_drivers_are_tied_to_their_class(run: Run) -> None:
    """Only assumptions are listed as such; an id that the register lacks has no class."""
    table = drivers.rank_correlations(run.outcomes, run.draws)
    classes = drivers.with_classes(table, REGISTER).set_index("parameter")["class"].to_dict()
    assert classes["burden.budget_execution"] == "D"
    assert classes["deterrence.switch_flexibility_effect"] == ""
    behind = drivers.assumptions_behind(
        table, REGISTER, ["command.opcon_transfer_month", "burden.fiscal_burden", "posture.min_usfk"]
    )
    assert set(behind["class"]) == {"A"}
    assert dict(zip(behind["outcome"], behind["parameter"], strict=True)) == {
        "command.opcon_transfer_month": "command.scm_base_prob",
        "posture.min_usfk": "posture.retrenchment_weight",
    }


def test_draws_of_other_futures_are_refused_and_order_does_not_matter(run: Run) -> None:
    """Draws are matched by future, not by position."""
    shuffled = run.draws.sample(frac=1.0, random_state=1)
    left = drivers.rank_correlations(run.outcomes, run.draws, outcomes=["posture.min_usfk"])
    pd.testing.assert_frame_equal(
        left, drivers.rank_correlations(run.outcomes, shuffled, outcomes=["posture.min_usfk"])
    )
    with pytest.raises(InputError, match="not of the same futures"):
        drivers.rank_correlations(run.outcomes, run.draws.iloc[1:])


def test_switch_difference_by_hand(dataset_of: Any) -> None:
    """Means 1.5 and 5: difference 3.5, error from both groups."""
    dataset = dataset_of([[1.0], [2.0], [4.0], [6.0]])
    draws = pd.DataFrame({"future": range(4), "posture.switch_x": [0, 0, 1, 1], "posture.y": range(4)})
    low, high = switches.flips(dataset, draws).to_dict("records")
    assert (low["position"], low["mean"], low["n"]) == (0.0, 1.5, 2)
    assert np.isnan(low["difference"])
    assert high["difference"] == 3.5
    assert high["difference_error"] == pytest.approx(np.hypot(0.5, 1.0))
    assert high["distinguishable"]


def test_a_switch_that_reverses_two_policies_is_found(run: Run) -> None:
    """P01 costs more in one position and less in the other; nothing else is reversed."""
    found = switches.rank_flips(run.outcomes, run.draws, ["burden.fiscal_burden", "posture.min_usfk"])
    assert set(found["outcome"]) == {"burden.fiscal_burden"}
    assert set(found["switch"]) == {"deterrence.switch_flexibility_effect"}
    row = found[(found["better"] == "P01") & (found["worse"] == "P00")].iloc[0]
    assert (row["position"], row["reversed_in"]) == (0.0, 1.0)
    assert row["difference"] == pytest.approx(-0.05, abs=1e-5)
    assert row["difference_reversed"] == pytest.approx(0.05, abs=1e-5)
    assert "P09" not in set(found["better"]) | set(found["worse"])
