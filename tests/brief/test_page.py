"""The page: every number leads to its trace, every link leads somewhere, nothing is fetched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import lxml.html
import pytest
from lxml.etree import _Element

from kaname.analysis.wording import mixed

LANGUAGES = ("en", "ja", "ko")
CONTEXTS = {"trace", "quotation", "citation", "definition", "command"}
DIGIT = re.compile(r"\d")


def tree(page: str) -> _Element:
    """Read a page."""
    return lxml.html.document_fromstring(page)


def texts(root: _Element) -> Iterator[tuple[str, _Element]]:
    """Yield each text node of the body with the element that holds it."""
    body = root.find("body")
    assert body is not None
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        if element.text and element.text.strip():
            yield element.text, element
        parent = element.getparent()
        if element.tail and element.tail.strip() and parent is not None:
            yield element.tail, parent


def above(element: _Element) -> Iterator[_Element]:
    """Yield an element and what holds it, inside out."""
    yield element
    yield from element.iterancestors()


def allowed(element: _Element) -> bool:
    """Say whether a figure may stand here: in a link to its trace or in what is itself evidence."""
    for each in above(element):
        if each.tag == "a" and re.match(r"#(t-|c-|src-|b-)", each.get("href", "")):
            return True
        context = each.get("data-context")
        if context is not None:
            assert context in CONTEXTS, context
            return context != "definition" or leads_on(each)
        if each.tag == "svg":
            # The numbers of a chart stand in the table behind it.
            return any(
                figure.find(".//table") is not None for figure in above(each) if figure.tag == "figure"
            )
    return False


def leads_on(definition: _Element) -> bool:
    """Say whether the part of the page that holds a definition links to a trace."""
    part = next(each for each in above(definition) if each.tag in ("article", "li", "section"))
    return bool(part.xpath(".//a[starts-with(@href, '#t-')]"))


def orphans(page: str) -> list[str]:
    """Return the text nodes with a digit that lead to no trace."""
    return [text for text, element in texts(tree(page)) if DIGIT.search(text) and not allowed(element)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_number_is_an_orphan(pages: dict[str, str], language: str) -> None:
    """Every text with a digit is a link to its trace, or stands in evidence itself."""
    assert orphans(pages[language]) == []


def test_an_orphan_would_be_found(pages: dict[str, str]) -> None:
    """The walk finds a figure typed into the page, so its silence means something."""
    typed = pages["en"].replace("</h1>", "</h1><p>about 28,500 troops</p>")
    assert orphans(typed) == ["about 28,500 troops"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_resolves_and_no_id_is_double(pages: dict[str, str], language: str) -> None:
    """Each href names an id of the page, and ids are unique."""
    links_hold(pages[language])


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_s_brief_holds_too(demo_pages: dict[str, str], language: str) -> None:
    """The brief of the real model and the example documents has no orphan and no broken link."""
    page = demo_pages[language]
    assert orphans(page) == []
    links_hold(page)
    assert len(page.encode()) < 3_000_000
    root = tree(page)
    assert len(root.xpath("//*[@id='documents']/article")) == 5
    assert len(root.xpath("//*[@id='assumptions']//*[@class='held']//li")) > 5


def links_hold(page: str) -> None:
    """Check that links lead to ids of the page, each there once."""
    root = tree(page)
    ids = Counter(root.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []
    targets = root.xpath("//a/@href")
    assert len(targets) > 100
    assert sorted({target for target in targets if target[0] != "#" or target[1:] not in ids}) == []
    labelled = {name for value in root.xpath("//@aria-labelledby") for name in value.split()}
    assert labelled <= set(ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_fetched_and_nothing_runs(pages: dict[str, str], language: str) -> None:
    """No script, no style sheet, font or image from elsewhere; the policy of the page forbids them too."""
    root = tree(pages[language])
    assert root.xpath("//script | //link | //iframe | //object | //embed | //img | //image") == []
    assert root.xpath("//@src | //@srcset | //@onclick | //@onload") == []
    css = "".join(root.xpath("//style/text()"))
    assert "url(" not in css and "@import" not in css
    assert re.findall(r'xlink:href="(?!#)', pages[language]) == []
    assert "default-src 'none'" in root.xpath("//meta[@http-equiv]/@content")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_are_named_and_have_their_table(pages: dict[str, str], language: str) -> None:
    """Each chart is an image with title and description, in two widths, with a table of links behind it."""
    figures = tree(pages[language]).xpath("//figure")
    assert len(figures) == 5
    for figure in figures:
        drawings = figure.xpath(".//*[name()='svg']")
        assert len(drawings) == 2
        for drawing in drawings:
            assert drawing.get("role") == "img"
            assert drawing.xpath("./*[name()='title']/text()") and drawing.xpath("./*[name()='desc']/text()")
        cells = figure.xpath(".//details//tbody//td")
        assert cells and all(cell.xpath("./a[starts-with(@href, '#t-')]") for cell in cells)


@pytest.mark.parametrize("language", LANGUAGES)
def test_likelihood_and_confidence_never_share_a_sentence(pages: dict[str, str], language: str) -> None:
    """No sentence of the page holds a word of likelihood and a word of confidence."""
    root = tree(pages[language])
    blocks = root.xpath("//main//p | //main//dd | //main//li | //main//td | //header//p")
    text = "\n\n".join(" ".join(block.text_content().split()) for block in blocks)
    assert mixed(text, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_and_size(pages: dict[str, str], language: str) -> None:
    """The page names its language, quotations name theirs, and the file stays small."""
    root = tree(pages[language])
    assert root.get("lang") == language
    assert {"ja", "en"} <= set(root.xpath("//*[@id='evidence']//@lang"))
    assert len(pages[language].encode()) < 3_000_000


def test_the_page_is_the_same_each_time(material, pages: dict[str, str]) -> None:
    """The same material gives the same bytes."""
    from kaname.brief.page import compose

    assert compose(material, "en") == pages["en"]


def test_what_is_absent_says_so(bare_page: str) -> None:
    """Without documents and fans the sections stand, say that there is nothing, and hold no orphan."""
    root = tree(bare_page)
    assert root.xpath("//*[@id='documents']//*[@class='none']")
    assert root.xpath("//*[@id='disagreements']//*[@class='none']")
    assert len(root.xpath("//figure")) == 1
    assert orphans(bare_page) == []


def test_text_from_documents_is_escaped(material, register) -> None:
    """Markup in a document or a file's name is text in the brief."""
    from dataclasses import replace

    from kaname.brief.material import Failure, Reading
    from kaname.brief.page import compose

    held = material.readings[0]
    hostile = replace(held.document, title="<script>alert(1)</script>", key="x-1")
    changed = replace(
        material,
        readings=[Reading(hostile, held.claims, held.links)],
        conflicts=[],
        failures=[Failure("<img src=x>", "<b>empty</b>")],
    )
    page = compose(changed, "en")
    assert "<script" not in page and "<img" not in page and "<b>empty" not in page
    assert orphans(page) == []
