"""Every form in which a text may name an entry, and what each form needs to be believed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from kaname.base.dates import PartialDate
from kaname.claims.actors.loader import Actors
from kaname.claims.actors.schema import Entry, Term
from kaname.claims.actors.variants import folded, of_person, spellings

How = Literal["name", "alone", "title", "family", "other"]
"""A full name; a family name that means one person; a family name with a title; a family name that wants a
full name before it; a longer word that names nothing here."""

EASTERN = frozenset({"ROK", "DPRK", "PRC", "TAIWAN", "JAPAN"})
"""Countries whose names may put the family first in English."""

_RULE = {
    "en": ("{family} administration", "{family} government", "{family} Administration"),
    "ja": ("{family}政権", "{family}行政府", "{family}政府"),
    "ko": ("{family} 행정부", "{family} 정부", "{family} 정권", "{family}정부", "{family}정권"),
}
_CABINET = {"en": ("{family} cabinet",), "ja": ("{family}内閣",), "ko": ("{family} 내각",)}
_HONORIFICS = {"en": ("Mr. {family}", "Ms. {family}"), "ja": ("{family}氏",), "ko": ("{family} 씨",)}


class Form(NamedTuple):
    """One reading of a string.

    Attributes:
        entry: id of what it names; empty for ``other``.
        how: what it needs (:data:`How`).
        person: whose naming in the document binds it, or None.
        since, until: when a title is (or was) theirs.
        lasting: the title is kept for life.
        former: it says that the term is over.
        guarded: in English another capitalised word after it would make it another name.
    """

    entry: str
    how: How
    person: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    lasting: bool = False
    former: bool = False
    guarded: bool = False


def all_forms(actors: Actors) -> dict[str, list[Form]]:
    """The forms of the gazetteer by their folded string."""
    table: dict[str, list[Form]] = {}
    weak: list[tuple[str, Form]] = []
    for entry in actors.entries.values():
        for string, form in _written(entry):
            _add(table, string, form)
        for word in entry.excluded:
            _add(table, folded(word), Form("", "other"))
        weak += _generated(entry, actors)
    for name, held in actors.ambiguous.items():
        for string in dict.fromkeys(spellings(name)):
            table[string] = [Form(identifier, "name") for identifier in held.means]
    # What is generated gives way to what is written.
    strong = set(table)
    for string, form in weak:
        if string not in strong and len(string) > 1:
            _add(table, string, form)
    return table


def _add(table: dict[str, list[Form]], string: str, form: Form) -> None:
    held = table.setdefault(string, [])
    if form not in held:
        held.append(form)


def _written(entry: Entry) -> Iterator[tuple[str, Form]]:
    person = entry.id if entry.kind == "person" and not entry.id.endswith("_OFFICIAL") else None
    form = Form(entry.id, "name", person, entry.since, entry.until)
    for names in entry.names.values():
        for name in names:
            for string in spellings(name):
                yield string, form


def _generated(entry: Entry, actors: Actors) -> Iterator[tuple[str, Form]]:
    if entry.kind == "person":
        yield from _of_person(entry, actors)
    elif entry.head is not None:
        yield from _of_administration(entry, actors.entries[entry.head])


def _of_person(entry: Entry, actors: Actors) -> Iterator[tuple[str, Form]]:
    eastern = entry.country in EASTERN
    full = Form(entry.id, "name", entry.id)
    for names in entry.names.values():
        for name in names:
            for string in of_person(name, eastern=eastern):
                yield string, full
    if entry.country == "JAPAN" and entry.en[0].count(" ") == 1:
        given, last = entry.en[0].split()
        yield f"{last} {given}", full
    for language, family in _families(entry):
        for string in (folded(family), *of_person(family, eastern=False)):
            yield from _by_family(entry, language, string, actors)


def _families(entry: Entry) -> list[tuple[str, str]]:
    """Family names by language; Korean writes some in Chinese characters (李 대통령)."""
    if entry.family is None:
        return []
    en, ja, ko = entry.family.en, entry.family.ja, entry.family.ko
    found = [(language, name) for language, name in (("en", en), ("ja", ja), ("ko", ko)) if name]
    if ja and ko and entry.country in ("ROK", "DPRK"):
        found.append(("ko", ja))
    return found


def _by_family(entry: Entry, language: str, family: str, actors: Actors) -> Iterator[tuple[str, Form]]:
    eastern = entry.country in EASTERN
    guarded = eastern and language == "en"
    usual = Form(entry.id, "family", entry.id, guarded=guarded)
    if entry.alone:
        yield family, Form(entry.id, "alone", entry.id)
    elif language == "en" or len(family) > 1:
        yield family, usual
    for pattern in _HONORIFICS[language]:
        yield pattern.format(family=family), usual
    for term in entry.offices:
        office = actors.entries[term.office]
        if office.titles is None:
            continue
        for title in getattr(office.titles, language):
            form = _title_form(entry, term, title, lasting=office.lasting, guarded=guarded)
            for string in _titled(language, family, title):
                yield string, form


def _title_form(entry: Entry, term: Term, title: str, *, lasting: bool, guarded: bool) -> Form:
    if entry.alone:
        return Form(entry.id, "alone", entry.id)
    former = title.startswith(("前", "元", "전 ", "former", "Former"))
    return Form(entry.id, "title", entry.id, term.since, term.until, lasting, former, guarded)


def _titled(language: str, family: str, title: str) -> Iterator[str]:
    if language == "ja":
        yield family + folded(title)
    elif language == "en":
        for string in spellings(title):
            yield f"{string} {family}"
    else:
        yield f"{family} {folded(title)}"
        if len(family) > 1:
            yield family + folded(title)


def _of_administration(entry: Entry, head: Entry) -> Iterator[tuple[str, Form]]:
    named = Form(entry.id, "name", None)
    dated = Form(entry.id, "title", head.id, entry.since, entry.until, lasting=True)
    if head.alone:
        dated = named
    rules = {key: (*_RULE[key], *(_CABINET[key] if head.country == "JAPAN" else ())) for key in _RULE}
    for language, names in head.names.items():
        for name in names:
            for pattern in rules[language]:
                yield folded(pattern.format(family=name)), named
    for language, family in _families(head):
        for pattern in rules[language]:
            yield folded(pattern.format(family=family)), dated
