"""Reading register files: every mistake with its file and line, several mistakes at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kaname.base.errors import InputError
from kaname.base.languages import LANGUAGES
from kaname.register import schema, yamlfile
from kaname.register.problems import Place, Problem, RegisterError
from kaname.register.schema import DatedValue, Parameter, dated_rows

LIMIT_PROBLEMS = 50
"""Mistakes reported at most for one register: more are seldom read."""

_TEXTS = ("label", "definition", "rationale", "would_change")


@dataclass(slots=True)
class RawEntry:
    """An entry as written, before it is checked: its data and where each part stands."""

    id: str
    data: dict[str, Any]
    places: dict[yamlfile.Way, Place]
    overlay: bool = False
    overlaid_dates: set[str] = field(default_factory=set)
    overlaid_at: Place | None = None

    def place(self, path: yamlfile.Way) -> Place:
        """Return the place of a path in the entry, or of the nearest part above it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places[path]


def raw_entries(
    path: Path, *, name: str | None = None, overlay: bool = False
) -> tuple[list[RawEntry], list[Problem]]:
    """Read one file into raw entries.

    Args:
        path: the YAML file.
        name: how messages call it.
        overlay: whether it belongs to the reader's overlay.

    Returns:
        The entries in the order of the file, and what is wrong with its outer form.
    """
    try:
        tree = yamlfile.read(path, name=name)
    except RegisterError as error:
        return [], list(error.problems)
    except InputError as error:
        return [], [Problem(Place(name or str(path), 1), error.what, error.todo or "")]
    if not isinstance(tree.data, dict):
        what = f"the file holds {_kind(tree.data)}, not entries by id"
        return [], [*tree.problems, Problem(tree.place(()), what, "write system.name: and its keys below")]
    places: dict[str | int, dict[yamlfile.Way, Place]] = {}
    for way, line in tree.lines.items():
        if way:
            places.setdefault(way[0], {})[way[1:]] = Place(tree.file, line)
    problems, entries = list(tree.problems), []
    for identifier, data in tree.data.items():
        if not isinstance(data, dict):
            what = f"{identifier!r} holds {_kind(data)}, not an entry"
            problems.append(Problem(tree.place((identifier,)), what, "write its keys below it, indented"))
            continue
        entry = RawEntry(identifier, data, places[identifier], overlay)
        if overlay and isinstance(data.get("values"), dict):
            entry.overlaid_dates = set(data["values"])
        entries.append(entry)
    return entries, problems


def merge(base: RawEntry, over: RawEntry) -> RawEntry:
    """Lay an overlay entry over one of the package: keys replace, values by date replace or add."""
    data = {**base.data, **over.data}
    places = {path: place for path, place in base.places.items() if not path or path[0] not in over.data}
    if isinstance(base.data.get("values"), dict) and isinstance(over.data.get("values"), dict):
        data["values"] = {**base.data["values"], **over.data["values"]}
        kept = {path: place for path, place in base.places.items() if path and path[0] == "values"}
        places |= {
            path: place
            for path, place in kept.items()
            if len(path) == 1 or path[1] not in over.data["values"]
        }
    places |= {path: place for path, place in over.places.items() if path}
    return RawEntry(
        base.id, data, places, overlay=True, overlaid_dates=over.overlaid_dates, overlaid_at=over.place(())
    )


def gather(files: Iterable[tuple[Path, str, bool]]) -> tuple[dict[str, RawEntry], list[Problem]]:
    """Read the files of a register and lay overlays over the package.

    Args:
        files: path, name for messages, and whether it is of the overlay; package files first.

    Returns:
        The raw entries by id, and problems: broken files, an id in two places of the same layer.
    """
    entries: dict[str, RawEntry] = {}
    seen: dict[tuple[bool, str], Place] = {}
    problems: list[Problem] = []
    for path, name, overlay in files:
        read, faults = raw_entries(path, name=name, overlay=overlay)
        problems += faults
        for entry in read:
            place = entry.place(())
            if first := seen.get((overlay, entry.id)):
                problems.append(
                    Problem(place, f"id {entry.id!r} is given twice (first at {first})", "keep one of them")
                )
                continue
            seen[overlay, entry.id] = place
            entries[entry.id] = merge(entries[entry.id], entry) if entry.id in entries else entry
    return entries, problems


def validate(entry: RawEntry) -> tuple[Parameter | None, list[Problem]]:
    """Check one raw entry against the schema."""
    try:
        parameter = Parameter.model_validate({**entry.data, "id": entry.id})
    except ValidationError as error:
        return None, [_problem(entry, fault) for fault in error.errors()]
    if "id" in entry.data:
        return None, [
            Problem(entry.place(("id",)), "an entry has no key id", "its id is the key it stands under")
        ]
    parameter._place = entry.place(())
    parameter._overlay = entry.overlay
    for row in parameter.history:
        date = str(row.true_from)
        row._place = _place_of_value(entry, row)
        row._overlay = date in entry.overlaid_dates
    return parameter, []


def _place_of_value(entry: RawEntry, row: DatedValue) -> Place:
    date = str(row.true_from)
    vintages = entry.data["values"].get(date)
    if isinstance(vintages, list):
        for position, vintage in enumerate(vintages):
            if vintage.get("known_from") is not None and str(vintage["known_from"]) == str(row.known_from):
                return entry.place(("values", date, position))
    return entry.place(("values", date))


def _problem(entry: RawEntry, fault: Mapping[str, Any]) -> Problem:
    """Turn one of pydantic's faults into a sentence with its place."""
    path, held = _path(entry.data, fault)
    where = ".".join(str(part) for part in (entry.id, *path))
    match fault["type"]:
        case "register":
            text = str(fault["ctx"]["text"]) if "text" in fault.get("ctx", {}) else str(fault["msg"])
            what, todo = f"{where}: {text}", ""
        case "missing":
            key = str(fault["loc"][-1])
            what, todo = f"{where} has no {key!r}", f"add {key}: {_EXAMPLES.get(key, '…')}"
        case "extra_forbidden":
            key = str(fault["loc"][-1])
            known = _known_keys(path[:-1])
            close = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
            what = f"{where}: unknown key {key!r}"
            todo = f"did you mean {close[0]!r}?" if close else f"known keys are {', '.join(known)}"
        case "union_tag_invalid":
            given = held.get("kind") if isinstance(held, dict) else held
            what, todo = f"{where}: the kind {given!r} is not known", "write kind: uniform or kind: discrete"
        case "union_tag_not_found":
            what, todo = f"{where} has no kind", "write kind: uniform or kind: discrete"
        case "literal_error":
            what, todo = f"{where}: {_show(held)} is not one of {fault['ctx']['expected']}", ""
        case "string_too_long":
            what = f"{where}: {len(str(held))} characters; at most {schema.LONGEST_EXACT} of a text are kept"
            todo = "write the figure alone"
        case "string_pattern_mismatch":
            what, todo = f"{where}: {_show(held)} is no digest", "write sha256: and 64 hexadecimal digits"
        case _:
            message = str(fault["msg"]).removeprefix("Input ").removeprefix("Value error, ")
            what, todo = f"{where}: {_show(held)} {message}", ""
    # A fault of the whole of an overlaid entry came with the overlay: the package's own is checked.
    place = entry.overlaid_at if entry.overlaid_at is not None and not path else entry.place(path)
    return Problem(place, what, todo)


_EXAMPLES = {
    "label": "{en: …, ja: …, ko: …}",
    "definition": "{en: …, ja: …, ko: …}",
    "unit": "person (kaname register units lists them)",
    "class": "D, S or A",
    "kind": "state, parameter, constant, switch, lever, series or calendar",
    "known_from": "YYYY-MM-DD, the day it became known",
    "status": "observed, enacted, announced, forecast or assumed",
}


def _path(data: Any, fault: Mapping[str, Any]) -> tuple[yamlfile.Way, Any]:
    """Follow pydantic's location through the data as written: dates for positions, tags left out."""
    path: list[str | int] = []
    held: Any = data
    for part in (*fault["loc"], *fault.get("ctx", {}).get("path", ())):
        if isinstance(part, int) and path == ["values"] and isinstance(held, dict):
            date, position, held = dated_rows(held)[part]
            path += [date] if position is None else [date, position]
        elif isinstance(held, dict) and part in held:
            path.append(part)
            held = held[str(part)]
        elif isinstance(held, list) and isinstance(part, int) and part < len(held):
            path.append(part)
            held = held[part]
    return tuple(path), held


def _known_keys(path: yamlfile.Way) -> list[str]:
    """Return the keys that may stand in the part of an entry that a path leads to."""
    parts = [part for part in path if isinstance(part, str)]
    if not parts:
        return [field.alias or name for name, field in Parameter.model_fields.items() if name != "id"]
    if parts[-1] in _TEXTS:
        return list(LANGUAGES)
    if parts[-1] == "evidence":
        return ["document", "span", "exact", "source", "locator", "note"]
    if parts[-1] == "distribution":
        return ["kind", "low", "high", "values", "weights"]
    if parts[-1] == "mentions":
        return [*LANGUAGES, "not"]
    return [name for name in DatedValue.model_fields if name != "true_from"]


def _kind(value: Any) -> str:
    names = {dict: "a mapping", list: "a list", str: "a text", bool: "a truth value", type(None): "nothing"}
    return names.get(type(value), "a number")


def _show(value: Any) -> str:
    text = repr(value) if not isinstance(value, dict | list) else _kind(value)
    return text if len(text) <= 60 else text[:57] + "…"
