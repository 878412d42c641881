"""What the documents' pages show: the list, and the reader with claims marked in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from kaname.claims import Claim
from kaname.claims.model import DateClaim, MilestoneClaim, QuantityClaim, StatementClaim
from kaname.documents import Document, format_citation
from kaname.register import units
from kaname.register.links import link
from kaname.web.reader import Piece, pieces
from kaname.web.rendering import LANGUAGE_NAMES, Page
from kaname.web.stores import Stores

KINDS = ("quantity", "date", "statement", "milestone")
"""Kinds of claims that the reader can mark."""

LONGEST_TEXT = 90
"""Characters of a claim shown in the list beside the text."""


def listed(stores: Stores) -> list[dict[str, Any]]:
    """Return the documents of the library with the number of their claims."""
    return [
        {
            "key": document.key,
            "title": document.title,
            "date": str(document.date) if document.date else "–",
            "language": document.language,
            "language_name": LANGUAGE_NAMES[document.language],
            "claims": sum(claim.type in KINDS for claim in stores.claims(document)),
        }
        for document in stores.library.documents()
    ]


def reader(
    stores: Stores, document: Document, shown: Collection[str], passage: tuple[int, int] | None, page: Page
) -> dict[str, Any]:
    """Return the document's text in pieces, and its claims beside it.

    Args:
        stores: the open stores.
        document: the document.
        shown: the kinds of claims to mark.
        passage: a span to point out, or None.
        page: the page being made.
    """
    claims = [claim for claim in stores.claims(document) if claim.type in KINDS]
    marked = [claim for claim in claims if claim.type in shown]
    parameters = {found.claim.id: found.parameter_id for found in link(claims, document, stores.register)}
    return {
        "document": {
            "key": document.key,
            "title": document.title,
            "language": document.language,
            "citation": format_citation(document.citation, page.language),
        },
        "kinds": KINDS,
        "shown": shown,
        "counts": Counter(claim.type for claim in claims) + Counter(dict.fromkeys(KINDS, 0)),
        "pieces": _titled(pieces(document.text, marked, passage), marked, page),
        "claims": [_row(claim, document, parameters.get(claim.id), stores, page) for claim in marked],
    }


def _titled(cut: Sequence[Piece], claims: Sequence[Claim], page: Page) -> list[dict[str, Any]]:
    reading = {claim.id: _reading(claim, page) for claim in claims}
    return [
        {
            "text": piece.text,
            "kinds": piece.kinds,
            "opens": piece.opens,
            "passage": piece.passage,
            "passage_starts": piece.passage_starts,
            "title": "; ".join(filter(None, (reading[identifier] for identifier in piece.claims))),
        }
        for piece in cut
    ]


def _row(
    claim: Claim, document: Document, parameter: str | None, stores: Stores, page: Page
) -> dict[str, Any]:
    text = _joined(claim, document)
    return {
        "id": claim.id,
        "kind": claim.type,
        "text": text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…",
        "reading": _reading(claim, page),
        "warning": claim.warning or "",
        "parameter": parameter,
        "parameter_label": page.words.pick(stores.register[parameter].label) if parameter else "",
    }


def _joined(claim: Claim, document: Document) -> str:
    """Return a claim's words with broken lines joined, as the view shows them."""
    span = document.view.from_source(claim.start, claim.end)
    return document.view.text[slice(*span)] if span is not None else " ".join(claim.text.split())


def _reading(claim: Claim, page: Page) -> str:
    """Return how the program reads a claim, in the page's words."""
    if isinstance(claim, QuantityClaim):
        return _amount(claim, page)
    if isinstance(claim, DateClaim):
        return claim.iso or ""
    if isinstance(claim, MilestoneClaim):
        status = page.words(f"web.milestone.{claim.status}") if claim.status else ""
        return " · ".join(filter(None, (status, claim.due)))
    if isinstance(claim, StatementClaim):
        speaker = " ".join(claim.speaker.text.split()) if claim.speaker else ""
        quote = page.words(f"web.quote.{claim.quote}") if claim.quote else ""
        said = page.words("web.quote.negated") if claim.negated else ""
        return " · ".join(filter(None, (speaker, quote, said)))
    return ""


def _amount(claim: QuantityClaim, page: Page) -> str:
    unit = units.CLAIM_UNITS.get(claim.unit, claim.unit)
    numbers = [claim.value] if claim.range is None else list(claim.range)
    written = [
        units.quantity(int(number) if float(number).is_integer() else number, unit, page.language)
        for number in numbers
        if number is not None
    ]
    about = "≈" if claim.approx else ""
    return " ".join(filter(None, (claim.bound or "", about, "–".join(written))))
