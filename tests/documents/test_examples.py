"""The example documents: every number has a source, the bibliography covers every file."""

from __future__ import annotations

import csv
import html
import json
import os
import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from kaname.documents import Bibliography, read

EXAMPLES = Path(str(resources.files("kaname.documents"))) / "examples"
DOCUMENTS = sorted(path.name for path in EXAMPLES.iterdir() if path.suffix in {".txt", ".html"})
BIBLIOGRAPHY = json.loads((EXAMPLES / "library.json").read_text(encoding="utf-8"))
_NUMBER = re.compile(r"[0-9０-９]+(?:[.,][0-9]+)*")
_NOTE = re.compile(r"\[\d+\]")
_SECTION = re.compile(r"(?m)^[0-9０-９][.．]")


def _facts(file: str | None = None) -> list[dict[str, str]]:
    with (EXAMPLES / "facts.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if file in (None, row["file"])]


def _text(file: str) -> str:
    """The visible text of an example, decoded by hand: the reader is not its own judge."""
    content = (EXAMPLES / file).read_bytes().decode("shift_jis" if ".sjis." in file else "utf-8")
    if file.endswith(".html"):
        content = html.unescape(re.sub(r"(?s)<head>.*?</head>|<[^>]+>", "", content))
    return content


def _parts(file: str) -> tuple[str, str, str]:
    """Head (title, author, licence), body and list of sources of an example."""
    head, licence, rest = _text(file).partition("CC BY 4.0")
    body, sources = re.split(r"\n(?:出典|출처|Sources)\n", rest, maxsplit=1)
    return head + licence, body.removeprefix("."), sources


def _spans(text: str, figure: str) -> list[tuple[int, int]]:
    pattern = r"\s+".join(re.escape(word) for word in figure.split())
    return [match.span() for match in re.finditer(pattern, text)]


@pytest.mark.parametrize("file", DOCUMENTS)
def test_every_number_has_a_fact(file: str) -> None:
    """Each number of the body lies inside a figure that the table of facts lists for the file."""
    body = _SECTION.sub(
        lambda m: " " * len(m.group()), _NOTE.sub(lambda m: " " * len(m.group()), _parts(file)[1])
    )
    known = [span for row in _facts(file) for span in _spans(body, row["figure"])]
    orphans = [
        body[max(0, number.start() - 15) : number.end() + 10]
        for number in _NUMBER.finditer(body)
        if not any(start <= number.start() and number.end() <= end for start, end in known)
    ]
    assert orphans == []


@pytest.mark.parametrize("file", DOCUMENTS)
def test_every_fact_stands_in_its_file(file: str) -> None:
    """Each figure of the table is in the text, and its source in the file's list of sources."""
    head, body, sources = _parts(file)
    facts = _facts(file)
    assert facts
    for row in facts:
        assert _spans(head + body, row["figure"]), row["figure"]
        if row["note"]:
            assert f"{row['note']} {row['source']}" in sources
            assert row["note"] in body


@pytest.mark.parametrize("file", DOCUMENTS)
def test_head_says_what_the_file_is(file: str) -> None:
    """Each example names its author, its licence and that it was written for Kaname."""
    head = _parts(file)[0]
    assert "Kaname project" in head
    assert re.search(r"動作例|사용 예|example written for Kaname", head)


@pytest.mark.parametrize("file", DOCUMENTS)
def test_every_note_leads_to_a_source(file: str) -> None:
    """Notes called in the text and notes listed at its end are the same."""
    _, body, sources = _parts(file)
    assert set(_NOTE.findall(body)) == set(re.findall(r"(?m)^\s*(\[\d+\]) \S", sources))


def test_bibliography_covers_each_file() -> None:
    """One item of the bibliography a file, with its title, author, language and date."""
    assert sorted(item["custom"]["file"] for item in BIBLIOGRAPHY) == DOCUMENTS
    assert len({item["id"] for item in BIBLIOGRAPHY}) == len(DOCUMENTS)
    for item in BIBLIOGRAPHY:
        text = _text(item["custom"]["file"])
        year, month, day = item["issued"]["date-parts"][0]
        assert item["title"] in text
        assert f".{item['language']}." in item["custom"]["file"]
        assert item["author"] == [{"literal": "Kaname project"}]
        written = [f"{year}年{month}月{day}日", f"{year}년 {month}월 {day}일"]
        assert any(form in text for form in written) or re.search(rf"\b{day} \w+ {year}\b", text)


def test_three_languages_and_two_encodings() -> None:
    """The examples cover Japanese, English and Korean, HTML, and one file that is not UTF-8."""
    assert {item["language"] for item in BIBLIOGRAPHY} == {"ja", "en", "ko"}
    assert any(file.endswith(".html") for file in DOCUMENTS)
    legacy = [file for file in DOCUMENTS if ".sjis." in file]
    assert legacy
    with pytest.raises(UnicodeDecodeError):
        (EXAMPLES / legacy[0]).read_bytes().decode("utf-8")


def test_the_examples_disagree() -> None:
    """A reader finds what the examples are for: figures that differ by stage, date or definition."""
    figures = {row["figure"] for row in _facts()}
    assert {"13 percent", "13.9 percent"} <= figures
    assert {"66.2947 trillion won", "65.8642 trillion won"} <= figures
    assert {"28,500", "23,642"} <= figures
    assert {"2027년", "2028년"} <= figures


@pytest.mark.shared
def test_facts_are_rows_of_the_fact_tables() -> None:
    """Each fact names a row that the collected tables hold as found, not as recalled."""
    folder = os.environ.get("KANAME_SHARED")
    if not folder:
        pytest.skip("KANAME_SHARED is not set: the fact tables are not here")
    for row in _facts():
        if not row["table"]:
            continue
        wanted = dict(part.split("=", 1) for part in row["row"].split(";"))
        with (Path(folder) / "facts" / f"{row['table']}.csv").open(encoding="utf-8", newline="") as lines:
            found = [fact for fact in csv.DictReader(lines) if wanted.items() <= fact.items()]
        assert found, row
        assert any(fact["confidence"] in {"found", "seed"} for fact in found), row


@pytest.mark.parametrize("item", BIBLIOGRAPHY, ids=[item["id"] for item in BIBLIOGRAPHY])
def test_the_reader_reads_each_example(item: dict[str, Any]) -> None:
    """The reader finds language, date and text of each example with the bibliography beside it."""
    file = item["custom"]["file"]
    document = read(EXAMPLES / file, bibliography=Bibliography.load(EXAMPLES / "library.json"))
    assert document.language == item["language"]
    assert document.key == item["id"]
    assert document.date is not None
    missing = [row["figure"] for row in _facts(file) if not _spans(document.text, row["figure"])]
    assert missing == []
