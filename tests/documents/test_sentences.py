"""Sentences of a view, and the sentence that holds a span."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.documents.sentences import bracket_pairs, sentence_at, view_sentences
from kaname.documents.view import normalised_view


def _sentences(text: str, language: str) -> list[str]:
    view = normalised_view(text, language)
    return [view.text[start:end] for start, end in view_sentences(view, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("会談した。合意はない。", "ja", ["会談した。", "合意はない。"]),
        (
            "長官は「協議した。合意はない」と述べた。次に",
            "ja",
            ["長官は「協議した。合意はない」と述べた。", "次に"],
        ),
        ("長官は「「協議した」と述べた。次に", "ja", ["長官は「「協議した」と述べた。", "次に"]),
        ("長官は協議した』と述べた。次に", "ja", ["長官は協議した』と述べた。", "次に"]),
        ("長官は『協議したと述べた。次に", "ja", ["長官は『協議したと述べた。", "次に"]),
        ("比率は3.5%である。", "ja", ["比率は3.5%である。"]),
        (
            "The U.S. side agreed. It rose 3.5 percent.",
            "en",
            ["The U.S. side agreed.", "It rose 3.5 percent."],
        ),
        ("Gen. Smith spoke on Dec. 2. He left.", "en", ["Gen. Smith spoke on Dec. 2.", "He left."]),
        ("“We agree.” He left.", "en", ["“We agree.”", "He left."]),
        ("합의했다. 국방비는 3.5%이다.", "ko", ["합의했다.", "국방비는 3.5%이다."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, language: str, expected: list[str]) -> None:
    """Quotations, decimals, abbreviations and lost brackets do not mislead."""
    assert _sentences(text, language) == expected


def test_the_sentence_of_a_figure_is_found_in_the_source() -> None:
    """The span returned holds the whole sentence, in offsets of the text, across a line break."""
    text = "会談した。兵力は 2万\n8500 人である。合意した。"
    at = text.index("2万")
    start, end = sentence_at(normalised_view(text, "ja"), at, at + 9, "ja")
    assert text[start:end] == "兵力は 2万\n8500 人である。"


def test_a_span_over_two_sentences_gets_both() -> None:
    """A span across a full stop is shown with both sentences."""
    text = "会談した。合意した。次に"
    start, end = sentence_at(normalised_view(text, "ja"), 3, 7, "ja")
    assert text[start:end] == "会談した。合意した。"


def test_what_the_view_hides_is_its_own_context() -> None:
    """A masked address has no sentence but itself."""
    text = "資料 https://example.org/x を"
    assert sentence_at(normalised_view(text, "ja"), 3, 24, "ja") == (3, 24)


@given(st.text(alphabet="あ。「」『』（）()“”.! \naB1", max_size=120), st.sampled_from(["ja", "en", "ko"]))
def test_sentences_are_ordered_and_lose_only_blanks(text: str, language: str) -> None:
    """Sentences are disjoint, in order, and hold every character that is not a blank."""
    view = normalised_view(text, language)
    end = 0
    kept = ""
    for start, stop in view_sentences(view, language):
        assert end <= start < stop
        end = stop
        kept += view.text[start:stop]
    assert "".join(kept.split()) == "".join(view.text.split())


@given(st.text(alphabet="「」『』()“”あ", max_size=80))
def test_bracket_pairs_nest(text: str) -> None:
    """Pairs open before they close, match in kind and never cross."""
    pairs = bracket_pairs(text, 0, len(text))
    kinds = {"「": "」", "『": "』", "(": ")", "“": "”"}
    for opening, closing in pairs:
        assert kinds[text[opening]] == text[closing]
        for other, end in pairs:
            assert not opening < other < closing < end
