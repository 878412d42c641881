"""Reported statements in Japanese: who says what, and what only looks like saying."""

from __future__ import annotations

import pytest

from kaname.claims import UNREAD, extract_text
from kaname.claims.model import StatementClaim
from kaname.claims.statements.lexicon import occurrences

from .reading import milestones, read, statements

Rows = list[tuple[str | None, str, str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国防長官は「抑止力を高める」と述べた。", [("国防長官", "「抑止力を高める」", "direct")]),
        ("国防長官は「抑止力を高める。協力も進める」と述べた。", [("国防長官",
        "「抑止力を高める。協力も進める」", "direct")]),
        ("外相は４月３日、講演で、基地の移転について「急ぐ必要はない」と語った。", [("外相",
        "基地の移転について「急ぐ必要はない」", "direct")]),
        ("首相は訪米し、抑止力の強化が必要だと強調した。", [("首相", "抑止力の強化が必要だ", "indirect")]),
        ("外務省は核協議の重要性を強調した。", [("外務省", "核協議の重要性", "indirect")]),
        ("両国は基地の返還で合意した。", [("両国", "基地の返還", "agreement")]),
        ("両首脳は次回の会談に合意し、文書に署名した。", [("両首脳", "次回の会談", "agreement")]),
        ("共同声明では、拡大抑止の維持が確認された。", [("共同声明", "拡大抑止の維持", "passive")]),
        ("「同盟の深化」の方針について両長官が確認した。", [("両長官", "「同盟の深化」の方針", "mixed")]),
        ("国防部によれば、演習は予定通り行われる。", [("国防部", "演習は予定通り行われる", "indirect")]),
        ("専門家の間では、撤収は難しいと言われている。", [("専門家", "撤収は難しい", "hearsay")]),
        ("野党では、負担が重すぎるとの批判が出ている。", [("野党", "負担が重すぎる", "hearsay")]),
        ("大統領は増額を検討していると報じられている。", [(None, "大統領は増額を検討している", "hearsay")]),
        ("米国は韓国に負担を増やすよう求めた。", [("米国", "韓国に負担を増やす", "indirect")]),
        ("報道官が指摘したように、期限は決まっていない。", [("報道官", "期限は決まっていない", "indirect")]),
        ("次官は記者の質問に対し、方針は変わらないと答えた。", [("次官", "方針は変わらない", "indirect")]),
        ("司令官は台湾に言及しなかった。", [("司令官", "台湾", "indirect")]),
    ],
)  # fmt: skip
def test_who_says_what(text: str, expected: Rows) -> None:
    """Direct, indirect, passive, agreed and hearsay statements with their speakers."""
    assert statements(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "国防省が発表した方針は重要である。",  # the verb modifies a noun
        "政府は交渉の強調点を変えた。",
        "記者会見は終わった。",
        "同盟は変化を求められている。",  # a passive that reports nothing
        "演習が始まろうとしている。",
        "これは「血盟」とされた関係ではない。",
        "計画を立て、予算を増やした。",
    ],
)
def test_what_only_looks_like_saying(text: str) -> None:
    """Relative clauses, nouns of saying and passives of asking report nothing."""
    assert statements(text) == []


def test_two_statements_in_one_sentence_share_a_speaker() -> None:
    """〜と述べ、〜と指摘した: both are the speaker's, and neither holds the other."""
    found = statements("長官は「同盟は強い」と述べ、負担の公平が必要だと指摘した。")
    assert found == [("長官", "「同盟は強い」", "direct"), ("長官", "負担の公平が必要だ", "indirect")]


def test_an_elided_speaker_is_that_of_the_sentence_before() -> None:
    """Within a paragraph the speaker carries over, and the claim says so."""
    text = "長官は「同盟は強い」と述べた。さらに、「抑止は続く」と強調した。"
    _, second = [claim for claim in read(text) if isinstance(claim, StatementClaim)]
    assert second.implicit_speaker
    assert second.speaker is not None
    assert second.speaker.text == "長官"


def test_a_negated_act_is_marked() -> None:
    """What was not said is a claim with ``negated``."""
    (claim,) = [c for c in read("司令官は台湾に言及しなかった。") if isinstance(c, StatementClaim)]
    assert claim.negated
    assert claim.lemma == "言及する"


def test_the_gazetteer_names_the_speaker() -> None:
    """A speaker that the gazetteer knows carries its id, the same whichever name the text uses."""
    ids = set()
    for name in ("ヘグセス国防長官", "ピート・ヘグセス国防長官"):
        (claim,) = [c for c in read(f"{name}は協力を求めると述べた。") if isinstance(c, StatementClaim)]
        ids.add(claim.speaker_id)
    assert len(ids) == 1
    assert None not in ids


@pytest.mark.parametrize(
    ("text", "lemma", "passive", "negative"),
    [
        ("述べた", "述べる", False, False),
        ("述べられている", "述べる", True, False),
        ("説き、", "説く", False, False),
        ("語っていた", "語る", False, False),
        ("促した", "促す", False, False),
        ("促された", "促す", True, False),
        ("指摘しつつ", "指摘する", False, False),
        ("確認された", "確認する", True, False),
        ("明らかにした", "明らかにする", False, False),
        ("言わなかった", "言う", False, True),
        ("報じた", "報じる", False, False),
        ("呼んだ", "呼ぶ", False, False),
    ],
)
def test_forms_come_from_the_conjugation(text: str, lemma: str, passive: bool, negative: bool) -> None:
    """One line in the lexicon gives every form of its verb."""
    first = next(occurrences(text, 0, len(text)))
    assert (first.verb.lemma, first.passive, first.negative) == (lemma, passive, negative)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("両国は2028年までに基地を移転することで合意した。", [("planned", "2028")]),
        ("両国は基地の返還で合意した。", [("done", None)]),
        ("企業は50億ドルの投資を約束した。", [("planned", None)]),
        ("2015年までの完了を目標としていた。", [("superseded", "2015")]),
        ("新しい指針が承認された。", [("done", None)]),
        ("国防権限法は2万人以下への削減を禁止した。", [("enacted", None)]),
        ("検証は2027年末までに完了する。", [("planned", "2027-12-31")]),
        ("同盟の強化を目指している。", []),  # an aim without a time or an amount
    ],
)
def test_milestones(text: str, expected: list[tuple[str, str | None]]) -> None:
    """Pledges, agreements, targets, decisions, laws and schedules, with when they fall due."""
    assert milestones(text) == expected


def test_languages_without_statements_say_so() -> None:
    """Where statements are not read, the room says it rather than returning none in silence."""
    assert "statements" not in UNREAD["ja"]
    for language, unread in UNREAD.items():
        found = statements(
            "The minister said that talks continue. 장관은 협의가 계속된다고 말했다.", language
        )
        assert not ("statements" in unread and found)


def test_what_is_denied_is_no_topic() -> None:
    """ではなく denies the noun before it; that noun neither speaks nor is cut off the content."""
    text = "単年度の協定ではなく、6年間の多年度協定に戻し、前年比約10パーセント増で合意した。"
    found = [claim for claim in extract_text(text, "ja", None) if isinstance(claim, StatementClaim)]
    assert all(claim.speaker is None or "協定" not in claim.speaker.text for claim in found)
    assert all(not claim.content.text.startswith("なく") for claim in found)
    assert found
