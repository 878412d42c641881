"""Mentions: who and what a document names, by the gazetteer (:mod:`kaname.claims.actors`).

The longest name at a place wins. A family name with a title is told by the person whom the document named
before, else by who held the office at the document's date; what cannot be told is left out.
"""

from __future__ import annotations

import functools
import unicodedata
from bisect import bisect_right

from kaname.base.dates import PartialDate
from kaname.claims.actors import Named, Resolver, actors, folded, matcher
from kaname.claims.model import MentionClaim
from kaname.claims.reading import Reading

MENTION_KINDS = {
    "person": "person",
    "office": "person",
    "body": "body",
    "system": "body",
    "place": "place",
    "document": "document",
    "event": "event",
}
"""Kinds of mentions by kind of entry: claims know five kinds, so an office counts as a person and a system
as a body; the entry itself says more."""

__all__ = ["MENTION_KINDS", "entities_at", "entity_at", "entity_in", "find", "named"]


def find(reading: Reading) -> list[MentionClaim]:
    """Return the mentions of a document, in the order of its view."""
    return [
        MentionClaim(
            **reading.place(each.start, each.end),  # type: ignore[arg-type]
            entity=each.entry,
            kind=MENTION_KINDS[each.kind],
            confidence=each.confidence,
        )
        for each in named(reading)
    ]


def named(reading: Reading) -> tuple[Named, ...]:
    """Who and what a document names, by spans of its view, in order."""
    return _named(reading.view.text, reading.sentences, reading.date)


@functools.lru_cache(maxsize=4)
def _named(text: str, sentences: tuple[tuple[int, int], ...], date: PartialDate | None) -> tuple[Named, ...]:
    plain = folded(text)
    found = list(matcher().find(plain))
    starts = [start for start, _ in sentences]
    floors = [starts[at - 1] if (at := bisect_right(starts, each.start)) else 0 for each in found]
    return tuple(Resolver(actors(), date).named(found, plain, floors))


def entities_at(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """The ids of the entities that a span of the view names, in order, each once.

    Unlike :func:`entity_in` it knows the document's date and whom it named before.
    """
    mentions = named(reading)
    first = bisect_right(mentions, start, key=lambda each: each.end)
    inside = []
    for each in mentions[first:]:
        if each.start >= end:
            break
        inside.append(each.entry)
    return tuple(dict.fromkeys(inside))


def entity_at(reading: Reading, start: int, end: int) -> str | None:
    """The id of the entity that heads a span of the view: a person where one is named, else the last."""
    return _head(entities_at(reading, start, end))


def entity_in(words: str, date: PartialDate | None = None) -> str | None:
    """The id of the entity that a speaker's words name by themselves, or None.

    Where the document is at hand, :func:`entity_at` knows more.
    """
    plain = folded(unicodedata.normalize("NFKC", words))
    said = Resolver(actors(), date).named(list(matcher().find(plain)), plain)
    return _head(tuple(each.entry for each in said))


def _head(entities: tuple[str, ...]) -> str | None:
    """A person where one is named; else the entity named last, which heads the phrase in Japanese."""
    entries = actors().entries
    person = next((each for each in entities if entries[each].kind == "person"), None)
    return person or (entities[-1] if entities else None)
