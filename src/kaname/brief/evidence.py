"""The evidence appendix: every claim shown, in its sentence, with the figure marked.

A sentence is of the document's normalised view (its lines joined); the offsets beside it are of the text
as extracted, which is never edited. A sentence with several claims stands once.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from kaname.claims.model import Claim, MilestoneClaim, StatementClaim
from kaname.documents.document import Document
from kaname.documents.sentences import view_sentences

_CLAUSES = (StatementClaim, MilestoneClaim)
"""Claims that are clauses: underlined, where a figure is marked."""
_CONTEXT = 40
"""Characters shown on each side of a claim that lies in no sentence of the view."""
_LONGEST = 600
"""Characters of a passage: a table without full stops would else be quoted whole."""


@dataclass(slots=True)
class Passage:
    """One sentence with the claims that begin in it.

    Attributes:
        anchor: id in the page.
        text: the sentence.
        start: offset of its first character in the document's text; ``end`` after its last.
        claims: each with its start and end in ``text``.
    """

    anchor: str
    text: str
    start: int
    end: int
    claims: list[tuple[Claim, int, int]] = field(default_factory=list)

    @property
    def markup(self) -> Markup:
        """The sentence with each claim's anchor and marks; a marked figure leads back to its row."""
        cuts = {0, len(self.text)}
        for _, start, end in self.claims:
            cuts |= {start, end}
        edges = sorted(cuts)
        parts: list[Markup] = []
        for a, b in itertools.pairwise(edges):
            for claim, start, _ in self.claims:
                if start == a:
                    parts.append(Markup('<span class="at" id="{}"></span>').format(anchor_of(claim)))
            parts.append(self._segment(a, b))
        return Markup("").join(parts)

    def _segment(self, a: int, b: int) -> Markup:
        piece = escape(self.text[a:b])
        over = [(claim, start) for claim, start, end in self.claims if start <= a and b <= end]
        figures = [(claim, start) for claim, start in over if not isinstance(claim, _CLAUSES)]
        if figures:
            claim, start = figures[0]
            # One link a claim: later pieces of the same figure are marked without another.
            back = Markup('<a href="#{}">{}</a>').format(row_of(claim), piece) if start == a else piece
            piece = Markup("<mark>{}</mark>").format(back)
        if len(over) > len(figures):
            piece = Markup('<span class="said">{}</span>').format(piece)
        return piece


def anchor_of(claim: Claim) -> str:
    """Return the anchor of a claim in its sentence."""
    return f"c-{claim.id}"


def row_of(claim: Claim) -> str:
    """Return the anchor of a claim's row in the body of the brief."""
    return f"b-{claim.id}"


def passages(document: Document, claims: Iterable[Claim], prefix: str) -> list[Passage]:
    """Return the sentences that hold some claims, in the order of the text.

    Args:
        document: the document.
        claims: claims of it; one id twice counts once.
        prefix: beginning of the anchors, different for each document.
    """
    view = document.view
    sentences = sorted(view_sentences(view, document.language))
    starts = [start for start, _ in sentences]
    found: dict[tuple[int, int], Passage] = {}
    seen: set[str] = set()
    for claim in claims:
        if claim.id in seen:
            continue
        seen.add(claim.id)
        inside = view.from_source(claim.start, claim.end)
        index = bisect_right(starts, inside[0]) - 1 if inside is not None else -1
        if inside is None or index < 0 or inside[0] >= sentences[index][1]:
            _alone(document, claim, prefix, found)
            continue
        low, high = _window(sentences[index], inside)
        if (low, high) not in found:
            source = view.to_source(low, high)
            found[(low, high)] = Passage(f"{prefix}-{low}", view.text[low:high], *source)
        end = min(max(inside[1], inside[0] + 1), high)
        found[(low, high)].claims.append((claim, inside[0] - low, end - low))
    return sorted(found.values(), key=lambda passage: (passage.start, passage.end))


def _window(sentence: tuple[int, int], inside: tuple[int, int]) -> tuple[int, int]:
    """Return the sentence, or the stretch of a very long one around the claim."""
    low, high = sentence
    if high - low <= _LONGEST:
        return low, high
    # Windows lie on a grid, so that neighbouring claims share one.
    half = _LONGEST // 2
    first = max(low, low + ((inside[0] - low) // half) * half - half // 2)
    return first, min(high, first + _LONGEST)


def _alone(document: Document, claim: Claim, prefix: str, found: dict[tuple[int, int], Passage]) -> None:
    low, high = max(0, claim.start - _CONTEXT), min(len(document.text), claim.end + _CONTEXT)
    passage = Passage(f"{prefix}-x{claim.start}", document.text[low:high], low, high)
    passage.claims.append((claim, claim.start - low, claim.end - low))
    found.setdefault((-1 - claim.start, claim.end), passage)
    if found[(-1 - claim.start, claim.end)] is not passage:
        found[(-1 - claim.start, claim.end)].claims.append(passage.claims[0])


def holding(found: Sequence[Passage]) -> dict[str, Passage]:
    """Return the passage of each claim, by the claim's id."""
    return {claim.id: passage for passage in found for claim, _, _ in passage.claims}
