"""Tests of the convergence report."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from kaname.analysis import convergence
from kaname.futures.reading import Run


def test_prefix_means_by_hand(dataset_of: Any) -> None:
    """Quarter, half and whole of eight futures."""
    row = convergence.report(dataset_of([[v] for v in (0, 4, 4, 8, 4, 4, 4, 4)])).iloc[0]
    assert (row["mean_quarter"], row["mean_half"], row["mean_whole"]) == (2.0, 4.0, 4.0)
    assert (row["change_half"], row["change_whole"]) == (2.0, 0.0)


def test_changes_have_the_size_that_is_expected(dataset_of: Any) -> None:
    """Over many outcomes of independent futures, changes scatter with the stated errors."""
    values = np.random.default_rng(8).normal(size=(1_001, 800))
    table = convergence.report(dataset_of(values))
    for name in ("change_half", "change_whole"):
        assert (table[name] / table[f"{name}_error"]).std() == pytest.approx(1.0, abs=0.08)
    assert table["steady"].mean() > 0.98


def test_too_few_futures_are_said_and_how_many_it_takes(dataset_of: Any) -> None:
    """100 futures do not settle an even chance to 2 points; about 2,400 would, and 10,000 do."""
    random = np.random.default_rng(9)
    few = convergence.report(dataset_of(random.integers(0, 2, (100, 1)), unit="0/1")).iloc[0]
    assert not few["enough"]
    assert 2_300 < few["n_needed"] <= 2_401
    many = convergence.report(dataset_of(random.integers(0, 2, (10_000, 1)), unit="0/1")).iloc[0]
    assert many["enough"]


def test_a_drift_along_the_futures_is_not_steady(dataset_of: Any) -> None:
    """Values that depend on the number of the future betray draws that are not prefix-stable."""
    row = convergence.report(dataset_of(np.arange(4_000.0)[:, None])).iloc[0]
    assert not row["steady"]
    assert not row["enough"]


def test_a_constant_is_settled(dataset_of: Any) -> None:
    """No spread, nothing to wait for."""
    row = convergence.report(dataset_of(np.full((10, 1), 0.1))).iloc[0]
    assert row["steady"]
    assert row["enough"]


def test_every_outcome_of_a_run_is_reported(run: Run) -> None:
    """A row per outcome and policy; 2,000 futures suffice for the toy's means."""
    table = convergence.report(run.outcomes)
    assert len(table) == 6 * len(run.manifest["outcomes"])
    assert table[table["unit"] != "0/1"]["enough"].all()
