"""What the grammars of quantities hand on, and how it becomes a claim."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaname.claims.model import CLASS_OF_UNIT, QuantityClaim
from kaname.claims.reading import Reading

Value = int | float


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity at a span of the view; fields as in :class:`QuantityClaim`."""

    start: int
    end: int
    unit: str
    value: Value | None = None
    range: tuple[Value, Value] | None = None
    bound: str | None = None
    approx: bool = False
    change: str | None = None
    warning: str | None = None


def scaled(value: Value, factor: float) -> Value:
    """The value in the base unit, whole numbers kept whole."""
    if factor == 1:
        return value
    product = round(value * factor, 9)
    return int(product) if product == int(product) else product


def to_claim(reading: Reading, found: Found) -> QuantityClaim:
    """The claim at the source span; a damaged figure is less certain, as are bare counters."""
    confidence = 0.95
    klass = CLASS_OF_UNIT.get(found.unit, "count")
    if klass in ("count", "duration"):
        confidence = 0.85
    if found.warning:
        confidence = 0.4
    return QuantityClaim(
        **reading.place(found.start, found.end),  # type: ignore[arg-type]
        value=found.value,
        range=found.range,
        unit=found.unit,
        bound=found.bound,
        approx=found.approx,
        change=found.change,
        klass=klass,
        warning=found.warning,
        measure=measure(reading.view.text, found.start),
        confidence=confidence,
    )


_MEASURE = re.compile(r"[^\s、。,.;:；：「」『』()（）\n][^、。;；「」『』()（）\n]{0,39}$")


def measure(text: str, start: int) -> str | None:
    """The words before an amount in its clause, at most 40 characters: what it is an amount of.

    A plain cut, not an analysis; linking a claim to a parameter reads the sentence itself.
    """
    before = text[max(0, start - 40) : start].rsplit("\n", 1)[-1]
    match = _MEASURE.search(before)
    return match.group().strip() or None if match else None
