"""Short forms of what the claims of a sentence say, for tables of cases."""

from __future__ import annotations

from kaname.base.dates import PartialDate
from kaname.claims import Claim, extract_text
from kaname.claims.model import DateClaim, MilestoneClaim, QuantityClaim, StatementClaim


def read(text: str, language: str = "ja", date: str | None = "2026-03-09") -> list[Claim]:
    """The claims of a text."""
    return extract_text(text, language, PartialDate.parse(date) if date else None)


def quantities(text: str, language: str = "ja") -> list[tuple[str, object, str]]:
    """Words, value or range, and unit of each quantity; bound, change and approximation after the unit."""
    found = []
    for claim in read(text, language):
        if isinstance(claim, QuantityClaim):
            mark = f" {claim.bound or ''}{claim.change or ''}{'~' if claim.approx else ''}".rstrip()
            found.append((claim.text, claim.range or claim.value, claim.unit + mark))
    return found


def dates(text: str, language: str = "ja", date: str | None = "2026-03-09") -> list[tuple[str, str | None]]:
    """Words and ISO form of each date."""
    return [(claim.text, claim.iso) for claim in read(text, language, date) if isinstance(claim, DateClaim)]


def statements(text: str, language: str = "ja") -> list[tuple[str | None, str, str]]:
    """Speaker, content and quote of each statement."""
    return [
        (claim.speaker.text if claim.speaker else None, claim.content.text, claim.quote)
        for claim in read(text, language)
        if isinstance(claim, StatementClaim)
    ]


def milestones(text: str) -> list[tuple[str, str | None]]:
    """Status and due of each milestone."""
    return [(claim.status, claim.due) for claim in read(text) if isinstance(claim, MilestoneClaim)]
