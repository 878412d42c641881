"""What the analysis found in one run, looked up by outcome and policy: the figures a brief may show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import xarray as xr

from kaname.analysis import comparison, drivers, ensemble, regret, satisficing, summary, switches
from kaname.analysis.satisficing import Criterion

Row = Mapping[str, Any]
"""One row of a table of the analysis, by column name."""

BASELINE = "P00"
MOST_DRIVERS = 3
"""Drivers named with a judgement; the trace lists all that chance does not explain."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Tables of the analysis, by the ids that a brief asks for.

    Attributes:
        policies: ids of the policies compared, the baseline first.
        baseline: the policy that differences are taken against.
        outcomes: what the run says of each outcome, by register id, in the run's order.
        summary: by outcome and policy (:func:`kaname.analysis.summary.summarise`).
        differences: by outcome and policy, baseline left out (:func:`~kaname.analysis.comparison.compare`).
        regrets: by outcome and policy, outcomes with a direction only.
        satisficing: by criterion and policy.
        criteria: the criteria that the run can judge.
        drivers: by outcome, the inputs that chance does not explain, strongest first.
        flips: by outcome, the positions of structural switches (:func:`~kaname.analysis.switches.flips`).
    """

    policies: tuple[str, ...]
    baseline: str
    outcomes: Mapping[str, ensemble.Outcome]
    summary: Mapping[tuple[str, str], Row]
    differences: Mapping[tuple[str, str], Row]
    regrets: Mapping[tuple[str, str], Row]
    satisficing: Mapping[tuple[str, str], Row]
    criteria: tuple[Criterion, ...]
    drivers: Mapping[str, Sequence[Row]]
    flips: Mapping[str, Sequence[Row]]

    @property
    def rivals(self) -> tuple[str, ...]:
        """The policies other than the baseline."""
        return tuple(policy for policy in self.policies if policy != self.baseline)


def find(dataset: xr.Dataset, draws: pd.DataFrame, *, judged: Sequence[str]) -> Findings:
    """Analyse a run for a brief.

    Args:
        dataset: outcomes (future, policy), as the run loads them.
        draws: the uncertain inputs by future.
        judged: outcomes whose drivers and switches are wanted (the key judgements').

    Raises:
        InputError: the dataset lacks what the analysis needs.
    """
    policies = ensemble.policy_ids(dataset)
    baseline = BASELINE if BASELINE in policies else policies[0]
    policies = [baseline, *(policy for policy in policies if policy != baseline)]
    known = ensemble.outcome_ids(dataset)
    wanted = [outcome for outcome in judged if outcome in known]
    correlations = drivers.rank_correlations(dataset, draws, baseline, wanted) if wanted else pd.DataFrame()
    flips = switches.flips(dataset, draws, baseline, wanted) if wanted else pd.DataFrame()
    criteria, _ = satisficing.available(dataset)
    fractions = satisficing.fractions(dataset, criteria, policies) if criteria else pd.DataFrame()
    return Findings(
        policies=tuple(policies),
        baseline=baseline,
        outcomes={name: ensemble.outcome(dataset, name) for name in known},
        summary=_by(summary.summarise(dataset, policies=policies), "outcome"),
        differences=_by(comparison.compare(dataset, baseline, policies=policies), "outcome"),
        regrets=_by(regret.summarise(dataset, policies=policies), "outcome"),
        satisficing=_by(fractions, "criterion"),
        criteria=tuple(criteria),
        drivers={name: _rows(drivers.leading(correlations, name, most=1000)) for name in wanted},
        flips={name: _rows(flips[flips["outcome"] == name]) for name in wanted} if len(flips) else {},
    )


def _rows(frame: pd.DataFrame) -> list[Row]:
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def _by(frame: pd.DataFrame, key: str) -> dict[tuple[str, str], Row]:
    return {(str(row[key]), str(row["policy"])): row for row in _rows(frame)}
