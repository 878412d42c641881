"""The form of a register entry: what it must say, and what it may.

An entry is written under its id (``system.name``) in YAML; :mod:`kaname.register.loader` reads it and
gives each mistake its file and line. Every message here is shown to the person who wrote the entry.
"""

from __future__ import annotations

import datetime
import difflib
import math
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    PlainValidator,
    PrivateAttr,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from kaname.base.dates import PartialDate
from kaname.base.errors import InputError
from kaname.base.languages import LANGUAGES
from kaname.register import units
from kaname.register.problems import Place

SYSTEMS = (
    "politics", "command", "posture", "burden", "deterrence",
    "region", "industry", "consultation", "cohesion",
)  # fmt: skip
"""The nine systems, in the words used everywhere."""

IDENTIFIER = re.compile(rf"(?:{'|'.join(SYSTEMS)})\.[a-z][a-z0-9_]*")

LONGEST_EXACT = 40
"""Characters of a document that evidence may carry: the figure, never the sentence."""

NOWHERE = Place("", 0)


def _fail(text: str, *path: str) -> PydanticCustomError:
    """Return an error with a whole sentence, and the key that it concerns if that lies deeper."""
    return PydanticCustomError("register", "{text}", {"text": text, "path": list(path)})


def _labels(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _fail(f"write it in each language: {{{', '.join(f'{name}: …' for name in LANGUAGES)}}}")
    missing = [name for name in LANGUAGES if not str(value.get(name) or "").strip()]
    if missing:
        raise _fail(f"lacks {' and '.join(missing)}: a text in en, ja and ko is needed")
    unknown = [str(name) for name in value if name not in LANGUAGES]
    if unknown:
        raise _fail(f"has the unknown language {unknown[0]!r}: only en, ja and ko are read")
    wrong = [name for name in LANGUAGES if not isinstance(value[name], str)]
    if wrong:
        raise _fail(f"{wrong[0]} is {value[wrong[0]]!r}, not a text: put it in quotation marks")
    return {name: " ".join(value[name].split()) for name in LANGUAGES}


def _date(value: Any) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(str(value))
    except InputError:
        raise _fail(
            f"{value!s} is not a date: write YYYY-MM-DD (or YYYY-MM, YYYY), a day that exists"
        ) from None


def _unit(value: Any) -> str:
    if not isinstance(value, str):
        raise _fail(f"unit {value!r} is not a text: write such as person, or 'krw_nominal / year'")
    try:
        units.parse(value)
    except units.UnitError as error:
        raise _fail(str(error)) from None
    return value


def _finite(value: Any) -> Any:
    if isinstance(value, bool):
        raise _fail(f"{value} is not a number: write 1 or 0")
    if isinstance(value, float) and not math.isfinite(value):
        raise _fail(f"{value} is not a finite number")
    return value


Labels = Annotated[dict[str, str], PlainValidator(_labels)]
"""A text in English, Japanese and Korean."""

Date = Annotated[PartialDate, PlainValidator(_date), PlainSerializer(str)]
"""A date known to the day, the month or the year."""

Number = Annotated[float | int, BeforeValidator(_finite)]
Scalar = Annotated[int | float | str, BeforeValidator(_finite)]
Value = Annotated[int | float | str | list[Scalar] | None, BeforeValidator(_finite)]
"""A number, a word (categories), a vector (one element a type), or None for a value known to lapse."""


class Strict(BaseModel):
    """What all parts of an entry share: no unknown keys, no silent conversion, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class DocumentEvidence(Strict):
    """A place in a document that the reader may or may not have.

    Attributes:
        document: digest of the document's original bytes, ``sha256:`` and 64 hexadecimal digits.
        span: start and end in the document's text, in code points, half open.
        exact: the figure as it is written there (blanks may differ), at most 40 characters.
    """

    document: str = Field(pattern=r"^sha256:[0-9a-f]{64}$")
    span: list[Annotated[int, Field(ge=0)]] = Field(min_length=2, max_length=2)
    exact: str = Field(min_length=1, max_length=LONGEST_EXACT)
    note: str | None = None

    @model_validator(mode="after")
    def _ordered(self) -> DocumentEvidence:
        if self.span[0] >= self.span[1]:
            raise _fail(f"span {self.span} is empty or reversed: write [start, end] with start < end")
        return self


class SourceEvidence(Strict):
    """A bibliographic source without local text: its CSL id in ``sources.json`` and the place in it."""

    source: str = Field(min_length=1)
    locator: str | None = None
    note: str | None = None


def _kind_of_evidence(value: Any) -> str | None:
    if isinstance(value, DocumentEvidence | SourceEvidence):
        return "of a document" if isinstance(value, DocumentEvidence) else "of a source"
    if not isinstance(value, dict) or ("document" in value) == ("source" in value):
        return None
    return "of a document" if "document" in value else "of a source"


Evidence = Annotated[
    Annotated[DocumentEvidence, Tag("of a document")] | Annotated[SourceEvidence, Tag("of a source")],
    Discriminator(
        _kind_of_evidence,
        custom_error_type="register",
        custom_error_message="evidence is either {document: digest, span: [start, end], exact: figure}"
        " or {source: id, locator: page}",
    ),
]
"""Where something is said: in a document (digest and span) or in a bibliographic source."""


class Uniform(Strict):
    """Every number between ``low`` and ``high`` is equally likely."""

    kind: Literal["uniform"]
    low: Number
    high: Number

    @model_validator(mode="after")
    def _ordered(self) -> Uniform:
        if self.low >= self.high:
            raise _fail(f"low {self.low} is not below high {self.high}")
        return self

    def holds(self, value: float) -> bool:
        """Whether the value can be drawn."""
        return self.low <= value <= self.high

    @property
    def support(self) -> tuple[float, float]:
        """Smallest and largest value that can be drawn."""
        return float(self.low), float(self.high)


class Discrete(Strict):
    """One of the given values; equally likely when no ``weights`` are given (structural switches)."""

    kind: Literal["discrete"]
    values: list[Number] = Field(min_length=2)
    weights: list[Annotated[float, Field(gt=0)]] | None = None

    @model_validator(mode="after")
    def _matched(self) -> Discrete:
        if len(set(self.values)) < len(self.values):
            raise _fail(f"values {self.values} name one value twice")
        if self.weights is not None and len(self.weights) != len(self.values):
            raise _fail(f"{len(self.weights)} weights for {len(self.values)} values")
        return self

    def holds(self, value: float) -> bool:
        """Whether the value can be drawn."""
        return value in self.values

    @property
    def support(self) -> tuple[float, float]:
        """Smallest and largest value that can be drawn."""
        return float(min(self.values)), float(max(self.values))


Distribution = Annotated[Uniform | Discrete, Field(discriminator="kind")]


class DatedValue(Strict):
    """What was true from a date on, since when that is known, and on whose word.

    Attributes:
        true_from: the date of effect (the key in the file).
        value: number, word, vector, or None when the value is known to have lapsed.
        status: how it stands to the world; ``assumed`` only in class A.
        known_from: the first day on which a reader could know it.
        evidence: where it is said.
        note: how the figure follows from the evidence, where that is not plain.
        carried_out: of a plan that was changed later: the entry that holds what was done all the same.
    """

    true_from: Date
    value: Value
    status: Literal["observed", "enacted", "announced", "forecast", "assumed"]
    known_from: Date
    evidence: list[Evidence] = []
    note: str | None = None
    carried_out: str | None = None
    _place: Place = PrivateAttr(default=NOWHERE)
    _overlay: bool = PrivateAttr(default=False)

    @model_validator(mode="after")
    def _not_foreseen(self) -> DatedValue:
        if self.status == "observed" and self.known_from.last < self.true_from.first:
            raise _fail(
                f"observed on {self.true_from} but known from {self.known_from}: what is known before"
                " it holds is announced, enacted or forecast"
            )
        return self

    @property
    def place(self) -> Place:
        """File and line of the value."""
        return self._place

    @property
    def overlay(self) -> bool:
        """Whether the reader's overlay gave (or replaced) it."""
        return self._overlay


class Mentions(Strict):
    """Words that, near a quantity of the entry's unit, say that the entry is meant; ``not`` excludes.

    "A & B": both stand in the sentence, and nearness is to A. "A … B": B follows A within the clause.
    """

    en: list[str] = []
    ja: list[str] = []
    ko: list[str] = []
    excluded: list[str] = Field(default=[], alias="not")

    def words(self, language: str) -> list[str]:
        """Return the words of one language."""
        return {"en": self.en, "ja": self.ja, "ko": self.ko}.get(language, [])


class Counterpart(Strict):
    """The entry of the same thing: by another ``definition``, or as it came after this ``plan``."""

    id: str
    relation: Literal["definition", "plan"]


def dated_rows(values: Any) -> list[tuple[str, int | None, Any]]:
    """Flatten ``values``: the date, the position in a list of vintages (or None), the raw value."""
    rows: list[tuple[str, int | None, Any]] = []
    for date, row in values.items():
        if isinstance(row, list):
            rows.extend((str(date), position, vintage) for position, vintage in enumerate(row))
        else:
            rows.append((str(date), None, row))
    return rows


def _history(values: Any) -> Any:
    if isinstance(values, tuple | list):
        return values
    if not isinstance(values, dict):
        raise _fail("values are written by date: {2026-01-01: {value: …, status: …, known_from: …}}")
    history = []
    for date, _, row in dated_rows(values):
        if not isinstance(row, dict):
            raise _fail(
                f"the value of {date} is {row!r}: write {{value: …, status: …, known_from: …}}",
                "values",
                date,
            )
        if "true_from" in row:
            raise _fail(f"the value of {date} has a key true_from: the date itself says it")
        history.append({"true_from": date, **row})
    return history


class Parameter(Strict):
    """One dated quantity of the alliance, with its evidence or the reason for the assumption.

    Attributes:
        id: ``system.name``, the same words as in the code.
        value_class: D estimated from data, S range of a published source, A assumption.
        history: the dated values, by date of effect, then by when they became known (a date may hold
            several vintages).
        distribution: of an uncertain parameter; ``evidence`` is for it.
        options: labels of the values of a category, by value; of a measured quantity, words for special
            values only (``0``: no floor; ``none``: no date set).
        anchors: what the numbers of an index mean, by number.
        limit: set where the value is itself a limit (a floor is ``lower``): "not below 28,500" then
            states the value instead of bounding it.
        change: set where the value is itself a change ("up 13.9 percent"), which no level is.
        counterpart: the entry with which documents that mean this one are compared besides.
        multiple_of: of a multiple: the entry that it multiplies ("five times A" then says A too).
    """

    id: str
    kind: Literal["state", "parameter", "constant", "switch", "lever", "series", "calendar"]
    label: Labels
    definition: Labels
    unit: Annotated[str, BeforeValidator(_unit)]
    value_class: Literal["D", "S", "A"] = Field(alias="class")
    history: Annotated[list[DatedValue], BeforeValidator(_history)] = Field(default=[], alias="values")
    distribution: Distribution | None = None
    evidence: list[Evidence] = []
    rationale: Labels | None = None
    would_change: Labels | None = None
    claims: list[str] = []
    contested_by: list[str] = []
    stale_after: Date | None = None
    mentions: Mentions | None = None
    options: dict[str, Labels] = {}
    anchors: dict[str, Labels] = {}
    limit: Literal["lower", "upper"] | None = None
    change: bool = False
    counterpart: Counterpart | None = None
    multiple_of: str | None = None
    note: str | None = None
    _place: Place = PrivateAttr(default=NOWHERE)
    _overlay: bool = PrivateAttr(default=False)

    @model_validator(mode="after")
    def _grounded(self) -> Parameter:
        if not IDENTIFIER.fullmatch(self.id):
            raise _fail(_identifier_fault(self.id))
        if not self.history and self.distribution is None:
            raise _fail("has neither values nor a distribution")
        if "none" in self.options:
            # What is known to be absent is None in the data and "none" where a value is a word.
            self.options.setdefault("None", self.options["none"])
        if self.value_class == "A":
            if self.rationale is None:
                raise _fail("class A (assumption) without a rationale: say in en, ja and ko why")
        else:
            self._evidenced()
        self.history.sort(key=lambda row: (row.true_from.first, row.known_from.last))
        return self

    def _evidenced(self) -> None:
        """Class D and S: every value and the distribution stand on evidence."""
        for row in self.history:
            if row.status == "assumed":
                raise _fail(
                    f"the value of {row.true_from} is assumed: only an entry of class A may assume",
                    "values",
                    str(row.true_from),
                )
            if not row.evidence:
                raise _fail(
                    f"class {self.value_class}, but the value of {row.true_from} has no evidence",
                    "values",
                    str(row.true_from),
                )
        if self.distribution is not None and not self.evidence:
            raise _fail(f"class {self.value_class}, but the distribution has no evidence", "distribution")

    @property
    def system(self) -> str:
        """The system that owns it."""
        return self.id.partition(".")[0]

    @property
    def name(self) -> str:
        """The last part of the id."""
        return self.id.partition(".")[2]

    @property
    def values(self) -> Mapping[datetime.date, DatedValue]:
        """The values by first day of effect, the vintage known last for each day."""
        return {row.true_from.first: row for row in self.history}

    @property
    def place(self) -> Place:
        """File and line of the entry."""
        return self._place

    @property
    def file(self) -> str:
        """The file that holds the entry."""
        return self._place.file

    @property
    def line(self) -> int:
        """The line on which the entry begins."""
        return self._place.line

    @property
    def overlay(self) -> bool:
        """Whether the reader's overlay added or changed the entry."""
        return self._overlay


def _identifier_fault(identifier: str) -> str:
    """Say what is wrong with an id, with the nearest system where that is the fault."""
    system, dot, _ = identifier.partition(".")
    if dot and system not in SYSTEMS:
        close = difflib.get_close_matches(system, SYSTEMS, n=1, cutoff=0.5)
        hint = f"did you mean {close[0]}?" if close else f"the systems are {', '.join(SYSTEMS)}"
        return f"id {identifier!r} names no system {system!r}: {hint}"
    return f"id {identifier!r} is not system.name (such as posture.usfk_troops, small letters and _)"
