"""Numbers as Japanese, Korean and English write them: digits, magnitudes, and both mixed.

Figures are read after NFKC (the view has done that), so only half-width digits occur here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

# All of these are possessive: a figure is taken whole or not at all, which also keeps them linear.
DIGITS = r"(?>\d{1,3}(?:,\d{3})++(?!\d)|\d++(?:,\d{3,}+)*+)(?:\.\d++)?+"
"""A run of digits with its decimals; groups of other than three digits are let in, to be warned about."""

MAGNITUDES = "千百十万億兆京천백십만억조경"
"""Characters that multiply; a figure does not begin right after one."""

_SECTION = f"{DIGITS}(?:[千百十천백십](?:{DIGITS})?+)*+"
EAST_ASIAN = f"{_SECTION}(?:[万億兆京만억조경] ?{_SECTION})*+[万億兆京만억조경]?+"
"""A figure with magnitudes: ``2万8500``, ``1兆389億``, ``1조1천833억``, ``28,500``."""

KANJI_CHARACTERS = "〇一二三四五六七八九十百千万億兆"
"""The Chinese characters that write numbers."""

KANJI = f"[{KANJI_CHARACTERS}]++"
"""A number in Chinese characters."""

_KANJI_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1}
_SMALL = {"十": 10, "百": 100, "千": 1000, "십": 10, "백": 100, "천": 1000}
_LARGE = {
    "万": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16,
    "만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16,
}  # fmt: skip
_MAX_DIGITS = 25


class Number(NamedTuple):
    """A number read from text, and what was odd about how it was written (or None)."""

    value: int | float
    warning: str | None = None


def read_east_asian(text: str) -> Number | None:
    """Read a figure that matches :data:`EAST_ASIAN` or :data:`KANJI`; None where it is no number.

    ``1兆183`` keeps the value as written (1,000,000,000,183): that a magnitude word is missing is only a
    guess, so it is said in ``warning`` and never mended.
    """
    compact = text.replace(" ", "")
    if len(compact) > _MAX_DIGITS:
        return None
    if len(compact) > 1 and all(c in _KANJI_DIGITS for c in compact):
        return Number(int("".join(str(_KANJI_DIGITS[c]) for c in compact)))
    total = section = Decimal(0)
    current: Decimal | None = None
    smallest_large = 0
    warning = None
    at = 0
    while at < len(compact):
        character = compact[at]
        if character.isdigit():
            stop = at
            while stop < len(compact) and (compact[stop].isdigit() or compact[stop] in ",."):
                stop += 1
            current, odd = _digits(compact[at:stop])
            warning = warning or odd
            at = stop
            continue
        if character in _KANJI_DIGITS:
            current = Decimal(_KANJI_DIGITS[character])
        elif character in _SMALL:
            section += (Decimal(1) if current is None else current) * _SMALL[character]
            current = None
        elif character in _LARGE:
            amount = section + (current or 0)
            total += (amount or Decimal(1)) * _LARGE[character]
            section, current, smallest_large = Decimal(0), None, _LARGE[character]
        else:
            return None
        at += 1
    rest = section + (current or 0)
    if smallest_large >= 10**12 and rest >= 100:
        warning = warning or f"magnitude word missing: {compact} read as written"
    return Number(plain(total + rest), warning)


def _digits(text: str) -> tuple[Decimal, str | None]:
    groups = text.split(".")[0].split(",")
    odd = len(groups) > 1 and any(len(group) != 3 for group in groups[1:])
    return Decimal(text.replace(",", "").rstrip(".") or "0"), f"digits grouped oddly: {text}" if odd else None


def plain(value: Decimal) -> int | float:
    """The number as an integer where it is whole, else as a float."""
    return int(value) if value == value.to_integral_value() else float(value)


_ENGLISH_MAGNITUDES = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12, "trn": 10**12, "t": 10**12,
}  # fmt: skip
ENGLISH_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
"""English number words up to ninety; ``twenty-five`` is read part by part."""


def read_english(figure: str, magnitude: str | None = None) -> Number | None:
    """Read ``28,500``, ``9.2`` with ``bn``, ``twenty-five`` with ``million``."""
    factor = _ENGLISH_MAGNITUDES.get(magnitude.lower().rstrip("."), 1) if magnitude else 1
    if figure[:1].isdigit():
        if len(figure) > _MAX_DIGITS:
            return None
        value, odd = _digits(figure)
        return Number(plain(value * factor), odd)
    words = figure.lower().replace("-", " ").split()
    if not words or any(word not in ENGLISH_WORDS for word in words):
        return None
    return Number(sum(ENGLISH_WORDS[word] for word in words) * factor)
