"""A milestone found, before it becomes a claim, and the dates by their place."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from kaname.claims.model import DateClaim


@dataclass(frozen=True, slots=True)
class Clause:
    """A milestone found: its status, its span of the view, and how sure the reading is."""

    status: str
    start: int
    end: int
    sure: float


class Placed:
    """Dates with their spans of the view, to be asked for by place."""

    def __init__(self, dates: list[tuple[tuple[int, int], DateClaim]]) -> None:
        self.all = sorted(dates, key=lambda each: each[0])
        self._starts = [span[0] for span, _ in self.all]

    def between(self, start: int, end: int) -> list[tuple[tuple[int, int], DateClaim]]:
        """The dates that begin in a stretch of the view."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def is_ahead(iso: str, published: str) -> bool:
    """Whether a date lies after the document's, as finely as both are known."""
    return bool(published) and iso[: len(published)] > published[: len(iso)]
