"""A citation in words, in the reader's language: author, year, title, publisher."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kaname.base.errors import InputError
from kaname.base.languages import Words
from kaname.documents.bibliography import Item, issued

_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_MANY_AUTHORS = 3


def format_citation(item: Item, language: str) -> str:
    """Return a CSL-JSON item as one line: author (year). title. in what, by whom.

    Args:
        item: the item; what it lacks is left out, and an inferred one says so.
        language: ``en``, ``ja`` or ``ko``, of the reader.
    """
    words = Words(language, "documents")
    year = _year(item) or words("documents.citation.no_date")
    authors = _names(item.get("author") or item.get("editor") or (), words)
    head = (
        words("documents.citation.author_year", author=authors, year=year)
        if authors
        else words("documents.citation.year", year=year)
    )
    title = " ".join(str(item.get("title") or item.get("id") or "").split())
    shown = words("documents.citation.title", title=title)
    if shown.startswith("「"):
        # A quotation inside a quotation takes the double marks.
        shown = f"「{shown[1:-1].replace('「', '『').replace('」', '』')}」"
    parts = [shown]
    container = item.get("container-title") or _series(item)
    parts += [str(part) for part in (container, item.get("publisher")) if part]
    line = head + words("documents.citation.comma").join(parts) + words("documents.citation.end")
    custom = item.get("custom")
    if isinstance(custom, Mapping) and custom.get("inferred"):
        line += words("documents.citation.inferred")
    return line


def _year(item: Item) -> str | None:
    try:
        date = issued(item)
    except InputError:
        return None
    return str(date.year) if date is not None else None


def _series(item: Item) -> str | None:
    series, number = item.get("collection-title"), item.get("number")
    return f"{series} {number}" if series and number else series


def _names(people: Sequence[Any], words: Words) -> str:
    names = [name for person in people if isinstance(person, Mapping) and (name := _name(person))]
    if len(names) > _MANY_AUTHORS:
        return words("documents.citation.and_others", author=names[0])
    return words("documents.citation.and").join(names)


def _name(person: Mapping[str, Any]) -> str:
    literal = str(person.get("literal") or "").strip()
    family, given = (str(person.get(part) or "").strip() for part in ("family", "given"))
    if literal or not (family and given):
        return literal or family or given
    # East Asian names stand family name first, unparted, in every language.
    return f"{family}{given}" if _EAST_ASIAN.search(family) else f"{family}, {given}"
