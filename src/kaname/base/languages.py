"""Words that a reader sees, in the reader's language, from message catalogues.

A catalogue is a gettext ``.po`` file: ``locale/LANGUAGE/ROOM.po``, keyed by short ids
(``brief.title``). A language is complete when it has every key of the English catalogue with the
same placeholders; a test holds that. Adding a language is adding its files.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources

from babel.messages.pofile import read_po

LANGUAGES = ("en", "ja", "ko")
"""Languages that labels in the register are given in."""


@functools.cache
def catalogue(language: str, room: str) -> Mapping[str, str]:
    """Return the messages of one room in one language, by id (empty when there is no such file)."""
    source = resources.files("kaname") / "locale" / language / f"{room}.po"
    if not source.is_file():
        return {}
    with source.open("rb") as lines:
        return {str(entry.id): str(entry.string) for entry in read_po(lines) if entry.id and entry.string}


def available(room: str) -> list[str]:
    """Return the languages in which a room has a catalogue."""
    return [language for language in LANGUAGES if catalogue(language, room)]


class Words:
    """The messages of some rooms in one language: ``words("brief.title", n=3)``.

    Args:
        language: ``en``, ``ja`` or ``ko``.
        rooms: names of the catalogues, the first that has an id wins.
    """

    def __init__(self, language: str, *rooms: str) -> None:
        self.language = language
        self._catalogues = [catalogue(language, room) for room in rooms]
        self._fallback = [catalogue("en", room) for room in rooms]

    def __call__(self, message_id: str, /, **values: object) -> str:
        """Return the message with its placeholders filled; English where the language lacks it.

        Raises:
            KeyError: no catalogue has the id (a mistake in the program, held by a test).
        """
        for messages in [*self._catalogues, *self._fallback]:
            if message_id in messages:
                text = messages[message_id]
                return text.format(**values) if values else text
        raise KeyError(f"no message {message_id!r} for {self.language}")

    def pick(self, labels: Mapping[str, str]) -> str:
        """Return the label in this language, else in English, else any."""
        return labels.get(self.language) or labels.get("en") or next(iter(labels.values()))
