"""Who can speak: noun phrases whose last word names a person, a body, a country or a document."""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import NamedTuple

import yaml

_NAME = r"[一-鿿々〆ヵヶァ-ヺー・·A-Za-z0-9.\-&'＿=＝]"
_PHRASE = re.compile(rf"{_NAME}(?:{_NAME}| (?=[A-Za-z0-9])|(?<=[A-Za-z0-9.]) )*$")
_LATIN_NAME = re.compile(r"(?:^|[^A-Za-z])[A-Z][A-Za-z]*[A-Z][A-Za-z0-9]*$")
_KANA_NAME = re.compile(r"[ァ-ヺー]{2,}(?:[・·=＝][ァ-ヺー]{2,})+$")
LONGEST = 60
"""Characters beyond which a noun phrase names no speaker."""


_SHORT_ASIDE = 12
"""A parenthesis up to so many characters belongs to the name, a longer one explains it."""


class Speaker(NamedTuple):
    """A noun phrase that can speak: its span in the text it was found in, and what its head names."""

    start: int
    end: int
    kind: str


@functools.cache
def _heads() -> tuple[re.Pattern[str], dict[str, str]]:
    room = resources.files("kaname.claims")
    kinds: dict[str, str] = {}
    for source in (room / "statements" / "data" / "speakers.ja.yaml", room / "data" / "actors.ja.yaml"):
        table = yaml.safe_load(source.read_text(encoding="utf-8"))
        for kind in ("documents", "countries", "bodies", "persons"):
            kinds.update(dict.fromkeys(table[kind].split(), kind))
    words = "|".join(re.escape(word) for word in sorted(kinds, key=len, reverse=True))
    return re.compile(rf"(?:{words})(?=(?:ら|たち|側|当局)?＿*\d*$)"), kinds


def speaker_before(text: str, floor: int, end: int) -> Speaker | None:
    """Return the speaker whose noun phrase ends at ``end``, or None where nothing there can speak.

    Args:
        text: text in which what stands in parentheses is blanked out with ``＿`` (see ``flatten``).
        floor: the phrase does not begin before this.
        end: the character after the phrase (its particle).
    """
    low = max(floor, end - LONGEST)
    quoted = _quoted_name(text, low, end)
    if quoted is not None:
        return quoted
    match = _PHRASE.search(text, low, end)
    if match is None:
        return None
    start = match.start()
    kind = _kind(text[start:end])
    if kind is None:
        return None
    bare = len(text[:end].rstrip("＿"))
    if end - bare > _SHORT_ASIDE:
        end = bare
    if kind in ("documents", "bodies") or text[start:end] in ("専門家", "関係者", "当局者", "ウォッチャー"):
        start = _with_modifiers(text, low, start)
    return Speaker(_with_coordinate(text, low, start, kind), end, kind)


def _quoted_name(text: str, low: int, end: int) -> Speaker | None:
    """「自主派」は: a group by the name it is given."""
    if text[end - 1 : end] != "」":
        return None
    start = text.rfind("「", low, end)
    return Speaker(start, end, "bodies") if start >= 0 and end - start <= 10 else None


def _kind(phrase: str) -> str | None:
    pattern, kinds = _heads()
    bare = phrase.rstrip("＿")
    heads = list(pattern.finditer(bare))
    if heads and heads[-1].end() >= len(bare) - 2:
        return kinds[heads[-1].group()]
    tail = re.search(r"(?:ら|たち|側|当局)$", bare)
    if tail is not None and len(bare) > 2:
        return "bodies"
    if _LATIN_NAME.search(bare):
        return "documents"
    if _KANA_NAME.search(bare):
        return "persons"
    return None


def _with_modifiers(text: str, low: int, start: int) -> int:
    """国防総省の文書, 一部の専門家: documents and the unnamed are told by what modifies them."""
    for _ in range(2):
        if text[start - 1 : start] != "の" or start - 1 <= low:
            break
        match = _PHRASE.search(text, low, start - 1)
        if match is None:
            break
        start = match.start()
    return start


def _with_coordinate(text: str, low: int, start: int, kind: str) -> int:
    """韓国と米国: two of a kind speak together."""
    if text[start - 1 : start] not in ("と", "や") or start - 1 <= low:
        return start
    match = _PHRASE.search(text, low, start - 1)
    if match is None or _kind(text[match.start() : start - 1]) is None:
        return start
    before = match.start()
    return _with_modifiers(text, low, before) if kind == "persons" else before
