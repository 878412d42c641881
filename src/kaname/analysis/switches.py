"""Structural switches: does an outcome, or the order of two policies, hang on a rival mechanism?"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
import xarray as xr

from kaname.analysis import comparison, drivers, ensemble, uncertainty


def flips(
    dataset: xr.Dataset,
    draws: pd.DataFrame,
    policy: str = "P00",
    outcomes: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return how an outcome differs by the position of each switch: a row per outcome, switch, position.

    Columns: outcome; switch; position; n; mean (outcome's unit); standard_error; difference from the
    futures in the lowest position with its error difference_error (independent groups, Welch), NaN in
    the row of that position; distinguishable (at least 2 standard errors).

    Raises:
        InputError: the run has no such policy or outcome, or draws and outcomes are of other futures.
    """
    table = drivers.aligned(dataset, draws)
    rows: list[dict[str, object]] = []
    for outcome_id in outcomes if outcomes is not None else ensemble.outcome_ids(dataset):
        held = ensemble.values(dataset, outcome_id, [policy]).filled[:, 0]
        base: dict[str, tuple[float, float]] = {}
        for switch, position, chosen in _positions(table):
            known = held[chosen & np.isfinite(held)]
            mean, error = uncertainty.mean_and_error(known)
            difference = difference_error = math.nan
            if switch in base:
                difference, difference_error = mean - base[switch][0], math.hypot(error, base[switch][1])
            else:
                # Positions come lowest first: this is the one that the others are compared with.
                base[switch] = mean, error
            rows.append(
                {
                    "outcome": outcome_id,
                    "switch": switch,
                    "position": position,
                    "n": known.size,
                    "mean": mean,
                    "standard_error": error,
                    "difference": difference,
                    "difference_error": difference_error,
                    "distinguishable": comparison.distinguishable(difference, difference_error),
                }
            )
    return pd.DataFrame(rows)


def rank_flips(
    dataset: xr.Dataset,
    draws: pd.DataFrame,
    outcomes: Sequence[str] | None = None,
    policies: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return the pairs of policies whose order by an outcome reverses with a switch.

    A reversal counts only when the paired difference stands at least two standard errors from 0 in both
    positions, with opposite signs: otherwise the order was not known in the first place. Outcomes
    without a direction are passed over.

    Columns: outcome; switch; better, worse (policies, as ordered in ``position``); position;
    reversed_in (position); difference, difference_reversed (mean of better - worse, outcome's unit).

    Raises:
        InputError: as :func:`flips`.
    """
    table = drivers.aligned(dataset, draws)
    chosen_policies = ensemble.check_policies(dataset, policies)
    rows: list[dict[str, object]] = []
    for outcome_id in outcomes if outcomes is not None else ensemble.outcome_ids(dataset):
        better = ensemble.outcome(dataset, outcome_id).better
        if better == 0:
            continue
        held = ensemble.values(dataset, outcome_id, chosen_policies).filled
        for left, right in itertools.combinations(range(len(chosen_policies)), 2):
            gap = held[:, left] - held[:, right]
            found = _signs(table, gap)
            for (switch, position, one), (other_switch, other, two) in itertools.combinations(found, 2):
                if switch != other_switch or one * two >= 0:
                    continue
                ahead = (left, right) if one * better > 0 else (right, left)
                sign = 1.0 if ahead[0] == left else -1.0
                rows.append(
                    {
                        "outcome": outcome_id,
                        "switch": switch,
                        "better": chosen_policies[ahead[0]],
                        "worse": chosen_policies[ahead[1]],
                        "position": position,
                        "reversed_in": other,
                        "difference": sign * one,
                        "difference_reversed": sign * two,
                    }
                )
    names = ["outcome", "switch", "better", "worse", "position", "reversed_in"]
    return pd.DataFrame(rows, columns=[*names, "difference", "difference_reversed"])


def _signs(table: pd.DataFrame, gap: ensemble.Floats) -> list[tuple[str, float, float]]:
    """Return switch, position and mean difference where that is distinguishable from 0."""
    found: list[tuple[str, float, float]] = []
    for switch, position, chosen in _positions(table):
        mean, error = uncertainty.mean_and_error(gap[chosen & np.isfinite(gap)])
        if comparison.distinguishable(mean, error):
            found.append((switch, position, mean))
    return found


def _positions(table: pd.DataFrame) -> list[tuple[str, float, ensemble.Flags]]:
    """Return each switch's positions, lowest first, and the futures in them; switches that vary only."""
    found: list[tuple[str, float, ensemble.Flags]] = []
    for name in table.columns:
        if not drivers.is_switch(str(name)):
            continue
        held = table[name].to_numpy(dtype=np.float64)
        positions = np.unique(held)
        if positions.size > 1:
            found += [(str(name), float(position), held == position) for position in positions]
    return found
