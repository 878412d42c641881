"""The whole of one future, and the order of its month (specification §0.2).

``advance`` is a pure function: this month's world from last month's, the future's parameters, the policy's
levers, and the month's draws. It is written for one future; :mod:`kaname.futures.engine` maps it over many.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import jax.numpy as jnp

from kaname.alliance import burden, command, held, politics, posture
from kaname.alliance.arrays import Array
from kaname.alliance.calendar import Now
from kaname.alliance.channels import Channel, channels_of

SYSTEMS = ("politics", "command", "posture", "burden")
"""The systems that are built."""

NOT_BUILT = ("deterrence", "region", "industry", "consultation", "cohesion")
"""The systems whose couplings are held (see :mod:`kaname.alliance.held`)."""

MODULES = {"politics": politics, "command": command, "posture": posture, "burden": burden}


class Events(NamedTuple):
    """Events of the month, 0 or 1; none outlives it."""

    rok_election_event: Array
    """A ROK presidential term ended (el)."""
    dmz_act_event: Array
    """A DMZ act passed."""
    opcon_transfer_event: Array
    """Wartime command was transferred."""
    cut_choice_event: Array
    """Washington chose a cut or withdrawal."""


class World(NamedTuple):
    """Everything that one future carries from month to month."""

    politics: politics.State
    command: command.State
    posture: posture.State
    burden: burden.State
    deterrence: held.Deterrence
    region: held.Region
    industry: held.Industry
    cohesion: held.Cohesion
    events: Events


class Parameters(NamedTuple):
    """What a future does not change: sampled parameters and switches, and the register's constants."""

    politics: politics.Parameters
    command: command.Parameters
    posture: posture.Parameters
    burden: burden.Parameters
    deterrence: held.DeterrenceParameters
    region: held.RegionParameters
    industry: held.IndustryParameters


class Levers(NamedTuple):
    """A policy."""

    politics: politics.Levers
    command: command.Levers
    posture: posture.Levers
    burden: burden.Levers
    consultation: held.ConsultationLevers


class Draws(NamedTuple):
    """The random draws of one month of one future."""

    politics: politics.Draws
    command: command.Draws
    posture: posture.Draws
    burden: burden.Draws


class Given(NamedTuple):
    """What a month's phases are given besides the world."""

    parameters: Parameters
    levers: Levers
    draws: Draws
    now: Now
    norms: World
    """The world of 2026-04, which the equations measure against (28,500 persons, 1.5192 trillion won …)."""


CHANNELS: tuple[Channel, ...] = tuple(
    channel for system in Draws._fields for channel in channels_of(system, MODULES[system].Draws)
)
"""Every random channel of the built systems, in the order of the fields of :class:`Draws`."""


Phase = Callable[[World, Given], World]

PHASES: tuple[tuple[int, Phase], ...] = (
    (2, burden.prices),
    (3, politics.elections_and_laws),
    (4, command.unc_relation),
    (5, posture.flexibility),
    (7, burden.economy_and_budget),
    (9, burden.sma),
    (14, posture.assets_and_decision),
    (15, command.transition),
    (17, burden.grievance),
    (19, politics.nuclear_opinion),
    (20, posture.extraordinary_orders),
)
"""The phases of a month with their numbers in specification §0.2, in order; the missing numbers belong to
systems that are not built."""


def _plainly(phase: Phase, world: World, given: Given) -> World:
    return phase(world, given)


def advance(
    world: World, given: Given, carry_out: Callable[[Phase, World, Given], World] = _plainly
) -> World:
    """Run one month: the phases in their order; each reads the latest value of what it needs.

    Args:
        world: last month's world.
        given: parameters, levers, the month's draws, the month, and the norms.
        carry_out: how a phase is called (the engine keeps phases apart for the compiler's sake).
    """
    world = world._replace(events=Events(*(jnp.float32(0),) * len(Events._fields)))
    for _, phase in PHASES:
        world = carry_out(phase, world, given)
    return world


def as_draws(by_channel: tuple[Array, ...]) -> Draws:
    """Return the draws of a month, given one array a channel in the order of :data:`CHANNELS`."""
    rest = list(by_channel)
    systems = []
    for kind in (politics.Draws, command.Draws, posture.Draws, burden.Draws):
        systems.append(kind(*rest[: len(kind._fields)]))
        del rest[: len(kind._fields)]
    return Draws(*systems)  # type: ignore[arg-type]
