"""Bibliographic data beside the files: a CSL-JSON list, as Zotero and others export it.

An item's ``custom.file`` names its file; an item without one is matched by its title, and then says so
(``custom.matched`` is ``"title"``).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kaname.base.dates import PartialDate
from kaname.base.errors import InputError
from kaname.base.files import read_bytes
from kaname.base.languages import LANGUAGES
from kaname.documents.limits import MAX_BIBLIOGRAPHY_BYTES

_BLANKS = re.compile(r"[ \t\r\n]*")
_SHORTEST_TITLE = 8
"""Letters and digits that a title must have to be looked for in a text."""
_HEAD_CHARACTERS = 3_000

Item = Mapping[str, Any]
"""A CSL-JSON item (see the CSL-JSON schema, version 1.0.2)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a bibliography and the line it begins on."""

    item: Item
    line: int


@dataclass(frozen=True, slots=True)
class Bibliography:
    """A CSL-JSON list and the folder its file names are relative to."""

    path: Path
    entries: tuple[Entry, ...]

    @classmethod
    def load(cls, path: Path | str, *, check_files: bool = True) -> Bibliography:
        """Read a CSL-JSON file and check it.

        Args:
            path: the file.
            check_files: refuse it when an item names a file that is not there.

        Raises:
            InputError: with file and line: not UTF-8, not JSON, not a list of items, an item without
                an id or with a duplicate one, a field of the wrong type, a file that is not there.
        """
        path = Path(path)
        entries: dict[str, Entry] = {}
        for item, line in _items(_text(path), path):
            where = f"{path}:{line}"
            checked = _checked(item, where)
            before = entries.get(checked["id"])
            if before is not None:
                raise InputError(
                    f"id {checked['id']!r} was used on line {before.line} already",
                    where=where,
                    todo="rename one",
                )
            entries[checked["id"]] = Entry(checked, line)
        bibliography = cls(path, tuple(entries.values()))
        if check_files:
            bibliography.check_files()
        return bibliography

    def check_files(self) -> None:
        """Refuse the bibliography when an item names a file that is not there.

        Raises:
            InputError: it names the item and the file.
        """
        for entry in self.entries:
            name = _file_name(entry.item)
            if name is not None and not (self.path.parent / name).is_file():
                raise InputError(
                    f"entry {entry.item['id']!r} names the file {name!r}, which is not beside it",
                    where=f"{self.path}:{entry.line}",
                    todo="put the file there, or take custom.file out of the entry",
                )

    def match(self, path: Path | str, text: str = "") -> Item | None:
        """Return the item of a file, or None.

        Args:
            path: the file; an item whose ``custom.file`` names it wins.
            text: the file's text; else the one item without a file whose title stands in its head.

        Returns:
            A copy whose ``custom.matched`` is ``"file"`` or ``"title"``.
        """
        path = Path(path)
        named = [entry.item for entry in self.entries if _file_name(entry.item) is not None]
        for item in named:
            if (self.path.parent / str(_file_name(item))).resolve() == path.resolve():
                return _marked(item, "file")
        for item in named:
            if Path(str(_file_name(item))).name == path.name:
                return _marked(item, "file")
        head = _letters(text[:_HEAD_CHARACTERS])
        titled = [
            entry.item
            for entry in self.entries
            if _file_name(entry.item) is None
            and len(title := _letters(str(entry.item.get("title", "")))) >= _SHORTEST_TITLE
            and title in head
        ]
        return _marked(titled[0], "title") if len(titled) == 1 else None


def issued(item: Item, *, where: str | None = None) -> PartialDate | None:
    """Return an item's date of publication: CSL ``issued``, as date parts or as ISO text.

    Raises:
        InputError: ``issued`` is not a date.
    """
    stated = item.get("issued")
    if stated is None:
        return None
    if not isinstance(stated, Mapping):
        raise InputError("issued is not an object", where=where, todo='write {"date-parts": [[2026, 3, 9]]}')
    raw = stated.get("raw", stated.get("literal"))
    if "date-parts" not in stated and isinstance(raw, str):
        try:
            return PartialDate.parse(raw)
        except InputError:
            return None  # CSL allows free text here ("forthcoming"); it is no date
    try:
        first = stated["date-parts"][0]
        numbers = [int(part) for part in first if str(part).strip()]
    except (KeyError, IndexError, TypeError, ValueError):
        raise InputError(
            "issued has no date parts", where=where, todo='write {"date-parts": [[2026, 3, 9]]}'
        ) from None
    if not 1 <= len(numbers) <= 3:
        raise InputError(f"issued has {len(numbers)} date parts", where=where, todo="give year, month, day")
    return PartialDate.parse("-".join([f"{numbers[0]:04d}", *(f"{n:02d}" for n in numbers[1:])]), where=where)


def language_of(item: Item) -> str | None:
    """Return an item's language when it is one that is read (``ja-JP`` is ``ja``)."""
    language = str(item.get("language") or "").lower().split("-")[0].split("_")[0]
    return language if language in LANGUAGES else None


def inferred_item(key: str, title: str, language: str, date: PartialDate | None) -> dict[str, Any]:
    """Return a CSL-JSON item for a document that no bibliography names, marked as inferred."""
    item: dict[str, Any] = {
        "id": key,
        "type": "document",
        "language": language,
        "title": title,
        "custom": {"inferred": True},
    }
    if date is not None:
        parts = [part for part in (date.year, date.month, date.day) if part is not None]
        item["issued"] = {"date-parts": [parts]}
    return item


def _text(path: Path) -> str:
    content = read_bytes(path, limit_bytes=MAX_BIBLIOGRAPHY_BYTES)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"not UTF-8 at byte offset {error.start:,}", where=str(path), todo="export it as UTF-8 CSL-JSON"
        ) from None


def _items(text: str, path: Path) -> Iterator[tuple[Any, int]]:
    """Yield each element of the JSON list and the line it begins on."""
    decoder = json.JSONDecoder()
    position = _past_blanks(text, 0)
    if text[position : position + 1] != "[":
        raise InputError(
            "not a CSL-JSON list (it does not begin with '[')", where=str(path), todo="export it as CSL-JSON"
        )
    position = _past_blanks(text, position + 1)
    first = True
    while text[position : position + 1] != "]":
        if not first:
            if text[position : position + 1] != ",":
                _refuse_json("',' or ']' expected", text, position, path)
            position = _past_blanks(text, position + 1)
        try:
            item, end = decoder.raw_decode(text, position)
        except json.JSONDecodeError as error:
            _refuse_json(error.msg, text, error.pos, path)
        except RecursionError:
            _refuse_json("nested too deeply", text, position, path)
        yield item, text.count("\n", 0, position) + 1
        position, first = _past_blanks(text, end), False
    if text[position + 1 :].strip():
        _refuse_json("more after the list", text, position + 1, path)


def _past_blanks(text: str, position: int) -> int:
    match = _BLANKS.match(text, position)
    return match.end() if match else position


def _refuse_json(what: str, text: str, position: int, path: Path) -> None:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    raise InputError(f"not JSON: {what} (column {column})", where=f"{path}:{line}", todo="export it again")


def _checked(item: Any, where: str) -> dict[str, Any]:
    """Return the item when its fields have the types that CSL-JSON gives them."""
    if not isinstance(item, dict):
        raise InputError(
            f"an item is {_kind(item)}, not an object", where=where, todo="export it as CSL-JSON"
        )
    identity = item.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int) or not str(identity).strip():
        raise InputError(f"an item's id is {_kind(identity)}", where=where, todo="give it an id")
    wanted: dict[str, type] = {
        "type": str, "title": str, "language": str, "publisher": str, "container-title": str,
        "author": list, "issued": dict, "custom": dict,
    }  # fmt: skip
    for field, kind in wanted.items():
        if item.get(field) is not None and not isinstance(item[field], kind):
            raise InputError(
                f"entry {identity!r}: {field} is {_kind(item[field])}, not {_KINDS[kind]}",
                where=where,
                todo="see the CSL-JSON schema",
            )
    for author in item.get("author") or ():
        if not isinstance(author, dict):
            raise InputError(f"entry {identity!r}: an author is {_kind(author)}", where=where)
    name = (item.get("custom") or {}).get("file")
    if name is not None and (not isinstance(name, str) or not name or "\0" in name):
        raise InputError(f"entry {identity!r}: custom.file is {_kind(name)}", where=where)
    checked = {**item, "id": " ".join(str(identity).split())}
    try:
        issued(checked)
    except InputError as error:
        raise InputError(f"entry {identity!r}: {error.what}", where=where, todo=error.todo) from None
    return checked


_KINDS: dict[type, str] = {str: "text", list: "a list", dict: "an object"}


def _kind(value: Any) -> str:
    if value is None:
        return "missing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if value == "":
        return "empty"
    return _KINDS.get(type(value), "something else")


def _file_name(item: Item) -> str | None:
    name = (item.get("custom") or {}).get("file")
    return str(name) if name is not None else None


def _marked(item: Item, how: str) -> Item:
    return {**item, "custom": {**(item.get("custom") or {}), "matched": how}}


def _letters(text: str) -> str:
    """Return letters and digits alone, widths and case folded, to compare titles by."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
