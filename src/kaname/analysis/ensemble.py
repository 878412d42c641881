"""Reading outcomes out of a run's dataset: dimensions ``future`` and ``policy``, a variable an outcome.

What is expected of the dataset (``kaname.futures`` writes it; any xarray Dataset of this form will do):

- dimensions ``future`` (int) and ``policy`` (policy ids, in the order of the run);
- a variable per outcome, named by register id, with attributes ``unit``, ``better`` (``+``, ``-`` or
  empty), ``lever_linked`` (bool) and ``label_en``, ``label_ja``, ``label_ko``; absent values are NaN;
- ``result_code`` (future, policy), 0 where the future ran well; a variable or a coordinate. Futures with
  another code are never used and always counted;
- attribute ``last_month`` (``YYYY-MM``), else 2040-12.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import xarray as xr

from kaname.analysis import missing
from kaname.base.dates import Month
from kaname.base.errors import InputError, nearest

RESULT_CODE = "result_code"

EQUAL_RELATIVE = 1e-6
"""Two single-precision results nearer than this (relative) are the same result."""

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a dataset says of one outcome.

    Attributes:
        id: register id, such as ``posture.min_usfk``.
        unit: as the run states it; ``0/1`` for an event.
        better: +1 more is better, -1 less is better, 0 no direction (then no regret).
        lever_linked: built directly from a lever, so that a policy wins it by construction.
        binary: an event (0 or 1), whose mean is a probability.
        labels: label by language.
    """

    id: str
    unit: str
    better: int
    lever_linked: bool
    binary: bool
    labels: dict[str, str]


def outcome_ids(dataset: xr.Dataset) -> list[str]:
    """Return the ids of the outcomes, in the order of the run."""
    # The plain variables: DataArrays are slow to make by the hundred.
    variables = dataset.variables
    return [
        str(name)
        for name in dataset.data_vars
        if name != RESULT_CODE and set(variables[name].dims) == {"future", "policy"}
    ]


def policy_ids(dataset: xr.Dataset) -> list[str]:
    """Return the ids of the policies, in the order of the run."""
    return [str(policy) for policy in dataset["policy"].values]


def outcome(dataset: xr.Dataset, outcome_id: str) -> Outcome:
    """Return what the dataset says of an outcome.

    Raises:
        InputError: the run has no such outcome; the nearest names are suggested.
    """
    if outcome_id not in dataset.data_vars or outcome_id == RESULT_CODE:
        known = outcome_ids(dataset)
        raise InputError(
            f"this run has no outcome {outcome_id!r}",
            todo=nearest(outcome_id, known) or f"it has {', '.join(known)}",
        )
    attributes = dataset[outcome_id].attrs
    unit = str(attributes.get("unit", ""))
    return Outcome(
        id=outcome_id,
        unit=unit,
        better={"+": 1, "-": -1, "−": -1}.get(str(attributes.get("better", "")), 0),
        lever_linked=bool(attributes.get("lever_linked", False)),
        binary=unit in ("0/1", "event"),
        labels={key[6:]: str(value) for key, value in attributes.items() if key.startswith("label_")},
    )


def check_policies(dataset: xr.Dataset, wanted: Sequence[str] | None) -> list[str]:
    """Return the policies wanted, all of them when None.

    Raises:
        InputError: the run has no such policy, or none is wanted.
    """
    known = policy_ids(dataset)
    if wanted is None:
        return known
    for policy in wanted:
        if policy not in known:
            raise InputError(f"this run has no policy {policy!r}", todo=f"it has {', '.join(known)}")
    if not wanted:
        raise InputError("no policy was named", todo=f"this run has {', '.join(known)}")
    return list(wanted)


def last_month(dataset: xr.Dataset) -> Month:
    """Return the last simulated month of the run."""
    stated = dataset.attrs.get("last_month")
    return Month.parse(str(stated)) if stated else missing.LAST_MONTH


def ran_well(dataset: xr.Dataset, policies: Sequence[str]) -> Flags:
    """Return, by future and policy, whether the result code is 0 (shape: future, policy)."""
    if RESULT_CODE in dataset.variables:
        codes = dataset[RESULT_CODE].sel(policy=list(policies)).transpose("future", "policy").values
        return np.asarray(codes == 0)
    return np.ones((dataset.sizes["future"], len(policies)), dtype=bool)


@dataclass(frozen=True, slots=True)
class Values:
    """The values of an outcome, by future and policy.

    Attributes:
        raw: as the run has them, NaN where absent or where the future failed (shape: future, policy).
        filled: the same with absent values counted by the outcome's rule; NaN where there is no rule.
        good: the future ran well under the policy.
        rule: the rule for absent values, or None.
    """

    raw: Floats
    filled: Floats
    good: Flags
    rule: missing.Rule | None

    @property
    def usable(self) -> Flags:
        """Futures with a value under every policy: only these can be compared pairwise (shape: future)."""
        return np.asarray(np.isfinite(self.filled).all(axis=1))

    @property
    def ordered(self) -> Floats:
        """Values for quantiles: "never" is infinite, not the value of the rule."""
        if self.rule is None or not self.rule.never:
            return self.filled
        return np.where(self.good & np.isnan(self.raw), np.inf, self.raw)


def values(dataset: xr.Dataset, outcome_id: str, policies: Sequence[str] | None = None) -> Values:
    """Return the values of an outcome under some policies.

    Raises:
        InputError: the run has no such outcome or policy.
    """
    outcome(dataset, outcome_id)
    chosen = check_policies(dataset, policies)
    good = ran_well(dataset, chosen)
    stored = dataset[outcome_id].sel(policy=chosen).transpose("future", "policy").values
    raw = np.where(good, np.asarray(stored, dtype=np.float64), np.nan)
    rule = missing.rule(outcome_id, last_month(dataset))
    filled = raw if rule is None else np.where(good & np.isnan(raw), rule.value, raw)
    return Values(raw=raw, filled=filled, good=good, rule=rule)


def same(left: Floats, right: Floats) -> Flags:
    """Say where two results are the same result in single precision."""
    return np.isclose(left, right, rtol=EQUAL_RELATIVE, atol=0.0)
