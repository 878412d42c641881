"""Drivers: which uncertain inputs an outcome moves with, under one policy (rank correlation).

Spearman's rho between an outcome and each draw. With independent inputs, as the model's are, rho² is
close to the share of the outcome's rank variance that the input explains; a low sum says that the
outcome is mostly chance. It sees monotone effects only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import pandas as pd
import xarray as xr
from scipy import stats

from kaname.analysis import ensemble, uncertainty
from kaname.base.errors import InputError

FAMILY_ERROR = 0.05
"""Chance that, of all inputs of an outcome, any one is called a driver when none is."""


class HasClass(Protocol):
    """What is needed of a register entry: its class, ``D``, ``S`` or ``A``."""

    @property
    def value_class(self) -> str:
        """Data, published range or assumption."""
        ...


def is_switch(parameter_id: str) -> bool:
    """Say whether a register id names a structural switch (``system.switch_…``)."""
    return parameter_id.rpartition(".")[2].startswith("switch_")


def rank_correlations(
    dataset: xr.Dataset,
    draws: pd.DataFrame,
    policy: str = "P00",
    outcomes: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return the rank correlation of each outcome with each uncertain input: a row per pair.

    Columns:
        outcome, parameter (register ids); n futures; rho; low, high: 95 % interval (Fisher's z with the
        standard error of Bonett & Wright 2000); threshold: |rho| that chance passes for any of the
        inputs together in 5 % of cases; distinguishable: |rho| is above it.

    The threshold is that of the permutation distribution, whose variance is exactly 1/(n-1) whatever
    the ties (Kendall & Gibbons 1990), normal for the n in use, with Bonferroni's correction for the
    number of inputs. Inputs or outcomes that do not vary are left out. Switches with positions that have
    no order are better read with :func:`kaname.analysis.switches.flips`.

    Args:
        dataset: the run.
        draws: a column ``future`` and one per uncertain input; every future of the run once.
        policy: the policy under which the outcomes are taken.
        outcomes: register ids, all when None.

    Raises:
        InputError: the run has no such policy or outcome, or draws and outcomes are of other futures.
    """
    table = aligned(dataset, draws)
    inputs = [str(name) for name in table.columns if table[name].nunique() > 1]
    drawn = table[inputs].to_numpy(dtype=np.float64)
    # Ranked once: few outcomes leave futures out.
    ranks = stats.rankdata(drawn, axis=0)
    rows: list[dict[str, object]] = []
    for outcome_id in outcomes if outcomes is not None else ensemble.outcome_ids(dataset):
        held = ensemble.values(dataset, outcome_id, [policy]).filled[:, 0]
        usable = np.isfinite(held)
        n = int(usable.sum())
        if n < 4 or np.ptp(held[usable]) == 0.0:
            continue
        rho = _correlation(stats.rankdata(held), ranks) if usable.all() else _spearman(held, drawn, usable)
        bar = threshold(n, len(inputs))
        for name, value in zip(inputs, rho, strict=True):
            if not np.isfinite(value):
                continue
            low, high = interval(float(value), n)
            rows.append(
                {
                    "outcome": outcome_id,
                    "parameter": name,
                    "n": n,
                    "rho": float(value),
                    "low": low,
                    "high": high,
                    "threshold": bar,
                    "distinguishable": bool(abs(value) > bar),
                }
            )
    frame = pd.DataFrame(
        rows, columns=["outcome", "parameter", "n", "rho", "low", "high", "threshold", "distinguishable"]
    )
    frame.attrs["policy"] = policy
    return frame


def aligned(dataset: xr.Dataset, draws: pd.DataFrame) -> pd.DataFrame:
    """Return the draws by future, in the order of the dataset, without the column ``future``.

    Raises:
        InputError: a future of the run has no draw, or more than one.
    """
    table = draws.set_index("future") if "future" in draws.columns else draws
    futures = dataset["future"].values
    if not table.index.is_unique or not np.isin(futures, table.index.to_numpy()).all():
        raise InputError("draws and outcomes are not of the same futures", todo="run it again")
    return table.loc[futures].reset_index(drop=True)


def _spearman(outcome: ensemble.Floats, inputs: ensemble.Floats, usable: ensemble.Flags) -> ensemble.Floats:
    return _correlation(stats.rankdata(outcome[usable]), stats.rankdata(inputs[usable], axis=0))


def _correlation(left: ensemble.Floats, right: ensemble.Floats) -> ensemble.Floats:
    """Return the correlation of one column with each of several, NaN where one does not vary."""
    left = left - left.mean()
    right = right - right.mean(axis=0)
    scale = np.sqrt((left @ left) * (right * right).sum(axis=0))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(left @ right / scale, dtype=np.float64)


def threshold(n: int, inputs: int) -> float:
    """Return the |rho| that chance passes for any of so many inputs in 5 % of cases."""
    tail = FAMILY_ERROR / (2 * max(1, inputs))
    return float(stats.norm.isf(tail)) / float(np.sqrt(n - 1))


def interval(rho: float, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a rank correlation (Bonett & Wright 2000), n at least 4."""
    centre = np.arctanh(np.clip(rho, -1 + 1e-12, 1 - 1e-12))
    error = np.sqrt((1.0 + rho * rho / 2.0) / (n - 3))
    return float(np.tanh(centre - uncertainty.Z95 * error)), float(np.tanh(centre + uncertainty.Z95 * error))


def leading(correlations: pd.DataFrame, outcome: str, most: int = 5) -> pd.DataFrame:
    """Return the drivers of an outcome that chance does not explain, strongest first."""
    chosen = correlations[(correlations["outcome"] == outcome) & correlations["distinguishable"]]
    order = chosen["rho"].abs().sort_values(ascending=False, kind="stable").index
    return chosen.loc[order].head(most).reset_index(drop=True)


def with_classes(correlations: pd.DataFrame, register: Mapping[str, HasClass]) -> pd.DataFrame:
    """Return the table with a column ``class`` (``D``, ``S``, ``A``; "" where the register lacks it)."""
    known = {name: register[name].value_class for name in set(correlations["parameter"]) if name in register}
    return correlations.assign(**{"class": [known.get(str(name), "") for name in correlations["parameter"]]})


def assumptions_behind(
    correlations: pd.DataFrame, register: Mapping[str, HasClass], outcomes: Sequence[str], most: int = 5
) -> pd.DataFrame:
    """Return the class A entries that drive some outcomes: what a judgement rests on without a source.

    Columns as :func:`with_classes`; for each outcome at most ``most`` rows, strongest first; empty where
    no assumption moves an outcome beyond chance.
    """
    table = with_classes(correlations, register)
    table = table[table["class"] == "A"]
    parts = [leading(table, outcome, most) for outcome in outcomes]
    return pd.concat(parts, ignore_index=True) if parts else table.iloc[:0]
