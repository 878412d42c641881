"""The gazetteer's data, and what its reader says of broken files."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kaname.base.errors import InputError
from kaname.claims.actors import KINDS, ActorsError, actors, expand, load, matcher
from kaname.claims.actors.forms import all_forms
from kaname.claims.actors.variants import FOLD, folded, of_person, spellings

_PERSON = "A_B:\n  en: [Alan Bell]\n  ja: [アラン・ベル]\n  ko: [앨런 벨]\n"
_OFFICE = "CHIEF:\n  en: [Chief]\n  ja: [長官]\n  ko: [장관]\n"
_BODY = "BODY:\n  en: [Body of Men]\n  ja: [団体]\n  ko: [단체명]\n"


def test_the_package_holds_entries_of_every_kind() -> None:
    """At least 250 entries are written by hand, in every kind, each named in three scripts."""
    written = [
        entry
        for entry in actors().entries.values()
        if entry.series is None and not entry.id.endswith("_OFFICIAL")
    ]
    assert len(written) >= 250
    assert set(Counter(entry.kind for entry in written)) == set(KINDS)
    assert all(names for entry in written for names in entry.names.values())


def test_scripts_are_what_they_say() -> None:
    """Most Korean names hold Hangul and most Japanese ones kana or Chinese characters."""
    entries = actors().entries.values()
    for language, script in (("ko", "[가-힣]"), ("ja", "[ぁ-ヺ一-鿿]"), ("en", "[A-Za-z]")):
        fitting = sum(bool(re.search(script, entry.names[language][0])) for entry in entries)
        assert fitting > 0.97 * len(entries), language


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"persons.yaml": "A_B:\n  en: [Alan\n"}, r"persons\.yaml:\d+: not YAML"),
        ({"persons.yaml": "- a\n- b\n"}, r"persons\.yaml:1: the file does not hold entries"),
        ({"persons.yaml": "A_B: word\n"}, r"persons\.yaml:1: A_B: not an entry"),
        ({"persons.yaml": "A_B: &x\n  en: [Al Bo]\nC: *x\n"}, r"persons\.yaml:1: anchors and aliases"),
        ({"persons.yaml": _PERSON + _PERSON}, r"persons\.yaml:5: 'A_B' is given twice \(first on line 1\)"),
        ({"persons.yaml": _PERSON, "places.yaml": _PERSON}, r"places\.yaml:1: id 'A_B' is given twice"),
        (
            {"persons.yaml": "a_b:\n  en: [Al Bo]\n  ja: [甲乙]\n  ko: [갑을]\n"},
            r"persons\.yaml:1: a_b: an id",
        ),
        (
            {"persons.yaml": "A_B:\n  en: [Al Bo]\n  ja: [甲乙]\n"},
            r"persons\.yaml:1: A_B has no 'ko'; add it",
        ),
        ({"persons.yaml": _PERSON + "  alon: true\n"}, r"persons\.yaml:5: .*'alon'; did you mean 'alone'\?"),
        ({"persons.yaml": _PERSON + "  alone: true\n"}, r"persons\.yaml:1: A_B: 'alone' wants a family name"),
        (
            {"persons.yaml": _PERSON + "  titles: {en: [Mr]}\n"},
            r"'titles' is for a office|'titles' is for an",
        ),
        (
            {"persons.yaml": _PERSON.replace("アラン・ベル", "앨런")},
            r":1: A_B: '앨런': a Japanese name has no Hangul",
        ),
        ({"persons.yaml": _PERSON.replace("앨런 벨", "アラン")}, r"'アラン': a Korean name has no kana"),
        ({"persons.yaml": _PERSON.replace("Alan Bell", "李明")}, r"an English name is in Latin script"),
        ({"persons.yaml": _PERSON.replace("Alan Bell", "A")}, r"persons\.yaml:2: .*two characters or more"),
        ({"persons.yaml": _PERSON.replace("Alan Bell", "12")}, r"persons\.yaml:2: .*a name is a text"),
        ({"persons.yaml": _PERSON.replace("Alan Bell", "'Alan  Bell'")}, r"persons\.yaml:2: .*blanks"),
        ({"persons.yaml": _PERSON.replace("アラン・ベル", "ｱﾗﾝ")}, r"persons\.yaml:3: .*'アラン' \(NFKC\)"),
        ({"persons.yaml": _PERSON.replace("[Alan Bell]", "[Alan Bell, Alan Bell]")}, r"stands twice"),
        ({"persons.yaml": _PERSON + "  country: US\n"}, r"persons\.yaml:5: A_B: 'US' is no entry"),
        (
            {"persons.yaml": _PERSON + "  offices: [{office: CHIEV, from: 2020}]\n", "offices.yaml": _OFFICE},
            r"persons\.yaml:5: A_B: 'CHIEV' is no entry; did you mean 'CHIEF'\?",
        ),
        (
            {
                "persons.yaml": _PERSON + "  offices: [{office: BODY, from: 2020}]\n",
                "organisations.yaml": _BODY,
            },
            r"persons\.yaml:5: A_B: offices 'BODY' is a body, not a office",
        ),
        (
            {"persons.yaml": _PERSON + "  offices: [{office: CHIEF, from: 2020-13}]\n"},
            r"persons\.yaml:5: .*'2020-13' is not a date; write YYYY",
        ),
        (
            {"persons.yaml": _PERSON + "  offices: [{office: CHIEF, from: 2020, to: 2019}]\n"},
            r"persons\.yaml:5: .*ends \(2019\) before it begins \(2020\)",
        ),
        (
            {
                "persons.yaml": _PERSON
                + "  offices: [{office: CHIEF, from: 2020, to: 2023}]\n"
                + _PERSON.replace("A_B", "C_D")
                .replace("Alan", "Carl")
                .replace("アラン", "カール")
                .replace("앨런", "칼")
                + "  offices: [{office: CHIEF, from: 2022}]\n",
                "offices.yaml": _OFFICE,
            },
            r"persons\.yaml:10: C_D: CHIEF from 2022 while A_B holds it",
        ),
        (
            {
                "persons.yaml": _PERSON
                + _PERSON.replace("A_B", "C_D").replace("ベル", "ボル").replace("벨", "볼")
            },
            r"persons\.yaml:6: C_D: the name 'Alan Bell' is also A_B's \(persons\.yaml:2\)",
        ),
        (
            {"organisations.yaml": _BODY, "ambiguous.yaml": "団体: {means: [BODY, BODI]}\n"},
            r"ambiguous\.yaml:1: 団体: 'BODI' is no entry; did you mean 'BODY'\?",
        ),
        (
            {"organisations.yaml": _BODY, "ambiguous.yaml": "団体: {means: [BODY]}\n"},
            r"ambiguous\.yaml:1: 団体\.means: .*at least 2",
        ),
        (
            {"places.yaml": _BODY.replace("BODY", "AREA").replace("団体", "地域団体") + "  not: [団体]\n"}
            | {"organisations.yaml": _BODY.replace("Body of Men", "Group").replace("단체명", "단체")},
            r"places\.yaml:5: AREA: '団体' is excluded but is BODY's name",
        ),
        (
            {"documents.yaml": _BODY + "  series: BODY\n"},
            r"documents\.yaml:1: BODY: a member of a series wants",
        ),
        (
            {
                "documents.yaml": _BODY
                + "  numbered: {id: 'B', numbers: {1: 2020}, en: ['{nth} B'], ja: ['第{n}'], ko: ['제{n}']}\n"
            },
            r"documents\.yaml:5: .*'B' has no \{n\}",
        ),
    ],
)
def test_broken_files_are_told_with_file_and_line(
    tmp_path: Path, files: dict[str, str], expected: str
) -> None:
    """Every mistake of the gallery is refused with its file, its line and what is wrong."""
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ActorsError) as caught:
        load(tmp_path)
    assert any(re.search(expected, str(problem)) for problem in caught.value.problems), [
        str(problem) for problem in caught.value.problems
    ]
    assert isinstance(caught.value, InputError)
    assert "\n" not in str(caught.value)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    """A file that is not UTF-8 is refused with the line of the first bad byte."""
    (tmp_path / "places.yaml").write_bytes(b"A:\n  en: [\xff]\n")
    with pytest.raises(ActorsError, match=r"places\.yaml:2: not UTF-8"):
        load(tmp_path)


def test_one_name_may_mean_two_at_different_dates_or_when_declared(tmp_path: Path) -> None:
    """The same name is allowed where the dates part the two, and where ``ambiguous.yaml`` declares it."""
    other = _BODY.replace("BODY", "HEIR")
    (tmp_path / "organisations.yaml").write_text(_BODY + "  to: 1999\n" + other + "  from: 2000\n")
    assert set(load(tmp_path).entries) == {"BODY", "HEIR"}
    (tmp_path / "organisations.yaml").write_text(_BODY + other)
    names = "".join(f"{name}: {{means: [BODY, HEIR]}}\n" for name in ("Body of Men", "団体", "단체명"))
    (tmp_path / "ambiguous.yaml").write_text(names)
    assert len(load(tmp_path).ambiguous) == 3


def test_members_of_a_series_are_numbered(tmp_path: Path) -> None:
    """A numbered series gives an entry a number, with its ordinal in English."""
    patterns = "en: ['{nth} B'], ja: ['第{n}回'], ko: ['제{n}회']"
    series = f"  numbered: {{id: 'B{{n}}', numbers: {{2: 2020, 11: 2021-05}}, {patterns}}}\n"
    (tmp_path / "events.yaml").write_text(_BODY + series)
    entries = load(tmp_path).entries
    assert [entries["B2"].en, entries["B11"].en] == [("2nd B",), ("11th B",)]
    assert str(entries["B11"].issued) == "2021-05"


@pytest.mark.parametrize(
    "names",
    [
        ("在韓米軍", "USFK", "주한미군", "usfk"),
        ("李在明", "Lee Jae-myung", "Lee Jae Myung", "이재명", "イ・ジェミョン"),
        ("ロイド・オースチン", "ロイド・オースティン", "Lloyd Austin"),
        ("戦争省", "米国防総省", "国防総省", "Pentagon", "Department of War", "펜타곤"),
        ("米韓同盟", "韓米同盟", "한미동맹", "ROK-US alliance", "U.S.-ROK alliance", "US-ROK alliance"),
        ("平沢", "平澤", "평택", "Pyeongtaek"),
        ("第53回SCM共同声明", "53rd SCM Joint Communique", "제53차 SCM 공동성명"),
        ("朝鮮半島", "韓半島", "한반도"),
    ],
)
def test_a_term_expands_to_all_names_of_its_entry(names: tuple[str, ...]) -> None:
    """Whatever name of an entry is asked for, the same names come back, with the term itself first."""
    everything = set().union(*(expand(name) for name in names))
    for name in names:
        found = expand(name)
        assert found[0] == name
        assert len(found) == len(set(found)) >= 3
        # Another name that is only a spelling of the entry's is added by itself, nothing else is.
        assert everything - set(found) <= set(names)


@pytest.mark.parametrize("term", ["李大統領", "国防長官", "NSC", "牛乳", "", "  ", "金", "O'Neill"])
def test_a_term_that_names_nobody_or_several_stands_alone(term: str) -> None:
    """No expansion is guessed."""
    assert expand(term) == [term]


def test_folding_keeps_the_length() -> None:
    """One character is folded to one, so offsets hold."""
    assert all(isinstance(key, int) and isinstance(value, str | int) for key, value in FOLD.items())
    assert all(len(value) == 1 for value in FOLD.values() if isinstance(value, str))
    assert folded("平澤 communiqué 9·19") == "平沢 communique 9・19"


def test_spellings_of_the_order_of_allies() -> None:
    """The order of allies is exchanged, three before two, and U.S. stands for US."""
    assert "韓米同盟" in set(spellings("米韓同盟"))
    assert "韓米日協力" in set(spellings("日米韓協力"))
    assert "日韓米協力" in set(spellings("日米韓協力"))
    assert {"U.S.-ROK alliance", "Korea-US alliance"} <= set(spellings("US-ROK alliance"))


def test_spellings_of_persons() -> None:
    """Katakana and romanised Korean are spelt in more than one way."""
    assert "ロイド・オースチン" in set(of_person("ロイド・オースティン", eastern=False))
    assert {"Lee Jae Myung", "Lee Jae-Myung", "Lee Jaemyung"} == set(of_person("Lee Jae-myung", eastern=True))


def test_every_written_name_finds_its_entry() -> None:
    """Each name of the data, alone in a text, is found whole and may mean its entry."""
    for entry in actors().entries.values():
        for names in entry.names.values():
            for name in names:
                found = list(matcher().find(folded(name)))
                assert [(each.start, each.end) for each in found] == [(0, len(name))], name
                assert entry.id in {form.entry for form in found[0].forms}, name


def test_generated_forms_give_way_to_written_ones() -> None:
    """A string that is written for one entry is not generated for another."""
    written = {
        string: entry.id
        for entry in actors().entries.values()
        for names in entry.names.values()
        for name in names
        for string in [folded(name)]
        if name not in actors().ambiguous
    }
    table = all_forms(actors())
    for string, identifier in written.items():
        assert {form.entry for form in table[string]} >= {identifier}
        assert all(form.how in ("name", "other") for form in table[string]), string
