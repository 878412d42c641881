"""Tests of paired differences under common random numbers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from kaname.analysis import comparison
from kaname.base.errors import InputError
from kaname.futures.reading import Run


def test_paired_difference_by_hand(dataset_of: Any) -> None:
    """Differences 1, 2, 3, 0: mean 1.5, error of the pairs sqrt(5/3)/2, three better, one equal."""
    dataset = dataset_of([[10, 11], [20, 22], [30, 33], [40, 40]])
    (row,) = comparison.compare(dataset, "P00").to_dict("records")
    assert row["difference"] == 1.5
    assert row["standard_error"] == pytest.approx(math.sqrt(5 / 3) / 2)
    assert (row["better_share"], row["worse_share"], row["equal_share"]) == (0.75, 0.0, 0.25)
    assert row["distinguishable"]
    assert row["high"] - row["low"] == pytest.approx(2 * 1.959964 * row["standard_error"], rel=1e-6)


def test_less_is_better_turns_better_and_worse_round(dataset_of: Any) -> None:
    """The sign of the difference stays, the verdict turns; without a direction there is no verdict."""
    values = [[1, 2], [1, 3], [1, 0]]
    less = comparison.compare(dataset_of(values, better="-"), "P00").iloc[0]
    assert (less["better_share"], less["worse_share"]) == pytest.approx((1 / 3, 2 / 3))
    none = comparison.compare(dataset_of(values, better=""), "P00").iloc[0]
    assert math.isnan(none["better_share"])
    assert none["more_share"] == pytest.approx(2 / 3)


def test_pairing_removes_what_the_futures_share(dataset_of: Any) -> None:
    """A large spread between futures, the same under both policies, does not enter the paired error."""
    random = np.random.default_rng(0)
    shared = random.normal(0, 1_000, 500)
    values = np.stack([shared, shared + random.normal(5, 1, 500)], axis=1)
    row = comparison.compare(dataset_of(values), "P00").iloc[0]
    assert row["standard_error"] < 0.1
    assert row["difference"] == pytest.approx(5, abs=0.2)


def test_two_errors_are_needed_and_identical_policies_never_differ(dataset_of: Any) -> None:
    """Under 2 standard errors, at 0 and with one future nothing is distinguishable."""
    assert comparison.distinguishable(2.0, 1.0)
    assert not comparison.distinguishable(1.99, 1.0)
    assert not comparison.distinguishable(0.0, 0.0)
    assert comparison.distinguishable(1.0, 0.0)
    assert not comparison.distinguishable(1.0, math.nan)
    same = comparison.compare(dataset_of([[3, 3], [4, 4]]), "P00").iloc[0]
    assert not same["distinguishable"]
    assert same["equal_share"] == 1.0


def test_false_alarms_come_at_the_stated_rate(dataset_of: Any) -> None:
    """Between policies that do not differ on average, about 1 in 22 differences is called one (2 s.e.)."""
    random = np.random.default_rng(5)
    values = np.concatenate([np.zeros((200, 1)), random.normal(size=(200, 600))], axis=1)
    share = comparison.compare(dataset_of(values), "P00")["distinguishable"].mean()
    assert 0.02 < share < 0.08


def test_failed_and_absent_futures_are_counted(dataset_of: Any) -> None:
    """A future that failed under either policy, or has no value, leaves the pair and is counted apart."""
    dataset = dataset_of([[1, 2], [1, np.nan], [1, 2], [5, 6]], codes=[[0, 0], [0, 0], [1, 0], [0, 0]])
    row = comparison.compare(dataset, "P00").iloc[0]
    assert (row["n"], row["failed"], row["left_out"]) == (2, 1, 1)


def test_no_usable_future_gives_no_number(dataset_of: Any) -> None:
    """With every future failed there is a row, without a difference."""
    row = comparison.compare(dataset_of([[1, 2]], codes=[[0, 3]]), "P00").iloc[0]
    assert row["n"] == 0
    assert math.isnan(row["difference"])
    assert not row["distinguishable"]


def test_the_core_policies_of_a_run(run: Run) -> None:
    """Known effects are found: P06 brings transfer forward, P04 costs 4,500 troops, P03 changes nothing."""
    table = comparison.compare(run.outcomes).set_index(["outcome", "policy"])
    assert set(table.index.get_level_values("policy")) == set(comparison.CORE_POLICIES) - {"P00"}
    earlier = table.loc[("command.opcon_transfer_month", "P06")]
    assert -20 <= earlier["difference"] < -15
    assert earlier["rule"] == "month_after_the_end"
    assert table.loc[("posture.min_usfk", "P04"), "difference"] == pytest.approx(-4_500, abs=150)
    assert (table.xs("P03", level="policy")["equal_share"] == 1.0).all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"baseline": "P99"}, "no policy 'P99'"),
        ({"outcomes": ["posture.min_usfkx"]}, "did you mean posture.min_usfk"),
        ({"policies": []}, "no policy was named"),
    ],
)
def test_unknown_names_are_refused(run: Run, options: dict[str, Any], message: str) -> None:
    """A policy or outcome that the run lacks is named, with what it has."""
    with pytest.raises(InputError, match=message):
        comparison.compare(run.outcomes, **options)
