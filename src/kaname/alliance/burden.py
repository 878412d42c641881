"""Burden: prices, the economy, the defence budget, the Special Measures Agreement (SMA) (specification §7).

Joint-product burden sharing (Olson & Zeckhauser 1966; Sandler & Hartley 2001); the SMA settlement as
bargaining with outside options (Nash 1950; Rubinstein 1982), anchored by the first demand. Phases 2
(prices), 7 (economy and budget), 9 (SMA), 17 (grievance).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import jax.numpy as jnp

from kaname.alliance import held, politics
from kaname.alliance.arrays import (
    Array,
    Bounds,
    clip,
    flag,
    of_type,
    one_of,
    only_if,
    positive,
    relax,
    when,
    within_month,
)
from kaname.alliance.calendar import JANUARY
from kaname.alliance.channels import Normal, Uniform

if TYPE_CHECKING:
    from kaname.alliance.world import Given, World

NO_TALKS = -1.0
"""Months of talks left, when there are none."""
LOWEST_US_OFFER = 1.02
"""u_min: the multiple below which Washington does not settle."""

SMA_MODES = ("agreement", "capped", "5x")
"""Positions of the lever ``burden.lever_sma_mode``."""
AGREEMENT, CAPPED, FIVEFOLD = range(3)
CAPPED_DEMAND = 1.3
"""Mode capped: ceiling of the demand."""
FIVEFOLD_DEMAND, FIVEFOLD_DEMAND_INSTITUTIONAL = 5.0, 1.5
"""Mode 5x: demand of types 0 and 1, and of type 2."""
FIVEFOLD_OTHERS_SETTLEMENT = 1.05
"""Mode 5x: ceiling of the settlement with types 1 and 2."""
REOPENING_FACTOR = (1.0, 0.3, 3.0)
"""Factor on the reopening hazard by mode (r)."""

ON_TIME = 0.0
"""Value of ``lever_budget_execution`` that stands for yearly re-planning (on_time)."""


class State(NamedTuple):
    """State of burden; trn_krw = trillion won of the year."""

    gdp_trn_krw: Array
    """Nominal GDP, trillion KRW per year (gdp)."""
    defence_budget_trn_krw: Array
    """Defence budget, trillion KRW per year (bud)."""
    sma_payment_trn_krw: Array
    """SMA payment, trillion KRW per year (sma)."""
    sma_months_to_expiry: Array
    """Months to expiry of the SMA; may go negative (exp_left)."""
    sma_talks_months_left: Array
    """Months of talks left, real number; -1 = no talks (neg)."""
    sma_gap_months: Array
    """Consecutive months of talks beyond expiry (gap)."""
    inflation_rate: Array
    """CPI inflation of the calendar year; per year (cpi)."""
    us_grievance: Array
    """US grievance about burden sharing, 0 to 1 (griev)."""


class Parameters(NamedTuple):
    """Parameters of burden."""

    real_growth: Array
    """Real GDP growth in 2026-04; per year (g_real)."""
    real_growth_decline: Array
    """Fall of real growth; per year, per year (g_decl)."""
    inflation_mean: Array
    """Mean CPI inflation, and the deflator; per year (infl)."""
    budget_execution: Array
    """Share of planned budget growth that is realised (exec_def)."""
    demand_anchor_weight: Array
    """Weight of the US demand in the settlement (omega)."""
    sma_reopening_hazard: Array
    """Hazard of a US reopening under type 0; per year (lam_reopen)."""
    transactional_demand: Array
    """Demand multiple of a type-0 administration (M_trans)."""
    audience_cost_slope: Array
    """Slope of Seoul's ceiling on fear (aud_cap)."""
    demand_by_administration: Array
    """Demand multiple by administration, shape (3,); the first is ``transactional_demand`` (Mvec)."""
    talks_length_elasticity: Array
    """Elasticity of the length of talks to the demand (zeta)."""
    shortest_talks_length: Array
    """Median length of talks at a demand multiple of 1; months."""
    talks_preparation: Array
    """Talks begin when so many months of the agreement are left."""
    sma_term: Array
    """Term of an agreement; months."""
    sma_indexation_cap: Array
    """Largest yearly indexation of the SMA payment; per year."""
    capped_settlement: Array
    """Ceiling of the settlement in mode capped; multiple of the payment."""
    planned_gdp_growth: Array
    """Nominal GDP growth in the ministry's plan; per year."""


class Levers(NamedTuple):
    """Levers of burden."""

    lever_defence_goal_percent: Array
    """Defence goal, percent of GDP (L_goal)."""
    lever_defence_goal_year: Array
    """Year of the goal (L_goal_year)."""
    lever_budget_execution: Array
    """Multiplier on budget execution; :data:`ON_TIME` = yearly re-planning (L_exec)."""
    lever_sma_mode: Array
    """Position in :data:`SMA_MODES` (L_sma)."""


class Draws(NamedTuple):
    """Random channels of burden."""

    sma_reopening: Uniform
    sma_settlement_fivefold: Uniform
    inflation: Normal
    budget: Normal
    sma_talks_length: Normal


def bounds(parameters: Parameters) -> Bounds:
    """Return what each state may be."""
    return {
        "gdp_trn_krw": (0, 50_000),
        "defence_budget_trn_krw": (0, 5_000),
        "sma_payment_trn_krw": (0, 100),
        "sma_months_to_expiry": (-240, 2.0 * parameters.sma_term),
        "sma_talks_months_left": (-1, 240),
        "sma_gap_months": (0, 240),
        "inflation_rate": (0, 0.06),
        "us_grievance": (0, 1),
    }


def defence_share(world: World) -> Array:
    """Return the defence budget as a share of GDP (share)."""
    return world.burden.defence_budget_trn_krw / world.burden.gdp_trn_krw


def initial_defence_share(given: Given) -> Array:
    """Return that share in 2026-04 (share0)."""
    return given.norms.burden.defence_budget_trn_krw / given.norms.burden.gdp_trn_krw


def defence_goal_share(given: Given) -> Array:
    """Return the goal as a share of GDP (goal)."""
    return given.levers.burden.lever_defence_goal_percent / 100.0


def price_deflator(given: Given) -> Array:
    """Return prices relative to 2026-04, by the mean inflation (Dfl)."""
    return jnp.exp(given.now.years * jnp.log1p(given.parameters.burden.inflation_mean))


def real_sma_ratio(world: World, given: Given) -> Array:
    """Return the SMA payment in real terms, 1 in 2026-04 (sma_real)."""
    return world.burden.sma_payment_trn_krw / given.norms.burden.sma_payment_trn_krw / price_deflator(given)


def real_growth(given: Given) -> Array:
    """Return real GDP growth; per year (g)."""
    parameters = given.parameters.burden
    return parameters.real_growth - parameters.real_growth_decline * given.now.years


def prices(world: World, given: Given) -> World:
    """Phase 2: each January the year's CPI inflation is drawn."""
    drawn = given.parameters.burden.inflation_mean + 0.008 * given.draws.burden.inflation
    state = world.burden
    rate = when(given.now.month == JANUARY, clip(drawn, 0.0, 0.06), state.inflation_rate)
    return world._replace(burden=state._replace(inflation_rate=rate))


def economy_and_budget(world: World, given: Given) -> World:
    """Phase 7: GDP grows each month; in January the budget follows the goal as far as it is executed."""
    state, region, taiwan = world.burden, given.parameters.region, world.region.taiwan_state
    loss = region.coercion_gdp_loss * world.region.chinese_coercion
    loss = loss + when(taiwan == 1, region.taiwan_crisis_gdp_loss, 0.0)
    loss = loss + when(taiwan == 2, region.taiwan_war_gdp_loss, 0.0)
    growth = real_growth(given) + state.inflation_rate
    gdp = state.gdp_trn_krw * (1.0 + (growth - loss) / 12.0)
    world = world._replace(burden=state._replace(gdp_trn_krw=gdp))
    before = state.defence_budget_trn_krw
    budget = only_if(
        given.now.month == JANUARY,
        lambda: before * (1.0 + clip(budget_growth(world, given), -0.02, 0.13)),
        before,
    )
    return world._replace(burden=world.burden._replace(defence_budget_trn_krw=budget))


def planned_budget_growth(given: Given) -> Array:
    """Return the yearly growth that the plan needs from 2026 to the goal (g_plan)."""
    years = given.levers.burden.lever_defence_goal_year - 2026.0
    yearly = (defence_goal_share(given) / initial_defence_share(given)) ** (1.0 / years)
    return yearly * (1.0 + given.parameters.burden.planned_gdp_growth) - 1.0


def budget_growth(world: World, given: Given) -> Array:
    """Return the growth of the budget in January, before its limits; per year (gb)."""
    levers, draw = given.levers.burden, given.draws.burden.budget
    share, goal = defence_share(world), defence_goal_share(given)
    nominal = real_growth(given) + world.burden.inflation_rate
    with_gdp = nominal + 0.004 * draw
    tense = flag(world.deterrence.peninsula_tension > 0.6)
    execution = given.parameters.burden.budget_execution * levers.lever_budget_execution
    by_plan = execution * planned_budget_growth(given) + 0.008 * draw + 0.01 * tense
    years_left = jnp.maximum(levers.lever_defence_goal_year - given.now.year + 1.0, 1.0)
    replanned = (goal / share) ** (1.0 / years_left) * (1.0 + nominal) - 1.0 + 0.004 * draw
    towards_goal = when(levers.lever_budget_execution == ON_TIME, replanned, by_plan)
    return when(share >= goal, with_gdp, towards_goal)


def us_demand_multiple(world: World, given: Given) -> Array:
    """Return the multiple of the SMA payment that Washington demands, after the lever (Mdem)."""
    kind, mode = world.politics.us_administration, given.levers.burden.lever_sma_mode
    parameters = given.parameters.burden
    others = of_type(kind, parameters.demand_by_administration)
    agreement = when(kind == 0, parameters.transactional_demand, others)
    institutional = kind == politics.INSTITUTIONALIST
    fivefold = when(institutional, FIVEFOLD_DEMAND_INSTITUTIONAL, FIVEFOLD_DEMAND)
    capped = jnp.minimum(agreement, CAPPED_DEMAND)
    return when(mode == FIVEFOLD, fivefold, when(mode == CAPPED, capped, agreement))


def agreed_multiple(world: World, given: Given) -> Array:
    """Return the multiple of an ordinary settlement (S0).

    Half-way between Seoul's ceiling, which rises with fear and tension, and Washington's floor, then pulled
    toward the demand by the anchor's weight.
    """
    parameters, deterrence = given.parameters.burden, world.deterrence
    fear = held.abandonment_fear(deterrence)
    ceiling = (
        1.0 + parameters.audience_cost_slope * (0.3 + fear) + 0.10 * (deterrence.peninsula_tension - 0.35)
    )
    between = 1.0 + positive(0.5 * (ceiling - 1.0) + 0.5 * (LOWEST_US_OFFER - 1.0))
    weight = parameters.demand_anchor_weight
    return (1.0 - weight) * between + weight * us_demand_multiple(world, given)


def settlement(world: World, given: Given) -> Array:
    """Return the multiple at which talks end under the lever's mode (S)."""
    agreed, mode = agreed_multiple(world, given), given.levers.burden.lever_sma_mode
    ceiling = given.parameters.burden.capped_settlement
    capped = when(mode == CAPPED, jnp.minimum(agreed, ceiling), agreed)
    return only_if(mode == FIVEFOLD, lambda: _pressed_multiple(world, given, agreed), capped)


def _pressed_multiple(world: World, given: Given, agreed: Array) -> Array:
    """Mode 5x: two to four times under type 0, at most five times the payment of 2026 in real terms."""
    most = 5.0 * given.norms.burden.sma_payment_trn_krw * price_deflator(given)
    most = most / world.burden.sma_payment_trn_krw
    pressed = jnp.maximum(1.0, jnp.minimum(2.0 + 2.0 * given.draws.burden.sma_settlement_fivefold, most))
    transactional = world.politics.us_administration == 0
    return when(transactional, pressed, jnp.minimum(agreed, FIVEFOLD_OTHERS_SETTLEMENT))


def sma(world: World, given: Given) -> World:
    """Phase 9: indexation in January, expiry, reopening and talks, settlement, months without agreement."""
    state, parameters, draws = world.burden, given.parameters.burden, given.draws.burden
    talks = state.sma_talks_months_left
    indexed = state.sma_payment_trn_krw * (
        1.0 + jnp.minimum(state.inflation_rate, parameters.sma_indexation_cap)
    )
    payment = when((given.now.month == JANUARY) & (talks < 0), indexed, state.sma_payment_trn_krw)
    left = state.sma_months_to_expiry - 1.0

    factor = one_of(given.levers.burden.lever_sma_mode, REOPENING_FACTOR)
    reopened = (world.politics.us_administration == 0) & (
        draws.sma_reopening < within_month(parameters.sma_reopening_hazard * factor)
    )
    starts = (talks < 0) & ((left <= parameters.talks_preparation) | reopened)
    demand = us_demand_multiple(world, given)
    length = parameters.shortest_talks_length * jnp.exp(
        parameters.talks_length_elasticity * jnp.log(demand) + 0.4 * draws.sma_talks_length
    )
    talks = when(starts, length, when(talks > 0, talks - 1.0, talks))

    world = world._replace(burden=state._replace(sma_payment_trn_krw=payment))
    settled = (talks > NO_TALKS) & (talks <= 0)
    payment = when(settled, payment * settlement(world, given), payment)
    left = when(settled, parameters.sma_term, left)
    talks = when(settled, NO_TALKS, talks)
    gap = when((left < 0) & (talks > 0), state.sma_gap_months + 1.0, 0.0)
    state = world.burden._replace(
        sma_payment_trn_krw=payment,
        sma_months_to_expiry=left,
        sma_talks_months_left=talks,
        sma_gap_months=gap,
    )
    return world._replace(burden=state)


def grievance(world: World, given: Given) -> World:
    """Phase 17: grievance follows the distance to the goal, refused flexibility, and the SMA."""
    state = world.burden
    priority = held.us_china_priority(world.region, given.parameters.region)
    relief = given.parameters.industry.deal_grievance_relief * held.deal_value(world.industry)
    behind = clip((defence_goal_share(given) - defence_share(world)) / 0.035, -0.3, 0.6)
    target = clip(
        0.34
        + 0.5 * behind
        + 0.25 * priority * (0.35 - world.posture.strategic_flexibility)
        - 0.6 * relief
        + 0.15 * flag(state.sma_gap_months > 0)
        + 0.06 * (politics.us_retrenchment(world, given) - 1.0)
        - 0.15 * (real_sma_ratio(world, given) - 1.0)
    )
    return world._replace(burden=state._replace(us_grievance=relax(state.us_grievance, target, 0.06)))
