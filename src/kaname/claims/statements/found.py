"""A sentence under analysis and a statement found in it; offsets are within the flattened sentence."""

from __future__ import annotations

from dataclasses import dataclass

from kaname.claims.statements.lexicon import Verb
from kaname.claims.statements.speakers import Speaker


@dataclass(slots=True)
class Sentence:
    """One sentence under analysis: its flattened text, its place in the view, what has been said so far."""

    flat: str
    base: int
    boundary: int = 0
    speaker: Speaker | None = None
    linked: bool = False  # the statement before goes on with 〜と述べ、


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement found, offsets within the sentence."""

    content: tuple[int, int]
    verb: tuple[int, int]
    speaker: Speaker | None
    quote: str
    entry: Verb | None
    negative: bool = False
    sure: float = 0.7


def word_set(words: str) -> frozenset[str]:
    """The words of a blank-separated list."""
    return frozenset(words.split())
