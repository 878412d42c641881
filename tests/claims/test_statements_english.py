"""Statements and milestones in English and Korean: who says what, and what only looks like saying."""

from __future__ import annotations

import pytest

from kaname.base.dates import PartialDate
from kaname.claims import UNREAD, extract_text
from kaname.claims.model import MilestoneClaim, StatementClaim
from kaname.claims.statements.english_lexicon import forms
from kaname.claims.statements.korean_lexicon import kind_of, occurrences

from .reading import read, statements

Rows = list[tuple[str | None, str, str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister said that talks continue.", [("The minister", "talks continue", "indirect")]),
        ("“We stay,” the envoy said.", [("the envoy", "“We stay,”", "direct")]),
        ("“We stay. We pay,” said Ann Lee, the envoy.", [("Ann Lee", "“We stay. We pay,”", "direct")]),
        ("Both sides agreed to meet.", [("Both sides", "to meet", "agreement")]),
        ("It was confirmed that the review is over.", [(None, "the review is over", "passive")]),
        ("The base is said to cost too much.", [(None, "The base is said to cost too much", "hearsay")]),
        ("The cost will rise, according to the bank.", [("the bank", "The cost will rise", "indirect")]),
        ("The cost will rise, the bank said.", [("the bank", "The cost will rise", "indirect")]),
        ("Kim Ha-na, a fellow, warned of delay.", [("Kim Ha-na", "delay", "indirect")]),
    ],
)
def test_who_says_what_in_english(text: str, expected: Rows) -> None:
    """Direct, indirect, inverted, passive, agreed and hearsay statements with their speakers."""
    assert statements(text, "en") == expected


@pytest.mark.parametrize(
    "text",
    [
        "The plan announced in March stands.",
        "The man who said that it was over has left.",
        "It is hard to say that the talks failed.",
        "The numbers cited above are old.",
        "A note on the report follows.",
    ],
)
def test_what_only_looks_like_saying_in_english(text: str) -> None:
    """Participles, relative clauses, infinitives and nouns report nothing."""
    assert statements(text, "en") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("장관은 협의가 계속된다고 말했다.", [("장관", "협의가 계속된다", "indirect")]),
        ("대변인은 3일 브리핑에서 “변화는 없다”고 밝혔다.", [("대변인", "“변화는 없다”", "direct")]),
        ("양측은 기지를 반환하기로 합의했다.", [("양측", "기지를 반환하기", "agreement")]),
        ("검토가 끝난 것이 확인됐다.", [(None, "검토가 끝난 것", "passive")]),
        ("비용이 늘어난 것으로 알려졌다.", [(None, "비용이 늘어난 것", "hearsay")]),
        ("한국은행에 따르면 비용은 늘어난다.", [("한국은행", "비용은 늘어난다", "indirect")]),
        ("훈련이 끝났다고 국방부가 9일 발표했다.", [("국방부", "훈련이 끝났다", "indirect")]),
    ],
)
def test_who_says_what_in_korean(text: str, expected: Rows) -> None:
    """Direct, indirect, passive, agreed and hearsay statements, particles stripped from the speaker."""
    assert statements(text, "ko") == expected


@pytest.mark.parametrize("text", ["3월에 발표한 계획은 그대로이다.", "훈련은 끝나고 부대는 떠났다."])
def test_what_only_looks_like_saying_in_korean(text: str) -> None:
    """Verbs that modify a noun, and clauses joined by 고, report nothing."""
    assert statements(text, "ko") == []


def test_an_elided_speaker_is_carried_in_korean() -> None:
    """A sentence that names no speaker takes that of the sentence before, and says so."""
    text = "대변인은 “변화는 없다”고 밝혔다. 이어 “협의는 진행 중”이라고 덧붙였다."
    _, second = [claim for claim in read(text, "ko") if isinstance(claim, StatementClaim)]
    assert second.implicit_speaker
    assert second.speaker is not None
    assert second.speaker.text == "대변인"


def test_a_negated_act_is_marked_in_both() -> None:
    """What was not said is a claim with ``negated``."""
    for text, language in (
        ("She did not mention the withdrawal.", "en"),
        ("그는 철수에 대해 언급하지 않았다.", "ko"),
    ):
        (claim,) = [each for each in read(text, language) if isinstance(each, StatementClaim)]
        assert claim.negated


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("They pledged to raise spending by 2032.", "en", [("planned", "2032")]),
        ("The Act prohibits the use of funds for cuts.", "en", [("enacted", None)]),
        ("Lawmakers approved the budget.", "en", [("done", None)]),
        ("The cost will exceed 3 trillion won in 2028.", "en", []),
        ("정부는 2030년까지 체계를 배치할 계획이다.", "ko", [("planned", "2030")]),
        ("국회는 예산안을 의결했다.", "ko", [("done", None)]),
    ],
)
def test_milestones(text: str, language: str, expected: list[tuple[str, str | None]]) -> None:
    """Pledges, laws, decisions and plans with when they fall due; a forecast of a figure is none."""
    found = [claim for claim in read(text, language) if isinstance(claim, MilestoneClaim)]
    assert [(claim.status, claim.due) for claim in found] == expected


def test_lexicons_are_of_the_language() -> None:
    """Regular and irregular forms come from one line each; endings that modify a noun are no occurrence."""
    assert {"said", "denied", "committed", "urging", "reaffirms"} <= forms().keys()
    assert [each.verb.lemma for each in occurrences("강조했다")] == ["강조하다"]
    assert [each.verb.lemma for each in occurrences("밝힌다")] == ["밝히다"]
    assert not list(occurrences("밝힌 방침"))
    assert kind_of("국방부") == "bodies"
    assert kind_of("일부") is None


def test_every_language_is_read() -> None:
    """Nothing is left unread in the three languages."""
    assert not any(UNREAD.values())


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    "piece",
    [
        "said that ",
        "and said ",
        "said ",
        "“",
        "“said ",
        "‘a",
        "according to ",
        ", the A said",
        "고 ",
        "다고 말했다 ",
        "라며 ",
        "장관은 ",
        "것으로 ",
        "will by 2030 ",
        "2030년까지 ",
        "기로 했다 ",
        "signed ",
        "in a ",
        "(",
    ],
)
def test_hostile_repetition_ends(piece: str, language: str) -> None:
    """Ten sentences of 1,900 characters of one piece are read (a pattern that backtracks would not end)."""
    text = "\n\n".join([(piece * 1_900)[:1_900] + "."] * 10)
    for claim in extract_text(text, language, PartialDate(2026, 3, 9)):
        assert text[claim.start : claim.end] == claim.text
