"""Message catalogues: complete in every language, with the same placeholders."""

from __future__ import annotations

import re
import string
from importlib import resources
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from kaname.base.languages import LANGUAGES, catalogue

LOCALE = Path(str(resources.files("kaname"))) / "locale"
ROOMS = sorted(path.stem for path in (LOCALE / "en").glob("*.po"))
SOURCE = Path(str(resources.files("kaname")))


def placeholders(text: str) -> set[str]:
    """Return the names that a message wants filled."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_a_catalogue_has_every_message_with_its_placeholders(room: str, language: str) -> None:
    """Each language says everything that English says, and fills the same places."""
    english, other = catalogue("en", room), catalogue(language, room)
    assert english, room
    assert set(english) == set(other)
    for key, text in english.items():
        assert placeholders(text) == placeholders(other[key]), f"{room}: {key}"


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_says_nothing_twice(room: str, language: str) -> None:
    """No message id stands twice in a file, none is empty, and none is marked as doubtful."""
    text = (LOCALE / language / f"{room}.po").read_text(encoding="utf-8")
    keys = re.findall(r'^msgid "(.+)"$', text, flags=re.M)
    assert len(keys) == len(set(keys))
    with (LOCALE / language / f"{room}.po").open("rb") as lines:
        for entry in read_po(lines):
            assert not entry.id or entry.string, f"{language}/{room}: {entry.id} is empty"
            assert not entry.fuzzy or not entry.id, f"{language}/{room}: {entry.id} is marked fuzzy"


@pytest.mark.parametrize("language", ["ja", "ko"])
@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_is_left_in_english(room: str, language: str) -> None:
    """A Japanese or Korean message of several words has characters of its script."""
    script = {"ja": r"[\u3040-\u30ff\u4e00-\u9fff]", "ko": r"[\uac00-\ud7af]"}[language]
    for key, text in catalogue(language, room).items():
        bare = re.sub(r"\{[^}]*\}|<[^>]*>|https?://\S+", "", text)
        if len(re.findall(r"[A-Za-z]{3,}", bare)) >= 4:
            assert re.search(script, bare), f"{language}/{room}: {key}: {text}"


def test_every_message_that_pages_name_exists() -> None:
    """Ids written out in templates and code are in the English catalogues."""
    known = {key for room in ROOMS for key in catalogue("en", room)}
    for path in [*SOURCE.rglob("*.html"), *SOURCE.rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        for call in re.findall(
            r"""\b(?:t|words|page\.words|self\.words)\(\s*["']([a-z_]+\.[a-zA-Z0-9_.]+)["']\s*[,)]""", text
        ):
            assert call in known, f"{path.name}: {call}"
