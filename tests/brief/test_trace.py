"""The trace book: no number without an entry, no register value without class and source."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markupsafe import Markup

from kaname.base.languages import Words
from kaname.brief.ledger import Ledger
from kaname.brief.material import Material
from kaname.brief.numbers import Number
from kaname.brief.page import _shown, compose, number
from kaname.brief.prose import say
from kaname.brief.trace import BriefError, Entry, TraceBook, slug
from kaname.register import Register


@pytest.fixture
def book() -> TraceBook:
    """An empty book."""
    return TraceBook(Words("en", "brief"))


def test_a_number_needs_an_entry(book: TraceBook) -> None:
    """A number cited before its entry is refused; after it, it leads there."""
    with pytest.raises(BriefError, match="no trace"):
        book.cite("t-nowhere", "28,500")
    book.add(Entry("t-here", "derived", "somewhere"))
    assert 'href="#t-here"' in book.cite("t-here", "28,500").__html__()


@pytest.mark.parametrize(("value_class", "evidenced"), [("", True), ("X", True), ("D", False), ("A", None)])
def test_a_register_value_needs_class_and_source(
    book: TraceBook, value_class: str, evidenced: bool | None
) -> None:
    """A register value without a class, or without evidence or rationale, is refused in one line."""
    with pytest.raises(BriefError) as caught:
        book.add(Entry("t-r-x", "register", "x", value_class=value_class), evidenced=evidenced)
    assert "\n" not in str(caught.value) and caught.value.exit_code == 2


def test_a_brief_is_not_built_on_a_source_that_nobody_knows(material: Material) -> None:
    """When the bibliography loses a source that a value rests on, the brief refuses to build."""
    name = next(
        name
        for name in material.inputs
        if material.register[name].value_class == "D"
        and all(hasattr(item, "source") for item in material.register[name].evidence)
    )
    broken = Register(dict(material.register), {})
    ledger = Ledger(replace(material, register=broken), Words("en", "brief"))
    with pytest.raises(BriefError, match="without a source"):
        ledger.parameter(name)


@pytest.mark.parametrize("bare", [28_500, 0.5, "28,500", "in 2028"])
def test_templates_refuse_a_bare_number(bare: object) -> None:
    """A figure or a text with a digit does not pass a template; words, Numbers and markup do."""
    with pytest.raises(BriefError, match="without a trace"):
        _shown(bare)
    with pytest.raises(BriefError, match="without a trace"):
        number(bare)  # type: ignore[arg-type]
    assert _shown("words") == "words"
    assert _shown(Markup("28")) == "28"
    assert _shown(Number("28", "t-x")) == '<a class="n" href="#t-x">28</a>'


def test_sentences_refuse_a_bare_number() -> None:
    """A message is filled with Numbers and words only, and its text is escaped."""
    words = Words("en", "brief")
    with pytest.raises(BriefError):
        say(words, "brief.documents.since", date="2026")
    with pytest.raises(BriefError):
        say(words, "brief.documents.since", date=2026)
    assert say(words, "brief.documents.since", date="<May>") == "since &lt;May&gt;"


def test_a_run_with_an_unknown_input_refuses(material: Material) -> None:
    """A held coupling or driver that the register lacks is not shown as if it were known."""
    ledger = Ledger(material, Words("en", "brief"))
    with pytest.raises(BriefError, match="no entry"):
        ledger.parameter("posture.no_such_thing")


def test_every_trace_of_a_result_names_run_policy_and_outcome(material: Material) -> None:
    """A result rests on the definition of its outcome, on its policy and on the run."""
    ledger = Ledger(material, Words("en", "brief"))
    shown = ledger.result("posture.min_usfk", "P04")
    entry = next(entry for entry in ledger.book.entries()["result"] if entry.anchor == shown.anchor)
    assert set(entry.rests_on) == {slug("t-o", "posture.min_usfk"), slug("t-p", "P04"), "t-run"}
    assert not ledger.book.missing(entry.rests_on)


def test_words_missing_from_the_register_stop_the_page(material: Material) -> None:
    """A class A input whose rationale is gone cannot be shown."""
    name = next(name for name in material.inputs if material.register[name].value_class == "A")
    stripped = material.register[name].model_copy(update={"rationale": None, "evidence": [], "history": []})
    broken = Register({**material.register, name: stripped}, material.register.sources)
    with pytest.raises(BriefError):
        compose(replace(material, register=broken), "en")
