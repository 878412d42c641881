"""The date of publication that a document's head states: a date that stands on a line of its own.

Dates inside sentences are claims, not datelines; the room ``claims`` reads those.
"""

from __future__ import annotations

import re
import unicodedata

from kaname.base.dates import PartialDate
from kaname.base.errors import InputError

_HEAD_LINES = 30
_HEAD_CHARACTERS = 4_000
_FIRST_YEAR, _LAST_YEAR = 1900, 2100

_MONTH_STEMS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_STEMS, start=1)}
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_LABEL = (
    r"(?:(?:date|dated|published(?: on)?|posted(?: on)?|updated(?: on)?|issued(?: on)?|"
    r"発行日|公開日|掲載日|発表日|日付|作成日|발행일|게재일|작성일|등록일|발표일|입력|날짜)\s*[:：]?\s*)?"
)
_WEEKDAY_BEFORE = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_WEEKDAY_AFTER = r"(?:\s*\(?[月火水木金土日월화수목금토일](?:曜日?|요일)?\)?)?"
_YEAR = r"(?P<year>\d{4})"
_ERA = {"令和": 2018, "平成": 1988, "昭和": 1925}
_FORMS = tuple(
    re.compile(_LABEL + form + r"\s*(?:付け?|発行|公開|発表)?[.。]?", re.IGNORECASE)
    for form in (
        # 2026年3月9日(月), 2026年3月, 2026년 3월 9일
        _YEAR + r"\s*[年년]\s*(?P<month>\d{1,2})\s*[月월](?:\s*(?P<day>\d{1,2})\s*[日일])?" + _WEEKDAY_AFTER,
        # 令和8年3月9日
        r"(?P<era>令和|平成|昭和)\s*(?P<era_year>\d{1,2}|元)\s*年\s*(?P<month>\d{1,2})\s*月"
        r"(?:\s*(?P<day>\d{1,2})\s*日)?" + _WEEKDAY_AFTER,
        # 2026-03-09, 2026/3/9, 2026. 3. 9.
        _YEAR + r"(?P<mark>\s?[-/.]\s?)(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})" + _WEEKDAY_AFTER,
        _YEAR + r"-(?P<month>\d{2})",
        # March 9, 2026; Monday, 9 March 2026; March 2026
        _WEEKDAY_BEFORE + _MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+" + _YEAR,
        _WEEKDAY_BEFORE + r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+" + _MONTH + r",?\s+" + _YEAR,
        _MONTH + r",?\s+" + _YEAR,
    )
)
_WRAPPING = " \t*_#>|()[]（）【】〔〕「」―—–-・"


def infer_date(text: str) -> PartialDate | None:
    """Return the first date that stands on a line of its own near the head of the text; None if none does.

    Japanese, Korean, English and ISO forms, Japanese eras, with or without a weekday and a label such
    as "Published:". A year alone is not taken.
    """
    lines = [line for line in text[:_HEAD_CHARACTERS].splitlines() if line.strip()]
    for line in lines[:_HEAD_LINES]:
        date = _date_alone(line)
        if date is not None:
            return date
    return None


def is_date(line: str) -> bool:
    """Whether a line is a date and nothing else."""
    return _date_alone(line) is not None


def _date_alone(line: str) -> PartialDate | None:
    plain = " ".join(unicodedata.normalize("NFKC", line).split()).strip(_WRAPPING)
    if not 7 <= len(plain) <= 60:
        return None
    for form in _FORMS:
        match = form.fullmatch(plain)
        if match is not None:
            return _date_of(match.groupdict())
    return None


def _date_of(found: dict[str, str | None]) -> PartialDate | None:
    if era := found.get("era"):
        year = _ERA[era] + (1 if found["era_year"] == "元" else int(found["era_year"] or 0))
    else:
        year = int(found["year"] or 0)
    name = found.get("name")
    month = _MONTHS[name[:3].lower()] if name else int(found["month"] or 0)
    day = found.get("day")
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return PartialDate.parse(f"{year:04d}-{month:02d}" + (f"-{int(day):02d}" if day else ""))
    except InputError:
        return None
