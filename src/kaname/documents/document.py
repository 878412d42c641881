"""A document: one source as it was read, with its text, language, date and bibliographic data."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from kaname.base.dates import PartialDate
from kaname.documents.view import View, normalised_view

DateSource = Literal["given", "bibliography", "text", "none"]
"""Where a document's date came from, most trusted first."""

LanguageSource = Literal["given", "bibliography", "text"]
"""Where a document's language came from, most trusted first."""


@dataclass(frozen=True)
class Document:
    """One source: what was read from a file, never edited.

    Attributes:
        digest: ``sha256:`` and the hexadecimal SHA-256 of the file's bytes.
        file_name: the file's name, without its folder.
        media_type: ``text/plain``, ``text/markdown``, ``text/html`` or ``application/pdf``.
        text: the text as extracted; for text files the file decoded, nothing stripped and no newline
            translated; for PDF the pages, a form feed between two. Spans are offsets into it, in
            Unicode code points, half open.
        language: ``en``, ``ja`` or ``ko``.
        date: the date of publication, as fine as it is known; None when nothing states it.
        date_source: ``given``, ``bibliography``, ``text`` (inferred from its head) or ``none``.
        citation: a CSL-JSON item; inferred ones carry ``custom.inferred`` = true.
        key: the citation key: the item's ``id``, with a number where another document of the library has
            that already.
        title: the item's title.
        language_source: ``given``, ``bibliography`` or ``text`` (inferred from its script).
    """

    digest: str
    file_name: str
    media_type: str
    text: str = field(repr=False)
    language: str
    date: PartialDate | None
    date_source: DateSource
    citation: Mapping[str, Any] = field(hash=False, repr=False)
    key: str
    title: str
    language_source: LanguageSource = "text"

    @functools.cached_property
    def view(self) -> View:
        """The normalised view of the text, with the way back to it."""
        return normalised_view(self.text, self.language)

    @property
    def inferred(self) -> bool:
        """Whether the bibliographic data was inferred rather than stated by a bibliography."""
        custom = self.citation.get("custom")
        return isinstance(custom, Mapping) and bool(custom.get("inferred"))
