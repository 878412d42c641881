"""Mentions: who and what a document names, by the gazetteer in ``data/actors.yaml``.

A first gazetteer. It names only what it lists; the longest name at a place wins.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from importlib import resources

import yaml

from kaname.claims.model import MentionClaim
from kaname.claims.reading import Reading

_KINDS = {
    "persons": "person",
    "bodies": "body",
    "places": "place",
    "documents": "document",
    "events": "event",
}
_LATIN = re.compile(r"[A-Za-z]")


@functools.cache
def gazetteer() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, tuple[str, str]]]:
    """The patterns of names in East Asian and in Latin script, and for each name its entity's id and kind."""
    source = resources.files("kaname.claims") / "data" / "actors.yaml"
    table = yaml.safe_load(source.read_text(encoding="utf-8"))
    names: dict[str, tuple[str, str]] = {}
    for group, kind in _KINDS.items():
        for entity, entry in table[group].items():
            for name in (entry["en"], entry["ja"], entry["ko"], *entry.get("also", ())):
                names.setdefault(name, (entity, kind))
    latin = {name for name in names if _LATIN.match(name)}
    # One pattern a script: names of Chinese characters and Hangul begin with few distinct ones, which the
    # matcher skips to; Latin names want a word border.
    return _any(name for name in names if name not in latin), _any(latin, word=True), names


def _any(names: Iterable[str], *, word: bool = False) -> re.Pattern[str]:
    choice = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(?:{choice})(?![A-Za-z])" if word else choice)


def _named(text: str) -> list[tuple[int, int, str, str]]:
    """Start, end, id and kind of each name in a text, in order."""
    native, latin, names = gazetteer()
    found = [*native.finditer(text), *latin.finditer(text)]
    return sorted((*match.span(), *names[match.group()]) for match in found)


def find(reading: Reading) -> list[MentionClaim]:
    """Return the mentions of a document, in the order of its view."""
    return [
        MentionClaim(
            **reading.place(start, end),  # type: ignore[arg-type]
            entity=entity,
            kind=kind,
            confidence=0.9,
        )
        for start, end, entity, kind in _named(reading.view.text)
    ]


def entity_in(words: str) -> str | None:
    """The id of the entity that a speaker's words name, or None.

    A person where one is named; else the entity named last, which heads the phrase in Japanese.
    """
    found = _named(words)
    person = next((entity for _, _, entity, kind in found if kind == "person"), None)
    return person or (found[-1][2] if found else None)
