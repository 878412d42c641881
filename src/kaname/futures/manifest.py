"""``run.json``: what a run was, so that it can be read, trusted and repeated."""

from __future__ import annotations

import datetime
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from kaname import __version__
from kaname.alliance import held, outcomes
from kaname.alliance.inputs import Inputs
from kaname.alliance.policy import Policy, remarks
from kaname.alliance.world import NOT_BUILT, SYSTEMS
from kaname.base.languages import LANGUAGES
from kaname.futures import sampling
from kaname.futures.bands import indicator_ids
from kaname.futures.reading import FORMAT
from kaname.register import Register


def describe(
    register: Register,
    inputs: Inputs,
    policies: Sequence[Policy],
    *,
    seed: int,
    futures: int,
    bands_futures: int,
) -> dict[str, Any]:
    """Return the part of the manifest that is known before the run."""
    return {
        "format": FORMAT,
        "kaname": __version__,
        "seed": seed,
        "n": futures,
        "as_of": str(inputs.as_of),
        "first_month": str(inputs.first_month),
        "last_month": str(inputs.first_month + (inputs.months - 1)),
        "months": inputs.months,
        "policies": [
            {"id": policy.id, "label": dict(policy.label), "levers": dict(policy.levers)}
            for policy in policies
        ],
        "carried_levels": [{"id": name, "date": date} for name, date in inputs.carried.items()],
        "baseline_levers": dict(Policy("", {}, {}).settings(inputs.baseline)),
        "register_digest": register.digest,
        "model": {
            "systems": list(SYSTEMS),
            "not_built": list(NOT_BUILT),
            "held": _held(inputs),
            "uncertain": list(inputs.uncertain),
        },
        "outcomes": [
            {
                "id": outcome.id,
                "label": outcomes.label(outcome.id),
                "unit": outcome.unit,
                "better": outcome.better,
                "lever_linked": outcome.lever_linked,
            }
            for outcome in outcomes.OUTCOMES
        ],
        "indicators": _indicators(register),
        "bands_futures": bands_futures,
        "notes": [*remarks(policies, inputs), *outcomes.remarks(inputs)],
        "sobol_note": sampling.note(futures),
    }


def _held(inputs: Inputs) -> list[dict[str, Any]]:
    return [
        {"id": name, "value": value, "system": name.partition(".")[0], "why": held.REASONS[name]}
        for name, value in inputs.held.items()
    ]


def _indicators(register: Register) -> list[dict[str, Any]]:
    derived = {indicator.id: indicator for indicator in outcomes.DERIVED}
    rows = []
    for name in indicator_ids():
        if name in derived:
            rows.append({"id": name, "label": outcomes.label(name), "unit": derived[name].unit})
        else:
            parameter = register.parameter(name)
            label = {language: parameter.label[language] for language in LANGUAGES}
            rows.append({"id": name, "label": label, "unit": parameter.unit})
    return rows


def surroundings() -> dict[str, Any]:
    """Return what the bits depend on besides the inputs."""
    return {
        "versions": {name: version(name) for name in ("jax", "jaxlib", "numpy", "scipy", "pyarrow")},
        "platform": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }


def result_codes(counts: Mapping[int, int]) -> dict[str, dict[str, Any]]:
    """Return how many policy-futures ended with each result code, and what the code means."""
    return {
        str(code): {"count": counts.get(code, 0), "meaning": text}
        for code, text in outcomes.RESULT_CODES.items()
    }
