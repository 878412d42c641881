"""Regret: how much worse a policy does than the best policy compared, in the same future.

regret_o(p, f) = max_q s_o·R_o(q, f) - s_o·R_o(p, f), with R_o(p, f) the value of outcome o under policy p
in future f and s_o = +1 where more is better, -1 where less is (Savage 1951; Lempert, Popper & Bankes
2003). Absolute, in the outcome's own unit, never a ratio, never below 0. It depends on the policies
compared: with another policy in the comparison it can only grow. The 50th and 90th percentile over
futures are reported, never the mean alone; :func:`definition` is printed with every table.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import xarray as xr

from kaname.analysis import ensemble, uncertainty
from kaname.base.errors import InputError
from kaname.base.languages import Words


def definition(language: str) -> str:
    """Return the definition of regret in the reader's language, to be printed with every table."""
    return Words(language, "analysis")("regret.definition")


def of(value: xr.DataArray, better: int) -> xr.DataArray:
    """Return the regret of values that have a direction.

    Args:
        value: dimensions ``future`` and ``policy``, no missing values.
        better: +1 more is better, -1 less is better.

    Returns:
        Regret in the unit of ``value``, same dimensions. Differences within the rounding of single
        precision count as 0, so that "tied for best" does not hang on the last bit.

    Raises:
        ValueError: another direction, or values that are missing.
    """
    if better not in (1, -1):
        raise ValueError("regret needs a direction, +1 or -1")
    value = value.transpose("future", "policy").astype(np.float64)
    held = np.asarray(value.values)
    if not np.isfinite(held).all():
        raise ValueError("regret needs a value under every policy in every future")
    best = (better * held).max(axis=1, keepdims=True)
    loss = best - better * held
    return value.copy(data=np.where(ensemble.same(better * held, best), 0.0, loss))


def regret(dataset: xr.Dataset, outcome_id: str, policies: Sequence[str] | None = None) -> xr.DataArray:
    """Return the regret of one outcome (future, policy), in the outcome's unit.

    Futures that failed under any policy compared, or that lack a value without a rule for it, are left
    out under all policies: the maximum must run over the same policies in each future.

    Returns:
        DataArray with attributes unit, outcome, better, lever_linked, failed and left_out (counts of
        futures), rule (key of the rule for absent values, or "") and rule_value.

    Raises:
        InputError: the run has no such outcome or policy, or the outcome has no direction.
    """
    about = ensemble.outcome(dataset, outcome_id)
    if about.better == 0:
        raise InputError(
            f"{outcome_id} has no better direction, so no regret is defined", todo="compare it without regret"
        )
    chosen = ensemble.check_policies(dataset, policies)
    held = ensemble.values(dataset, outcome_id, chosen)
    usable = held.usable
    value = xr.DataArray(
        held.filled[usable],
        dims=("future", "policy"),
        coords={"future": dataset["future"].values[usable], "policy": chosen},
        name=outcome_id,
    )
    failed = int((~held.good.all(axis=1)).sum())
    result = of(value, about.better)
    result.attrs = {
        "unit": about.unit,
        "outcome": outcome_id,
        "better": about.better,
        "lever_linked": about.lever_linked,
        "failed": failed,
        "left_out": int((~usable).sum()) - failed,
        "rule": held.rule.key if held.rule else "",
        "rule_value": held.rule.value if held.rule else None,
    }
    return result


def percentiles(regrets: xr.DataArray) -> pd.DataFrame:
    """Return the distribution of a regret: one row per policy.

    Columns: policy; n; p50, p90 (50th and 90th percentile over futures, the regret's unit) with
    p50_error, p90_error (standard errors); largest; best_share (share of futures in which the policy is
    best or tied for best) with best_low, best_high (95 % Wilson).
    """
    rows: list[dict[str, object]] = []
    for policy in regrets["policy"].values:
        held = np.asarray(regrets.sel(policy=policy).values, dtype=np.float64)
        n = held.size
        row: dict[str, object] = {"policy": str(policy), "n": n}
        for name, share in (("p50", 0.5), ("p90", 0.9)):
            row[name] = uncertainty.quantile(held, share)
            row[f"{name}_error"] = uncertainty.quantile_error(held, share)
        best = float((held == 0.0).mean()) if n else float("nan")
        low, high = uncertainty.wilson(best, n) if n else (best, best)
        largest = float(held.max()) if n else float("nan")
        rows.append(row | {"largest": largest, "best_share": best, "best_low": low, "best_high": high})
    return pd.DataFrame(rows)


def summarise(
    dataset: xr.Dataset, outcomes: Sequence[str] | None = None, policies: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return :func:`percentiles` for every outcome that has a direction, one row per outcome and policy.

    Adds the columns outcome, unit, lever_linked, failed, left_out, rule.

    Raises:
        InputError: the run has no such outcome or policy, or a named outcome has no direction.
    """
    if outcomes is None:
        every = ensemble.outcome_ids(dataset)
        outcomes = [name for name in every if ensemble.outcome(dataset, name).better != 0]
    frames: list[pd.DataFrame] = []
    for outcome_id in outcomes:
        regrets = regret(dataset, outcome_id, policies)
        frame = percentiles(regrets)
        frame.insert(0, "outcome", outcome_id)
        for name in ("unit", "lever_linked", "failed", "left_out", "rule"):
            frame[name] = regrets.attrs[name]
        frames.append(frame)
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
