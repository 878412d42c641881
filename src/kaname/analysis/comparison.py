"""Policies against a baseline in the same futures: paired differences under common random numbers.

A future has the same draws under every policy, so the difference is taken future by future; its
standard error is that of the paired differences, far smaller than that of two separate means.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
import xarray as xr

from kaname.analysis import ensemble, uncertainty

CORE_POLICIES = ("P00", "P01", "P03", "P04", "P06", "P09")
"""The policies that the first brief compares; a run may hold others."""

ERRORS_FOR_DIFFERENCE = 2.0
"""A difference nearer to 0 than this many standard errors is "not distinguishable from 0"."""


def compare(
    dataset: xr.Dataset,
    baseline: str = "P00",
    outcomes: Sequence[str] | None = None,
    policies: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return one row per outcome and policy (the baseline itself left out).

    Columns:
        outcome, policy, baseline, unit, better, binary, lever_linked;
        n: futures in the pairing; failed: futures that failed under either policy; left_out: futures
        without a value under either and without a rule for it; rule: key of that rule or "";
        difference: mean of (policy - baseline), in the outcome's unit; for an event a difference of
        probabilities;
        standard_error: paired; low, high: 95 % normal interval;
        distinguishable: |difference| is at least 2 standard errors and not 0;
        better_share, worse_share, equal_share: shares of futures (for an outcome without a direction
        "better" and "worse" are missing and more_share, less_share alone say which way it moves);
        more_share, less_share: shares of futures in which the value is higher, lower.

    Raises:
        InputError: the run has no such baseline, outcome or policy.
    """
    ensemble.check_policies(dataset, [baseline])
    others = [policy for policy in ensemble.check_policies(dataset, policies) if policy != baseline]
    rows: list[dict[str, object]] = []
    for outcome_id in outcomes if outcomes is not None else ensemble.outcome_ids(dataset):
        about = ensemble.outcome(dataset, outcome_id)
        held = ensemble.values(dataset, outcome_id, [baseline, *others])
        for column, policy in enumerate(others, start=1):
            row: dict[str, object] = {
                "outcome": about.id,
                "policy": policy,
                "baseline": baseline,
                "unit": about.unit,
                "better": about.better,
                "binary": about.binary,
                "lever_linked": about.lever_linked,
            }
            rows.append(row | _pair(about, held, column))
    return pd.DataFrame(rows)


def _pair(about: ensemble.Outcome, held: ensemble.Values, column: int) -> dict[str, object]:
    good = held.good[:, 0] & held.good[:, column]
    usable = good & np.isfinite(held.filled[:, 0]) & np.isfinite(held.filled[:, column])
    base, other = held.filled[usable, 0], held.filled[usable, column]
    equal = ensemble.same(base, other)
    change = np.where(equal, 0.0, other - base)
    difference, error = uncertainty.mean_and_error(change)
    n = int(usable.sum())
    more = float((change > 0).mean()) if n else math.nan
    less = float((change < 0).mean()) if n else math.nan
    directed = about.better != 0
    return {
        "n": n,
        "failed": int((~good).sum()),
        "left_out": int((good & ~usable).sum()),
        "rule": held.rule.key if held.rule else "",
        "difference": difference,
        "standard_error": error,
        "low": difference - uncertainty.Z95 * error,
        "high": difference + uncertainty.Z95 * error,
        "distinguishable": distinguishable(difference, error),
        "better_share": (more if about.better > 0 else less) if directed else math.nan,
        "worse_share": (less if about.better > 0 else more) if directed else math.nan,
        "equal_share": float(equal.mean()) if n else math.nan,
        "more_share": more,
        "less_share": less,
    }


def distinguishable(difference: float, error: float) -> bool:
    """Say whether a paired mean difference stands at least two standard errors from 0.

    A difference without a known error (a single future) never does; one without any spread does
    unless it is 0.
    """
    if not (math.isfinite(difference) and math.isfinite(error)) or difference == 0.0:
        return False
    return abs(difference) >= ERRORS_FOR_DIFFERENCE * error
