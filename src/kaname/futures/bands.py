"""Bands: how each indicator spreads over the futures, month by month and policy by policy."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from kaname.alliance import calendar, outcomes
from kaname.alliance.inputs import Inputs
from kaname.alliance.policy import Policy
from kaname.futures.engine import Floats

BANDS_FUTURES = 4096
"""Bands are of the first so many futures, a stable subset of every longer run with the same seed."""

QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.50, "q75": 0.75, "q95": 0.95}


def indicator_ids() -> tuple[str, ...]:
    """Return the ids of the indicators in the order of :func:`kaname.alliance.outcomes.indicators`."""
    return (*outcomes.state_indicators(), *(indicator.id for indicator in outcomes.DERIVED))


def summarise(paths: Floats) -> dict[str, Floats]:
    """Return mean and quantiles over the futures.

    Quantiles are order statistics, linearly interpolated (Hyndman & Fan 1996, type 7). Values that are not
    numbers are left out (their futures carry a result code).

    Args:
        paths: shape (months, indicators, futures); sorted in place.

    Returns:
        ``mean`` and the quantiles, each of shape (months, indicators).
    """
    result = {name: np.empty(paths.shape[:2], np.float32) for name in ("mean", *QUANTILES)}
    for month, levels in enumerate(paths):
        # A month at a time stays in the cache.
        levels.sort(axis=-1)
        count = levels.shape[-1] - np.count_nonzero(np.isnan(levels), axis=-1)
        # Sums in double precision and in a fixed order: the same bytes wherever the parts were made.
        whole = bool((count == levels.shape[-1]).all())
        mean = levels.mean(axis=-1, dtype=np.float64) if whole else _mean_of_numbers(levels, count)
        result["mean"][month] = mean
        rows = np.arange(levels.shape[0])
        for name, level in QUANTILES.items():
            place = np.maximum(count - 1, 0) * level
            below = np.floor(place).astype(np.intp)
            low = levels[rows, below].astype(np.float64)
            high = levels[rows, np.minimum(below + 1, np.maximum(count - 1, 0))].astype(np.float64)
            result[name][month] = low + (high - low) * (place - below)
    return result


def _mean_of_numbers(levels: Floats, count: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    total = np.nansum(levels, axis=-1, dtype=np.float64)
    mean: np.ndarray[Any, Any] = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return mean


def table(policies: Sequence[Policy], summaries: Sequence[dict[str, Floats]], inputs: Inputs) -> pa.Table:
    """Return the bands as a table sorted by policy (in the order given), indicator and month."""
    ids = indicator_ids()
    months = [calendar.month_at(calendar.index_of(inputs.first_month) + i) for i in range(inputs.months)]
    days = [datetime.date(month.year, month.month, 1) for month in months]
    policy, indicator, month = np.indices((len(policies), len(ids), len(days))).reshape(3, -1)
    columns: dict[str, Any] = {
        "policy": pa.array([row.id for row in policies]).take(pa.array(policy)),
        "month": pa.array(days, pa.date32()).take(pa.array(month)),
        "indicator": pa.array(ids).take(pa.array(indicator)),
    }
    for name in ("mean", *QUANTILES):
        columns[name] = pa.array(np.concatenate([summary[name].T.ravel() for summary in summaries]))
    return pa.table(columns)
