"""A document as the grammars read it: its view, its date, and the way back to the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from kaname.base.dates import PartialDate
from kaname.claims.model import Part
from kaname.documents.sentences import view_sentences
from kaname.documents.view import View


@dataclass(frozen=True, slots=True)
class Reading:
    """What the grammars need of one document.

    Attributes:
        source: the text, whose offsets claims carry.
        view: its normalised view, which the grammars read.
        language: ``ja``, ``en`` or ``ko``.
        date: the document's date, as coarse as it is known, or None.
        digest: the document's digest, or empty.
        sentences: spans of the view, in order.
    """

    source: str
    view: View
    language: str
    date: PartialDate | None
    digest: str = ""
    sentences: tuple[tuple[int, int], ...] = field(default=())

    @classmethod
    def of(
        cls, source: str, view: View, language: str, date: PartialDate | None, digest: str = ""
    ) -> Reading:
        """Read a text through its view; the sentences are found once."""
        return cls(source, view, language, date, digest, tuple(view_sentences(view, language)))

    def place(self, start: int, end: int) -> dict[str, object]:
        """Document, span and text of a claim, from a span of the view."""
        a, b = self.view.to_source(start, end)
        return {"document": self.digest, "start": a, "end": b, "text": self.source[a:b]}

    def part(self, start: int, end: int) -> Part:
        """A part of a claim, from a span of the view."""
        a, b = self.view.to_source(start, end)
        return Part(a, b, self.source[a:b])

    def sentence_of(self, offset: int) -> tuple[int, int]:
        """The sentence that holds an offset of the view."""
        at = bisect_right(self.sentences, (offset, len(self.view.text) + 1)) - 1
        return self.sentences[at] if at >= 0 else (0, len(self.view.text))

    def paragraph_kind(self, offset: int) -> str:
        """``body``, ``heading``, ``bullet`` or ``footnote``."""
        kinds = self.view.kinds
        return kinds[self.view.paragraph_at(offset)] if kinds else "body"


class Taken:
    """Spans of the view that a grammar has used, to be asked whether a new one overlaps."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a span overlaps one of these (they are disjoint)."""
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and self._spans[at][1] > start:
            return True
        return at + 1 < len(self._spans) and self._spans[at + 1][0] < end


_BLANK = re.compile(r"\s+")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
