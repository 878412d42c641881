"""Politics: elections in Washington and Seoul, Congress, the NDAA floor, the DMZ act (specification §1, §4).

A Markov electoral type process with alternation estimated from data; alliance politics after Snyder (1997),
veto players after Tsebelis (2002). Phases 3 (elections and laws) and 19 (nuclear opinion).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import jax.numpy as jnp

from kaname.alliance import held
from kaname.alliance.arrays import Array, Bounds, clip, flag, of_type, only_if, relax, when, within_month
from kaname.alliance.calendar import JANUARY, JUNE
from kaname.alliance.channels import Normal, Uniform

if TYPE_CHECKING:
    from kaname.alliance.world import Given, World

ADMINISTRATIONS = ("transactional-retrenching", "restraint", "alliance-institutionalist")
"""Types of US administrations; vectors over them are in this order."""

INSTITUTIONALIST = 2
"""The last of them."""

GOVERNMENTS = ("progressive", "conservative")
"""ROK governments; vectors over them are in this order."""

PROGRESSIVE, CONSERVATIVE = 0, 1
"""Their numbers."""


class State(NamedTuple):
    """State of politics."""

    us_administration: Array
    """US administration type 0, 1, 2 (adm)."""
    rok_government: Array
    """ROK government, 0 progressive, 1 conservative (gov)."""
    months_to_rok_term_end: Array
    """Months to the end of the ROK presidential term (rok_left)."""
    rok_assembly_majority: Array
    """1 if the ruling party has the Assembly majority (maj)."""
    us_congress_support: Array
    """Congressional support for presence, 0 to 1 (cong)."""
    ndaa_troop_floor: Array
    """NDAA floor in force, persons; 0 = none (floor)."""
    dmz_act_passed: Array
    """1 once a DMZ act has passed (dmz)."""
    public_nuclear_support: Array
    """ROK public support for a weapon of its own, share (nsup)."""


class Parameters(NamedTuple):
    """Parameters of politics."""

    prob_us_transactional: Array
    """Probability that an incoming US administration is type 0; per election (p_us_trans)."""
    prob_us_restraint: Array
    """Probability that it is type 1; per election (p_us_restr)."""
    prob_rok_alternation: Array
    """Probability that the ruling camp changes at a term end; per election (p_alt)."""
    snap_election_hazard: Array
    """Hazard of a presidential removal; per year (lam_snap)."""
    prob_floor_nonassuring: Array
    """Yearly probability of the NDAA floor under types 0 and 1, before the Congress factor (p_floor_ret)."""
    prob_floor_institutional: Array
    """The same under type 2 (p_floor_ins)."""
    floor_waiver_prob: Array
    """Chance that a certification waives the floor (p_waive); read by the posture choice."""
    dmz_act_hazard: Array
    """Hazard of a DMZ act under a progressive majority; per year (lam_dmz)."""
    us_retrenchment: Array
    """Retrenchment by administration type, shape (3,) (retr)."""
    us_assurance_effort: Array
    """Sustained assurance effort by administration type, shape (3,) (sus)."""
    us_opcon_willingness: Array
    """US willingness to transfer by administration type, shape (3,) (oUS)."""
    rok_opcon_willingness: Array
    """ROK willingness by government, shape (2,) (oROK)."""
    autonomy_faction: Array
    """Weight of the autonomy faction by government, shape (2,) (auto)."""
    presidential_term: Array
    """A ROK presidential term; months."""
    snap_election_delay: Array
    """From a president's removal to the start of the next term; months."""
    assembly_majority_prob: Array
    """Probability that the ruling party gains the Assembly majority; per election."""
    floor_level: Array
    """Troops that the NDAA names when it sets a floor, persons."""


class Levers(NamedTuple):
    """Levers of politics."""

    lever_floor_binding: Array
    """Multiplier on the yearly floor probability, 0 to 1 (L_floor)."""
    lever_dmz_act_push: Array
    """Multiplier on the DMZ-act hazard (L_dmz)."""


class Draws(NamedTuple):
    """Random channels of politics."""

    us_election: Uniform
    rok_removal: Uniform
    rok_alternation: Uniform
    assembly: Uniform
    ndaa_floor: Uniform
    dmz_act: Uniform
    congress: Normal


def bounds(parameters: Parameters) -> Bounds:
    """Return what each state may be; a future that leaves it gets a result code."""
    return {
        "us_administration": (0, 2),
        "rok_government": (0, 1),
        "months_to_rok_term_end": (0, parameters.presidential_term),
        "rok_assembly_majority": (0, 1),
        "us_congress_support": (0, 1),
        "ndaa_troop_floor": (0, 100_000),
        "dmz_act_passed": (0, 1),
        "public_nuclear_support": (0, 1),
    }


def us_retrenchment(world: World, given: Given) -> Array:
    """Return the retrenchment of the administration in office (retr)."""
    return of_type(world.politics.us_administration, given.parameters.politics.us_retrenchment)


def us_assurance_effort(world: World, given: Given) -> Array:
    """Return the sustained assurance effort of the administration in office (sus)."""
    return of_type(world.politics.us_administration, given.parameters.politics.us_assurance_effort)


def us_opcon_willingness(world: World, given: Given) -> Array:
    """Return Washington's willingness to transfer wartime command (oUS)."""
    return of_type(world.politics.us_administration, given.parameters.politics.us_opcon_willingness)


def rok_opcon_willingness(world: World, given: Given) -> Array:
    """Return Seoul's willingness to take wartime command (oROK)."""
    return of_type(world.politics.rok_government, given.parameters.politics.rok_opcon_willingness)


def autonomy_faction(world: World, given: Given) -> Array:
    """Return the weight of the autonomy faction in the government in office (auto)."""
    return of_type(world.politics.rok_government, given.parameters.politics.autonomy_faction)


def elections_and_laws(world: World, given: Given) -> World:
    """Phase 3: who governs in Washington and Seoul, what Congress and the Assembly have decided.

    Writes adm, cong, rok_left, the event ``el``, gov, maj, floor, dmz in this order.
    """
    january, year = given.now.month == JANUARY, given.now.year
    before = world.politics
    world = world._replace(
        politics=only_if(january & (year % 2 == 1), lambda: _washington(world, given), before)
    )
    world = _seoul(world, given)
    after = world.politics
    world = world._replace(politics=only_if(january, lambda: _troop_floor(world, given), after))
    return _dmz_act(world, given)


def _washington(world: World, given: Given) -> State:
    """January of odd years: a new Congress; in 2029, 2033 and 2037 a new administration too."""
    state, parameters, draws = world.politics, given.parameters.politics, given.draws.politics
    transactional, restraint = parameters.prob_us_transactional, parameters.prob_us_restraint
    elected = when(
        draws.us_election < transactional,
        0.0,
        when(draws.us_election < transactional + restraint, 1.0, float(INSTITUTIONALIST)),
    )
    return state._replace(
        us_administration=when(given.now.year % 4 == 1, elected, state.us_administration),
        us_congress_support=clip(0.7 + 0.12 * draws.congress, 0.2, 1.0),
    )


def _seoul(world: World, given: Given) -> World:
    """A term ends by the calendar or, rarely, by removal; then the ruling camp may change."""
    state, parameters, draws, now = world.politics, given.parameters.politics, given.draws.politics, given.now
    left = state.months_to_rok_term_end
    removed = (left > 8) & (draws.rok_removal < parameters.snap_election_hazard / 12.0)
    left = when(removed, parameters.snap_election_delay, left - 1.0)
    election = left <= 0
    changed = election & (draws.rok_alternation < parameters.prob_rok_alternation)
    assembly_election = (now.month == JUNE) & (now.year % 4 == 0)
    state = state._replace(
        months_to_rok_term_end=when(election, parameters.presidential_term, left),
        rok_government=when(changed, 1.0 - state.rok_government, state.rok_government),
        rok_assembly_majority=when(
            assembly_election,
            flag(draws.assembly < parameters.assembly_majority_prob),
            state.rok_assembly_majority,
        ),
    )
    return world._replace(politics=state, events=world.events._replace(rok_election_event=flag(election)))


def _troop_floor(world: World, given: Given) -> State:
    """Each January a new NDAA has the troop floor or has it not; the old law never carries over."""
    state, parameters = world.politics, given.parameters.politics
    base = when(
        state.us_administration == INSTITUTIONALIST,
        parameters.prob_floor_institutional,
        parameters.prob_floor_nonassuring,
    )
    in_law = jnp.minimum(1.0, base * (0.6 + 0.55 * state.us_congress_support))
    in_law = in_law * given.levers.politics.lever_floor_binding
    floor = when(given.draws.politics.ndaa_floor < in_law, parameters.floor_level, 0.0)
    return state._replace(ndaa_troop_floor=floor)


def _dmz_act(world: World, given: Given) -> World:
    """A DMZ act can pass under a progressive government with a majority; it is never repealed."""
    state = world.politics
    possible = (
        (state.rok_government == PROGRESSIVE)
        & (state.rok_assembly_majority == 1)
        & (state.dmz_act_passed == 0)
    )
    hazard = given.parameters.politics.dmz_act_hazard * given.levers.politics.lever_dmz_act_push
    passes = possible & (given.draws.politics.dmz_act < within_month(hazard))
    return world._replace(
        politics=state._replace(dmz_act_passed=when(passes, 1.0, state.dmz_act_passed)),
        events=world.events._replace(dmz_act_event=flag(passes)),
    )


def nuclear_opinion(world: World, given: Given) -> World:
    """Phase 19: ROK public support for a weapon follows fear, the arsenal, deployment and credibility."""
    state, deterrence = world.politics, world.deterrence
    arsenal = jnp.log(
        jnp.maximum(deterrence.dprk_assembled_warheads, 1.0) / given.norms.deterrence.dprk_assembled_warheads
    )
    target = clip(
        0.73
        + 0.40 * (held.abandonment_fear(deterrence) - 0.5)
        + 0.12 * arsenal
        - 0.12 * deterrence.tactical_nuclear_value
        + 0.15 * flag(deterrence.extended_deterrence_credibility < 0.5),
        0.2,
        0.95,
    )
    return world._replace(
        politics=state._replace(public_nuclear_support=relax(state.public_nuclear_support, target, 0.05))
    )
