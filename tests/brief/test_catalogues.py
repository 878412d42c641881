"""The catalogues: the same keys and placeholders in each language, no typed figures, nothing untranslated."""

from __future__ import annotations

import re
from string import Formatter

import lxml.html
import pytest

from kaname.base.languages import catalogue

OTHERS = ("ja", "ko")
IN_TRACES = ("brief.trace.", "brief.formula.", "brief.cited.")
"""Messages that stand in trace entries, or that the pages show as links to one only."""


def placeholders(text: str) -> set[str]:
    """Return the names of a message's placeholders."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", OTHERS)
def test_same_keys_and_placeholders(language: str) -> None:
    """Each language has every message of the English catalogue, with the same placeholders."""
    english, other = catalogue("en", "brief"), catalogue(language, "brief")
    assert set(english) == set(other)
    assert {key for key in english if placeholders(english[key]) != placeholders(other[key])} == set()


@pytest.mark.parametrize("language", ("en", *OTHERS))
def test_no_figure_is_typed_into_prose(language: str) -> None:
    """Messages hold no digit, but for those that stand in trace entries or lead to one."""
    typed = {
        key
        for key, text in catalogue(language, "brief").items()
        if re.search(r"\d", text) and not key.startswith(IN_TRACES)
    }
    assert typed == set()


@pytest.mark.parametrize("language", OTHERS)
def test_no_message_is_left_in_english(language: str) -> None:
    """A message of several English words is not the same in another language."""
    english, other = catalogue("en", "brief"), catalogue(language, "brief")
    same = {key for key, text in english.items() if len(text.split()) > 2 and other[key] == text}
    assert same == set()


@pytest.mark.parametrize("language", OTHERS)
def test_the_page_holds_no_untranslated_sentence(pages: dict[str, str], language: str) -> None:
    """Outside quotations, citations and other-language parts no text has five Latin words in a row."""
    root = lxml.html.document_fromstring(pages[language])
    body = root.find("body")
    for part in body.xpath(
        ".//*[@lang] | .//*[@data-context='citation'] | .//*[@data-context='command'] | .//svg"
    ):
        if part.get("lang") != language:
            part.drop_tree()
    # Bibliography inside trace entries is in the language of the source.
    for part in body.xpath(".//*[@class='from'] | .//*[@class='support']"):
        part.drop_tree()
    found = re.findall(r"(?:\b[A-Za-z][a-z]+\b[ ,]+){4,}\b[a-z]+\b", body.text_content())
    assert found == []
