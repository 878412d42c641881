"""What a run takes from the register, and as of when."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest

from kaname import register as registers
from kaname.alliance import inputs as model_inputs
from kaname.alliance.inputs import Range
from kaname.alliance.policy import Policy
from kaname.alliance.world import CHANNELS
from kaname.base.dates import Month
from kaname.base.errors import InputError
from kaname.base.workspace import Workspace
from kaname.futures.paths import follow
from kaname.futures.sampling import COLUMNS, Sampler
from kaname.register import Register

from .conftest import FUTURES

SINCE = "status: assumed, known_from: 2026-04-02"
REASON = "  rationale: {en: a, ja: b, ko: c}\n"


def test_as_of_april_2026_is_month_0_of_the_specification(inputs: model_inputs.Inputs) -> None:
    """176 steps; the state is the norm that the equations measure against."""
    assert inputs.months == 176
    assert str(inputs.first_month) == "2026-05"
    for system in ("politics", "command", "posture", "burden", "deterrence", "region", "industry"):
        assert getattr(inputs.initial, system) == getattr(inputs.norms, system)


def test_a_later_as_of_month_shortens_countdowns_and_nothing_else(
    register: Register, inputs: model_inputs.Inputs
) -> None:
    """Seven months later seven months are gone of the ROK term and of the SMA; the levels stand."""
    later = model_inputs.read(register, Month(2026, 11))
    assert later.months == 169
    before, after = inputs.initial, later.initial
    assert after.politics.months_to_rok_term_end == before.politics.months_to_rok_term_end - 7
    assert after.burden.sma_months_to_expiry == before.burden.sma_months_to_expiry - 7
    assert after.burden.sma_talks_months_left == -1
    assert after.command.months_since_transfer == -1
    assert after.posture.out_of_area_months_left == 0
    assert after.posture.usfk_troops == before.posture.usfk_troops
    assert later.norms == inputs.norms


def test_an_as_of_month_before_the_register_knows_names_what_is_missing(register: Register) -> None:
    """One clear line with the id, exit code 2; never a zero."""
    with pytest.raises(InputError, match=r"[a-z]+\.[a-z_0-9]+ (has no value on|of) 2001-01-31") as caught:
        model_inputs.read(register, Month(2001, 1))
    assert caught.value.exit_code == 2


def test_an_as_of_month_at_the_end_leaves_nothing(register: Register) -> None:
    """The last month that can be taken as given is 2040-11."""
    assert model_inputs.read(register, Month(2040, 11)).months == 1
    with pytest.raises(InputError, match="nothing is left to simulate"):
        model_inputs.read(register, Month(2040, 12))


def test_every_uncertain_input_has_its_column(inputs: model_inputs.Inputs) -> None:
    """What the model draws stands in the Sobol sequence of the specification."""
    assert set(inputs.uncertain) <= set(COLUMNS)
    assert all(math.isfinite(span.low) and span.low < span.high for span in inputs.uncertain.values())


def test_a_pin_holds_a_parameter_and_an_unknown_pin_is_refused(register: Register) -> None:
    """A pinned parameter has one value in every future."""
    pinned = model_inputs.read(register, Month(2026, 4), {"command.condition_threshold": 0.7})
    values = pinned.uncertain["command.condition_threshold"].at(np.linspace(0, 1, 5))
    assert np.all(values == np.float32(0.7))
    with pytest.raises(InputError, match=r"command\.threshold is no parameter"):
        model_inputs.read(register, Month(2026, 4), {"command.threshold": 0.7})


def test_a_switch_takes_its_positions_by_weight() -> None:
    """Equal parts of the unit interval unless weighted."""
    points = (np.arange(1000) + 0.5) / 1000
    even = Range(0, 2, (0.0, 1.0, 2.0)).at(points)
    assert [int((even == position).sum()) for position in (0, 1, 2)] == [333, 334, 333]
    uneven = Range(0, 1, (0.0, 1.0), (1.0, 3.0)).at(points)
    assert uneven.mean() == np.float32(0.75)


def test_what_is_held_is_what_the_register_says(inputs: model_inputs.Inputs, register: Register) -> None:
    """Every held coupling of a system that is not built has the register's value of the month."""
    snapshot = register.as_of("2026-04")
    for name, value in inputs.held.items():
        if name in snapshot:
            assert value == np.float32(snapshot.number(name)), name
        else:
            assert value == 0


UNREAD_TODAY = {
    "command.exercise_factor": "read while Washington and Pyongyang talk, and they do not",
}


def test_every_constant_of_the_register_is_read(inputs: model_inputs.Inputs) -> None:
    """No number in the code stands in its place: moved by three tenths, each moves a path or an outcome."""
    levers = {"command.lever_opcon_mode": "strict", "burden.lever_sma_mode": "capped"}
    policy = Policy("test", {}, levers)
    generator = np.random.default_rng(5)
    shape = (inputs.months, FUTURES)
    drawn = {
        channel.name: (generator.random(shape) if channel.kind == "uniform" else generator.normal(size=shape))
        for channel in CHANNELS
    }
    values = Sampler(5, inputs.uncertain).take(FUTURES)
    before = follow(inputs, policy, drawn, values)
    unread = []
    for name, level in inputs.fixed.items():
        moved = dataclasses.replace(inputs, fixed={**inputs.fixed, name: level * np.float32(0.7)})
        after = follow(moved, policy, drawn, values)
        if all(np.array_equal(path, after.paths[key], equal_nan=True) for key, path in before.paths.items()):
            unread.append(name)
    assert unread == list(UNREAD_TODAY)


@pytest.mark.parametrize(
    ("identifier", "value", "message"),
    [
        ("command.mode_threshold_shift", "[0, 0, 0.06]", "is a list of 3; the model needs 5 numbers"),
        ("command.mode_threshold_shift", "0.06", "is one value; the model needs 5 numbers"),
        ("burden.sma_term", "[60, 60]", "is a list of 2; the model needs one number"),
        ("burden.sma_term", "null", "is known to have lapsed"),
    ],
)
def test_a_constant_of_another_form_is_refused(
    tmp_path: Path, identifier: str, value: str, message: str
) -> None:
    """A vector that lacks an element would be read past its end; it is one line with the file instead."""
    register = overlaid(
        tmp_path,
        f"{identifier}:\n  class: A\n{REASON}  values:\n    2026-04-02: {{value: {value}, {SINCE}}}\n",
    )
    with pytest.raises(InputError, match=rf"mine\.yaml:\d+: {identifier} {message}"):
        model_inputs.read(register, Month(2026, 4))


def test_a_vector_cannot_be_drawn(tmp_path: Path) -> None:
    """A distribution is of one number."""
    register = overlaid(
        tmp_path,
        "posture.out_of_area_draw_months:\n  distribution: {kind: uniform, low: 4, high: 12}\n  values: {}\n",
    )
    with pytest.raises(InputError, match="out_of_area_draw_months is a vector"):
        model_inputs.read(register, Month(2026, 4))


def test_a_constant_may_become_uncertain(tmp_path: Path) -> None:
    """A reader who doubts a constant gives it a range; it is drawn like any parameter."""
    register = overlaid(
        tmp_path,
        "posture.months_to_move:\n  kind: parameter\n  distribution: {kind: uniform, low: 6, high: 12}\n",
    )
    doubted = model_inputs.read(register, Month(2026, 4))
    assert doubted.uncertain["posture.months_to_move"] == Range(6, 12)
    assert "posture.months_to_move" not in doubted.fixed


def test_levels_older_than_the_as_of_month_are_named(register: Register, inputs: model_inputs.Inputs) -> None:
    """Carried are levels dated before the month, with their date; clocks run on and are not carried."""
    assert inputs.carried["posture.usfk_troops"] == "2008-04-19"
    assert "command.condition1_rok_lead" not in inputs.carried
    later = model_inputs.read(register, Month(2026, 11)).carried
    assert later["command.condition1_rok_lead"] == "2026-04-01"
    assert set(later) >= set(inputs.carried)
    assert not set(later) & {*model_inputs.COUNTED_DOWN, *model_inputs.COUNTED_UP}


def test_what_the_model_uses_is_in_the_register(register: Register) -> None:
    """Every id that a run looks up is named, once, and the register has it."""
    used = model_inputs.used_ids()
    assert len(set(used)) == len(used)
    assert set(used) <= set(register)
    assert {"posture.usfk_troops", "burden.sma_term", "command.lever_opcon_mode"} <= set(used)
    assert {"posture.switch_commitment_after_transfer", "deterrence.rok_nuclear_stage"} <= set(used)


def overlaid(folder: Path, text: str) -> Register:
    """The register with an overlay of the reader's own."""
    workspace = Workspace.create(folder / "desk")
    (workspace.register / "mine.yaml").write_text(text, encoding="utf-8")
    return registers.load(workspace)
