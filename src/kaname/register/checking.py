"""``register check``: what a reviewer must mend before the register can be relied on."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Protocol

from kaname.base.errors import InputError, nearest
from kaname.base.workspace import Workspace
from kaname.register import evidence, units
from kaname.register.problems import Place, Problem
from kaname.register.register import Register, read
from kaname.register.schema import DocumentEvidence, Parameter, SourceEvidence

_NAMED_VALUES = ("category", "stage", "flag", "switch")
"""Units of entries whose every value has a name; elsewhere ``options`` name special values only."""


class Texts(Protocol):
    """What holds documents by digest (a :class:`kaname.documents.Library` does)."""

    def get(self, reference: str, /) -> evidence.Text:
        """Return the document, or raise InputError."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found, and how much it looked at."""

    problems: tuple[Problem, ...]
    counts: dict[str, int]

    @property
    def errors(self) -> int:
        """Problems that fail the check."""
        return sum(problem.severity == "error" for problem in self.problems)


def check(
    workspace: Workspace | None = None,
    library: Texts | None = None,
    *,
    used: Collection[str] | None = None,
    today: datetime.date | None = None,
) -> Report:
    """Check the register as it is read from the package and a workspace's overlay.

    Args:
        workspace: whose overlay to include.
        library: documents in which evidence is looked up; what it lacks is counted, not a fault.
        used: ids that the model uses. Entries that nothing uses, and ids that the register lacks, are then
            errors; None: not checked.
        today: the day against which entries go stale.
    """
    register, problems = read(workspace)
    return examine(register, problems, library, used=used, today=today)


def examine(
    register: Register,
    problems: Collection[Problem] = (),
    library: Texts | None = None,
    *,
    used: Collection[str] | None = None,
    today: datetime.date | None = None,
) -> Report:
    """Check a register that has been read; ``problems`` are those that reading it found."""
    found = list(problems)
    counts = Counter[str](
        {"entries": len(register), "sources": len(register.sources), "D": 0, "S": 0, "A": 0, "values": 0}
    )
    for parameter in register.values():
        counts[parameter.value_class] += 1
        counts["values"] += len(parameter.history)
        found += _entry(parameter)
        found += _references(register, parameter)
        found += _stale(parameter, today or datetime.date.today())
        found += _evidence(register, parameter, library, counts)
    if used is not None:
        found += _use(register, used)
    order = sorted(found, key=lambda problem: (problem.severity, problem.place, problem.what))
    return Report(tuple(dict.fromkeys(order)), dict(counts))


def _entry(parameter: Parameter) -> Iterator[Problem]:
    """Look for what the schema cannot see in one part alone."""
    if parameter.value_class == "A" and parameter.would_change is None:
        yield Problem(
            parameter.place,
            f"{parameter.id}: class A does not say what would change it",
            "add would_change: {en: …, ja: …, ko: …}",
            "warning",
        )
    seen: set[tuple[str, str]] = set()
    for row in parameter.history:
        vintage = (str(row.true_from), str(row.known_from))
        if vintage in seen:
            what = f"{parameter.id}: two values true from {row.true_from} and known from {row.known_from}"
            yield Problem(row.place, what, "keep one, or date the second's knowledge")
        seen.add(vintage)
        held = parameter.distribution
        if held is not None and isinstance(row.value, int | float) and not held.holds(row.value):
            low, high = held.support
            what = f"{parameter.id}: {row.value} is out of its distribution ({low:g} to {high:g})"
            yield Problem(row.place, what, "widen the distribution or mend the value")
        named = parameter.options and parameter.unit in _NAMED_VALUES
        if named and row.value is not None and str(row.value) not in parameter.options:
            known = ", ".join(parameter.options)
            yield Problem(
                row.place,
                f"{parameter.id}: {row.value!r} is none of its options ({known})",
                "mend one of them",
            )
    yield from _twice(parameter)


def _references(register: Register, parameter: Parameter) -> Iterator[Problem]:
    """Look for entries that an entry names and the register lacks, or holds in another unit."""
    other = parameter.counterpart
    named = [(parameter.place, other.id, parameter.unit)] if other is not None else []
    if parameter.multiple_of is not None:
        named.append((parameter.place, parameter.multiple_of, ""))
    named += [(row.place, row.carried_out, "") for row in parameter.history if row.carried_out is not None]
    for place, identifier, unit in named:
        if identifier not in register:
            close = nearest(identifier, sorted(register)) or "mend the id"
            yield Problem(place, f"{parameter.id} names {identifier}, which the register lacks", close)
        elif unit and units.factor(unit, register[identifier].unit) is None:
            what = f"{parameter.id} is compared with {identifier}, whose unit does not convert"
            yield Problem(place, what, "compare quantities of one kind")


def _twice(parameter: Parameter) -> Iterator[Problem]:
    for language in ("en", "ja", "ko"):
        words = parameter.mentions.words(language) if parameter.mentions else []
        for word, times in Counter(words).items():
            if times > 1:
                yield Problem(
                    parameter.place, f"{parameter.id}: mentions name {word!r} twice", "keep one", "warning"
                )


def _stale(parameter: Parameter, today: datetime.date) -> Iterator[Problem]:
    if parameter.stale_after is not None and parameter.stale_after.last < today:
        yield Problem(
            parameter.place,
            f"{parameter.id} is stale since {parameter.stale_after}",
            "look for a newer value, then move stale_after",
            "warning",
        )


def _evidence(
    register: Register, parameter: Parameter, library: Texts | None, counts: Counter[str]
) -> Iterator[Problem]:
    cited = [(parameter.place, item) for item in parameter.evidence]
    cited += [(row.place, item) for row in parameter.history for item in row.evidence]
    for place, item in cited:
        if isinstance(item, SourceEvidence):
            counts["source evidence"] += 1
            if item.source not in register.sources:
                yield Problem(place, f"{parameter.id}: no source {item.source!r}", "add it to sources.json")
        else:
            counts["document evidence"] += 1
            yield from _document(parameter, place, item, library, counts)


def _document(
    parameter: Parameter, place: Place, item: DocumentEvidence, library: Texts | None, counts: Counter[str]
) -> Iterator[Problem]:
    if library is None:
        return
    try:
        text = library.get(item.document).text
    except InputError:
        counts["evidence not in the library"] += 1
        return
    counts["evidence looked up"] += 1
    if fault := evidence.fault(text, item):
        yield Problem(place, f"{parameter.id}: {fault}", "correct the span, or the figure")


def _use(register: Register, used: Collection[str]) -> Iterator[Problem]:
    """Look for entries that nothing uses and for ids that the model uses in vain.

    The model uses an entry, or the claims of documents link to it (it has mentions), or it is history for
    the reader (a series or calendar). An entry of the reader's own that nothing uses is not an error.
    """
    for identifier in sorted(set(register) - set(used)):
        parameter = register[identifier]
        if parameter.mentions is not None or parameter.kind in ("series", "calendar"):
            continue
        what = f"{identifier}: nothing uses it"
        if parameter.overlay:
            hint = nearest(identifier, sorted(used)) or "add mentions, so that claims can link to it"
            yield Problem(parameter.place, what, hint, "warning")
        else:
            yield Problem(parameter.place, what, "use it or remove it")
    for identifier in sorted(set(used) - set(register)):
        place = Place(f"register/data/{identifier.partition('.')[0]}.yaml", 1)
        yield Problem(place, f"the model uses {identifier}, which the register lacks", "add the entry")
