"""Quantities: amounts with a unit, their bounds, approximators, ranges and changes."""

from __future__ import annotations

from kaname.claims.model import QuantityClaim
from kaname.claims.quantities import english, japanese, korean
from kaname.claims.quantities.found import Found, to_claim
from kaname.claims.reading import Reading, Taken

__all__ = ["find"]

_GRAMMARS = {"ja": japanese.find, "en": english.find, "ko": korean.find}


def find(reading: Reading, dates: list[tuple[int, int]]) -> list[QuantityClaim]:
    """Return the quantities of a document in the order of its view.

    Args:
        reading: the document.
        dates: spans of the view that are calendar expressions; a figure in one is no quantity.
    """
    taken = Taken(dates)
    found: list[Found] = []
    end = -1
    for each in _GRAMMARS[reading.language](reading.view.text):
        if each.start >= end and not taken.overlaps(each.start, each.end):
            found.append(each)
            end = each.end
    return [to_claim(reading, each) for each in found]
