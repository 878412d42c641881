"""Statements: who says what."""

from __future__ import annotations

from kaname.claims.model import StatementClaim
from kaname.claims.reading import Reading
from kaname.claims.statements import english, japanese, korean

__all__ = ["LANGUAGES", "find"]

_GRAMMARS = {"ja": japanese.find, "en": english.find, "ko": korean.find}
LANGUAGES = tuple(_GRAMMARS)
"""Languages in which statements are read."""


def find(reading: Reading) -> list[StatementClaim]:
    """Return the statements of a document; none in a language that is not read yet."""
    grammar = _GRAMMARS.get(reading.language)
    return grammar(reading) if grammar else []
