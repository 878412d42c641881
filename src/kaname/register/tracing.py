"""From a value of the register to the sentence, the source or the assumption it rests on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from kaname.base.dates import PartialDate
from kaname.base.errors import InputError
from kaname.base.languages import Words
from kaname.register import evidence, sources, units
from kaname.register.register import Register, When
from kaname.register.schema import DatedValue, DocumentEvidence, Evidence, Parameter

if TYPE_CHECKING:
    from kaname.documents import Document

_CONTEXT = 60
"""Characters shown on each side where a span lies in no sentence."""


class Shelf(Protocol):
    """Where documents are looked up by digest (a :class:`kaname.documents.Library` is one)."""

    def get(self, reference: str, /) -> Document:
        """Return the document, or raise InputError."""


@dataclass(frozen=True, slots=True)
class Support:
    """One piece of evidence as the reader can follow it.

    Attributes:
        state: ``held`` the document holds the figure; ``broken`` it does not (``fault`` says why);
            ``absent`` the reader's library lacks the document; ``source`` a bibliographic source;
            ``unknown`` a source that the bibliography lacks.
        evidence: the pointer itself.
        document_key: citation key of the document, when the library has it.
        item: CSL-JSON item of the document or source, where it is known.
        sentence: the sentence that holds the figure, as the reader's own document has it.
        mark: start and end of the figure in ``sentence``.
        fault: why the evidence no longer holds.
    """

    state: Literal["held", "broken", "absent", "source", "unknown"]
    evidence: Evidence
    document_key: str | None = None
    item: Mapping[str, Any] | None = None
    sentence: str | None = None
    mark: tuple[int, int] | None = None
    fault: str | None = None

    @property
    def title(self) -> str | None:
        """Title of the document or source, where it is known."""
        return str(self.item.get("title") or "") if self.item is not None else None

    def reference(self, language: str) -> str:
        """One line of bibliography in the reader's language ("" where nothing is known)."""
        locator = getattr(self.evidence, "locator", None)
        return sources.reference(self.item, language, locator) if self.item is not None else ""

    def as_row(self, language: str = "en") -> dict[str, Any]:
        """The support as a JSON object; what does not apply is left out."""
        row = {
            "state": self.state,
            **self.evidence.model_dump(exclude_none=True),
            "key": self.document_key,
            "title": self.title,
            "reference": self.reference(language) or None,
            "sentence": self.sentence,
            "mark": list(self.mark) if self.mark else None,
            "fault": self.fault,
        }
        return {name: value for name, value in row.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Trace:
    """The path from a parameter's value to what it rests on.

    Attributes:
        parameter: the entry.
        value: the dated value in force; None for an entry that has only a distribution.
        as_of: the day asked for.
        supports: the evidence of the value, or of the distribution where there is no value.
    """

    parameter: Parameter
    value: DatedValue | None
    as_of: datetime.date
    supports: tuple[Support, ...]

    @property
    def overlay(self) -> bool:
        """Whether the reader's overlay gave the value (or, without a value, the entry)."""
        return self.value.overlay if self.value is not None else self.parameter.overlay

    def _shown(self, words: Words) -> str:
        """Return the value in words: by its name where it has one (0: no floor), else with its unit."""
        value = _scalar(self.value.value) if self.value is not None else None
        if str(value) in self.parameter.options:
            return words.pick(self.parameter.options[str(value)])
        return units.quantity(value, self.parameter.unit, words.language)

    def as_row(self, language: str = "en") -> dict[str, Any]:
        """The trace as one JSON object, texts in one language."""
        words, parameter = Words(language, "register"), self.parameter
        row: dict[str, Any] = {
            "id": parameter.id,
            "label": words.pick(parameter.label),
            "definition": words.pick(parameter.definition),
            "unit": parameter.unit,
            "class": parameter.value_class,
            "as_of": str(self.as_of),
            "overlay": self.overlay,
            "place": str((self.value or parameter).place),
            "evidence": [support.as_row(language) for support in self.supports],
        }
        if self.value is not None:
            row |= {
                "value": self.value.value,
                "shown": self._shown(words),
                "date": str(self.value.true_from),
                "status": self.value.status,
                "known_from": str(self.value.known_from),
            }
            if self.value.note:
                row["note"] = self.value.note
        if parameter.distribution is not None:
            row["distribution"] = parameter.distribution.model_dump(exclude_none=True)
        for name, text in (("rationale", parameter.rationale), ("would_change", parameter.would_change)):
            if text is not None:
                row[name] = words.pick(text)
        for name, ids in (("claims", parameter.claims), ("contested_by", parameter.contested_by)):
            if ids:
                row[name] = ids
        return row


def _scalar(value: Any) -> int | float | str | None:
    return ", ".join(str(part) for part in value) if isinstance(value, list) else value


def trace(
    register: Register, identifier: str, library: Shelf | None = None, as_of: When | None = None
) -> Trace:
    """Return what a parameter's value rests on.

    Args:
        register: the register.
        identifier: the parameter's id.
        library: the reader's documents; None: evidence in documents shows as absent.
        as_of: the day whose value is meant; by default the last day on which anything became known.

    Raises:
        InputError: the id is unknown, or it has no value on the day (and no distribution).
    """
    parameter = register.parameter(identifier)
    day = as_of if as_of is not None else last_knowledge(register)
    snapshot = register.as_of(day)
    value = snapshot.get(identifier)
    if value is None and parameter.distribution is None:
        value = snapshot.value(identifier)  # refuses, and says why
    cited: Sequence[Evidence] = value.evidence if value is not None else parameter.evidence
    supports = tuple(support(item, library, register.sources) for item in cited)
    return Trace(parameter, value, snapshot.date, supports)


def last_knowledge(register: Register) -> PartialDate:
    """Return the newest date on which anything in the register became known."""
    known = [row.known_from for parameter in register.values() for row in parameter.history]
    return max(known, key=lambda date: date.last, default=PartialDate(1, 1, 1))


def support(item: Evidence, library: Shelf | None, bibliography: Mapping[str, Mapping[str, Any]]) -> Support:
    """Resolve one piece of evidence against the reader's library or the bibliography."""
    if not isinstance(item, DocumentEvidence):
        source = bibliography.get(item.source)
        return Support("unknown" if source is None else "source", item, item=source)
    try:
        document = library.get(item.document) if library is not None else None
    except InputError:
        document = None
    if document is None:
        return Support("absent", item, item=_described(item.document, bibliography))
    if fault := evidence.fault(document.text, item):
        return Support("broken", item, document.key, document.citation, fault=fault)
    sentence, mark = sentence_of(document, *item.span)
    return Support("held", item, document.key, document.citation, sentence, mark)


def _described(digest: str, bibliography: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the bibliography's item for a document (its ``custom.digest``), so that it can be asked for."""
    for source in bibliography.values():
        custom = source.get("custom")
        if isinstance(custom, Mapping) and custom.get("digest") == digest:
            return source
    return None


def sentence_of(document: Document, start: int, end: int) -> tuple[str, tuple[int, int]]:
    """Return the sentence that holds a span of a document, and the span's place in that sentence.

    The sentence is of the normalised view (lines joined); where the view shows nothing of the span, it
    is a piece of the text itself.
    """
    from kaname.documents.sentences import sentence_at

    view = document.view
    inner = view.from_source(start, end)
    outer = view.from_source(*sentence_at(view, start, end, document.language)) if inner is not None else None
    if inner is not None and outer is not None:
        first, last = min(outer[0], inner[0]), max(outer[1], inner[1])
        # A line feed parts paragraphs of the view; a figure across two is still shown on one line.
        return view.text[first:last].replace("\n", " "), (inner[0] - first, inner[1] - first)
    first, last = max(0, start - _CONTEXT), min(len(document.text), end + _CONTEXT)
    return document.text[first:last], (start - first, end - first)
