"""From what documents claim to the parameters they speak of; precision before recall.

A quantity is linked to an entry when one of the entry's ``mentions`` stands near it in the same
sentence and in its clause, their units convert, nothing excluded is near, no other quantity of the kind
lies between, and no other entry fits as well. A date is linked in the same way to entries whose value is
a date, and a mention to its nearest date alone. A wrong link is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from kaname.base.dates import PartialDate
from kaname.base.errors import InputError
from kaname.claims.model import Claim, DateClaim, QuantityClaim
from kaname.register import nearness, units
from kaname.register.nearness import Place, gap, occurrences
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
_OF_A_MULTIPLE = ("の", "의")
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
        as_of_source: ``clause`` a date beside the quantity, ``before`` the date beside the same thing in
            the sentence before, ``document`` the document's own date.
        document_date: when it was said.
        bound: ``>=`` ``<=`` ``>`` ``<``, or None; of a date ``<=`` for "by", ``>=`` for "from".
        approx: whether the text says about.
        confidence: 0 to 1, the program's own estimate that the link is right.
        since: whether ``as_of`` is when it began to hold ("since 2008").
    """

    claim: Claim
    document: str
    parameter_id: str
    low: float
    high: float
    as_of: PartialDate | None
    as_of_source: Literal["clause", "before", "document", "none"]
    document_date: PartialDate | None
    bound: str | None
    approx: bool
    confidence: float
    since: bool = False

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
        self.register = register
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
        before: dict[str, Link] = {}
        for sentence in self.sentences:
            mentions = list(self._mentions(sentence))
            made = self._of_sentence(sentence, mentions) if mentions else []
            dated = any(self._within(date, sentence) for date in self.dates)
            if not dated:
                made = [_continued(each, before.get(each.parameter_id)) for each in made]
            before = {each.parameter_id: each for each in made if each.as_of_source == "clause"}
            found += made
        return sorted(found, key=lambda each: (each.claim.start, each.parameter_id))

    def _of_sentence(self, sentence: Place, mentions: Sequence[_Mention]) -> list[Link]:
        amounts = [claim for claim in self.quantities if self._within(claim, sentence)]
        made = [self._quantity(quantity, amounts, mentions, sentence) for quantity in amounts]
        found = [each for each in made if each is not None]
        found += list(self._multiplied(found, amounts, sentence))
        dates = [self._date(date, mentions, sentence) for date in self.dates if self._within(date, sentence)]
        return found + self._nearest_dates([each for each in dates if each is not None])

    def _nearest_dates(self, dates: Sequence[tuple[Link, _Mention]]) -> list[Link]:
        """Keep the date nearest to each mention: 「2021年の会議は、評価を2022年に」 speaks of 2022."""

        def distance(link: Link, mention: _Mention) -> int:
            return gap(self.places[link.claim.id], (mention.start, mention.end))

        return [
            link
            for link, mention in dates
            if not any(
                other is not link
                and other.parameter_id == link.parameter_id
                and nearness.overlaps((mention.start, mention.end), (their.start, their.end))
                and distance(other, their) < distance(link, mention)
                for other, their in dates
            )
        ]

    def _multiplied(
        self, links: Sequence[Link], amounts: Sequence[QuantityClaim], sentence: Place
    ) -> Iterator[Link]:
        """Yield what a multiple is a multiple of: 「1兆389億ウォンの5倍」 states the payment as well."""
        for multiple in links:
            base = self.register[multiple.parameter_id].multiple_of
            if base is None or base not in self.register:
                continue
            place = self.places[multiple.claim.id]
            for claim in amounts:
                scale = _scale(claim.unit, self.register[base].unit)
                held = self.places[claim.id]
                joined = held[1] <= place[0] and self.text[held[1] : place[0]].strip() in _OF_A_MULTIPLE
                if joined and scale is not None and claim.value is not None and claim.change is None:
                    yield self._made(claim, base, scale, sentence, multiple.confidence)

    def _within(self, claim: Claim, sentence: Place) -> bool:
        start, end = self.places[claim.id]
        return sentence[0] <= start and end <= sentence[1]

    def _mentions(self, sentence: Place) -> Iterator[_Mention]:
        """Yield where the sentence names an entry; a sentence with an excluded word names it not."""
        text = self.text[slice(*sentence)]
        for parameter in self.entries:
            assert parameter.mentions is not None
            if any(next(occurrences(word, text), None) for word in parameter.mentions.excluded):
                continue
            for word in parameter.mentions.words(self.document.language):
                # "A & B": both must stand in the sentence; nearness is to the first.
                first, *others = (part.strip() for part in word.split("&"))
                if all(next(occurrences(other, text), None) for other in others):
                    for start, end in occurrences(first, text):
                        yield _Mention(parameter, sentence[0] + start, sentence[0] + end)

    def _quantity(
        self,
        claim: QuantityClaim,
        amounts: Sequence[QuantityClaim],
        mentions: Sequence[_Mention],
        sentence: Place,
    ) -> Link | None:
        changes = claim.change is not None  # by how much something changed is not what it is
        place = self.places[claim.id]
        fitting = [
            mention
            for mention in mentions
            if mention.parameter.change == changes
            and _scale(claim.unit, mention.parameter.unit) is not None
            and nearness.same_clause(self.text, place, (mention.start, mention.end), sentence)
        ]
        rivals = [
            self.places[other.id] for other in amounts if other is not claim and other.unit == claim.unit
        ]
        nearest = self._nearest(place, fitting, rivals)
        if nearest is None or (claim.range is None and claim.value is None):
            return None
        scale = _scale(claim.unit, nearest.parameter.unit)
        assert scale is not None
        return self._made(claim, nearest.parameter.id, scale, sentence, self._confidence(claim, nearest))

    def _made(
        self, claim: QuantityClaim, identifier: str, scale: float, sentence: Place, confidence: float
    ) -> Link:
        low, high = claim.range if claim.range is not None else (claim.value, claim.value)
        assert low is not None and high is not None
        as_of, origin, since = self._as_of(claim, sentence)
        return Link(
            claim=claim,
            document=self.document.digest,
            parameter_id=identifier,
            low=low * scale,
            high=high * scale,
            as_of=as_of,
            as_of_source=origin,
            document_date=self.document.date,
            bound=claim.bound,
            approx=claim.approx,
            confidence=confidence,
            since=since,
        )

    def _date(
        self, claim: DateClaim, mentions: Sequence[_Mention], sentence: Place
    ) -> tuple[Link, _Mention] | None:
        """Link a date to an entry whose value is a date (a target year, say)."""
        fitting = [mention for mention in mentions if mention.parameter.unit in _DATE_UNITS]
        span = period(claim.iso)
        place = self.places[claim.id]
        if not fitting or span is None or claim.role is not None:
            return None
        if nearness.dates_a_report(self.text, place):
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
        made = Link(
            claim=claim,
            document=self.document.digest,
            parameter_id=nearest.parameter.id,
            low=float(span[0].first.toordinal()),
            high=float(span[1].last.toordinal()),
            as_of=said,
            as_of_source="document" if said else "none",
            document_date=said,
            bound=nearness.date_bound(self.text, place, (nearest.start, nearest.end), claim.mod),
            approx=False,
            confidence=self._confidence(claim, nearest),
        )
        return made, nearest

    def _aside(self, claim: Claim, mention: _Mention, sentence: Place) -> bool:
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
        self, place: Place, mentions: Sequence[_Mention], rivals: Sequence[Place]
    ) -> _Mention | None:
        """Return the mention nearest to a claim; None where two fit as well, or a rival is between."""
        near = [
            (distance, -(mention.end - mention.start), mention)
            for mention in mentions
            if (distance := gap(place, (mention.start, mention.end))) <= self.reach
            and not any(nearness.between(rival, place, (mention.start, mention.end)) for rival in rivals)
        ]
        if not near:
            return None
        best = min(near, key=lambda each: each[:2])
        others = {each[2].parameter.id for each in near if each[:2] == best[:2]}
        return best[2] if len(others) == 1 else None

    def _as_of(
        self, claim: Claim, sentence: Place
    ) -> tuple[PartialDate | None, Literal["clause", "document", "none"], bool]:
        """Return the date that a quantity is said of (of its clause, else the document's), and "since"."""
        place = self.places[claim.id]
        clause = self._clause(place, sentence)
        beside = [
            (gap(place, self.places[date.id]), span[0], date.mod == "from")
            for date in self.dates
            if date.role not in _SOURCE_ROLES
            and nearness.overlaps(self.places[date.id], clause)
            and (span := period(date.iso)) is not None
            and span[0] == span[1]
        ]
        if beside:
            _, as_of, since = min(beside, key=lambda each: each[0])
            return as_of, "clause", since
        said = self.document.date
        return (said, "document", False) if said is not None else (None, "none", False)

    def _clause(self, place: Place, sentence: Place) -> Place:
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
        distance = gap(self.places[claim.id], (mention.start, mention.end))
        sure = 0.9 if distance <= self.reach * _CLOSE else 0.7
        return round(sure * claim.confidence * (0.6 if claim.warning else 1.0), 3)


def _continued(link: Link, before: Link | None) -> Link:
    """Return a link with the date of the sentence before, where that speaks of the same thing."""
    if before is None or isinstance(link.claim, DateClaim) or link.as_of_source != "document":
        return link
    return replace(link, as_of=before.as_of, as_of_source="before", since=before.since)


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
