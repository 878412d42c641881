"""Tests of the summary of outcomes and of the distributions behind it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from kaname.analysis import summary, uncertainty
from kaname.futures.reading import Run

MONTH = {"outcome": "command.opcon_transfer_month", "unit": "month index (0 = 2026-04)", "better": "-"}


def test_summary_by_hand(dataset_of: Any) -> None:
    """Five values: mean 3, error sqrt(2.5/5), median 3, the ends at 5 and 95 %."""
    row = summary.summarise(dataset_of([[1], [2], [3], [4], [5]])).iloc[0]
    assert (row["n"], row["failed"], row["missing"], row["mean"], row["median"]) == (5, 0, 0, 3.0, 3.0)
    assert row["standard_error"] == pytest.approx(math.sqrt(2.5 / 5))
    assert (row["q05"], row["q95"]) == (1.0, 5.0)


def test_an_event_has_a_probability_with_wilson_interval(dataset_of: Any) -> None:
    """For 0/1 outcomes the mean is the probability and its interval Wilson's, also at 0."""
    row = summary.summarise(dataset_of([[1], [0], [0], [0]], unit="0/1")).iloc[0]
    assert row["binary"]
    assert (row["low"], row["high"]) == uncertainty.wilson(0.25, 4)
    never = summary.summarise(dataset_of(np.zeros((50, 1)), unit="0/1")).iloc[0]
    assert never["low"] == 0.0
    assert never["high"] > 0.05


def test_failed_futures_are_counted_and_used_nowhere(dataset_of: Any) -> None:
    """A future with another result code does not enter the mean, and is counted."""
    row = summary.summarise(dataset_of([[1.0], [3.0], [1e9]], codes=[[0], [0], [1]])).iloc[0]
    assert (row["n"], row["failed"], row["mean"]) == (2, 1, 2.0)


def test_a_date_that_never_comes_is_censored(dataset_of: Any) -> None:
    """Absent months count in the mean by the rule, in quantiles as later than every date."""
    row = summary.summarise(dataset_of([[10.0], [20.0], [np.nan], [np.nan]], **MONTH)).iloc[0]
    assert row["missing"] == 2
    assert row["rule"] == "month_after_the_end"
    assert row["mean"] == (10 + 20 + 177 + 177) / 4
    assert row["median"] == 20.0
    assert row["q95"] == math.inf


def test_outcomes_keep_unit_direction_and_tag(run: Run) -> None:
    """One row per policy and outcome, with what the run says of the outcome."""
    table = summary.summarise(run.outcomes)
    assert len(table) == 6 * len(run.manifest["outcomes"])
    for item in run.manifest["outcomes"]:
        rows = table[table["outcome"] == item["id"]]
        assert set(rows["unit"]) == {item["unit"]}
        assert set(rows["lever_linked"]) == {item["lever_linked"]}
        assert set(rows["better"]) == {{"+": 1, "-": -1, "": 0}[item["better"]]}


def test_opcon_dates_sum_to_one_and_agree_with_the_median(run: Run) -> None:
    """Years and "not by the end" exhaust the futures, and the median lies where half is reached."""
    dates = summary.opcon_dates(run.outcomes)
    for _, rows in dates.groupby("policy"):
        assert rows["probability"].sum() == pytest.approx(1.0)
        assert rows["count"].sum() == rows["n"].iloc[0]
        assert rows["year"].isna().sum() == 1
        year = int(rows["median_month"].iloc[0][:4])
        reached = rows.set_index("year")["cumulative"]
        assert reached[year] >= 0.5 > reached[year - 1]


def test_opcon_dates_by_hand(dataset_of: Any) -> None:
    """Index 8 is 2026-12, index 9 is 2027-01; with half never, the median is still the last date seen."""
    dates = summary.opcon_dates(dataset_of([[8.0], [9.0], [np.nan], [np.nan]], **MONTH))
    seen = dates[dates["count"] > 0]
    assert list(seen["year"].astype(object).where(seen["year"].notna(), None)) == [2026, 2027, None]
    assert list(seen["count"]) == [1, 1, 2]
    assert set(dates["median_month"]) == {"2027-01"}
    never = summary.opcon_dates(dataset_of([[np.nan], [np.nan]], **MONTH))
    assert never["median_month"].iloc[0] == ""
    assert never["count"].tolist()[-1] == 2


def test_troop_minimum_agrees_with_the_cut_outcome(run: Run) -> None:
    """The share below 27,500 in the distribution is the probability of the outcome defined by it."""
    table = summary.troop_minimum(run.outcomes)
    cut = summary.summarise(run.outcomes, ["posture.cut_below_28500"]).set_index("policy")["mean"]
    for policy, rows in table.groupby("policy"):
        assert rows["probability"].sum() == pytest.approx(1.0)
        assert rows[rows["to"] <= 27_500]["probability"].sum() == pytest.approx(cut[policy])


def test_intervals_hold_their_lower_edge(dataset_of: Any) -> None:
    """A value on an edge counts above it, on the last edge in the last interval, outside at the ends."""
    dataset = dataset_of([[v] for v in (-1.0, 0.0, 1.0, 2.0, 3.0)])
    assert summary.distribution(dataset, "posture.min_usfk", [0, 1, 2])["count"].tolist() == [2, 3]


def test_a_distribution_needs_rising_edges(run: Run) -> None:
    """Edges that do not rise are refused."""
    with pytest.raises(ValueError, match="rising"):
        summary.distribution(run.outcomes, "posture.min_usfk", [3, 2])


def test_yearly_takes_one_month_a_year(run: Run) -> None:
    """The fan of SMA payments in each December, by policy."""
    table = summary.yearly(run.bands, "burden.sma")
    assert table["year"].tolist()[:3] == [2026, 2027, 2028]
    assert isinstance(table, pd.DataFrame)
    assert (table["q05"] <= table["q95"]).all()
    assert summary.yearly(run.bands, "burden.nothing").empty
