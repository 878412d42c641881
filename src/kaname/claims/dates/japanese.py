"""Calendar expressions in Japanese, with the English ones that Japanese papers cite.

What tells a year from a length of time (２８年 from ２８年間) and a day of the month from a number of days
is what stands beside it; the patterns below say what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kaname.base.dates import PartialDate
from kaname.claims.dates import english
from kaname.claims.dates.context import completed, in_context, two_digit_year
from kaname.claims.dates.found import Found, Point
from kaname.claims.numerals import read_east_asian
from kaname.claims.reading import Taken

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_K = "[一二三四五六七八九十〇]"
_ERA_NOTE = r"(?:\((?:明治|大正|昭和|平成|令和|同)?(?:元|\d{1,2})年?\))?"
_YEAR = rf"(?:西暦)?(?P<year>(?:1[5-9]|2[01])\d\d|[一二][〇零一二三四五六七八九]{{3}}){_ERA_NOTE}年"
_ERA = (
    r"(?P<era>明治|大正|昭和|平成|令和)(?P<erayear>元|\d{1,2}|[一二三四五六七八九十]{1,3})"
    r"(?:\((?P<western>\d{4})年?\))?年"
)
_NOTED = r"(?<!\d)(?P<noted>\d{2})\((?:平成|令和|昭和|同)(?:元|\d{1,2})年?\)年"
_RELATIVE_YEARS = {
    "一昨年": ("year", -2), "昨年": ("year", -1), "去年": ("year", -1), "今年": ("year", 0), "本年": ("year",
    0),
    "再来年": ("year", 2), "来年": ("year", 1), "同年": ("same-year", 0), "翌年": ("same-year", 1),
    "前年": ("same-year", -1), "翌々年": ("same-year", 2),
}  # fmt: skip
_RELATIVE_MONTHS = {
    "先月": ("month", -1), "今月": ("month", 0), "本月": ("month", 0), "来月": ("month", 1),
    "先々月": ("month", -2),
    "同月": ("same-month", 0), "翌月": ("same-month", 1), "前月": ("same-month", -1),
}  # fmt: skip
_RELATIVE_DAYS = {
    "本日": ("day", 0), "昨日": ("day", -1), "一昨日": ("day", -2), "明日": ("day", 1),
    "明後日": ("day", 2), "同日": ("same-day", 0), "翌日": ("same-day", 1), "前日": ("same-day", -1),
    "先週": ("week", -7), "今週": ("week", 0), "来週": ("week", 7),
}  # fmt: skip
_SEASONS = {"昨": ("year", -1), "今": ("year", 0), "来": ("year", 1)}
_PARTS = {
    "末": "end", "末頃": "end", "末ごろ": "end", "初め": "early", "始め": "early", "はじめ": "early",
    "初頭": "early",
    "上旬": "early", "初旬": "early", "半ば": "mid", "中頃": "mid", "中盤": "mid", "中旬": "mid",
    "下旬": "late",
    "前半": "H1", "後半": "H2", "上半期": "H1", "下半期": "H2", "前半期": "H1", "後半期": "H2",
    **{f"第{n}四半期": f"Q{q}" for q, names in enumerate(("1一", "2二", "3三", "4四"), 1) for n in names},
}  # fmt: skip
_YEAR_PART = (
    "末頃|末ごろ|末|初め|始め|はじめ|初頭|半ば|中頃|中盤|前半期|後半期|前半|後半|上半期|下半期"
    "|第[1-4一二三四]四半期|(?:の)?(?:春|夏|秋|冬)(?![木日休場])"
)
_MONTH_PART = "上旬|中旬|下旬|初旬|初め|始め|はじめ|初頭|半ば|末頃|末ごろ|末"
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?![間例面給刊光謝額次報齢])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日(?!間)"
_AFTER_YEAR = (
    rf"(?P<fiscal>度)?(?:の?{_MONTH}(?:の?{_DAY}|(?P<monthpart>{_MONTH_PART}))?"
    rf"|(?P<yearpart>{_YEAR_PART}))?"
)
_PATTERNS = [
    r"(?P<range>(?<!\d)(?P<from>(?:1[89]|20)\d\d)(?:[〜~～–—\-]|から)(?P<to>(?:1[89]"
    r"|20)?\d\d)年(?P<rangefiscal>度)?)",
    rf"(?P<full>(?<!\d)(?:{_YEAR}|{_ERA}|{_NOTED}){_AFTER_YEAR})",
    rf"(?P<relyear>(?:{'|'.join(sorted(_RELATIVE_YEARS, key=len, reverse=True))}))(?!比|同[期月]|並|来)",
    rf"(?P<relmonth>{'|'.join(sorted(_RELATIVE_MONTHS, key=len, reverse=True))})(?!比|号|分)",
    rf"(?P<relday>{'|'.join(sorted(_RELATIVE_DAYS, key=len, reverse=True))}|今日(?=午|未明|夜|朝|夕|、))(?!比"
    rf"|的|米)",
    r"(?P<season>(?<![一-鿿])[昨今来][春夏秋冬])(?![一-鿿季])",
    r"(?P<decade>(?<!\d)(?:(?:1[89]|20)\d|\d)0年代(?:前半|後半|半ば|初頭|初め|末)?)",
    rf"(?P<stretch>(?P<way>今後|向こう|過去)(?P<low>\d{{1,2}}|{_K}{{1,2}})(?:(?:[〜~～–—\-]|から"
    rf"|、)(?P<high>\d{{1,2}}"
    rf"|{_K}{{1,2}}))?"
    r"(?P<unit>年|か月|カ月|ヶ月|ヵ月))間?",
    r"(?P<numeric>(?<![\d./-])(?P<ny>(?:19|20)\d\d)(?P<sep>[./-])(?P<nm>1[0-2]"
    r"|0?[1-9])(?:(?P=sep)(?P<nd>3[01]|[12]\d|0?[1-9]))(?![\d/-]|\.\d))",
    r"(?P<cited>(?<=[(,]) ?(?P<citedyear>(?:19|20)\d\d)(?=[a-z]?\)))",
    rf"(?P<yearless>(?<![\d.か年]){_MONTH.replace('<month>', '<m2>')}(?:の?{_DAY.replace('<day>', '<d2>')}"
    rf"|(?P<mp2>{_MONTH_PART}))?)",
    r"(?P<twodigit>(?<![\d.,年第約])['’]?(?P<yy>\d{2})年(?=度|末|初め|初頭|半ば|春|夏|秋|冬|代|\d{1,2}月"
    r"|に(?!及|わた|亘|渡|一度|1度|1回|一回|も)|が(?!経|過|た)|は|から|まで|の(?!節目|歴|歳|長|任|間|経|空|時"
    r"|付|年|人|実|伝|懲|刑))"
    rf"(?P<tf>度)?(?:(?P<tm>1[0-2]|0?[1-9])月(?:(?P<td>3[01]|[12]\d|0?[1-9])日)?|(?P<tp>{_YEAR_PART}))?)",
    r"(?P<dayonly>(?<![\d.月年])(?P<dd>3[01]|[12]\d|0?[1-9])日)(?=付|夜|朝|夕|未明|午前|午後|の(?!間|猶)"
    r"|に(?!及|わた|亘|一度|1度|1回"
    r"|も)|、|までに|から|発表|深夜|現在)",
]
_DATE = re.compile("|".join(_PATTERNS))
_UNTIL = re.compile(
    rf"(?P<mark>[〜~～–—\-]|から)(?:(?P<uy>(?:1[89]|20)\d\d|\d\d)年(?P<uf>度)?(?:の?(?P<um>1[0-2]|0?[1-9])月"
    rf"(?:(?P<ud>3[01]|[12]\d|0?[1-9])日)?|(?P<up>{_YEAR_PART}))?"
    rf"|(?P<um2>1[0-2]|0?[1-9])月(?:(?P<ud2>3[01]|[12]\d|0?[1-9])日|(?P<up2>{_MONTH_PART}))?"
    r"|(?P<ud3>3[01]|[12]\d|0?[1-9])日(?!間))"
)
_SPANS = re.compile(r"まで(?!に)|にかけて|の間")
# What lies ahead is said by the first predicate after the date; a past one before it settles the matter.
_AHEAD = re.compile(
    r"[^。、]{0,30}?(?:(?P<past>(?:し|され|われ|かれ|った|いた)た|[っい]た)|予定|見通し|見込み|計画(?:だ|が"
    r"|で|し|さ|を立)"
    r"|控え|を目指|目標|までに|開かれる|行われる|開催される|始まる)"
)
_JOINED = re.compile(r"(?:、|と|・|および|及び|から|に続き、?|\)?と\(?|[〜~～–—-])?\s?")
_MODS = (
    (re.compile(r"までに"), "by"),
    (re.compile(r"まで"), "until"),
    (re.compile(r"から|以来|以降|以後"), "from"),
)


def find(text: str, sentences: list[tuple[int, int]], date: PartialDate | None) -> Iterator[Found]:
    """Return the dates of a view in order.

    Args:
        text: the view's text.
        sentences: spans of its sentences.
        date: the document's date, which tells whether 28年 can be 2028.
    """
    native = list(_native(text, date))
    taken = Taken((each.start, each.end) for each in native)
    cited = [each for each in english.find_cited(text) if not taken.overlaps(each.start, each.end)]
    return in_context(text, sentences, [*native, *cited], joined=_JOINED, ahead=_is_ahead, mod=_mod)


def _is_ahead(text: str, start: int, stop: int) -> bool:
    match = _AHEAD.match(text, start, min(stop, start + 60))
    return match is not None and match["past"] is None


def _mod(text: str, found: Found) -> str | None:
    return next((mod for pattern, mod in _MODS if pattern.match(text, found.end)), None)


def _native(text: str, date: PartialDate | None) -> Iterator[Found]:
    at = 0
    while match := _DATE.search(text, at):
        found = _read(match, text, date)
        if found is None:
            at = match.end() if match.end() > match.start() else match.end() + 1
            continue
        found = _with_range(found, text)
        yield found
        at = found.end


def _read(match: re.Match[str], text: str, date: PartialDate | None) -> Found | None:
    kind = next(name for name in _READERS if match[name] is not None)
    return _READERS[kind](match, text, date)


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if text == "元":
        return 1
    number = read_east_asian(text)
    return int(number.value) if number else None


def _part(text: str | None) -> str | None:
    return _PARTS.get(text or "")


def _range(match: re.Match[str], text: str, date: PartialDate | None) -> Found | None:
    first = int(match["from"])
    last = completed(match["to"], first)
    return Found(*match.span(), Point(first), Point(last), kind="range") if last > first else None


def _full(match: re.Match[str], text: str, date: PartialDate | None) -> Found | None:
    kind = "absolute"
    if match["year"]:
        year = _number(match["year"])
    elif match["era"]:
        year, kind = _ERAS[match["era"]] + (_number(match["erayear"]) or 1), "era"
    else:
        year, kind = _two_digits(int(match["noted"]), date), "era"
    point = Point(
        year, _number(match["month"]), _number(match["day"]), _part(match["monthpart"] or match["yearpart"])
    )
    if match["fiscal"] and kind != "era":
        kind = "fiscal"
        point = replace(point, part=None)
    return Found(*match.span(), point, kind=kind)


def _two_digits(year: int, date: PartialDate | None) -> int:
    return two_digit_year(year, date.year if date else None)


def _rel_year(match: re.Match[str], text: str, date: PartialDate | None) -> Found | None:
    start, end = match.span("relyear")
    tail = re.compile(_AFTER_YEAR).match(text, end)
    assert tail is not None
    point = Point(
        None, _number(tail["month"]), _number(tail["day"]), _part(tail["monthpart"] or tail["yearpart"])
    )
    return Found(start, tail.end(), point, shift=_RELATIVE_YEARS[match["relyear"]], kind="relative")


def _rel_month(match: re.Match[str], text: str, date: PartialDate | None) -> Found | None:
    start, end = match.span("relmonth")
    tail = re.compile(rf"の?{_DAY}|(?P<part>{_MONTH_PART})").match(text, end)
    point = Point(None, None, _number(tail["day"]) if tail else None, _part(tail["part"]) if tail else None)
    return Found(
        start, tail.end() if tail else end, point, shift=_RELATIVE_MONTHS[match["relmonth"]], kind="relative"
    )


def _rel_day(match: re.Match[str], text: str, date: PartialDate | None) -> Found | None:
    start, end = match.span("relday")
    word = match["relday"].replace("今日", "本日")
    tail = re.compile(r"(\d{1,2})日").match(text, end) if word.endswith("週") else None
    if word.endswith("週") and tail is None:
        return None
    point = Point(None, None, int(tail[1])) if tail else Point()
    return Found(start, tail.end() if tail else end, point, shift=_RELATIVE_DAYS[word], kind="relative")


def _season(match: re.Match[str], text: str, date: PartialDate | None) -> Found | None:
    return Found(*match.span("season"), shift=_SEASONS[match["season"][0]], kind="relative")


def _decade(match: re.Match[str], text: str, date: PartialDate | None) -> Found | None:
    digits = re.match(r"\d+", match["decade"])
    assert digits is not None
    year = int(digits.group())
    full = year if year >= 1000 else _two_digits(year, date) if year else 2000
    return Found(
        *match.span("decade"), decade=f"{full // 10}X", kind="twodigit-year" if year < 1000 else "absolute"
    )


def _stretch(match: re.Match[str], text: str, date: PartialDate | None) -> Found | None:
    low = _number(match["low"]) or 0
    high = _number(match["high"]) or low
    sign = -1 if match["way"] == "過去" else 1
    years = (sign * low, sign * high) if sign > 0 else (sign * high, sign * low)
    unit = "year" if match["unit"] == "年" else "month"
    return Found(*match.span(), span_years=years, span_unit=unit, kind="relative-duration")


def _numeric(match: re.Match[str], text: str, date: PartialDate | None) -> Found | None:
    return Found(*match.span(), Point(int(match["ny"]), int(match["nm"]), int(match["nd"])))


def _cited(match: re.Match[str], text: str, date: PartialDate | None) -> Found | None:
    return Found(*match.span("citedyear"), Point(int(match["citedyear"])))


def _yearless(match: re.Match[str], text: str, date: PartialDate | None) -> Found | None:
    point = Point(None, _number(match["m2"]), _number(match["d2"]), _part(match["mp2"]))
    return Found(*match.span("yearless"), point, kind="yearless")


def _twodigit(match: re.Match[str], text: str, date: PartialDate | None) -> Found | None:
    year = _two_digits(int(match["yy"]), date)
    certain = match["tm"] or match["tf"] or match["twodigit"][0] in "'’"
    if not certain and (date is None or abs(year - date.year) > 15):
        return None
    point = Point(year, _number(match["tm"]), _number(match["td"]), _part(match["tp"]))
    return Found(*match.span("twodigit"), point, kind="fiscal" if match["tf"] else "twodigit-year")


def _day_only(match: re.Match[str], text: str, date: PartialDate | None) -> Found | None:
    start, end = match.span("dayonly")
    before = text[max(0, start - 1) : start]
    if before in ("明", "翌"):
        return Found(start - 1, end, Point(None, None, int(match["dd"])), shift=("day", 1), kind="relative")
    if before and before in "約数第間計":
        return None
    return Found(start, end, Point(None, None, int(match["dd"])), kind="day-only")


_READERS = {
    "range": _range, "full": _full, "relyear": _rel_year, "relmonth": _rel_month, "relday": _rel_day,
    "season": _season, "decade": _decade, "stretch": _stretch, "numeric": _numeric, "cited": _cited,
    "yearless": _yearless, "twodigit": _twodigit, "dayonly": _day_only,
}  # fmt: skip


def _with_range(found: Found, text: str) -> Found:
    """The expression with the end of its range, where one follows (〜, or から … まで)."""
    if found.until is not None or found.decade or found.span_years:
        return found
    match = _UNTIL.match(text, found.end)
    if match is None or (match["mark"] == "から" and not _SPANS.match(text, match.end())):
        return found
    base = found.point.year
    if match["uy"]:
        if len(match["uy"]) == 2 and base is None:
            return found
        until = Point(
            completed(match["uy"], base or 0), _number(match["um"]), _number(match["ud"]), _part(match["up"])
        )
    elif match["um2"]:
        if found.point.month is None:
            return found
        until = Point(None, _number(match["um2"]), _number(match["ud2"]), _part(match["up2"]))
    elif found.point.day is not None:
        until = Point(None, None, _number(match["ud3"]))
    else:
        return found
    return replace(found, end=match.end(), until=until, kind="range")
