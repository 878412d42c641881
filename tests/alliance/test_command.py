"""Command: the transition of wartime operational control."""

from __future__ import annotations

import numpy as np
import pytest

from .conftest import FUTURES, Follow


def test_stages_are_monotone_save_postponement(run_some: Follow) -> None:
    """A stage rises by one step at a time and falls only from 2 to 1, when a postponement begins."""
    paths = run_some(values={"command.postponement_prob": 0.6, "politics.prob_rok_alternation": 0.8}).paths
    stage, frozen = paths["command.opcon_stage"], paths["command.months_frozen"]
    steps = np.diff(stage, axis=0)
    assert set(np.unique(steps)) <= {-1.0, 0.0, 1.0}
    assert (steps == -1).any()
    for month, future in np.argwhere(steps == -1):
        assert (stage[month, future], stage[month + 1, future]) == (2, 1)
        assert frozen[month + 1, future] >= 36


def test_verification_passes_in_november_only_and_never_while_frozen(run_some: Follow) -> None:
    """A step to stage 1 or 2 falls in an SCM month of a transition that is not frozen."""
    paths = run_some().paths
    stage = np.concatenate([np.zeros((1, FUTURES)), paths["command.opcon_stage"]])
    for month, future in np.argwhere((np.diff(stage, axis=0) > 0) & (stage[1:] < 3)):
        assert (month + 1 + 3) % 12 + 1 == 11
        assert paths["command.months_frozen"][month, future] == 0
        assert paths["command.months_in_stage"][month, future] == 0


def test_fmc_waits_for_its_least_months(run_some: Follow) -> None:
    """With 21 months at least between FOC and FMC, FMC never follows at the next SCM."""
    paths = run_some({"command.lever_opcon_mode": "early"}, {"command.min_months_foc_to_fmc": 21.0}).paths
    stage = paths["command.opcon_stage"]
    first = np.argmax(stage >= 1, axis=0)
    second = np.argmax(stage >= 2, axis=0)
    both = (stage >= 2).any(axis=0)
    # the factor of the mode is .6: 12.6 months, so the second SCM after FOC at the earliest
    assert np.all((second - first)[both] >= 21.0 * 0.6)


def test_effectiveness_dips_at_transfer_by_dip_and_shortfall(run_some: Follow) -> None:
    """In the month of transfer effectiveness falls by the dip and .8 of the shortfall."""
    values = {"command.transfer_effectiveness_dip": 0.15, "command.condition_threshold": 0.70}
    paths = run_some(values=values).paths
    since, effect = paths["command.months_since_transfer"], paths["command.combined_effectiveness"]
    binding, unc = paths["command.binding_condition"], paths["command.unc_friction"]
    months, futures = np.nonzero(since[1:] == 0)
    assert len(months) > 10
    for month, future in zip(months + 1, futures, strict=True):
        target = 0.86 - 0.15 * unc[month, future] - 0.10 * (unc[month, future] - 0.45)
        before = effect[month - 1, future]
        undipped = np.clip(before + 0.05 * (target - before), 0.3, 1)
        shortfall = max(0.70 + 0.04 - binding[month, future], 0)
        assert np.isclose(effect[month, future], undipped - 0.15 - 0.8 * shortfall, atol=1e-5)


def test_a_frozen_mode_stops_the_transition(run_some: Follow) -> None:
    """Mode freeze all but stops verification, mode early hastens it."""
    by_mode = {
        mode: run_some({"command.lever_opcon_mode": mode}).outcomes["command.opcon_by_2030_06"].mean()
        for mode in ("freeze", "plan", "early")
    }
    assert by_mode["freeze"] < 0.05 < by_mode["plan"] < by_mode["early"]


@pytest.mark.parametrize("growth", [0.003, 0.012])
def test_condition_1_grows_as_its_equation_says(run_some: Follow, growth: float) -> None:
    """Without noise c1 follows g·(share/share0)·(1-c1), month by month."""
    paths = run_some(values={"command.condition1_growth": growth}, noise=False).paths
    lead, share = paths["command.condition1_rok_lead"], paths["burden.defence_share"]
    expected = lead[:-1] + growth * share[1:] / (65.9 / 2720) * (1 - lead[:-1])
    assert np.allclose(lead[1:], np.clip(expected, 0, 1), atol=2e-6)
