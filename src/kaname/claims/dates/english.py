"""Calendar expressions in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaname.base.dates import PartialDate
from kaname.claims.dates.context import completed, in_context, two_digit_year
from kaname.claims.dates.found import Found, Point

_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTHS = (
    {name: n for n, name in enumerate(_NAMES, 1)}
    | {name[:3]: n for n, name in enumerate(_NAMES, 1)}
    | {"sept": 9}
)
"""Months by full name, by three letters, and ``sept``."""

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_TH = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_CITED = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.? ?(?P<d1>{_DAY}){_TH}(?: ?[-–] ?(?P<d1b>{_DAY}){_TH})?, ?(?P<y1>{_YEAR})"
    rf"|(?P<d2>{_DAY}){_TH}(?: ?[-–] ?(?P<d2b>{_DAY}){_TH})? (?:of )?(?P<m2>{_MONTH})\.?,? (?P<y2>{_YEAR})"
    rf"|(?P<m3>{_MONTH})\.?,? ?(?P<y3>{_YEAR}))(?!\d)"
)
_PART = (
    r"(?P<part>(?:the )?(?:end|close|beginning|start|middle) of|(?:the )?(?:first|second) half of"
    r"|(?:the )?(?:first|second|third|fourth) quarter of|[Ee]arly(?:-| in )?|[Ll]ate(?:-| in )?|[Mm]id-?"
    r"|[QH][1-4]) ?"
)
_PARTED = re.compile(
    rf"\b{_PART}(?:(?P<month>{_MONTH})\.?(?:,? (?P<my>{_YEAR}))?|(?P<year>{_YEAR})|(?P<rel>this|last"
    rf"|next) year)\b(?!s)"
)
_YEARLESS = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.? (?P<d1>{_DAY}){_TH}\b(?! ?(?:percent|%|troops|billion|million))(?:(?: ?[-–] ?"
    rf"| to )(?P<d1b>{_DAY}){_TH}\b)?"
    rf"|(?P<d2>{_DAY}){_TH}(?: ?[-–] ?(?P<d2b>{_DAY}){_TH})? (?P<m2>{_MONTH})\b"
    rf"|(?:(?<=[Ii]n )|(?<=[Bb]y )|(?<=[Uu]ntil )|(?<=[Ss]ince )|(?<=from )|(?<=of )|(?<=during )"
    rf"|(?<=through )|(?<=to )|(?<=late )|(?<=early ))(?P<m3>{_MONTH})\b(?! \d))"
)
_FISCAL = re.compile(
    rf"\b(?:FY ?|[Ff]iscal [Yy]ears? |[Ff]iscal )(?P<from>{_YEAR}|\d\d)(?:(?: ?[-–] ?|(?: to "
    rf"| through )(?:FY ?)?)(?P<to>{_YEAR}|\d\d))?\b"
)
_RANGE = re.compile(
    rf"(?<![\w$.,-])(?P<from>{_YEAR})(?: ?[-–] ?)(?P<to>{_YEAR}|\d\d)(?![\w%-]|[.,]\d)"
    rf"|(?<=[Ff]rom )(?P<from2>{_YEAR}) (?:to|until|through) (?P<to2>{_YEAR})\b"
    rf"|(?<=[Bb]etween )(?P<from3>{_YEAR}) and (?P<to3>{_YEAR})\b"
)
_DECADE = re.compile(r"\b(?:early |late |mid-)?(?P<full>(?:1[89]|20)\d0)s\b|(?<!\w)['’](?P<short>\d0)s\b")
_ALONE = re.compile(r"(?<![\w$€£¥₩.,#/–-])(?P<year>(?:1[89]|20)\d\d)(?![\w%/]|[.,]\d|[-–]\d)")
_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>3[01]|[12]\d"
    r"|0?[1-9])(?![\d/-])"
)
_NOT_YEAR_BEFORE = re.compile(
    r"(?:OPLAN|No\.|Resolution|about|nearly|some|approximately|roughly|around|than|over|least|USD|KRW|p\."
    r"|pp\.|Section) ?$"
)
_PREPOSED = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|to|through|during|before|after|of|for|around|between|late|early|mid"
    r"|and|year|than)|[(,–-]) ?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r" (?:troops|soldiers|personnel|people|missiles|employees|miles|kilomet|met(?:er|re)s|tons|men|warheads"
    r"|aircraft|won|dollars)"
)
_RELATIVE = {
    "last year": ("year", -1), "this year": ("year", 0), "the current year": ("year", 0),
    "next year": ("year", 1),
    "last month": ("month", -1), "this month": ("month", 0), "next month": ("month", 1),
    "yesterday": ("day", -1),
    "today": ("day", 0), "tomorrow": ("day", 1), "the same year": ("same-year", 0),
    "that year": ("same-year", 0),
    "the following year": ("same-year", 1), "the previous year": ("same-year", -1),
    "the year before": ("same-year", -1),
    "the same month": ("same-month", 0), "the following month": ("same-month", 1),
    "the same day": ("same-day", 0),
    "the next day": ("same-day", 1), "the following day": ("same-day", 1),
}  # fmt: skip
_RELATIVES = re.compile(rf"\b(?:earlier |later )?(?P<word>{'|'.join(_RELATIVE)})\b(?!['’]s)", re.IGNORECASE)
_RELATIVE_MONTH = re.compile(rf"\b(?P<way>last|this|next) (?P<month>{_MONTH})\b(?: (?P<day>{_DAY}){_TH}\b)?")
_STRETCH = re.compile(
    r"\b(?P<way>(?:over |in |for |during |within )?the (?:next|coming)|the (?:past|last)) (?P<n>\d{1,2}|two"
    r"|three|four|five|six|seven|eight|nine|ten)"
    r" (?P<unit>years|months)\b"
)
_WORDS = {
    w: n
    for n, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
}
_HALVES = {
    "first half": "H1",
    "second half": "H2",
    "first quarter": "Q1",
    "second quarter": "Q2",
    "third quarter": "Q3",
    "fourth quarter": "Q4",
}
_JOINED = re.compile(r",? ?(?:and|or|to|through|,|–|-)? ?")
_AHEAD = re.compile(r"\b(?:will|is to|are to|plans?|planned|scheduled|expected|due|set to|would)\b")
_PAST = re.compile(r"\b(?:was|were|had|said|met|held|announced|agreed|signed|took|came|reported|stated)\b")
_BEFORE = (
    (re.compile(r"\b(?:by|no later than) (?:the )?$", re.I), "by"),
    (re.compile(r"\b(?:until|till|through) (?:the )?$", re.I), "until"),
    (re.compile(r"\b(?:since|from|beginning in|starting in|as of) (?:the )?$", re.I), "from"),
)  # fmt: skip


def find(text: str, sentences: list[tuple[int, int]], date: PartialDate | None) -> Iterator[Found]:
    """Yield the dates of a view in order, as :func:`kaname.claims.dates.japanese.find` does."""
    found = [
        *find_cited(text), *_parted(text), *_yearless(text), *_fiscal(text, date), *_ranges(text),
        *_decades(text, date),
        *_relative(text), *_stretches(text), *_numeric(text), *_alone(text),
    ]  # fmt: skip
    return in_context(text, sentences, found, joined=_JOINED, ahead=_is_ahead, mod=_mod)


def find_cited(text: str) -> Iterator[Found]:
    """Yield dates with the month in words and a year (``May 21, 2021``, ``21 May 2021``, ``May 2021``)."""
    for match in _CITED.finditer(text):
        month = match["m1"] or match["m2"] or match["m3"]
        day, last = match["d1"] or match["d2"], match["d1b"] or match["d2b"]
        year = int(match["y1"] or match["y2"] or match["y3"])
        until = Point(year, MONTHS[month.lower()], int(last)) if last else None
        point = Point(year, MONTHS[month.lower()], int(day) if day else None)
        yield Found(*match.span(), point, until, kind="range" if until else "absolute")


def _part(words: str) -> str | None:
    words = words.lower().strip()
    for name, part in _HALVES.items():
        if name in words:
            return part
    if words[:1] in "qh" and words[1:2].isdigit():
        return words.upper()
    if "end of" in words or "close of" in words:
        return "end"
    if words.startswith("late"):
        return "late"
    return "mid" if words.startswith(("mid", "the mid")) else "early"


def _parted(text: str) -> Iterator[Found]:
    for match in _PARTED.finditer(text):
        part = _part(match["part"])
        if match["month"]:
            year = int(match["my"]) if match["my"] else None
            kind = "absolute" if year else "yearless"
            yield Found(*match.span(), Point(year, MONTHS[match["month"].lower()], None, part), kind=kind)
        elif match["year"]:
            yield Found(*match.span(), Point(int(match["year"]), None, None, part))
        else:
            by = {"this": 0, "last": -1, "next": 1}[match["rel"]]
            yield Found(*match.span(), Point(part=part), shift=("year", by), kind="relative")


def _yearless(text: str) -> Iterator[Found]:
    for match in _YEARLESS.finditer(text):
        month = MONTHS[(match["m1"] or match["m2"] or match["m3"]).lower()]
        day, last = match["d1"] or match["d2"], match["d1b"] or match["d2b"]
        until = Point(None, month, int(last)) if last else None
        yield Found(*match.span(), Point(None, month, int(day) if day else None), until, kind="yearless")


def _fiscal(text: str, date: PartialDate | None) -> Iterator[Found]:
    base = date.year if date else None
    for match in _FISCAL.finditer(text):
        first = int(match["from"]) if len(match["from"]) == 4 else two_digit_year(int(match["from"]), base)
        until = Point(completed(match["to"], first)) if match["to"] else None
        yield Found(*match.span(), Point(first), until, kind="range" if until else "fiscal")


def _ranges(text: str) -> Iterator[Found]:
    for match in _RANGE.finditer(text):
        first = int(match["from"] or match["from2"] or match["from3"])
        last = completed(match["to"] or match["to2"] or match["to3"], first)
        if last > first:
            yield Found(*match.span(), Point(first), Point(last), kind="range")


def _decades(text: str, date: PartialDate | None) -> Iterator[Found]:
    for match in _DECADE.finditer(text):
        year = (
            int(match["full"])
            if match["full"]
            else two_digit_year(int(match["short"]), date.year if date else None)
        )
        yield Found(
            *match.span(), decade=f"{year // 10}X", kind="absolute" if match["full"] else "twodigit-year"
        )


def _relative(text: str) -> Iterator[Found]:
    for match in _RELATIVES.finditer(text):
        yield Found(*match.span(), shift=_RELATIVE[match["word"].lower()], kind="relative")
    for match in _RELATIVE_MONTH.finditer(text):
        point = Point(None, MONTHS[match["month"].lower()], int(match["day"]) if match["day"] else None)
        yield Found(*match.span(), point, shift=(f"{match['way']}-month", 0), kind="relative")


def _stretches(text: str) -> Iterator[Found]:
    for match in _STRETCH.finditer(text):
        n = int(match["n"]) if match["n"].isdigit() else _WORDS[match["n"]]
        ahead = "next" in match["way"] or "coming" in match["way"]
        years = (n, n) if ahead else (-n, -n)
        yield Found(*match.span(), span_years=years, span_unit=match["unit"][:-1], kind="relative-duration")


def _numeric(text: str) -> Iterator[Found]:
    for match in _NUMERIC.finditer(text):
        yield Found(*match.span(), Point(int(match["y"]), int(match["m"]), int(match["d"])))


def _alone(text: str) -> Iterator[Found]:
    """A bare year: after a preposition, or before a word that is no part of a title."""
    for match in _ALONE.finditer(text):
        before = text[max(0, match.start() - 14) : match.start()]
        if _NOT_YEAR_BEFORE.search(before) or _COUNTED.match(text, match.end()):
            continue
        following = text[match.end() : match.end() + 2]
        titled = len(following) == 2 and following[0] == " " and following[1].isupper()
        if titled and not _PREPOSED.search(before):
            continue
        yield Found(*match.span(), Point(int(match["year"])))


def _is_ahead(text: str, start: int, stop: int) -> bool:
    piece = text[start : min(stop, start + 50)]
    ahead, past = _AHEAD.search(piece), _PAST.search(piece)
    return ahead is not None and (past is None or ahead.start() < past.start())


def _mod(text: str, found: Found) -> str | None:
    before = text[max(0, found.start - 20) : found.start]
    return next((mod for pattern, mod in _BEFORE if pattern.search(before)), None)
