"""Tests of the catalogue of the room in three languages."""

from __future__ import annotations

import re
import string

import pytest

from kaname.analysis import honesty, lenses, likelihood, satisficing
from kaname.base.languages import LANGUAGES, catalogue


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_complete_with_the_same_placeholders(language: str) -> None:
    """Every key of the English catalogue is there, with its placeholders, and no other key."""
    english, other = catalogue("en", "analysis"), catalogue(language, "analysis")
    assert set(other) == set(english)
    assert {key: _fields(text) for key, text in other.items()} == {
        key: _fields(text) for key, text in english.items()
    }


@pytest.mark.parametrize("language", ["ja", "ko"])
def test_translations_are_in_their_own_script(language: str) -> None:
    """A message with words is not left in English."""
    script = re.compile(r"[぀-ヿ一-鿿]" if language == "ja" else r"[가-힣]")
    plain = {"likelihood.number", "likelihood.phrase", "value.with_error", "value.points"}
    for key, text in catalogue(language, "analysis").items():
        assert key in plain or script.search(text), key


def test_every_key_the_program_builds_is_there() -> None:
    """Bands, criteria, lenses and classes all have their words."""
    keys = {f"likelihood.{name}" for _, name in likelihood.BANDS}
    keys |= {f"criterion.{criterion.key}" for criterion in satisficing.CRITERIA}
    keys |= {f"lens.{lens}" for lens in lenses.LENSES} | {f"class.{name}" for name in honesty.CLASSES}
    assert keys <= set(catalogue("en", "analysis"))
