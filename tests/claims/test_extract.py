"""What holds of every claim, whatever the text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.base.dates import PartialDate
from kaname.claims import extract_text
from kaname.claims.model import (
    CLAIM_TYPES,
    CLASS_OF_UNIT,
    UNITS,
    Claim,
    DateClaim,
    QuantityClaim,
    StatementClaim,
)

_PIECES = st.sampled_from(
    [
        "在韓米軍",
        "長官は",
        "「",
        "」",
        "と述べた",
        "。",
        "、",
        "約",
        "2万8500",
        "人",
        "以下",
        "1兆",
        "183",
        "億",
        "ウォン",
        "年",
        "月",
        "日",
        "12",
        "2026",
        "28",
        "から",
        "〜",
        "まで",
        "に合意し",
        "を確認した",
        "によれば",
        "(",
        ")",
        "『",
        "』",
        "\n",
        "\n\n",
        "\u3000",
        "%",
        "第",
        "回",
        "[1]",
        "0F\n1",
        "about",
        "28,500",
        "troops",
        "US$",
        "9.2",
        "bn",
        "May",
        "21,",
        "in",
        "late",
        "2026",
        "per",
        "cent",
        "조",
        "천",
        "만",
        "명",
        "지난해",
        "말",
        "약",
        "3.5%",
        "이상",
        "분기",
        "-",
        ".",
        "一",
        "三つ",
        "カ国",
        "�",
        "𠮷",
        "́",
        "½",
        "①",
        "末",
        "同年",
        "昨年",
        "今後",
        "目標としていた",
        "約束した",
    ]
)
TEXTS = st.one_of(st.text(max_size=150), st.lists(_PIECES, max_size=40).map("".join))
DATES = st.sampled_from(
    [None, PartialDate(2026), PartialDate(2026, 3), PartialDate(2026, 3, 9), PartialDate(1, 1, 1)]
)
LANGUAGES = st.sampled_from(["ja", "en", "ko"])


@given(TEXTS, LANGUAGES, DATES)
def test_every_span_holds_its_text(text: str, language: str, date: PartialDate | None) -> None:
    """A claim's text, and that of its parts, is what stands at its span; nothing raises."""
    for claim in extract_text(text, language, date):
        assert 0 <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end] == claim.text
        if isinstance(claim, StatementClaim):
            for part in (claim.content, claim.verb, claim.speaker):
                assert part is None or text[part.start : part.end] == part.text


@given(TEXTS, LANGUAGES, DATES)
def test_rows_are_json_with_closed_vocabularies(text: str, language: str, date: PartialDate | None) -> None:
    """Rows are strict JSON, name a type and a unit of the closed lists, and leave out what does not apply."""
    for claim in extract_text(text, language, date):
        row = json.loads(json.dumps(claim.as_row(), allow_nan=False))
        assert CLAIM_TYPES[row["type"]] is type(claim)
        assert None not in row.values()
        assert 0 <= row["confidence"] <= 1
        if isinstance(claim, QuantityClaim):
            assert claim.unit in UNITS
            assert ("value" in row) != ("range" in row)
            assert row["cls"] == CLASS_OF_UNIT.get(claim.unit, "count")


@given(TEXTS, LANGUAGES)
def test_claims_of_a_paragraph_do_not_depend_on_what_follows(text: str, language: str) -> None:
    """Text that comes later, a page apart, moves no quantity before it."""
    first = "本文の兵力は約3万7,000人である。\n" if language == "ja" else "It is 3.5%.\n"

    def quantities(whole: str) -> list[Claim]:
        return [
            c
            for c in extract_text(whole, language, None)
            if isinstance(c, QuantityClaim) and c.end <= len(first)
        ]

    alone = [(c.start, c.end, c.value) for c in quantities(first) if isinstance(c, QuantityClaim)]
    after = [
        (c.start, c.end, c.value)
        for c in quantities(first + "\n\n\n\n" + text)
        if isinstance(c, QuantityClaim)
    ]
    assert alone == after


@given(TEXTS, LANGUAGES, DATES)
def test_claims_of_one_type_come_in_order_and_once(
    text: str, language: str, date: PartialDate | None
) -> None:
    """Claims come by their place in the text; quantities and dates of one text have distinct ids."""
    claims = extract_text(text, language, date)
    assert claims == sorted(claims, key=lambda claim: (claim.start, claim.end, claim.type))
    for kind in (QuantityClaim, DateClaim):
        ids = [claim.id for claim in claims if isinstance(claim, kind)]
        assert len(ids) == len(set(ids))


@given(TEXTS, LANGUAGES, DATES)
def test_reading_twice_reads_the_same(text: str, language: str, date: PartialDate | None) -> None:
    """The same text gives the same claims with the same ids."""
    first, second = (
        extract_text(text, language, date, "sha256:0"),
        extract_text(text, language, date, "sha256:0"),
    )
    assert first == second
    assert [claim.id for claim in first] == [claim.id for claim in second]


def test_ids_tell_documents_apart() -> None:
    """The same words in two documents are two claims."""
    one, other = (extract_text("約2万8500人", "ja", None, digest)[0] for digest in ("sha256:1", "sha256:2"))
    assert one.id != other.id


@pytest.mark.parametrize("language", ["ja", "en", "ko"])
@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "千",
        "兆1",
        "3조",
        "분의",
        "「",
        "長官は",
        "と述べ、",
        "を禁止する",
        "同年",
        "1〜",
        "one-",
        "US$1 ",
        "\n1 ",
        "1月",
    ],
)
def test_hostile_repetition_is_read(piece: str, language: str) -> None:
    """Twenty thousand characters of one piece end (a pattern that backtracks would not)."""
    text = piece * (20_000 // len(piece))
    for claim in extract_text(text, language, PartialDate(2026, 3, 9)):
        assert text[claim.start : claim.end] == claim.text
