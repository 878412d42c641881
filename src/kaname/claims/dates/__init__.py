"""Calendar expressions and what they mean against the document's date."""

from __future__ import annotations

import re

from kaname.claims.dates import english, japanese, korean
from kaname.claims.dates.found import Found
from kaname.claims.dates.resolve import Resolver
from kaname.claims.model import DateClaim
from kaname.claims.reading import Reading

__all__ = ["find"]

_GRAMMARS = {"ja": japanese.find, "en": english.find, "ko": korean.find}
_ACCESS = re.compile(r"\s?(?:閲覧|アクセス|最終閲覧|access|검색|접속)")
_MEDIUM = re.compile(r"付(?:け|の)?|자")
_CERTAINTY = {"yearless": 0.8, "day-only": 0.6, "twodigit-year": 0.7, "relative": 0.85, "range": 0.9}


def find(reading: Reading) -> tuple[list[DateClaim], list[tuple[int, int]]]:
    """Return the dates of a document in the order of its view, and the spans of the view that they take.

    The spans leave out stretches of time (今後5年), which are quantities as well.
    """
    grammar = _GRAMMARS[reading.language]
    resolver = Resolver(reading.date)
    claims: list[DateClaim] = []
    taken: list[tuple[int, int]] = []
    for found in grammar(reading.view.text, list(reading.sentences), reading.date):
        resolved = resolver.resolve(found, reading.sentence_of(found.start)[0])
        if found.kind != "relative-duration":
            taken.append((found.start, found.end))
        confidence = _CERTAINTY.get(found.kind, 0.95)
        if resolved.iso is None or resolved.warning:
            confidence = 0.3
        claims.append(
            DateClaim(
                **reading.place(found.start, found.end),  # type: ignore[arg-type]
                iso=resolved.iso,
                kind="range" if found.until else found.kind,
                mod=found.mod,
                role=_role(reading, found),
                warning=resolved.warning,
                confidence=confidence,
            )
        )
    return claims, taken


def _role(reading: Reading, found: Found) -> str | None:
    """What the date is of, where it is not of an event in the running text."""
    text = reading.view.text
    if _ACCESS.match(text, found.end):
        return "access"
    if _MEDIUM.match(text, found.end):
        return "medium"
    start, end = reading.view.paragraphs[reading.view.paragraph_at(found.start)]
    if text[start:end].strip(" ()") == text[found.start : found.end]:
        return "docdate"
    if reading.paragraph_kind(found.start) == "footnote":
        return (
            "citation" if re.search(r"[”’』」)] ?,?[^。.]{0,60}$", text[start : found.start]) else "footnote"
        )
    return None
