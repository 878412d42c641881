"""Outcomes: what is gathered month by month is what the whole path says."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from kaname.alliance import inputs as model_inputs
from kaname.alliance import outcomes
from kaname.alliance.policy import named
from kaname.base.languages import LANGUAGES, catalogue
from kaname.futures.engine import BLOCK, Engine
from kaname.futures.sampling import Sampler

from .conftest import Follow


@pytest.mark.parametrize("levers", [{}, {"command.lever_opcon_mode": "early", "burden.lever_sma_mode": "5x"}])
def test_outcomes_equal_those_of_the_paths(run_some: Follow, levers: dict[str, str]) -> None:
    """Each outcome, computed anew from the stored paths in double precision."""
    values = {"burden.inflation_mean": 0.02, "command.condition_threshold": 0.74}
    found = run_some(levers, values, seed=3)
    p = {name: level.astype(np.float64) for name, level in found.paths.items()}
    troops, budget, gdp = (
        p["posture.usfk_troops"], p["burden.defence_budget_trn_krw"], p["burden.gdp_trn_krw"]
    )  # fmt: skip
    sma, stage = p["burden.sma_payment_trn_krw"], p["command.opcon_stage"]
    done = stage == 3
    month = np.where(done.any(axis=0), np.argmax(done, axis=0) + 1.0, np.nan)
    binding = np.take_along_axis(p["command.binding_condition"], np.argmax(done, axis=0)[None], 0)[0]
    low = np.minimum(troops.min(axis=0), 28_500)
    december = np.arange(8 - 1, 176, 12)
    at_goal = budget[december] / gdp[december] >= 0.035
    deflator = 1.02 ** (np.arange(1, 177) / 12)[:, None]
    expected = {
        "command.opcon_transfer_month": month,
        "command.opcon_by_2028": month <= 32,
        "command.opcon_by_2030_06": month <= 50,
        "command.opcon_by_2040": done.any(axis=0),
        "command.opcon_immature": done.any(axis=0) & (binding < 0.74),
        "command.autonomy_years": done.sum(axis=0) / 12,
        "posture.min_usfk": low,
        "posture.end_usfk": troops[-1],
        "posture.cut_below_28500": low < 27_500,
        "posture.cut_below_22000": low < 21_500,
        "posture.usfk_availability": (
            troops / 28_500 * (0.15 + 0.75 * p["posture.strategic_flexibility"])
        ).mean(axis=0),
        "posture.months_out_of_area": (p["posture.out_of_area_share"] > 0.10).sum(axis=0),
        "burden.fiscal_burden": 100 * (budget + sma).sum(axis=0) / gdp.sum(axis=0),
        "burden.year_goal_reached": np.where(at_goal.any(axis=0), 2026 + np.argmax(at_goal, axis=0), np.nan),
        "burden.end_defence_share": 100 * budget[-1] / gdp[-1],
        "burden.end_sma": sma[-1],
        "burden.cumulative_sma_trn_krw": sma.sum(axis=0) / 12,
        "burden.cumulative_real_sma_trn_krw": (sma / deflator).sum(axis=0) / 12,
        "burden.sma_gap_month_count": (p["burden.sma_gap_months"] > 0).sum(axis=0),
        "politics.dmz_act_passed": p["politics.dmz_act_passed"][-1],
    }
    missing = {outcome.id for outcome in outcomes.OUTCOMES} - set(expected)
    assert missing == {"posture.cut_choice_count"}
    for name, level in expected.items():
        np.testing.assert_allclose(found.outcomes[name], level, rtol=2e-5, atol=1e-6, err_msg=name)
    cuts = (np.diff(p["posture.ordered_troop_level"], axis=0, prepend=28_500) < 0).sum(axis=0)
    np.testing.assert_array_equal(found.outcomes["posture.cut_choice_count"], cuts)


def test_a_future_that_is_no_number_gets_a_result_code(run_some: Follow) -> None:
    """Failure is data: code 1 for a number that is none, code 2 for a bound that is left, 0 else."""
    assert np.all(run_some().result_code == 0)
    assert np.all(run_some(values={"burden.inflation_mean": float("nan")}).result_code == 1)
    runaway = {"burden.real_growth": 9.0, "burden.real_growth_decline": -1.0}
    assert np.all(run_some(values=runaway).result_code == 2)


LONGER = {
    "politics.presidential_term": 96.0,
    "command.postponement_months": (60.0, 120.0),
    "posture.largest_force": 45_000.0,
    "posture.reinforcement_step": 4_000.0,
    "posture.cut_cooldown": 96.0,
    "posture.out_of_area_draw_months": (4.0, 24.0),
    "burden.sma_term": 200.0,
}


def test_bounds_follow_the_constants(inputs: model_inputs.Inputs) -> None:
    """A reader's longer terms and larger force are within the model; by the shipped bounds they are not."""
    moved = {name: np.asarray(level, np.float32) for name, level in LONGER.items()}
    longer = dataclasses.replace(inputs, fixed={**inputs.fixed, **moved})
    place = [row.id for row in outcomes.OUTCOMES].index("posture.end_usfk")
    most = []
    for given in (inputs, longer):
        engine = Engine(given, [named()["P00"]], 7)
        block = engine.outcomes(engine.draws(np.arange(BLOCK)), Sampler(7, inputs.uncertain).take(BLOCK))
        assert np.all(block.result_code == 0)
        most.append(block.outcomes[0, place].max())
    assert most[0] <= 30_000 < most[1]


def test_outcomes_and_indicators_have_labels_in_every_language() -> None:
    """Each has a label in en, ja and ko, and no label is left over."""
    ids = {f"outcome.{row.id}" for row in (*outcomes.OUTCOMES, *outcomes.DERIVED)}
    for language in LANGUAGES:
        assert set(catalogue(language, "alliance")) == ids
    assert len({row.id for row in outcomes.OUTCOMES}) == len(outcomes.OUTCOMES)


def test_lever_linked_outcomes_are_tagged() -> None:
    """Those that a lever enters directly say so (specification §14, guard against tautology)."""
    linked = {row.id for row in outcomes.OUTCOMES if row.lever_linked}
    assert linked == {"posture.usfk_availability", "posture.months_out_of_area", "command.autonomy_years"}
