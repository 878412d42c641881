"""What stands about a date and decides how it resolves, the same in every language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kaname.claims.dates.found import Found

Mod = Callable[[str, Found], str | None]


def in_context(
    text: str,
    sentences: list[tuple[int, int]],
    found: Iterable[Found],
    *,
    joined: re.Pattern[str],
    ahead: Callable[[str, int, int], bool],
    mod: Mod,
) -> Iterator[Found]:
    """Yield the dates in order with their context filled in; of overlapping ones the first and longest.

    Args:
        text: the view's text.
        sentences: spans of its sentences.
        found: the dates, in any order.
        joined: what may stand between two dates that share a year.
        ahead: whether the sentence, from an offset to its end, speaks of what lies ahead.
        mod: the modifier (from, until, by …) of a date.
    """
    at, end = 0, -1
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if each.start < end:
            continue
        while at + 1 < len(sentences) and sentences[at + 1][0] <= each.start:
            at += 1
        stop = sentences[at][1] if sentences else len(text)
        near = end >= 0 and each.start - end <= 5
        yield replace(
            each,
            forward=ahead(text, each.end, stop),
            enclosed=text[max(0, each.start - 1) : each.start] == "(",
            joined=near and joined.fullmatch(text, end, each.start) is not None,
            mod=mod(text, each) or PARTS_AS_MODS.get(each.point.part or ""),
        )
        end = each.end


PARTS_AS_MODS = {"end": "end", "late": "end", "early": "early", "mid": "mid"}
"""The modifier that a part of a period implies."""


def two_digit_year(year: int, base: int | None) -> int:
    """The full year of two digits: the one nearest the document's, up to 20 years ahead."""
    if base is None:
        return 2000 + year if year < 50 else 1900 + year
    century = base - base % 100
    return century + year if century + year <= base + 20 else century - 100 + year


def completed(year: str, base: int) -> int:
    """The end of a range: 25 after 2020 is 2025."""
    return int(year) if len(year) == 4 else base - base % 100 + int(year)
