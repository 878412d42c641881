"""A few futures followed month by month, with given draws: for checks, stories and drill-down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from kaname.alliance import outcomes
from kaname.alliance.channels import SPECIFICATION
from kaname.alliance.inputs import Inputs
from kaname.alliance.policy import Policy
from kaname.alliance.world import CHANNELS
from kaname.base.errors import InputError
from kaname.futures.bands import indicator_ids
from kaname.futures.engine import Engine, Floats

Numbers = np.ndarray[Any, Any]


class Followed(NamedTuple):
    """Futures followed through all their months."""

    paths: dict[str, Floats]
    """Every state and derived indicator by id, shape (months, futures), at the end of each month."""
    outcomes: dict[str, Floats]
    """Every outcome by id, shape (futures,)."""
    result_code: Numbers
    """Shape (futures,)."""


def by_channel(uniforms: Numbers, normals: Numbers) -> dict[str, Numbers]:
    """Return draws by channel name, given them in the numbering of the specification (§0.4).

    Args:
        uniforms: u0, u1 … in the second axis; shape (months, channels, futures) or (months, channels).
        normals: z0, z1 … likewise.
    """
    numbered = {"u": uniforms, "z": normals}
    return {name: numbered[number[0]][:, int(number[1:])] for name, number in SPECIFICATION.items()}


def follow(
    inputs: Inputs, policy: Policy, draws: Mapping[str, Numbers], values: Mapping[str, float | Numbers]
) -> Followed:
    """Run a few futures under one policy with given draws and given parameters.

    Args:
        inputs: what the register gives (:func:`kaname.alliance.inputs.read`).
        policy: the policy.
        draws: for every channel of the model its draws, shape (months, futures), or (months,) for one future;
            the first row is of the month after ``inputs.as_of``.
        values: for every uncertain parameter its value, a number or shape (futures,).

    Raises:
        InputError: a channel or parameter is missing, or a shape does not fit.
    """
    rows = []
    for channel in CHANNELS:
        if channel.name not in draws:
            raise InputError(f"draws lack the channel {channel.name}")
        row = np.asarray(draws[channel.name], np.float32)
        rows.append(row[:, None] if row.ndim == 1 else row)
    months, futures = rows[0].shape
    if months != inputs.months or any(row.shape != (months, futures) for row in rows):
        raise InputError(f"draws are not all of shape ({inputs.months} months, {futures} futures)")
    missing = [name for name in inputs.uncertain if name not in values]
    if missing:
        raise InputError(f"values lack {', '.join(missing)}")
    given = {
        name: np.ascontiguousarray(np.broadcast_to(np.asarray(values[name], np.float32), (futures,)))
        for name in inputs.uncertain
    }
    engine = Engine(inputs, [policy], seed=0)
    handed = tuple(rows)
    levels = engine.paths(0, handed, given)  # type: ignore[arg-type]
    block = engine.outcomes(handed, given)  # type: ignore[arg-type]
    return Followed(
        paths={name: levels[:, number] for number, name in enumerate(indicator_ids())},
        outcomes={outcome.id: block.outcomes[0, number] for number, outcome in enumerate(outcomes.OUTCOMES)},
        result_code=block.result_code[0],
    )


def of_future(inputs: Inputs, policy: Policy, seed: int, future: int) -> Followed:
    """Follow one future of a run alone: the same future as in the run, month by month.

    Args:
        inputs: what the register gives.
        policy: the policy.
        seed: the run's seed.
        future: its number in the run.
    """
    from kaname.futures.engine import BLOCK
    from kaname.futures.sampling import Sampler

    sampler = Sampler(seed, inputs.uncertain)
    for _ in range(future // BLOCK):
        sampler.take(BLOCK)
    values = sampler.take(BLOCK)
    # The whole block is computed, since a block's size is what fixes the bits of its futures.
    first = future - future % BLOCK
    engine = Engine(inputs, [policy], seed)
    drawn = engine.draws(np.arange(first, first + BLOCK))
    place = future - first
    levels, block = engine.paths(0, drawn, values), engine.outcomes(drawn, values)
    return Followed(
        paths={name: levels[:, number, place] for number, name in enumerate(indicator_ids())},
        outcomes={row.id: block.outcomes[0, number, place] for number, row in enumerate(outcomes.OUTCOMES)},
        result_code=block.result_code[0, place],
    )
