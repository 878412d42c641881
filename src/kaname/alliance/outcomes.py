"""Outcomes: what is kept of a future (specification §14), those that the built systems determine.

Sums, minima and dates are gathered month by month, so that no path need be stored.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import jax.numpy as jnp
import numpy as np

from kaname.alliance import burden, calendar, command, politics, posture
from kaname.alliance.arrays import Array, flag, when
from kaname.alliance.inputs import Inputs
from kaname.alliance.world import MODULES, Given, World
from kaname.base.dates import Month
from kaname.base.languages import LANGUAGES, Words


class Outcome(NamedTuple):
    """One outcome of a future."""

    id: str
    unit: str
    better: str
    """``+`` more is better, ``-`` less is better, empty = no direction."""
    lever_linked: bool = False
    """Whether a lever enters it directly, so that comparing policies by it is near a tautology."""


OUTCOMES = (
    Outcome("command.opcon_transfer_month", "month index (0 = 2026-04)", "-"),
    Outcome("command.opcon_by_2028", "0/1", ""),
    Outcome("command.opcon_by_2030_06", "0/1", ""),
    Outcome("command.opcon_by_2040", "0/1", ""),
    Outcome("command.opcon_immature", "0/1", "-"),
    Outcome("command.autonomy_years", "year", "+", True),
    Outcome("posture.min_usfk", "person", "+"),
    Outcome("posture.end_usfk", "person", "+"),
    Outcome("posture.cut_below_28500", "0/1", "-"),
    Outcome("posture.cut_below_22000", "0/1", "-"),
    Outcome("posture.usfk_availability", "share", "+", True),
    Outcome("posture.months_out_of_area", "month", "", True),
    Outcome("posture.cut_choice_count", "count", ""),
    Outcome("burden.fiscal_burden", "percent of GDP", "-"),
    Outcome("burden.year_goal_reached", "calendar year", ""),
    Outcome("burden.end_defence_share", "percent of GDP", ""),
    Outcome("burden.end_sma", "trillion KRW per year, nominal", "-"),
    Outcome("burden.cumulative_sma_trn_krw", "trillion KRW, nominal", "-"),
    Outcome("burden.cumulative_real_sma_trn_krw", "trillion KRW, prices of 2026-04", "-"),
    Outcome("burden.sma_gap_month_count", "month", ""),
    Outcome("politics.dmz_act_passed", "0/1", ""),
)

RESULT_CODES = {
    0: "within the model",
    1: "a state is not a number: look at the future's draws and pinned parameters",
    2: "a state left the bounds that the model states: look at the future's draws and pinned parameters",
}
"""What a future's ``result_code`` means; no future is dropped."""


class Indicator(NamedTuple):
    """A quantity whose distribution is kept month by month."""

    id: str
    unit: str


class Tally(NamedTuple):
    """What is gathered of one future month by month."""

    transfer_month: Array
    """Month of transfer, model index; NaN while there is none."""
    immature: Array
    min_usfk: Array
    availability_sum: Array
    months_out_of_area: Array
    cut_choices: Array
    spending_sum: Array
    gdp_sum: Array
    goal_year: Array
    """First year whose December has the share at the goal; NaN before."""
    sma_sum: Array
    real_sma_sum: Array
    gap_months: Array
    command_months: Array
    excess: Array
    """The farthest that a state has been from the middle of its bounds (see :func:`excess`)."""


def begin(world: World, first_index: Array) -> Tally:
    """Return the tally before the first month; a transfer before it is dated by the months since."""
    zero = jnp.zeros_like(world.posture.usfk_troops)
    since = world.command.months_since_transfer
    return Tally(
        transfer_month=when(since >= 0, first_index - 1 - since, jnp.float32(np.nan)),
        immature=zero,
        min_usfk=world.posture.usfk_troops,
        availability_sum=zero,
        months_out_of_area=zero,
        cut_choices=zero,
        spending_sum=zero,
        gdp_sum=zero,
        goal_year=zero + jnp.float32(np.nan),
        sma_sum=zero,
        real_sma_sum=zero,
        gap_months=zero,
        command_months=zero,
        excess=zero,
    )


def observe(tally: Tally, world: World, given: Given) -> Tally:
    """Return the tally with one month more."""
    now, norms = given.now, given.norms
    force, money = world.posture, world.burden
    transferred = world.events.opcon_transfer_event == 1
    threshold = given.parameters.command.condition_threshold
    immature = transferred & (command.binding_condition(world, given) < threshold)
    share_of_norm = force.usfk_troops / norms.posture.usfk_troops
    availability = share_of_norm * (0.15 + 0.75 * force.strategic_flexibility)
    reached = (now.month == 12) & (burden.defence_share(world) >= burden.defence_goal_share(given))
    payment = money.sma_payment_trn_krw
    return Tally(
        transfer_month=when(transferred, now.number.astype(jnp.float32), tally.transfer_month),
        immature=when(immature, 1.0, tally.immature),
        min_usfk=jnp.minimum(tally.min_usfk, force.usfk_troops),
        availability_sum=tally.availability_sum + availability,
        months_out_of_area=tally.months_out_of_area + flag(force.out_of_area_share > 0.10),
        cut_choices=tally.cut_choices + world.events.cut_choice_event,
        spending_sum=tally.spending_sum + money.defence_budget_trn_krw + payment,
        gdp_sum=tally.gdp_sum + money.gdp_trn_krw,
        goal_year=when(reached & jnp.isnan(tally.goal_year), now.year.astype(jnp.float32), tally.goal_year),
        sma_sum=tally.sma_sum + payment / 12.0,
        real_sma_sum=tally.real_sma_sum + payment / 12.0 / burden.price_deflator(given),
        gap_months=tally.gap_months + flag(money.sma_gap_months > 0),
        command_months=tally.command_months + flag(world.command.opcon_stage == command.TRANSFERRED),
        excess=jnp.maximum(tally.excess, excess(world, given)),
    )


def excess(world: World, given: Given) -> Array:
    """Return how far the state is from the middle of its bounds, in half-widths, where it is farthest.

    Over 1 a state is out of its bounds; not a number if a state is none.
    """
    farthest: Array = jnp.zeros(())
    for system, module in MODULES.items():
        for field, (low, high) in module.bounds(getattr(given.parameters, system)).items():
            middle, half = (low + high) / 2, (high - low) / 2
            distance = jnp.abs(getattr(getattr(world, system), field) - middle) * (1 / half)
            farthest = jnp.maximum(farthest, distance)
    return farthest


def result_code(tally: Tally) -> Array:
    """Return the future's result code (:data:`RESULT_CODES`)."""
    # A hair of tolerance: a relaxed state may land a rounding error outside.
    outside = when(tally.excess > 1.0 + 1e-4, 2.0, 0.0)
    return when(jnp.isnan(tally.excess), 1.0, outside)


def finish(tally: Tally, world: World, months: int) -> tuple[Array, ...]:
    """Return the outcomes in the order of :data:`OUTCOMES`."""
    money = world.burden

    def by(date: str) -> Array:
        return flag(tally.transfer_month <= calendar.index_of(Month.parse(date)))

    outcomes = {
        "command.opcon_transfer_month": tally.transfer_month,
        "command.opcon_by_2028": by("2028-12"),
        "command.opcon_by_2030_06": by("2030-06"),
        "command.opcon_by_2040": by("2040-12"),
        "command.opcon_immature": tally.immature,
        "command.autonomy_years": tally.command_months / 12.0,
        "posture.min_usfk": tally.min_usfk,
        "posture.end_usfk": world.posture.usfk_troops,
        "posture.cut_below_28500": flag(tally.min_usfk < 27_500.0),
        "posture.cut_below_22000": flag(tally.min_usfk < 21_500.0),
        "posture.usfk_availability": tally.availability_sum / months,
        "posture.months_out_of_area": tally.months_out_of_area,
        "posture.cut_choice_count": tally.cut_choices,
        "burden.fiscal_burden": 100.0 * tally.spending_sum / tally.gdp_sum,
        "burden.year_goal_reached": tally.goal_year,
        "burden.end_defence_share": 100.0 * burden.defence_share(world),
        "burden.end_sma": money.sma_payment_trn_krw,
        "burden.cumulative_sma_trn_krw": tally.sma_sum,
        "burden.cumulative_real_sma_trn_krw": tally.real_sma_sum,
        "burden.sma_gap_month_count": tally.gap_months,
        "politics.dmz_act_passed": world.politics.dmz_act_passed,
    }
    return tuple(outcomes[outcome.id] for outcome in OUTCOMES)


DERIVED = (
    Indicator("burden.defence_share", "share of GDP"),
    Indicator("burden.real_sma_ratio", "1 in 2026-04"),
    Indicator("burden.us_demand_multiple", "ratio"),
    Indicator("command.binding_condition", "index"),
    Indicator("command.prob_opcon_transferred", "0/1; its mean is the probability"),
    Indicator("posture.usfk_on_peninsula", "share of 2026-04"),
    Indicator("posture.us_stake", "utility"),
    Indicator("politics.prob_rok_conservative", "0/1; its mean is the probability"),
    Indicator("politics.prob_floor_in_force", "0/1; its mean is the probability"),
)
"""Indicators besides the states."""


def state_indicators() -> tuple[str, ...]:
    """Return the ids of the states of the built systems, in order."""
    return tuple(f"{system}.{field}" for system, module in MODULES.items() for field in module.State._fields)


def indicators(world: World, given: Given) -> tuple[Array, ...]:
    """Return the month's indicators: the states, then :data:`DERIVED`."""
    states = [value for system in MODULES for value in getattr(world, system)]
    derived = {
        "burden.defence_share": burden.defence_share(world),
        "burden.real_sma_ratio": burden.real_sma_ratio(world, given),
        "burden.us_demand_multiple": burden.us_demand_multiple(world, given),
        "command.binding_condition": command.binding_condition(world, given),
        "command.prob_opcon_transferred": flag(world.command.opcon_stage == command.TRANSFERRED),
        "posture.usfk_on_peninsula": posture.usfk_on_peninsula(world, given),
        "posture.us_stake": posture.us_stake(world, given),
        "politics.prob_rok_conservative": flag(world.politics.rok_government == politics.CONSERVATIVE),
        "politics.prob_floor_in_force": flag(world.politics.ndaa_troop_floor > 0),
    }
    return (*states, *(derived[indicator.id] for indicator in DERIVED))


@functools.cache
def label(identifier: str) -> dict[str, str]:
    """Return the label of an outcome or derived indicator in en, ja and ko."""
    return {language: Words(language, "alliance")(f"outcome.{identifier}") for language in LANGUAGES}


def remarks(inputs: Inputs) -> list[str]:
    """Return what a reader should know of the outcomes of this run."""
    said = [
        "command.opcon_immature: condition 2 rests on three-axis capability and DPRK warheads, which are held"
        " (kaname model show)"
    ]
    if inputs.as_of != calendar.FIRST:
        said.append(f"means and sums are over the {inputs.months} months after {inputs.as_of}")
    return said
