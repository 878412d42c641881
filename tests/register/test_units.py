"""Units: a closed list, money with its price basis, words in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.base.languages import LANGUAGES, catalogue
from kaname.claims.model import UNITS as CLAIM_CODES
from kaname.register import units


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("trillion_krw_nominal", "krw_nominal", 1e12),
        ("billion_usd_nominal / year", "usd_nominal / month", 1e9 / 12),
        ("percent", "share", 0.01),
        ("thousand_person", "person", 1000),
        ("year", "month", 12),
        ("krw_nominal", "krw_2026", None),
        ("krw_nominal", "usd_nominal", None),
        ("index", "share", None),
        ("percentage_point", "percent", None),
    ],
)
def test_what_converts(source: str, target: str, expected: float | None) -> None:
    """Magnitudes and times convert; currencies, price bases and constructs do not."""
    assert units.factor(source, target) == (pytest.approx(expected) if expected is not None else None)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("persn", "did you mean person"),
        ("krw", "price basis"),
        ("trillion_won / year", "price basis"),
        ("3 person", "not a unit"),
        ("person +", "not a unit"),
        ("((", "not a unit"),
        ("month ** person", "not a unit"),
        ("", "empty"),
    ],
)
def test_a_wrong_unit_is_refused_with_advice(expression: str, words: str) -> None:
    """Each mistake gets its own sentence."""
    with pytest.raises(units.UnitError, match=words):
        units.parse(expression)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader_of_units(expression: str) -> None:
    """Whatever is written, it is a unit or a UnitError."""
    try:
        units.parse(expression)
    except units.UnitError as error:
        assert "\n" not in str(error)


def test_every_unit_has_words_in_every_language() -> None:
    """A unit without a message would show its code to a reader."""
    for language in LANGUAGES:
        for name in units.names():
            assert units.label(name, language)
            assert "_" not in units.label(f"{name} / year", language), name


def test_the_catalogues_have_the_same_keys() -> None:
    """A language is complete when it has every key of the English catalogue."""
    english = catalogue("en", "register")
    assert english
    for language in LANGUAGES:
        assert catalogue(language, "register").keys() == english.keys()


def test_claim_codes_are_units_of_the_register() -> None:
    """Every unit code that a claim may carry is known here."""
    assert set(units.CLAIM_UNITS) == set(CLAIM_CODES)
    for expression in units.CLAIM_UNITS.values():
        units.parse(expression)


@pytest.mark.parametrize(
    ("value", "unit", "en", "ja", "ko"),
    [
        (28500, "person", "28,500 persons", "28,500人", "28,500명"),
        (
            1.5192,
            "trillion_krw_nominal / year",
            "1.5192 trillion won per year",
            "1兆5,192億ウォン/年",
            "1조 5,192억 원/년",
        ),
        (15, "billion_usd_nominal", "15 billion US dollars", "150億米ドル", "150억 미국 달러"),
        (450, "thousand_person", "450 thousand persons", "45万人", "45만 명"),
        (999_999_999_999, "krw_nominal", "1,000 billion won", "1兆ウォン", "1조 원"),
        (9_999, "krw_nominal", "9,999 won", "9,999ウォン", "9,999원"),
        (3.5, "percent", "3.5 %", "3.5%", "3.5%"),
        (0.035, "share", "3.5 %", "3.5%", "3.5%"),
        (0.07, "probability", "7 %", "7%", "7%"),
        (0.02, "share / year", "2 % per year", "2%/年", "2%/년"),
        (2, "krw_2026", "2 won (2026 prices)", "2ウォン（2026年価格）", "2원(2026년 가격)"),
        (2035, "calendar_year", "2035", "2035", "2035"),
        (None, "person", "lapsed", "失効", "실효"),
    ],
)  # fmt: skip
def test_a_number_with_its_unit_in_words(value: float | None, unit: str, en: str, ja: str, ko: str) -> None:
    """Japanese and Korean count large sums in ten thousands; a year is no amount."""
    assert [units.quantity(value, unit, language) for language in LANGUAGES] == [en, ja, ko]


@given(st.integers(10_000, 10**19), st.sampled_from(["ja", "ko"]))
def test_a_sum_in_myriads_keeps_its_value(amount: int, language: str) -> None:
    """Read back, the words give the amount to the four digits and more that are shown."""
    text = units.quantity(amount, "krw_nominal", language)
    total, digits = 0, ""
    for character in text:
        if character.isdigit():
            digits += character
        elif character in "万億兆京만억조경" and digits:
            total += int(digits) * 10_000 ** ("万億兆京만억조경".index(character) % 4 + 1)
            digits = ""
    total += int(digits or 0)
    assert total == pytest.approx(amount, rel=1e-4)


def test_a_range_with_its_unit() -> None:
    """Both ends of a range are in one measure, percent for shares."""
    assert units.span(0.01, 0.024, "share / year", "en") == "1 to 2.4 % per year"
    assert units.span(10, 21, "month", "ja") == "10～21か月"
