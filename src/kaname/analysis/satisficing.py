"""Satisficing: the share of futures in which a policy is good enough (Starr's domain criterion, 1962).

The thresholds are the defaults that the project states for each outcome; a user may set others. They
are judgements (class A), and each is applied future by future: whether, not by how much.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import xarray as xr

from kaname.analysis import ensemble, uncertainty


@dataclass(frozen=True, slots=True)
class Condition:
    """One outcome and its threshold: ``at_least`` (value >= threshold), ``at_most`` or ``below``."""

    outcome: str
    relation: str
    threshold: float

    def holds(self, value: ensemble.Floats) -> ensemble.Flags:
        """Say in which futures the value satisfies the condition."""
        if self.relation == "at_least":
            return np.asarray(value >= self.threshold)
        if self.relation == "at_most":
            return np.asarray(value <= self.threshold)
        return np.asarray(value < self.threshold)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A named threshold, all of whose conditions must hold; label in the catalogue: ``criterion.KEY``."""

    key: str
    conditions: tuple[Condition, ...]

    @property
    def outcomes(self) -> list[str]:
        """Register ids of the outcomes it needs."""
        return [condition.outcome for condition in self.conditions]


def _one(key: str, outcome: str, relation: str, threshold: float) -> Criterion:
    return Criterion(key, (Condition(outcome, relation, threshold),))


CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        "opcon",
        (
            Condition("command.opcon_by_2030_06", "at_least", 1.0),
            Condition("command.opcon_immature", "below", 1.0),
        ),
    ),
    _one("troops", "posture.min_usfk", "at_least", 27_500.0),
    _one("denial", "deterrence.min_denial", "at_least", 0.70),
    _one("credibility", "deterrence.min_ed_credibility", "at_least", 0.45),
    _one("assurance", "deterrence.months_low_assurance", "below", 24.0),
    _one("fiscal", "burden.fiscal_burden", "at_most", 3.2),
    _one("coercion", "region.coercion_loss", "at_most", 1.0),
    _one("declared", "deterrence.rok_declared", "below", 1.0),
    _one("availability", "posture.usfk_availability", "at_least", 0.45),
    _one("trilateral", "region.trilateral_integration", "at_least", 0.55),
    _one("cohesion", "cohesion.share_low_cohesion", "at_most", 0.05),
)
"""Default thresholds. The one for provocations in a Taiwan crisis has no number and is not among them."""


def available(dataset: xr.Dataset) -> tuple[list[Criterion], dict[str, list[str]]]:
    """Return the criteria the run can judge, and for each other one the outcomes it still needs."""
    known = set(ensemble.outcome_ids(dataset))
    usable = [criterion for criterion in CRITERIA if known.issuperset(criterion.outcomes)]
    lacking = {
        criterion.key: [outcome for outcome in criterion.outcomes if outcome not in known]
        for criterion in CRITERIA
        if not known.issuperset(criterion.outcomes)
    }
    return usable, lacking


def with_thresholds(thresholds: Mapping[str, float]) -> tuple[Criterion, ...]:
    """Return the criteria with other thresholds, by outcome id; those not named stay."""
    return tuple(
        replace(
            criterion,
            conditions=tuple(
                replace(condition, threshold=thresholds.get(condition.outcome, condition.threshold))
                for condition in criterion.conditions
            ),
        )
        for criterion in CRITERIA
    )


def satisfies(
    dataset: xr.Dataset, criterion: Criterion, policies: Sequence[str] | None = None
) -> xr.DataArray:
    """Return, by future and policy, whether the criterion holds (1.0, 0.0; NaN where it cannot be judged).

    Raises:
        InputError: the run lacks an outcome that the criterion needs.
    """
    chosen = ensemble.check_policies(dataset, policies)
    result = np.ones((dataset.sizes["future"], len(chosen)))
    for condition in criterion.conditions:
        held = ensemble.values(dataset, condition.outcome, chosen).filled
        result = np.where(np.isfinite(held) & np.isfinite(result), result * condition.holds(held), np.nan)
    return xr.DataArray(
        result,
        dims=("future", "policy"),
        coords={"future": dataset["future"].values, "policy": chosen},
        name=criterion.key,
    )


def fractions(
    dataset: xr.Dataset, criteria: Sequence[Criterion] | None = None, policies: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return the satisficing fraction: one row per criterion and policy.

    Columns: criterion; policy; n (futures judged); not_judged; fraction (0-1); low, high (95 % Wilson);
    lever_linked (an outcome of it is built directly from a lever). With no criteria named, those that
    the run can judge.

    Raises:
        InputError: the run lacks an outcome or policy.
    """
    rows: list[dict[str, object]] = []
    for criterion in available(dataset)[0] if criteria is None else criteria:
        held = satisfies(dataset, criterion, policies)
        linked = any(ensemble.outcome(dataset, outcome).lever_linked for outcome in criterion.outcomes)
        for policy in held["policy"].values:
            column = np.asarray(held.sel(policy=policy).values)
            known = column[np.isfinite(column)]
            n = known.size
            fraction = float(known.mean()) if n else float("nan")
            low, high = uncertainty.wilson(fraction, n) if n else (fraction, fraction)
            rows.append(
                {
                    "criterion": criterion.key,
                    "policy": str(policy),
                    "n": n,
                    "not_judged": column.size - n,
                    "fraction": fraction,
                    "low": low,
                    "high": high,
                    "lever_linked": linked,
                }
            )
    return pd.DataFrame(rows)
