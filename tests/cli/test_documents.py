"""init, read and search on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kaname.base.workspace import Workspace
from kaname.cli import run
from kaname.documents import Library

JAPANESE = "同盟の形\n2026年3月9日\n\n在韓米軍は約28,500人である。\n"
KANAME = [sys.executable, "-c", "from kaname.cli import main; main()"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace that is the current folder, with a good and a bad file in it."""
    assert run(["init", str(tmp_path / "w")]) == 0
    monkeypatch.chdir(tmp_path / "w")
    Path("good.txt").write_text(JAPANESE, encoding="utf-8")
    Path("bad.txt").write_bytes(b"\0\1\2\3")
    return tmp_path / "w"


def test_a_document_is_read_and_found(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row says what was read and where its date came from; the search shows the place."""
    capsys.readouterr()
    assert run(["read", "good.txt"]) == 0
    said = capsys.readouterr()
    assert said.out.rstrip("\n").split("  ") == [
        "good", "ja", "2026-03-09 (inferred from the text)", f"{len(JAPANESE)} characters", "同盟の形",
        "[citation inferred]",
    ]  # fmt: skip
    assert said.err == ""
    assert run(["search", "28500", "--workspace", str(place)]) == 0
    start = JAPANESE.index("28,500")
    assert capsys.readouterr().out == f"good:{start}-{start + 6}  在韓米軍は約【28,500】人である。\n"


def test_programs_can_read_the_rows(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json each row is an object with the same facts."""
    capsys.readouterr()
    assert run(["read", "good.txt", "--date", "2025", "--lang", "ko", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["key"], row["date"], row["date_source"]) == ("good", "2025", "given")
    assert (row["language"], row["language_source"]) == ("ko", "given")
    assert run(["search", "米軍", "--json"]) == 0
    hit = json.loads(capsys.readouterr().out)
    assert JAPANESE[hit["start"] : hit["end"]] == hit["hit"] == "米軍"
    assert run(["search", "nowhere", "--json"]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "nothing found\n")


def test_one_bad_file_does_not_stop_the_batch(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The good are kept and the bad get a line each, with exit code 1."""
    capsys.readouterr()
    assert run(["read", "bad.txt", "good.txt", "none.txt"]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("good  ja  ")
    assert said.err.splitlines() == [
        "kaname: bad.txt: not a text file (NUL byte at offset 0); give a text, Markdown, HTML or PDF file",
        "kaname: none.txt: no such file; check the name",
        "kaname: 2 of 3 files could not be read; the others are in the library",
    ]
    with Library(Workspace.open(place)) as library:
        assert [document.key for document in library.documents()] == ["good"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", "bad.txt"], "bad.txt: not a text file"),
        (["read", "none.txt"], "none.txt: no such file"),
        (["read", "bad.txt", "none.txt"], "none of the 2 files could be read"),
        (["read", "good.txt", "--date", "yesterday"], "--date: 'yesterday' is not a date"),
        (["read", "good.txt", "--lang", "fr"], "language 'fr' is not read"),
        (["read", "good.txt", "--bibliography", "none.json"], "none.json: no such file"),
        (["read", "good.txt", "--bibliography", "list.json"], "list.json:1: entry 'a' names the file"),
        (["read", "good.txt", "--workspace", ".."], "this is not a workspace"),
        (["read"], "Missing argument"),
        (["search", "。"], "nothing to search for"),
        (["search", "x", "--limit", "0"], "Invalid value for '--limit'"),
        (["init", "good.txt"], "a file, not a folder"),
    ],
)  # fmt: skip
def test_bad_input_is_exit_2_and_one_last_line(
    place: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    """What cannot be used on the command line is said on stderr, and nothing is on stdout."""
    Path("list.json").write_text('[{"id": "a", "custom": {"file": "gone.txt"}}]')
    capsys.readouterr()
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err.splitlines()[-1]
    assert "Traceback" not in err


def test_a_library_that_is_none_is_bad_input(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A damaged library gives one line and stays as it is."""
    (place / "library.sqlite").write_bytes(b"nothing like a database " * 50)
    before = (place / "library.sqlite").read_bytes()
    assert run(["read", "good.txt"]) == 2
    assert "no library that can be read" in capsys.readouterr().err
    assert (place / "library.sqlite").read_bytes() == before


def test_a_second_process_is_told(place: Path) -> None:
    """While one process holds the workspace, another's read is one line and exit code 1; search works."""
    with Workspace.open(place).writing():
        done = [
            subprocess.run([*KANAME, *arguments], cwd=place, capture_output=True, text=True, check=False)
            for arguments in (["read", "good.txt"], ["search", "米軍"])
        ]
    assert (done[0].returncode, len(done[0].stderr.splitlines())) == (1, 1)
    assert "another process is writing to this workspace" in done[0].stderr
    assert done[1].returncode == 0


def test_a_full_disk_is_told_and_nothing_is_lost(place: Path) -> None:
    """A process that may write no more gives one line, exit 1, and the library is as it was."""
    assert run(["read", "good.txt"]) == 0
    long = "".join(f"{number}番目の文は在韓米軍のことを言う。\n\n" for number in range(4000))
    Path("long.txt").write_text(long, encoding="utf-8")
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\n"
        "from kaname.cli import main; main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, "read", "long.txt"],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    with Library(Workspace.open(place)) as library:
        assert [document.key for document in library.documents()] == ["good"]
        assert len(library.search("在韓米軍", limit=None)) == 1
        assert library.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert run(["read", "long.txt"]) == 0
