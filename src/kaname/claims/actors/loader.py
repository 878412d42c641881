"""Reading the gazetteer's files and checking them against each other; every mistake with file and line."""

from __future__ import annotations

import difflib
import functools
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kaname.base.dates import PartialDate
from kaname.claims.actors import yamlfile
from kaname.claims.actors.problems import ActorsError, Problem
from kaname.claims.actors.schema import Ambiguous, Entry, Term

FILES = {
    "persons.yaml": "person",
    "offices.yaml": "office",
    "organisations.yaml": "body",
    "places.yaml": "place",
    "documents.yaml": "document",
    "events.yaml": "event",
    "systems.yaml": "system",
}
"""Files of the gazetteer and the kind of their entries; ``ambiguous.yaml`` stands beside them."""

_REFERENCES = {"country": "place", "head": "person"}


@dataclass(slots=True)
class Actors:
    """The gazetteer's entries by id, and the names that mean more than one of them."""

    entries: dict[str, Entry] = field(default_factory=dict)
    ambiguous: dict[str, Ambiguous] = field(default_factory=dict)


@functools.cache
def actors() -> Actors:
    """The gazetteer of the package.

    Raises:
        ActorsError: a file is broken.
    """
    return load(resources.files("kaname.claims") / "data" / "actors")


def load(folder: Path | Traversable) -> Actors:
    """Read and check a folder of gazetteer files; a file may be missing.

    Raises:
        ActorsError: with everything that was found.
    """
    reader = _Reader()
    for name, kind in FILES.items():
        reader.entries_of(folder / name, name, kind)
    reader.ambiguous_of(folder / "ambiguous.yaml")
    reader.check()
    if reader.problems:
        raise ActorsError(reader.problems)
    return reader.actors


class _Reader:
    def __init__(self) -> None:
        self.actors = Actors()
        self.problems: list[Problem] = []
        self.places: dict[str, tuple[str, dict[yamlfile.Way, int]]] = {}

    def entries_of(self, path: Path | Traversable, name: str, kind: str) -> None:
        """Read the entries of one file."""
        data, lines = self._parsed(path, name)
        for identifier, raw in data.items():
            line = lines[(identifier,)]
            if not isinstance(raw, dict):
                self.problems.append(
                    Problem(name, line, f"{identifier}: not an entry", "write its keys below it")
                )
                continue
            if identifier in self.places:
                where, others = self.places[identifier]
                first = f"{where}:{others[(identifier,)]}"
                what = f"id {identifier!r} is given twice (first at {first})"
                self.problems.append(Problem(name, line, what, "keep one of them"))
                continue
            self.places[identifier] = name, lines
            try:
                entry = Entry.model_validate({**raw, "id": identifier, "kind": kind})
            except ValidationError as error:
                self.problems += (_problem(name, lines, identifier, fault) for fault in error.errors())
                continue
            self.actors.entries[identifier] = entry
            for member in _members(entry):
                if member.id in self.places:
                    what = f"{identifier}: its member {member.id!r} is an entry too"
                    self.problems.append(Problem(name, line, what, "keep one of them"))
                self.places[member.id] = name, {**lines, (member.id,): line}
                self.actors.entries[member.id] = member

    def ambiguous_of(self, path: Path | Traversable) -> None:
        """Read the names that mean more than one entry."""
        name = "ambiguous.yaml"
        data, lines = self._parsed(path, name)
        for word, raw in data.items():
            try:
                self.actors.ambiguous[word] = Ambiguous.model_validate(raw)
            except ValidationError as error:
                self.problems += (_problem(name, lines, word, fault) for fault in error.errors())
                continue
            held = self.actors.ambiguous[word]
            for other in (*held.means, *([held.otherwise] if held.otherwise else [])):
                if other not in self.actors.entries:
                    self.problems.append(self._unknown(name, lines[(word,)], word, other))

    def check(self) -> None:
        """Check the entries against each other."""
        for entry in self.actors.entries.values():
            self._references(entry)
        self._names()
        self._holders()

    def _parsed(self, path: Path | Traversable, name: str) -> tuple[dict[str, Any], dict[yamlfile.Way, int]]:
        if not path.is_file():
            return {}, {}
        try:
            return yamlfile.parse(path.read_bytes().decode("utf-8-sig"), name)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self.problems.append(Problem(name, line, "not UTF-8", "save the file as UTF-8"))
        except ActorsError as error:
            self.problems += error.problems
        return {}, {}

    def _unknown(self, file: str, line: int, who: str, other: str) -> Problem:
        close = difflib.get_close_matches(other, list(self.actors.entries), n=1)
        return Problem(
            file, line, f"{who}: {other!r} is no entry", f"did you mean {close[0]!r}?" if close else "add it"
        )

    def _references(self, entry: Entry) -> None:
        wanted: list[tuple[yamlfile.Way, str | None, str]]
        wanted = [((key,), getattr(entry, key), kind) for key, kind in _REFERENCES.items()]
        wanted.append((("series",), entry.series, entry.kind))
        wanted += [(("offices", at), term.office, "office") for at, term in enumerate(entry.offices)]
        for way, other, kind in wanted:
            if other is None:
                continue
            file, line = self._place(entry.id, way)
            if other not in self.actors.entries:
                if other not in self.places:  # else it is broken itself, and that is said already
                    self.problems.append(self._unknown(file, line, entry.id, other))
            elif (found := self.actors.entries[other].kind) != kind:
                what = f"{entry.id}: {way[0]} {other!r} is a {found}, not a {kind}"
                self.problems.append(Problem(file, line, what))

    def _names(self) -> None:
        """A written name means one entry at a date, or is declared in ``ambiguous.yaml``."""
        bearers: dict[str, list[tuple[Entry, yamlfile.Way]]] = {}
        for entry in self.actors.entries.values():
            for language, names in entry.names.items():
                for at, name in enumerate(names):
                    held = bearers.setdefault(name, [])
                    for other, _ in held:
                        if other.id == entry.id or not _together(entry, other):
                            continue
                        if name in self.actors.ambiguous:
                            continue
                        file, line = self._place(entry.id, (language, at))
                        first = "{}:{}".format(*self._place(other.id, (language, 0)))
                        what = f"{entry.id}: the name {name!r} is also {other.id}'s ({first})"
                        todo = (
                            "drop one, give both dates that do not overlap, or declare it in ambiguous.yaml"
                        )
                        self.problems.append(Problem(file, line, what, todo))
                    held.append((entry, (language, at)))

        for entry in self.actors.entries.values():
            for at, word in enumerate(entry.excluded):
                if word in bearers:
                    file, line = self._place(entry.id, ("not", at))
                    what = f"{entry.id}: {word!r} is excluded but is {bearers[word][0][0].id}'s name"
                    self.problems.append(Problem(file, line, what, "drop it: the longer name wins anyway"))

    def _holders(self) -> None:
        """An office that is not held by many has one holder at a time (a day of handover aside)."""
        terms: dict[str, list[tuple[Term, str]]] = {}
        for entry in self.actors.entries.values():
            for term in entry.offices:
                terms.setdefault(term.office, []).append((term, entry.id))
        for office, held in terms.items():
            if office not in self.actors.entries or self.actors.entries[office].many:
                continue
            held.sort(key=lambda each: each[0].since.first)
            for (before, holder), (after, successor) in itertools.pairwise(held):
                if before.until is None or before.until.first > after.since.last:
                    file, line = self._place(successor, ("offices",))
                    what = f"{successor}: {office} from {after.since} while {holder} holds it"
                    todo = f"end {holder}'s term or correct the date"
                    self.problems.append(Problem(file, line, what, todo))

    def _place(self, identifier: str, way: yamlfile.Way) -> tuple[str, int]:
        file, lines = self.places[identifier]
        path = (identifier, *way)
        while path not in lines:
            path = path[:-1]
        return file, lines[path]


def _together(one: Entry, other: Entry) -> bool:
    """Whether two entries exist at the same time."""
    first, last = PartialDate(1), PartialDate(9999)
    return (one.since or first).first <= (other.until or last).last and (other.since or first).first <= (
        one.until or last
    ).last


def _members(entry: Entry) -> Iterable[Entry]:
    """The members of a numbered series, and the unnamed officials of a body, as entries."""
    if entry.numbered is not None:
        for number, date in entry.numbered.numbers.items():
            named = {
                language: [
                    pattern.replace("{nth}", ordinal(number)).replace("{n}", str(number))
                    for pattern in getattr(entry.numbered, language)
                ]
                for language in ("en", "ja", "ko")
            }
            yield Entry.model_validate(
                {
                    **named,
                    "id": entry.numbered.id.replace("{n}", str(number)),
                    "kind": entry.kind,
                    "series": entry.id,
                    "issued": date,
                    "recalled": entry.recalled,
                }
            )
    if entry.officials:
        yield Entry.model_validate(
            {
                "id": f"{entry.id}_OFFICIAL",
                "kind": "person",
                "country": entry.country,
                "en": [f"{name} {word}" for name in entry.en for word in ("official", "officials")],
                "ja": [name + word for name in entry.ja for word in ("当局者", "高官", "関係者", "幹部")],
                "ko": [
                    f"{name} {word}"
                    for name in entry.ko
                    for word in ("당국자", "고위 당국자", "관계자", "고위관계자")
                ],
            }
        )


def ordinal(number: int) -> str:
    """``53rd``."""
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number // 10 % 10 == 1 else ends.get(number % 10, 'th')}"


def _problem(
    file: str, lines: Mapping[yamlfile.Way, int], identifier: str, fault: Mapping[str, Any]
) -> Problem:
    """Turn one of pydantic's faults into a sentence with its place."""
    way: yamlfile.Way = (identifier, *fault["loc"])
    while way not in lines:
        way = way[:-1]
    where = ".".join(str(part) for part in (identifier, *fault["loc"]))
    if fault["type"] == "missing":
        return Problem(file, lines[way], f"{identifier} has no {fault['loc'][-1]!r}", "add it")
    if fault["type"] == "extra_forbidden":
        key = str(fault["loc"][-1])
        known = [
            part.alias or name for name, part in Entry.model_fields.items() if name not in ("id", "kind")
        ]
        close = difflib.get_close_matches(key, known, n=1)
        todo = f"did you mean {close[0]!r}?" if close else f"known keys are {', '.join(known)}"
        return Problem(file, lines[way], f"{identifier}: unknown key {key!r}", todo)
    message = str(fault["msg"]).removeprefix("Value error, ")
    if fault["loc"] == ("id",):
        message = "an id is upper case with underscores"
        where = identifier
    return Problem(file, lines[way], f"{where}: {message}")
