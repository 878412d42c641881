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
    assert [one.kind for one in found] == ["overtaken", "overtaken"]
    assert [one.right.row is not None for one in found] == [True, False]
    wrong = document("政府は2027年に作戦統制権の移管を終えるとした。", "ja", "2026-04", key="wrong")
    (other,) = find(link([date(wrong, "2027年", "2027")], wrong, register), register, [wrong])
    assert other.kind == "date"


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
