"""The few functions that the equations are written with (specification §0.1).

They take one future's numbers; mapped over many futures they take one-dimensional arrays. All real
numbers are float32.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import jax
import jax.numpy as jnp

Array = jax.Array
"""A number of one future (or of many, when mapped)."""

Bounds = Mapping[str, tuple[Array | float, Array | float]]
"""What each state of a system may be: the least and the largest level by field."""


def when(condition: Array, then: Array | float, otherwise: Array | float) -> Array:
    """Return ``then`` where the condition holds, else ``otherwise``."""
    return jnp.where(condition, then, otherwise)


Outcome = TypeVar("Outcome")


def only_if(rule: Array, happens: Callable[[], Outcome], otherwise: Outcome) -> Outcome:
    """Return what happens if a rule of the calendar or of the policy holds, else ``otherwise``.

    It is computed only if the rule holds. The rule must be the same for all futures: a month or a lever,
    never a state.
    """
    chosen: Outcome = jax.lax.cond(rule, happens, lambda: otherwise)
    return chosen


def flag(condition: Array) -> Array:
    """Return 1.0 where the condition holds, else 0.0 (the brackets [A] of the specification)."""
    return jnp.where(condition, jnp.float32(1), jnp.float32(0))


def clip(value: Array, low: Array | float = 0.0, high: Array | float = 1.0) -> Array:
    """Return the value kept between ``low`` and ``high`` (0 and 1 unless told)."""
    return jnp.minimum(jnp.maximum(value, low), high)


def positive(value: Array) -> Array:
    """Return the value, or 0 where it is negative (x⁺)."""
    return jnp.maximum(value, 0.0)


def relax(value: Array, target: Array, per_month: Array | float) -> Array:
    """Return the value moved toward ``target`` by the share ``per_month`` of the distance."""
    return value + per_month * (target - value)


def logistic(value: Array) -> Array:
    """Return 1/(1+e^-x)."""
    return 1.0 / (1.0 + jnp.exp(-value))


def logit(probability: Array | float) -> Array:
    """Return ln(p/(1-p))."""
    return jnp.log(probability / (1.0 - probability))


def within_month(hazard_per_year: Array) -> Array:
    """Return the probability that an event of this hazard (per year) happens within a month."""
    return -jnp.expm1(-hazard_per_year / 12.0)


def of_type(actor: Array, by_type: Array) -> Array:
    """Return the element of ``by_type`` (shape: types) for an actor of type 0, 1, 2 …."""
    chosen = jnp.broadcast_to(by_type[0], jnp.shape(actor))
    for number in range(1, by_type.shape[0]):
        chosen = jnp.where(actor == number, by_type[number], chosen)
    return chosen


def one_of(number: Array | int, table: Array | tuple[float, ...]) -> Array:
    """Return the element of ``table`` (shape: positions) for a lever's position (counted from 0)."""
    return jnp.asarray(table, jnp.float32)[number]


def between(ends: Array, share: Array) -> Array:
    """Return the number that lies the given share of the way from ``ends[0]`` to ``ends[1]``."""
    return ends[0] + (ends[1] - ends[0]) * share
