"""HTML: the main text, what the head declares, and limits on hostile pages."""

from __future__ import annotations

import pytest

from kaname.base.errors import InputError
from kaname.documents import html as module
from kaname.documents.html import decode_html, html_text

SENTENCES = [f"Sentence {number} says that the alliance keeps its shape for years." for number in range(9)]
PAGE = (
    "<!doctype html><html><head><title>Site | The shape</title>"
    '<meta property="og:title" content="The shape of the alliance">'
    '<meta property="article:published_time" content="2026-03-09T09:00:00+09:00"></head>'
    "<body><nav><ul><li><a href='/'>Home</a></li><li><a href='/b'>Shop</a></li></ul></nav>"
    "<article><h1>The shape</h1>"
    + "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    + "</article><script>var hidden = 1;</script><footer><a href='/c'>Imprint</a></footer></body></html>"
)


def test_the_main_text_is_taken_and_the_rest_left() -> None:
    """The article's sentences are all there, menus and scripts are not; title and date come from the head."""
    text, title, date = html_text(PAGE, where="a.html")
    assert all(sentence in text for sentence in SENTENCES)
    assert not any(word in text for word in ("Shop", "Imprint", "hidden"))
    assert (title, str(date)) == ("The shape of the alliance", "2026-03-09")


def test_reading_twice_gives_the_same_text() -> None:
    """Extraction keeps no memory between pages, so offsets stay."""
    assert html_text(PAGE, where="a.html") == html_text(PAGE, where="a.html")


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("Shift_JIS", "cp932"), ("euc-jp", "euc_jp"), ("EUC-KR", "cp949"), ("utf-8", "utf-8")],
)
def test_a_page_is_in_the_encoding_it_declares(declared: str, encoding: str) -> None:
    """The declaration is believed, and a byte that breaks it is refused at its offset."""
    page = f'<html><head><meta charset="{declared}"></head><body>漢字</body></html>'
    content = page.encode(encoding)
    assert decode_html(content, where="a.html") == page
    with pytest.raises(InputError, match=rf"declares {declared.lower()}, .* offset {len(content)}"):
        decode_html(content + b"\xff", where="a.html")


def test_an_unknown_declaration_is_passed_over() -> None:
    """A page that declares an encoding nobody knows is decoded like any text."""
    assert "漢字" in decode_html("<html><meta charset='x-odd'>漢字かな</html>".encode(), where="a.html")


def test_hostile_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deep nesting, endless elements, sheer size and no text at all: one line each."""
    monkeypatch.setattr(module, "MAX_HTML_ELEMENTS", 500)
    monkeypatch.setattr(module, "MAX_HTML_BYTES", 1_000_000)
    for page, said in (
        ("<html><body>" + "<div>" * 240 + "x", "levels of nesting is over the limit"),
        ("<html><body>" + "<p>x</p>" * 600, "elements is over the limit of 500"),
        ("<html><body>" + "x" * 1_000_000, "characters is over the limit"),
        ("<html><body></body></html>", "no main text"),
    ):
        with pytest.raises(InputError, match=said):
            html_text(page, where="a.html")


def test_a_page_deeper_than_the_parser_goes_does_not_crash_it() -> None:
    """A hundred thousand nested elements give one line, not a crash of the program."""
    with pytest.raises(InputError):
        html_text("<html><body>" + "<div>" * 100_000 + "x", where="a.html")
