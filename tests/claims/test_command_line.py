"""``kaname claims``: rows for programs, a listing for people, one line for each error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kaname.claims
from kaname.cli import run

TEXT = "2026年3月9日\r\n\r\n　兵力は約3万7,000人である。昨年12月、長官は「抑止力を高める」と述べた。\r\n"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A small Japanese paper with Windows line ends."""
    path = tmp_path / "paper.txt"
    path.write_bytes(TEXT.encode("utf-8"))
    return path


def test_rows_carry_offsets_of_the_decoded_file(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON object a line; every span holds its text in the file as decoded, nothing translated."""
    assert run(["claims", str(paper), "--date", "2026-03-09", "--lang", "ja", "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["type"] for row in rows] == ["date", "quantity", "date", "statement"]
    for row in rows:
        assert TEXT[row["start"] : row["end"]] == row["text"]
    assert rows[1]["value"] == 37000
    assert rows[2]["iso"] == "2025-12"
    assert rows[3]["speaker"]["text"] == "長官"


def test_the_date_moves_what_depends_on_it(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """昨年 follows --date, in each of its three forms."""
    for given, expected in (("2021", "2020-12"), ("2019-05", "2018-12"), ("2011-01-31", "2010-12")):
        assert run(["claims", str(paper), "--date", given, "--lang", "ja"]) == 0
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [row["iso"] for row in rows if row["text"] == "昨年12月"] == [expected]


def test_a_listing_for_people(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table names offset, type, reading and words, and counts the claims on stderr."""
    assert run(["claims", str(paper), "--lang", "ja", "--format", "table"]) == 0
    captured = capsys.readouterr()
    assert "37000 person" in captured.out
    assert "長官: 「抑止力を高める」と述べた" in captured.out
    assert captured.err.strip() == "4 claims in paper.txt"


def test_what_is_not_read_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kind of claim that has no grammar for a language is named in one line; today none lacks one."""
    path = tmp_path / "paper.txt"
    path.write_text("9 March 2026\n\nThe minister said that 31,000 troops would stay.\n", encoding="utf-8")
    assert run(["claims", str(path), "--lang", "en"]) == 0
    captured = capsys.readouterr()
    assert '"type": "statement"' in captured.out
    assert captured.err == ""
    monkeypatch.setitem(kaname.claims.UNREAD, "en", ("milestones",))
    assert run(["claims", str(path), "--lang", "en"]) == 0
    assert "milestones are not read in en yet" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--date", "09.03.2026"], "is not a date"),
        (["--date", "2026-02-31"], "is not a date"),
        (["--lang", "fr"], "fr"),
        (["--format", "xml"], "xml"),
    ],
)
def test_a_bad_option_is_one_line(
    arguments: list[str], word: str, paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bad date, language or format: exit 2, one line on stderr, nothing on stdout."""
    assert run(["claims", str(paper), *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert word in captured.err


@pytest.mark.parametrize("content", [None, b"", b" \n\n", b"\x89PNG\r\n\x1a\n" + bytes(64)])
def test_a_bad_file_is_one_line(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing, empty, blank or binary file: exit 2 and one line that names it."""
    path = tmp_path / "paper.txt"
    if content is not None:
        path.write_bytes(content)
    assert run(["claims", str(path), "--lang", "ja"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "paper.txt" in captured.err
