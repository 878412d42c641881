"""Monte Carlo error: how far a figure from n futures can be trusted, and how many digits to show.

Standard errors treat futures as independent. Futures come from a scrambled Sobol sequence, which spreads
the uncertain inputs more evenly than chance does, so these errors are usually a little too wide; the
monthly random draws are independent, and for most outcomes they dominate (Owen 1997).
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Z95 = 1.959963984540054
"""Standard normal quantile of a two-sided 95 % interval."""


def standard_error(probability: float, n: int) -> float:
    """Return the standard error of a share of ``n`` futures, sqrt(p(1-p)/n).

    Raises:
        ValueError: the probability is outside [0, 1] or ``n`` is under 1.
    """
    _check(probability, n)
    return math.sqrt(probability * (1.0 - probability) / n)


def wilson(probability: float, n: int, z: float = Z95) -> tuple[float, float]:
    """Return the Wilson score interval of a share of ``n`` futures (Wilson 1927).

    Unlike the textbook interval it stays inside [0, 1] and keeps a width when no future, or every
    future, has the event; its coverage is close to nominal also for small n (Brown, Cai & DasGupta 2001).

    Args:
        probability: observed share, in [0, 1].
        n: number of futures.
        z: standard normal quantile; 1.96 gives 95 %.

    Raises:
        ValueError: the probability is outside [0, 1] or ``n`` is under 1.
    """
    _check(probability, n)
    spread = z * math.sqrt(probability * (1.0 - probability) / n + z * z / (4.0 * n * n))
    centre = probability + z * z / (2.0 * n)
    scale = 1.0 + z * z / n
    low = 0.0 if probability == 0.0 else max(0.0, (centre - spread) / scale)
    high = 1.0 if probability == 1.0 else min(1.0, (centre + spread) / scale)
    return low, high


def _check(probability: float, n: int) -> None:
    if not 0.0 <= probability <= 1.0:
        raise ValueError(f"a probability lies between 0 and 1, not {probability!r}")
    if n < 1:
        raise ValueError(f"a share of {n!r} futures is not defined")


def mean_and_error(values: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Return the mean of finite values and its standard error (NaN for the error of a single value)."""
    count = values.size
    if count == 0:
        return math.nan, math.nan
    error = float(values.std(ddof=1)) / math.sqrt(count) if count > 1 else math.nan
    return float(values.mean()), error


def quantile(values: npt.NDArray[np.float64], share: float) -> float:
    """Return the smallest observed value that at least ``share`` of the values do not exceed.

    This definition (no interpolation) holds also when some values are infinite, as a date that never
    comes is. NaN when there are no values.
    """
    if values.size == 0:
        return math.nan
    return float(np.quantile(values, share, method="inverted_cdf"))


def quantile_error(values: npt.NDArray[np.float64], share: float) -> float:
    """Return the standard error of a quantile, from its distribution-free interval of order statistics.

    The ranks n·q ± 1.96·sqrt(n·q(1-q)) enclose the quantile with 95 % confidence (Conover 1999, §3.2);
    the distance of their values over 2·1.96 is the error. Infinite where the interval reaches a value
    that never comes, NaN for fewer than two values.
    """
    count = values.size
    if count < 2:
        return math.nan
    ordered = np.sort(values)
    reach = Z95 * math.sqrt(count * share * (1.0 - share))
    low = max(0, math.floor(count * share - reach) - 1)
    high = min(count - 1, math.ceil(count * share + reach) - 1)
    if math.isinf(ordered[high]):
        return 0.0 if ordered[low] == ordered[high] else math.inf
    return float(ordered[high] - ordered[low]) / (2.0 * Z95)


def step(error: float) -> float:
    """Return the step to round to: the power of ten nearest to the error.

    The error is between a third of the step and three and a half times it, so the last digit shown is
    the first uncertain one. Zero (round to nothing) when the error is zero, infinite or unknown.
    """
    if not math.isfinite(error) or error <= 0.0:
        return 0.0
    return float(10.0 ** math.ceil(math.log10(error / 3.55)))


def rounded(value: float, error: float) -> float:
    """Return the value rounded to what its standard error supports (see :func:`step`)."""
    unit = step(error)
    if not math.isfinite(value) or unit == 0.0:
        return value
    return round(value / unit) * unit


def shown(value: float, error: float, *, most_decimals: int = 3) -> str:
    """Return the value as text, with no digit that its Monte Carlo error does not support.

    Args:
        value: the figure, any unit.
        error: its standard error, same unit; 0 or NaN (nothing to say) leaves ``most_decimals``.
        most_decimals: never more decimals than this.
    """
    if not math.isfinite(value):
        return "–"
    unit = step(error)
    decimals = (
        most_decimals if unit == 0.0 else min(most_decimals, max(0, -math.floor(math.log10(unit) + 1e-9)))
    )
    text = f"{rounded(value, error):,.{decimals}f}"
    if unit == 0.0 and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.removeprefix("-") if float(text.replace(",", "")) == 0.0 else text
