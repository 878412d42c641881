"""Posture: the March decision, the announced cut, out-of-area draws."""

from __future__ import annotations

import dataclasses

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaname.alliance import inputs as model_inputs
from kaname.alliance.policy import named
from kaname.alliance.posture import Option, choose
from kaname.futures.bands import indicator_ids
from kaname.futures.engine import BLOCK, Engine
from kaname.futures.sampling import Sampler

from .conftest import FUTURES, Follow

UTILITY = st.floats(-8, 8)


@settings(max_examples=30, deadline=None)
@given(st.lists(UTILITY, min_size=5, max_size=5), st.floats(1, 4))
def test_the_choice_is_quantal_response(utilities: list[float], precision: float) -> None:
    """Options are chosen with the logit probabilities of McKelvey & Palfrey, within sampling error."""
    options = tuple(Option(0.0, jnp.float32(utility)) for utility in utilities)
    draws = (jnp.arange(20_000) + 0.5) / 20_000
    chosen = np.asarray(jax.vmap(lambda draw: choose(options, jnp.float32(precision), draw))(draws))
    scaled = np.clip(precision * np.asarray(utilities), -30, 30)
    expected = np.exp(scaled - scaled.max())
    expected /= expected.sum()
    assert np.allclose([(chosen == i).mean() for i in range(5)], expected, atol=3e-4)


def test_an_infinite_precision_chooses_the_best() -> None:
    """At a high precision the best option is always taken: the Nash limit of quantal response."""
    options = tuple(Option(0.0, jnp.float32(utility)) for utility in (0.0, -1.0, 0.5, -3.0, 0.1))
    draws = jnp.linspace(0.001, 0.999, 50)
    assert np.all(np.asarray(jax.vmap(lambda draw: choose(options, jnp.float32(60.0), draw))(draws)) == 2)


def test_troops_stay_in_their_bounds_and_orders_change_in_march_only(run_some: Follow) -> None:
    """0 to 30,000 persons; without an announced cut the ordered level moves in March."""
    values = {"posture.retrenchment_weight": 1.5, "posture.korea_strategic_value": 1.0}
    paths = run_some(values=values).paths
    for name in ("posture.usfk_troops", "posture.ordered_troop_level"):
        assert paths[name].min() >= 0
        assert paths[name].max() <= 30_000
    moved = np.flatnonzero((np.diff(paths["posture.ordered_troop_level"], axis=0) != 0).any(axis=1)) + 2
    assert len(moved) > 5
    assert all((month + 3) % 12 + 1 == 3 for month in moved)


def test_after_a_cut_none_follows_for_48_months(run_some: Follow) -> None:
    """Two cuts in the same future lie at least 48 months apart."""
    values = {"posture.retrenchment_weight": 1.5, "posture.korea_strategic_value": 1.0}
    ordered = run_some(values=values).paths["posture.ordered_troop_level"]
    cuts = np.diff(ordered, axis=0) < 0
    assert (cuts.sum(axis=0) > 1).any()
    for future in range(FUTURES):
        months = np.flatnonzero(cuts[:, future])
        assert np.all(np.diff(months) >= 48)


def test_an_announced_cut_is_carried_out_in_its_month(run_some: Follow) -> None:
    """4,500 from 2027-06: ordered at once, moved by a ninth of the distance a month."""
    levers = {"posture.lever_troop_cut": 4500.0, "posture.lever_troop_cut_month": "2027-06"}
    hold = {"posture.us_posture_choice": np.zeros((176, FUTURES))}
    paths = run_some(levers, {"posture.korea_strategic_value": 9.0}, noise=False, draws=hold).paths
    ordered, troops = paths["posture.ordered_troop_level"][:, 0], paths["posture.usfk_troops"][:, 0]
    assert np.all(ordered[:13] == 28_500)
    assert np.all(ordered[13:23] == 24_000)
    months = np.arange(1, 10)
    assert np.allclose(troops[12 + months], 24_000 + 4_500 * (8 / 9) ** months, rtol=1e-5)
    assert paths["posture.cooldown_months"][13, 0] == 48


def test_a_refused_flexibility_ends_between_its_limits(run_some: Follow) -> None:
    """The regime settles at the lever less .10 under progressives, plus .10 under conservatives."""
    for lever in (0.0, 0.5, 1.0):
        flex = run_some({"posture.lever_strategic_flexibility": lever}).paths["posture.strategic_flexibility"]
        assert flex[-1].min() >= max(lever - 0.10, 0) - 1e-3
        assert flex[-1].max() <= min(lever + 0.10, 1) + 1e-3


def test_out_of_area_draws_last_four_to_twelve_months(run_some: Follow) -> None:
    """A draw's clock starts between 4 and 12 months and runs down to nothing."""
    left = run_some(values={"posture.out_of_area_hazard": 0.6}).paths["posture.out_of_area_months_left"]
    begun = left[1:][np.diff(left, axis=0) > 0]
    assert begun.size > 20
    assert begun.min() >= 4
    assert begun.max() <= 12


@pytest.mark.parametrize(("rupture", "order", "most"), [(1, 0, 5_000), (0, 1, 12_000), (1, 1, 5_000)])
def test_a_rupture_or_a_withdrawal_order_leaves_few(
    inputs: model_inputs.Inputs, rupture: int, order: int, most: int
) -> None:
    """Phase 20, by hand: were either event held at 1, no more than its ceiling would be ordered."""
    held = inputs.initial._replace(
        cohesion=inputs.initial.cohesion._replace(rupture_event=np.float32(rupture)),
        deterrence=inputs.initial.deterrence._replace(withdrawal_order=np.float32(order)),
    )
    engine = Engine(dataclasses.replace(inputs, initial=held), [named()["P00"]], 7)
    place = indicator_ids().index("posture.ordered_troop_level")
    values = Sampler(7, inputs.uncertain).take(BLOCK)
    ordered = engine.paths(0, engine.draws(np.arange(BLOCK)), values)[:, place]
    assert ordered.max() == most
