"""Catalogues: each language whole, with the same places to fill."""

from __future__ import annotations

import string
from importlib import resources

import pytest

from kaname.base.languages import LANGUAGES, Words, available, catalogue

ROOMS = sorted(
    entry.name.removesuffix(".po")
    for entry in (resources.files("kaname") / "locale" / "en").iterdir()
    if entry.name.endswith(".po")
)


def places(message: str) -> set[str]:
    """Names of the placeholders in a message."""
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_that_exists_is_whole(room: str, language: str) -> None:
    """A language has all the messages of a room or none, with the placeholders of the English ones."""
    english, other = catalogue("en", room), catalogue(language, room)
    if language not in available(room):
        assert not other
        return
    assert set(other) == set(english)
    for key, message in english.items():
        assert places(other[key]) == places(message), key


def test_words_fall_back_to_english_and_never_to_silence() -> None:
    """A language without a catalogue speaks English; an unknown id is a mistake of the program."""
    assert Words("xx", "documents")("documents.citation.no_date") == "no date"
    assert Words("ja", "documents")("documents.citation.no_date") == "日付なし"
    with pytest.raises(KeyError):
        Words("ja", "documents")("documents.nothing")


def test_labels_are_picked() -> None:
    """A label comes in the reader's language, else in English, else in any."""
    words = Words("ja")
    assert words.pick({"en": "e", "ja": "j"}) == "j"
    assert words.pick({"en": "e", "ko": "k"}) == "e"
    assert words.pick({"ko": "k"}) == "k"
