"""Search: everything that stands there is found, and nothing else."""

from __future__ import annotations

import itertools
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaname.base.errors import InputError
from kaname.base.workspace import Workspace
from kaname.documents import Document, Library, read_bytes_as
from kaname.documents.search import index_text, parse_query, tokens

CHARACTERS = "在韓米軍半島核の削減は주한미군감축"
WORDS = ["USFK", "rok", "broken", "Élysée", "28,500", "128,500", "3.5", "2026", "1,234.5"]
MARKS = ["、", "。", " ", "\n\n", "-", "「", "・"]
WRAPPED = (
    "序文である。\n\n"
    "約28,500人の米軍が韓国に駐留してきたが、近年はその任務と規模をめぐって議論が続き、米\n"
    "軍が駐留する意味を問い直す声は、ソウルでもワシントンでも、以前より大きくなって\n"
    "いると、この例文は述べている。\n"
)
"""Lines broken as papers break them, once in the middle of a word."""
PIECES = st.lists(st.sampled_from([*CHARACTERS, *WORDS, *MARKS]), min_size=1, max_size=60)


def found(text: str, query: str, language: str = "ja") -> tuple[Document, list[tuple[int, int]], list[str]]:
    """Search one text; return its document and the hits' spans in order of the text."""
    content = text.encode()
    with tempfile.TemporaryDirectory() as name, Library(Workspace.create(Path(name) / "w")) as library:
        document = library.add(read_bytes_as(content, "a.txt", language=language), content)
        hits = library.search(query, limit=None)
    return document, sorted(hit.span for hit in hits), [hit.hit for hit in hits]


def truth(document: Document, pattern: str) -> list[tuple[int, int]]:
    """Where a pattern stands in the paragraphs of the view, as spans of the source."""
    view = document.view
    return sorted(
        view.to_source(start + match.start(), start + match.end())
        for start, end in view.paragraphs
        for match in re.finditer(pattern, view.text[start:end])
    )


@settings(max_examples=60, deadline=None)
@given(PIECES, st.text(CHARACTERS, min_size=1, max_size=4), st.sampled_from(["ja", "ko"]))
def test_characters_are_found_as_substrings(pieces: list[str], query: str, language: str) -> None:
    """Whatever the text, a query of one to four characters has the very hits of a substring scan."""
    document, spans, _ = found("軍" + "".join(pieces), query, language)
    assert spans == truth(document, re.escape(query))


@settings(max_examples=40, deadline=None)
@given(PIECES, st.sampled_from(WORDS))
def test_words_and_numbers_are_found_whole(pieces: list[str], query: str) -> None:
    """A word or number has the hits of a scan for it with no letter, digit or accent beside it."""
    document, spans, _ = found("軍" + " ".join(pieces), query, "ko")
    if query[0].isdigit():
        pattern = rf"(?<![0-9])(?<![0-9][.,]){re.escape(query)}(?![0-9]|[.,][0-9])"
    else:
        pattern = rf"(?<![A-Za-zÉé]){query}(?![A-Za-zÉé])"
    assert spans == truth(document, pattern)


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("約28,500人の米軍", "28500", ["28,500"]),
        ("約28500人の米軍", "28,500人", ["28500人"]),
        ("128,500 and 28,500", "28,500", ["28,500"]),
        ("version 2026.3.9 of 3.9", "3.9", ["3.9"]),
        ("The U.S. Forces in Korea", "forces", ["Forces"]),
        ("The ELYSEE said", "Élysée", ["ELYSEE"]),
        ("朝鮮半島と半島", "半島", ["半島", "半島"]),
        ("주한미군의 감축과 주한미군", "주한미군", ["주한미군", "주한미군"]),
        ("在韓米軍（USFK）の", "米軍USFK", ["米軍(USFK"]),
        ("２万８５００人", "8500", ["8500"]),
        ("ああああ", "ああ", ["ああ", "ああ"]),
        ("米軍と韓国軍", "米軍 韓国軍", ["米軍", "韓国軍"]),
        ("米軍だけ", "米軍 韓国軍", []),
        ("Alliance of the National Defense Strategy", '"defense strategy"', ["Defense Strategy"]),
        ("Strategy of Defense", '"defense strategy"', []),
        ("broken ROK", "rok", ["ROK"]),
    ],
)
def test_examples_of_the_rules(text: str, query: str, hits: list[str]) -> None:
    """The rules that the module states, one by one."""
    assert sorted(found(text, query)[2]) == sorted(hits)


@given(st.text())
def test_tokens_are_in_order_and_the_index_is_ascii(text: str) -> None:
    """Any text can be cut: tokens rise, hold something, and are stored as letters and digits."""
    cut = tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in cut)
    assert all(before.start < after.start for before, after in itertools.pairwise(cut))
    stored = index_text(text)
    assert stored.isascii()
    assert stored.split() == [token.text for token in cut]


@given(st.text(max_size=30))
def test_any_query_is_answered_or_refused_in_one_line(query: str) -> None:
    """No query breaks the search: quotes, stars and brackets are words or nothing."""
    try:
        phrases = parse_query(query)
    except InputError as error:
        assert "\n" not in str(error)
        return
    assert all(re.fullmatch(r'"[a-z0-9 ]+"( \*)?', phrase.match_expression()) for phrase in phrases)


def test_hits_show_their_context(library: Library) -> None:
    """A hit has the document, its span in the source text, and what stands around it."""
    content = WRAPPED.encode()
    document = library.add(read_bytes_as(content, "a.txt"), content)
    (hit,) = library.search("米軍が駐留する")
    assert (hit.key, hit.digest) == (document.key, document.digest)
    assert document.text[hit.start : hit.end] == "米\n軍が駐留する"
    assert hit.hit == "米軍が駐留する"
    assert hit.before.endswith("議論が続き、")
    assert hit.after.startswith("意味を問い直す声は、")


def test_limits(library: Library) -> None:
    """A limit holds, none gives all, and none at all is refused."""
    content = ("軍。" * 50).encode()
    library.add(read_bytes_as(content, "a.txt", language="ja"), content)
    assert len(library.search("軍", limit=7)) == 7
    assert len(library.search("軍", limit=None)) == 50
    for limit in (0, -1):
        with pytest.raises(InputError, match="limit"):
            library.search("軍", limit=limit)
