"""The part of PDF reading that runs in a process of its own, with limits: ``python -m`` this module.

PDF from strangers is hostile until parsed: two megabytes can be made to unpack into ten gigabytes, and
a fault in a parser written in C++ takes its process with it. So this process has little memory and time
to lose; :mod:`kaname.documents.pdf` starts it, gives it the bytes, and reads one JSON object back.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys

import pypdfium2
from pypdfium2 import PdfiumError

from kaname.base.errors import InputError
from kaname.documents.limits import MAX_CHARACTERS, MAX_PDF_MEMORY_BYTES, MAX_PDF_PAGES, MAX_PDF_SECONDS
from kaname.documents.pdf import PAGE_BREAK

_TAIL_BYTES = 4096
# PDFium marks a hyphen at a line's end with one of these; the page shows a hyphen.
_LINE_HYPHEN = re.compile("[\x02\ufffe]")
# What a broken character map may give, and no text can hold.
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")


def pages_text(content: bytes) -> str:
    """Return the text of a PDF: pages in order, a form feed between two, lines ended by a newline.

    Raises:
        InputError: it is encrypted, cut short, damaged, over a limit, or has no text layer.
    """
    document = _opened(content)
    try:
        pages = _pages(document)
    finally:
        document.close()
    text = PAGE_BREAK.join(pages)
    if not text.strip():
        raise InputError(
            f"no text in this PDF ({len(pages):,} page{'s' * (len(pages) != 1)} of images only)",
            todo="recognise its text first (OCR)",
        )
    return text


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(content)
        number = len(document)
    except PdfiumError as error:
        reason = str(error)
        if "password" in reason.lower() or "security" in reason.lower():
            raise InputError("this PDF is encrypted", todo="save it without a password first") from None
        raise InputError(_damage(content), todo="fetch the file again") from None
    try:
        # PDFium mends a file that was cut short, and would pass over its missing pages in silence.
        if b"%%EOF" not in content[-_TAIL_BYTES:]:
            raise InputError(_damage(content), todo="fetch the file again")
        if not number:
            raise InputError("this PDF has no pages", todo="fetch the file again")
        if number > MAX_PDF_PAGES:
            raise InputError(
                f"{number:,} pages is over the limit of {MAX_PDF_PAGES:,}", todo="split the file"
            )
    except InputError:
        document.close()
        raise
    return document


def _damage(content: bytes) -> str:
    if b"%%EOF" not in content[-_TAIL_BYTES:]:
        return f"this PDF is cut short ({len(content):,} bytes, no end mark)"
    return "this PDF is damaged and cannot be opened"


def _pages(document: pypdfium2.PdfDocument) -> list[str]:
    pages: list[str] = []
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text_page = page.get_textpage()
            text = str(text_page.get_text_range())
            text_page.close()
            page.close()
        except PdfiumError:
            raise InputError(
                f"page {number + 1:,} of this PDF is damaged", todo="fetch the file again"
            ) from None
        characters += len(text)
        if characters > MAX_CHARACTERS:
            raise InputError(
                f"over {MAX_CHARACTERS:,} characters by page {number + 1:,}",
                todo="split the file",
            )
        text = _NO_CHARACTER.sub("\ufffd", text.replace("\r\n", "\n"))
        pages.append(_LINE_HYPHEN.sub("-", text))
    return pages


def main() -> None:
    """Read a PDF from stdin; write ``{"text": …}`` or ``{"what": …, "todo": …}`` to stdout."""
    _limit_process()
    try:
        answer = {"text": pages_text(sys.stdin.buffer.read())}
    except InputError as error:
        answer = {"what": error.what, "todo": error.todo or ""}
    except MemoryError:
        sys.exit(1)
    json.dump(answer, sys.stdout)


def _limit_process() -> None:
    """Take memory and time away from this process, where the system can."""
    with contextlib.suppress(ImportError):
        import resource

        for what, limit in (
            (resource.RLIMIT_AS, MAX_PDF_MEMORY_BYTES),
            (resource.RLIMIT_CPU, MAX_PDF_SECONDS),
            (resource.RLIMIT_CORE, 0),
        ):
            # A limit set lower before us stays, and macOS refuses some of these.
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(what, (limit, limit))


if __name__ == "__main__":
    main()
