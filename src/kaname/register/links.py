"""From what documents claim to the parameters they speak of; precision before recall.

A quantity is linked to an entry when one of the entry's ``mentions`` stands near it in the same
sentence, their units convert, nothing excluded is near, no other quantity of the kind lies between,
and no other entry fits as well. A date is linked in the same way to entries whose value is a date. A
wrong link is worse than none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kaname.base.dates import PartialDate
from kaname.base.errors import InputError
from kaname.claims.model import Claim, DateClaim, QuantityClaim
from kaname.register import units
from kaname.register.register import Register
from kaname.register.schema import Parameter

if TYPE_CHECKING:
    from kaname.documents import Document

REACH = {"ja": 40, "ko": 50, "en": 90}
"""Characters of the view within which a mention is near a quantity."""

_CLOSE = 0.4
"""Share of the reach within which nearness is not doubtful."""

_PARTS = re.compile(r"[、，,;；:：()（）「」『』]|(?:が|し|り|け)、")
_DATE_UNITS = ("calendar_year", "calendar_month")
_SOURCE_ROLES = ("docdate", "citation", "access", "medium")


@dataclass(frozen=True, slots=True)
class Link:
    """A claim read as a statement about a parameter.

    Attributes:
        claim: the claim.
        document: digest of its document.
        parameter_id: the entry it speaks of.
        low, high: the value in the entry's unit (equal unless the claim gives a range); for entries
            whose value is a date, the first and last day as ordinals (:meth:`datetime.date.toordinal`).
        as_of: the date it is said of; None where neither the text nor the document has one.
        as_of_source: ``clause`` a date beside the quantity, ``document`` the document's own date.
        document_date: when it was said.
        bound: ``>=`` ``<=`` ``>`` ``<``, or None.
        approx: whether the text says about.
        confidence: 0 to 1, the program's own estimate that the link is right.
    """

    claim: Claim
    document: str
    parameter_id: str
    low: float
    high: float
    as_of: PartialDate | None
    as_of_source: Literal["clause", "document", "none"]
    document_date: PartialDate | None
    bound: str | None
    approx: bool
    confidence: float

    @property
    def foresees(self) -> bool:
        """Whether the claim speaks of a time after its document."""
        if self.document_date is None:
            return False
        if isinstance(self.claim, DateClaim):
            return self.low > self.document_date.last.toordinal()
        if self.as_of is None:
            return False
        return self.as_of.first > self.document_date.last


@dataclass(frozen=True, slots=True)
class _Mention:
    parameter: Parameter
    start: int
    end: int


def link(claims: Sequence[Claim], document: Document, register: Register) -> list[Link]:
    """Return the links of a document's claims, in the order of the text; most claims have none.

    Args:
        claims: claims of this document.
        document: the document they were read from.
        register: the entries; only those with ``mentions`` in the document's language can be met.
    """
    return _Linker(claims, document, register).links()


class _Linker:
    """Finds the links of one document: its sentences, mentions and quantities by offsets of the view."""

    def __init__(self, claims: Sequence[Claim], document: Document, register: Register) -> None:
        from kaname.documents.sentences import view_sentences

        self.document = document
        self.text = document.view.text
        self.reach = REACH.get(document.language, REACH["en"])
        self.places = {
            claim.id: place
            for claim in claims
            if (place := document.view.from_source(claim.start, claim.end)) is not None
        }
        held = [claim for claim in claims if claim.id in self.places]
        self.quantities = [claim for claim in held if isinstance(claim, QuantityClaim)]
        self.dates = [claim for claim in held if isinstance(claim, DateClaim)]
        self.entries = [
            parameter
            for parameter in register.values()
            if parameter.mentions is not None and parameter.mentions.words(document.language)
        ]
        self.sentences = list(view_sentences(document.view, document.language)) if self.entries else []

    def links(self) -> list[Link]:
        """Return all links of the document."""
        found: list[Link] = []
        for sentence in self.sentences:
            mentions = list(self._mentions(sentence))
            if not mentions:
                continue
            amounts = [claim for claim in self.quantities if self._within(claim, sentence)]
            made = [self._quantity(quantity, amounts, mentions, sentence) for quantity in amounts]
            made += [
                self._date(date, mentions, sentence) for date in self.dates if self._within(date, sentence)
            ]
            found += [each for each in made if each is not None]
        return sorted(found, key=lambda each: (each.claim.start, each.parameter_id))

    def _within(self, claim: Claim, sentence: tuple[int, int]) -> bool:
        start, end = self.places[claim.id]
        return sentence[0] <= start and end <= sentence[1]

    def _mentions(self, sentence: tuple[int, int]) -> Iterator[_Mention]:
        """Yield where the sentence names an entry; a sentence with an excluded word names it not."""
        text = self.text[slice(*sentence)]
        for parameter in self.entries:
            assert parameter.mentions is not None
            if any(next(_occurrences(word, text), None) for word in parameter.mentions.excluded):
                continue
            for word in parameter.mentions.words(self.document.language):
                # "A & B": both must stand in the sentence; nearness is to the first.
                first, *others = (part.strip() for part in word.split("&"))
                if all(next(_occurrences(other, text), None) for other in others):
                    for start, end in _occurrences(first, text):
                        yield _Mention(parameter, sentence[0] + start, sentence[0] + end)

    def _quantity(
        self,
        claim: QuantityClaim,
        amounts: Sequence[QuantityClaim],
        mentions: Sequence[_Mention],
        sentence: tuple[int, int],
    ) -> Link | None:
        if claim.change is not None:
            return None  # by how much something changed is not what it is
        fitting = [mention for mention in mentions if _scale(claim.unit, mention.parameter.unit) is not None]
        rivals = [
            self.places[other.id] for other in amounts if other is not claim and other.unit == claim.unit
        ]
        nearest = self._nearest(self.places[claim.id], fitting, rivals)
        low, high = claim.range if claim.range is not None else (claim.value, claim.value)
        if nearest is None or low is None or high is None:
            return None
        scale = _scale(claim.unit, nearest.parameter.unit)
        assert scale is not None
        as_of, origin = self._as_of(claim, sentence)
        return Link(
            claim=claim,
            document=self.document.digest,
            parameter_id=nearest.parameter.id,
            low=low * scale,
            high=high * scale,
            as_of=as_of,
            as_of_source=origin,
            document_date=self.document.date,
            bound=claim.bound,
            approx=claim.approx,
            confidence=self._confidence(claim, nearest),
        )

    def _date(self, claim: DateClaim, mentions: Sequence[_Mention], sentence: tuple[int, int]) -> Link | None:
        """Link a date to an entry whose value is a date (a target year, say)."""
        fitting = [mention for mention in mentions if mention.parameter.unit in _DATE_UNITS]
        span = period(claim.iso)
        if not fitting or span is None or claim.role is not None:
            return None
        rivals = [
            self.places[other.id]
            for other in self.dates
            if other is not claim and other.role is None and self._within(other, sentence)
        ]
        nearest = self._nearest(self.places[claim.id], fitting, rivals)
        if nearest is None or self._aside(claim, nearest, sentence):
            return None
        said = self.document.date
        return Link(
            claim=claim,
            document=self.document.digest,
            parameter_id=nearest.parameter.id,
            low=float(span[0].first.toordinal()),
            high=float(span[1].last.toordinal()),
            as_of=said,
            as_of_source="document" if said else "none",
            document_date=said,
            bound=None,
            approx=False,
            confidence=self._confidence(claim, nearest),
        )

    def _aside(self, claim: Claim, mention: _Mention, sentence: tuple[int, int]) -> bool:
        """Whether a claim stands in brackets that neither hold the mention nor follow it directly.

        「…計画（2017年合意）…検証」 dates the plan, not the verification.
        """
        start, end = self.places[claim.id]
        opened = max(self.text.rfind(mark, sentence[0], start) for mark in "(（")
        closed = max(self.text.rfind(mark, sentence[0], start) for mark in ")）")
        if opened <= closed:
            return False
        closes = [at for mark in ")）" if (at := self.text.find(mark, end, sentence[1])) >= 0]
        inside = opened < mention.start and mention.end <= min(closes, default=sentence[1])
        return not (inside or 0 <= opened - mention.end <= 1)

    def _nearest(
        self, place: tuple[int, int], mentions: Sequence[_Mention], rivals: Sequence[tuple[int, int]]
    ) -> _Mention | None:
        """Return the mention nearest to a claim; None where two fit as well, or a rival is between."""
        near = [
            (distance, -(mention.end - mention.start), mention)
            for mention in mentions
            if (distance := _gap(place, (mention.start, mention.end))) <= self.reach
            and not any(_between(rival, place, (mention.start, mention.end)) for rival in rivals)
        ]
        if not near:
            return None
        best = min(near, key=lambda each: each[:2])
        others = {each[2].parameter.id for each in near if each[:2] == best[:2]}
        return best[2] if len(others) == 1 else None

    def _as_of(
        self, claim: Claim, sentence: tuple[int, int]
    ) -> tuple[PartialDate | None, Literal["clause", "document", "none"]]:
        """Return the date that a quantity is said of: one in its clause, else the document's."""
        place = self.places[claim.id]
        clause = self._clause(place, sentence)
        beside = [
            (_gap(place, self.places[date.id]), span[0])
            for date in self.dates
            if date.role not in _SOURCE_ROLES
            and _overlaps(self.places[date.id], clause)
            and (span := period(date.iso)) is not None
            and span[0] == span[1]
        ]
        if beside:
            return min(beside, key=lambda each: each[0])[1], "clause"
        return (self.document.date, "document") if self.document.date is not None else (None, "none")

    def _clause(self, place: tuple[int, int], sentence: tuple[int, int]) -> tuple[int, int]:
        """Return the stretch of the sentence around a place up to the next commas and brackets.

        A date set off by one comma (「2026年、…」) still belongs to what follows it, so a clause without
        any word but a date is joined to the next.
        """
        cuts = [sentence[0] + cut.end() for cut in _PARTS.finditer(self.text[slice(*sentence)])]
        # A comma inside a figure (28,500) parts nothing.
        cuts = [cut for cut in cuts if not self.text[cut : cut + 1].isdigit() or self.text[cut - 1] != ","]
        start = max([cut for cut in cuts if cut <= place[0]], default=sentence[0])
        end = min([cut for cut in cuts if cut >= place[1]], default=sentence[1])
        for date in self.dates:
            first, last = self.places[date.id]
            if sentence[0] <= first and start - 3 <= last <= start:
                return first, end
        return start, end

    def _confidence(self, claim: Claim, mention: _Mention) -> float:
        gap = _gap(self.places[claim.id], (mention.start, mention.end))
        sure = 0.9 if gap <= self.reach * _CLOSE else 0.7
        return round(sure * claim.confidence * (0.6 if claim.warning else 1.0), 3)


def _occurrences(word: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a word stands in a text (case and width do not count; Latin words stand whole)."""
    folded = unicodedata.normalize("NFKC", word)
    left = r"(?<![A-Za-z0-9])" if folded[:1].isascii() else ""
    right = r"(?![A-Za-z0-9])" if folded[-1:].isascii() else ""
    if folded:
        for match in re.finditer(left + re.escape(folded) + right, text, re.IGNORECASE):
            yield match.span()


def _scale(claim_unit: str, unit: str) -> float | None:
    """Return what a claimed amount is multiplied by to be in an entry's unit; None if it cannot be.

    A yearly flow is named by its amount ("1.5 trillion won"), so an amount fits a unit per year.
    """
    known = units.CLAIM_UNITS.get(claim_unit)
    if known is None or unit in _DATE_UNITS:
        return None
    direct = units.factor(known, unit)
    if direct is None and claim_unit in ("USD", "KRW", "JPY", "EUR", "CNY", "GBP"):
        return units.factor(f"{known} / year", unit)
    return direct


def period(iso: str | None) -> tuple[PartialDate, PartialDate] | None:
    """Return the first and last date of an ``iso`` (equal unless it is a range); None for a decade."""
    if not iso:
        return None
    try:
        dates = [PartialDate.parse(part) for part in iso.split("/")]
    except InputError:
        return None
    return dates[0], dates[-1]


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Return the characters between two spans (0 where they touch or overlap)."""
    return max(one[0] - other[1], other[0] - one[1], 0)


def _between(inner: tuple[int, int], one: tuple[int, int], other: tuple[int, int]) -> bool:
    first, second = sorted((one, other))
    return first[1] <= inner[0] and inner[1] <= second[0]


def _overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
