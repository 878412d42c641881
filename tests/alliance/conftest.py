"""What the tests of the model share: the register as of 2026-04, and futures followed with given draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from kaname import register as registers
from kaname.alliance import inputs as model_inputs
from kaname.alliance.policy import Policy
from kaname.alliance.world import CHANNELS
from kaname.base.dates import Month
from kaname.futures.paths import Followed, follow
from kaname.futures.sampling import Sampler

FUTURES = 64

Follow = Callable[..., Followed]


@pytest.fixture(scope="session")
def register() -> registers.Register:
    """The register that comes with the program."""
    return registers.load()


@pytest.fixture(scope="session")
def inputs(register: registers.Register) -> model_inputs.Inputs:
    """What a run takes from it as of 2026-04."""
    return model_inputs.read(register, Month(2026, 4))


@pytest.fixture(scope="session")
def middle(inputs: model_inputs.Inputs) -> dict[str, float]:
    """Every uncertain parameter in the middle of its range; switches at their first position."""
    return {
        name: span.positions[0] if span.positions else (span.low + span.high) / 2
        for name, span in inputs.uncertain.items()
    }


@pytest.fixture(scope="session")
def run_some(inputs: model_inputs.Inputs) -> Follow:
    """Follow 64 futures: ``run_some(levers={}, values={}, noise=True, seed=0)``.

    Without noise no event of chance happens: uniforms are just under 1, normals 0.
    """

    def follow_some(
        levers: Mapping[str, Any] | None = None,
        values: Mapping[str, float] | None = None,
        *,
        noise: bool = True,
        draws: Mapping[str, np.ndarray] | None = None,
        seed: int = 0,
    ) -> Followed:
        generator = np.random.default_rng(seed)
        shape = (inputs.months, FUTURES)
        drawn = {}
        for channel in CHANNELS:
            if channel.kind == "uniform":
                chance = generator.random(shape) if noise else np.full(shape, 0.9999999)
            else:
                chance = generator.standard_normal(shape) if noise else np.zeros(shape)
            drawn[channel.name] = chance.astype(np.float32)
        drawn |= dict(draws or {})
        sampled = Sampler(seed, inputs.uncertain).take(FUTURES)
        policy = Policy("test", {"en": "test", "ja": "test", "ko": "test"}, dict(levers or {}))
        return follow(inputs, policy, drawn, {**sampled, **(values or {})})

    return follow_some
