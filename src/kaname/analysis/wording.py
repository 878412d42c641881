"""A lint for briefs: likelihood and confidence never share a sentence (ICD 203, section D.6.e.2.a).

The vocabulary of each language is in its catalogue (``wording.likelihood``, ``wording.confidence`` and
``wording.exempt``, terms separated by ``|``), so that a new language is a new file.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kaname.base.languages import Words

_LIKELIHOOD_KEYS = (
    "almost_no_chance",
    "very_unlikely",
    "unlikely",
    "even",
    "likely",
    "very_likely",
    "almost_certain",
)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
# A full stop ends a sentence when blank follows and no initial ("U.S. forces") stands before it.
_END = re.compile(r"(?<=[。！？])|(?<=[.!?])(?<!\b[A-Za-z]\.)[)\]\"'”’]*\s+|\n\s*\n|\n(?=\s*[-*•])")


class Mixed(NamedTuple):
    """A sentence that mixes the two: the sentence, the likelihood term and the confidence term met."""

    sentence: str
    likelihood: str
    confidence: str


def sentences(text: str) -> list[str]:
    """Split plain text into sentences, coarsely: by full stops, blank lines and list items."""
    return [part.strip() for part in _END.split(text) if part and part.strip()]


def mixed(text: str, language: str) -> list[Mixed]:
    """Return the sentences in which a likelihood term and a confidence term both occur.

    Statistical terms such as "confidence interval" are no statement of confidence and are passed over.

    Args:
        text: plain text (no markup).
        language: ``en``, ``ja`` or ``ko``.
    """
    words = Words(language, "analysis")
    likelihood = [words(f"likelihood.{key}") for key in _LIKELIHOOD_KEYS]
    likelihood += words("wording.likelihood").split("|")
    confidence = words("wording.confidence").split("|")
    exempt = words("wording.exempt").split("|")
    found: list[Mixed] = []
    for sentence in sentences(text):
        rest = sentence
        for term in exempt:
            rest = _pattern(term).sub(" ", rest)
        first = _first(rest, likelihood)
        second = _first(rest, confidence)
        if first and second:
            found.append(Mixed(sentence, first, second))
    return found


def _first(text: str, terms: list[str]) -> str | None:
    # Longest first: "very unlikely" is reported before "unlikely".
    for term in sorted(terms, key=len, reverse=True):
        match = _pattern(term).search(text)
        if match:
            return match.group()
    return None


def _pattern(term: str) -> re.Pattern[str]:
    body = r"\s+".join(re.escape(part) for part in term.split())
    # Only alphabetic scripts have word boundaries: Japanese and Korean endings follow at once.
    return re.compile(rf"\b{body}\b" if _LATIN.search(term) else body, re.IGNORECASE)
