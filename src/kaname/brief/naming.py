"""Documents and sources as a reader names them: author and year, or the title where nobody is named."""

from __future__ import annotations

from collections.abc import Iterable

from kaname.base.errors import InputError
from kaname.base.languages import Words
from kaname.documents import format_citation
from kaname.documents.bibliography import Item, issued
from kaname.documents.document import Document
from kaname.register.tracing import Support

_LONGEST = 28
"""Characters of a title that stands for an author."""


def citation(item: Item, language: str) -> str:
    """Return a CSL-JSON item as one line; without an author it starts with the title, the year after it."""
    line = format_citation(item, language)
    if item.get("author") or item.get("editor"):
        return line
    words = Words(language, "documents")
    year = _year(item, words)
    head = words("documents.citation.year", year=year)
    if not line.startswith(head):
        return line
    rest = line.removeprefix(head)
    title = words("documents.citation.title", title=" ".join(str(item.get("title") or "").split()))
    if not title or not rest.startswith(title):
        return rest
    after = rest.removeprefix(title)
    return words("documents.citation.author_year", author=title, year=year).rstrip(" .,") + after


def reference(support: Support, language: str) -> str:
    """Return a piece of evidence as one line: the citation, the place in it, its address."""
    item = support.item
    if item is None:
        return ""
    parts = (
        citation(item, language),
        getattr(support.evidence, "locator", None),
        item.get("DOI") or item.get("URL"),
    )
    return " ".join(str(part) for part in parts if part)


def short(document: Document, language: str, others: Iterable[Document] = ()) -> str:
    """Return a document's name in running text: ``Sakata (2021)``, ``阪田（2021）``.

    Args:
        document: the document.
        language: of the reader.
        others: documents named beside it; one that would have the same name makes the title the name.
    """
    name = _short(document, language, titled=False)
    if any(
        other.digest != document.digest and _short(other, language, titled=False) == name for other in others
    ):
        return _short(document, language, titled=True)
    return name


def _short(document: Document, language: str, *, titled: bool) -> str:
    words = Words(language, "documents")
    item = document.citation
    people = [person for person in item.get("author") or item.get("editor") or () if isinstance(person, dict)]
    names = [
        str(person.get("family") or person.get("literal") or person.get("given") or "").strip()
        for person in people
    ]
    names = [name for name in names if name]
    if titled:
        names = []
    if len(names) > 2:
        author = words("documents.citation.and_others", author=names[0])
    elif names:
        author = words("documents.citation.and").join(names)
    else:
        title = " ".join(document.title.split())
        title = title if len(title) <= _LONGEST else title[: _LONGEST - 1].rstrip() + "…"
        author = words("documents.citation.title", title=title)
    return words("documents.citation.author_year", author=author, year=_year(item, words)).rstrip(" .,")


def _year(item: Item, words: Words) -> str:
    try:
        date = issued(item)
    except InputError:
        date = None
    return str(date.year) if date is not None else words("documents.citation.no_date")
