"""How a value of each unit is written: which multiple, how many places, which word for the unit."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from kaname.base.dates import Month
from kaname.brief.numbers import NO_VALUE, Formatter


@dataclass(frozen=True, slots=True)
class Measure:
    """How one unit is written.

    Attributes:
        unit: message id of the unit (``brief.unit.person``), or an empty string for none.
        digits: decimal places of a value.
        factor: what a stored value is multiplied with before it is written.
        difference_digits: decimal places of a difference.
        difference_unit: message id of a difference's unit (points, where the value is a percentage).
        kind: ``probability``, ``month``, ``year`` or ``amount``.
    """

    unit: str = ""
    digits: int = 2
    factor: float = 1.0
    difference_digits: int = 2
    difference_unit: str = ""
    kind: str = "amount"

    def write(self, value: float | None, formatter: Formatter, *, start: Month | None = None) -> str:
        """Return the value with its unit in the reader's language; an en dash where there is none.

        Args:
            value: as stored in the run.
            formatter: the language.
            start: the month with index 0, needed by a unit of months of the model.
        """
        if value is not None and math.isinf(value) and self.kind in ("month", "year"):
            return formatter.words("brief.number.never")
        if value is None or not math.isfinite(value):
            return NO_VALUE
        if self.kind == "probability":
            return formatter.probability(value)
        if self.kind == "month" and start is not None:
            return formatter.month_and_year(start + round(value))
        if self.kind == "year":
            return formatter.date(f"{round(value):04d}")
        return self._unit(self.unit, formatter.decimal(value * self.factor, self.digits), formatter)

    def bare(self, value: float | None, formatter: Formatter, *, start: Month | None = None) -> str:
        """Return the value without its unit (a table's head names it)."""
        if value is None or not math.isfinite(value) or self.kind != "amount":
            return self.write(value, formatter, start=start)
        return formatter.decimal(value * self.factor, self.digits)

    def name(self, formatter: Formatter) -> str:
        """Return the unit's name for a table's head or an axis."""
        if self.kind == "probability":
            return formatter.words("brief.unit.probability")
        if self.kind in ("month", "year"):
            return formatter.words("brief.unit.date")
        return formatter.words(f"{self.unit}.name" if self.unit else "brief.unit.index")

    def difference_name(self, formatter: Formatter) -> str:
        """Return the name of a difference's unit."""
        return (
            formatter.words(f"{self.difference_unit}.name") if self.difference_unit else self.name(formatter)
        )

    def write_difference(self, value: float | None, formatter: Formatter, *, signed: bool = True) -> str:
        """Return a difference of two values (or its standard error, unsigned) with its unit."""
        if value is None or not math.isfinite(value):
            return NO_VALUE
        text = formatter.decimal(value * self._scale, self.difference_digits, signed=signed)
        return self._unit(self.difference_unit, text, formatter)

    def bare_difference(self, value: float | None, formatter: Formatter, *, signed: bool = True) -> str:
        """Return a difference without its unit."""
        if value is None or not math.isfinite(value):
            return NO_VALUE
        return formatter.decimal(value * self._scale, self.difference_digits, signed=signed)

    def smallest_shown(self) -> float:
        """The smallest difference that does not print as zero, in the stored unit."""
        return float(0.5 * 10.0**-self.difference_digits / self._scale)

    @property
    def _scale(self) -> float:
        return 100.0 if self.kind == "probability" else self.factor

    @staticmethod
    def _unit(message: str, text: str, formatter: Formatter) -> str:
        return formatter.words(message, value=text) if message else text


_PROBABILITY = Measure("", 0, 1.0, 1, "brief.unit.point", "probability")
_PERSON = Measure("brief.unit.person", 0, 1.0, 0, "brief.unit.person")
_GDP_PERCENT = Measure("brief.unit.percent_of_gdp", 2, 1.0, 2, "brief.unit.point")
_GDP_SHARE = Measure("brief.unit.percent_of_gdp", 2, 100.0, 2, "brief.unit.point")
_SHARE = Measure("brief.unit.percent", 1, 100.0, 1, "brief.unit.point")
_INDEX = Measure("", 2, 1.0, 3)


def _won(message: str) -> Measure:
    return Measure(message, 2, 1.0, 2, message)


_TABLE: tuple[tuple[str, Measure], ...] = (
    (r"0/1.*|event|flag|probability|boolean", _PROBABILITY),
    (r"persons?|people|troops", _PERSON),
    (r"(%|percent)_of_gdp|percent", _GDP_PERCENT),
    (r"share_of_gdp", _GDP_SHARE),
    (r"(tn|trillion)_krw(_nominal)?_per_year.*", _won("brief.unit.trillion_krw_a_year")),
    (r"(tn|trillion)_krw.*(prices|2026).*", _won("brief.unit.trillion_krw_real")),
    (r"(tn|trillion)_krw.*", _won("brief.unit.trillion_krw")),
    (r"month_index.*", Measure("", 0, 1.0, 1, "brief.unit.month", "month")),
    (r"months?", Measure("brief.unit.month", 1, 1.0, 2, "brief.unit.month")),
    (r"calendar_year", Measure("", 0, 1.0, 1, "brief.unit.year", "year")),
    (r"years?", Measure("brief.unit.year", 1, 1.0, 2, "brief.unit.year")),
    (r"share.*|ratio|fraction", _SHARE),
    (r"count|occasions?", Measure("", 1, 1.0, 2)),
    (r"index|utility|logit", _INDEX),
)


def measure_of(unit: str, *, identifier: str = "") -> Measure:
    """Return how a unit of the run's manifest or of the register is written.

    Args:
        unit: the unit's name, as written there.
        identifier: register id; an outcome or indicator that is a share of GDP says so there.
    """
    name = re.sub(r"[\s/]+per[\s]+|\s*/\s*(?=year)", "_per_", unit.strip().lower())
    name = re.sub(r"\s+", "_", name)
    if identifier.startswith("command.prob_"):
        return _PROBABILITY
    for pattern, measure in _TABLE:
        if re.fullmatch(pattern, name):
            return measure
    return Measure()
