"""Tests of ``kaname compare``."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from kaname.analysis import regret
from kaname.base.languages import LANGUAGES
from kaname.base.workspace import Workspace
from kaname.cli import run as kaname
from kaname.futures.reading import Run


def _flat(text: str) -> str:
    """Text without the line breaks of the page."""
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_prints_tables_and_the_definition(
    run: Run, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every policy, the definition of regret and what is not available yet, in three languages."""
    assert kaname(["compare", str(run.folder), "--lang", language]) == 0
    page = capsys.readouterr().out
    assert _flat(regret.definition(language)) in _flat(page)
    assert "deterrence.mean_denial" in page
    for policy in ("P00", "P01", "P03", "P04", "P06", "P09"):
        assert f"{policy} {language}" in page


def test_json_is_whole_and_unrounded(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """One object with the run's identity, the definition and full figures."""
    assert kaname(["compare", str(run.folder), "--json", "--outcome", "posture.min_usfk"]) == 0
    card = json.loads(capsys.readouterr().out)
    assert card["run"]["seed"] == 0
    assert card["run"]["result_codes"] == {"0": {"count": 12_000}}
    assert [item["id"] for item in card["outcomes"]] == ["posture.min_usfk"]
    assert card["definitions"]["regret"]
    assert len(card["outcomes"][0]["policies"]) == 6


def test_all_shows_every_outcome_and_another_baseline(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """--all leaves no outcome out and tags those built from a lever."""
    assert kaname(["compare", str(run.folder), "--all", "--baseline", "P04"]) == 0
    page = capsys.readouterr().out
    for item in run.manifest["outcomes"]:
        assert f"[{item['id']}]" in page
    assert "by construction, not by discovery" in page
    assert "--outcome ID" not in page
    assert "difference from P04" in page


def test_failed_futures_are_said(new_run: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """Futures with a result code other than 0 are counted on the page."""

    def fail(outcomes: pd.DataFrame) -> None:
        outcomes.loc[outcomes["future"] < 3, "result_code"] = 1

    assert kaname(["compare", str(new_run(n=100, change=fail))]) == 0
    assert "3 futures failed" in capsys.readouterr().out


def test_a_run_of_one_future_has_no_errors_to_show(
    new_run: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A single future is shown without a word of likelihood and without an invented error."""
    assert kaname(["compare", str(new_run(n=1))]) == 0
    page = capsys.readouterr().out
    assert "of 1 futures" in page
    assert "nan" not in page


def test_without_a_folder_the_newest_run_of_the_workspace(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Inside a workspace, or with --workspace, no folder need be named."""
    workspace = Workspace.create(tmp_path / "desk")
    assert kaname(["compare", "--workspace", str(workspace.root)]) == 2
    assert "there is no run here" in capsys.readouterr().err
    shutil.copytree(run.folder, workspace.runs / "first")
    assert kaname(["compare", "--workspace", str(workspace.root), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["run"]["folder"] == str(workspace.runs / "first")
    monkeypatch.chdir(workspace.runs)
    assert kaname(["compare", "--json"]) == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--baseline", "P99"], "no policy 'P99'"),
        (["--outcome", "posture.min_usfkk"], "did you mean posture.min_usfk"),
        (["--outcome", "zzz"], "it has command.opcon_transfer_month"),
        (["--lang", "fr"], "there are en, ja, ko"),
        (["--all", "--outcome", "posture.min_usfk"], "cannot stand together"),
    ],
)
def test_bad_options_are_one_line_and_exit_2(
    run: Run, options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong, and what there is, on one line without a traceback."""
    assert kaname(["compare", str(run.folder), *options]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_bad_folders_are_one_line_and_exit_2(
    tmp_path: Path,
    new_run: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No folder, no run folder, a changed file, no workspace."""
    changed = new_run(n=4)
    (changed / "draws.parquet").write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    cases = {
        ("nowhere",): "no such folder",
        (str(tmp_path),): "not a run folder",
        (str(changed),): "digest differs",
        (): "not in a workspace",
    }
    for arguments, message in cases.items():
        assert kaname(["compare", *arguments]) == 2
        error = capsys.readouterr().err
        assert message in error
        assert error.count("\n") == 1
