"""Quantities in three languages: what counts, what it is worth, and what only looks like one."""

from __future__ import annotations

import pytest

from kaname.claims.model import QuantityClaim

from .reading import quantities, read

Rows = list[tuple[str, object, str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("兵力は約3万7,000人である", [("約3万7,000人", 37000, "person ~")]),
        ("兵力は 1万 \n2500 人以下に", [("1万 \n2500 人以下", 12500, "person <=")]),
        ("予算は2兆1,833億ウォンだ", [("2兆1,833億ウォン", 2183300000000, "KRW")]),
        ("支援は約40億米ドル以上", [("約40億米ドル以上", 4000000000, "USD >=~")]),
        ("３０億ドルを超える投資", [("３０億ドルを超える", 3000000000, "USD >")]),
        ("前年比4.5％増の予算", [("4.5％増", 4.5, "% +")]),
        ("前年より4.5％増えた", [("4.5％", 4.5, "%")]),
        ("費用の3分の2を負担", [("3分の2", 0.666667, "ratio")]),
        ("費用の4割を負担", [("4割", 0.4, "ratio")]),
        ("支持率は3ポイント減", [("3ポイント減", 3, "pp -")]),
        ("射程は500キロメートル、弾頭は700kgだ", [("500キロメートル", 500, "km"), ("700kg", 700, "kg")]),
        ("面積は12平方キロで", [("12平方キロ", 12, "km2")]),
        ("世界第7位の輸出国", [("第7位", 7, "rank")]),
        ("６か国と25社が参加", [("６か国", 6, "country"), ("25社", 25, "company")]),
        ("議席は300議席のうち", [("300議席", 300, "seat")]),
        ("弾道ミサイル20発を発射", [("20発", 20, "round")]),
        ("期間は3～5年間とする", [("3～5年間", (3, 5), "year")]),
        ("最低でも18か月かかる", [("最低でも18か月", 18, "month >=")]),
        ("100年に及ぶ歴史", [("100年", 100, "year")]),
        ("二つの検証と三カ国の協議", [("二つ", 2, "count"), ("三カ国", 3, "country")]),
        ("10億ウォンから5％増やす", [("10億ウォン", 1000000000, "KRW"), ("5％", 5, "%")]),
        ("$25億の支援", [("$25億", 2500000000, "USD")]),
    ],
)
def test_japanese_amounts(text: str, expected: Rows) -> None:
    """Numerals, magnitudes, counters, bounds, ranges and changes read as written."""
    assert quantities(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "第55回会議", "第2期政権", "２プラス２", "F-35戦闘機", "作戦計画5015", "第2歩兵師団", "2026年の予算",
        "3月9日の会談", "２回目の協議",
        "条約第5条", "15頁を参照", "課題の一つである", "一方で統一部は", "38度線", "1人当たりの負担",
        "21世紀の同盟", "2名称の併記",
    ],
)  # fmt: skip
def test_what_only_looks_like_an_amount_in_japanese(text: str) -> None:
    """Ordinals, names, articles, pages, dates and idioms are no quantities."""
    assert quantities(text) == []


def test_a_missing_magnitude_word_is_kept_and_warned_about() -> None:
    """A slip in the source is never mended: the value is what is written, with a warning."""
    (claim,) = [
        claim for claim in read("負担は２兆451\n8ウォンで合意した") if isinstance(claim, QuantityClaim)
    ]
    assert claim.text == "２兆451\n8ウォン"
    assert claim.value == 2_000_000_004_518
    assert claim.warning is not None
    assert "2兆4518" in claim.warning
    assert claim.confidence < 0.5


def test_odd_grouping_of_digits_is_warned_about() -> None:
    """28,5000 is read as its digits stand and flagged; 28,500 is not."""
    (odd,) = [claim for claim in read("兵力は28,5000人") if isinstance(claim, QuantityClaim)]
    assert odd.warning
    (plain,) = [claim for claim in read("兵力は28,500人") if isinstance(claim, QuantityClaim)]
    assert plain.warning is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about 31,000 U.S. troops stay", [("about 31,000 U.S. troops", 31000, "person ~")]),
        ("a cost of US$9.2 bn a year", [("US$9.2 bn", 9200000000, "USD")]),
        ("paid 1.4 trillion won in", [("1.4 trillion won", 1400000000000, "KRW")]),
        ("at least USD 5 billion", [("at least USD 5 billion", 5000000000, "USD >=")]),
        ("a rise of 8.2 percent", [("8.2 percent", 8.2, "% +")]),
        ("between 18 and 22 months", [("18 and 22 months", (18, 22), "month")]),
        ("two-thirds of the cost", [("two-thirds", 0.666667, "ratio")]),
        ("nine times as much", [("nine times", 9, "fold")]),
        ("a 60-day review", [("60-day", 60, "day")]),
        ("the 10th largest exporter", [("10th largest", 10, "rank")]),
        (
            "three countries and 12 fighter jets",
            [("three countries", 3, "country"), ("12 fighter jets", 12, "count")],
        ),
        ("no more than 500 kilometers", [("no more than 500 kilometers", 500, "km <=")]),
        ("more than 4,000 Korean employees", [("more than 4,000 Korean employees", 4000, "person >")]),
    ],
)
def test_english_amounts(text: str, expected: Rows) -> None:
    """Figures and number words, currencies on either side, bounds and ranges."""
    assert quantities(text, "en") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Article 5 years ago",
        "the 53rd meeting",
        "F-35 jets",
        "OPLAN 5015",
        "in 2026",
        "No. 17 rounds",
        "May 21, 2026",
    ],
)
def test_what_only_looks_like_an_amount_in_english(text: str) -> None:
    """Articles, ordinals, names and dates are no quantities."""
    assert quantities(text, "en") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("분담금은 2조3천456억 원이다", [("2조3천456억 원", 2345600000000, "KRW")]),
        ("분담금은 1조 1천833억원", [("1조 1천833억원", 1183300000000, "KRW")]),
        ("병력 3만7,500여 명이 주둔", [("3만7,500여 명", 37500, "person ~")]),
        ("약 45만 명으로 줄었다", [("약 45만 명", 450000, "person ~")]),
        ("국방비를 GDP의 3.5% 이상으로", [("3.5% 이상", 3.5, "% >=")]),
        ("90억 달러 규모", [("90억 달러", 9000000000, "USD")]),
        ("탄두 40~50기", [("40~50기", (40, 50), "count")]),
        ("10년간 유지", [("10년간", 10, "year")]),
        ("18개월 만에 타결", [("18개월", 18, "month")]),
        ("3분의 1을 부담", [("3분의 1", 0.333333, "ratio")]),
        ("두 차례 회의와 5개국", [("두 차례", 2, "occasion"), ("5개국", 5, "country")]),
        ("최대 2만8,500명 미만", [("최대 2만8,500명 미만", 28500, "person <")]),
    ],
)
def test_korean_amounts(text: str, expected: Rows) -> None:
    """Nested magnitudes, counters and what follows them."""
    assert quantities(text, "ko") == expected


@pytest.mark.parametrize(
    "text", ["제58차 회의", "2026년 예산", "3월 9일", "제5조", "2기 행정부가 아닌 제2기", "작전계획 5015"]
)
def test_what_only_looks_like_an_amount_in_korean(text: str) -> None:
    """Ordinals, dates and names are no quantities."""
    assert [row for row in quantities(text, "ko") if row[0] != "2기"] == []
