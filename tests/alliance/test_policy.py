"""Policies as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaname.alliance import inputs as model_inputs
from kaname.alliance import policy
from kaname.base.dates import Month
from kaname.base.errors import InputError
from kaname.base.workspace import Workspace
from kaname.register import Register

GOOD = "id: mine\nlabel: {en: Mine}\nlevers:\n  posture.lever_strategic_flexibility: 0.8\n"

BROKEN = {
    "not a mapping": ("- 1\n", "1: a policy is a mapping"),
    "not YAML": ("id: [\n", "not readable as YAML"),
    "unknown key": ("id: a\nlabel: A\nlever: {}\n", "3: unknown key 'lever'"),
    "no id": ("label: A\nlevers: {}\n", "1: id None is not a short name"),
    "no label": ("id: a\nlevers: {}\n", "1: label is missing"),
    "no levers": ("id: a\nlabel: A\n", "levers is missing"),
    "unknown lever": (
        "id: a\nlabel: A\nlevers:\n  posture.lever_flexibility: 1\n",
        "4: the model has no lever 'posture.lever_flexibility'; did you mean posture.lever_strategic_flex",
    ),
    "out of range": (
        "id: a\nlabel: A\nlevers:\n  posture.lever_strategic_flexibility: 1.5\n",
        "4: posture.lever_strategic_flexibility cannot be 1.5; it is a number, 0 to 1",
    ),
    "no such category": (
        "id: a\nlabel: A\nlevers:\n  command.lever_opcon_mode: soon\n",
        "4: command.lever_opcon_mode cannot be 'soon'; it is one of plan",
    ),
    "number for a category": (
        "id: a\nlabel: A\nlevers:\n  command.lever_opcon_mode: 1\n",
        "4: command.lever_opcon_mode cannot be 1",
    ),
    "no month": (
        "id: a\nlabel: A\nlevers:\n  posture.lever_troop_cut_month: soon\n",
        "4: 'soon' is not a date",
    ),
    "yes for a number": (
        "id: a\nlabel: A\nlevers:\n  posture.lever_troop_cut: yes\n",
        "4: posture.lever_troop_cut cannot be True",
    ),
    "twice": (
        "id: a\nlabel: A\nlevers:\n  posture.lever_troop_cut: 1\n  posture.lever_troop_cut: 2\n",
        "5: posture.lever_troop_cut is given twice",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_in_a_policy_is_told_with_its_line(name: str) -> None:
    """Every kind of mistake gives one line with the file, the line and what is allowed."""
    text, message = BROKEN[name]
    with pytest.raises(InputError) as caught:
        policy.parse(text, "mine.yaml")
    assert message in str(caught.value)
    assert str(caught.value).startswith("mine.yaml")
    assert "\n" not in str(caught.value)


def test_named_policies_have_labels_in_three_languages() -> None:
    """The policies of the specification that can run are there, P00 moving nothing."""
    named = policy.named()
    assert set(policy.DEFAULT) <= set(named)
    assert named["P00"].levers == {}
    assert len(named) + len(policy.NOT_BUILT) == 19
    for name, found in named.items():
        assert found.id == name
        assert all(found.label[language] for language in ("en", "ja", "ko"))
        assert len(set(found.label.values())) == 3


def test_a_policy_of_a_system_that_is_not_built_says_so() -> None:
    """P12 redeploys weapons of a system that is not built: one line, the missing lever named."""
    with pytest.raises(InputError, match=r"P12 .* not built yet \(deterrence\.lever_tactical_nuclear\)"):
        policy.select(["P00", "P12"])


def test_an_unknown_policy_gets_the_nearest_names() -> None:
    """A slip of the finger is met with the names that are near."""
    with pytest.raises(InputError, match="there is no policy 'P0l'; did you mean P"):
        policy.select(["P0l"])
    with pytest.raises(InputError, match="P01 is named twice"):
        policy.select(["P01", "P01"])
    with pytest.raises(InputError, match="no policy is named"):
        policy.select([])


def test_a_readers_own_policies_stand_beside_the_named_ones(tmp_path: Path) -> None:
    """A file in the workspace makes a policy; it cannot take the id of another."""
    workspace = Workspace.create(tmp_path / "desk")
    (workspace.policies / "mine.yaml").write_text(GOOD, encoding="utf-8")
    chosen = policy.select(["P00", "mine"], workspace)
    assert chosen[1].levers == {"posture.lever_strategic_flexibility": 0.8}
    (workspace.policies / "other.yaml").write_text(GOOD.replace("id: mine", "id: P03"), encoding="utf-8")
    with pytest.raises(InputError, match="the id P03 is taken"):
        policy.select(["P00"], workspace)


def test_a_policy_that_changes_nothing_is_told(inputs: model_inputs.Inputs, register: Register) -> None:
    """Equal to the status quo, or a cut whose month has gone by."""
    same = policy.Policy("same", {}, {"posture.lever_strategic_flexibility": 0.35})
    assert policy.remarks([same], inputs) == [
        "same equals the status quo: every lever it sets is there already"
    ]
    late = model_inputs.read(register, Month(2027, 6))
    said = policy.remarks([policy.named()["P04"]], late)
    assert said == ["P04: its cut of 2027-06 is not after the as-of month 2027-06: no effect"]


def test_a_policy_made_in_python_is_checked_too() -> None:
    """No unknown lever slips through."""
    with pytest.raises(InputError, match="the model has no lever"):
        policy.select([policy.Policy("a", {}, {"posture.lever": 1.0})])
