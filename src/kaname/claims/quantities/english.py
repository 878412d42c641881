"""Quantities in English: figure or number word, magnitude, unit; currencies before or after."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaname.claims.numerals import DIGITS, ENGLISH_WORDS, Number, read_english
from kaname.claims.quantities.found import Found, scaled

_WORD = "|".join(sorted(ENGLISH_WORDS, key=len, reverse=True))
_NUMBER = rf"(?:{DIGITS}|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-)?(?:{_WORD}))"
_MAGNITUDE = r"(?:hundred|thousand|million|billion|trillion|bn|mn|tn|trn)\.?"
_SIGNS = {
    "US$": "USD", "U.S.$": "USD", "$": "USD", "USD": "USD", "₩": "KRW", "KRW": "KRW", "¥": "JPY",
    "JPY": "JPY",
    "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "RMB": "CNY", "CNY": "CNY",
}  # fmt: skip
_PEOPLE = (
    r"troops|soldiers|personnel|people|persons|service ?members|Marines|sailors|airmen|employees|workers"
    r"|civilians"
    r"|casualties|forces|men|women|prisoners|residents|citizens|reservists|conscripts|officers|advisers"
    r"|contractors"
)
_THINGS = (
    r"aircraft|jets?|fighters?|bombers?|helicopters?|tanks?|ships?|vessels?|submarines?|destroyers?|frigates?"
    r"|missiles?"
    r"|warheads?|launchers?|batteries|battery|battalions?|brigades?|divisions?|squadrons?|regiments?|bases"
    r"|sites|satellites?"
    r"|agreements?|provinces|states|votes|members|measures|areas|pillars|steps|points|exercises|drills|tests"
    r"|launches"
    r"|meetings|sessions|cases|projects|programs|programmes|items|systems|units|vehicles|rockets|drones|guns"
    r"|facilities"
    r"|weapons|reactors|interceptors|howitzers|goals|principles|conditions|options|questions|issues|documents"
    r"|rounds of talks"
)
_UNITS: list[tuple[str, str, float]] = [
    (r"percentage[- ]points?|pp\b", "pp", 1), (r"%|per ?cent\b|pct\b", "%", 1),
    (r"(?:U\.?S\.? )?dollars?\b", "USD", 1), (r"(?:South Korean |Korean )?won\b", "KRW", 1),
    (r"(?:Japanese )?yen\b", "JPY", 1),
    (r"euros?\b", "EUR", 1), (r"(?:Chinese )?yuan\b|renminbi\b", "CNY", 1), (r"pounds sterling\b|pounds\b",
    "GBP", 1),
    (r"square[- ](?:kilomet(?:er|re)s?)\b|km2\b|sq ?km\b", "km2", 1), (r"kilomet(?:er|re)s?\b|km\b(?!/)",
    "km", 1),
    (r"met(?:er|re)s?\b|m\b(?! ?[/²])", "m", 1), (r"kilograms?\b|kg\b", "kg", 1), (r"kilotons?\b|kt\b", "t",
    1000),
    (r"(?:metric )?tons?\b|tonnes?\b", "t", 1),
    (r"years? old\b|year-olds?\b", "age", 1), (r"years?\b", "year", 1), (r"months?\b", "month", 1),
    (r"weeks?\b", "week", 1),
    (r"days?\b", "day", 1), (r"hours?\b", "hour", 1), (r"minutes?\b", "minute", 1),
    (r"times(?= (?:as|more|the|larger|higher|greater|bigger)\b)|-?fold\b", "fold", 1),
    (r"times\b|occasions\b", "occasion", 1),
    (r"countries\b|nations\b", "country", 1), (r"companies\b|firms\b", "company", 1), (r"seats\b", "seat", 1),
    (r"stages?\b|phases?\b", "stage", 1), (r"rounds\b(?! of (?:talks|negotiations|consultations))|shells\b",
    "round", 1),
]  # fmt: skip
_ADJECTIVES = (
    r"(?:(?:U\.S\.|US|American|South Korean|North Korean|Korean|Japanese|Chinese|Russian|active-duty"
    r"|additional|more|new|extra"
    r"|combat|ground|military|uniformed|regular|nuclear|ballistic|cruise|long-range|short-range|different"
    r"|separate|key|main"
    r"|major|allied|rotational|reserve|civilian|local|foreign|strategic|tactical|NATO|ROK|member|Patriot"
    r"|THAAD|Army|Navy"
    r"|Air Force|Marine|fighter|attack|defen[cs]e|naval|bilateral|joint|annual|consecutive|straight|full"
    r"|other|armed) ){0,3}"
)
_UNIT = "|".join(f"(?P<u{n}>{pattern})" for n, (pattern, _, _) in enumerate(_UNITS))
_BEFORE = (
    r"(?:(?P<approx>about|around|approximately|roughly|nearly|almost|some|an estimated|estimated|circa"
    r"|close to|~) ?"
    r"|(?P<bound>at least|a minimum of|no (?:fewer|less) than|not less than|more than|over|exceeding"
    r"|in excess of|upwards of"
    r"|greater than|above|up to|as many as|as much as|at most|a maximum of|no more than|not more than"
    r"|less than|fewer than"
    r"|under|below|short of) )"
)
_RANGE = r" ?(?:–|—|-|~|to|and|or) ?"
_FIGURE = re.compile(
    rf"{_BEFORE}?(?P<guard>(?<![\w.,$€£¥₩#/-]))"
    rf"(?:(?P<low>{_NUMBER})(?: (?P<lowmag>{_MAGNITUDE}))?(?: ?%| percent)?{_RANGE})?"
    rf"(?P<number>{_NUMBER})(?:[ -]?(?P<magnitude>{_MAGNITUDE}))?"
    rf"(?:[ -]?(?:{_UNIT})|[ -]{_ADJECTIVES}(?:(?P<people>{_PEOPLE})|(?P<things>{_THINGS}))\b)"
    r"(?P<after> or (?:more|fewer|less|above)\b)?",
    re.IGNORECASE,
)
_MONEY = re.compile(
    rf"{_BEFORE}?(?P<sign>US\$|U\.S\.\$|(?<![A-Za-z])(?:USD|KRW|JPY|EUR|GBP|RMB|CNY)|[$₩¥€£]) ?"
    rf"(?:(?P<low>{DIGITS})(?:[ -]?(?P<lowmag>{_MAGNITUDE}|[mbkMBK]\b))?{_RANGE}(?:US\$|[$₩¥€£])?)?"
    rf"(?P<number>{DIGITS})(?:[ -]?(?P<magnitude>{_MAGNITUDE}|[mbkMBK]\b))?(?P<after> or (?:more|less)\b)?",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"\b(?:(?P<figure>\d{1,3})(?:st|nd|rd|th)|(?P<word>second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    r"|tenth))"
    r"[- ](?:largest|biggest|highest|most|strongest|place)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"{_BEFORE}?\b(?P<top>one|two|three|four|a)[- ](?P<part>half|third|quarter|fourth|fifth"
    rf"|tenth)s?\b(?! (?:of all )?time)"
    r"(?! (?:country|party|phase|stage|round|nuclear|of \d{4}|meeting|parties))",
    re.IGNORECASE,
)
_ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
]
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_RISE = re.compile(
    r"(?:increase|rise|growth|hike|jump|increased|rose|rises|grew|grow|grows|raised?)(?: of"
    r"| by)? ?$",
    re.I,
)
_FALL = re.compile(
    r"(?:decrease|decline|cut|reduction|drop|fall|fell|decreased|declined|dropped"
    r"|shrank)(?: of| by)? ?$",
    re.I,
)
_MORE = re.compile(r" ?(?:more|higher|increase|rise|hike|growth)\b", re.I)
_LESS = re.compile(r" ?(?:less|lower|decrease|cut|reduction|decline)\b", re.I)
_BOUNDS = {
    ">=": ("at least", "a minimum of", "no fewer than", "no less than", "not less than", "upwards of"),
    ">": ("more than", "over", "exceeding", "in excess of", "greater than", "above"),
    "<=": ("up to", "as many as", "as much as", "at most", "a maximum of", "no more than", "not more than"),
    "<": ("less than", "fewer than", "under", "below", "short of"),
}  # fmt: skip
_BOUND = {word: sign for sign, words in _BOUNDS.items() for word in words}
# An ordinal, article or name is no amount.
_NAMED = re.compile(
    r"(?:Article|Articles|Section|Chapter|Part|Phase|Title|No\.|Nos\.|p\.|pp\.|Vol\.|OPLAN|Resolution|Figure"
    r"|Table|Type|Track|Division"
    r"|Item|Room|Annex|Appendix|Group) ?$"
)
_ONE_THING = re.compile(r"(?:one|1)$", re.I)


def find(text: str) -> Iterator[Found]:
    """Yield the quantities of a view in order; they may overlap, the first and longest is the better."""
    found = [*_money(text), *_figures(text), *_ranks(text), *_shares(text)]
    yield from sorted(found, key=lambda each: (each.start, -each.end))


def _figures(text: str) -> Iterator[Found]:
    for match in _FIGURE.finditer(text):
        if _NAMED.search(text, max(0, match.start("guard") - 12), match.start("guard")):
            continue
        unit, factor = _unit(match)
        if (
            _ONE_THING.match(match["number"])
            and unit in ("count", "person", "stage", "occasion")
            and not match["low"]
        ):
            continue
        number = read_english(match["number"], match["magnitude"])
        if number is None or (unit == "year" and number.value >= 1000 and not match["magnitude"]):
            continue
        yield _found(match, text, unit, factor, number)


def _unit(match: re.Match[str]) -> tuple[str, float]:
    if match["people"]:
        return "person", 1
    if match["things"]:
        return "count", 1
    return next((code, factor) for n, (_, code, factor) in enumerate(_UNITS) if match[f"u{n}"])


def _money(text: str) -> Iterator[Found]:
    for match in _MONEY.finditer(text):
        number = read_english(match["number"], match["magnitude"])
        if number is not None:
            yield _found(match, text, _SIGNS[match["sign"].upper()], 1, number)


def _ranks(text: str) -> Iterator[Found]:
    for match in _RANK.finditer(text):
        value = int(match["figure"]) if match["figure"] else _ORDINALS.index(match["word"].lower())
        yield Found(*match.span(), "rank", value=value)


def _shares(text: str) -> Iterator[Found]:
    tops = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
    for match in _SHARE.finditer(text):
        share = Number(round(tops[match["top"].lower()] / _PARTS[match["part"].lower()], 6))
        yield _found(match, text, "ratio", 1, share)


def _found(match: re.Match[str], text: str, unit: str, factor: float, number: Number) -> Found:
    groups = match.groupdict()
    low = None
    if groups.get("low"):
        low = read_english(groups["low"], groups.get("lowmag") or groups.get("magnitude"))
    start = match.start()
    if low is not None and low.value >= number.value:
        low, start = None, match.start("number")
    bound = _BOUND.get((match["bound"] or "").lower())
    after = groups.get("after") or ""
    if after:
        bound = ">=" if after.endswith(("more", "above")) else "<="
    value = scaled(number.value, factor)
    return Found(
        start,
        match.end(),
        unit,
        value=None if low else value,
        range=(scaled(low.value, factor), value) if low else None,
        bound=bound,
        approx=bool(match["approx"]),
        change=_change(text, start, match.end()),
        warning=number.warning or (low.warning if low else None),
    )


def _change(text: str, start: int, end: int) -> str | None:
    before = text[max(0, start - 16) : start]
    if _RISE.search(before) or _MORE.match(text, end):
        return "+"
    return "-" if _FALL.search(before) or _LESS.match(text, end) else None
