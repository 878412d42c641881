"""Text out of PDF files, page by page, with pypdfium2 in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys

from kaname.base.errors import InputError, SurroundingsError
from kaname.documents.limits import MAX_PDF_MEMORY_BYTES, MAX_PDF_SECONDS

PAGE_BREAK = "\f"
"""Stands between two pages of the extracted text."""

# -P: the current folder may be anybody's, and modules are not taken from there.
_READER = (sys.executable, "-P", "-m", "kaname.documents.pdf_process")


def pdf_text(content: bytes, *, where: str) -> str:
    """Return the text of a PDF: pages in order, a form feed between two, lines ended by a newline.

    Raises:
        InputError: it is encrypted, cut short, damaged, over a limit, or has no text layer.
        SurroundingsError: the process that reads it cannot be started.
    """
    try:
        done = subprocess.run(
            _READER, input=content, capture_output=True, timeout=MAX_PDF_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise InputError(
            f"this PDF takes over {MAX_PDF_SECONDS} s to read", where=where, todo="save its text in a file"
        ) from None
    except OSError as error:
        raise SurroundingsError(f"no process to read PDF with ({error.strerror})", where=where) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise InputError(
            "this PDF cannot be read: the reader failed on it within "
            f"{MAX_PDF_MEMORY_BYTES // 2**30} GiB and {MAX_PDF_SECONDS} s",
            where=where,
            todo="save its text in a file",
        ) from None
    if "text" not in answer:
        raise InputError(answer["what"], where=where, todo=answer["todo"])
    return str(answer["text"])
