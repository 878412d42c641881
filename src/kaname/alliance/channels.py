"""Named random channels: every random event of a month has a draw of its own name (specification §0.4).

A system declares its channels as the fields of its ``Draws``; a channel's name is ``system.field``. A draw
is keyed by seed, future, month and that *name*, so that adding a channel or a system moves no other draw.
"""

from __future__ import annotations

import typing
from typing import Annotated, Literal, NamedTuple

from kaname.alliance.arrays import Array

Uniform = Annotated[Array, "uniform"]
"""A draw between 0 and 1, both excluded."""

Normal = Annotated[Array, "normal"]
"""A standard normal draw."""


class Channel(NamedTuple):
    """One random channel."""

    name: str
    """``system.field``; part of the key of its draws."""
    kind: Literal["uniform", "normal"]
    """Its distribution."""


SPECIFICATION = {
    "politics.us_election": "u3",
    "politics.rok_removal": "u4",
    "politics.rok_alternation": "u5",
    "politics.assembly": "u6",
    "politics.ndaa_floor": "u7",
    "politics.dmz_act": "u8",
    "politics.congress": "z2",
    "command.opcon_postponement": "u23",
    "command.opcon_postponement_length": "u24",
    "command.scm_verification": "u25",
    "command.opcon_transfer": "u26",
    "command.unc_friction": "z3",
    "command.condition1": "z10",
    "posture.us_posture_choice": "u20",
    "posture.out_of_area_draw": "u21",
    "posture.out_of_area_length": "u22",
    "burden.sma_reopening": "u12",
    "burden.sma_settlement_fivefold": "u13",
    "burden.inflation": "z1",
    "burden.budget": "z6",
    "burden.sma_talks_length": "z7",
}
"""The number that specification §0.4 gives each channel: u = uniform, z = normal."""


def channels_of(system: str, draws: type) -> tuple[Channel, ...]:
    """Return the channels that a system's ``Draws`` declares, in the order of its fields."""
    hints = typing.get_type_hints(draws, include_extras=True)
    return tuple(Channel(f"{system}.{field}", hints[field].__metadata__[0]) for field in draws._fields)  # type: ignore[attr-defined]
