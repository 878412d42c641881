"""Bibliographic sources of the register: CSL-JSON items by id, and how they read in a list."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kaname.base.errors import InputError
from kaname.base.files import read_bytes
from kaname.register.problems import Place, Problem

LIMIT_BYTES = 20_000_000


def read(path: Path, *, name: str | None = None) -> tuple[dict[str, dict[str, Any]], list[Problem]]:
    """Read a CSL-JSON list.

    Returns:
        The items by id, and problems with their lines.
    """
    file = name or str(path)
    try:
        content = read_bytes(path, limit_bytes=LIMIT_BYTES)
        text = content.decode("utf-8-sig")
        data = json.loads(text)
    except InputError as error:
        return {}, [Problem(Place(file, 1), error.what, error.todo or "")]
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return {}, [Problem(Place(file, line), "not UTF-8", "save the file as UTF-8")]
    except json.JSONDecodeError as error:
        return {}, [Problem(Place(file, error.lineno), f"not JSON ({error.msg})", "mend it near there")]
    except RecursionError:
        return {}, [
            Problem(Place(file, 1), "nested too deep for a bibliography", "export it again as CSL-JSON")
        ]
    if not isinstance(data, list):
        return {}, [Problem(Place(file, 1), "not a CSL-JSON list", "write a list of items: [{…}, …]")]
    items: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    for position, item in enumerate(data):
        identifier = item.get("id") if isinstance(item, dict) else None
        if not isinstance(identifier, str) or not identifier:
            problems.append(Problem(Place(file, 1), f"item {position + 1} has no id", 'write "id": "a-word"'))
            continue
        place = Place(file, _line(text, identifier, 2 if identifier in items else 1))
        if identifier in items:
            problems.append(Problem(place, f"source {identifier!r} is given twice", "keep one of them"))
        elif not isinstance(item.get("title"), str) or not isinstance(item.get("type"), str):
            problems.append(
                Problem(place, f"source {identifier!r} lacks a title or a type", "add them (CSL-JSON)")
            )
        else:
            items[identifier] = item
    return items, problems


def _line(text: str, identifier: str, occurrence: int) -> int:
    """Return the line of the n-th ``"id": identifier`` in the file (1 where it cannot be told)."""
    pattern = re.compile(r'"id"\s*:\s*' + re.escape(json.dumps(identifier, ensure_ascii=False)))
    for number, match in enumerate(pattern.finditer(text), 1):
        if number == occurrence:
            return text.count("\n", 0, match.start()) + 1
    return 1


def line_of(path: Path, identifier: str) -> int:
    """Return the line on which a source stands in its file."""
    return _line(path.read_text(encoding="utf-8-sig"), identifier, 1)


def reference(item: Mapping[str, Any], language: str, locator: str | None = None) -> str:
    """Return one line for a source in the reader's language, with the place in it and its address."""
    from kaname.documents import format_citation

    address = item.get("DOI") or item.get("URL")
    return " ".join(str(part) for part in (format_citation(item, language), locator, address) if part)
