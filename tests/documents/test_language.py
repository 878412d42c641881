"""The language of a text, by its scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.documents.language import infer_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The alliance changes its shape.", "en"),
        ("米韓同盟の現代化をめぐって", "ja"),
        ("朝鮮半島情勢", "ja"),
        ("한미동맹의 현대화", "ko"),
        ("한미동맹의 현대화(現代化)를 둘러싼 논의", "ko"),
        ("The Japanese call the alliance 同盟 and leave it at that.", "en"),
        ("同盟の形は変わる。Cha, Victor, The Alliance, CSIS, 2020.", "ja"),
        ("주한미군은 유지된다. Cha, Victor, The Alliance, CSIS.", "ko"),
        ("1234 5678", None),
        ("", None),
        ("美韓同盟正在發生變化" * 30, None),
    ],
)
def test_scripts_tell_the_language(text: str, language: str | None) -> None:
    """Kana means Japanese, Hangul Korean; foreign references do not sway it; Chinese is not read."""
    assert infer_language(text) == language


@given(st.text())
def test_digits_blanks_and_marks_say_nothing(text: str) -> None:
    """Figures and punctuation added to a text never change its language."""
    assert infer_language(text + " 28,500 (3.5%)。、!?") == infer_language(text)
