"""Names of documents and sources: author and year, or the title first where nobody is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kaname.brief import naming
from kaname.brief.material import Material

ITEM: dict[str, Any] = {
    "id": "a-2021",
    "title": "Our title",
    "publisher": "House",
    "issued": {"date-parts": [[2021]]},
}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Our title (2021). House."),
        ("ja", "「Our title」（2021）、House。"),
        ("ko", "「Our title」(2021), House."),
    ],
)
def test_without_an_author_the_title_comes_first(language: str, line: str) -> None:
    """No line of the list of sources begins with a year."""
    assert naming.citation(ITEM, language) == line
    authored = {**ITEM, "author": [{"family": "Sakata"}]}
    assert naming.citation(authored, language).startswith("Sakata")


@pytest.mark.parametrize(
    ("language", "name"), [("en", "阪田 (2021)"), ("ja", "阪田（2021）"), ("ko", "阪田(2021)")]
)
def test_a_document_is_named_by_author_and_year(material: Material, language: str, name: str) -> None:
    """Readers meet the author and the year, never the key."""
    held = material.readings[0].document
    citation = {**ITEM, "author": [{"family": "阪田", "given": "太郎"}]}
    assert naming.short(replace(held, citation=citation), language) == name
    anonymous = naming.short(replace(held, citation={**ITEM}), language)
    assert held.title[:20] in anonymous and "2021" in anonymous


def test_two_documents_of_one_name_are_told_apart(material: Material) -> None:
    """Where author and year are the same the titles are the names."""
    citation = {**ITEM, "author": [{"literal": "House of ours"}]}
    pair = [replace(reading.document, citation=citation) for reading in material.readings]
    names = [naming.short(held, "en", pair) for held in pair]
    assert len(set(names)) == 2 and not any("House" in name for name in names)
