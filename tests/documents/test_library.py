"""The library: nothing given to it is lost, whatever fails."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaname.base.errors import InputError, SurroundingsError
from kaname.base.workspace import Workspace
from kaname.documents import Bibliography, Document, Library, read_bytes_as
from kaname.documents import library as module

WRAPPED = (
    "序文である。\n\n"
    "約28,500人の米軍が韓国に駐留してきたが、近年はその任務と規模をめぐって議論が続き、米\n"
    "軍が駐留する意味を問い直す声は、ソウルでもワシントンでも、以前より大きくなって\n"
    "いると、この例文は述べている。\n"
)
"""Lines broken as papers break them, once in the middle of a word."""


def kept(library: Library, text: str, name: str = "a.txt", **known: Any) -> Document:
    """Add a text under a name."""
    content = text.encode()
    return library.add(read_bytes_as(content, name, **{"language": "ja", **known}), content)


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t\f")))
def test_what_is_added_comes_back(text: str) -> None:
    """Bytes, text, digest and every field of any document survive the library, also reopened."""
    content = ("題\n" + text).encode()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "w")
        document = read_bytes_as(content, "a.txt", language="ja", date="2026-03")
        with Library(workspace) as library:
            assert library.add(document, content) == document
        with Library(workspace) as library:
            assert library.get(document.digest) == document
            assert library.get(document.key).text == "題\n" + text
            assert library.original(document.digest) == content
            assert library.documents() == [document]


def test_an_empty_library_answers(library: Library) -> None:
    """A new library has no documents, finds nothing, and says how to fill it."""
    assert library.documents() == []
    assert library.search("米軍") == []
    with pytest.raises(InputError, match="the library is empty; add documents with: kaname read"):
        library.get("ito-2026")


def test_documents_are_got_by_key_digest_or_its_beginning(library: Library) -> None:
    """A unique beginning of a digest serves; an unknown reference names the nearest keys."""
    first = kept(library, "一つ目の文書", "ito-2026.txt")
    second = kept(library, "二つ目の文書", "kim-2026.txt")
    assert library.get("ito-2026") == first
    assert library.get(second.digest) == second
    assert library.get(second.digest[:14]) == second
    assert library.get(second.digest[7:14]) == second
    with pytest.raises(InputError, match="no document 'ito-2025'; did you mean ito-2026"):
        library.get("ito-2025")
    with pytest.raises(InputError, match="the library holds ito-2026, kim-2026"):
        library.get("sha256:zzzz")
    with pytest.raises(InputError, match="no document ''"):
        library.get("")


def test_a_digest_prefix_of_two_is_refused(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A beginning that two digests share is not guessed at."""
    monkeypatch.setattr(module, "_SHORTEST_DIGEST", 1)
    for number in range(20):
        kept(library, f"文書{number}", f"n{number}.txt")
    digests = [document.digest[7] for document in library.documents()]
    shared = next(digit for digit in digests if digests.count(digit) > 1)
    with pytest.raises(InputError, match="begins the digests of several"):
        library.get(shared)


def test_adding_again_changes_nothing(library: Library) -> None:
    """The same file twice is one document, found once."""
    first = kept(library, "在韓米軍の話")
    assert kept(library, "在韓米軍の話") == first
    assert len(library.documents()) == 1
    assert len(library.search("在韓米軍", limit=None)) == 1


def test_adding_again_with_better_data_updates(library: Library, tmp_path: Path) -> None:
    """A bibliography betters what was inferred; what was given is not undone by less."""
    text = "在韓米軍の話\n2026年3月9日\n"
    assert kept(library, text, language=None).date_source == "text"
    listed = tmp_path / "library.json"
    item = {"id": "ito-2026", "title": "T", "language": "ja", "issued": {"date-parts": [[2026, 3]]}}
    listed.write_text(json.dumps([{**item, "custom": {"file": "a.txt"}}]), encoding="utf-8")
    bibliography = Bibliography.load(listed, check_files=False)
    better = kept(library, text, bibliography=bibliography, language=None)
    assert (better.key, str(better.date), better.inferred) == ("ito-2026", "2026-03", False)
    assert str(kept(library, text, date="2025").date) == "2025"
    again = kept(library, text, language=None)
    assert (again.key, str(again.date), again.date_source) == ("ito-2026", "2025", "given")
    assert library.get("ito-2026") == again
    assert len(library.documents()) == 1


def test_a_new_language_is_indexed_anew(library: Library) -> None:
    """Lines join without a blank in Japanese and with one in Korean; the index follows the language."""
    kept(library, WRAPPED, language="ko")
    assert library.search("米軍が駐留") == []
    kept(library, WRAPPED, language="ja")
    assert len(library.search("米軍が駐留")) == 1
    assert len(library.search("規模", limit=None)) == 1


def test_two_documents_of_one_key_get_two(library: Library) -> None:
    """A key that is taken gets a number, and keeps it when the file is read again."""
    assert kept(library, "初版の文").key == "a"
    assert kept(library, "改訂版の文").key == "a-2"
    assert kept(library, "初版の文").key == "a"
    assert kept(library, "改訂版の文").key == "a-2"


def test_a_crash_between_bytes_and_row_is_harmless(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes without a row are no document; reading the file again makes it one."""
    kept(library, "先の文書", "before.txt")

    def crash(*_: object) -> Document:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Library, "_keep_row", crash)
        with pytest.raises(KeyboardInterrupt):
            kept(library, "後の文書", "after.txt")
    with Library(library.workspace) as reopened:
        assert [document.key for document in reopened.documents()] == ["before"]
        assert kept(reopened, "後の文書", "after.txt").key == "after"
        assert reopened.original("after") == "後の文書".encode()


def test_half_an_index_is_never_kept(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """When indexing fails midway the document is not there at all."""
    calls = iter(range(100))

    def failing(text: str) -> str:
        if next(calls) == 2:
            raise MemoryError
        return text

    with monkeypatch.context() as patched:
        patched.setattr(module, "index_text", failing)
        with pytest.raises(MemoryError):
            kept(library, "First.\n\nSecond one.\n\nThird one.\n\nLast.", language="en")
    assert library.documents() == []
    assert library.connection.execute("SELECT count(*) FROM paragraph").fetchone()[0] == 0
    assert kept(library, "First.\n\nSecond one.\n\nThird one.\n\nLast.", language="en")


def test_a_full_disk_keeps_what_was_there(library: Library) -> None:
    """SQLite out of room gives one line, and the documents of before are all still found."""
    kept(library, "在韓米軍の話")
    pages = library.connection.execute("PRAGMA page_count").fetchone()[0]
    library.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(SurroundingsError, match=r"full.* what was in it is kept") as caught:
        kept(library, "".join(f"{number}番目の長い文である。\n\n" for number in range(5000)), "long.txt")
    assert "\n" not in str(caught.value)
    library.connection.execute("PRAGMA max_page_count = 1000000")
    assert [document.key for document in library.documents()] == ["a"]
    assert len(library.search("在韓米軍")) == 1
    assert library.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_full_disk_for_the_bytes(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the original's bytes find no room there is no document either."""

    def full(path: Path, content: bytes) -> None:
        raise SurroundingsError("could not be written (No space left on device)", where=str(path))

    monkeypatch.setattr(module, "write_bytes", full)
    with pytest.raises(SurroundingsError, match="No space left"):
        kept(library, "在韓米軍の話")
    assert library.documents() == []


def test_originals_are_checked(library: Library) -> None:
    """Bytes that are gone or altered are said, never returned; reading the file again restores them."""
    document = kept(library, "在韓米軍の話")
    path = library.workspace.documents / document.digest.removeprefix("sha256:")
    path.write_bytes(b"altered")
    with pytest.raises(SurroundingsError, match="was altered"):
        library.original("a")
    path.unlink()
    with pytest.raises(SurroundingsError, match="cannot be read"):
        library.original("a")
    kept(library, "在韓米軍の話")
    assert library.original("a") == "在韓米軍の話".encode()


def test_other_bytes_are_refused(library: Library) -> None:
    """A document is kept with the bytes it was read from and no others."""
    document = read_bytes_as("在韓米軍の話".encode(), "a.txt")
    with pytest.raises(InputError, match="not the bytes"):
        library.add(document, b"others")


def test_another_version_indexes_anew(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version indexed is indexed anew at the next writing, and found once."""
    kept(library, "在韓米軍の話")
    monkeypatch.setattr(module, "_INDEXED_BY", "later")
    kept(library, "別の文書", "b.txt")
    assert len(library.search("在韓米軍", limit=None)) == 1
    rows = library.connection.execute("SELECT DISTINCT indexed_by FROM document").fetchall()
    assert [row[0] for row in rows] == ["later"]


def test_a_reader_sees_the_old_while_another_writes(library: Library) -> None:
    """An open transaction of a writer neither blocks a reader nor shows it half a document."""
    kept(library, "在韓米軍の話")
    with Library(library.workspace) as writer:
        writer.connection.execute("BEGIN IMMEDIATE")
        writer.connection.execute("DELETE FROM paragraph")
        assert len(library.search("在韓米軍")) == 1
        writer.connection.execute("ROLLBACK")


def test_fields_survive_unchanged(library: Library) -> None:
    """The row holds every field that a document has."""
    document = kept(library, "在韓米軍の話", date="2026-03-09")
    row = library.connection.execute("SELECT * FROM document").fetchone()
    assert isinstance(row, sqlite3.Row)
    fields = {field.name for field in dataclasses.fields(document)}
    assert fields <= set(row.keys())
