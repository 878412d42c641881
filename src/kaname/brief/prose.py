"""Sentences from the catalogue, with numbers in them that lead to their traces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from kaname.base.languages import Words
from kaname.brief.numbers import Number
from kaname.brief.trace import BriefError

DIGIT = re.compile(r"\d")


def say(words: Words, message: str, /, **values: object) -> Markup:
    """Return a message with its placeholders filled; a bare number is refused.

    Args:
        words: the messages of the room ``brief``.
        message: id of the message.
        values: Numbers, markup made of Numbers, or words without digits.

    Raises:
        BriefError: a value is a bare number, or text with a digit in it.
    """
    for name, value in values.items():
        if isinstance(value, Number | Markup):
            continue
        if not isinstance(value, str) or DIGIT.search(value):
            raise BriefError(f"{value!r} is a number without a trace", where=f"{message} {{{name}}}")
    return Markup(escape(words(message))).format(**values)


def listed(words: Words, items: Sequence[Number | Markup | str]) -> Markup:
    """Return items as a list in running text."""
    return Markup(escape(words("brief.list.comma"))).join(escape(item) for item in items)
