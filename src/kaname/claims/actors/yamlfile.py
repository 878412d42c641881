"""Plain YAML whose every part knows its line: mappings, lists and scalars, no anchors, no key twice."""

from __future__ import annotations

import re
from typing import Any

import yaml

from kaname.claims.actors.problems import ActorsError, Problem

Way = tuple[str | int, ...]
"""A way into a file: keys as text, positions in lists."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER = re.compile(r"0|[1-9][0-9]{0,8}")
_DEEPEST = 8


def parse(text: str, file: str) -> tuple[dict[str, Any], dict[Way, int]]:
    """Read one file: entries by key, and the line on which each part begins.

    Raises:
        ActorsError: it is not YAML, more than plain data, or gives a key twice.
    """
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                what = "anchors and aliases (& and *) are not read"
                raise ActorsError([Problem(file, _line(event), what, "write the value out")])
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
        line = mark.line + 1 if mark else 1
        raise ActorsError(
            [Problem(file, line, f"not YAML ({what})", "check indentation and quotes")]
        ) from None
    except RecursionError:
        raise ActorsError([Problem(file, 1, "nested too deep", "flatten it")]) from None
    lines: dict[Way, int] = {(): 1}
    if node is None:
        return {}, lines
    if not isinstance(node, yaml.MappingNode):
        raise ActorsError(
            [Problem(file, _line(node), "the file does not hold entries by id", "write ID: first")]
        )
    problems: list[Problem] = []
    data = _value(node, (), file, lines, problems)
    if problems:
        raise ActorsError(problems)
    return data, lines


def _value(node: yaml.Node, way: Way, file: str, lines: dict[Way, int], problems: list[Problem]) -> Any:
    lines.setdefault(way, _line(node))
    if len(way) > _DEEPEST:
        problems.append(Problem(file, _line(node), "nested too deep", "flatten it"))
        return None
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key, held in node.value:
            if not isinstance(key, yaml.ScalarNode):
                problems.append(Problem(file, _line(key), "a key that is no plain word", "write key: value"))
                continue
            if key.value in mapping:
                first = lines[(*way, key.value)]
                what = f"{key.value!r} is given twice (first on line {first})"
                problems.append(Problem(file, _line(key), what, "keep one of them"))
                continue
            lines[(*way, key.value)] = _line(key)
            mapping[key.value] = _value(held, (*way, key.value), file, lines, problems)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_value(held, (*way, at), file, lines, problems) for at, held in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)
    plain = not node.style
    if plain and node.value.lower() in _WORDS:
        return _WORDS[node.value.lower()]
    if plain and _INTEGER.fullmatch(node.value):
        return int(node.value)
    return node.value


def _line(part: yaml.Node | yaml.Event) -> int:
    return part.start_mark.line + 1 if part.start_mark else 1
