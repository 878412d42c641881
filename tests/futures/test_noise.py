"""The random draws of the months: uniform, independent, and moved by nothing but their own key."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from jax.extend.random import threefry2x32_p
from scipy import stats

from kaname.alliance.channels import Channel
from kaname.alliance.world import CHANNELS
from kaname.futures import noise

MONTHS = jnp.arange(1, 177, dtype=jnp.int32)
FUTURES = jnp.arange(2048, dtype=jnp.uint32)


def drawn(channels: tuple[Channel, ...], seed: int = 7) -> dict[str, np.ndarray]:
    """Draws by channel name, shape (months, futures)."""
    rows = noise.draw(channels, noise.keys(seed, channels), FUTURES, MONTHS)
    return {channel.name: np.asarray(row) for channel, row in zip(channels, rows, strict=True)}


@pytest.fixture(scope="module")
def draws() -> dict[str, np.ndarray]:
    """The draws of all channels of the model."""
    return drawn(CHANNELS)


def test_the_generator_is_jaxs_threefry() -> None:
    """Bit for bit the first word of the library's own Threefry-2x32, on random keys and counters."""
    words = np.random.default_rng(1).integers(0, 2**32, (4, 500), dtype=np.uint32)
    theirs = threefry2x32_p.bind(*(jnp.asarray(row) for row in words))[0]
    ours = noise.threefry((words[0], words[1]), (words[2], words[3]))
    assert np.array_equal(np.asarray(ours), np.asarray(theirs))


def test_the_published_answer_of_threefry() -> None:
    """The known-answer test of Random123 for Threefry-2x32-20 with all bits set."""
    ones = jnp.full((1,), 0xFFFFFFFF, jnp.uint32)
    assert int(noise.threefry((ones, ones), (ones, ones))[0]) == 0x1CB996FC


def test_draws_have_their_distribution(draws: dict[str, np.ndarray]) -> None:
    """Kolmogorov-Smirnov against uniform and normal, with the number of channels allowed for."""
    for channel in CHANNELS:
        against = "uniform" if channel.kind == "uniform" else "norm"
        found = stats.kstest(draws[channel.name].ravel()[::7], against)
        assert found.pvalue > 1e-4 / len(CHANNELS), channel.name


def test_uniforms_are_never_0_or_1(draws: dict[str, np.ndarray]) -> None:
    """Both ends are excluded, for the extreme words too."""
    ends = np.asarray(noise.uniform(jnp.asarray([0, 0xFFFFFFFF], jnp.uint32)))
    assert 0 < ends[0] < ends[1] < 1
    assert np.all(np.isfinite(np.asarray(noise.normal(jnp.asarray([0, 0xFFFFFFFF], jnp.uint32)))))
    for channel in CHANNELS:
        if channel.kind == "uniform":
            assert draws[channel.name].min() > 0 and draws[channel.name].max() < 1


def test_draws_are_independent_across_futures_months_and_channels(draws: dict[str, np.ndarray]) -> None:
    """No rank correlation beyond chance between channels, neighbouring months, or neighbouring futures."""
    ranks = {
        name: stats.norm.ppf(np.clip(stats.rankdata(level) / (level.size + 1), 1e-9, 1))
        for name, level in draws.items()
    }
    flat = np.stack([rank.ravel() for rank in ranks.values()])
    count = flat.shape[1]
    between = np.corrcoef(flat)[np.triu_indices(len(flat), 1)]
    assert np.abs(between).max() < 4.5 / np.sqrt(count)
    for name, level in draws.items():
        for before, after in ((level[:-1], level[1:]), (level[:, :-1], level[:, 1:])):
            assert abs(np.corrcoef(before.ravel(), after.ravel())[0, 1]) < 4.5 / np.sqrt(before.size), name


def test_pairs_fill_the_square(draws: dict[str, np.ndarray]) -> None:
    """Chi-square of successive months on a 16 by 16 grid, for one channel of each system."""
    for name in (
        "politics.us_election",
        "command.scm_verification",
        "posture.us_posture_choice",
        "burden.sma_reopening",
    ):
        level = draws[name]
        counts, _, _ = np.histogram2d(
            level[:-1:2].ravel(), level[1::2].ravel(), bins=16, range=[[0, 1], [0, 1]]
        )
        assert stats.chisquare(counts.ravel()).pvalue > 1e-5, name


def test_adding_or_moving_a_channel_moves_no_other_draw(draws: dict[str, np.ndarray]) -> None:
    """Keys are names: a new system's channels and another order leave every draw as it was."""
    new = (Channel("region.taiwan_crisis", "uniform"), Channel("region.us_china", "normal"))
    again = drawn((*new[:1], *reversed(CHANNELS), *new[1:]))
    for name, level in draws.items():
        assert np.array_equal(again[name], level), name


def test_another_seed_gives_other_draws(draws: dict[str, np.ndarray]) -> None:
    """Seeds share nothing."""
    other = drawn(CHANNELS[:1], seed=8)
    name = CHANNELS[0].name
    assert abs(np.corrcoef(other[name].ravel(), draws[name].ravel())[0, 1]) < 0.01


def test_a_future_draws_the_same_alone() -> None:
    """The draws of future 1,234 do not depend on which others are drawn."""
    keys = noise.keys(7, CHANNELS)
    alone = noise.draw(CHANNELS, keys, jnp.asarray([1234], jnp.uint32), MONTHS)
    together = noise.draw(CHANNELS, keys, FUTURES, MONTHS)
    for one, many in zip(alone, together, strict=True):
        np.testing.assert_allclose(np.asarray(one)[:, 0], np.asarray(many)[:, 1234], rtol=1e-6)
