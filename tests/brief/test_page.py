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


@pytest.mark.parametrize("language", LANGUAGES)
def test_evidence_in_the_reader_s_library_is_quoted_with_its_source(material, language: str) -> None:
    """A value whose evidence the library holds shows the sentence, its figure marked, and the citation."""
    from dataclasses import replace

    from kaname.brief.page import compose
    from kaname.register import Register
    from kaname.register.schema import DocumentEvidence

    held = material.readings[0].document
    start = held.text.index("28,500")
    name = next(name for name in material.inputs if material.register[name].distribution is not None)
    evidence = DocumentEvidence(document=held.digest, span=[start, start + 6], exact="28,500")
    parameter = material.register[name].model_copy(update={"evidence": [evidence], "history": []})
    register = Register({**material.register, name: parameter}, material.register.sources)
    page = compose(replace(material, register=register), language)
    assert "<bound method" not in page and "&lt;bound" not in page
    supports = tree(page).xpath("//*[@id='trace']//*[@class='support']")
    quoted = [support for support in supports if support.xpath("./blockquote/mark/text()") == ["28,500"]]
    assert quoted and held.title in quoted[0].xpath("string(./*[@class='from'])")
    assert orphans(page) == []


@pytest.mark.parametrize(
    ("language", "tag"), [("en", "not said"), ("ja", "述べていない"), ("ko", "언급하지 않음")]
)
def test_what_was_not_said_is_not_shown_as_said(material, language: str, tag: str) -> None:
    """A negated statement shows its verb after the content, and a tag; one that was made has no tag."""
    from dataclasses import replace

    from kaname.brief.material import Reading
    from kaname.brief.page import compose
    from kaname.claims.model import StatementClaim

    reading = material.readings[1]
    claims = [
        replace(claim, negated=True) if isinstance(claim, StatementClaim) else claim
        for claim in reading.claims
    ]
    changed = replace(material, readings=[material.readings[0], Reading(reading.document, claims, [])])
    changed = replace(changed, conflicts=[])
    tags = [
        (" ".join(item.text_content().split()), item.xpath("string(.//*[contains(@class, 'negated')])"))
        for item in tree(compose(changed, language)).xpath("//ul[@class='statements']/li")
    ]
    japanese = next((text, shown) for text, shown in tags if "国防相" in text)
    assert japanese[1] == tag and "移管は2028年12月までに行う 述べた" in japanese[0]
    assert [shown for text, shown in tags if "国防相" not in text] == [""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_read_in_a_language_is_said(
    material, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document in a language whose statements are not read says so; the others say nothing."""
    from kaname.base.languages import Words
    from kaname.brief import reading
    from kaname.brief.page import compose

    monkeypatch.setattr(reading, "UNREAD", {"ja": ("statements",), "en": (), "ko": ()})
    said = tree(compose(material, language)).xpath("//p[@class='unread']")
    assert len(said) == 1
    assert Words(language, "brief")("brief.reading.kind.statements") in said[0].text_content()


def test_the_trace_names_settings_as_a_reader_would(material) -> None:
    """A held 0.0 is the option of 0, a lever's word is said in words, an event that is not is "no"."""
    from kaname.base.languages import Words
    from kaname.brief.ledger import Ledger
    from kaname.brief.registered import value_text

    ledger = Ledger(material, Words("en", "brief"))
    taiwan = material.register["region.taiwan_state"].options["0"]["en"]
    assert value_text(ledger, "region.taiwan_state", 0.0) == taiwan
    assert value_text(ledger, "burden.lever_budget_execution", "on_time").startswith("re-planned each year")
    assert value_text(ledger, "posture.lever_troop_cut_month", None) == value_text(
        ledger, "posture.lever_troop_cut_month", "none"
    )
    assert "completed: 1,200" in str(dict(ledger.book.entries()["run"][0].rows).values())


def test_a_figure_of_a_fan_stands_in_its_trace(pages: dict[str, str]) -> None:
    """Each figure in a fan's table is found again in the entry that it leads to."""
    root = tree(pages["en"])
    cells = root.xpath("//figure[starts-with(@id, 'f-burden') or @id='f-posture_usfk_troops']//tbody//td/a")
    assert len(cells) > 100
    entries = {entry.get("id"): entry.text_content() for entry in root.xpath("//article[@class='trace']")}
    assert [cell.text for cell in cells if cell.text not in entries[cell.get("href")[1:]]] == []


def test_a_spread_that_differs_is_not_called_alike(material) -> None:
    """A policy with the baseline's median and another spread is not drawn, and the note says why."""
    from dataclasses import replace

    from kaname.base.languages import Words
    from kaname.brief.figures import Drawing
    from kaname.brief.ledger import Ledger

    bands = material.bands.copy()
    troops = bands["indicator"] == "posture.usfk_troops"
    base = bands[troops & (bands["policy"] == "P00")]
    for policy, shift in (("P01", 800.0), ("P04", 0.0)):
        for column in ("q05", "q25", "q50", "q75", "q95"):
            bands.loc[troops & (bands["policy"] == policy), column] = base[column].to_numpy()
        bands.loc[troops & (bands["policy"] == policy), "q05"] -= shift
    ledger = Ledger(replace(material, bands=bands), Words("en", "brief"))
    note = re.sub(r"<[^>]+>", "", Drawing(ledger).fan("posture.usfk_troops").note)
    assert "all but coincides with the status quo; the spread may differ" in note
    assert note.index("Strategic flexibility accepted") < note.index("hardly departs") < note.index("Guam")


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
