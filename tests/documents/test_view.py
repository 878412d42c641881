"""The normalised view: what a careful reader sees, and the way back to what stands in the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.documents.view import View, normalised_view

LANGUAGES = st.sampled_from(["ja", "en", "ko"])
_LETTERS = st.sampled_from(
    "あ漢字カﾞｶ한글ＡＢ１２％％（）「」。、 　\n\r\t\u0301\u3099🗾𠮷①²½abc123.,-F\ufffd\u200b<>[]"
)
TEXTS = st.one_of(st.text(max_size=200), st.text(alphabet=_LETTERS, max_size=200))


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _shown(view: View) -> list[tuple[int, int]]:
    """The source spans that the view shows, each once, in the view's order."""
    spans: list[tuple[int, int]] = []
    for start, end in zip(view.starts, view.ends, strict=True):
        if end > start and (not spans or spans[-1] != (start, end)):
            spans.append((start, end))
    return spans


@given(TEXTS, LANGUAGES)
def test_every_character_shows_what_stands_in_the_text(text: str, language: str) -> None:
    """The view's text is the NFKC of the source spans it maps to, blanks apart."""
    view = normalised_view(text, language)
    assert len(view.starts) == len(view.ends) == len(view.text)
    shown = "".join(text[start:end] for start, end in _shown(view))
    assert _bare(view.text) == _bare(shown)


@given(TEXTS, LANGUAGES)
def test_offsets_rise_within_a_paragraph(text: str, language: str) -> None:
    """Source offsets never fall within a paragraph, and lie in the text."""
    view = normalised_view(text, language)
    for start, end in view.paragraphs:
        assert start < end
        last = 0
        for at in range(start, end):
            assert 0 <= last <= view.starts[at] <= view.ends[at] <= len(text)
            last = view.starts[at]


@given(TEXTS, LANGUAGES, st.data())
def test_a_span_comes_back_from_the_source(text: str, language: str, data: st.DataObject) -> None:
    """from_source(to_source(span)) covers the span and maps to the same source span."""
    view = normalised_view(text, language)
    if not view.paragraphs:
        return
    first, last = data.draw(st.sampled_from(view.paragraphs))
    start = data.draw(st.integers(first, last - 1))
    end = data.draw(st.integers(start + 1, last))
    if view.starts[start] == view.ends[start] or view.starts[end - 1] == view.ends[end - 1]:
        return  # a joiner that stands for no character
    source = view.to_source(start, end)
    back = view.from_source(*source)
    assert back is not None
    assert back[0] <= start < end <= back[1]
    assert view.to_source(*back) == source


@given(TEXTS, LANGUAGES)
def test_paragraphs_do_not_overlap_and_one_line_feed_parts_them(text: str, language: str) -> None:
    """Paragraphs follow one another with one line feed between, which stands for nothing."""
    view = normalised_view(text, language)
    assert len(view.kinds) == len(view.paragraphs)
    for (_, end), (start, _) in zip(view.paragraphs, view.paragraphs[1:], strict=False):
        assert view.text[end:start] == "\n"
        assert view.starts[end] == view.ends[end]


def test_empty_and_blank_texts_have_no_paragraph() -> None:
    """Nothing to read gives an empty view that answers every question."""
    for text in ("", " \n\u3000\n"):
        view = normalised_view(text, "ja")
        assert view.text == ""
        assert view.paragraphs == ()
        assert view.from_source(0, 1) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("防衛費は20\n\n26年に", "防衛費は2026年に"),  # a figure cut by a line break
        ("兵力は 2万 8500 人と\nした。", "兵力は2万8500人とした。"),  # blanks beside Japanese
        ("５月２3日の会談", "5月23日の会談"),  # mixed width
        ("対話を進める7F\n8、と述べた", "対話を進める、と述べた"),  # a footnote call of a word processor
        ("対話を進める<sup>12</sup>。", "対話を進める。"),
        ("合意した[3]。", "合意した。"),
        ("｢協議｣を", "「協議」を"),
        ("資料 https://example.org/a%20August%202025 を", "資料を"),
        ("\ufffd\ufffd方針の確認", "方針の確認"),
        ("・方針の確認", "方針の確認"),
        ("〇方針の確認", "方針の確認"),
        ("ｶﾞｲﾄﾞﾗｲﾝ", "ガイドライン"),
        ("か\u3099いこう", "がいこう"),
        ("約３００㌔", "約300キロ"),
        ("①2万人", "①2万人"),  # an enumerator is no digit of the figure after it
        ("Joint Statement を", "Joint Statementを"),
    ],
)
def test_damage_is_seen_through(text: str, shown: str) -> None:
    """Each kind of damage reads as a careful reader would."""
    assert normalised_view(text, "ja").text == shown


def test_a_line_break_is_a_blank_where_words_are_parted_by_blanks() -> None:
    """English and Korean get a blank where a line broke, but not within a figure or after a hyphen."""
    wrapped = (
        "The ministers agreed that the level of\n28,\n500 troops would be kept by the US-\n"
        "ROK alliance for now.\n"
    )
    assert "level of 28,500 troops would be kept by the US-ROK" in normalised_view(wrapped * 3, "en").text
    assert normalised_view("주한미군은\n유지된다", "ko").text in (
        "주한미군은 유지된다",
        "주한미군은\n유지된다",
    )


def test_latin_words_are_not_glued_in_japanese_text() -> None:
    """A break between two Latin words is a blank unless the text marks word ends with one."""
    plain = "国防戦略（National Defense\nStrategy）は" + "同盟国の役割を強調している文書である" * 3 + "。\n"
    assert "National Defense Strategy" in normalised_view(plain * 4, "ja").text
    marked = (
        "協議（Security \nConsultative Meeting と comprehensive strategic allia\nnce）は今年も開かれたが\n"
        * 4
    )
    assert "strategic alliance" in normalised_view(marked, "ja").text


def test_a_sentence_cut_by_footnotes_goes_on() -> None:
    """A block of footnotes at the foot of a page follows the paragraph that it cut in two."""
    body = "両国は作戦計画の見直しを進めることで一致したとされ、今後の協議で詳細を詰める方針である1F\n2。\n"
    page = (
        "両国の国防当局は、共同声明の中で抑止態勢の強化について協議を続けることを確認し、特に防空能力0F\n1と早期\n\n"
        "1 防空能力については前掲の白書を参照。\n2 共同声明、前掲。\n\n\n\n\n"
        "警戒の分野で協力を広げることを明らかにした。これに先立って両国は実務者による協議を重ねていた。\n"
    )
    view = normalised_view(body * 3 + page, "ja")
    assert "防空能力と早期警戒の分野で" in view.text
    notes = [
        view.text[a:b] for (a, b), kind in zip(view.paragraphs, view.kinds, strict=True) if kind == "footnote"
    ]
    assert notes == ["防空能力については前掲の白書を参照。", "共同声明、前掲。"]


def test_page_numbers_are_left_out() -> None:
    """A number alone on a line between blank lines is a page number."""
    assert "12" not in normalised_view("方針を確認した。\n\n12\n\n会談は続いた。", "ja").text


@pytest.mark.parametrize(
    "piece", ["「", "(", "1,", "\u0301", "か\u3099", "0F\n1", "\n", "[1]", "\ufffd", "http://", "a ", "、は"]
)
def test_half_a_megabyte_of_one_piece_is_read(piece: str) -> None:
    """Hostile repetition ends (a quadratic path would not, within the life of a test run)."""
    text = piece * (524_288 // len(piece))
    view = normalised_view(text, "ja")
    assert len(view.starts) == len(view.text)


def test_a_megabyte_on_one_line_is_read() -> None:
    """A megabyte without a line break has a view of as many characters."""
    text = "在韓米軍は現在の水準を維持する。" * 65_536
    view = normalised_view(text, "ja")
    assert len(view.text) == len(text)
    assert view.from_source(len(text) - 1, len(text)) == (len(text) - 1, len(text))
