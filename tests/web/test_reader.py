"""The text of a document cut at its claims."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kaname.claims.model import Claim, DateClaim, QuantityClaim
from kaname.web.reader import pieces


@st.composite
def texts_and_claims(draw: st.DrawFn) -> tuple[str, list[Claim]]:
    """A text and claims of two kinds at any spans of it, overlapping or not."""
    text = draw(st.text(min_size=1, max_size=60))
    claims: list[Claim] = []
    for start in draw(st.lists(st.integers(0, len(text) - 1), max_size=6)):
        end = draw(st.integers(start + 1, len(text)))
        if draw(st.booleans()):
            claims.append(DateClaim(start=start, end=end, text=text[start:end], iso="2026", kind="absolute"))
        else:
            claims.append(
                QuantityClaim(
                    start=start, end=end, text=text[start:end], value=1, unit="person", klass="people"
                )
            )
    return text, list({claim.id: claim for claim in claims}.values())


@given(texts_and_claims())
def test_pieces_joined_are_the_text(made: tuple[str, list[Claim]]) -> None:
    """No character is lost, added or moved."""
    text, claims = made
    assert "".join(piece.text for piece in pieces(text, claims)) == text


@given(texts_and_claims())
def test_the_pieces_of_a_claim_hold_its_text(made: tuple[str, list[Claim]]) -> None:
    """The pieces that name a claim, joined, are what stands at its span; it opens exactly once."""
    text, claims = made
    cut = pieces(text, claims)
    for claim in claims:
        assert "".join(piece.text for piece in cut if claim.id in piece.claims) == claim.text
        assert sum(claim.id in piece.opens for piece in cut) == 1


@given(texts_and_claims(), st.data())
def test_a_passage_is_pointed_out_whole(made: tuple[str, list[Claim]], data: st.DataObject) -> None:
    """The pieces of a passage, joined, are the passage, and it starts once."""
    text, claims = made
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cut = pieces(text, claims, (start, end))
    assert "".join(piece.text for piece in cut if piece.passage) == text[start:end]
    assert [piece.passage_starts for piece in cut].count(True) == 1


def test_the_narrowest_kind_gives_the_look() -> None:
    """A quantity inside a date's span comes after the date: kinds are ordered from narrow to wide."""
    text = "2026年末まで"
    date = DateClaim(start=0, end=6, text=text[:6], iso="2026-12-31", kind="absolute")
    amount = QuantityClaim(start=0, end=4, text=text[:4], value=2026, unit="count", klass="count")
    assert pieces(text, [amount, date])[0].kinds == ("date", "quantity")
