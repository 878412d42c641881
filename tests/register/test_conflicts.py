"""Conflicts: five kinds, and what is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.register.conftest import document
from tests.register.strategies import TEXT, dated, entry
from tests.register.test_links import TARGET, TROOPS, date, quantity

from kaname.base.dates import PartialDate
from kaname.base.languages import LANGUAGES
from kaname.register import Register
from kaname.register.conflicts import Conflict, Side, find
from kaname.register.links import link

Make = Callable[[Mapping[str, Any]], Register]

HISTORY = {
    "2004-10-06": dated(37500, "2004-10-06"),
    "2008-04-19": dated(28500, "2008-04-19"),
}
COUNTS = {
    **entry(values={"2025-09-30": dated(23642, "2025-12-31")}),
    "mentions": {"ja": ["在韓米軍 & 統計"], "en": ["USFK & DMDC"], "ko": ["주한미군 & 통계"]},
}
ENTRIES = {
    "posture.usfk_troops": {**TROOPS, "values": HISTORY},
    "posture.active_duty_count": {
        **COUNTS,
        "mentions": {**COUNTS["mentions"], "ja": ["在韓米軍 & 統計", "在韓米軍 "]},
    },
    "command.target_year": {
        **TARGET,
        "values": {
            "2021-01-01": dated(2022, "2021-01-01", status="announced"),
            "2026-03-01": dated(2028, "2026-03-01", status="announced"),
        },
    },
}
TROOPS_ONLY = {name: held for name, held in ENTRIES.items() if name != "posture.active_duty_count"}


def said(
    register: Register,
    text: str,
    figure: str,
    value: float,
    day: str = "2026-03",
    when: tuple[str, str] | None = None,
    **changes: Any,
) -> list[Conflict]:
    """Return the conflicts of one claim in a one-sentence document with the register."""  # fmt: skip
    held = document(text, "ja", day)
    claims = [quantity(held, figure, value, "person", **changes)]
    found = link([*claims, *([date(held, *when)] if when else [])], held, register)
    assert len(found) == 1, "the claim must be linked for the test to mean anything"
    return find(found, register, [held])


@pytest.mark.parametrize(
    ("text", "figure", "value", "day", "when", "changes", "kind"),
    [
        ("在韓米軍は2万8500人である。", "2万8500人", 28500, "2026-03", None, {}, None),
        ("在韓米軍は2万2000人である。", "2万2000人", 22000, "2026-03", None, {}, "value"),
        # "about" and rounding are no conflict, but only so far.
        ("在韓米軍は約2万8千人である。", "約2万8千人", 28000, "2026-03", None, {"approx": True}, None),
        ("在韓米軍は約2万4千人である。", "約2万4千人", 24000, "2026-03", None, {"approx": True}, "value"),
        # Bounds are intervals.
        ("在韓米軍は2万人以上である。", "2万人以上", 20000, "2026-03", None, {"bound": ">="}, None),
        ("在韓米軍は2万2千人以下である。", "2万2千人以下", 22000, "2026-03", None, {"bound": "<="}, "value"),
        # A slip of magnitude.
        ("在韓米軍は2850人である。", "2850人", 2850, "2026-03", None, {}, "slip"),
        ("在韓米軍は285万人である。", "285万人", 2850000, "2026-03", None, {}, "slip"),
        # Values of different dates do not conflict; a value put on the wrong date does.
        ("2005年に在韓米軍は3万7500人だった。", "3万7500人", 37500, "2026-03", ("2005年", "2005"), {}, None),
        ("在韓米軍は3万7500人であった。", "3万7500人", 37500, "2026-03", None, {}, None),
        ("2015年に在韓米軍は3万7500人。", "3万7500人", 37500, "2026-03", ("2015年", "2015"), {}, "date"),
        # A year in which the value changed allows both.
        ("2008年に在韓米軍は3万7500人だった。", "3万7500人", 37500, "2026-03", ("2008年", "2008"), {}, None),
        # Before the first value the register says nothing.
        ("1990年に在韓米軍は4万3000人だった。", "4万3000人", 43000, "2026-03", ("1990年", "1990"), {}, None),
        # What was foreseen and has come otherwise.
        ("2009年に在韓米軍は2万人。", "2万人", 20000, "2007-01", ("2009年", "2009"), {}, "overtaken"),
    ],
)  # fmt: skip
def test_a_claim_against_the_register(
    make: Make, text: str, figure: str, value: float, day: str, when: tuple[str, str] | None,
    changes: dict[str, Any], kind: str | None,
) -> None:  # fmt: skip
    """Each kind is told from the others, and what agrees or speaks of another time is no conflict."""
    found = said(make(TROOPS_ONLY), text, figure, value, day, when, **changes)
    assert [one.kind for one in found] == ([kind] if kind else [])


def test_a_limit_is_stated_by_a_bound(make: Make) -> None:
    """ "Not below 22,000" bounds a strength, but it is the value of a floor."""
    floor = {**TROOPS, "values": HISTORY}
    for limit, kinds in ((None, []), ("lower", ["value"])):
        register = make({"politics.ndaa_troop_floor": {**floor, **({"limit": limit} if limit else {})}})
        found = said(register, "在韓米軍は2万2000人以上とする。", "2万2000人以上", 22000, bound=">=")
        assert [one.kind for one in found] == kinds


def test_another_definition(make: Make) -> None:
    """A number that is right under another definition of the same words is called that."""
    counts = {**COUNTS, "mentions": {"ja": ["在韓米軍 & 統計", "在韓米軍 & 実数"]}}
    register = make({**TROOPS_ONLY, "posture.active_duty_count": counts})
    found = said(register, "在韓米軍は2万3642人である。", "2万3642人", 23642)
    assert [(one.kind, one.values["other"]) for one in found] == [("definition", "posture.active_duty_count")]


def test_between_documents(make: Make) -> None:
    """Two documents of one time that differ conflict; of different times they do not."""
    register = make({"posture.x": {**TROOPS, "values": {"2040-01-01": dated(1, "2040-01-01")}}})
    texts = [
        ("在韓米軍は2万8500人である。", "2万8500人", 28500),
        ("在韓米軍は2万2000人である。", "2万2000人", 22000),
    ]

    def conflicts(*days: str) -> list[Conflict]:
        documents = [
            document(text, "ja", day, key=f"paper-{number}")
            for number, ((text, _, _), day) in enumerate(zip(texts, days, strict=True))
        ]
        links = [
            one
            for held, (_, figure, value) in zip(documents, texts, strict=True)
            for one in link([quantity(held, figure, value, "person")], held, register)
        ]
        return find(links, register, documents)

    assert conflicts("2021-12", "2026-03") == []
    (one,) = conflicts("2026-03", "2026-03-09")
    assert one.kind == "value"
    assert {one.left.key, one.right.key} == {"paper-0", "paper-1"}


def test_a_plan_that_was_changed(make: Make) -> None:
    """A paper that gives the target year of its day is overtaken by the newer one, not wrong."""
    register = make(ENTRIES)
    old = document("政府は2022年に作戦統制権の移管を終えるとした。", "ja", "2021-12", key="old")
    new = document("政府は2028年に作戦統制権の移管を終えるとした。", "ja", "2026-03-09", key="new")
    links = link([date(old, "2022年", "2022")], old, register) + link(
        [date(new, "2028年", "2028")], new, register
    )
    assert len(links) == 2
    found = find(links, register, [old, new])
    # The new paper holds what the register holds: one fact, told once.
    assert [(one.kind, one.right.row is not None) for one in found] == [("overtaken", True)]
    wrong = document("政府は2027年に作戦統制権の移管を終えるとした。", "ja", "2026-04", key="wrong")
    (other,) = find(link([date(wrong, "2027年", "2027")], wrong, register), register, [wrong])
    assert other.kind == "date"


@pytest.mark.parametrize(
    ("text", "words", "iso", "changes", "day", "kinds"),
    [
        # "By June 2030" is true of 2028.
        ("2030年6月までに作戦統制権の移管を終える。", "2030年6月", "2030-06", {"mod": "by"}, "2026-04", []),
        ("2027年までに作戦統制権の移管を終える。", "2027年", "2027", {"mod": "by"}, "2026-04", ["date"]),
        ("2029年から作戦統制権の移管を始める。", "2029年", "2029", {"mod": "from"}, "2026-04", ["date"]),
        # A date behind its document is of the plan of that time.
        ("2022年に作戦統制権の移管を終える案だった。", "2022年", "2022", {}, "2026-04", []),
        ("2023年に作戦統制権の移管を終える案だった。", "2023年", "2023", {}, "2026-04", ["date"]),
    ],
)  # fmt: skip
def test_dates_as_bounds_and_past_plans(
    make: Make, text: str, words: str, iso: str, changes: dict[str, Any], day: str, kinds: list[str]
) -> None:
    """A bound conflicts only with what it excludes, and a past plan only with the plans of its time."""
    register = make(ENTRIES)
    held = document(text, "ja", day)
    links = link([date(held, words, iso, **changes)], held, register)
    assert len(links) == 1
    assert [one.kind for one in find(links, register, [held])] == kinds


def test_a_document_against_itself(make: Make) -> None:
    """By October and by the end of the year both hold; two plain years in one document do not."""
    register = make({"command.target_year": {**TARGET, "values": {"2040-01-01": dated(2050, "2040-01-01")}}})
    texts = "2026年10月までに作戦統制権の移管を終える。2026年末に作戦統制権の移管を終える。"

    def kinds(first: str, text: str, **changes: Any) -> list[str]:
        held = document(text, "ja", "2026-03")
        claims = [
            date(held, "2026年10月", first, **changes),
            date(held, "2026年末", "2026-12-31", mod="end"),
        ]
        links = link(claims, held, register)
        assert len(links) == 2
        return [one.message_id for one in find(links, register, [held])]

    assert kinds("2026-10", texts, mod="by") == []
    assert kinds("2026-10", texts.replace("までに", "に")) == []  # October is in the last quarter
    assert kinds("2026-03", texts.replace("までに", "に")) == ["conflict.date_within"]


def test_a_date_is_shown_as_coarse_as_it_is_written(make: Make) -> None:
    """The end of 2029 is no 31 December, and "by" is said."""
    register = make(ENTRIES)
    held = document("2029年末に作戦統制権の移管を終える。", "ja", "2026-04")
    (one,) = find(link([date(held, "2029年末", "2029-12-31", mod="end")], held, register), register, [held])
    shown = [one.why(language, register) for language in LANGUAGES]
    for sentence, words in zip(shown, ["the end of 2029", "2029年末", "2029년 말"], strict=True):
        assert words in sentence
        assert "12-31" not in sentence
    early = document("2027年までに作戦統制権の移管を終える。", "ja", "2026-04")
    (other,) = find(link([date(early, "2027年", "2027", mod="by")], early, register), register, [early])
    assert "by 2027" in other.why("en", register)


def test_what_was_planned_and_done_all_the_same(make: Make) -> None:
    """A plan that was revised says what of it was carried out."""
    values: dict[str, Any] = {
        "2021-01-01": dated(2022, "2021-01-01", status="announced", carried_out="posture.usfk_troops"),
        "2026-03-01": dated(2028, "2026-03-01", status="announced"),
    }
    register = make({**ENTRIES, "command.target_year": {**TARGET, "values": values}})
    held = document("政府は2022年に作戦統制権の移管を終えるとした。", "ja", "2021-12")
    (one,) = find(link([date(held, "2022年", "2022")], held, register), register, [held])
    assert (one.kind, one.message_id) == ("overtaken", "conflict.overtaken_date_done")
    for language in LANGUAGES:
        assert one.why(language, register).count(TEXT[language]) == 2


def test_two_definitions_of_one_thing(make: Make) -> None:
    """Two series of one thing at one date are one conflict of definition, with both names."""
    counts = {
        **COUNTS,
        "label": {"en": "A count", "ja": "集計", "ko": "집계"},
        "mentions": {"ja": ["統計"]},
        "counterpart": {"id": "posture.usfk_troops", "relation": "definition"},
    }
    register = make({**TROOPS_ONLY, "posture.active_duty_count": counts})
    held = document(
        "統計では2025年9月に2万3642人である。統計では2025年8月に2万3100人である。", "ja", "2026-03"
    )
    claims = [
        quantity(held, "2万3642人", 23642, "person"), date(held, "2025年9月", "2025-09"),
        quantity(held, "2万3100人", 23100, "person"), date(held, "2025年8月", "2025-08"),
    ]  # fmt: skip
    other = document("在韓米軍は2008年から2万8500人である。", "ja", "2026-02", key="other-2026")
    since = [quantity(other, "2万8500人", 28500, "person"), date(other, "2008年", "2008", mod="from")]
    links = link(claims, held, register)
    (alone,) = [one for one in find(links, register, [held]) if one.kind == "definition"]
    assert (alone.left.low, alone.right.row is not None) == (23642, True)
    links += link(since, other, register)
    (both,) = [one for one in find(links, register, [held, other]) if one.kind == "definition"]
    assert (both.left.low, both.right.key) == (23642, "other-2026")
    for language, names in (("en", ("A count", "A thing")), ("ja", ("集計", TEXT["ja"]))):
        assert all(name in both.why(language, register) for name in names)


def test_a_plan_and_what_was_enacted(make: Make) -> None:
    """A planned amount is of the year whose planned value it is, and is set beside what came."""
    won = "trillion_krw_nominal / year"
    budget = entry(unit=won, values={"2026-01-01": dated(65.8642, "2025-12-02", status="enacted")})
    plan = entry(
        kind="series",
        unit=won,
        values={
            "2026": dated(66.7, "2024-12", status="announced"),
            "2027": dated(72.4, "2024-12", status="announced"),
        },
        mentions={"ja": ["中期計画"]},
        counterpart={"id": "burden.budget", "relation": "plan"},
    )
    register = make({"burden.budget": budget, "burden.plan": plan})
    restated = [("value", "burden.plan", "2026-03")]  # no year of the plan has it
    for amount, found in (
        (66.7e12, [("overtaken", "burden.budget", "2026")]),
        (72.4e12, []),
        (70e12, restated),
    ):
        held = document("中期計画は66兆ウォンを見込む。", "ja", "2026-03")
        links = link([quantity(held, "66兆ウォン", amount, "KRW")], held, register)
        assert len(links) == 1
        told = [(one.kind, one.parameter_id, str(one.left.as_of)) for one in find(links, register, [held])]
        assert told == found


def test_a_present_value_is_no_forecast_of_a_later_year(make: Make) -> None:
    """A sum of this year, forecast or not, says nothing of what a document expects of 2035."""
    won = "trillion_krw_nominal / year"
    rows = {"2026-04-01": dated(2720, "2026-04-01", status="forecast")}
    output = entry(unit=won, values=rows, mentions={"ja": ["名目GDP"]})
    register = make({"burden.gdp_trn_krw": output})
    held = document("2035年の名目GDPは128兆ウォンとなる。", "ja", "2026-05")
    links = link([quantity(held, "128兆ウォン", 128e12, "KRW"), date(held, "2035年", "2035")], held, register)
    assert len(links) == 1
    assert find(links, register, [held]) == []


def test_every_conflict_says_why_in_every_language(make: Make) -> None:
    """The sentence names both sides and both values, in English, Japanese and Korean."""
    register = make(TROOPS_ONLY)
    cases = [
        said(register, "在韓米軍は2万2000人である。", "2万2000人", 22000),
        said(
            register, "在韓米軍は約2万2000人以下である。", "約2万2000人以下", 22000, bound="<=", approx=True
        ),
        said(register, "在韓米軍は2850人である。", "2850人", 2850),
        said(register, "2015年に在韓米軍は3万7500人だった。", "3万7500人", 37500, when=("2015年", "2015")),
        said(
            register, "2009年に在韓米軍は2万5千人になる。", "2万5千人", 25000, "2007-01", ("2009年", "2009")
        ),
    ]
    damaged = said(register, "在韓米軍は2万8人である。", "2万8人", 20008, warning="digits are missing")
    assert [one.kind for one in damaged] == ["slip"]
    cases.append(damaged)
    for (one,) in cases:
        for language in LANGUAGES:
            sentence = one.why(language, register)
            assert TEXT[language] in sentence
            assert "own-2026" in sentence
            assert "{" not in sentence
    assert "28,500人" in cases[0][0].why("ja", register)
    assert "at most 22,000 persons" in cases[1][0].why("en", register)


SIDES = st.builds(
    lambda value, bound, approx: Side(value, value, PartialDate(2026), bound, approx),
    st.floats(0.001, 1e15),
    st.sampled_from([None, ">=", "<=", ">", "<"]),
    st.booleans(),
)


@given(SIDES, SIDES)
def test_agreement_is_mutual(one: Side, other: Side) -> None:
    """If one agrees with another, the other agrees with it; everything agrees with itself."""
    assert one.agrees(other) == other.agrees(one)
    assert one.agrees(one)


@given(st.floats(0.001, 1e15), st.floats(1.13, 5))
def test_values_far_apart_never_agree(value: float, ratio: float) -> None:
    """Neither rounding nor "about" excuses an eighth."""
    one, other = (Side(number, number, PartialDate(2026), None, True) for number in (value, value * ratio))
    assert not one.agrees(other)


@pytest.mark.parametrize(
    ("one", "other", "about", "expected"),
    [(1.5192, 1.52, False, True), (13, 13.9, True, False), (3.5, 3.45, False, True), (5, 5.4, False, False)],
)
def test_rounding(one: float, other: float, about: bool, expected: bool) -> None:
    """A figure agrees within half a unit of its last digit, and never beyond a fiftieth of itself."""
    sides = Side(one, one, PartialDate(2026), None, about), Side(other, other, PartialDate(2026))
    assert sides[0].agrees(sides[1]) is expected
