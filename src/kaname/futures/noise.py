"""Random draws of the months: a counter-based generator, keyed by seed, future, month and channel name.

Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror & Shaw 2011), the generator of JAX: the key of a channel
is made of seed and name, the counter is (future, month). A draw depends on nothing else: not on the policy
(common random numbers), the chunk, the other channels, or how many futures there are. The rounds are
written out here because JAX's own form of them for CPUs is a loop, eight times slower; a test holds the
two equal bit for bit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from kaname.alliance.channels import Channel

Array = jax.Array

MONTH_OFFSET = 1 << 16
"""Added to the model index of a month, so that months before 2026-04 have counters too."""

_ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))
_PARITY = 0x1BD11BDA


def keys(seed: int, channels: Sequence[Channel]) -> np.ndarray[Any, np.dtype[np.uint32]]:
    """Return the 64-bit keys of the channels, shape (channels, 2), made of seed and channel name."""
    digests = [hashlib.sha256(f"kaname {seed} {channel.name}".encode()).digest()[:8] for channel in channels]
    return np.frombuffer(b"".join(digests), dtype="<u4").reshape(-1, 2).astype(np.uint32)


def threefry(key: tuple[Array, Array], counter: tuple[Array, Array]) -> Array:
    """Return the first word of Threefry-2x32-20 for a key and counters, uint32."""
    schedule = (key[0], key[1], key[0] ^ key[1] ^ np.uint32(_PARITY))
    left, right = counter[0] + schedule[0], counter[1] + schedule[1]
    for group in range(5):
        for rotation in _ROTATIONS[group % 2]:
            left = left + right
            right = ((right << rotation) | (right >> (32 - rotation))) ^ left
        left = left + schedule[(group + 1) % 3]
        right = right + schedule[(group + 2) % 3] + np.uint32(group + 1)
    return left


def uniform(word: Array) -> Array:
    """Return a float32 strictly between 0 and 1 of the 23 high bits of a word."""
    point: Array = (word >> 9).astype(jnp.float32) * jnp.float32(2.0**-23) + jnp.float32(2.0**-24)
    return point


def normal(word: Array) -> Array:
    """Return a standard normal of a word by the inverse distribution function; at most 5.3 from 0."""
    level: Array = jax.lax.erf_inv(2.0 * uniform(word) - 1.0) * jnp.float32(np.sqrt(2.0))
    return level


def draw(
    channels: Sequence[Channel], channel_keys: Array, futures: Array, months: Array
) -> tuple[Array, ...]:
    """Return the draws of some futures, float32 of shape (months, futures), one array a channel.

    Args:
        channels: the channels.
        channel_keys: their keys, shape (channels, 2).
        futures: numbers of the futures, uint32 of shape (futures,).
        months: model indices of the months, shape (months,).
    """
    shape = (months.shape[0], futures.shape[0])
    # One long axis: index arithmetic in two dimensions would not be vectorised.
    future = jnp.tile(futures.astype(jnp.uint32), shape[0])
    month = jnp.repeat((months + MONTH_OFFSET).astype(jnp.uint32), shape[1])
    drawn: dict[str, Array] = {}
    for kind, form in (("uniform", uniform), ("normal", normal)):
        chosen = [number for number, channel in enumerate(channels) if channel.kind == kind]
        rows = jax.lax.map(
            lambda key, form=form: form(threefry((key[0], key[1]), (future, month))),
            jnp.asarray(channel_keys)[np.asarray(chosen, np.intp)],
        )
        drawn |= {channels[number].name: rows[i].reshape(shape) for i, number in enumerate(chosen)}
    return tuple(drawn[channel.name] for channel in channels)
