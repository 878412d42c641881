"""Evidence: a claim's mark holds the claim's words, whatever else stands in the sentence."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import lxml.html
from hypothesis import given
from hypothesis import strategies as st

from kaname.base.files import digest_bytes
from kaname.brief.evidence import anchor_of, holding, passages
from kaname.claims.model import Claim, Part, QuantityClaim, StatementClaim
from kaname.documents.document import Document

TEXT = (
    "米軍は2万8,500人 <b>である</b>。次に、戦時作戦統制権の移管の時期は長く議論されてきたが、いまは202\n"
    "8年だと国防相は述べた。\n\nThird: 5 & 6 of them stay. It said so twice."
)
HELD = Document(
    digest=digest_bytes(TEXT.encode()),
    file_name="a.txt",
    media_type="text/plain",
    text=TEXT,
    language="ja",
    date=None,
    date_source="none",
    citation={"id": "a", "title": "a"},
    key="a",
    title="a",
)


def claim(start: int, length: int, said: bool) -> Claim:
    """Return a quantity or a statement at a span."""
    end = min(len(TEXT), start + length)
    words = TEXT[start:end]
    if said:
        content = Part(start, end, words)
        return StatementClaim(
            document=HELD.digest, start=start, end=end, text=words, content=content, quote="direct"
        )
    return QuantityClaim(document=HELD.digest, start=start, end=end, text=words, value=1, unit="count")


spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30), st.booleans())


@given(st.lists(spans, min_size=1, max_size=8))
def test_every_claim_has_its_anchor_once_and_no_text_is_lost(held: list[tuple[int, int, bool]]) -> None:
    """Whatever claims overlap, each has one anchor, and the marked sentence reads as the sentence."""
    claims = [claim(*each) for each in held]
    found = passages(HELD, claims, "s-a")
    together = "".join(passage.markup for passage in found)
    for each in claims:
        assert together.count(f'id="{anchor_of(each)}"') == 1
    for passage in found:
        assert html.unescape(re.sub(r"<[^>]+>", "", passage.markup)) == passage.text
    assert set(holding(found)) == {each.id for each in claims}
    assert len({passage.anchor for passage in found}) == len(found)


def test_the_figure_is_marked_in_its_sentence() -> None:
    """The mark after a claim's anchor holds the figure, and leads back to the claim's row."""
    figure = claim(TEXT.index("2万"), len("2万8,500人"), said=False)
    (passage,) = passages(HELD, [figure], "s-a")
    root = lxml.html.fragment_fromstring(passage.markup, create_parent="div")
    mark = root.xpath(f"//*[@id='{anchor_of(figure)}']/following-sibling::mark[1]")[0]
    assert mark.text_content() == "2万8,500人"
    assert mark.xpath("./a/@href") == [f"#b-{figure.id}"]
    assert passage.text.startswith("米軍は") and "次に" not in passage.text


def test_a_figure_broken_by_a_line_stands_in_one_sentence() -> None:
    """Lines are joined in what is shown; the offsets stay those of the text."""
    running = "この文は行の長さがそろうように書かれており、途中で折り返される。移管の時期は202"
    text = "\n".join(
        ["あ" * len(running), running, "8年だと国防相は述べた。" + "い" * 20, "う" * len(running)]
    )
    document = replace(HELD, text=text)
    start = text.index("202\n8年")
    figure = text[start : start + 6]
    year = QuantityClaim(start=start, end=start + 6, text=figure, value=2028, unit="count")
    (passage,) = passages(document, [year], "s-a")
    assert passage.text == "移管の時期は2028年だと国防相は述べた。"
    assert text[passage.start : passage.end].replace("\n", "") == passage.text
