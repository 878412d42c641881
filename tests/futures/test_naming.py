"""Names of run folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaname.alliance.policy import DEFAULT, Policy, named
from kaname.base.dates import Month
from kaname.base.errors import InputError
from kaname.base.workspace import Workspace
from kaname.futures import run_name
from kaname.register import Register

APRIL = Month(2026, 4)
MINE = "id: mine\nlabel: Mine\nlevers:\n  command.lever_opcon_mode: {mode}\n"


def test_a_name_says_what_was_run(register: Register) -> None:
    """As-of month, futures, seed, register; the policies only if they are not the default ones."""
    whole = f"2026-04-n20000-seed7-{register.digest[7:15]}"
    assert run_name(register, DEFAULT, 20_000, 7, APRIL) == whole
    assert run_name(register, ["P00", "P04"], 20_000, 7, APRIL) == f"{whole}-P00-P04"
    assert run_name(register, n=20_000, seed=7) == whole.replace("2026-04", str(register.latest_known()))


def test_what_differs_has_a_name_of_its_own(register: Register, tmp_path: Path) -> None:
    """Another number, seed, month, order of policies or lever of an own policy: another folder."""
    workspace = Workspace.create(tmp_path / "desk")
    names = [
        run_name(register, ["P00", "P04"], 64, 1, APRIL),
        run_name(register, ["P04", "P00"], 64, 1, APRIL),
        run_name(register, ["P00", "P04"], 65, 1, APRIL),
        run_name(register, ["P00", "P04"], 64, 2, APRIL),
        run_name(register, ["P00", "P04"], 64, 1, APRIL + 1),
    ]
    for mode in ("early", "strict"):
        (workspace.policies / "mine.yaml").write_text(MINE.format(mode=mode), encoding="utf-8")
        names.append(run_name(register, ["P00", "mine"], 64, 1, APRIL, workspace=workspace))
    assert len(set(names)) == len(names)
    assert all("-P00-mine-" in name for name in names[-2:])


def test_a_name_is_no_longer_than_a_folder_may_be(register: Register) -> None:
    """Many policies, or long ids in any script, are named by a digest."""
    every = run_name(register, list(named()), 64, 1, APRIL)
    long = run_name(register, [Policy("政策" * 40, {}, {}), Policy("政策" * 41, {}, {})], 2**20, 2**31, APRIL)
    for name in (every, long):
        assert len(name.encode()) <= 160
    assert "-2-policies-" in long


def test_a_policy_that_is_none_has_no_name(register: Register) -> None:
    """It is refused as the run itself would refuse it."""
    with pytest.raises(InputError, match="there is no policy 'P99'"):
        run_name(register, ["P99"], 64, 1, APRIL)
