"""CSL-JSON: matching files, dates, and one line with file and line for whatever is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.base.dates import PartialDate
from kaname.base.errors import InputError
from kaname.documents.bibliography import Bibliography, inferred_item, issued, language_of

ITEM: dict[str, Any] = {
    "id": "ito-2026",
    "title": "同盟の形と〔その〕行方",
    "language": "ja-JP",
    "author": [{"family": "伊藤", "given": "太郎"}],
    "issued": {"date-parts": [[2026, 3, 9]]},
    "custom": {"file": "paper.txt"},
}


def written(folder: Path, content: object) -> Path:
    """Write a bibliography (text as it is, else as JSON) and return its path."""
    path = folder / "library.json"
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8")
    return path


def test_an_item_names_its_file(tmp_path: Path) -> None:
    """The file beside the bibliography is matched, also from another folder by its name; others are not."""
    (tmp_path / "paper.txt").write_text("text")
    bibliography = Bibliography.load(written(tmp_path, [ITEM]))
    for path in (tmp_path / "paper.txt", tmp_path / "other" / "paper.txt"):
        item = bibliography.match(path)
        assert item is not None
        assert (item["id"], item["custom"]["matched"]) == ("ito-2026", "file")
    assert bibliography.match(tmp_path / "another.txt", ITEM["title"]) is None


def test_the_same_name_in_two_folders_is_told_apart(tmp_path: Path) -> None:
    """A path given in full wins over a file of the same name elsewhere."""
    items = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "paper.txt").write_text("text")
        items.append({"id": folder, "title": folder, "custom": {"file": f"{folder}/paper.txt"}})
    bibliography = Bibliography.load(written(tmp_path, items))
    for folder in ("a", "b"):
        item = bibliography.match(tmp_path / folder / "paper.txt")
        assert item is not None
        assert item["id"] == folder


def test_an_item_without_a_file_is_matched_by_its_title(tmp_path: Path) -> None:
    """The title is found in the text's head whatever the widths and blanks, and the match says so."""
    item = {key: value for key, value in ITEM.items() if key != "custom"}
    bibliography = Bibliography.load(written(tmp_path, [item, {"id": "x", "title": "短い題"}]))
    found = bibliography.match("any.txt", "2026年\n 同 盟 の 形 と\n（その）行方 \n 短い題")
    assert found is not None
    assert (found["id"], found["custom"]["matched"]) == ("ito-2026", "title")
    assert bibliography.match("any.txt", "another text") is None


def test_a_title_that_two_items_share_matches_none(tmp_path: Path) -> None:
    """Between two items with the same title nothing is guessed."""
    twins = [{"id": name, "title": "The shape of the alliance"} for name in ("a", "b")]
    assert Bibliography.load(written(tmp_path, twins)).match("x", "The shape of the alliance") is None


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("{}", None, "not a CSL-JSON list"),
        ("", None, "not a CSL-JSON list"),
        ('[\n{"id": "a"},\n{"id": }\n]', 3, "not JSON: Expecting value"),
        ('[\n{"id": "a"}\n{"id": "b"}\n]', 3, "',' or ']' expected"),
        ('[\n{"id": "a"}', 2, "',' or ']' expected"),
        ('[{"id": "a"}]\nmore', 1, "more after the list"),
        ("[\n[]\n]", 2, "an item is a list, not an object"),
        ('[\n{"title": "a"}\n]', 2, "an item's id is missing"),
        ('[\n{"id": true}\n]', 2, "an item's id is true or false"),
        ('[\n{"id": "a"},\n\n{"id": "a"}\n]', 4, "id 'a' was used on line 2 already"),
        ('[\n{"id": "a", "title": 7}\n]', 2, "entry 'a': title is a number, not text"),
        ('[\n{"id": "a", "author": "Ito"}\n]', 2, "entry 'a': author is text, not a list"),
        ('[\n{"id": "a", "author": ["Ito"]}\n]', 2, "entry 'a': an author is text"),
        ('[\n{"id": "a", "issued": {"date-parts": [[2026, 13]]}}\n]', 2, "'2026-13' is not a date"),
        ('[\n{"id": "a", "issued": {}}\n]', 2, "entry 'a': issued has no date parts"),
        ('[\n{"id": "a", "issued": {"date-parts": [[2026, 1, 1, 1]]}}\n]', 2, "4 date parts"),
        ('[\n{"id": "a", "custom": {"file": 3}}\n]', 2, "entry 'a': custom.file is a number"),
        ('[\n{"id": "a"},\n{"id": "b", "custom": {"file": "gone.txt"}}\n]', 3, "entry 'b' names the file"),
        ("[" * 100_000, 1, "nested too deeply"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, content: str, line: int | None, said: str
) -> None:
    """Every mistake in a bibliography gives one line: file, line, entry, what."""
    path = written(tmp_path, content)
    with pytest.raises(InputError) as caught:
        Bibliography.load(path)
    message = str(caught.value)
    assert said in message
    assert message.startswith(f"{path}:{line}: " if line else f"{path}: ")
    assert "\n" not in message


def test_a_missing_or_foreign_file_is_one_line(tmp_path: Path) -> None:
    """A bibliography that is not there, or not UTF-8, says so."""
    with pytest.raises(InputError, match="no such file"):
        Bibliography.load(tmp_path / "none.json")
    path = tmp_path / "library.json"
    path.write_bytes('[{"id": "伊"}]'.encode("cp932"))
    with pytest.raises(InputError, match="not UTF-8 at byte offset 9"):
        Bibliography.load(path)


def test_file_checks_can_be_put_off(tmp_path: Path) -> None:
    """An uploaded bibliography stands alone: its files are not looked for."""
    bibliography = Bibliography.load(written(tmp_path, [ITEM]), check_files=False)
    assert bibliography.match("upload/paper.txt") is not None


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ({"date-parts": [[2026, 3, 9]]}, "2026-03-09"),
        ({"date-parts": [["2026", "03"]]}, "2026-03"),
        ({"date-parts": [[2026]]}, "2026"),
        ({"raw": "2026-03-09"}, "2026-03-09"),
        ({"literal": "forthcoming"}, None),
        (None, None),
    ],
)
def test_issued_in_its_forms(stated: dict[str, Any] | None, date: str | None) -> None:
    """Date parts of one to three, numbers or text, and ISO text are read; free text is no date."""
    found = issued({"issued": stated} if stated is not None else {})
    assert (str(found) if found is not None else None) == date


@given(
    st.dates(),
    st.sampled_from([1, 2, 3]),
)
def test_an_inferred_item_keeps_its_date(day: Any, parts: int) -> None:
    """What is inferred and written as CSL reads back as it was, and is marked as inferred."""
    date = PartialDate(*(day.year, day.month, day.day)[:parts])
    item = inferred_item("key", "title", "ja", date)
    assert issued(item) == date
    assert item["custom"]["inferred"] is True
    assert language_of(item) == "ja"


def test_languages_that_are_not_read_say_nothing() -> None:
    """A language outside the three is left to the script."""
    assert [language_of({"language": name}) for name in ("ja-JP", "en_US", "KO", "fr", None)] == [
        "ja", "en", "ko", None, None,
    ]  # fmt: skip
