"""Tests of the words of likelihood and of their lint."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.analysis import likelihood, uncertainty, wording
from kaname.base.languages import LANGUAGES

EDGES = {
    0.01: "almost no chance",
    0.05: "very unlikely",
    0.20: "unlikely",
    0.45: "roughly even chance",
    0.55: "likely",
    0.80: "very likely",
    0.95: "almost certain",
}


@pytest.mark.parametrize(("edge", "expected"), EDGES.items())
def test_the_lower_edge_belongs_to_the_word(edge: float, expected: str) -> None:
    """At each edge of ICD 203's table the upper word holds, just below it the lower one; also in float32."""
    assert likelihood.word(edge, "en") == expected
    assert likelihood.word(float(np.float32(edge)), "en") == expected
    if edge > 0.01:
        assert likelihood.word(edge - 1e-4, "en") != expected


@pytest.mark.parametrize(
    ("probability", "language", "text"),
    [
        (0.08, "en", "8 % (very unlikely)"),
        (0.08, "ja", "8%（可能性は非常に低い）"),
        (0.08, "ko", "8%(가능성이 매우 낮음)"),
        (0.0, "en", "under 1 % (almost no chance)"),
        (0.0, "ja", "1%未満（ほとんど可能性がない）"),
        (1.0, "en", "over 99 % (almost certain)"),
        (1.0, "ko", "99% 초과(거의 확실)"),
        (0.99, "en", "99 % (almost certain)"),
        (0.01, "en", "1 % (almost no chance)"),
    ],
)
def test_number_and_word_stand_together(probability: float, language: str, text: str) -> None:
    """The forms of the table, in three languages, with the outermost words at the ends."""
    assert likelihood.phrase(probability, language) == text


@given(st.floats(0, 1), st.one_of(st.none(), st.integers(1, 10**6)), st.sampled_from(LANGUAGES))
def test_a_phrase_never_says_impossible_or_certain(p: float, n: int | None, language: str) -> None:
    """No phrase of likelihood shows 0 % or 100 %, whatever the sample."""
    text = likelihood.phrase(p, language, n)
    assert "100 %" not in text
    assert "100%" not in text
    assert not text.startswith(("0 %", "0%"))


@given(st.floats(0.01, 0.99), st.integers(1, 10**6))
def test_the_word_is_that_of_the_number_shown(p: float, n: int) -> None:
    """A reader who looks the shown number up in the table finds the word beside it."""
    shown = likelihood.percent_shown(p, n)
    assert 1 <= shown <= 99
    text = likelihood.phrase(p, "en", n)
    assert "futures" in text or text == f"{shown} % ({likelihood.word(shown / 100, 'en')})"


@given(st.integers(100, 100_000), st.floats(0.05, 0.95))
def test_the_number_is_within_rounding_of_the_share(n: int, p: float) -> None:
    """Rounding moves a figure by no more than half a point or its Monte Carlo error and a half."""
    error = 100 * uncertainty.standard_error(p, n)
    assert abs(likelihood.percent_shown(p, n) - 100 * p) <= max(0.5, 1.25 * error) + 1e-4


def test_few_futures_give_a_count_and_no_word() -> None:
    """None of 20 futures does not mean under 1 %: Wilson's upper end is 16 %."""
    assert likelihood.phrase(0.0, "en", 20) == "0 of 20 futures (too few for a word of likelihood)"
    assert uncertainty.wilson(0.0, likelihood.FEWEST_FUTURES)[1] <= 0.05
    assert uncertainty.wilson(0.0, likelihood.FEWEST_FUTURES - 1)[1] > 0.05


def test_settled_only_within_one_band() -> None:
    """4,096 futures settle 8 %, but not 20 %, which is an edge."""
    assert likelihood.settled(0.08, 4096)
    assert not likelihood.settled(0.20, 4096)


@pytest.mark.parametrize("probability", [-0.01, 1.01, float("nan")])
def test_what_is_no_probability_is_refused(probability: float) -> None:
    """Outside [0, 1] there is no word."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        likelihood.phrase(probability, "en")


@pytest.mark.parametrize(
    ("language", "bad", "good"),
    [
        (
            "en",
            "Transfer by 2030 is likely (60 %), a judgement in which we have moderate confidence.",
            "Transfer by 2030 is likely (60 %). We have moderate confidence in this judgement.",
        ),
        (
            "ja",
            "2030年までの移管は可能性が高く、確信度は中程度である。",
            "2030年までの移管は可能性が高い。この判断の確信度は中程度である。",
        ),
        (
            "ko",
            "2030년까지 전환될 가능성이 높으며 신뢰도는 중간이다.",
            "2030년까지 전환될 가능성이 높다. 이 판단의 신뢰도는 중간이다.",
        ),
    ],
)
def test_likelihood_and_confidence_in_one_sentence_are_found(language: str, bad: str, good: str) -> None:
    """The mixed sentence is reported whole with both terms, the two sentences are not."""
    found = wording.mixed(good + " " + bad, language)
    assert [item.sentence for item in found] == [bad]
    assert found[0].likelihood
    assert found[0].confidence
    assert wording.mixed(good, language) == []


def test_statistical_terms_are_no_confidence() -> None:
    """A confidence interval beside a probability is allowed, and a decimal point ends no sentence."""
    assert wording.mixed("The probability is 8.5 % (95 % confidence interval 7.9 to 9.1 %).", "en") == []
    assert wording.mixed("確率は8%である（95%信頼区間は7〜9%）。", "ja") == []
    assert len(wording.mixed("At 3.5 % it is unlikely, with low confidence.", "en")) == 1
    assert len(wording.mixed("With high confidence, U.S. forces are very likely to stay.", "en")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_table_is_seen_by_the_lint(language: str) -> None:
    """Each phrase beside a confidence term is reported: no word of the table escapes the lint."""
    term = {"en": "high confidence", "ja": "高い確信度", "ko": "높은 신뢰도"}[language]
    for probability in (0.005, 0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97):
        assert wording.mixed(f"{likelihood.phrase(probability, language)}, {term}", language)
