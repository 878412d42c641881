"""Posture: how many US troops are in Korea, what they may be used for, where they are (specification §6).

A yearly quantal-response choice of Washington (McKelvey & Palfrey 1995) between holding, cutting,
withdrawing and reinforcing; abandonment and entrapment after Snyder (1984); credible abandonment as leverage
after Blankenship (2021). Phases 5 (flexibility), 14 (assets and decision), 20 (extraordinary orders).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import jax.numpy as jnp

from kaname.alliance import held, politics
from kaname.alliance.arrays import (
    Array,
    Bounds,
    between,
    clip,
    flag,
    only_if,
    positive,
    relax,
    when,
    within_month,
)
from kaname.alliance.calendar import MARCH
from kaname.alliance.channels import Uniform
from kaname.alliance.command import TRANSFERRED

if TYPE_CHECKING:
    from kaname.alliance.world import Given, World

NEUTRAL_GRIEVANCE = 0.4
"""The grievance that moves no decision."""

CEILING_AFTER_RUPTURE, CEILING_AFTER_WITHDRAWAL_ORDER = 5_000.0, 12_000.0
"""Persons; the ordered level that a rupture or a withdrawal order leaves at most."""


class State(NamedTuple):
    """State of posture."""

    usfk_troops: Array
    """US Forces Korea, persons (usfk)."""
    ordered_troop_level: Array
    """Ordered level, persons (tgt)."""
    cooldown_months: Array
    """Months in which no further cut can be chosen (cool)."""
    out_of_area_share: Array
    """Share of USFK capability out of area, 0 to 1 (out)."""
    out_of_area_months_left: Array
    """Months left of the draw (out_left)."""
    heavy_force_share: Array
    """Heavy-ground and air-defence share, index; constant in v1 (heavy)."""
    strategic_flexibility: Array
    """Strategic-flexibility regime: 0 refused, .35 formula of 2006, 1 standing consent (flex)."""
    strategic_asset_visibility: Array
    """Visibility of US strategic assets, 1 = mean of 2023-25 (asset)."""


class Parameters(NamedTuple):
    """Parameters of posture."""

    us_choice_precision: Array
    """Logit precision of the yearly US posture choice (q_lam)."""
    retrenchment_weight: Array
    """Weight of the administration's retrenchment; utility (ret_w)."""
    grievance_weight: Array
    """Weight of burden grievance; utility (griev_w)."""
    flexibility_demand_weight: Array
    """Weight of refused flexibility times China priority; utility (flex_w)."""
    korea_strategic_value: Array
    """US value of forces in Korea; utility (kval)."""
    floor_cost: Array
    """Political cost of going below the NDAA floor; utility (floor_w)."""
    out_of_area_hazard: Array
    """Hazard of an out-of-area draw; per year (lam_out)."""
    out_of_area_base_size: Array
    """Size of a draw at flexibility 0; share (out_sz)."""
    out_of_area_flex_slope: Array
    """Extra size per unit of flexibility; share (out_flex)."""
    switch_commitment_after_transfer: Array
    """H_opc: 0 US commitment unchanged after transfer (004-C6), 1 USFK hollowed out (001-C14)."""
    small_cut: Array
    """The smaller cut that can be chosen, persons."""
    large_cut: Array
    """The larger cut that can be chosen, persons."""
    reinforcement_step: Array
    """Troops that an increase adds, persons."""
    largest_force: Array
    """Ceiling of the ordered level, persons."""
    cut_cooldown: Array
    """After a cut, months before the next can be chosen."""
    months_to_move: Array
    """Time constant of troop movements; months."""
    out_of_area_draw_months: Array
    """Shortest and longest out-of-area draw, shape (2,); months."""


class Levers(NamedTuple):
    """Levers of posture."""

    lever_strategic_flexibility: Array
    """Target flexibility regime, 0 to 1 (L_flex)."""
    lever_troop_cut: Array
    """Announced cut from the level of 2026-04, persons (L_cut)."""
    lever_troop_cut_month: Array
    """Month of that cut, model index; -1 = none (L_cut_date)."""
    lever_assurance_package: Array
    """Extra US assurance effort, 0 to .5 (L_assure)."""


class Draws(NamedTuple):
    """Random channels of posture."""

    us_posture_choice: Uniform
    out_of_area_draw: Uniform
    out_of_area_length: Uniform


def bounds(parameters: Parameters) -> Bounds:
    """Return what each state may be."""
    return {
        "usfk_troops": (0, parameters.largest_force),
        "ordered_troop_level": (0, parameters.largest_force),
        "cooldown_months": (0, parameters.cut_cooldown),
        "out_of_area_share": (0, 1),
        "out_of_area_months_left": (0, parameters.out_of_area_draw_months[1]),
        "heavy_force_share": (0, 1),
        "strategic_flexibility": (0, 1),
        "strategic_asset_visibility": (0, 5),
    }


class Option(NamedTuple):
    """One option of the March decision."""

    cut: Array | float
    """Persons taken away (negative: added)."""
    utility: Array | float
    """Its utility to Washington."""


def usfk_on_peninsula(world: World, given: Given) -> Array:
    """Return the share of the 2026 strength that is in Korea (usq)."""
    state = world.posture
    return state.usfk_troops / given.norms.posture.usfk_troops * (1.0 - state.out_of_area_share)


def flexibility(world: World, given: Given) -> World:
    """Phase 5: the flexibility regime follows the lever, as far as the government in Seoul goes along."""
    state = world.posture
    conservative = world.politics.rok_government == politics.CONSERVATIVE
    target = clip(given.levers.posture.lever_strategic_flexibility + when(conservative, 0.10, -0.10))
    return world._replace(
        posture=state._replace(strategic_flexibility=relax(state.strategic_flexibility, target, 0.06))
    )


def us_stake(world: World, given: Given) -> Array:
    """Return Washington's stake in cutting: positive favours a cut (stake)."""
    parameters, flex = given.parameters.posture, world.posture.strategic_flexibility
    priority = held.us_china_priority(world.region, given.parameters.region)
    relief = given.parameters.industry.deal_grievance_relief * held.deal_value(world.industry)
    return (
        parameters.retrenchment_weight * politics.us_retrenchment(world, given)
        + parameters.grievance_weight * (world.burden.us_grievance - NEUTRAL_GRIEVANCE)
        + parameters.flexibility_demand_weight * priority * (0.5 - flex)
        - parameters.korea_strategic_value * (0.6 + 0.4 * priority * flex)
        - 0.4 * flag(world.region.taiwan_state > 0)
        - relief
    )


def options(world: World, given: Given) -> tuple[Option, ...]:
    """Return what Washington may choose in March: hold, a small cut, a large cut, withdraw, reinforce."""
    usfk, floor = world.posture.usfk_troops, world.politics.ndaa_troop_floor
    parameters = given.parameters.posture
    small, large = parameters.small_cut, parameters.large_cut
    law_cost = parameters.floor_cost * (1.0 - 0.5 * given.parameters.politics.floor_waiver_prob)

    def floor_cost(cut: Array | float) -> Array:
        return when(usfk - cut < floor, law_cost, 0.0)

    hollow = (parameters.switch_commitment_after_transfer == 1) & (world.command.opcon_stage == TRANSFERRED)
    case = us_stake(world, given) + 0.5 * flag(hollow)
    tense = flag(world.deterrence.peninsula_tension > 0.6)
    reinforce = -1.2 - 0.6 * politics.us_retrenchment(world, given) + 0.6 * tense
    return (
        Option(0.0, jnp.zeros_like(case)),
        Option(small, case - 0.9 - floor_cost(small)),
        Option(large, 1.2 * case - 1.5 - floor_cost(large)),
        Option(usfk, 1.5 * case - 5.0 - floor_cost(usfk)),
        Option(-parameters.reinforcement_step, reinforce),
    )


def choose(open_options: tuple[Option, ...], precision: Array, draw: Array) -> Array:
    """Return the number of the option chosen by quantal response (McKelvey & Palfrey 1995).

    Option i has probability exp(precision * utility_i) / sum; the draw picks the first option at which the
    cumulative probability reaches it.
    """
    weights = [jnp.exp(clip(precision * option.utility, -30.0, 30.0)) for option in open_options]
    total = sum(weights[1:], start=weights[0])
    number, cumulative = jnp.zeros_like(total), jnp.zeros_like(total)
    for weight in weights[:-1]:
        cumulative = cumulative + weight
        number = number + flag(draw * total > cumulative)
    return number


def march_decision(world: World, given: Given) -> World:
    """Washington's yearly choice; during the cool-down after a cut, further cuts become holding."""
    state, parameters = world.posture, given.parameters.posture
    open_options = options(world, given)
    choice = choose(open_options, parameters.us_choice_precision, given.draws.posture.us_posture_choice)
    cutting = (choice >= 1) & (choice <= 3)
    choice = when(cutting & (state.cooldown_months > 0), 0.0, choice)
    cuts = (choice >= 1) & (choice <= 3)
    cut = jnp.zeros_like(choice)
    for i, option in enumerate(open_options):
        cut = when(choice == i, option.cut, cut)
    state = state._replace(
        ordered_troop_level=clip(state.ordered_troop_level - cut, 0.0, parameters.largest_force),
        cooldown_months=when(cuts, parameters.cut_cooldown, state.cooldown_months),
    )
    return world._replace(posture=state, events=world.events._replace(cut_choice_event=flag(cuts)))


def assets_and_decision(world: World, given: Given) -> World:
    """Phase 14: visible assets, the announced cut, the March decision, movement, out-of-area draws."""
    state, parameters, levers = world.posture, given.parameters.posture, given.levers.posture
    visible = (
        0.8
        + 0.6 * politics.us_assurance_effort(world, given)
        + 1.0 * levers.lever_assurance_package
        + 0.5 * flag(world.deterrence.peninsula_tension > 0.5)
    )
    announced = given.now.number == levers.lever_troop_cut_month
    announced_level = given.norms.posture.usfk_troops - levers.lever_troop_cut
    state = state._replace(
        strategic_asset_visibility=relax(state.strategic_asset_visibility, visible, 0.15),
        ordered_troop_level=when(
            announced, jnp.minimum(state.ordered_troop_level, announced_level), state.ordered_troop_level
        ),
    )
    before = world._replace(posture=state)
    world = only_if(given.now.month == MARCH, lambda: march_decision(before, given), before)
    state = world.posture
    state = state._replace(
        cooldown_months=when(announced, parameters.cut_cooldown, positive(state.cooldown_months - 1.0)),
        usfk_troops=relax(state.usfk_troops, state.ordered_troop_level, 1.0 / parameters.months_to_move),
    )
    return world._replace(posture=_out_of_area(world._replace(posture=state), given))


def _out_of_area(world: World, given: Given) -> State:
    """Parts of USFK are drawn to other theatres for some months; a Taiwan crisis sets a floor."""
    state, parameters, draws = world.posture, given.parameters.posture, given.draws.posture
    flex, taiwan = state.strategic_flexibility, world.region.taiwan_state
    drawn = draws.out_of_area_draw < within_month(parameters.out_of_area_hazard * (0.6 + 0.9 * flex))
    length = between(parameters.out_of_area_draw_months, draws.out_of_area_length)
    left = when(drawn, length, positive(state.out_of_area_months_left - 1.0))
    size = parameters.out_of_area_base_size + parameters.out_of_area_flex_slope * flex
    share = when(drawn, jnp.maximum(state.out_of_area_share, size), state.out_of_area_share)
    share = when(left <= 0, relax(share, jnp.float32(0.01), 0.15), share)
    share = when(taiwan == 1, jnp.maximum(share, 0.05 + 0.25 * flex), share)
    share = when(taiwan == 2, jnp.maximum(share, 0.10 + 0.50 * flex), share)
    return state._replace(out_of_area_share=share, out_of_area_months_left=left)


def extraordinary_orders(world: World, given: Given) -> World:
    """Phase 20: a rupture or a withdrawal order lowers the ordered level (both are held)."""
    level = world.posture.ordered_troop_level
    ruptured, ordered_out = world.cohesion.rupture_event == 1, world.deterrence.withdrawal_order == 1
    level = when(ruptured, jnp.minimum(level, CEILING_AFTER_RUPTURE), level)
    level = when(ordered_out, jnp.minimum(level, CEILING_AFTER_WITHDRAWAL_ORDER), level)
    return world._replace(posture=world.posture._replace(ordered_troop_level=level))
