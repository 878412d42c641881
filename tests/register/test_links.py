"""Links from claims to parameters: precision before recall, in three languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from tests.register.conftest import document
from tests.register.strategies import dated, entry

from kaname.base.dates import PartialDate
from kaname.claims.model import Claim, DateClaim, QuantityClaim
from kaname.documents import Document
from kaname.register import Register
from kaname.register.links import link

Make = Callable[[Mapping[str, Any]], Register]

TROOPS = entry(
    mentions={
        "en": ["US Forces Korea", "USFK"],
        "ja": ["在韓米軍"],
        "ko": ["주한미군"],
        "not": ["在日米軍", "주일미군", "US Forces Japan"],
    }
)
PAYMENT = entry(
    unit="trillion_krw_nominal / year",
    values={"2026-01-01": dated(1.5192, "2024-10-04", status="enacted")},
    mentions={"en": ["SMA & contribution"], "ja": ["分担金"], "ko": ["분담금"]},
)
TARGET = entry(
    unit="calendar_year",
    values={"2026-03-01": dated(2028, "2026-03-01", status="announced")},
    mentions={"en": ["OPCON transfer"], "ja": ["作戦統制権の移管"], "ko": ["전작권 전환"], "not": ["検証"]},
)
ENTRIES = {"posture.usfk_troops": TROOPS, "burden.sma_payment": PAYMENT, "command.target_year": TARGET}


def quantity(held: Document, figure: str, value: float | None, unit: str, **changes: Any) -> QuantityClaim:
    """Return a claim for a figure as it stands in a document."""
    start = held.text.index(figure)
    return QuantityClaim(
        document=held.digest,
        start=start,
        end=start + len(figure),
        text=figure,
        value=value,
        unit=unit,
        **changes,
    )


def date(held: Document, text: str, iso: str, **changes: Any) -> DateClaim:
    """Return a date claim for words as they stand in a document."""
    start = held.text.index(text)
    kind = changes.pop("kind", "absolute")
    return DateClaim(
        document=held.digest, start=start, end=start + len(text), text=text, iso=iso, kind=kind, **changes
    )


@pytest.mark.parametrize(
    ("language", "text", "figure", "value", "unit", "expected"),
    [
        ("ja", "在韓米軍は2万8500人である。", "2万8500人", 28500, "person", ("posture.usfk_troops", 28500)),
        ("ko", "주한미군은 2만8500명이다.", "2만8500명", 28500, "person", ("posture.usfk_troops", 28500)),
        ("en", "The 28,500 men of USFK.", "28,500 men", 28500, "person", ("posture.usfk_troops", 28500)),
        ("ja", "分担金は1兆5億ウォン。", "1兆5億ウォン", 1.0005e12, "KRW", ("burden.sma_payment", 1.0005)),
        ("en", "An SMA contribution of 1.5tn won.", "1.5tn won", 1.5e12, "KRW", ("burden.sma_payment", 1.5)),
        # Without both words of "SMA & contribution" the entry is not meant.
        ("en", "A contribution of 1.5 trillion won was made.", "1.5 trillion won", 1.5e12, "KRW", None),
        # Another unit.
        ("ja", "在韓米軍は27年間を経た。", "27年間", 27, "year", None),
        # An excluded word in the sentence.
        ("ja", "在韓米軍と在日米軍は5万人である。", "5万人", 50000, "person", None),
        # In another sentence.
        ("ja", "在韓米軍がいる。兵は2万8500人である。", "2万8500人", 28500, "person", None),
        # A word that only contains the mention.
        ("en", "The USFKX has 28,500 troops.", "28,500 troops", 28500, "person", None),
        # Money in another currency does not convert.
        ("ja", "分担金は10億ドルとなる。", "10億ドル", 1e9, "USD", None),
    ],
)  # fmt: skip
def test_a_quantity_near_a_mention(
    make: Make,
    language: str,
    text: str,
    figure: str,
    value: float,
    unit: str,
    expected: tuple[str, float] | None,
) -> None:
    """A quantity is linked when word, unit and sentence fit, else not at all."""
    held = document(text, language, "2026-03")
    found = link([quantity(held, figure, value, unit)], held, make(ENTRIES))
    if expected is None:
        assert found == []
    else:
        (one,) = found
        assert one.parameter_id == expected[0]
        assert (one.low, one.high) == (pytest.approx(expected[1]), pytest.approx(expected[1]))
        assert one.as_of == PartialDate(2026, 3)
        assert one.as_of_source == "document"


def test_a_quantity_beyond_another_of_its_kind(make: Make) -> None:
    """Of two numbers of people after one mention only the nearer is what the mention is about."""
    held = document("在韓米軍は2万8500人、警察は10万人である。", "ja", "2026")
    claims = [quantity(held, "2万8500人", 28500, "person"), quantity(held, "10万人", 100000, "person")]
    assert [one.low for one in link(claims, held, make(ENTRIES))] == [28500]


def test_two_entries_that_fit_as_well(make: Make) -> None:
    """Where two entries are meant by the same word, none is linked; a longer word decides."""
    same = {"posture.a": TROOPS, "posture.b": TROOPS}
    held = document("在韓米軍は2万8500人である。", "ja", "2026")
    claims = [quantity(held, "2万8500人", 28500, "person")]
    assert link(claims, held, make(same)) == []
    longer = {"posture.a": TROOPS, "posture.b": {**TROOPS, "mentions": {"ja": ["在韓米軍は"]}}}
    assert [one.parameter_id for one in link(claims, held, make(longer))] == ["posture.b"]


def test_an_amount_of_change_is_no_level(make: Make) -> None:
    """ "Cut by 4,500" says by how much, not how many."""
    held = document("在韓米軍を4500人減らす。", "ja", "2026")
    assert link([quantity(held, "4500人", 4500, "person", change="-")], held, make(ENTRIES)) == []


@pytest.mark.parametrize(
    ("text", "words", "iso", "expected", "source"),
    [
        ("2008年以降、在韓米軍は2万8500人である。", "2008年", "2008", "2008", "clause"),
        ("在韓米軍は2008年から2万8500人である。", "2008年", "2008", "2008", "clause"),
        ("2008年に首脳が会い、在韓米軍は2万8500人である。", "2008年", "2008", "2026-03", "document"),
        ("在韓米軍（2008年）は変わり、在韓米軍は2万8500人である。", "2008年", "2008", "2026-03", "document"),
    ],
)  # fmt: skip
def test_the_date_it_is_said_of(
    make: Make, text: str, words: str, iso: str, expected: str, source: str
) -> None:
    """A date in the quantity's own clause counts, a date in another does not."""
    held = document(text, "ja", "2026-03")
    claims: list[Claim] = [quantity(held, "2万8500人", 28500, "person"), date(held, words, iso)]
    (one,) = link(claims, held, make(ENTRIES))
    assert (str(one.as_of), one.as_of_source) == (expected, source)


def test_bound_range_about_and_warning_ride_along(make: Make) -> None:
    """What the text says about a number stays with the link; a damaged number is less sure."""
    held = document("在韓米軍は約2万5000から3万人以上である。", "ja", "2026")
    plain = quantity(
        held, "約2万5000から3万人以上", None, "person", range=(25000, 30000), bound=">=", approx=True
    )
    (one,) = link([plain], held, make(ENTRIES))
    assert (one.low, one.high, one.bound, one.approx) == (25000, 30000, ">=", True)
    damaged = quantity(held, "約2万5000から3万人以上", 30000, "person", warning="a digit is missing")
    (other,) = link([damaged], held, make(ENTRIES))
    assert other.confidence < one.confidence <= 1


def test_a_date_is_the_value_of_a_target(make: Make) -> None:
    """A date near the words of an entry whose value is a date is linked; a citation's date is not."""
    held = document("政府は2028年に作戦統制権の移管を終えるとした。", "ja", "2026-03")
    (one,) = link([date(held, "2028年", "2028")], held, make(ENTRIES))
    assert one.parameter_id == "command.target_year"
    assert one.foresees
    assert link([date(held, "2028年", "2028", role="citation")], held, make(ENTRIES)) == []
    assert link([date(held, "2028年", "202X")], held, make(ENTRIES)) == []


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("計画（2017年合意）があり、作戦統制権の移管を急ぐ。", False),
        ("作戦統制権の移管（2017年）が見送られた。", True),
        ("（作戦統制権の移管は2017年）とされた。", True),
    ],
)
def test_a_date_in_brackets_belongs_to_what_they_follow(make: Make, text: str, linked: bool) -> None:
    """A bracketed date is of the words before the bracket, not of words further on."""
    held = document(text, "ja", "2016")
    assert bool(link([date(held, "2017年", "2017")], held, make(ENTRIES))) is linked


def test_claims_read_by_the_program_are_linked(make: Make) -> None:
    """The road from a text to its links, with the program's own reading of it."""
    from kaname.claims import extract

    held = document(
        "2026年3月現在、在韓米軍は約2万8500人を保つ。分担金は1兆5192億ウォンである。", "ja", "2026-03"
    )
    found = link(extract(held), held, make(ENTRIES))
    assert [one.parameter_id for one in found] == ["posture.usfk_troops", "burden.sma_payment"]
    assert found[0].approx
    assert found[1].low == pytest.approx(1.5192)


def test_a_mention_goes_with_its_nearest_date(make: Make) -> None:
    """The date of the meeting that spoke of a target is not the target."""
    held = document("2021年の会議は、作戦統制権の移管を2022年に終えるとした。", "ja", "2021")
    claims = [date(held, "2021年", "2021"), date(held, "2022年", "2022")]
    assert [one.claim.text for one in link(claims, held, make(ENTRIES))] == ["2022年"]


def test_a_change_is_the_value_of_an_entry_of_changes(make: Make) -> None:
    """ "Up 13 percent" is linked to an entry that holds changes, and to no other."""
    level = {**PAYMENT, "unit": "share", "values": {"2021": dated(0.02, "2021")}}
    change = {**level, "values": {"2021": dated(0.139, "2021")}, "change": True}
    register = make({"burden.level": level, "burden.change": change})
    held = document("分担金は13％増で決まった。分担金は2％である。", "ja", "2021")
    claims = [quantity(held, "13％増", 13, "%", change="+"), quantity(held, "2％", 2, "%")]
    found = {one.claim.text: one.parameter_id for one in link(claims, held, register)}
    assert found == {"13％増": "burden.change", "2％": "burden.level"}


def test_a_multiple_states_what_it_multiplies(make: Make) -> None:
    """ "Five times A" says A as well, though the sentence is about a demand."""
    demand = entry(
        unit="fold",
        values={"2019": dated(5, "2019")},
        mentions={"ja": ["駐留費 & 要求"]},
        multiple_of="burden.sma_payment",
    )
    register = make({**ENTRIES, "burden.demand": demand})
    held = document("2019年、1兆389億ウォンの5倍の駐留費を要求した。", "ja", "2024")
    claims: list[Claim] = [
        quantity(held, "1兆389億ウォン", 1.0389e12, "KRW"),
        quantity(held, "5倍", 5, "fold"),
        date(held, "2019年", "2019"),
    ]
    found = [(one.parameter_id, one.low, str(one.as_of)) for one in link(claims, held, register)]
    assert found == [
        ("burden.sma_payment", pytest.approx(1.0389), "2019"),
        ("burden.demand", 5, "2019"),
    ]


def test_the_date_of_the_sentence_before(make: Make) -> None:
    """A sentence without a date that goes on about the same thing keeps the date of the one before."""
    text = "2020年12月、在韓米軍は2万8500人とされた。在韓米軍は2万2000人であった。"
    held = document(text, "ja", "2024-11")
    claims: list[Claim] = [
        quantity(held, "2万8500人", 28500, "person"),
        quantity(held, "2万2000人", 22000, "person"),
        date(held, "2020年12月", "2020-12"),
    ]
    found = [(one.low, str(one.as_of), one.as_of_source) for one in link(claims, held, make(ENTRIES))]
    assert found == [(28500, "2020-12", "clause"), (22000, "2020-12", "before")]
