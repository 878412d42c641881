"""From a file to a document: what is known, from where, and every bad file."""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.base.dates import PartialDate
from kaname.base.errors import InputError
from kaname.documents import Bibliography, read, read_bytes_as, reading

TEXT = "同盟の形\n2026年3月9日\n\n在韓米軍は約28,500人である。\r\n"


def test_a_text_file_is_kept_as_it_is(tmp_path: Path) -> None:
    """Nothing is stripped, no line end is translated, and the digest is that of the bytes."""
    path = tmp_path / "shape.txt"
    for content, encoding in ((TEXT.encode(), "utf-8"), (TEXT.encode("cp932"), "Shift_JIS")):
        path.write_bytes(content)
        document = read(path)
        assert document.text == TEXT, encoding
        assert document.digest == "sha256:" + hashlib.sha256(content).hexdigest()
        assert (document.language, str(document.date), document.date_source) == ("ja", "2026-03-09", "text")
        assert (document.title, document.key, document.inferred) == ("同盟の形", "shape", True)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t"), min_size=1))
def test_the_text_is_the_decoded_file(text: str) -> None:
    """Any UTF-8 file with a letter or mark in it comes back whole."""
    text = "x" + text
    assert read_bytes_as(text.encode(), "a.txt", language="en").text == text


def test_the_order_of_trust(tmp_path: Path) -> None:
    """A date or language given wins over the bibliography's, and that over what the text says."""
    path = tmp_path / "shape.txt"
    path.write_text(TEXT, encoding="utf-8")
    item = {"id": "ito-2025", "title": "T", "language": "ko", "issued": {"date-parts": [[2025, 6]]}}
    listed = tmp_path / "library.json"
    listed.write_text(json.dumps([{**item, "custom": {"file": "shape.txt"}}]), encoding="utf-8")
    bibliography = Bibliography.load(listed)

    document = read(path, bibliography=bibliography)
    assert (document.key, document.title, document.inferred) == ("ito-2025", "T", False)
    assert (str(document.date), document.date_source) == ("2025-06", "bibliography")
    assert (document.language, document.language_source) == ("ko", "bibliography")

    document = read(path, bibliography=bibliography, date="2024-01-02", language="en")
    assert (document.date, document.date_source) == (PartialDate(2024, 1, 2), "given")
    assert (document.language, document.language_source) == ("en", "given")

    path.write_text("同盟の形だけを語る文である。", encoding="utf-8")
    document = read(path)
    assert (document.date, document.date_source) == (None, "none")


def test_each_kind_of_file_is_read_by_content(tmp_path: Path, pdf: Callable[..., bytes]) -> None:
    """A name that lies changes nothing: PDF and HTML are known by their bytes, Markdown is text."""
    page = "<!doctype html><html><head><title>Shape</title></head><body><article>" + (
        "<p>The alliance keeps the shape it has had for years, and says so at length here.</p>" * 5
    )
    for name, content, kind in (
        ("a.txt", pdf(["The alliance and its shape"]), "application/pdf"),
        ("b.txt", page.encode(), "text/html"),
        ("c.pdf", codecs.BOM_UTF16_LE + page.encode("utf-16-le"), "text/html"),
        ("d.md", b"# The shape\n\nof the alliance", "text/markdown"),
        ("e.html", b"The alliance, in plain text", "text/plain"),
    ):
        (tmp_path / name).write_bytes(content)
        document = read(tmp_path / name)
        assert (document.media_type, document.language) == (kind, "en"), name
        assert "alliance" in document.text


def test_every_bad_file_is_one_line(
    tmp_path: Path, pdf: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each kind of unusable file names itself and what is wrong, on one line, as bad input (exit 2)."""
    monkeypatch.setattr(reading, "MAX_FILE_BYTES", 1_000_000)
    monkeypatch.setattr(reading, "MAX_CHARACTERS", 100_000)
    bad = {
        "empty.txt": (b"", "empty"),
        "blank.txt": (" \n\u3000\t\ufeff\u200b\r\n".encode(), "only blanks"),
        "binary.txt": (bytes(range(256)) * 4, "not a text file"),
        "program.txt": (b"\x7fELF\x02\x01", "a program"),
        "broken.txt": (TEXT.encode()[:-3] + b"\xff\xff", "bytes at offset"),
        "claims.txt": (codecs.BOM_UTF8 + TEXT.encode("cp932"), "byte order mark says UTF-8"),
        "office.docx": (b"PK\x03\x04", "office file"),
        "locked.pdf": (pdf(["x"], encrypted=True), "encrypted"),
        "scan.pdf": (pdf([""]), "images only"),
        "cut.pdf": (pdf(["x"])[:700], "cut short"),
        "long.pdf": (pdf(["x"] * 500), "500 pages is over the limit"),
        "large.txt": (b"a" * 1_000_001, "bytes is over the limit"),
        "wordy.txt": (b"word " * 20_001, "characters is over the limit"),
        "figures.txt": (b"28,500 3.5", "language"),
    }
    for name, (content, _) in bad.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()
    for name, said in {
        **{name: said for name, (_, said) in bad.items()},
        "folder": "a folder",
        "missing.txt": "no such file",
    }.items():
        with pytest.raises(InputError) as caught:
            read(tmp_path / name)
        assert str(caught.value).startswith(str(tmp_path / name) + ": "), name
        assert said in str(caught.value), (name, str(caught.value))
        assert "\n" not in str(caught.value)
        assert caught.value.exit_code == 2


@given(
    st.sampled_from(
        [b"", b"<!doctype html><html>", b"<html><meta charset=euc-kr>", codecs.BOM_UTF16_LE, b"{\\rtf"]
    ),
    st.binary(max_size=300) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
def test_any_bytes_are_a_document_or_one_line(head: bytes, rest: bytes) -> None:
    """Whatever a file holds, it becomes a document with some text in it, or one line of bad input."""
    try:
        document = read_bytes_as(head + rest, "file", language="en")
    except InputError as error:
        assert "\n" not in str(error)
        return
    assert document.text.strip()
    assert document.key
    assert document.view is document.view


def test_an_unknown_language_is_refused() -> None:
    """A language given that is none of the three says which there are."""
    with pytest.raises(InputError, match="'fr' is not read; give one of en, ja, ko"):
        read_bytes_as(b"text", "a.txt", language="fr")


@pytest.mark.shared
def test_the_five_documents(shared: Path) -> None:
    """The five documents are read whole, in Japanese, each with its entry of the bibliography."""
    bibliography = Bibliography.load(shared / "seeds" / "library.json")
    for entry in bibliography.entries:
        path = shared / "seeds" / entry.item["custom"]["file"]
        document = read(path, bibliography=bibliography)
        assert document.text.encode() == path.read_bytes()
        assert (document.key, document.language, document.date_source) == (
            entry.item["id"],
            "ja",
            "bibliography",
        )
        assert read(path).language == "ja"
