"""Kinds of file, by content."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaname.base.errors import InputError
from kaname.documents import media


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("<!DOCTYPE html><html>", "a.txt", media.HTML),
        ("  <?xml version='1.0'?>\n<!-- note --><html lang='en'>", "a.txt", media.HTML),
        ("<p> is how a paragraph begins in HTML.", "a.html", media.TEXT),
        ("# Title", "a.md", media.MARKDOWN),
        ("# Title", "a.txt", media.TEXT),
    ],
)
def test_content_decides_before_the_name(text: str, name: str, kind: str) -> None:
    """A page is HTML by its first tag, whatever its name; a name alone makes no page."""
    assert media.text_media_type(text, Path(name)) == kind


def test_a_pdf_is_known_by_its_mark() -> None:
    """The mark of PDF may stand a little after the beginning."""
    assert media.is_pdf(b"%PDF-1.7\n")
    assert media.is_pdf(b"\n\n%PDF-1.7\n")
    assert not media.is_pdf(b"a text about %PDF".rjust(5000))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04rest", "a ZIP archive or an office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "an old office file"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"{\\rtf1", "an RTF file"),
    ],
)
def test_known_kinds_are_refused_by_name(content: bytes, said: str) -> None:
    """A kind that is known and not read is named, with what to do instead."""
    with pytest.raises(InputError, match=said):
        media.refuse_known_binary(content, where="file")
