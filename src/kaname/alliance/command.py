"""Command: the transition of wartime operational control, and the UNC question (specification §4, §5).

A semi-Markov milestone process (Cox & Miller 1965; multi-state models): the transition passes FOC and FMC
verification at the yearly Security Consultative Meeting (SCM), gated by conditions and by politics in both
capitals, and is then transferred. Phases 4 (UNC relation) and 15 (transition).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import jax.numpy as jnp

from kaname.alliance import politics
from kaname.alliance.arrays import (
    Array,
    Bounds,
    between,
    clip,
    flag,
    logistic,
    logit,
    one_of,
    only_if,
    positive,
    relax,
    when,
)
from kaname.alliance.calendar import NOVEMBER
from kaname.alliance.channels import Normal, Uniform

if TYPE_CHECKING:
    from kaname.alliance.world import Given, World

BEFORE_FOC, FOC_VERIFIED, FMC_VERIFIED, TRANSFERRED = 0, 1, 2, 3
"""Stages of the transition."""

NOT_TRANSFERRED = -1
"""Months since transfer, before it."""


class State(NamedTuple):
    """State of command."""

    opcon_stage: Array
    """0 before FOC verified, 1 FOC verified, 2 FMC verified, 3 transferred (stage)."""
    months_in_stage: Array
    """Months since the last passed stage; runs while frozen too (age)."""
    months_frozen: Array
    """Months of postponement left (frozen)."""
    months_since_transfer: Array
    """Months since transfer; -1 before (op_age)."""
    condition1_rok_lead: Array
    """Condition 1, ROK capability to lead, 0 to 1 (c1)."""
    combined_effectiveness: Array
    """Combined command effectiveness, 0 to 1 (c2e)."""
    unc_friction: Array
    """Friction between the UN Command and Seoul, 0 to 1 (unc)."""


class Parameters(NamedTuple):
    """Parameters of command."""

    condition1_growth: Array
    """Growth of condition 1 toward 1; per month (g_c1)."""
    condition2_sensitivity: Array
    """Logit slope of condition 2 on three-axis capability against the arsenal (k_c2)."""
    scm_base_prob: Array
    """Pass probability at an SCM at neutral conditions and politics (p_scm_base)."""
    condition_weight: Array
    """Logit weight of conditions (b_cond)."""
    political_weight: Array
    """Logit weight of politics (b_pol)."""
    condition_threshold: Array
    """Level of conditions called met; index (th_cond)."""
    min_months_foc_to_fmc: Array
    """Least months in stage 1 before FMC verification can pass (fmc_min)."""
    min_months_fmc_to_transfer: Array
    """Least months in stage 2 before transfer (lag_tr)."""
    postponement_prob: Array
    """Probability that a newly elected conservative president postpones; per election (p_post)."""
    transfer_effectiveness_dip: Array
    """Fall of combined effectiveness at transfer; index (dip_c2)."""
    unc_adjustment: Array
    """Adjustment of UNC friction; per month (unc_k)."""
    unc_jump_on_act: Array
    """Jump of UNC friction when a DMZ act passes; index (unc_jump)."""
    unc_effect_on_effectiveness: Array
    """Effect of UNC friction on combined effectiveness after transfer (c2_unc)."""
    exercise_factor: Array
    """Factor on exercises while Washington and Pyongyang talk (exf)."""
    mode_condition_multiplier: Array
    """Factor on the weight of conditions by mode of the lever, shape (5,) (bm)."""
    mode_threshold_shift: Array
    """Shift of the threshold by mode, shape (5,) (dθ)."""
    mode_political_push: Array
    """Shift of the political term by mode, shape (5,) (dp)."""
    mode_foc_to_fmc_factor: Array
    """Factor on the least months to FMC by mode, shape (5,) (ff)."""
    mode_transfer_lag_factor: Array
    """Factor on the least months to transfer by mode, shape (5,) (fl)."""
    postponement_months: Array
    """Shortest and longest postponement, shape (2,); months."""
    transfer_monthly_prob: Array
    """Probability of transfer once the least months are over; per month."""
    transfer_conservative_factor: Array
    """Factor on it under a conservative government in Seoul."""
    transfer_unwilling_factor: Array
    """Factor on it while Washington is unwilling."""


class Levers(NamedTuple):
    """Levers of command."""

    lever_opcon_mode: Array
    """Position in :data:`OPCON_MODES` (L_opcon)."""


class Draws(NamedTuple):
    """Random channels of command."""

    opcon_postponement: Uniform
    opcon_postponement_length: Uniform
    scm_verification: Uniform
    opcon_transfer: Uniform
    unc_friction: Normal
    condition1: Normal


OPCON_MODES = ("plan", "target2028", "strict", "early", "freeze")
"""Positions of the lever ``command.lever_opcon_mode``; the ``mode_`` parameters are vectors over them."""


def bounds(parameters: Parameters) -> Bounds:
    """Return what each state may be; effectiveness falls below its floor in the month of transfer only."""
    return {
        "opcon_stage": (0, 3),
        "months_in_stage": (0, 600),
        "months_frozen": (0, parameters.postponement_months[1]),
        "months_since_transfer": (-1, 600),
        "condition1_rok_lead": (0, 1),
        "combined_effectiveness": (-1, 1),
        "unc_friction": (0, 1),
    }


def unc_relation(world: World, given: Given) -> World:
    """Phase 4: UNC friction drifts to what the government and the law make of it, and jumps with an act."""
    state, parameters = world.command, given.parameters.command
    target = 0.25 + 0.35 * politics.autonomy_faction(world, given) + 0.15 * world.politics.dmz_act_passed
    friction = clip(
        relax(state.unc_friction, target, parameters.unc_adjustment)
        + parameters.unc_jump_on_act * world.events.dmz_act_event
        + 0.01 * given.draws.command.unc_friction
    )
    return world._replace(command=state._replace(unc_friction=friction))


def condition2_nuclear_response(world: World, given: Given) -> Array:
    """Return condition 2, the answer to missiles and warheads, 0 to 1 (c2)."""
    deterrence = world.deterrence
    arsenal = jnp.log(
        jnp.maximum(deterrence.dprk_assembled_warheads, 1.0) / given.norms.deterrence.dprk_assembled_warheads
    )
    balance = jnp.log(deterrence.three_axis_index) - given.parameters.deterrence.warhead_elasticity * arsenal
    return logistic(logit(0.55) + given.parameters.command.condition2_sensitivity * balance)


def condition3_environment(world: World) -> Array:
    """Return condition 3, the security environment, 0 to 1 (c3)."""
    taiwan = world.region.taiwan_state
    return clip(
        0.75 - 0.45 * world.deterrence.peninsula_tension - 0.25 * flag(taiwan > 0) - 0.1 * flag(taiwan == 2)
    )


def binding_condition(world: World, given: Given) -> Array:
    """Return the condition that binds, 0 to 1 (cmin)."""
    lead = world.command.condition1_rok_lead
    return jnp.minimum(lead, 0.5 * lead + 0.5 * condition2_nuclear_response(world, given) + 0.08)


def immaturity_shortfall(world: World, given: Given) -> Array:
    """Return how far the binding condition falls short of a mature transfer (immature)."""
    return positive(given.parameters.command.condition_threshold + 0.04 - binding_condition(world, given))


def scm_pass_probability(world: World, given: Given) -> Array:
    """Return the probability that an SCM declares the next stage verified (p_scm)."""
    parameters, mode = given.parameters.command, given.levers.command.lever_opcon_mode
    conditions = (
        0.6 * binding_condition(world, given)
        + 0.4 * condition3_environment(world)
        - 0.6 * (parameters.condition_threshold + one_of(mode, parameters.mode_threshold_shift))
        - 0.22
    )
    will = (
        0.6 * politics.rok_opcon_willingness(world, given)
        + 0.6 * politics.us_opcon_willingness(world, given)
        + one_of(mode, parameters.mode_political_push)
    )
    weight = parameters.condition_weight * one_of(mode, parameters.mode_condition_multiplier)
    return logistic(
        logit(parameters.scm_base_prob) + weight * conditions + parameters.political_weight * will
    )


def transition(world: World, given: Given) -> World:
    """Phase 15: conditions, postponement, verification at the SCM, transfer, effectiveness."""
    world = world._replace(command=_capability(world, given))
    world = world._replace(command=_clocks(world.command))
    world = world._replace(command=_postponement(world, given))
    waiting = world.command
    world = world._replace(
        command=only_if(given.now.month == NOVEMBER, lambda: _verification(world, given), waiting)
    )
    before = world.command.opcon_stage
    world = world._replace(command=_transfer(world, given))
    transferred = (world.command.opcon_stage == TRANSFERRED) & (before != TRANSFERRED)
    return world._replace(
        command=_effectiveness(world, given, transferred),
        events=world.events._replace(opcon_transfer_event=flag(transferred)),
    )


def _capability(world: World, given: Given) -> State:
    """Condition 1 grows toward 1 with the defence share and with exercises."""
    state, parameters, norms = world.command, given.parameters.command, given.norms.burden
    share = world.burden.defence_budget_trn_krw / world.burden.gdp_trn_krw
    initial_share = norms.defence_budget_trn_krw / norms.gdp_trn_krw
    talking = world.deterrence.us_dprk_diplomacy > 0
    exercises = given.levers.consultation.lever_exercise_level * when(
        talking, parameters.exercise_factor, 1.0
    )
    lead = state.condition1_rok_lead
    growth = parameters.condition1_growth * (share / initial_share) * exercises * (1.0 - lead)
    return state._replace(condition1_rok_lead=clip(lead + growth + 0.002 * given.draws.command.condition1))


def _clocks(state: State) -> State:
    """A month of postponement passes, and a month in the stage."""
    return state._replace(
        months_frozen=positive(state.months_frozen - 1.0), months_in_stage=state.months_in_stage + 1.0
    )


def _postponement(world: World, given: Given) -> State:
    """A conservative who takes or keeps office may postpone by three to six years (2010, 2014)."""
    state, parameters, draws = world.command, given.parameters.command, given.draws.command
    tense = flag(world.deterrence.peninsula_tension > 0.6)
    postponed = (
        (world.events.rok_election_event == 1)
        & (world.politics.rok_government == politics.CONSERVATIVE)
        & (state.opcon_stage < TRANSFERRED)
        & (draws.opcon_postponement < parameters.postponement_prob + 0.3 * tense)
    )
    set_back = postponed & (state.opcon_stage == FMC_VERIFIED)
    length = between(parameters.postponement_months, draws.opcon_postponement_length)
    return state._replace(
        months_frozen=when(postponed, length, state.months_frozen),
        opcon_stage=when(set_back, float(FOC_VERIFIED), state.opcon_stage),
    )


def _verification(world: World, given: Given) -> State:
    """The SCM of November may declare one stage verified, unless the transition is frozen."""
    state, parameters, mode = world.command, given.parameters.command, given.levers.command.lever_opcon_mode
    least = parameters.min_months_foc_to_fmc * one_of(mode, parameters.mode_foc_to_fmc_factor)
    # The probability reads nothing that a postponement of this month changes.
    passes = (state.months_frozen <= 0) & (
        given.draws.command.scm_verification < scm_pass_probability(world, given)
    )
    to_foc = passes & (state.opcon_stage == BEFORE_FOC)
    to_fmc = passes & (state.opcon_stage == FOC_VERIFIED) & (state.months_in_stage >= least)
    return state._replace(
        opcon_stage=when(to_fmc, float(FMC_VERIFIED), when(to_foc, float(FOC_VERIFIED), state.opcon_stage)),
        months_in_stage=when(to_foc | to_fmc, 0.0, state.months_in_stage),
    )


def _transfer(world: World, given: Given) -> State:
    """After FMC and the agreed lag, the two presidents may transfer command in any month."""
    state, parameters, mode = world.command, given.parameters.command, given.levers.command.lever_opcon_mode
    least = parameters.min_months_fmc_to_transfer * one_of(mode, parameters.mode_transfer_lag_factor)
    conservative = world.politics.rok_government == politics.CONSERVATIVE
    unwilling = politics.us_opcon_willingness(world, given) < 0
    probability = (
        parameters.transfer_monthly_prob
        * when(conservative, parameters.transfer_conservative_factor, 1.0)
        * when(unwilling, parameters.transfer_unwilling_factor, 1.0)
    )
    transferred = (
        (state.opcon_stage == FMC_VERIFIED)
        & (state.months_frozen <= 0)
        & (state.months_in_stage >= least)
        & (given.draws.command.opcon_transfer < probability)
    )
    since = state.months_since_transfer
    return state._replace(
        opcon_stage=when(transferred, float(TRANSFERRED), state.opcon_stage),
        months_since_transfer=when(transferred, 0.0, when(since >= 0, since + 1.0, since)),
    )


def _effectiveness(world: World, given: Given, transferred: Array) -> State:
    """Combined effectiveness dips at transfer, the more the less mature it was, and recovers in 3 years."""
    state, parameters = world.command, given.parameters.command
    since = state.months_since_transfer
    experience = flag(since >= 0) * jnp.minimum(since, 36.0) / 36.0
    target = (
        0.86
        + 0.10 * experience
        - parameters.unc_effect_on_effectiveness * state.unc_friction * flag(state.opcon_stage == TRANSFERRED)
        - 0.10 * (state.unc_friction - 0.45)
    )
    effectiveness = clip(relax(state.combined_effectiveness, target, 0.05), 0.3, 1.0)
    dip = parameters.transfer_effectiveness_dip + 0.8 * immaturity_shortfall(world, given)
    return state._replace(combined_effectiveness=effectiveness - when(transferred, dip, 0.0))
