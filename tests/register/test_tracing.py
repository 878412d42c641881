"""From a value to its sentence, its source or its assumption."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.register.conftest import document
from tests.register.strategies import TEXT, dated, entry

from kaname.base.errors import InputError
from kaname.base.workspace import Workspace
from kaname.documents import Document, Library, read_bytes_as
from kaname.register import DocumentEvidence, Register, trace
from kaname.register.evidence import bare, fault
from kaname.register.tracing import sentence_of

Make = Callable[[Mapping[str, Any]], Register]

SENTENCE = "在韓米軍は約2万8500人の水準にあり、この水準は二〇〇八年の首脳会談で定まったものである。"
JAPANESE = (
    "同盟は結ばれてから七十年を越えて続いており、その間に何度も姿を変えた。"
    + SENTENCE
    + "次の文は別のことを述べる。" * 4
)


def broken_in(text: str, figure: str) -> str:
    """Return a Japanese text in lines of one length, the first ending inside the figure."""
    width = text.index(figure) + 2
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))


FIGURE = "2万8500人"


def spanned(text: str, figure: str) -> list[int]:
    """Return the span of a figure in a text, whatever blanks break it."""
    kept = [index for index, character in enumerate(text) if not character.isspace()]
    at = "".join(text[index] for index in kept).index(figure)
    return [kept[at], kept[at + len(figure) - 1] + 1]


def pointing(held: Document, figure: str, **changes: Any) -> dict[str, Any]:
    """Return a raw entry whose value stands on a figure in a document."""
    item = {"document": held.digest, "span": spanned(held.text, figure), "exact": figure, **changes}
    return entry(values={"2008-04-19": dated(28500, evidence=[item])})


class Shelf:
    """A library of documents held in memory."""

    def __init__(self, *documents: Document) -> None:
        self.documents = {held.digest: held for held in documents}

    def get(self, reference: str) -> Document:
        if reference not in self.documents:
            raise InputError("no such document")
        return self.documents[reference]


def test_the_sentence_with_the_figure_marked(make: Make) -> None:
    """The sentence is read from the reader's own document, lines joined, and the mark holds the figure."""
    held = document(broken_in(JAPANESE, FIGURE), "ja", "2026-03-09")
    assert FIGURE not in held.text
    found = trace(make({"posture.usfk_troops": pointing(held, FIGURE)}), "posture.usfk_troops", Shelf(held))
    (support,) = found.supports
    assert support.state == "held"
    assert support.sentence == SENTENCE
    assert support.mark is not None
    assert support.sentence[slice(*support.mark)] == FIGURE
    assert support.document_key == held.key


@pytest.mark.parametrize(
    ("language", "text", "figure", "sentence"),
    [
        (
            "en",
            "The alliance has changed its shape more than once since it began. The\n"
            "force of 28,500 troops stays in place for now, as both have said. One\n"
            "more sentence ends the paragraph, and with it the whole of this page.\n",
            "28,500",
            "The force of 28,500 troops stays in place for now, as both have said.",
        ),
        (
            "ko",
            "동맹은 시작된 뒤로 여러 차례 모습을 바꾸어 왔으며 지금도 바뀐다. 주한\n"
            "미군은 2만8500명 수준을 유지하며 이는 정상회담에서 정한 것이다. 다른\n"
            "문장이 하나 더 있으며 그 문장은 이 문단의 마지막 문장이 되는 것이다.\n",
            "2만8500명",
            "주한 미군은 2만8500명 수준을 유지하며 이는 정상회담에서 정한 것이다.",
        ),
    ],
)  # fmt: skip
def test_sentences_of_other_languages(language: str, text: str, figure: str, sentence: str) -> None:
    """English and Korean join lines with a blank."""
    # A few lines more, so that the width of the column can be told.
    shown, mark = sentence_of(document(text * 3, language, "2026"), *spanned(text, figure))
    assert shown == sentence
    assert shown[slice(*mark)] == figure


def test_a_document_that_the_reader_lacks(make: Make) -> None:
    """Without the document the trace says so, and still gives value, date and class."""
    held = document(JAPANESE, "ja", "2026-03-09")
    register = make({"posture.usfk_troops": pointing(held, FIGURE)})
    for shelf in (None, Shelf()):
        found = trace(register, "posture.usfk_troops", shelf)
        assert found.supports[0].state == "absent"
        row = found.as_row()
        assert (row["value"], row["date"], row["class"]) == (28500, "2008-04-19", "D")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"span": [0, 5]}, "does not hold"),
        ({"span": [3, 9999]}, "past the document"),
        ({"exact": "2万9000人"}, "does not hold"),
    ],
)
def test_evidence_that_no_longer_holds(make: Make, changes: dict[str, Any], words: str) -> None:
    """A span that does not hold the figure is called broken; nothing is guessed."""
    held = document(JAPANESE, "ja", "2026-03-09")
    register = make({"posture.usfk_troops": pointing(held, FIGURE, **changes)})
    (support,) = trace(register, "posture.usfk_troops", Shelf(held)).supports
    assert support.state == "broken"
    assert support.sentence is None
    assert support.fault is not None and words in support.fault


def test_sources_and_unknown_sources(make: Make) -> None:
    """A bibliographic source is formatted; one that the bibliography lacks is said to be unknown."""
    rows = [{"source": "a-source", "locator": "p. 3"}, {"source": "missing"}]
    register = make({"posture.usfk_troops": entry(values={"2008-04-19": dated(28500, evidence=rows)})})
    known, unknown = trace(register, "posture.usfk_troops").supports
    assert known.state == "source"
    assert (
        "A report" in known.reference("en")
        and "2008" in known.reference("en")
        and "p. 3" in known.reference("en")
    )
    assert unknown.state == "unknown"


def test_an_absent_document_is_named_where_the_bibliography_knows_it() -> None:
    """A source with the document's digest tells the reader what to look for."""
    held = document(JAPANESE, "ja", "2026-03-09")
    item = {"id": "x", "type": "article", "title": "Wanted", "custom": {"digest": held.digest}}
    from kaname.register import Parameter

    parameter = Parameter.model_validate({**pointing(held, FIGURE), "id": "posture.usfk_troops"})
    (support,) = trace(Register({parameter.id: parameter}, {"x": item}), parameter.id).supports
    assert support.state == "absent"
    assert support.title == "Wanted"


def test_an_assumption_gives_its_reason(make: Make) -> None:
    """Class A leads to the rationale and to what would change it, in the reader's language."""
    assumed = entry(**{"class": "A"}, rationale=dict(TEXT), would_change=dict(TEXT), unit="index")
    assumed["values"] = {"2026-04-01": {"value": 0.4, "status": "assumed", "known_from": "2026-04-01"}}
    row = trace(make({"burden.us_grievance": assumed}), "burden.us_grievance").as_row("ja")
    assert row["rationale"] == row["would_change"] == TEXT["ja"]
    assert row["evidence"] == []


def test_an_uncertain_parameter_leads_to_its_range(make: Make) -> None:
    """Where there is no dated value, the evidence is that of the distribution."""
    uncertain = entry(kind="parameter", unit="month", distribution={"kind": "uniform", "low": 10, "high": 21})
    uncertain["evidence"] = [{"source": "a-source"}]
    uncertain["class"] = "S"
    del uncertain["values"]
    found = trace(make({"command.min_months_foc_to_fmc": uncertain}), "command.min_months_foc_to_fmc")
    assert found.value is None
    assert found.supports[0].state == "source"
    assert found.as_row()["distribution"] == {"kind": "uniform", "low": 10, "high": 21}


def test_before_the_first_date_the_trace_refuses(make: Make) -> None:
    """A trace of a day before the first value is refused with the reason."""
    with pytest.raises(InputError, match="no value on 2001-12-31"):
        trace(make({"posture.usfk_troops": entry()}), "posture.usfk_troops", as_of="2001")


def test_a_real_library_is_a_shelf(make: Make, workspace: Workspace) -> None:
    """The library of a workspace resolves evidence by digest."""
    content = JAPANESE.encode("utf-8")
    held = read_bytes_as(content, "own.txt", language="ja")
    with Library(workspace) as library:
        library.add(held, content)
        found = trace(make({"posture.usfk_troops": pointing(held, FIGURE)}), "posture.usfk_troops", library)
    assert found.supports[0].state == "held"


@given(st.text(max_size=60), st.data())
def test_evidence_holds_exactly_where_the_figure_stands(text: str, data: st.DataObject) -> None:
    """A figure cut from a span is held by it; a figure that is not in the text is not."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    figure = text[start:end][:40]
    if not figure.strip() or not bare(figure):
        return
    item = DocumentEvidence(document="sha256:" + "0" * 64, span=[start, end], exact=figure)
    # Composing across the cut (a base letter and its accent) may change what is compared.
    if unicodedata.is_normalized("NFC", text):
        assert fault(text, item) is None or bare(figure) not in bare(text[start:end])
    absent = DocumentEvidence(
        document="sha256:" + "0" * 64, span=[start, end], exact=figure[:30] + "⁂absent⁂"
    )
    assert fault(text, absent) is not None
