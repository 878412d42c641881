"""Reading YAML so that every value knows its line.

A register file is plain data: mappings, lists and scalars. What YAML offers beyond that is refused
with its line: anchors and aliases (they can blow up), tags (they can build objects), several
documents in a file, a key given twice, tabs. Words such as ``no`` and ``on`` stay words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kaname.base.files import read_bytes
from kaname.register.problems import Place, Problem, RegisterError

LIMIT_BYTES = 8_000_000
"""A register file may not be larger: it is split into files instead."""

LIMIT_DEPTH = 20
LIMIT_NODES = 500_000

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9_]*)")
_REAL = re.compile(
    r"[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|nan)", re.IGNORECASE
)
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}

Way = tuple[str | int, ...]
"""A way into a file: keys as they are written, positions in lists."""


@dataclass(slots=True)
class Tree:
    """A file's data, and the line on which each part begins.

    Attributes:
        data: mappings (keys as text), lists, text, numbers, booleans, None.
        lines: for each path into the data, its line (a mapping's member counts from its key).
        problems: keys given twice; the first is kept.
    """

    file: str
    data: Any = None
    lines: dict[Way, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Way) -> Place:
        """Return the place of a path, or of the nearest part above it that the file has."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, self.lines.get(path, 1))


def read(path: Path, *, name: str | None = None) -> Tree:
    """Read one YAML file.

    Args:
        path: the file.
        name: how messages call it; by default the path.

    Raises:
        RegisterError: it is not UTF-8, not YAML, or more than plain data.
        InputError: it is missing, unreadable or too large.
    """
    file = name or str(path)
    content = read_bytes(path, limit_bytes=LIMIT_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refuse(
            file, line, f"not UTF-8 (byte 0x{content[error.start]:02x})", "save the file as UTF-8"
        ) from None
    return parse(text, file)


def parse(text: str, file: str) -> Tree:
    """Read YAML text (see :func:`read`)."""
    for number, line in enumerate(text.splitlines(), 1):
        if line[: len(line) - len(line.lstrip())].find("\t") >= 0:
            raise _refuse(file, number, "a tab stands in the indentation", "indent with spaces")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(Tree(file), yaml.parse(text, Loader=loader))
    try:
        return builder.file()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or "cannot be read"
        begun = error.context_mark
        if mark and begun and begun.line != mark.line:
            what += f", in what was begun on line {begun.line + 1}"
        raise _refuse(
            file, mark.line + 1 if mark else 1, f"not YAML ({what})", "check the indentation and the quotes"
        ) from None
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0) or 0
        what = f"not YAML ({getattr(error, 'reason', error)})"
        raise _refuse(file, text.count("\n", 0, position) + 1, what, "remove the character") from None


def _refuse(file: str, line: int, what: str, todo: str) -> RegisterError:
    return RegisterError([Problem(Place(file, line), what, todo)])


class _Builder:
    """Turns the events of one file into a tree; events come one at a time, so nothing can blow up."""

    def __init__(self, tree: Tree, events: Iterator[yaml.Event]) -> None:
        self.tree = tree
        self.events = events
        self.nodes = 0

    def file(self) -> Tree:
        """Build the one document of the file (an empty file is an empty mapping)."""
        self.tree.data = {}
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refuse(event, "a second document begins (---)", "keep one document in a file")
            elif isinstance(event, yaml.NodeEvent):
                value = self._node(event, ())
                self.tree.data = {} if value is None else value
        return self.tree

    def _node(self, event: yaml.Event, path: Way) -> Any:
        self.nodes += 1
        self.tree.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._refuse(event, "anchors and aliases (& and *) are not read", "write the value out")
        if self.nodes > LIMIT_NODES or len(path) > LIMIT_DEPTH:
            raise self._refuse(
                event, "nested too deep or too large for a register file", "split or flatten it"
            )
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise self._refuse(event, f"the tag {tag} is not read", "write plain values without !")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        assert isinstance(event, yaml.ScalarEvent)
        return _scalar(event)

    def _mapping(self, path: Way) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refuse(event, "a key that is no plain word", "write key: value")
            key, line = event.value, _line(event)
            if event.anchor or key == "<<":
                raise self._refuse(event, "anchors and merge keys are not read", "write the values out")
            if key in mapping:
                first = self.tree.lines[(*path, key)]
                self.tree.problems.append(
                    Problem(
                        Place(self.tree.file, line),
                        f"{key!r} is given twice (first on line {first})",
                        "keep one of them",
                    )
                )
                # The second is read to its end and dropped; its lines must not overwrite the first's.
                kept, self.tree.lines = self.tree.lines, {}
                self._node(next(self.events), (*path, key))
                self.tree.lines = kept
                continue
            self.tree.lines[(*path, key)] = line
            mapping[key] = self._node(next(self.events), (*path, key))
        return mapping

    def _sequence(self, path: Way) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, (*path, len(items))))
        return items

    def _refuse(self, event: yaml.Event, what: str, todo: str) -> RegisterError:
        return _refuse(self.tree.file, _line(event), what, todo)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(event: yaml.ScalarEvent) -> Any:
    """Return the value of a scalar: quoted is text; plain may be a number, true, false or null."""
    text = event.value
    if event.style not in (None, ""):
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text) and len(text) < 40:
        return int(text.replace("_", ""))
    if _REAL.fullmatch(text):
        bare = text.replace("_", "").lower()
        return float(bare.replace(".inf", "inf").replace(".nan", "nan"))
    return text
