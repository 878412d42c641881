"""A run folder made by hand: outcomes with known effects of policies and draws, in the run format."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from kaname.futures.reading import Run, load

POLICIES = ("P00", "P01", "P03", "P04", "P06", "P09")

OUTCOMES: dict[str, tuple[str, str, bool]] = {
    "command.opcon_transfer_month": ("month index (0 = 2026-04)", "-", False),
    "command.opcon_by_2030_06": ("0/1", "", False),
    "command.opcon_immature": ("0/1", "-", False),
    "posture.min_usfk": ("person", "+", False),
    "posture.cut_below_28500": ("0/1", "-", False),
    "posture.usfk_availability": ("share", "+", True),
    "burden.fiscal_burden": ("percent of GDP", "-", False),
    "burden.end_defence_share": ("percent of GDP", "", False),
    "burden.cumulative_sma_trn_krw": ("trillion KRW, nominal", "-", False),
    "burden.end_sma": ("trillion KRW per year, nominal", "-", False),
    "command.autonomy_years": ("year", "+", True),
}
"""Unit, direction, lever-linked."""


def synthetic_frames(n: int, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return outcomes (rows by future, policy) and draws of a toy with the run's columns.

    Transfer comes earlier with ``command.scm_base_prob`` and 20 months earlier under P06; troops fall with
    ``posture.retrenchment_weight``, and 4,500 more under P04; the switch turns the effect of P01 on the
    burden round; ``burden.real_growth`` moves nothing.
    """
    random = np.random.default_rng(seed)
    draws = pd.DataFrame(
        {
            "future": np.arange(n, dtype=np.int32),
            "command.scm_base_prob": random.uniform(0.2, 0.6, n),
            "posture.retrenchment_weight": random.uniform(0.3, 1.5, n),
            "burden.budget_execution": random.uniform(0.5, 1.05, n),
            "burden.real_growth": random.uniform(0.01, 0.024, n),
            "deterrence.switch_flexibility_effect": random.integers(0, 2, n).astype(float),
        }
    )
    noise = random.normal(size=(4, n))
    columns: dict[str, list[np.ndarray]] = {name: [] for name in OUTCOMES}
    sign = 2.0 * draws["deterrence.switch_flexibility_effect"].to_numpy() - 1.0
    for policy in POLICIES:
        wait = 150 - 250 * (draws["command.scm_base_prob"] - 0.2) + 25 * noise[0] - 20 * (policy == "P06")
        month = np.where(wait > 176, np.nan, np.clip(np.round(wait), 8, None))
        cut = 4_000 * (draws["posture.retrenchment_weight"] - 0.6) * (noise[1] > 0) + 4_500 * (
            policy == "P04"
        )
        troops = np.clip(28_500 - np.clip(cut, 0, None), 8_000, 28_500)
        burden = 2.6 + 0.5 * draws["burden.budget_execution"] + 0.02 * noise[2] + 0.3 * (policy == "P09")
        burden = burden + 0.05 * sign * (policy == "P01")
        columns["command.opcon_transfer_month"].append(month)
        columns["command.opcon_by_2030_06"].append((month <= 50).astype(float))
        columns["command.opcon_immature"].append(np.where(np.isnan(month), np.nan, noise[3] > 1.2))
        columns["posture.min_usfk"].append(np.asarray(troops))
        columns["posture.cut_below_28500"].append(np.asarray(troops < 27_500, dtype=float))
        columns["posture.usfk_availability"].append(np.full(n, 0.9 if policy == "P01" else 0.4))
        columns["burden.fiscal_burden"].append(np.asarray(burden))
        columns["burden.end_defence_share"].append(np.asarray(burden + 0.4))
        columns["burden.cumulative_sma_trn_krw"].append(36 + 3 * noise[2])
        columns["burden.end_sma"].append(3.4 + 0.3 * noise[2])
        columns["command.autonomy_years"].append(np.where(np.isnan(month), 0.0, (176 - month) / 12))
    frame = pd.DataFrame(
        {
            "future": np.repeat(np.arange(n, dtype=np.int32), len(POLICIES)),
            "policy": np.tile(POLICIES, n),
            "result_code": np.zeros(n * len(POLICIES), dtype=np.int8),
            **{name: np.stack(held, axis=1).ravel().astype(np.float32) for name, held in columns.items()},
        }
    )
    return frame, draws


def synthetic_bands() -> pd.DataFrame:
    """Return fans of one indicator over three years."""
    months = pd.date_range("2026-05-01", "2028-12-01", freq="MS")
    rows = []
    for policy in POLICIES:
        for index, month in enumerate(months):
            middle = 1.5 + 0.01 * index
            spread = {f"q{q:02d}": middle + 0.001 * (q - 50) for q in (5, 25, 50, 75, 95)}
            rows.append(
                {"policy": policy, "month": month.date(), "indicator": "burden.sma", "mean": middle, **spread}
            )
    return pd.DataFrame(rows)


def write_run(
    folder: Path, n: int = 400, seed: int = 0, change: Callable[[pd.DataFrame], None] | None = None
) -> Path:
    """Write a run folder in the run format; ``change`` may alter the outcomes first."""
    folder.mkdir(parents=True)
    outcomes, draws = synthetic_frames(n, seed)
    if change is not None:
        change(outcomes)
    for name, frame in (("outcomes", outcomes), ("bands", synthetic_bands()), ("draws", draws)):
        frame.to_parquet(folder / f"{name}.parquet", index=False)
    codes, counts = np.unique(outcomes["result_code"], return_counts=True)
    manifest: dict[str, Any] = {
        "format": 1,
        "kaname": "0.1",
        "seed": seed,
        "n": n,
        "as_of": "2026-04",
        "first_month": "2026-05",
        "last_month": "2040-12",
        "months": 176,
        "policies": [
            {"id": name, "label": {lang: f"{name} {lang}" for lang in ("en", "ja", "ko")}, "levers": {}}
            for name in POLICIES
        ],
        "baseline_levers": {},
        "register_digest": "sha256:" + "0" * 64,
        "model": {"systems": ["command"], "held": [{"id": "deterrence.denial", "value": 0.8}]},
        "outcomes": [
            {"id": name, "label": {"en": name, "ja": name, "ko": name}, "unit": unit, "better": better,
             "lever_linked": linked}
            for name, (unit, better, linked) in OUTCOMES.items()
        ],
        "indicators": [{"id": "burden.sma", "label": {"en": "SMA"}, "unit": "trillion KRW / year"}],
        "bands_futures": n,
        "files": {
            path.name: "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.glob("*.parquet"))
        },
        "bytes": {path.name: path.stat().st_size for path in sorted(folder.glob("*.parquet"))},
        "result_codes": {str(code): {"count": int(count)} for code, count in zip(codes, counts, strict=True)},
        "created": "2026-11-22T10:00:00+00:00",
    }  # fmt: skip
    (folder / "run.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of 2,000 futures and six policies; read only."""
    return load(write_run(tmp_path_factory.mktemp("runs") / "first", n=2_000))


@pytest.fixture
def new_run(tmp_path: Path) -> Callable[..., Path]:
    """Write a run folder of its own for one test."""

    def make(name: str = "run", **options: Any) -> Path:
        return write_run(tmp_path / name, **options)

    return make


@pytest.fixture
def dataset_of() -> Callable[..., xr.Dataset]:
    """Make a dataset of one outcome from a table of values by future and policy."""

    def make(
        values: Any, *, outcome: str = "posture.min_usfk", unit: str = "person", better: str = "+",
        codes: Any = None, draws: Any = None,
    ) -> xr.Dataset:  # fmt: skip
        held = np.asarray(values, dtype=float)
        policies = [f"P{index:02d}" for index in range(held.shape[1])]
        data = {
            outcome: (("future", "policy"), held, {"unit": unit, "better": better, "lever_linked": False})
        }
        coordinates: dict[str, Any] = {"future": np.arange(held.shape[0]), "policy": policies}
        if codes is not None:
            coordinates["result_code"] = (("future", "policy"), np.asarray(codes))
        return xr.Dataset(data, coords=coordinates, attrs={"last_month": "2040-12"})

    return make
