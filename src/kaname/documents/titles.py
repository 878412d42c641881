"""The title and the citation key of a document that no bibliography names; shown as inferred."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import Path

from kaname.documents.dating import is_date

_HEAD_LINES = 20
_TITLE_CHARACTERS = 160
_KEY_CHARACTERS = 40
_HEADING = re.compile(r"#{1,3}\s+(.+?)\s*#*\s*")
_MARKUP = re.compile(r"[*_`]{1,3}")
_BULLET = re.compile(r"^[〇○●◎■□◆◇▼▽★☆・>\s]+")


def infer_title(text: str, path: Path) -> str:
    """Return the first heading, else the first line that is no date, else the file's name."""
    lines = [line.strip() for line in text[:8192].splitlines() if line.strip()][:_HEAD_LINES]
    headings = (match.group(1) for line in lines if (match := _HEADING.fullmatch(line)))
    for candidate in (*headings, *lines):
        title = _BULLET.sub("", _MARKUP.sub("", candidate)).strip()
        if 2 <= len(title) <= _TITLE_CHARACTERS and any(c.isalpha() for c in title) and not is_date(title):
            return " ".join(title.split())
    return path.stem


def slug(text: str) -> str:
    """Return a readable key: lower-case letters and digits of any script, hyphens between words."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = re.findall(r"[^\W_]+", plain)
    key = ""
    for word in words:
        longer = f"{key}-{word}" if key else word[:_KEY_CHARACTERS]
        if len(longer) > _KEY_CHARACTERS:
            break
        key = longer
    return key


def infer_key(title: str, path: Path) -> str:
    """Return a citation key: the slug of a title in Latin letters, else of the file's name, else either."""
    from_title, from_name = slug(title), slug(path.stem)
    if from_title and from_title.isascii():
        return from_title
    return from_name or from_title or "document"


def free_key(key: str, taken: Collection[str]) -> str:
    """Return the key, with the first number from 2 that makes it one not taken."""
    number, candidate = 2, key
    while candidate in taken:
        candidate = f"{key}-{number}"
        number += 1
    return candidate
