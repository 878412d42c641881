"""Many futures under many policies: the one-future model mapped over blocks of fixed size.

A block is :data:`BLOCK` futures. Its draws are made once and used by every policy; a policy's months run in
one compiled loop over one-dimensional arrays that fit the cache. Blocks always have the same size (what
lies past the last future is thrown away), so that a future's bits do not depend on its neighbours, on the
chunk, or on the number of workers; policies run one after the other in a block, so that they do not
depend on the other policies either.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from kaname.alliance import outcomes, runtime
from kaname.alliance.arrays import only_if
from kaname.alliance.calendar import Now, months_after
from kaname.alliance.inputs import PARAMETERS, Inputs, identifiers, levers_of, parameters_of
from kaname.alliance.policy import Policy, codes
from kaname.alliance.world import CHANNELS, Given, Levers, Parameters, Phase, World, advance, as_draws
from kaname.futures import noise

BLOCK = 1024
"""Futures computed together; a power of two and a multiple of any vector width."""

INTEGER_LEVERS = ("command.lever_opcon_mode", "burden.lever_sma_mode")
"""Levers that are positions in a table."""

Array = jax.Array
Floats = np.ndarray[Any, np.dtype[np.float32]]


class Block(NamedTuple):
    """The results of a block."""

    outcomes: Floats
    """Shape (policies, outcomes, futures)."""
    result_code: np.ndarray[Any, np.dtype[np.int8]]
    """Shape (policies, futures)."""


def lever_arrays(policies: Sequence[Policy], inputs: Inputs) -> Levers:
    """Return the levers of all policies, every field of shape (policies,)."""
    arrays = {
        name: np.asarray(numbers, np.int32 if name in INTEGER_LEVERS else np.float32)
        for name, numbers in codes(policies, inputs).items()
    }
    return levers_of(arrays)


def parameter_arrays(inputs: Inputs, values: Mapping[str, Any]) -> tuple[Parameters, Parameters]:
    """Return the parameters of a block, and for each whether it differs between futures (0) or not (None)."""
    merged = {**inputs.fixed, **values}
    axes = {name: 0 if name in values else None for name in identifiers(PARAMETERS)}
    return parameters_of(merged), parameters_of(axes)


Draws = tuple[Array, ...]
"""One array a channel, float32 of shape (months, futures)."""


@jax.jit
def block_draws(channel_keys: Array, futures: Array, months: Now) -> Draws:
    """Return the draws of a block."""
    return noise.draw(CHANNELS, channel_keys, futures, months.number)


def _spread(world: World, futures: int) -> World:
    spread: World = jax.tree.map(lambda level: jnp.broadcast_to(level, (futures,)), world)
    return spread


def _apart(phase: Phase, world: World, given: Given) -> World:
    """Carry out a phase behind a condition that always holds.

    XLA has no fusion with several outputs on CPUs: what many later results read, it would compute again
    for each of them. It does not look through a condition; three quarters of the time are saved.
    """
    return only_if(given.now.number > _LONG_AGO, lambda: phase(world, given), world)


_LONG_AGO = -(10**6)


class _Programs:
    """The compiled programs for one pattern of which parameters are uncertain."""

    def __init__(self, axes: Parameters) -> None:
        in_axes = Given(parameters=axes, levers=None, draws=0, now=None, norms=None)  # type: ignore[arg-type]
        step = functools.partial(advance, carry_out=_apart)
        self._advance = jax.vmap(step, in_axes=(0, in_axes))
        self._begin = jax.vmap(outcomes.begin, in_axes=(0, None))
        self._observe = jax.vmap(outcomes.observe, in_axes=(0, 0, in_axes))
        self._indicators = jax.vmap(outcomes.indicators, in_axes=(0, in_axes))
        self.outcomes = jax.jit(self._outcomes)
        self.paths = jax.jit(self._paths)

    def _outcomes(
        self, initial: World, norms: World, parameters: Parameters, levers: Levers, draws: Draws, months: Now
    ) -> tuple[Array, Array]:
        count, futures = draws[0].shape
        start = _spread(initial, futures)

        def of_policy(setting: Levers) -> tuple[Array, Array]:
            def month(carry: tuple[World, outcomes.Tally], given: tuple[Draws, Now]) -> Any:
                world, tally = carry
                drawn, now = given
                everything = Given(parameters, setting, as_draws(drawn), now, norms)
                world = self._advance(world, everything)
                tally = only_if(
                    now.number > _LONG_AGO, lambda: self._observe(tally, world, everything), tally
                )
                return (world, tally), None

            tally = self._begin(start, months.number[0])
            (world, tally), _ = jax.lax.scan(month, (start, tally), (draws, months))
            return jnp.stack(outcomes.finish(tally, world, count)), outcomes.result_code(tally).astype(
                jnp.int8
            )

        results: tuple[Array, Array] = jax.lax.map(of_policy, levers)
        return results

    def _paths(
        self, initial: World, norms: World, parameters: Parameters, setting: Levers, draws: Draws, months: Now
    ) -> Array:
        """Return the indicators of one policy, shape (months, indicators, futures)."""

        def month(world: World, given: tuple[Draws, Now]) -> tuple[World, Array]:
            drawn, now = given
            everything = Given(parameters, setting, as_draws(drawn), now, norms)
            world = self._advance(world, everything)
            shown = jax.lax.cond(
                now.number > _LONG_AGO,
                lambda: jnp.stack(self._indicators(world, everything)),
                lambda: jnp.zeros((_INDICATORS, draws[0].shape[1]), jnp.float32),
            )
            return world, shown

        return jax.lax.scan(month, _spread(initial, draws[0].shape[1]), (draws, months))[1]


_INDICATORS = len(outcomes.state_indicators()) + len(outcomes.DERIVED)


@functools.cache
def _programs(axes: Parameters) -> _Programs:
    runtime.keep_compiled()
    return _Programs(axes)


class Engine:
    """The model compiled for the inputs and policies of one run.

    Args:
        inputs: what the register gives.
        policies: what is compared.
        seed: keys the random draws of the months.
    """

    def __init__(self, inputs: Inputs, policies: Sequence[Policy], seed: int) -> None:
        self._inputs = inputs
        self._levers = lever_arrays(policies, inputs)
        self._months = months_after(inputs.as_of)
        self._keys = noise.keys(seed, CHANNELS)

    def draws(self, futures: np.ndarray[Any, Any]) -> Draws:
        """Return the draws of the futures with these numbers."""
        runtime.keep_compiled()
        drawn: Draws = block_draws(self._keys, futures.astype(np.uint32), self._months)
        return drawn

    def outcomes(self, draws: Draws, values: Mapping[str, Floats]) -> Block:
        """Return the outcomes of a block under every policy."""
        parameters, axes = parameter_arrays(self._inputs, values)
        results, codes_ = _programs(axes).outcomes(
            self._inputs.initial, self._inputs.norms, parameters, self._levers, draws, self._months
        )
        return Block(np.asarray(results), np.asarray(codes_))

    def paths(self, policy: int, draws: Draws, values: Mapping[str, Floats]) -> Floats:
        """Return the indicators of a block under one policy, shape (months, indicators, futures)."""
        parameters, axes = parameter_arrays(self._inputs, values)
        setting: Levers = jax.tree.map(lambda numbers: numbers[policy], self._levers)
        return np.asarray(
            _programs(axes).paths(
                self._inputs.initial, self._inputs.norms, parameters, setting, draws, self._months
            )
        )
