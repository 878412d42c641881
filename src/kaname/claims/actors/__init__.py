"""The gazetteer: persons, offices, bodies, places, documents, events and systems of this field.

Its data stand in ``claims/data/actors/*.yaml`` and are checked when they are read (:func:`load`). Ids are
our own. :func:`expand` gives the names of what a search term names; :mod:`kaname.claims.mentions` finds
names in documents.
"""

from __future__ import annotations

import functools
import unicodedata

from kaname.claims.actors.forms import Form, all_forms
from kaname.claims.actors.loader import Actors, actors, load
from kaname.claims.actors.matcher import Found, Matcher
from kaname.claims.actors.problems import ActorsError, Problem
from kaname.claims.actors.resolver import Named, Resolver
from kaname.claims.actors.schema import KINDS, Entry
from kaname.claims.actors.variants import folded

__all__ = [
    "KINDS",
    "Actors",
    "ActorsError",
    "Entry",
    "Form",
    "Found",
    "Matcher",
    "Named",
    "Problem",
    "Resolver",
    "actors",
    "expand",
    "folded",
    "load",
    "matcher",
]


@functools.cache
def matcher() -> Matcher:
    """The matcher over every form of the gazetteer of the package."""
    return Matcher(all_forms(actors()))


@functools.cache
def _by_term() -> dict[str, str]:
    """The entry that a search term names by itself, by the term without case."""
    found: dict[str, set[str]] = {}
    for string, forms in all_forms(actors()).items():
        for form in forms:
            if form.how in ("name", "alone"):
                found.setdefault(string.casefold(), set()).add(form.entry)
    return {term: entries.pop() for term, entries in found.items() if len(entries) == 1}


def expand(term: str) -> list[str]:
    """Return the names, in three scripts, of the entry that a search term names.

    The term stands first. A term that names no entry, or more than one (国防長官, 李大統領), stands alone:
    an expansion that guesses would find what was not asked for.

    Args:
        term: a name as a reader types it; case and old forms of characters do not matter.
    """
    asked = unicodedata.normalize("NFKC", term).strip()
    identifier = _by_term().get(folded(asked).casefold())
    if identifier is None:
        return [term]
    names = actors().entries[identifier].names
    firsts = [names[language][0] for language in ("en", "ja", "ko")]
    rest = [name for language in ("en", "ja", "ko") for name in names[language]]
    return list(dict.fromkeys([term, *firsts, *rest]))
