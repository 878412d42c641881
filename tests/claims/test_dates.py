"""Dates in three languages against the date of the document."""

from __future__ import annotations

import pytest

from kaname.claims.model import DateClaim

from .reading import dates, read

Rows = list[tuple[str, str | None]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("移管は20\n\n27年に", [("20\n\n27年", "2027")]),
        ("2027 年 1 月 5 日に", [("2027 年 1 月 5 日", "2027-01-05")]),
        ("2025.4.29付", [("2025.4.29", "2025-04-29")]),
        ("昨年 12月に発令し、2月 3日に行われた", [("昨年 12月", "2025-12"), ("2月 3日", "2026-02-03")]),
        ("12月に発表された", [("12月", "2025-12")]),  # later than the document's month: the year before
        ("8月に演習を予定している", [("8月", "2026-08")]),  # but not where it lies ahead
        (
            "2018年の宣言（４月27日）と声明（6月12日）",
            [("2018年", "2018"), ("４月27日", "2018-04-27"), ("6月12日", "2018-06-12")],
        ),
        ("2019年2月に会談し、同年10月に", [("2019年2月", "2019-02"), ("同年10月", "2019-10")]),
        ("2010年3月に沈没し、11月に砲撃した", [("2010年3月", "2010-03"), ("11月", "2010-11")]),
        ("2027年末までに", [("2027年末", "2027-12-31")]),
        ("協議は5\n月初めに", [("5\n月初め", "2025-05")]),
        ("平成30年と令和元年", [("平成30年", "2018"), ("令和元年", "2019")]),
        ("17(平成29)年に", [("17(平成29)年", "2017")]),
        ("2024年度の予算", [("2024年度", "2024")]),
        ("28年が有力だ", [("28年", "2028")]),
        ("90年代に", [("90年代", "199X")]),
        ("2020年〜25年の協定", [("2020年〜25年", "2020/2025")]),
        ("2026〜2030年の協定", [("2026〜2030年", "2026/2030")]),
        ("2008年から2019年までは", [("2008年から2019年", "2008/2019")]),
        ("今年1月〜2月に", [("今年1月〜2月", "2026-01/2026-02")]),
        ("3月5日に会談し、翌日、帰国した", [("3月5日", "2026-03-05"), ("翌日", "2026-03-06")]),
        ("3月5日に到着し、7日に会談した", [("3月5日", "2026-03-05"), ("7日", "2026-03-07")]),
        ("今後1〜2年かけて", [("今後1〜2年", "2026/2028")]),
        ("“Statement,” Dec.2, 2021, p. 3", [("Dec.2, 2021", "2021-12-02")]),
        ("ASEAN FOCUS, No.6(2019)も", [("2019", "2019")]),
        ("2026年上半期に", [("2026年上半期", "2026-01/2026-06")]),
    ],
)
def test_japanese_dates(text: str, expected: Rows) -> None:
    """Damage, carried years, relative dates, eras, fiscal and two-digit years, ranges and parts."""
    assert dates(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "20年間",
        "70年に及ぶ同盟",
        "11年ぶり",
        "1年前",
        "10日間の演習",
        "2日以内",
        "3か月",
        "今日に至る",
        "1日当たり",
        "前年比3%増",
    ],
)
def test_lengths_of_time_are_no_dates(text: str) -> None:
    """A length of time, a comparison and an idiom are no calendar expressions."""
    assert dates(text) == []


@pytest.mark.parametrize(
    ("document", "expected"),
    [("2021-12-09", "2021-12-09"), ("2021-12", "2021-12"), ("2021", "2021"), (None, None)],
)
def test_a_coarse_document_date_keeps_dates_coarse(document: str | None, expected: str | None) -> None:
    """本日 is as fine as the document's date, and open without one."""
    assert dates("本日、会談した", date=document) == [("本日", expected)]


def test_an_impossible_day_is_warned_about() -> None:
    """The 31st of February is read to its month, with a warning, and not moved."""
    (claim,) = [claim for claim in read("2025年2月31日に") if isinstance(claim, DateClaim)]
    assert claim.iso == "2025-02"
    assert claim.warning == "no such day: 2025-02-31"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "on May 21, 2021 and 2 December 2021",
            [("May 21, 2021", "2021-05-21"), ("2 December 2021", "2021-12-02")],
        ),
        ("in October 2026", [("October 2026", "2026-10")]),
        ("by the end of 2026", [("the end of 2026", "2026-12-31")]),
        ("in late 2026", [("late 2026", "2026")]),
        ("the first quarter of 2029", [("the first quarter of 2029", "2029-01/2029-03")]),
        ("from 2022 to 2025", [("2022 to 2025", "2022/2025")]),
        ("2016-2019", [("2016-2019", "2016/2019")]),
        ("in FY2026", [("FY2026", "2026")]),
        ("fiscal year 2026", [("fiscal year 2026", "2026")]),
        ("the 1990s", [("1990s", "199X")]),
        ("last year and next month", [("last year", "2025"), ("next month", "2026-04")]),
        ("in November, they met", [("November", "2025-11")]),
        ("on January 28 they met", [("January 28", "2026-01-28")]),
        ("In 2019 Washington asked", [("2019", "2019")]),
        ("March 2–5, 2026", [("March 2–5, 2026", "2026-03-02/2026-03-05")]),
        ("over the next five years", [("over the next five years", "2026/2031")]),
    ],
)
def test_english_dates(text: str, expected: Rows) -> None:
    """Months in words, parts of years, ranges, fiscal and relative dates."""
    assert dates(text, "en") == expected


@pytest.mark.parametrize(
    "text", ["2021 Global Posture Review", "about 2000 troops", "it may march", "5-17 Air Cavalry", "$2019"]
)
def test_what_only_looks_like_an_english_date(text: str) -> None:
    """Titles, amounts, verbs and names of units are no dates."""
    assert dates(text, "en") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026년 10월 말까지", [("2026년 10월 말", "2026-10-31")]),
        ("지난해 12월 18일에", [("지난해 12월 18일", "2025-12-18")]),
        ("올해 1월 28일 회의에서", [("올해 1월 28일", "2026-01-28")]),
        ("2029년 1분기까지", [("2029년 1분기", "2029-01/2029-03")]),
        ("2026년 말에", [("2026년 말", "2026-12-31")]),
        ("2026회계연도 국방수권법", [("2026회계연도", "2026")]),
        ("2020~2025년", [("2020~2025년", "2020/2025")]),
        ("2019년 2월에, 같은 해 10월에", [("2019년 2월", "2019-02"), ("같은 해 10월", "2019-10")]),
        ("1990년대", [("1990년대", "199X")]),
        ("12월에 발표했다", [("12월", "2025-12")]),
        ("2월 5일 보도했다", [("2월 5일", "2026-02-05")]),
    ],
)
def test_korean_dates(text: str, expected: Rows) -> None:
    """Blanks between the parts, parts of years, relative, fiscal and yearless dates."""
    assert dates(text, "ko") == expected


@pytest.mark.parametrize("text", ["10년간", "5년 만에", "18개월", "60일 뒤에"])
def test_korean_lengths_of_time_are_no_dates(text: str) -> None:
    """A length of time is no calendar expression."""
    assert dates(text, "ko") == []


def test_roles_of_dates() -> None:
    """A date alone on its line is the document's; 閲覧 after it tells of access, 付 of the medium."""
    text = "2026年3月9日\n\n合意した（東亜日報、3月4日付）。\n\n資料（2026年3月9日閲覧）。\n"
    roles = [claim.role for claim in read(text) if isinstance(claim, DateClaim)]
    assert roles == ["docdate", "medium", "access"]
