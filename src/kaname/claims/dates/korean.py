"""Calendar expressions in Korean, with the English ones that Korean papers cite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kaname.base.dates import PartialDate
from kaname.claims.dates import english
from kaname.claims.dates.context import completed, in_context, two_digit_year
from kaname.claims.dates.found import Found, Point

_M = r"(?:1[0-2]|0?[1-9])"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR_PART = (
    r"(?P<yp>연말|말|초(?![안반])|중반|중순|상반기|하반기|전반기|후반기|[1-4] ?/ ?4 ?분기|[1-4]분기|봄|여름"
    r"|가을|겨울)"
)
_MONTH_PART = r"(?P<mp>초순?|상순|중순|하순|말)"
_AFTER_YEAR = (
    rf"(?P<fiscal>도)?(?: ?(?P<month>{_M})월(?: ?(?P<day>{_D})일(?!간)| ?{_MONTH_PART})?| ?{_YEAR_PART})?"
)
_FULL = re.compile(
    rf"(?<![\d.])(?:(?P<year>(?:1[5-9]|20|21)\d\d)|['’](?P<short>\d\d))년(?!간|대|째|여){_AFTER_YEAR}"
)
_BARE_SHORT = re.compile(rf"(?<![\d.,제약])(?P<short>\d\d)년 (?P<month>{_M})월(?: ?(?P<day>{_D})일(?!간))?")
_FISCAL = re.compile(r"(?<!\d)(?P<year>20\d\d) ?(?:회계연도|회계년도)")
_RELATIVE_YEARS = {
    "올해": ("year", 0), "금년": ("year", 0), "지난해": ("year", -1), "작년": ("year", -1), "재작년": ("year",
    -2),
    "내년": ("year", 1), "내후년": ("year", 2), "같은 해": ("same-year", 0), "같은해": ("same-year", 0),
    "동년": ("same-year", 0),
    "이듬해": ("same-year", 1), "전년": ("same-year", -1), "올": ("year", 0),
}  # fmt: skip
_RELATIVE_MONTHS = {
    "이달": ("month", 0), "이번 달": ("month", 0), "지난달": ("month", -1), "다음 달": ("month", 1),
    "다음달": ("month", 1),
    "내달": ("month", 1), "같은 달": ("same-month", 0),
}  # fmt: skip
_RELATIVE_DAYS = {
    "오늘": ("day", 0), "어제": ("day", -1), "내일": ("day", 1), "같은 날": ("same-day", 0),
    "이튿날": ("same-day", 1),
    "이날": ("same-day", 0),
}  # fmt: skip
_RELATIVE_YEAR = re.compile(
    rf"(?<![가-힣])(?P<word>{'|'.join(sorted(_RELATIVE_YEARS, key=len, reverse=True))})(?<!올(?=[가-힣바라]))"
    rf"(?! ?(?:대비|보다|동기|도 ?대비)){_AFTER_YEAR.replace('(?P<fiscal>도)?', '')}"
)
_RELATIVE_MONTH = re.compile(
    rf"(?<![가-힣])(?P<word>{'|'.join(_RELATIVE_MONTHS)})(?: ?(?P<day>{_D})일(?!간)| ?{_MONTH_PART})?"
)
_RELATIVE_DAY = re.compile(rf"(?<![가-힣])(?P<word>{'|'.join(_RELATIVE_DAYS)})(?![가-힣]{{0,1}}의 )")
_YEARLESS = re.compile(
    rf"(?<![\d.년개])(?P<month>{_M})월(?: ?(?P<day>{_D})일(?!간)| ?{_MONTH_PART}(?![가-힣]{{2}}))?"
)
_DAY_ONLY = re.compile(
    rf"(?:(?<=지난 )|(?<=오는 )|(?<![\d월가-힣.,] )(?<![\d월가-힣.,약]))(?P<day>{_D})일(?=\(|에(?!서)|부터"
    rf"|까지| (?:오전|오후|밤|새벽|저녁|서울|워싱턴|국회|기자|현지|발표|밝))"
)
_DECADE = re.compile(r"(?<!\d)(?P<year>(?:1[89]|20)\d0|\d0)년대(?: ?(?:초반|중반|후반|초|말))?")
_STRETCH = re.compile(
    r"(?P<way>향후|앞으로|지난|최근"
    r"|과거) (?P<low>\d{1,2})(?:[~∼-](?P<high>\d{1,2}))? ?(?P<unit>년|개월)간?(?! ?전)"
)
_NUMERIC = re.compile(
    rf"(?<![\d./-])(?P<y>(?:19|20)\d\d)(?P<s>[./-]) ?(?P<m>{_M})(?P=s) ?(?P<d>{_D})(?![\d/-])\.?"
)
_YEARS_ONLY = re.compile(r"(?<![\d.])(?P<from>(?:1[89]|20)\d\d)[~∼〜–-](?P<to>(?:1[89]|20)?\d\d)년")
_CITED_YEAR = re.compile(r"(?<=[(,]) ?(?P<year>(?:19|20)\d\d)(?=[a-z]?\))")
_UNTIL = re.compile(
    rf"(?P<mark> ?[~∼〜–-] ?|부터 |에서 )(?:(?P<uy>(?:1[89]|20)\d\d"
    rf"|\d\d)년(?: ?(?P<um>{_M})월(?: ?(?P<ud>{_D})일)?)?"
    rf"|(?P<um2>{_M})월(?: ?(?P<ud2>{_D})일)?|(?P<ud3>{_D})일(?!간))"
)
_PARTS = {
    "말": "end", "연말": "end", "초": "early", "초순": "early", "상순": "early", "중반": "mid", "중순": "mid",
    "하순": "late",
    "상반기": "H1", "하반기": "H2", "전반기": "H1", "후반기": "H2",
}  # fmt: skip
_JOINED = re.compile(r"(?:,|과|와|및|부터|에서|·)? ?")
_AHEAD = re.compile(r"예정|계획|전망|목표|까지|열릴|할 것|하기로|될 ")
_PAST = re.compile(r"[았었했됐]|렸|졌")
_MODS = ((re.compile(r"까지"), "until"), (re.compile(r"부터|이후|이래"), "from"))


def find(text: str, sentences: list[tuple[int, int]], date: PartialDate | None) -> Iterator[Found]:
    """Yield the dates of a view in order, as :func:`kaname.claims.dates.japanese.find` does."""
    base = date.year if date else None
    found = [
        *_full(text, base), *_relative(text), *_simple(text, base), *_stretches(text),
        *english.find_cited(text),
    ]  # fmt: skip
    ranged = [_with_range(each, text) for each in found]
    return in_context(text, sentences, ranged, joined=_JOINED, ahead=_is_ahead, mod=_mod)


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _part(text: str | None) -> str | None:
    if not text:
        return None
    quarter = re.match(r"([1-4]).*분기", text)
    return f"Q{quarter[1]}" if quarter else _PARTS.get(text)


def _full(text: str, base: int | None) -> Iterator[Found]:
    for match in _FULL.finditer(text):
        year = int(match["year"]) if match["year"] else two_digit_year(int(match["short"]), base)
        point = Point(year, _number(match["month"]), _number(match["day"]), _part(match["yp"] or match["mp"]))
        kind = "fiscal" if match["fiscal"] else "twodigit-year" if match["short"] else "absolute"
        yield Found(*match.span(), point, kind=kind)
    for match in _BARE_SHORT.finditer(text):
        point = Point(two_digit_year(int(match["short"]), base), int(match["month"]), _number(match["day"]))
        yield Found(*match.span(), point, kind="twodigit-year")


def _relative(text: str) -> Iterator[Found]:
    for match in _RELATIVE_YEAR.finditer(text):
        word = match["word"]
        if word == "올" and not (match["month"] or match["yp"]):
            continue
        point = Point(None, _number(match["month"]), _number(match["day"]), _part(match["yp"] or match["mp"]))
        yield Found(*match.span(), point, shift=_RELATIVE_YEARS[word], kind="relative")
    for match in _RELATIVE_MONTH.finditer(text):
        point = Point(None, None, _number(match["day"]), _part(match["mp"]))
        yield Found(*match.span(), point, shift=_RELATIVE_MONTHS[match["word"]], kind="relative")
    for match in _RELATIVE_DAY.finditer(text):
        yield Found(*match.span(), shift=_RELATIVE_DAYS[match["word"]], kind="relative")


def _simple(text: str, base: int | None) -> Iterator[Found]:
    for match in _FISCAL.finditer(text):
        yield Found(*match.span(), Point(int(match["year"])), kind="fiscal")
    for match in _YEARS_ONLY.finditer(text):
        first = int(match["from"])
        last = completed(match["to"], first)
        if last > first:
            yield Found(*match.span(), Point(first), Point(last), kind="range")
    for match in _YEARLESS.finditer(text):
        point = Point(None, int(match["month"]), _number(match["day"]), _part(match["mp"]))
        yield Found(*match.span(), point, kind="yearless")
    for match in _DAY_ONLY.finditer(text):
        yield Found(*match.span(), Point(None, None, int(match["day"])), kind="day-only")
    for match in _DECADE.finditer(text):
        year = int(match["year"])
        full = year if year >= 1000 else two_digit_year(year, base)
        yield Found(
            *match.span(), decade=f"{full // 10}X", kind="absolute" if year >= 1000 else "twodigit-year"
        )
    for match in _NUMERIC.finditer(text):
        yield Found(*match.span(), Point(int(match["y"]), int(match["m"]), int(match["d"])))
    for match in _CITED_YEAR.finditer(text):
        yield Found(*match.span("year"), Point(int(match["year"])))


def _stretches(text: str) -> Iterator[Found]:
    for match in _STRETCH.finditer(text):
        low = int(match["low"])
        high = int(match["high"] or low)
        years = (low, high) if match["way"] in ("향후", "앞으로") else (-high, -low)
        unit = "year" if match["unit"] == "년" else "month"
        yield Found(*match.span(), span_years=years, span_unit=unit, kind="relative-duration")


def _with_range(found: Found, text: str) -> Found:
    """The expression with the end of its range, where one follows (~, or 부터 … 까지)."""
    if found.until is not None or found.decade or found.span_years:
        return found
    match = _UNTIL.match(text, found.end)
    if match is None or (
        match["mark"].strip() in ("부터", "에서") and not text.startswith("까지", match.end())
    ):
        return found
    if match["uy"]:
        if found.point.year is None:
            return found
        until = Point(completed(match["uy"], found.point.year), _number(match["um"]), _number(match["ud"]))
    elif match["um2"] and found.point.month is not None:
        until = Point(None, int(match["um2"]), _number(match["ud2"]))
    elif match["ud3"] and found.point.day is not None:
        until = Point(None, None, int(match["ud3"]))
    else:
        return found
    return replace(found, end=match.end(), until=until, kind="range")


def _is_ahead(text: str, start: int, stop: int) -> bool:
    piece = text[start : min(stop, start + 30)]
    ahead, past = _AHEAD.search(piece), _PAST.search(piece)
    return ahead is not None and (past is None or ahead.start() < past.start())


def _mod(text: str, found: Found) -> str | None:
    return next((mod for pattern, mod in _MODS if pattern.match(text, found.end)), None)
