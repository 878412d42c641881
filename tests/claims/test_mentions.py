"""Whom and what a text names, by context and date."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.base.dates import PartialDate
from kaname.claims import mentions
from kaname.claims.actors import actors, folded, matcher
from kaname.claims.reading import Reading
from kaname.documents.view import normalised_view


def reading(text: str, language: str = "ja", date: str | None = "2026-03-09") -> Reading:
    return Reading.of(
        text, normalised_view(text, language), language, PartialDate.parse(date) if date else None
    )


def said(text: str, language: str = "ja", date: str | None = "2026-03-09") -> list[tuple[str, str | None]]:
    return [(claim.text, claim.entity) for claim in mentions.find(reading(text, language, date))]


def ids(text: str, language: str = "ja", date: str | None = "2026-03-09") -> list[str | None]:
    return [entity for _, entity in said(text, language, date)]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1955-01-01", ["RHEE_SYNGMAN"]),
        ("2010-10-08", ["LEE_MYUNG_BAK"]),
        ("2016-05", ["LEE_MYUNG_BAK"]),
        ("2025-06-03", ["LEE_MYUNG_BAK"]),
        ("2025-06-04", ["LEE_JAE_MYUNG"]),
        ("2026", ["LEE_JAE_MYUNG"]),
        (None, []),
    ],
)
@pytest.mark.parametrize(
    ("text", "language"),
    [("李大統領は述べた。", "ja"), ("이 대통령은 말했다.", "ko"), ("President Lee said so.", "en")],
)
def test_a_title_is_his_who_holds_it_at_the_date(
    text: str, language: str, date: str | None, expected: list[str]
) -> None:
    """李大統領 is the president of the date of the text; without a date nobody is guessed."""
    if language == "en" and expected == ["RHEE_SYNGMAN"]:
        text = text.replace("Lee", "Rhee")
    assert ids(text, language, date) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "安圭伯(アン・ギュベク)国防長官は述べた。安長官は続けた。",
            "ja",
            [("安圭伯(アン・ギュベク)", "AHN_GYU_BACK"), ("安長官", "AHN_GYU_BACK")],
        ),
        (
            "当時の李承晩大統領が移譲した。李大統領は求めた。",
            "ja",
            [("李承晩", "RHEE_SYNGMAN"), ("李大統領", "RHEE_SYNGMAN")],
        ),
        (
            "Defense Minister Kim Kwan-jin met Robert Gates. Minister Kim thanked Gates.",
            "en",
            [
                ("Kim Kwan-jin", "KIM_KWAN_JIN"),
                ("Robert Gates", "GATES"),
                ("Minister Kim", "KIM_KWAN_JIN"),
                ("Gates", "GATES"),
            ],
        ),
        (
            "정경두 국방부 장관은 밝혔다. 정 장관은 덧붙였다.",
            "ko",
            [("정경두", "JEONG_KYEONG_DOO"), ("정 장관", "JEONG_KYEONG_DOO")],
        ),
        (
            "盧武鉉(ノ・ムヒョン)政権が合意した。盧政権は",
            "ja",
            [("盧武鉉(ノ・ムヒョン)政権", "ROH_ADMIN"), ("盧政権", "ROH_ADMIN")],
        ),
    ],
)
def test_who_was_named_first_keeps_the_short_form(
    text: str, language: str, expected: list[tuple[str, str]]
) -> None:
    """After a full name, the family name with a title is that person, whatever the date of the text."""
    assert [pair for pair in said(text, language) if pair[1] not in ("ROK_DEFENSE_MINISTER",)] == expected


def test_a_family_name_alone_wants_a_full_name_before_it() -> None:
    """Gates is nobody in a text that named no Robert Gates; a distinctive name stands for itself."""
    assert ids("Gates opened.", "en") == []
    assert ids("Hegseth spoke.", "en") == ["HEGSETH"]
    assert ids("オースティンで会議が開かれた。") == []
    assert ids("ヘグセスが述べた。") == ["HEGSETH"]


@pytest.mark.parametrize(
    ("text", "language", "date", "expected"),
    [
        ("オースチン国防長官", "ja", "2021-12-02", ["AUSTIN"]),
        ("オースティン国防長官", "ja", "2021-12-02", ["AUSTIN"]),
        ("徐長官", "ja", "2021-12", ["SUH_WOOK"]),
        ("文大統領", "ja", "2024-11-14", ["MOON_JAE_IN"]),
        ("金長官", "ja", "2024-10-30", []),  # of defence and of unification
        ("金国防長官", "ja", "2024-10-30", ["KIM_YONG_HYUN"]),
        ("戦争省", "ja", "2026-03-09", ["US_DOD"]),
        ("米国防総省", "ja", "2026-03-09", ["US_DOD"]),
        ("国防省高官", "ja", "2026-01-26", ["US_DOD_OFFICIAL"]),
        ("韓国国防省", "ja", "2026-03-09", ["ROK_MND"]),
        ("中国外交部", "ja", "2026-03-09", ["PRC_MFA"]),
        ("菅首相", "ja", "2010-07-01", ["KAN_NAOTO"]),
        ("菅首相", "ja", "2021-07-01", ["SUGA"]),
        ("李政権", "ja", "2010-07-01", ["LEE_MYUNG_BAK_ADMIN"]),
        ("李政権", "ja", "2026-07-01", ["LEE_JAE_MYUNG_ADMIN"]),
        ("トランプ 1期政権", "ja", "2024-11-14", ["TRUMP_ADMIN_1"]),
        ("メラニア・トランプ夫人", "ja", "2026-03-09", []),
        ("トランプ・バイデン両政権", "ja", "2026-03-09", ["TRUMP", "BIDEN"]),
        ("former President Moon", "en", "2026-03-09", ["MOON_JAE_IN"]),
        ("President Lee Jun-seok", "en", "2026-03-09", ["LEE_JUN_SEOK"]),
        ("President Lee Nobody-ever", "en", "2026-03-09", []),
        ("尹 대통령", "ko", "2024-01-01", ["YOON_SUK_YEOL"]),
        ("트럼프 행정부", "ko", "2026-03-09", ["TRUMP_ADMIN"]),
    ],
)
def test_titles_offices_and_administrations(text: str, language: str, date: str, expected: list[str]) -> None:
    """Spellings, titles, officials and administrations are told by their words and the date."""
    assert ids(text, language, date) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("日米韓は合意した。", "ja", ["US_JAPAN_ROK"]),
        ("韓米日は合意した。", "ja", ["US_JAPAN_ROK"]),
        ("米韓は合意した。", "ja", ["US_ROK"]),
        ("インドネシアとインド太平洋", "ja", ["INDO_PACIFIC"]),
        ("中国地方の天気", "ja", []),
        ("日本海", "ja", ["SEA_OF_JAPAN"]),
        ("在韓米軍司令官", "ja", ["USFK_COMMANDER"]),
        ("資金長官と安全保障", "ja", []),
        ("Chinatown and Koreans in Japanese", "en", []),
        ("NATOs UNCLE USFKs", "en", []),
        ("주한미군은 한국에서 미국으로", "ko", ["USFK", "ROK", "US"]),
        ("강북한강 남북한산", "ko", []),
        ("방안 장관", "ko", []),
        ("북한의 핵실험", "ko", ["DPRK"]),
        ("한국어 교실", "ko", []),
        ("대북한 정책", "ko", ["DPRK"]),
        ("韓国の国防部", "ja", ["ROK", "ROK_MND"]),
        ("中国の国防部", "ja", ["PRC", "PRC_MND"]),
        ("중국 정부와 국방부", "ko", ["PRC_GOV", "PRC_MND"]),
        ("KF-21とF-35A", "ja", ["KF21", "F35"]),
    ],
)
def test_names_are_whole_words(text: str, language: str, expected: list[str]) -> None:
    """The longest name wins; nothing is found inside a longer word of the same script."""
    assert ids(text, language) == expected


@pytest.mark.parametrize(
    ("text", "date", "expected"),
    [
        ("NDSによれば", "2026-01-26", ["US_NDS_2026"]),
        ("NDSによれば", "2023-01-26", ["US_NDS_2022"]),
        ("NDSによれば", None, ["US_NDS"]),
        ("2018年のNDSによれば", "2026-01-26", ["US_NDS_2018"]),
        ("日本の国家防衛戦略", "2026-01-26", ["JAPAN_NDS_2022"]),
        ("米韓SCM共同声明", "2021-12", ["SCM53_JC"]),
        ("昨年10月の米韓SCM共同声明", "2021-12", ["SCM52_JC"]),
        ("同年10月の米韓SCM共同声明", "2021-12", ["SCM_JC"]),
        ("第50回SCM共同声明", "2026-01-26", ["SCM50_JC"]),
        ("国防権限法", "2026-01-26", ["US_NDAA"]),
        ("2026会計年度国防権限法", "2026-01-26", ["US_NDAA_FY2026"]),
        ("国連安保理決議2397号", "2026-01-26", ["UNSCR_2397"]),
    ],
)
def test_documents_of_a_series_are_told_by_date(text: str, date: str | None, expected: list[str]) -> None:
    """The plain name of a strategy is the newest one at the date; a year before the name decides."""
    assert ids(text, date=date) == expected


def test_a_family_name_after_a_full_stop_is_bound() -> None:
    """The end of a sentence before a family name is no given name."""
    text = "Ahn Gyu-back spoke of COTP. Ahn agreed. Bob Ahn and Gen. Ahn did not."
    assert said(text, "en")[2:] == [("Ahn", "AHN_GYU_BACK"), ("Ahn", "AHN_GYU_BACK")]


@pytest.mark.shared
def test_speakers_of_the_labelled_documents_are_known() -> None:
    """At least seven in ten of the labelled speakers with words of their own have the label's id."""
    folder = os.environ.get("KANAME_SHARED")
    if not folder:
        pytest.skip("KANAME_SHARED is not set")
    right = total = 0
    for file in sorted(Path(folder, "gold").glob("*.jsonl")):
        meta, *rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        text = Path(folder, "seeds", meta["doc"]).read_bytes().decode("utf-8")
        read = reading(text, meta["lang"], meta["doc_date"])
        for row in rows:
            if row["type"] == "statement" and row.get("speaker") and row.get("speaker_id"):
                span = read.view.from_source(row["speaker"]["start"], row["speaker"]["end"])
                wanted = row["speaker_id"].split(";")
                found = mentions.entities_at(read, *span) if span else ()
                total += 1
                right += (
                    [mentions.entity_at(read, *span)] == wanted
                    if span and len(wanted) == 1
                    else (set(found) == set(wanted))
                )
    print(f"{right} of {total} speakers")
    assert total > 0
    assert right >= 0.7 * total


def test_a_name_is_found_through_damage() -> None:
    """Line breaks, full-width letters and old characters hide no name; spans are the source's."""
    text = (
        "この会議では両国が協議を重ねてきたことが確認され、さらに在韓\n米軍とＵＳＦＫは平澤に移ったという。"
    )
    assert said(text) == [("在韓\n米軍", "USFK"), ("ＵＳＦＫ", "USFK"), ("平澤", "PYEONGTAEK")]


def test_kinds_of_mentions_are_five() -> None:
    """An office is a person and a system a body, so that rows keep to the closed list."""
    claims = mentions.find(
        reading("在韓米軍司令官はTHAADを平沢に置き、在韓米軍と第53回SCMで共同声明を出した。")
    )
    assert [claim.kind for claim in claims] == ["person", "body", "place", "body", "event"]
    assert set(mentions.MENTION_KINDS) == {entry.kind for entry in actors().entries.values()}


def test_entities_of_a_span() -> None:
    """A span gives its entities in order, headed by a person where one is named."""
    text = "ゼイビア・ブランソン在韓米軍司令官は述べた。韓国は"
    read = reading(text)
    assert mentions.entities_at(read, 0, 17) == ("BRUNSON", "USFK_COMMANDER")
    assert mentions.entity_at(read, 0, 17) == "BRUNSON"
    assert mentions.entity_at(read, 10, 17) == "USFK_COMMANDER"
    assert mentions.entity_at(read, 17, 22) is None
    assert mentions.entity_in("ブランソン在韓米軍司令官") == "BRUNSON"
    assert mentions.entity_in("文大統領") == "MOON_JAE_IN"
    assert mentions.entity_in("専門家") is None


_NAMES = st.sampled_from(
    sorted(name for entry in actors().entries.values() for names in entry.names.values() for name in names)
)
_TEXTS = st.lists(
    st.one_of(_NAMES, st.text(max_size=6), st.sampled_from(["李", "大統領", "は", "、", " ", "\n", "(", ")"]))
).map("".join)


@given(_TEXTS, st.sampled_from(["ja", "en", "ko"]), st.sampled_from([None, "2010", "2026-03-09"]))
def test_mentions_are_in_order_and_apart(text: str, language: str, date: str | None) -> None:
    """Mentions hold their text, name entries of the gazetteer, and no two overlap."""
    read = reading(text, language, date)
    end = 0
    for each in mentions.named(read):
        assert end <= each.start < each.end <= len(read.view.text)
        assert actors().entries[each.entry].kind == each.kind
        assert 0 < each.confidence <= 1
        end = each.end
    for claim in mentions.find(read):
        assert text[claim.start : claim.end] == claim.text


@given(st.text(max_size=40), _NAMES, st.text(max_size=40))
def test_the_matcher_agrees_with_a_search_of_every_string(before: str, name: str, after: str) -> None:
    """Whatever the matcher finds is a string of its table at that place."""
    text = folded(before + name + after)
    for each in matcher().find(text):
        assert text[each.start : each.end] == each.string
        assert matcher().forms(each.string)


def test_work_at_a_place_is_bounded() -> None:
    """At each place of a text few strings are tried, none long, whatever the text: the search is linear."""
    beginnings = Counter(beginning for beginning, _ in {(each[:2], len(each)) for each in matcher().strings})
    assert max(beginnings.values()) <= 60
    assert max(map(len, matcher().strings)) <= 120
