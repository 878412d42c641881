"""Whether evidence still holds: the span of a document must hold the figure."""

from __future__ import annotations

import unicodedata
from typing import Protocol

from kaname.register.schema import DocumentEvidence


class Text(Protocol):
    """A document as far as evidence needs it."""

    @property
    def text(self) -> str:
        """The text as extracted."""


def bare(text: str) -> str:
    """Return a text as figures are compared: compatibility forms folded (NFKC), blanks removed."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def fault(text: str, item: DocumentEvidence) -> str | None:
    """Say why a document does not hold what the evidence says; None where it does.

    The figure must stand within the span. Blanks, line breaks and character widths do not count:
    a text keeps the line breaks of its pages.
    """
    start, end = item.span
    if end > len(text):
        return f"span {item.span} ends past the document's {len(text):,} characters"
    held = bare(text[start:end])
    if bare(item.exact) not in held:
        return f"span {item.span} does not hold {item.exact!r}"
    return None
