"""Lenses: the outcomes that a stakeholder weighs, and regret under those weights.

V(p, f) = sum of w_o·R_o(p, f)/scale_o, the weight carrying its sign; regret as for one outcome, unit:
scaled points. The scales are fixed (pooled standard deviation of the reference run), so that adding a
policy does not change old numbers. Weights and scales are assumptions (class A) and editable. A lens is
shown only when the run has all its outcomes: a part of a lens would be another lens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import xarray as xr

from kaname.analysis import ensemble
from kaname.analysis.regret import of
from kaname.base.errors import InputError

SCALES: Mapping[str, float] = MappingProxyType(
    {
        "command.autonomy_years": 3.5,
        "region.coercion_loss": 1.4,
        "burden.fiscal_burden": 0.27,
        "deterrence.provocation_count": 2.9,
        "cohesion.mean_entrapment": 0.081,
        "deterrence.mean_assurance": 0.088,
        "deterrence.mean_ed_credibility": 0.070,
        "deterrence.mean_denial": 0.040,
        "posture.min_usfk": 4_200.0,
        "posture.usfk_availability": 0.14,
        "deterrence.rok_declared": 0.41,
        "cohesion.mean_cohesion": 0.071,
        "deterrence.dual_contingency": 0.42,
        "region.trilateral_integration": 0.041,
    }
)
"""Scale of each weighed outcome, in its own unit: one scaled point."""

LENSES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "seoul_autonomy": {
            "command.autonomy_years": 0.30,
            "region.coercion_loss": -0.20,
            "burden.fiscal_burden": -0.10,
            "deterrence.provocation_count": -0.15,
            "cohesion.mean_entrapment": -0.15,
            "deterrence.mean_assurance": 0.10,
        },
        "seoul_alliance": {
            "burden.fiscal_burden": -0.05,
            "deterrence.provocation_count": -0.15,
            "deterrence.mean_assurance": 0.25,
            "deterrence.mean_ed_credibility": 0.20,
            "deterrence.mean_denial": 0.20,
            "posture.min_usfk": 0.15,
        },
        "washington_prioritiser": {
            "burden.fiscal_burden": 0.20,
            "deterrence.mean_denial": 0.15,
            "posture.usfk_availability": 0.30,
            "deterrence.rok_declared": -0.15,
            "cohesion.mean_cohesion": 0.10,
            "deterrence.dual_contingency": -0.10,
        },
        "tokyo": {
            "deterrence.provocation_count": -0.15,
            "deterrence.mean_denial": 0.15,
            "posture.usfk_availability": 0.15,
            "deterrence.rok_declared": -0.15,
            "cohesion.mean_cohesion": 0.10,
            "region.trilateral_integration": 0.30,
        },
    }
)
"""Weights by lens; absolute weights sum to 1. Labels in the catalogue: ``lens.KEY``."""


def lacking(dataset: xr.Dataset, lens: str) -> list[str]:
    """Return the outcomes that a lens weighs and the run does not have (empty: the lens is available)."""
    known = set(ensemble.outcome_ids(dataset))
    return [outcome for outcome in LENSES[lens] if outcome not in known]


def regret(
    dataset: xr.Dataset,
    lens: str,
    policies: Sequence[str] | None = None,
    *,
    weights: Mapping[str, float] | None = None,
) -> xr.DataArray:
    """Return the regret under a lens (future, policy), in scaled points.

    Args:
        dataset: the run.
        lens: key of a lens; only a name when ``weights`` are given.
        policies: policies compared, all when None.
        weights: signed weights by outcome instead of the preset (every outcome needs a scale).

    Returns:
        DataArray with attributes unit, lens, failed, left_out (futures) and lever_linked (outcomes).

    Raises:
        InputError: no such lens, or the run lacks an outcome that it weighs.
    """
    if weights is None:
        if lens not in LENSES:
            raise InputError(f"no lens {lens!r}", todo=f"there are {', '.join(LENSES)}")
        absent = lacking(dataset, lens)
        if absent:
            raise InputError(f"lens {lens} is not available yet", todo=f"it needs {', '.join(absent)}")
        weights = LENSES[lens]
    chosen = ensemble.check_policies(dataset, policies)
    total = np.zeros((dataset.sizes["future"], len(chosen)))
    for outcome, weight in weights.items():
        if outcome not in SCALES:
            raise InputError(f"{outcome} has no scale", todo=f"a lens weighs {', '.join(SCALES)}")
        total = total + weight * ensemble.values(dataset, outcome, chosen).filled / SCALES[outcome]
    good = ensemble.ran_well(dataset, chosen).all(axis=1)
    usable = np.isfinite(total).all(axis=1)
    value = xr.DataArray(
        total[usable],
        dims=("future", "policy"),
        coords={"future": dataset["future"].values[usable], "policy": chosen},
        name=lens,
    )
    result = of(value, 1)
    result.attrs = {
        "unit": "scaled points",
        "lens": lens,
        "failed": int((~good).sum()),
        "left_out": int((good & ~usable).sum()),
        "lever_linked": [name for name in weights if ensemble.outcome(dataset, name).lever_linked],
    }
    return result
