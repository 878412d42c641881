"""How a figure is shown: by its unit, with no digit that its Monte Carlo error does not support."""

from __future__ import annotations

import math

from kaname.analysis import likelihood, missing, uncertainty
from kaname.base.languages import Words

_DECIMALS = {
    "person": 0,
    "month": 1,
    "year": 1,
    "count": 1,
    "index": 2,
    "share": 2,
    "percent": 2,
    "trillion": 2,
}
"""Most decimals by the first word of a unit; indices are ordinal and get no more than two digits."""

_FINER = 1
"""Differences may show this many decimals more than levels, where their error allows."""


_LEAST_ERROR = {"person": 10.0}
"""Levels are never shown finer than this allows: strengths are stated by the hundred, not by the head."""


def is_month(unit: str) -> bool:
    """Say whether the figure is a month by the model's index, not a length in months."""
    return unit.startswith("month index")


def is_year(unit: str) -> bool:
    """Say whether the figure is a calendar year, not a length in years."""
    return unit.startswith("calendar year")


def _decimals(unit: str) -> int:
    return _DECIMALS.get(unit.partition(" ")[0], 3)


def value(figure: float, error: float, unit: str, language: str) -> str:
    """Return a level: a month as ``2030-11``, a probability as percent, else a number (unit not added).

    Args:
        figure: in the outcome's unit; infinite means "not by the end of the run".
        error: its standard error, same unit; 0 or NaN when there is none.
        unit: the outcome's unit.
        language: ``en``, ``ja`` or ``ko``.
    """
    if math.isnan(figure):
        return "–"
    if math.isinf(figure):
        return Words(language, "analysis")("value.never")
    if is_month(unit):
        return str(missing.month_of(figure))
    if is_year(unit):
        return f"{figure:.0f}"
    if unit == "0/1":
        return likelihood.percent_phrase(figure, language)
    error = max(_LEAST_ERROR.get(unit, 0.0), error if math.isfinite(error) else 0.0)
    return uncertainty.shown(figure, error, most_decimals=_decimals(unit))


def difference(figure: float, error: float, unit: str, language: str) -> str:
    """Return a signed difference with its standard error; probabilities in percentage points.

    Differences of months are months, never a date.
    """
    words = Words(language, "analysis")
    if not math.isfinite(figure):
        return "–"
    if unit == "0/1":
        figure, error = 100.0 * figure, 100.0 * error
    decimals = 1 if unit == "0/1" else _decimals(unit)
    decimals += _FINER if decimals >= 2 else 0
    if not (math.isfinite(error) and error > 0.0):
        text = _signed(uncertainty.shown(figure, error, most_decimals=decimals))
    else:
        # Figure and error end at the error's first digit, or at the unit's last useful one; a difference
        # that is known to be there is not shown as 0.
        power = math.floor(math.log10(error))
        if abs(figure) < 2.0 * error or abs(figure) >= 0.5 * 10.0**-decimals:
            power = max(-decimals, power)
        unit_shown, places = 10.0**power, max(0, -power)
        held = round(figure / unit_shown) * unit_shown
        margin = round(error / unit_shown) * unit_shown
        shown = f"{margin:,.{places}f}" if margin > 0.0 else f"<{unit_shown:.{places}f}"
        text = words("value.with_error", value=_signed(f"{held:,.{places}f}"), error=shown)
    return words("value.points", value=text) if unit == "0/1" else text


def size(figure: float, error: float, unit: str, language: str) -> str:
    """Return an amount such as a regret: like a level, but months and years are lengths of time."""
    if is_month(unit) or is_year(unit):
        return uncertainty.shown(figure, error, most_decimals=1)
    if unit == "0/1":
        return f"{figure:.0f}"
    return value(figure, error, unit, language)


def percent(share: float) -> str:
    """Return a share of futures in whole percent, 0 and 100 only when none and all."""
    if not math.isfinite(share):
        return "–"
    if 0.0 < share < 0.01:
        return "<1"
    if 0.99 < share < 1.0:
        return ">99"
    return f"{100.0 * share:.0f}"


def _signed(text: str) -> str:
    if text.strip("-0.,") == "":
        return text.removeprefix("-")
    return "−" + text[1:] if text.startswith("-") else "+" + text
