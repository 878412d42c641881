"""What the documents' pages show: the list, and the reader with claims marked in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from kaname.claims import Claim
from kaname.documents import Document, format_citation
from kaname.register.links import link
from kaname.web.reader import Piece, pieces
from kaname.web.rendering import LANGUAGE_NAMES, Page
from kaname.web.stores import Stores

KINDS = ("quantity", "date", "statement", "milestone")
"""Kinds of claims that the reader can mark."""


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
        "pieces": _titled(pieces(document.text, marked, passage), marked),
        "claims": [_row(claim, parameters.get(claim.id), stores, page) for claim in marked],
    }


def _titled(cut: Sequence[Piece], claims: Sequence[Claim]) -> list[dict[str, Any]]:
    reading = {claim.id: _reading(claim) for claim in claims}
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


def _row(claim: Claim, parameter: str | None, stores: Stores, page: Page) -> dict[str, Any]:
    text = " ".join(claim.text.split())
    return {
        "id": claim.id,
        "kind": claim.type,
        "text": text if len(text) <= 90 else f"{text[:89]}…",
        "reading": _reading(claim),
        "warning": claim.warning or "",
        "parameter": parameter,
        "parameter_label": page.words.pick(stores.register[parameter].label) if parameter else "",
    }


def _reading(claim: Claim) -> str:
    """Return how the program reads a claim, in codes and ISO dates (the same in every language)."""
    row = claim.as_row()
    if claim.type == "quantity":
        amount = row.get("value", row.get("range"))
        amount = f"{amount[0]:,}–{amount[1]:,}" if isinstance(amount, list) else f"{amount:,}"
        return " ".join(
            filter(None, (row.get("bound", ""), "≈" if row.get("approx") else "", amount, row["unit"]))
        )
    if claim.type == "date":
        return str(row.get("iso", ""))
    if claim.type == "milestone":
        return " · ".join(filter(None, (row.get("status", ""), row.get("due", ""))))
    speaker = row.get("speaker") or {}
    return " · ".join(filter(None, (speaker.get("text", ""), row.get("quote", ""))))
