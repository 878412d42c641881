"""What kind of file the bytes are, told by their content and not by the name alone."""

from __future__ import annotations

import re
from pathlib import Path

from kaname.base.errors import InputError

TEXT, MARKDOWN, HTML, PDF = "text/plain", "text/markdown", "text/html", "application/pdf"

# What people do drop on the program, by its first bytes, and what to do about it.
_KNOWN_BINARY: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an office file (DOCX, HWPX, ODT)", "save it as PDF or UTF-8 text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office file (DOC, HWP)", "save it as PDF or UTF-8 text"),
    (b"HWP Document File", "an old HWP file", "save it as PDF or UTF-8 text"),
    (b"{\\rtf", "an RTF file", "save it as PDF or UTF-8 text"),
    (b"\x89PNG\r\n", "a PNG image", "recognise its text first (OCR)"),
    (b"\xff\xd8\xff", "a JPEG image", "recognise its text first (OCR)"),
    (b"GIF8", "a GIF image", "recognise its text first (OCR)"),
    (b"II*\0", "a TIFF image", "recognise its text first (OCR)"),
    (b"MM\0*", "a TIFF image", "recognise its text first (OCR)"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"SQLite format 3\0", "an SQLite database", "give a text, Markdown, HTML or PDF file"),
    (b"\x7fELF", "a program", "give a text, Markdown, HTML or PDF file"),
)
_PDF_HEAD_BYTES = 1024
_HTML_HEAD = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_pdf(content: bytes) -> bool:
    """Whether the bytes are a PDF (its mark may stand anywhere in the first kilobyte)."""
    return b"%PDF-" in content[:_PDF_HEAD_BYTES]


def refuse_known_binary(content: bytes, *, where: str) -> None:
    """Refuse a kind of file that is known and not read here.

    Raises:
        InputError: it says which kind, and what to do.
    """
    for mark, name, todo in _KNOWN_BINARY:
        if content.startswith(mark):
            raise InputError(f"this is {name}, which is not read", where=where, todo=todo)


def text_media_type(text: str, path: Path) -> str:
    """Return whether a decoded text is HTML, Markdown or plain text."""
    if _HTML_HEAD.match(text[:8192]):
        return HTML
    return MARKDOWN if path.suffix.lower() in {".md", ".markdown"} else TEXT
