"""Units as they are written, in three languages."""

from __future__ import annotations

import math

import pytest

from kaname.base.dates import Month
from kaname.base.languages import Words
from kaname.brief.measures import measure_of
from kaname.brief.numbers import Formatter


@pytest.mark.parametrize(
    ("unit", "value", "en", "ja", "ko"),
    [
        ("person", 28_500.0, "28,500 persons", "28,500人", "28,500명"),
        ("percent of GDP", 3.456, "3.46 % of GDP", "GDP比3.46％", "GDP 대비 3.46%"),
        ("share of GDP", 0.03456, "3.46 % of GDP", "GDP比3.46％", "GDP 대비 3.46%"),
        ("trillion_krw_nominal / year", 1.5192, "1.52 trillion won a year", "年1.52兆ウォン", "연 1.52조 원"),
        (
            "trillion KRW per year, nominal",
            1.5192,
            "1.52 trillion won a year",
            "年1.52兆ウォン",
            "연 1.52조 원",
        ),
        (
            "trillion KRW, prices of 2026-04",
            28.0,
            "28.00 trillion won (constant prices)",
            "28.00兆ウォン（実質）",
            "28.00조 원(실질)",
        ),
        ("month index (0 = 2026-04)", 48.0, "Apr 2030", "2030年4月", "2030년 4월"),
        ("calendar year", 2039.0, "2039", "2039年", "2039년"),
        ("month index (0 = 2026-04)", math.inf, "not by the end", "期間内になし", "기간 내 없음"),
        ("year", 9.09, "9.1 years", "9.1年", "9.1년"),
        ("index", 0.353, "0.35", "0.35", "0.35"),
        ("person", math.nan, "–", "–", "–"),
    ],
)
def test_values_with_their_unit(unit: str, value: float, en: str, ja: str, ko: str) -> None:
    """A value is written with its unit in each language; an absent one is a dash."""
    for language, expected in (("en", en), ("ja", ja), ("ko", ko)):
        written = measure_of(unit).write(value, Formatter(Words(language, "brief")), start=Month(2026, 4))
        assert written == expected


def test_differences_are_signed_with_a_true_minus() -> None:
    """A difference of probabilities is in points; nothing rounds to a signed zero."""
    formatter = Formatter(Words("en", "brief"))
    events = measure_of("0/1")
    assert events.write_difference(0.2361, formatter) == "+23.6 points"
    assert events.write_difference(-0.0004, formatter) == "0.0 points"
    assert measure_of("person").write_difference(-1306.4, formatter) == "−1,306 persons"


def test_probabilities_never_say_impossible_or_certain() -> None:
    """At the ends of the scale the number says under and over."""
    formatter = Formatter(Words("en", "brief"))
    assert measure_of("0/1").write(0.0, formatter) == "under 1 %"
    assert measure_of("0/1").write(1.0, formatter) == "over 99 %"
