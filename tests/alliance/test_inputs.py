"""What a run takes from the register, and as of when."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kaname.alliance import inputs as model_inputs
from kaname.alliance.inputs import Range
from kaname.base.dates import Month
from kaname.base.errors import InputError
from kaname.futures.sampling import COLUMNS
from kaname.register import Register


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
    """What the model draws stands in the Sobol sequence of MODEL.md."""
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
