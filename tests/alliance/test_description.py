"""The model's account of itself."""

from __future__ import annotations

from kaname import alliance
from kaname.alliance import held
from kaname.alliance import inputs as model_inputs
from kaname.alliance.outcomes import state_indicators
from kaname.alliance.world import MODULES
from kaname.register import Register


def test_every_quantity_says_what_it_is(register: Register) -> None:
    """Each state, parameter and lever has a meaning in the code and unit and class in the register."""
    for system in alliance.describe(register).systems:
        for row in (*system.states, *system.parameters, *system.levers):
            assert row.meaning.endswith("."), row.id
            assert row.unit and row.value_class in "DSA" and row.value, row.id


def test_counts_are_those_of_the_specification(register: Register) -> None:
    """31 states of four systems (8 politics, 7 command, 8 posture, 8 burden), one switch, twelve levers."""
    counts = alliance.describe(register).counts()
    assert counts["states"] == 31
    assert counts["switches"] == 1
    assert counts["levers"] == 12
    assert sum(counts[f"parameters of class {kind}"] for kind in "DSA") == 40


def test_what_is_held_is_listed_once_with_its_reason(register: Register) -> None:
    """What a built system reads of one that is not, and what waits for one; nothing else."""
    listed = [row.id for row in alliance.describe(register).held]
    assert len(set(listed)) == len(listed)
    read = [
        f"{system}.{field}"
        for system, kind in model_inputs.STATES.items()
        if system not in MODULES
        for field in kind._fields
    ]
    assert set(held.REASONS) == set(read)
    assert set(listed) == set(read) | set(held.WAITING)
    assert not set(held.WAITING) & set(model_inputs.identifiers(model_inputs.STATES))


def test_states_have_bounds(inputs: model_inputs.Inputs, middle: dict[str, float]) -> None:
    """Every state of a built system says what it may be, and in 2026-04 it is that."""
    parameters = model_inputs.parameters_of({**inputs.fixed, **middle})
    for system, module in MODULES.items():
        bounds = module.bounds(getattr(parameters, system))
        assert tuple(bounds) == module.State._fields, system
        for field, (low, high) in bounds.items():
            assert low <= getattr(getattr(inputs.initial, system), field) <= high, field
    assert len(state_indicators()) == 31


def test_without_a_register_the_model_still_describes_itself() -> None:
    """Names and meanings stand in the code."""
    description = alliance.describe()
    assert description.as_of == ""
    assert all(system.relationships for system in description.systems if system.built)
