"""Is n enough? Headline figures over the first quarter, half and all of the futures.

The draws are prefix-stable, so the first n/2 futures of a run are a run of n/2. For independent futures
the mean over all and the mean over the first half differ by about the standard error of the whole:
var(half - whole) = s²·(2/n - 1/n) = s²/n; likewise quarter and half. A change much larger than that is
a sign that a few futures carry the figure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
import xarray as xr

from kaname.analysis import ensemble, uncertainty

PROBABILITY_TOLERANCE = 0.02
"""Half-width of the 95 % interval wanted of a probability."""

SPREAD_TOLERANCE = 0.05
"""Half-width wanted of any other mean, as a share of the outcome's standard deviation over futures."""


def report(
    dataset: xr.Dataset, outcomes: Sequence[str] | None = None, policies: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return one row per outcome and policy.

    Columns: outcome; policy; unit; n; mean_quarter, mean_half, mean_whole; standard_error (of the
    whole); change_half (half - quarter), change_whole (whole - half), each with its expected size
    change_half_error, change_whole_error; steady (both changes within 3 of their errors); half_width
    (1.96 standard errors); tolerance (.02 for an event, .05 standard deviations otherwise); n_needed
    (futures at which the half-width would meet the tolerance); enough (steady, and half_width within
    the tolerance).

    Args:
        dataset: the run; futures in the order of the draws.
        outcomes: register ids, all when None.
        policies: all when None.

    Raises:
        InputError: the run has no such outcome or policy.
    """
    chosen = ensemble.check_policies(dataset, policies)
    rows: list[dict[str, object]] = []
    for outcome_id in outcomes if outcomes is not None else ensemble.outcome_ids(dataset):
        about = ensemble.outcome(dataset, outcome_id)
        held = ensemble.values(dataset, outcome_id, chosen).filled
        for column, policy in enumerate(chosen):
            known = held[np.isfinite(held[:, column]), column]
            if known.size >= 4:
                head = {"outcome": outcome_id, "policy": policy, "unit": about.unit}
                rows.append(head | _row(known, binary=about.binary))
    return pd.DataFrame(rows)


def _row(known: ensemble.Floats, *, binary: bool) -> dict[str, object]:
    n = known.size
    quarter, half = known[: n // 4], known[: n // 2]
    mean, error = uncertainty.mean_and_error(known)
    spread = error * math.sqrt(n)
    # Expected sizes: s·sqrt(1/small - 1/large), exact for any split.
    half_error = spread * math.sqrt(1 / quarter.size - 1 / half.size)
    whole_error = spread * math.sqrt(1 / half.size - 1 / n)
    change_half = float(half.mean() - quarter.mean())
    change_whole = float(mean - half.mean())
    # Rounding of means is no change.
    slack = 1e-9 * max(1.0, abs(mean))
    steady = abs(change_half) <= 3 * half_error + slack and abs(change_whole) <= 3 * whole_error + slack
    tolerance = PROBABILITY_TOLERANCE if binary else SPREAD_TOLERANCE * spread
    half_width = uncertainty.Z95 * error
    if binary:
        low, high = uncertainty.wilson(mean, n)
        half_width = (high - low) / 2
        needed = math.ceil(mean * (1 - mean) * (uncertainty.Z95 / tolerance) ** 2)
    else:
        needed = math.ceil((uncertainty.Z95 / SPREAD_TOLERANCE) ** 2) if spread > 0 else 1
    return {
        "n": n,
        "mean_quarter": float(quarter.mean()),
        "mean_half": float(half.mean()),
        "mean_whole": mean,
        "standard_error": error,
        "change_half": change_half,
        "change_half_error": half_error,
        "change_whole": change_whole,
        "change_whole_error": whole_error,
        "steady": bool(steady),
        "half_width": half_width,
        "tolerance": tolerance,
        "n_needed": needed,
        "enough": bool(steady and half_width <= tolerance + slack),
    }
