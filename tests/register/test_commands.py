"""The commands of the room: what they print, and how they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.register.conftest import SOURCES, written
from tests.register.strategies import dated, entry
from tests.register.test_tracing import FIGURE, JAPANESE, SENTENCE, broken_in, pointing

from kaname.alliance import inputs
from kaname.base.workspace import Workspace
from kaname.cli import run
from kaname.documents import Library, read_bytes_as

OWN = {"posture.usfk_troops": {"values": {"2026-10-01": dated(27000, "2026-10-02")}}}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder that is in no workspace."""
    monkeypatch.chdir(tmp_path)


def test_list_is_plain_when_piped(capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each entry, parted by tabs; filters narrow it."""
    assert run(["register", "list", "--system", "posture", "--class", "d"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("\t") == ["id", "value", "class", "label"]
    assert all(line.startswith("posture.") and line.split("\t")[2] == "D" for line in lines[1:])
    assert any(line.startswith("posture.usfk_troops\t28,500 persons\tD\t") for line in lines)


def test_list_and_as_of_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON holds ids, units, values and dates; a snapshot names its days and digest."""
    assert run(["register", "list", "--json"]) == 0
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["posture.usfk_troops"]["unit"] == "person"
    assert run(["register", "as-of", "2021-12-31", "--json"]) == 0
    held = json.loads(capsys.readouterr().out)
    assert held["date"] == held["known_on"] == "2021-12-31"
    assert held["digest"].startswith("sha256:")
    assert held["values"]
    assert all(row["known_from"] <= "2021-12-31" for row in held["values"].values())


@pytest.mark.parametrize("language", ["en", "ja", "ko"])
def test_show_gives_history_in_the_readers_language(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    """An entry with its label, its values by date and its place in the files."""
    assert run(["register", "show", "posture.usfk_troops", "--lang", language]) == 0
    out = capsys.readouterr().out
    assert "register/data/posture.yaml:" in out
    assert "28,500" in out
    assert run(["register", "show", "posture.usfk_troops", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["label"][language] in out


def test_check_reports_counts(capsys: pytest.CaptureFixture[str]) -> None:
    """The shipped register passes, with its counts."""
    assert run(["register", "check"]) == 0
    out = capsys.readouterr().out
    assert " entries, " in out
    assert out.splitlines()[-1].startswith("0 errors")
    assert run(["register", "check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["entries"] > 0


def test_check_asks_the_model_what_it_uses(
    capsys: pytest.CaptureFixture[str], workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Own entries that nothing uses are warnings; an id that the model alone knows fails the check."""
    (workspace.register / "mine.yaml").write_text(written({"posture.mine": entry()}), encoding="utf-8")
    (workspace.register / "sources.json").write_text(SOURCES, encoding="utf-8")
    command = ["register", "check", "--workspace", str(workspace.root)]
    assert run(command) == 0
    out = capsys.readouterr().out
    assert f"warning: {workspace.register}/mine.yaml:1: posture.mine: nothing uses it" in out
    monkeypatch.setattr(inputs, "used_ids", lambda: ("posture.usfk_troops", "posture.unheard_of"))
    assert run(command) == 1
    out = capsys.readouterr().out
    assert "error: register/data/posture.yaml:1: the model uses posture.unheard_of" in out
    assert "burden.sma_term: nothing uses it" in out
    assert "burden.defence_share_base_2015" not in out


def test_check_fails_on_a_broken_overlay(capsys: pytest.CaptureFixture[str], workspace: Workspace) -> None:
    """Every mistake is a line with its place; the exit code is 1."""
    mine = workspace.register / "mine.yaml"
    mine.write_text("posture.usfk_troops: {unit: persn}\npostur.x: {kind: state}\n", encoding="utf-8")
    assert run(["register", "check", "--workspace", str(workspace.root)]) == 1
    out = capsys.readouterr().out
    assert f"{mine}:1: posture.usfk_troops.unit" in out
    assert f"{mine}:2: postur.x" in out


@pytest.mark.parametrize(
    "arguments",
    [["register", "list"], ["register", "show", "posture.usfk_troops"], ["trace", "posture.usfk_troops"]],
)
def test_other_commands_refuse_a_broken_overlay(
    capsys: pytest.CaptureFixture[str], workspace: Workspace, arguments: list[str]
) -> None:
    """One line on stderr with file and line, exit code 2, nothing on stdout."""
    (workspace.register / "mine.yaml").write_text("posture.usfk_troops: {unit: persn}\n", encoding="utf-8")
    assert run([*arguments, "--workspace", str(workspace.root)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "mine.yaml:1:" in captured.err


@pytest.mark.parametrize("language", ["en", "ja"])
def test_trace_marks_the_figure(
    capsys: pytest.CaptureFixture[str], workspace: Workspace, language: str
) -> None:
    """With the document in the library, its sentence is shown with the figure between brackets."""
    content = broken_in(JAPANESE, FIGURE).encode("utf-8")
    held = read_bytes_as(content, "own.txt", language="ja")
    with Library(workspace) as library:
        library.add(held, content)
    (workspace.register / "mine.yaml").write_text(
        written({"posture.mine": pointing(held, FIGURE)}), encoding="utf-8"
    )
    assert run(["trace", "posture.mine", "--workspace", str(workspace.root), "--lang", language]) == 0
    marked = SENTENCE.replace(FIGURE, f"【{FIGURE}】")
    assert marked in capsys.readouterr().out
    assert run(["register", "check", "--workspace", str(workspace.root)]) == 0
    out = capsys.readouterr().out
    assert "1 evidence looked up" in out


def test_trace_without_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    """Outside a workspace the value is shown and its document is said not to be in the library."""
    assert run(["trace", "posture.usfk_troops"]) == 0
    out = capsys.readouterr().out
    assert "28,500 persons" in out
    assert "Class: D (data)" in out
    assert "not in your library" in out


def test_asking_makes_no_library(workspace: Workspace) -> None:
    """A trace in a workspace without a library leaves it without one."""
    assert run(["trace", "posture.usfk_troops", "--workspace", str(workspace.root)]) == 0
    assert not workspace.library.exists()


def test_trace_marks_an_overlay(capsys: pytest.CaptureFixture[str], workspace: Workspace) -> None:
    """A value of the reader's own says so, and where it stands; before it, the register's holds."""
    (workspace.register / "mine.yaml").write_text(written(OWN), encoding="utf-8")
    (workspace.register / "sources.json").write_text(
        '[{"id": "a-source", "type": "report", "title": "Own"}]', encoding="utf-8"
    )
    command = ["trace", "posture.usfk_troops", "--workspace", str(workspace.root)]
    assert run([*command, "--as-of", "2026-11"]) == 0
    out = capsys.readouterr().out
    assert "27,000 persons" in out
    assert "from your overlay" in out and "mine.yaml:" in out
    assert run([*command, "--as-of", "2026-09", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["value"], row["overlay"]) == (28500, False)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["trace", "posture.usfk_trops"], "did you mean posture.usfk_troops"),
        (["trace", "posture.usfk_troops", "--as-of", "1900"], "no value on 1900-12-31"),
        (["trace", "posture.usfk_troops", "--as-of", "yesterday"], "not a date"),
        (["trace", "posture.usfk_troops", "--lang", "fr"], "choose one of en, ja, ko"),
        (["trace", "posture.usfk_troops", "--workspace", "nowhere"], "not a workspace"),
        (["register", "show", "nothing"], "no entry 'nothing'"),
        (["register", "list", "--system", "army"], "choose one of politics"),
        (["register", "list", "--class", "X"], "choose one of D, S, A"),
        (["register", "as-of", "2021-02-30"], "not a date"),
        (["register", "as-of", "2021", "--known-on", "x"], "not a date"),
    ],
)
def test_what_cannot_be_used_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    """Exit code 2, nothing on stdout, one line that says what to do."""
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert words in captured.err


def test_units_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """The closed list of units, in words."""
    assert run(["register", "units", "--lang", "ja"]) == 0
    assert "trillion_krw_nominal\t兆ウォン" in capsys.readouterr().out


def test_an_entry_of_the_readers_own(capsys: pytest.CaptureFixture[str], workspace: Workspace) -> None:
    """A new entry in the overlay is listed with a star."""
    (workspace.register / "mine.yaml").write_text(written({"posture.mine": entry()}), encoding="utf-8")
    assert run(["register", "list", "--workspace", str(workspace.root)]) == 0
    assert "posture.mine\t28,500 persons\tD\tA thing *" in capsys.readouterr().out
