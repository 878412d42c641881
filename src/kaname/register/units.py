"""Units of the register: a closed list, checked and converted by pint.

Money names its currency and its price basis: ``krw_nominal`` (won of the day), ``krw_2026`` (won at
2026 prices). Two bases do not convert, because that needs a deflator, which is a judgement. Prefixes
are words: ``trillion_krw_nominal / year``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any, cast

import pint

from kaname.base.errors import nearest
from kaname.base.languages import Words

PREFIXES: Mapping[str, float] = {
    "trillion_": 1e12,
    "billion_": 1e9,
    "million_": 1e6,
    "thousand_": 1e3,
}
"""Words of magnitude that may stand before a unit."""

CURRENCIES = ("krw", "usd", "jpy", "eur", "cny", "gbp")
"""Currencies; each needs a price basis, ``nominal`` or a year."""

_TIME = (
    "month = [time]",
    "year = 12 * month",
    "day = year / 365.25",
    "week = 7 * day",
    "hour = day / 24",
    "minute = hour / 60",
)
_PROPORTION = ("share = []", "ratio = share", "probability = share", "fold = share", "percent = 0.01 * share")
_PHYSICAL = (
    "metre = [length]",
    "kilometre = 1000 * metre",
    "square_kilometre = 1000000 * metre ** 2",
    "kilogram = [mass]",
    "tonne = 1000 * kilogram",
    "kiloton_tnt = [yield]",
)
_OWN_DIMENSION = (
    # people, things and events that are counted
    "person", "count", "warhead", "missile", "launch", "test", "provocation", "crisis", "election", "scm",
    "meeting", "event", "occasion", "round", "stage", "country", "company", "seat", "vote", "agreement",
    # constructs that are no proportion of anything
    "index", "logit", "utility", "percentage_point", "rank", "age",
    # positions and names, which are not amounts
    "calendar_year", "calendar_month", "category", "switch", "flag",
)  # fmt: skip

_MONEY = re.compile(rf"\b(?:{'|'.join(PREFIXES)})?(({'|'.join(CURRENCIES)})_(?:nominal|(?:19|20)\d\d))\b")
_MONEY_WITHOUT_BASIS = re.compile(
    rf"\b(?:{'|'.join(PREFIXES)})?({'|'.join(CURRENCIES)}|won|dollars?|yen)\b", re.IGNORECASE
)

_ATOM = r"[A-Za-z][A-Za-z0-9_]*(?: *\*\* *-?[1-9])?"
_EXPRESSION = re.compile(rf" *(?:1|{_ATOM})(?: *[*/] *{_ATOM})* *")

CLAIM_UNITS: Mapping[str, str] = {
    "USD": "usd_nominal", "KRW": "krw_nominal", "JPY": "jpy_nominal", "EUR": "eur_nominal",
    "CNY": "cny_nominal", "GBP": "gbp_nominal", "%": "percent", "pp": "percentage_point", "ratio": "ratio",
    "fold": "fold", "person": "person", "age": "age", "rank": "rank", "year": "year", "month": "month",
    "week": "week", "day": "day", "hour": "hour", "minute": "minute", "km": "kilometre", "m": "metre",
    "km2": "square_kilometre", "kg": "kilogram", "t": "tonne", "country": "country", "company": "company",
    "seat": "seat", "stage": "stage", "occasion": "occasion", "round": "round", "count": "count",
}  # fmt: skip
"""Unit codes of claims, as units of the register (a sum in a document is in money of the day)."""


class UnitError(ValueError):
    """A unit that the register does not know; the text says what is known."""


@functools.cache
def registry() -> pint.UnitRegistry[Any]:
    """Return the registry of the closed list (pint's own definitions are left out)."""
    units: pint.UnitRegistry[Any] = pint.UnitRegistry(None)
    units.load_definitions([f"{prefix}- = {factor:.0f}" for prefix, factor in PREFIXES.items()])
    units.load_definitions(
        [*_TIME, *_PROPORTION, *_PHYSICAL, *(f"{name} = [{name}]" for name in _OWN_DIMENSION)]
    )
    return units


def names() -> list[str]:
    """Return the units that may be written, money as examples."""
    plain = [line.split(" = ")[0] for line in (*_TIME, *_PROPORTION, *_PHYSICAL)]
    money = [f"{currency}_nominal" for currency in CURRENCIES]
    return sorted(
        [*plain, *_OWN_DIMENSION, *money, "krw_2026", "usd_2026", "trillion_krw_nominal", "dimensionless"]
    )


@functools.cache
def parse(expression: str) -> pint.Unit:
    """Read a unit expression such as ``trillion_krw_nominal / year``.

    Raises:
        UnitError: it is no unit of the register; the message names the nearest.
    """
    if not expression.strip():
        raise UnitError("the unit is empty: write dimensionless for a pure number")
    if not _EXPRESSION.fullmatch(expression):
        # pint would compute what it is given, were it 9**9**9.
        raise UnitError(f"{expression!r} is not a unit: write such as 'person' or 'krw_nominal / year'")
    units = registry()
    for money in _MONEY.finditer(expression):
        if money[1] not in units:
            units.define(f"{money[1]} = [{money[1]}]")
    if bare := _MONEY_WITHOUT_BASIS.search(_MONEY.sub("", expression)):
        raise UnitError(
            f"unit {expression!r} names no price basis: {bare[1]} is krw_nominal, krw_2026, usd_nominal …"
        )
    try:
        return units.parse_units(expression)
    except pint.UndefinedUnitError as error:
        unknown = str(error.args[0])
        raise UnitError(f"unit {expression!r}: {unknown!r} is not known{_suggest(unknown)}") from None
    except (pint.PintError, ValueError) as error:
        raise UnitError(f"{expression!r} is not a unit ({error})") from None


def _suggest(unknown: str) -> str:
    clause = nearest(unknown, names())
    return f": {clause}" if clause else ""


def factor(source: str, target: str) -> float | None:
    """Return what a number in ``source`` is multiplied by to be in ``target``; None: they do not convert."""
    units = registry()
    origin, goal = parse(source), parse(target)
    if origin.dimensionality != goal.dimensionality:
        return None
    return float(units.convert(1.0, origin, goal))


def label(expression: str, language: str) -> str:
    """Return a unit in words: ``trillion_krw_nominal / year`` is 兆ウォン/年 in Japanese."""
    words = Words(language, "register")
    atoms = [(name, cast(float, power)) for name, power in parse(expression)._units.items()]
    over = [_atom(name, words) for name, power in sorted(atoms) if power > 0 for _ in range(round(power))]
    under = [
        _atom(name, words, below=True)
        for name, power in sorted(atoms)
        if power < 0
        for _ in range(-round(power))
    ]
    if not over and not under:
        return words("unit.none")
    text = words("unit.product").join(over)
    for denominator in under:
        text = (
            words("unit.per", numerator=text, denominator=denominator)
            if text
            else words("unit.rate", denominator=denominator)
        )
    return text


def _atom(name: str, words: Words, *, below: bool = False) -> str:
    """Return one factor of a unit in words: magnitude, unit, price basis."""
    prefix = next((known for known in PREFIXES if name.startswith(known)), "")
    bare = name.removeprefix(prefix)
    basis = ""
    if money := _MONEY.fullmatch(bare):
        bare, year = money[2], bare.rpartition("_")[2]
        basis = "" if year == "nominal" else words("unit.prices", year=year)
    key = f"unit.below.{bare}" if below else f"unit.{bare}"
    try:
        text = words(key)
    except KeyError:
        text = words(f"unit.{bare}")
    if prefix:
        text = words("unit.prefixed", prefix=words(f"unit.{prefix.rstrip('_')}"), unit=text)
    return text + basis


_PART = re.compile(r"(?:share|probability)\b")


def quantity(value: float | int | str | None, expression: str, language: str) -> str:
    """Return a number with its unit in words (a word or a missing value stays as it is).

    Japanese and Korean count large sums in ten thousands: 1.5192 ``trillion_krw_nominal / year`` is
    1兆5,192億ウォン/年. Shares and probabilities read as percentages.
    """
    words = Words(language, "register")
    if value is None:
        return words("value.lapsed")
    if isinstance(value, str) or expression in (
        "calendar_year",
        "calendar_month",
        "category",
        "switch",
        "flag",
    ):
        return str(value)
    if part := _PART.match(expression):
        # A part of a whole reads as a percentage: 0.035 of a share is 3.5 percent.
        percent = expression.replace(part[0], "percent", 1)
        return quantity(float(f"{100 * value:.12g}"), percent, language)
    if language in ("ja", "ko") and (amount := _in_myriads(value, expression, words)):
        return amount
    if (money := _MONEY.search(expression)) and money[0] == money[1]:
        # A sum without a word of magnitude gets one: 1,402,800,000,000 won is 1.4028 trillion won.
        for prefix, size in PREFIXES.items():
            if abs(value) >= size >= 1e6:
                return quantity(value / size, expression.replace(money[1], prefix + money[1]), language)
    number = f"{value:,}" if isinstance(value, int) else f"{value:,.{'0f' if abs(value) >= 1e6 else '6g'}}"
    return words("unit.quantity", value=number, unit=label(expression, language))


def span(low: float, high: float, expression: str, language: str) -> str:
    """Return a range with its unit in words, both ends in the same measure: 1–2.4 % per year."""
    least, most = (float(f"{100 * end:.12g}" if _PART.match(expression) else end) for end in (low, high))
    return Words(language, "register")(
        "conflict.range", low=f"{least:,.6g}", high=quantity(most, _PART.sub("percent", expression), language)
    )


def _in_myriads(value: float, expression: str, words: Words) -> str | None:
    """Return an amount counted in 万, 億, 兆 (만, 억, 조); None where no word of magnitude is due.

    Two groups of four digits are shown: the value is rounded to the lower of them.
    """
    prefix = next((known for known in PREFIXES if known in expression), "")
    whole = round(abs(value) * PREFIXES.get(prefix, 1.0))
    if not (prefix or _MONEY.search(expression)) or whole < 10_000:
        return None
    names = ["", *words("unit.myriads").split()]
    top = min((len(str(whole)) - 1) // 4, len(names) - 1)
    lower = 10_000 ** (top - 1)
    if (rounded := round(whole / lower)) >= 10_000**2 and top < len(names) - 1:
        top, rounded = top + 1, rounded // 10_000
    high, low = divmod(rounded, 10_000)
    groups = [f"{high:,}{names[top]}", f"{low:,}{names[top - 1]}" if low else ""]
    text = (" " if words.language == "ko" else "").join(group for group in groups if group)
    unit = label(expression.replace(prefix, ""), words.language)
    return words("unit.amount", value=("-" if value < 0 else "") + text, unit=unit)
