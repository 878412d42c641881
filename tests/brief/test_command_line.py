"""The commands brief and demo: what they make, and what they say when they cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kaname.base.workspace import Workspace
from kaname.claims import extract
from kaname.claims.model import Claim
from kaname.cli import run
from kaname.documents import read


def shown(claim: Claim) -> bool:
    """Say whether a claim of a plain sentence is shown in the brief."""
    return claim.type in ("quantity", "date", "statement", "milestone")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["-n", "0"], 2, "-n"),
        (["--lang", "fr"], 2, "there is no brief in 'fr'"),
        (["--lang", ","], 2, "no language"),
        (["--as-of", "soon"], 2, "not a date"),
        (["no-such-file.txt"], 2, "no such file"),
        (["--run", "no-such-run"], 2, "no-such-run: no such folder"),
        (["--workspace", "nowhere"], 2, "not a workspace"),
        (["--bibliography", "none.json", "a.txt"], 2, "none.json"),
        (["--policies", "P99"], 2, "P99"),
        (["a.txt", "--policies", "P99"], 2, "P99"),
        (["a.txt", "--run", "."], 2, "not a run folder"),
        ([], 2, "no documents: name files, or --workspace DIR"),
    ],
)
def test_what_cannot_be_used_is_one_line(
    arguments: list[str],
    code: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A wrong argument gives one clear line, the exit code of the design, and leaves nothing behind."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("在韓米軍は2万8,500人である。", encoding="utf-8")
    assert run(["brief", *arguments, "--out", "out"]) == code
    errors = [line for line in capsys.readouterr().err.splitlines() if line.startswith("kaname: ")]
    assert len(errors) == 1 and said in errors[0]
    assert not (tmp_path / "out").exists()


def test_an_empty_library_is_told_before_anything_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A workspace without documents and no file named: one line, no run."""
    place = Workspace.create(tmp_path / "w")
    assert run(["brief", "--workspace", str(place.root), "--out", str(tmp_path / "out")]) == 2
    assert "no documents" in capsys.readouterr().err
    assert not (tmp_path / "out").exists() and not list(place.runs.iterdir())


def test_a_folder_that_was_there_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failed brief takes away the folders it made, and nothing of a folder that was there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes").write_text("keep")
    (tmp_path / "bad.txt").write_bytes(b"")
    assert run(["brief", "bad.txt", "--out", "mine"]) == 2
    assert (tmp_path / "mine" / "notes").read_text() == "keep"
    assert run(["brief", "bad.txt", "--out", "new/deep"]) == 2
    assert not (tmp_path / "new").exists()


def test_out_may_not_be_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file in the place of the folder is told at once and kept."""
    (tmp_path / "out").write_text("mine")
    (tmp_path / "a.txt").write_text("在韓米軍は2万8,500人である。", encoding="utf-8")
    assert run(["brief", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")]) == 2
    assert "not a folder" in capsys.readouterr().err
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.slow
def test_a_bad_file_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One empty file among two: the pages are written, name it, and the exit code is 1."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text(
        "在韓米軍は2万8,500人である。2028年までに移管すると国防相は述べた。", encoding="utf-8"
    )
    arguments = ["brief", "empty.txt", "good.txt", "--out", "out", "-n", "64", "--lang", "en,ja", "--json"]
    assert run(arguments) == 1
    printed = capsys.readouterr()
    answer = json.loads(printed.out)
    assert [Path(name).name for name in answer["pages"]] == ["brief.en.html", "brief.ja.html"]
    assert [failed["file"] for failed in answer["failed"]] == ["empty.txt"]
    page = (tmp_path / "out" / "brief.en.html").read_text(encoding="utf-8")
    assert "empty.txt" in page
    for claim in extract(read(tmp_path / "good.txt")):
        assert 'id="c-' in page, claim
    assert (tmp_path / "out" / "workspace" / "kaname.toml").is_file()
    # The run can be used again, without a new one.
    made = next((tmp_path / "out" / "workspace" / "runs").iterdir())
    again = ["brief", "good.txt", "--run", str(made), "--workspace", "out/workspace", "--out", "again"]
    assert run([*again, "--lang", "ko"]) == 0
    assert (tmp_path / "again" / "brief.ko.html").is_file()
