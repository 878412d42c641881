"""Two readings of one specification, given the same draws, must tell the same futures."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.alliance.plain import plain_model

from kaname import register
from kaname.alliance import inputs as model_inputs
from kaname.alliance.policy import select
from kaname.base.dates import Month
from kaname.futures import paths, sampling

FUTURES = 128
MONTHS = plain_model.HORIZON_MONTHS

SETTINGS = {
    "P00": plain_model.Levers(),
    "P01": plain_model.Levers(strategic_flexibility=1.0),
    "P02": plain_model.Levers(strategic_flexibility=0.6, assurance_package=0.1),
    "P03": plain_model.Levers(strategic_flexibility=0.0),
    "P04": plain_model.Levers(troop_cut=4_500, troop_cut_month=(2027, 6)),
    "P05": plain_model.Levers(troop_cut=6_500, troop_cut_month=(2027, 6), floor_binding=0.3),
    "P06": plain_model.Levers(opcon_mode="target2028", budget_execution=1.1),
    "P07": plain_model.Levers(opcon_mode="strict"),
    "P08": plain_model.Levers(opcon_mode="early"),
    "P09": plain_model.Levers(budget_execution="on_time"),
    "P10": plain_model.Levers(sma_mode="capped"),
    "P11": plain_model.Levers(sma_mode="5x"),
}
"""The policies of the specification that act on the four systems, in the plain model's words."""

EXACT = (
    "politics.us_administration",
    "politics.rok_government",
    "politics.rok_assembly_majority",
    "politics.ndaa_troop_floor",
    "politics.dmz_act_passed",
    "command.opcon_stage",
)
"""States that take a few values: no rounding excuses a difference."""


@pytest.fixture(scope="module")
def month_zero() -> model_inputs.Inputs:
    """What the register gives as of the month that the specification starts from."""
    return model_inputs.read(register.load(), Month(2026, 4))


@pytest.mark.parametrize("policy", SETTINGS)
def test_the_model_agrees_with_the_plain_reading(policy: str, month_zero: model_inputs.Inputs) -> None:
    """Every state of every month agrees to single precision in nearly every future.

    Single and double precision may fall on two sides of a threshold; then the futures part. Not more
    than one future in fifty may.
    """
    generator = np.random.default_rng(20260423)
    uniforms = generator.random((MONTHS, 33, FUTURES))
    normals = generator.standard_normal((MONTHS, 12, FUTURES))
    values = sampling.Sampler(11, month_zero.uncertain).take(FUTURES)
    followed = paths.follow(month_zero, select([policy])[0], paths.by_channel(uniforms, normals), values)
    parted = []
    for future in range(FUTURES):
        drawn = {name: float(column[future]) for name, column in values.items()}
        one = plain_model.Future(
            parameters=drawn,
            levers=SETTINGS[policy],
            hollowing=int(drawn["posture.switch_commitment_after_transfer"]),
        )
        told = plain_model.run(one, uniforms[:, :, future].tolist(), normals[:, :, future].tolist())
        if differences(told, followed.paths, future):
            parted.append((future, differences(told, followed.paths, future)[:2]))
    assert len(parted) <= FUTURES // 50, parted[:3]


def differences(
    told: list[dict[str, float]], levels: dict[str, np.ndarray], future: int
) -> list[tuple[str, int, float, float]]:
    """Return the first difference of each state: id, month, plain value, model value."""
    found = []
    for identifier, column in levels.items():
        name = identifier.partition(".")[2]
        if name not in told[0]:
            continue
        for month, state in enumerate(told):
            plain, ours = float(state[name]), float(column[month, future])
            close = 0.0 if identifier in EXACT else 2e-3 * max(1.0, abs(plain))
            if not math.isclose(plain, ours, rel_tol=0.0, abs_tol=close):
                found.append((identifier, month + 1, plain, ours))
                break
    return sorted(found, key=lambda row: row[1])


def test_nearly_every_state_is_compared(month_zero: model_inputs.Inputs) -> None:
    """The two readings share the names of all stored states of the four systems."""
    shared = {name.partition(".")[2] for name in paths.indicator_ids()} & set(vars(plain_model.World()))
    assert len(shared) >= 30, set(vars(plain_model.World())) - shared
