"""What of a sentence belongs together: clauses, dates of reports, bounds of dates, phrases with a gap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.register import nearness


def place(text: str, part: str) -> nearness.Place:
    """Return where a part stands in a text."""
    start = text.index(part)
    return start, start + len(part)


@pytest.mark.parametrize(
    ("text", "amount", "mention", "expected"),
    [
        # A topic before its amount, across a comma.
        ("規模は2008年以来、約2万人とされた。", "2万人", "規模", True),
        ("The strength, by one count, was 28,500 men.", "28,500 men", "strength", True),
        # A comma inside a figure parts nothing.
        ("Of 28,500 men, 4,500 were in the force.", "4,500", "force", True),
        # Behind the amount only its own clause counts.
        ("It reaches 128 trillion won in 2035, if output grows.", "128 trillion won", "output", False),
        ("2万人であり、規模は別に示す。", "2万人", "規模", False),
        # A conditional clause is no topic.
        ("If output grows by a third, it reaches 128 trillion won.", "128 trillion won", "output", False),
        ("생산이 3% 늘면 2035년에 128조원이 된다.", "128조원", "생산", False),
        ("生産が3％伸びれば、128兆ウォンになる。", "128兆ウォン", "生産", False),
    ],
)
def test_the_clause_of_an_amount(text: str, amount: str, mention: str, expected: bool) -> None:
    """A mention in a conditional clause, or in the clause after, is not what the amount is of."""
    held = nearness.same_clause(text, place(text, amount), place(text, mention), (0, len(text)))
    assert held is expected


@pytest.mark.parametrize(
    ("text", "date", "expected"),
    [
        ("6월 보도에 따르면 검증은 늦어진다.", "6월", True),
        ("6月の報道では検証は遅れる。", "6月", True),
        ("It was reported in June that the transfer slips.", "June", True),
        ("The ministry said in January 2026 that it would.", "January 2026", True),
        ("6월에 검증을 마친다.", "6월", False),
        ("The transfer is to come in June.", "June", False),
    ],
)
def test_the_date_of_a_report(text: str, date: str, expected: bool) -> None:
    """When something was reported is not when it happens."""
    assert nearness.dates_a_report(text, place(text, date)) is expected


@pytest.mark.parametrize(
    ("text", "date", "mention", "modifier", "expected"),
    [
        ("2030年6月3日までの移管", "2030年6月3日", "移管", "until", "<="),
        ("検証は2027年から始まる", "2027年", "検証", "from", ">="),
        ("10月に予定される会議までに検証を終える", "10月", "検証", None, "<="),
        ("10월로 예정된 회의까지 검증을 마친다", "10월", "검증", None, "<="),
        ("verification by the meeting of October 2026", "October 2026", "verification", None, "<="),
        ("transfer by 2028", "2028", "transfer", None, "<="),
        ("移管は2028年である", "2028年", "移管", None, None),
        ("2028年に移管する", "2028年", "移管", "end", None),
    ],
)
def test_the_bound_of_a_date(
    text: str, date: str, mention: str, modifier: str | None, expected: str | None
) -> None:
    """ "By" bounds a date from above, "from" from below, and the date of a meeting by which does too."""
    assert nearness.date_bound(text, place(text, date), place(text, mention), modifier) == expected


def test_a_phrase_with_a_gap() -> None:
    """ "A … B" stands from A to the first B of the same clause, whatever lies between."""
    text = "FOC（完全運用能力）の検証と検証、FOCは別に、検証する。"
    assert [text[a:b] for a, b in nearness.occurrences("FOC … 検証", text)] == ["FOC（完全運用能力）の検証"]
    assert not list(nearness.occurrences("FOC … 検証", "AFOCの検証"))
    assert not list(nearness.occurrences("…", text))


@given(st.text(max_size=12), st.text(max_size=60))
def test_an_occurrence_lies_in_the_text(word: str, text: str) -> None:
    """Whatever the word, every place is within the text and not empty."""
    for start, end in nearness.occurrences(word, text):
        assert 0 <= start < end <= len(text)
