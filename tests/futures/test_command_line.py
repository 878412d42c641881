"""The commands ``run`` and ``model``."""

from __future__ import annotations

import json
from pathlib import Path

import filelock
import pytest

from kaname import cli, futures, register
from kaname.base.workspace import Workspace


def test_run_writes_a_run_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command makes what the library makes, and says where it is."""
    out = tmp_path / "a"
    code = cli.run(
        ["run", "-n", "50", "--seed", "7", "--policies", "P00,P04", "--as-of", "2026-04", "--out", str(out)]
    )
    assert code == 0
    assert "50 futures under 2 policies, 2026-05 to 2040-12" in capsys.readouterr().out
    assert futures.load(out).policies == ["P00", "P04"]


def test_run_takes_the_workspaces_policies(tmp_path: Path) -> None:
    """A policy of the reader's own is named like any other."""
    workspace = Workspace.create(tmp_path / "desk")
    (workspace.policies / "mine.yaml").write_text(
        "id: mine\nlabel: Mine\nlevers:\n  command.lever_opcon_mode: early\n", encoding="utf-8"
    )
    arguments = ["run", "-n", "8", "--policies", "P00,mine", "--workspace", str(workspace.root)]
    assert cli.run([*arguments, "--as-of", "2026-04", "--out", str(tmp_path / "a")]) == 0
    assert futures.load(tmp_path / "a").manifest["policies"][1]["label"]["ko"] == "Mine"


FEW = ["run", "-n", "8", "--seed", "3", "--policies", "P00,P04", "--as-of", "2026-04"]


def test_in_a_workspace_the_folder_is_named_by_what_is_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named or found upwards, the workspace takes the run; the same run again takes the same folder."""
    workspace = Workspace.create(tmp_path / "desk")
    assert cli.run([*FEW, "--workspace", str(workspace.root), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    name = f"2026-04-n8-seed3-{register.load().digest[7:15]}-P00-P04"
    assert told["folder"] == str(workspace.runs / name)
    assert futures.load(workspace.runs / name).manifest["n"] == 8
    monkeypatch.chdir(workspace.policies)
    assert cli.run(FEW) == 0
    assert [path.name for path in workspace.runs.iterdir()] == [name]


def test_outside_a_workspace_a_folder_must_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No --out and no workspace: one line with both ways out, exit code 2; a bad workspace is told first."""
    monkeypatch.chdir(tmp_path)
    assert cli.run(FEW) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "--out" in said and "kaname init DIR" in said
    assert cli.run([*FEW, "--workspace", str(tmp_path)]) == 2
    assert "not a workspace" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_workspace_that_another_process_holds_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run into it is refused at once with exit code 1; one beside it is not."""
    workspace = Workspace.create(tmp_path / "desk")
    command = [*FEW, "--workspace", str(workspace.root)]
    # A lock of its own, as another process would hold it.
    with filelock.FileLock(workspace.root / ".kaname.lock"):
        assert cli.run(command) == 1
        assert "another process is writing" in capsys.readouterr().err
        assert cli.run([*command, "--out", str(workspace.runs / "a")]) == 1
        assert not list(workspace.runs.iterdir())
        assert cli.run([*command, "--out", str(tmp_path / "beside")]) == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-n", "0"], "0 futures cannot be run"),
        (["-n", "many"], "Invalid value for '-n'"),
        (["--policies", "P12"], "P12 acts through a system that is not built yet"),
        (["--policies", "P0x"], "there is no policy 'P0x'"),
        (["--as-of", "soon"], "'soon' is not a date"),
        (["--as-of", "1999-01"], "has no value on 1999-01-31"),
        (["--workspace", "nowhere"], "this is not a workspace"),
    ],
)
def test_what_cannot_be_used_is_one_line_and_exit_code_2(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    """Each mistake: one line on stderr, exit code 2, nothing written."""
    assert cli.run(["run", "--out", str(tmp_path / "a"), *arguments]) == 2
    said = capfd.readouterr().err.strip()
    assert message in said
    assert len([line for line in said.splitlines() if line.startswith("kaname:")]) == 1
    assert not (tmp_path / "a").exists()


def test_model_show_names_states_parameters_and_what_is_held(capsys: pytest.CaptureFixture[str]) -> None:
    """One system, with its couplings; an unknown one is met with the nearest names."""
    assert cli.run(["model", "show", "command"]) == 0
    said = capsys.readouterr().out
    for word in (
        "command.opcon_stage",
        "command.condition_threshold = 0.62 to 0.78",
        "lever_opcon_mode",
        "transition",
    ):
        assert word in said
    assert cli.run(["model", "show", "deterrence"]) == 0
    assert "deterrence.peninsula_tension = 0.35" in capsys.readouterr().out
    assert cli.run(["model", "show", "comand"]) == 2
    assert "did you mean command" in capsys.readouterr().err


def test_model_xlrm_lists_the_four_letters(capsys: pytest.CaptureFixture[str]) -> None:
    """Uncertainties, levers, relationships and measures, as text and as JSON."""
    assert cli.run(["model", "xlrm"]) == 0
    said = capsys.readouterr().out
    for word in ("X  uncertainties", "L  levers", "R  relationships", "M  measures", "P12 cannot run yet"):
        assert word in said
    assert cli.run(["model", "xlrm", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [system["name"] for system in data["systems"] if system["built"]] == [
        "politics", "command", "posture", "burden",
    ]  # fmt: skip
