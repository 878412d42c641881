"""The few functions that the equations are written with."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kaname.alliance import arrays

REAL = st.floats(-50, 50, width=32)
SHARE = st.floats(0, 1, width=32)


@settings(deadline=None)  # the first example waits for JAX
@given(REAL, REAL, SHARE)
def test_relax_moves_toward_the_target_and_never_past_it(value: float, target: float, speed: float) -> None:
    """Between value and target, at the share of the distance."""
    moved = float(arrays.relax(jnp.float32(value), jnp.float32(target), speed))
    low, high = sorted((value, target))
    assert low - 1e-4 <= moved <= high + 1e-4


@settings(deadline=None)  # the first example waits for JAX
@given(st.floats(0, 100, width=32))
def test_within_month_is_the_probability_of_at_least_one_event(hazard: float) -> None:
    """Twelve months together have the probability of a year."""
    month = float(arrays.within_month(jnp.float32(hazard)))
    assert np.isclose((1 - month) ** 12, np.exp(-hazard), rtol=1e-3, atol=1e-5)


@settings(deadline=None)  # the first example waits for JAX
@given(st.floats(0.001, 0.999))
def test_logistic_undoes_logit(probability: float) -> None:
    """The two are inverse to each other."""
    assert np.isclose(arrays.logistic(arrays.logit(jnp.float32(probability))), probability, rtol=1e-4)


@settings(deadline=None)  # the first example waits for JAX
@given(st.lists(REAL, min_size=2, max_size=4), st.integers(0, 3))
def test_of_type_picks_the_element_of_the_type(vector: list[float], number: int) -> None:
    """A type vector is looked up by the actor's type."""
    number = min(number, len(vector) - 1)
    picked = arrays.of_type(jnp.float32(number), jnp.asarray(vector, jnp.float32))
    assert float(picked) == np.float32(vector[number])


@settings(deadline=None)  # the first example waits for JAX
@given(REAL, REAL, SHARE)
def test_between_is_the_line_from_end_to_end(first: float, last: float, share: float) -> None:
    """At 0 the first end, at 1 the last, in proportion between."""
    found = float(arrays.between(jnp.asarray([first, last], jnp.float32), jnp.float32(share)))
    assert np.isclose(found, (1 - share) * first + share * last, rtol=1e-5, atol=1e-4)
