"""What a claim is: a typed, frozen record of what a document says at a span.

Values of the fields follow the closed vocabularies below; :meth:`Claim.as_row` writes a claim as one flat
row for programs (``kaname claims --format jsonl``), leaving out what does not apply.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from typing import Any, ClassVar, NamedTuple

UNITS = [
    "USD",
    "KRW",
    "JPY",
    "EUR",
    "CNY",
    "GBP",
    "%",
    "pp",
    "ratio",
    "fold",
    "person",
    "age",
    "rank",
    "year",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "km",
    "m",
    "km2",
    "kg",
    "t",
    "country",
    "company",
    "seat",
    "stage",
    "occasion",
    "round",
    "count",
]
"""Unit codes of quantities; amounts are in the base unit (25 billion dollars: 25000000000 ``USD``)."""

CLASS_OF_UNIT = {
    **dict.fromkeys(("USD", "KRW", "JPY", "EUR", "CNY", "GBP"), "money"),
    **dict.fromkeys(("%", "pp"), "percent"),
    **dict.fromkeys(("year", "month", "week", "day", "hour", "minute"), "duration"),
    **dict.fromkeys(("km", "m"), "length"),
    **dict.fromkeys(("kg", "t"), "weight"),
    **{
        "ratio": "fraction",
        "fold": "multiple",
        "person": "people",
        "age": "age",
        "rank": "rank",
        "km2": "area",
    },
}
"""The class of a quantity by its unit; every other unit is a ``count``."""


class Span(NamedTuple):
    """A half-open span of a document's text, in Unicode code points."""

    start: int
    end: int


class Part(NamedTuple):
    """A part of a claim at its own span (the speaker, the verb, the content of a statement)."""

    start: int
    end: int
    text: str

    def as_row(self) -> dict[str, Any]:
        """The part as a JSON object."""
        return self._asdict()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a document says at a span; proposed by the program until a person accepts it.

    Attributes:
        document: digest of the document (``sha256:…``), empty for text that is in no library.
        start: offset of the first character in the document's text.
        end: offset after the last.
        text: what stands there, unedited.
        warning: why the reading may be wrong (a slip in the source), or None.
        confidence: the program's own estimate, 0 to 1, that the reading is right; see
            ``docs`` of :mod:`kaname.claims` for how it comes about. Not a measured probability.
    """

    type: ClassVar[str] = "claim"

    document: str = ""
    start: int
    end: int
    text: str
    warning: str | None = None
    confidence: float = 1.0

    @property
    def id(self) -> str:
        """A short name that stays while document, type and span stay."""
        named = f"{self.document}\n{self.type}\n{self.start}\n{self.end}"
        return hashlib.sha256(named.encode()).hexdigest()[:12]

    @property
    def span(self) -> Span:
        """The claim's span in the document's text."""
        return Span(self.start, self.end)

    def as_row(self) -> dict[str, Any]:
        """The claim as one flat JSON object; fields that do not apply are left out."""
        row: dict[str, Any] = {"type": self.type, "id": self.id}
        for each in fields(self):
            value = getattr(self, each.name)
            if value is None or value is False or value == () or each.name == "document":
                continue
            name = _ROW_NAMES.get(each.name, each.name)
            row[name] = value.as_row() if isinstance(value, Part) else _plain(value)
        return row


_ROW_NAMES = {"klass": "cls", "entity": "id"}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityClaim(Claim):
    """An amount with its unit.

    Attributes:
        value: the number in the base unit; None where ``range`` is given.
        range: low and high, in the base unit.
        unit: one of :data:`UNITS`.
        bound: ``>=`` ``<=`` ``>`` ``<``, or None.
        approx: whether the text says about, roughly.
        change: ``+`` or ``-`` when the amount is one of change.
        klass: class of the unit (``people money percent …``); ``cls`` in rows.
        measure: the words just before, which tell of what it is an amount, or None.
        value_as_written: set where the figure is damaged and ``value`` is a reading of it.
    """

    type: ClassVar[str] = "quantity"

    value: int | float | None = None
    range: tuple[int | float, int | float] | None = None
    unit: str
    bound: str | None = None
    approx: bool = False
    change: str | None = None
    klass: str | None = None
    measure: str | None = None
    value_as_written: int | float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateClaim(Claim):
    """A calendar expression.

    Attributes:
        iso: ``YYYY[-MM[-DD]]``, a range ``a/b`` of two, or a decade ``199X``; None where nothing in the
            text or the document's date tells the year.
        kind: century range relative relative-duration era fiscal twodigit-year day-only yearless absolute.
        mod: from until by early mid end, or None.
        role: docdate citation access medium footnote, or None in running text.
    """

    type: ClassVar[str] = "date"

    iso: str | None = None
    kind: str
    mod: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementClaim(Claim):
    """Someone says something.

    Attributes:
        content: what is said, with its brackets, without the particle after it.
        verb: the reporting verb with its ending.
        speaker: who says it, or None where no words say who.
        quote: direct indirect mixed passive agreement hearsay list-item.
        implicit_speaker: the speaker stands in an earlier sentence.
        speaker_id: the gazetteer's id of the speaker, or None where it knows none.
        lemma: dictionary form of the verb.
        act: what kind of act it is, as a PLOVER code (``CONSULT``, ``REQUEST`` …), or None.
        negated: the text says that it was not said.
        date: when, as ``iso`` of a date claim in the same clause, or None.
    """

    type: ClassVar[str] = "statement"

    content: Part
    verb: Part | None = None
    speaker: Part | None = None
    quote: str
    implicit_speaker: bool = False
    speaker_id: str | None = None
    lemma: str | None = None
    act: str | None = None
    negated: bool = False
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneClaim(Claim):
    """A plan, target, legal floor, decision or commitment.

    Attributes:
        status: planned done enacted standing superseded.
        due: when it is to be fulfilled (forms of ``iso``), or None.
        date: when it was agreed, decided or pledged, or None.
        what: the words that say what.
        actor: who bound themselves, or None.
    """

    type: ClassVar[str] = "milestone"

    status: str
    due: str | None = None
    date: str | None = None
    what: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionClaim(Claim):
    """A person, body or other entity named at a span.

    Attributes:
        entity: its id in the gazetteer, or None.
        kind: person body place document event.
    """

    type: ClassVar[str] = "mention"

    entity: str | None = None
    kind: str


CLAIM_TYPES: dict[str, type[Claim]] = {
    each.type: each for each in (QuantityClaim, DateClaim, StatementClaim, MilestoneClaim, MentionClaim)
}
"""Claim classes by the name of their type."""
