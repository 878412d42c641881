"""A document's text cut at the edges of its claims, so that each claim can be marked in place.

Claims overlap (a quantity stands inside a statement): the text is cut at every edge, and each piece
says which claims hold it. Joining the pieces gives the text back, character for character.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from kaname.claims import Claim

NARROWEST_FIRST = ("mention", "date", "quantity", "milestone", "statement")
"""Kinds from the narrowest to the widest: where claims overlap the narrowest gives the piece its look."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same claims.

    Attributes:
        text: the characters, exactly as in the document.
        claims: ids of the claims that hold it.
        kinds: their kinds, narrowest first.
        opens: ids of the claims that begin here (an anchor is set for each).
        passage: whether the piece belongs to the passage that is pointed out.
        passage_starts: whether that passage begins here.
    """

    text: str
    claims: tuple[str, ...]
    kinds: tuple[str, ...]
    opens: tuple[str, ...]
    passage: bool = False
    passage_starts: bool = False


def pieces(text: str, claims: Sequence[Claim], passage: tuple[int, int] | None = None) -> list[Piece]:
    """Cut a text at the edges of its claims.

    Args:
        text: the document's text.
        claims: claims with spans within the text.
        passage: a span to point out; one that lies outside the text points nowhere.

    Returns:
        Pieces in order; their texts joined are the text.
    """
    edges = {0, len(text)}
    for claim in claims:
        edges.update((claim.start, claim.end))
    if passage is not None:
        edges.update(passage)
    ordered = sorted(edge for edge in edges if 0 <= edge <= len(text))
    by_start = sorted(claims, key=lambda claim: (claim.start, -claim.end))
    cut: list[Piece] = []
    waiting = 0
    active: list[Claim] = []
    for start, end in itertools.pairwise(ordered):
        opened = []
        while waiting < len(by_start) and by_start[waiting].start == start:
            opened.append(by_start[waiting])
            waiting += 1
        active = [claim for claim in active if claim.end > start] + [
            claim for claim in opened if claim.end > start
        ]
        here = sorted(active, key=lambda claim: NARROWEST_FIRST.index(claim.type))
        cut.append(
            Piece(
                text=text[start:end],
                claims=tuple(claim.id for claim in here),
                kinds=tuple(claim.type for claim in here),
                opens=tuple(claim.id for claim in opened),
                passage=passage is not None and passage[0] <= start < passage[1],
                passage_starts=passage is not None and passage[0] == start < passage[1],
            )
        )
    return cut
