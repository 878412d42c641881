"""Tests of good-enough criteria."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr

from kaname.analysis import satisficing, uncertainty
from kaname.futures.reading import Run


def test_thresholds_and_relations_by_hand(dataset_of: Any) -> None:
    """27,500 persons are enough, one fewer are not; the fraction is Starr's share of futures."""
    dataset = dataset_of([[27_500.0], [27_499.0], [28_500.0], [np.nan]])
    (row,) = satisficing.fractions(dataset).to_dict("records")
    assert (row["criterion"], row["n"], row["not_judged"]) == ("troops", 3, 1)
    assert row["fraction"] == pytest.approx(2 / 3)
    assert (row["low"], row["high"]) == uncertainty.wilson(2 / 3, 3)


def test_opcon_needs_the_date_and_maturity() -> None:
    """Early but immature is not good enough; no transfer is neither early nor immature."""
    dims = ("future", "policy")
    dataset = xr.Dataset(
        {
            "command.opcon_by_2030_06": (dims, [[1.0], [1.0], [0.0]], {"unit": "0/1"}),
            "command.opcon_immature": (dims, [[0.0], [1.0], [np.nan]], {"unit": "0/1"}),
        },
        coords={"future": [0, 1, 2], "policy": ["P00"]},
    )
    opcon = satisficing.CRITERIA[0]
    assert satisficing.satisfies(dataset, opcon).values[:, 0].tolist() == [1.0, 0.0, 0.0]


def test_criteria_without_their_outcomes_say_what_they_need(run: Run) -> None:
    """Those of systems not built are listed with the ids they wait for; none is judged in part."""
    usable, lacking = satisficing.available(run.outcomes)
    assert [criterion.key for criterion in usable] == ["opcon", "troops", "fiscal", "availability"]
    assert lacking["denial"] == ["deterrence.min_denial"]
    assert len(usable) + len(lacking) == len(satisficing.CRITERIA)
    table = satisficing.fractions(run.outcomes)
    assert set(table["criterion"]) == {criterion.key for criterion in usable}
    assert table.set_index("criterion").loc["availability", "lever_linked"].all()


def test_a_user_may_set_other_thresholds(run: Run) -> None:
    """A stricter ceiling is met in fewer futures."""
    stricter = satisficing.with_thresholds({"burden.fiscal_burden": 2.9})
    fiscal = [criterion for criterion in stricter if criterion.key == "fiscal"]
    default = [criterion for criterion in satisficing.CRITERIA if criterion.key == "fiscal"]
    tight, loose = (satisficing.fractions(run.outcomes, chosen)["fraction"] for chosen in (fiscal, default))
    assert (tight <= loose).all()
    assert (tight < loose).any()
