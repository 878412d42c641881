"""Citations in three languages."""

from __future__ import annotations

from typing import Any

import pytest

from kaname.base.languages import LANGUAGES, catalogue
from kaname.documents.citing import format_citation

FULL: dict[str, Any] = {
    "id": "a", "title": "同盟の「形」", "publisher": "研究所", "issued": {"date-parts": [[2026, 3]]},
    "author": [{"family": "伊藤", "given": "太郎"}, {"family": "Kim", "given": "J."}],
    "collection-title": "論考", "number": "17",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "伊藤太郎 and Kim, J. (2026). 同盟の「形」. 論考 17. 研究所."),
        ("ja", "伊藤太郎・Kim, J.（2026）「同盟の『形』」、論考 17、研究所。"),
        ("ko", "伊藤太郎·Kim, J.(2026), 「同盟の『形』」, 論考 17, 研究所."),
    ],
)
def test_a_citation_follows_the_readers_language(language: str, line: str) -> None:
    """Author, year, title, series and publisher, with the marks of the reader's language."""
    assert format_citation(FULL, language) == line


def test_what_an_item_lacks_is_left_out() -> None:
    """No author, no date, no publisher: no empty brackets and no doubled stops."""
    assert format_citation({"id": "a", "title": "Title"}, "en") == "(no date). Title."
    assert format_citation({"id": "a"}, "en") == "(no date). a."
    assert format_citation({"id": "a", "title": "T", "issued": {"x": 1}}, "en") == "(no date). T."
    many = {
        "title": "T",
        "issued": {"date-parts": [[2026]]},
        "author": [{"literal": name} for name in "ABCD"],
    }
    assert format_citation(many, "en") == "A and others (2026). T."


def test_an_inferred_citation_says_so_in_every_language() -> None:
    """Nobody can take an inferred citation for a stated one."""
    for language in LANGUAGES:
        inferred = format_citation({"id": "a", "title": "T", "custom": {"inferred": True}}, language)
        stated = format_citation({"id": "a", "title": "T"}, language)
        assert inferred.startswith(stated)
        assert len(inferred) > len(stated)


def test_the_catalogues_have_the_same_messages() -> None:
    """Each language has every message of the room."""
    english = catalogue("en", "documents")
    assert english
    for language in LANGUAGES:
        assert set(catalogue(language, "documents")) == set(english)
