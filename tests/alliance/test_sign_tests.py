"""Sign tests: a change in one arm moves an outcome in the direction that the claims say.

The rows of the sign tests that the built systems decide with the other systems held. Both arms meet the
same futures and draws; the paired mean difference must have the sign by more than two standard errors
(0: within three). Numbers, pins and levers are those of the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pytest

from kaname.alliance import inputs as model_inputs
from kaname.alliance import outcomes
from kaname.alliance.policy import Policy
from kaname.futures.engine import BLOCK, Engine
from kaname.futures.sampling import Sampler

FUTURES = 4096
NEVER = 250.0  # a month of transfer that never comes counts as 250

CUT = "posture.cut_below_28500"
TRANSFER = "command.opcon_transfer_month"
FLEX = "posture.lever_strategic_flexibility"
OPCON = "command.lever_opcon_mode"
HOLLOW = "posture.switch_commitment_after_transfer"


class Arm(NamedTuple):
    """Levers moved and parameters pinned."""

    levers: Mapping[str, Any] = {}
    pins: Mapping[str, float] = {}


class Row(NamedTuple):
    """One row of the table."""

    number: int
    claims: str
    left: Arm
    right: Arm
    outcome: str
    sign: int


QUO = Arm()
ROWS = (
    Row(1, "000-C18, 000-C19", Arm({FLEX: 1.0}), Arm({FLEX: 0.0}), CUT, +1),
    Row(
        7,
        "000-C10, 001-C7",
        Arm(pins={"command.condition1_growth": 0.003}),
        Arm(pins={"command.condition1_growth": 0.012}),
        TRANSFER,
        -1,
    ),
    Row(8, "002-C24", QUO, Arm({"consultation.lever_exercise_level": 0.3}), TRANSFER, +1),
    Row(9, "001-C10", QUO, Arm({OPCON: "target2028"}), TRANSFER, -1),
    Row(10, "001-C22", QUO, Arm({OPCON: "strict"}), TRANSFER, +1),
    Row(
        11,
        "004-C6",
        Arm({OPCON: "plan"}, {HOLLOW: 0}),
        Arm({OPCON: "early"}, {HOLLOW: 0}),
        "posture.min_usfk",
        0,
    ),
    Row(
        12,
        "001-C14",
        Arm({OPCON: "early"}, {HOLLOW: 0}),
        Arm({OPCON: "early"}, {HOLLOW: 1}),
        CUT,
        +1,
    ),
    Row(14, "001-C6, 001-C9", QUO, Arm({"burden.lever_budget_execution": "on_time"}), CUT, -1),
    Row(
        16,
        "003-C9",
        Arm(pins={"burden.transactional_demand": 1.5}),
        Arm(pins={"burden.transactional_demand": 5.0}),
        "burden.sma_gap_month_count",
        +1,
    ),
    Row(17, "003-C8, 003-C10", QUO, Arm({"burden.lever_sma_mode": "5x"}), "burden.end_sma", +1),
    Row(19, "003-C5, 003-C6, 003-C7", QUO, Arm({"politics.lever_floor_binding": 0.01}), CUT, +1),
    Row(30, "001-C17", QUO, Arm({"politics.lever_dmz_act_push": 4.0}), "politics.dmz_act_passed", +1),
    Row(
        35,
        "004-C2",
        Arm(pins={"posture.retrenchment_weight": 0.3}),
        Arm(pins={"posture.retrenchment_weight": 1.5}),
        CUT,
        +1,
    ),
    Row(
        36,
        "003-C1, 003-C2",
        Arm(pins={"posture.korea_strategic_value": 1.0}),
        Arm(pins={"posture.korea_strategic_value": 3.0}),
        CUT,
        -1,
    ),
)


def outcome_of(inputs: model_inputs.Inputs, arm: Arm, outcome: str) -> np.ndarray:
    """The outcome in 4,096 futures, the same futures whatever the arm."""
    policy = Policy("arm", {}, arm.levers)
    engine = Engine(inputs, [policy], seed=1)
    sampler = Sampler(1, inputs.uncertain)
    place = [row.id for row in outcomes.OUTCOMES].index(outcome)
    found = []
    for first in range(0, FUTURES, BLOCK):
        values = sampler.take(BLOCK)
        values |= {name: np.full(BLOCK, pin, np.float32) for name, pin in arm.pins.items()}
        found.append(
            engine.outcomes(engine.draws(np.arange(first, first + BLOCK)), values).outcomes[0, place]
        )
    level = np.concatenate(found).astype(np.float64)
    return np.where(np.isnan(level), NEVER, level)


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.number}: {row.claims}")
def test_sign(inputs: model_inputs.Inputs, row: Row) -> None:
    """The paired difference of the arms has the sign that the row gives."""
    difference = outcome_of(inputs, row.right, row.outcome) - outcome_of(inputs, row.left, row.outcome)
    mean, error = difference.mean(), difference.std(ddof=1) / np.sqrt(FUTURES)
    told = f"row {row.number} ({row.claims}): {mean:+.4g} (standard error {error:.2g})"
    if row.sign == 0:
        assert abs(mean) <= 3 * error, told
    else:
        assert row.sign * mean > 2 * error, told
