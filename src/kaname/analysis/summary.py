"""Each policy's outcomes: counts, mean or probability with its error, median, 5-95 %."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
import xarray as xr

from kaname.analysis import ensemble, missing, uncertainty


def summarise(
    dataset: xr.Dataset, outcomes: Sequence[str] | None = None, policies: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return one row per policy and outcome.

    Columns:
        policy, outcome, unit, better (+1, -1, 0), lever_linked, binary: what is measured;
        n: futures that ran well; failed: futures with another result code, used nowhere;
        missing: of the n, those without a value; rule: key of the rule by which they count in ``mean``
        ("" where there is none and they are left out);
        mean, standard_error: in the outcome's unit; for an event the mean is its probability;
        low, high: 95 % interval of the mean (Wilson for an event, normal otherwise);
        median, q05, q95: observed values; ``inf`` means "not by the end of the run"; with their standard
        errors median_error, q05_error, q95_error.

    Raises:
        InputError: the run has no such outcome or policy.
    """
    chosen = ensemble.check_policies(dataset, policies)
    rows: list[dict[str, object]] = []
    for outcome_id in outcomes if outcomes is not None else ensemble.outcome_ids(dataset):
        about = ensemble.outcome(dataset, outcome_id)
        held = ensemble.values(dataset, outcome_id, chosen)
        for column, policy in enumerate(chosen):
            rows.append(_row(about, held, column, policy))
    frame = pd.DataFrame(rows)
    frame.attrs["standard_errors"] = "as if futures were independent; with Sobol draws usually a little wide"
    return frame


def _row(about: ensemble.Outcome, held: ensemble.Values, column: int, policy: str) -> dict[str, object]:
    good = held.good[:, column]
    filled = held.filled[good, column]
    known = filled[np.isfinite(filled)]
    mean, error = uncertainty.mean_and_error(known)
    ordered = held.ordered[good, column]
    ordered = ordered[~np.isnan(ordered)]
    low, high = mean - uncertainty.Z95 * error, mean + uncertainty.Z95 * error
    if about.binary and known.size:
        error = uncertainty.standard_error(mean, known.size)
        low, high = uncertainty.wilson(mean, known.size)
    quantiles: dict[str, float] = {}
    for name, share in (("median", 0.5), ("q05", 0.05), ("q95", 0.95)):
        quantiles[name] = uncertainty.quantile(ordered, share)
        quantiles[f"{name}_error"] = uncertainty.quantile_error(ordered, share)
    return {
        "policy": policy,
        "outcome": about.id,
        "unit": about.unit,
        "better": about.better,
        "lever_linked": about.lever_linked,
        "binary": about.binary,
        "n": int(good.sum()),
        "failed": int((~good).sum()),
        "missing": int(np.isnan(held.raw[good, column]).sum()),
        "rule": held.rule.key if held.rule else "",
        "mean": mean,
        "standard_error": error,
        "low": low,
        "high": high,
        **quantiles,
    }


def opcon_dates(dataset: xr.Dataset, policies: Sequence[str] | None = None) -> pd.DataFrame:
    """Return when wartime operational control is transferred: one row per policy and year, and never.

    Columns: policy; year (Int64, missing in the row "not by the end"); count of futures; probability;
    low, high (95 % Wilson); cumulative (probability of a transfer by the end of that year, missing in
    the last row); median_month (``YYYY-MM`` or "" when half the futures see no transfer).

    Raises:
        InputError: the run has no ``command.opcon_transfer_month``.
    """
    chosen = ensemble.check_policies(dataset, policies)
    held = ensemble.values(dataset, "command.opcon_transfer_month", chosen)
    final = ensemble.last_month(dataset).year
    rows: list[dict[str, object]] = []
    for column, policy in enumerate(chosen):
        months = held.raw[held.good[:, column], column]
        n = months.size
        if n == 0:
            continue
        years = np.array([missing.month_of(month).year for month in months[np.isfinite(months)]], dtype=int)
        middle = uncertainty.quantile(np.where(np.isnan(months), np.inf, months), 0.5)
        first = int(years.min()) if years.size else final
        for year in [*range(min(first, final), final + 1), None]:
            count = n - years.size if year is None else int((years == year).sum())
            low, high = uncertainty.wilson(count / n, n)
            rows.append(
                {
                    "policy": policy,
                    "year": year,
                    "count": count,
                    "n": n,
                    "probability": count / n,
                    "low": low,
                    "high": high,
                    "cumulative": math.nan if year is None else float((years <= year).sum()) / n,
                    "median_month": "" if math.isinf(middle) else str(missing.month_of(middle)),
                }
            )
    return pd.DataFrame(rows).astype({"year": "Int64"})


TROOP_EDGES = (0.0, 15_500.0, 21_500.0, 27_500.0, 28_500.0, 30_000.0)
"""Persons. 21,500 and 27,500 are the levels of the outcomes ``cut_below_22000`` and ``cut_below_28500``."""


def troop_minimum(dataset: xr.Dataset, policies: Sequence[str] | None = None) -> pd.DataFrame:
    """Return the distribution of the lowest strength of US Forces Korea (see :func:`distribution`).

    Raises:
        InputError: the run has no ``posture.min_usfk``.
    """
    return distribution(dataset, "posture.min_usfk", TROOP_EDGES, policies)


def distribution(
    dataset: xr.Dataset, outcome_id: str, edges: Sequence[float], policies: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return the share of futures between edges: one row per policy and interval [from, to).

    The last interval includes its upper edge; values outside the edges are counted in the first and the
    last interval, so that the shares of a policy sum to 1. Columns: policy, from, to (outcome's unit),
    count, n, probability, low, high (95 % Wilson).

    Raises:
        InputError: the run has no such outcome or policy.
        ValueError: fewer than two edges, or edges that do not rise.
    """
    bounds = np.asarray(edges, dtype=np.float64)
    if bounds.size < 2 or not (np.diff(bounds) > 0).all():
        raise ValueError("a distribution needs at least two rising edges")
    chosen = ensemble.check_policies(dataset, policies)
    held = ensemble.values(dataset, outcome_id, chosen)
    rows: list[dict[str, object]] = []
    for column, policy in enumerate(chosen):
        known = held.filled[:, column]
        known = known[np.isfinite(known)]
        n = known.size
        place = np.clip(np.searchsorted(bounds, known, side="right") - 1, 0, bounds.size - 2)
        counts = np.bincount(place, minlength=bounds.size - 1)
        for index, count in enumerate(counts if n else []):
            low, high = uncertainty.wilson(int(count) / n, n)
            rows.append(
                {
                    "policy": policy,
                    "from": bounds[index],
                    "to": bounds[index + 1],
                    "count": int(count),
                    "n": n,
                    "probability": int(count) / n,
                    "low": low,
                    "high": high,
                }
            )
    return pd.DataFrame(rows)


def yearly(bands: pd.DataFrame, indicator: str, month: int = 12) -> pd.DataFrame:
    """Return an indicator's fan at one calendar month of each year, such as SMA paid in each December.

    Args:
        bands: as the run has them (policy, month, indicator, mean, q05 … q95).
        indicator: register id, such as ``burden.sma`` or ``burden.defence_share``.
        month: calendar month, 1-12.

    Returns:
        Columns policy, year, mean, q05, q25, q50, q75, q95, in the indicator's unit; empty when the run
        has no such indicator.
    """
    when = pd.to_datetime(bands["month"])
    chosen = bands[(bands["indicator"] == indicator) & (when.dt.month == month)].copy()
    chosen.insert(1, "year", pd.to_datetime(chosen["month"]).dt.year)
    return chosen.drop(columns=["month", "indicator"]).reset_index(drop=True)
