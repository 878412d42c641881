"""The scorecard of a run: every table of this room put together as plain data (for pages and JSON).

Numbers are in the outcomes' own units; an absent number is None. Text is in one language.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import xarray as xr

from kaname.analysis import comparison, ensemble, lenses, missing, regret, satisficing, summary
from kaname.base.languages import Words

HEADLINE = (
    "command.opcon_transfer_month",
    "command.opcon_by_2030_06",
    "posture.min_usfk",
    "posture.cut_below_28500",
    "burden.cumulative_sma_trn_krw",
    "burden.end_defence_share",
    "burden.fiscal_burden",
)
"""The outcomes shown when none is named."""


def headline(dataset: xr.Dataset) -> list[str]:
    """Return the headline outcomes that the run has, or all its outcomes when it has none of them."""
    known = ensemble.outcome_ids(dataset)
    return [name for name in HEADLINE if name in known] or known


def scorecard(
    dataset: xr.Dataset,
    baseline: str = "P00",
    outcomes: Sequence[str] | None = None,
    language: str = "en",
) -> dict[str, Any]:
    """Return the tables of a run as plain data.

    Args:
        dataset: the run.
        baseline: policy that the others are compared with.
        outcomes: register ids; the headline when None.
        language: of labels and definitions.

    Returns:
        ``baseline``; ``policies`` (ids); ``definitions`` (regret, comparison, satisficing, lens);
        ``outcomes``: id, label, unit, better, lever_linked, binary, missing_rule (text or None), n,
        failed, and ``policies``, each with its summary, ``comparison`` (None for the baseline) and
        ``regret`` (None for an outcome without a direction); ``criteria`` and ``lenses`` with one entry
        per policy; ``not_available``: criteria and lenses with the outcomes they still need.

    Raises:
        InputError: the run has no such baseline or outcome.
    """
    chosen = list(outcomes) if outcomes is not None else headline(dataset)
    words = Words(language, "analysis")
    usable, lacking = satisficing.available(dataset)
    return {
        "baseline": ensemble.check_policies(dataset, [baseline])[0],
        "policies": ensemble.policy_ids(dataset),
        "definitions": {
            name: words(f"{name}.definition") for name in ("regret", "comparison", "satisficing", "lens")
        },
        "outcomes": [_outcome(dataset, name, baseline, words) for name in chosen],
        "criteria": [
            {
                "key": criterion.key,
                "label": criterion_label(criterion, words),
                "policies": _records(satisficing.fractions(dataset, [criterion]), drop=("criterion",)),
            }
            for criterion in usable
        ],
        "lenses": [
            {
                "key": lens,
                "label": words(f"lens.{lens}"),
                "policies": _records(regret.percentiles(lenses.regret(dataset, lens))),
            }
            for lens in lenses.LENSES
            if not lenses.lacking(dataset, lens)
        ],
        "not_available": {
            "criteria": [
                {
                    "key": criterion.key,
                    "label": criterion_label(criterion, words),
                    "needs": lacking[criterion.key],
                }
                for criterion in satisficing.CRITERIA
                if criterion.key in lacking
            ],
            "lenses": [
                {"key": lens, "label": words(f"lens.{lens}"), "needs": lenses.lacking(dataset, lens)}
                for lens in lenses.LENSES
                if lenses.lacking(dataset, lens)
            ],
        },
    }


def criterion_label(criterion: satisficing.Criterion, words: Words) -> str:
    """Return a criterion in words, with its thresholds as they stand."""
    threshold = criterion.conditions[0].threshold
    return words(f"criterion.{criterion.key}", threshold=f"{threshold:,g}")


def _outcome(dataset: xr.Dataset, outcome_id: str, baseline: str, words: Words) -> dict[str, Any]:
    about = ensemble.outcome(dataset, outcome_id)
    held = ensemble.values(dataset, outcome_id)
    compared = {
        str(row["policy"]): row
        for row in _records(
            comparison.compare(dataset, baseline, [outcome_id]),
            drop=("outcome", "unit", "better", "binary", "lever_linked", "rule"),
        )
    }
    regrets: dict[str, dict[str, Any]] = {}
    left_out = 0
    if about.better:
        result = regret.regret(dataset, outcome_id)
        left_out = int(result.attrs["left_out"])
        regrets = {str(row["policy"]): row for row in _records(regret.percentiles(result))}
        for row in regrets.values():
            del row["policy"]
    rows = _records(
        summary.summarise(dataset, [outcome_id]),
        drop=("outcome", "unit", "better", "binary", "lever_linked", "rule"),
    )
    for row in rows:
        row["median_never"] = row["median"] == math.inf
        row["q95_never"] = row["q95"] == math.inf
        row["comparison"] = compared.get(str(row["policy"]))
        row["regret"] = regrets.get(str(row["policy"]))
    return {
        "id": outcome_id,
        "label": words.pick(about.labels) if about.labels else outcome_id,
        "unit": about.unit,
        "better": about.better,
        "lever_linked": about.lever_linked,
        "binary": about.binary,
        "missing_rule": missing.text(held.rule, words) if held.rule else None,
        "failed": int((~held.good.all(axis=1)).sum()),
        "left_out_of_regret": left_out,
        "policies": rows,
    }


def _records(frame: pd.DataFrame, drop: Sequence[str] = ()) -> list[dict[str, Any]]:
    kept = frame.drop(columns=[name for name in drop if name in frame])
    return [{str(key): _plain(item) for key, item in row.items()} for row in kept.to_dict("records")]


def _plain(item: Any) -> Any:
    """Return a number without NumPy's types, None for NaN; infinity ("never") stays."""
    item = item.item() if hasattr(item, "item") else item
    return None if isinstance(item, float) and math.isnan(item) else item


def finite(data: Any) -> Any:
    """Return plain data fit for JSON: infinities ("never") become None beside their ``…_never`` flag."""
    if isinstance(data, dict):
        return {key: finite(item) for key, item in data.items()}
    if isinstance(data, list):
        return [finite(item) for item in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data
