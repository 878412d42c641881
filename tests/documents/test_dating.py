"""Datelines: a date on a line of its own near the head, in three languages."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.documents.dating import infer_date, is_date

FORMS = [
    "{y}年{m}月{d}日", "{y} 年 {m} 月 {d} 日（月）", "{y}년 {m}월 {d}일", "{y}-{m:02}-{d:02}", "{y}/{m}/{d}",
    "{y}. {m}. {d}.", "{y}.{m:02}.{d:02}", "{name} {d}, {y}", "{d} {name} {y}", "Monday, {name} {d}, {y}",
    "Published: {d} {short}. {y}", "発行日：{y}年{m}月{d}日", "게재일: {y}.{m}.{d}", "（{y}年{m}月{d}日）",
    "**{y}年{m}月{d}日**",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@given(date=st.dates(datetime.date(1950, 1, 1), datetime.date(2099, 12, 31)), lines=st.integers(0, 5))
def test_a_dateline_is_found_in_every_form(form: str, date: datetime.date, lines: int) -> None:
    """Any day written in any of the forms is found, whatever stands before and after it."""
    line = form.format(y=date.year, m=date.month, d=date.day, name=f"{date:%B}", short=f"{date:%b}")
    text = "A title of some kind\n\n" * lines + line + "\r\nThen the text, which says more.\n"
    assert str(infer_date(text)) == date.isoformat()


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2026年3月", "2026-03"),
        ("2026년 3월", "2026-03"),
        ("March 2026", "2026-03"),
        ("Sept. 2025", "2025-09"),
        ("2026-03", "2026-03"),
        ("令和８年３月９日", "2026-03-09"),
        ("令和元年12月", "2019-12"),
        ("昭和53年11月7日", "1978-11-07"),
    ],
)
def test_coarser_dates_and_eras(line: str, date: str) -> None:
    """A month stays a month; a Japanese era is counted from its first year."""
    assert str(infer_date(f"題名\n{line}\n本文")) == date


@pytest.mark.parametrize(
    "line",
    [
        "2026年", "2026年3月9日に発表した", "The summit of March 9, 2026 was short.", "2026年13月9日",
        "2026-02-30", "3月9日", "9876年3月9日", "2026.3", "28,500", "May",
    ],
)  # fmt: skip
def test_dates_in_sentences_and_impossible_ones_are_not_datelines(line: str) -> None:
    """A sentence with a date in it, a year alone or a day that is none gives no date."""
    assert infer_date(f"題名\n{line}\n本文") is None
    assert not is_date(line)


def test_only_the_head_is_read() -> None:
    """A date alone on a line far down (a chronology) is not the date of the document."""
    assert infer_date("line\n" * 100 + "2026年3月9日\n") is None
