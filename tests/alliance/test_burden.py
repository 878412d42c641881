"""Burden: prices, economy, budget, the Special Measures Agreement."""

from __future__ import annotations

import numpy as np
import pytest

from .conftest import FUTURES, Follow

QUIET = {
    "region.coercion_gdp_loss": 0.0,
    "burden.real_growth_decline": 0.0,
    "burden.inflation_mean": 0.02,
    "burden.real_growth": 0.014,
}


@pytest.mark.parametrize(("inflation", "expected"), [(0.02, 1.6444), (0.06, 1.8466)])
def test_the_12th_sma_is_indexed_with_its_cap(run_some: Follow, inflation: float, expected: float) -> None:
    """Verification row 4: 1.5192 trillion won becomes 1.6444 in 2030 at 2 %, 1.8466 at the cap of 5 %."""
    paths = run_some(values={"burden.inflation_mean": inflation}, noise=False).paths
    january_2030 = 12 * 4 - 3
    assert np.round(paths["burden.sma_payment_trn_krw"][january_2030 - 1, 0], 4) == pytest.approx(
        expected, abs=1e-4
    )


def test_indexation_never_exceeds_its_cap_outside_talks(run_some: Follow) -> None:
    """Outside settlements the payment rises by 5 % at most, in January, and not during talks."""
    paths = run_some(values={"burden.inflation_mean": 0.055}).paths
    payment, left = paths["burden.sma_payment_trn_krw"], paths["burden.sma_months_to_expiry"]
    talks = paths["burden.sma_talks_months_left"]
    ratio = payment[1:] / payment[:-1]
    settled = left[1:] > left[:-1]
    assert ratio[~settled].max() <= 1.05 + 1e-6
    assert np.all(ratio[~settled & (talks[1:] > 0) & (talks[:-1] > 0)] == 1)
    january = (np.arange(2, 177) + 3) % 12 == 0
    assert np.all(ratio[~january][~settled[~january]] == 1)


def test_an_agreement_begins_sixty_months_and_ends_the_talks(run_some: Follow) -> None:
    """At a settlement the term is 60 months and no talks go on."""
    paths = run_some().paths
    left, talks = paths["burden.sma_months_to_expiry"], paths["burden.sma_talks_months_left"]
    settled = np.diff(left, axis=0) > 0
    assert settled.sum() > FUTURES
    assert np.all(left[1:][settled] == 60)
    assert np.all(talks[1:][settled] == -1)


def test_the_settlement_of_2021_lies_between_offer_and_anchor(run_some: Follow) -> None:
    """A settlement is N pulled toward the demand by the anchor's weight; by hand for one set of values."""
    values = {
        "burden.demand_anchor_weight": 0.0275,
        "burden.transactional_demand": 5.0,
        "burden.audience_cost_slope": 0.3,
        "politics.prob_us_transactional": 1.0,
    }
    paths = run_some(values=values).paths
    payment, left = paths["burden.sma_payment_trn_krw"], paths["burden.sma_months_to_expiry"]
    settled = np.diff(left, axis=0) > 0
    january = ((np.arange(2, 177) + 3) % 12 == 0)[:, None]
    ratio = (payment[1:] / payment[:-1])[settled & ~january]
    between = 1 + 0.5 * 0.3 * (0.3 + 0.5) + 0.5 * 0.02
    assert np.allclose(ratio, (1 - 0.0275) * between + 0.0275 * 5.0, rtol=1e-5)


def test_five_times_stops_at_five_times_in_real_terms(run_some: Follow) -> None:
    """Verification row 5: under 5x a settlement never passes five times the payment of 2026, deflated."""
    values = {"burden.inflation_mean": 0.02, "politics.prob_us_transactional": 1.0}
    found = run_some({"burden.lever_sma_mode": "5x"}, values)
    payment, left = found.paths["burden.sma_payment_trn_krw"], found.paths["burden.sma_months_to_expiry"]
    deflator = 1.02 ** (np.arange(1, 177) / 12)[:, None]
    settled = np.concatenate([np.zeros((1, FUTURES), bool), np.diff(left, axis=0) > 0])
    at_cap = (payment / deflator)[settled] / 1.5192
    # a settlement cannot lower a payment that indexation has carried a little past the cap
    assert np.median(at_cap) <= 5 + 1e-4
    assert at_cap.max() <= 5.2
    assert (at_cap > 4.9).any()


def test_the_plan_reaches_the_goal_in_its_year(run_some: Follow) -> None:
    """Verification row 2: planned growth is 7.7 % for 3.5 % of GDP by 2035 at 3.4 % nominal growth."""
    share = 65.9 / 2720
    planned = (0.035 / share) ** (1 / 9) * 1.034 - 1
    assert round(planned, 3) == 0.077
    paths = run_some(values={**QUIET, "burden.budget_execution": 1.0}, noise=False).paths
    budget = paths["burden.defence_budget_trn_krw"][:, 0]
    januaries = [12 * (year - 2026) - 4 for year in range(2027, 2035)]
    assert np.allclose([budget[i] / budget[i - 1] for i in januaries], 1 + planned, rtol=1e-5)
    reached = paths["burden.defence_share"][12 * 9 - 4, 0]
    assert reached == pytest.approx(0.035, abs=4e-4)


def test_on_time_meets_the_goal_in_its_year(run_some: Follow) -> None:
    """Re-planned every year, the share is at the goal by the end of 2035 and keeps to it."""
    paths = run_some({"burden.lever_budget_execution": "on_time"}, QUIET, noise=False).paths
    share = paths["burden.defence_share"][:, 0]
    december_2035 = 12 * 9 + 8 - 1
    assert share[december_2035] == pytest.approx(0.035, rel=0.005)
    assert np.all(share[december_2035::12] >= 0.0348)


def test_gdp_compounds_monthly(run_some: Follow) -> None:
    """Without noise, decline and loss GDP grows by a twelfth of the yearly rate every month."""
    gdp = run_some(values=QUIET, noise=False).paths["burden.gdp_trn_krw"][:, 0]
    assert np.allclose(gdp, 2720 * (1 + 0.034 / 12) ** np.arange(1, 177), rtol=1e-4)
