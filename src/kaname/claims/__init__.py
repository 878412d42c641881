"""Claims: what a document says, each at its span of the text.

:func:`extract` reads quantities, dates, statements and milestones with a grammar of our own over the
document's normalised view. A claim's ``confidence`` is stated, not measured: a plain figure with a unit
or a full date starts at .95, bare counters and lengths of time at .85, dates that borrow their year or
day at .6 to .85, statements at .6 to .85 by how they are marked; a damaged figure or an unresolved date
drops to .4 or less, a speaker taken from the sentence before costs a fifth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaname.claims import dates, mentions, milestones, quantities, statements
from kaname.claims.model import Claim, Part, Span
from kaname.claims.reading import Reading
from kaname.documents.view import normalised_view

if TYPE_CHECKING:
    from kaname.base.dates import PartialDate
    from kaname.documents import Document

__all__ = ["UNREAD", "Claim", "Part", "Span", "extract", "extract_text"]

UNREAD = {
    language: tuple(
        kind
        for kind, read in (("statements", statements.LANGUAGES), ("milestones", milestones.LANGUAGES))
        if language not in read
    )
    for language in ("en", "ja", "ko")
}
"""What is not read yet, by language."""


def extract(document: Document) -> list[Claim]:
    """Return the claims of a document, by their place in its text."""
    return _claims(
        Reading.of(document.text, document.view, document.language, document.date, document.digest)
    )


def extract_text(text: str, language: str, date: PartialDate | None, digest: str = "") -> list[Claim]:
    """Return the claims of a text.

    Args:
        text: the text, whose offsets the claims carry.
        language: ``ja``, ``en`` or ``ko``.
        date: the document's date, as coarse as it is known; without one, dates that need it have no ``iso``.
        digest: the document's digest, kept in the claims.
    """
    return _claims(Reading.of(text, normalised_view(text, language), language, date, digest))


def _claims(reading: Reading) -> list[Claim]:
    found_dates, taken = dates.find(reading)
    said = statements.find(reading)
    claims: list[Claim] = [
        *found_dates,
        *quantities.find(reading, taken),
        *said,
        *milestones.find(reading, found_dates, said),
        *mentions.find(reading),
    ]
    return sorted(claims, key=lambda claim: (claim.start, claim.end, claim.type))
