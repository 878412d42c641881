"""Politics: elections, Congress, the NDAA floor, the DMZ act."""

from __future__ import annotations

import numpy as np

from kaname.register import Register

from .conftest import FUTURES, Follow


def test_the_rok_term_ends_when_it_should_without_chance(run_some: Follow) -> None:
    """Without removals the term of 2025 ends 50 months after 2026-04, and then every 60 months."""
    left = run_some(noise=False).paths["politics.months_to_rok_term_end"]
    renewed = np.flatnonzero(np.diff(left[:, 0]) > 0) + 2  # number of the month that renews it
    assert renewed.tolist() == [50, 110, 170]


def test_a_removal_brings_the_vote_six_months_later(run_some: Follow) -> None:
    """A removal in month 10 leaves six months, and then a full term."""
    draws = np.full((176, FUTURES), 0.9999999, np.float32)
    draws[9] = 0.0
    left = run_some(noise=False, draws={"politics.rok_removal": draws}).paths[
        "politics.months_to_rok_term_end"
    ]
    assert left[9, 0] == 6
    assert left[15, 0] == 60


def test_administrations_change_in_january_after_an_election_only(run_some: Follow) -> None:
    """2029, 2033 and 2037 are the only years in which the administration type moves."""
    kind = run_some().paths["politics.us_administration"]
    moved = np.flatnonzero((np.diff(kind, axis=0) != 0).any(axis=1)) + 2
    januaries = {12 * (year - 2026) - 3 for year in (2029, 2033, 2037)}
    assert set(moved.tolist()) <= januaries
    assert len(moved) == 3


def test_the_floor_is_a_law_of_one_year(run_some: Follow) -> None:
    """The floor is the level of the FY2026 law or nothing, and moves in January only."""
    floor = run_some().paths["politics.ndaa_troop_floor"]
    assert set(np.unique(floor)) == {0.0, 28_500.0}
    moved = np.flatnonzero((np.diff(floor, axis=0) != 0).any(axis=1)) + 2
    assert all((month + 3) % 12 == 0 for month in moved)


def test_a_lever_that_binds_nothing_leaves_no_floor(run_some: Follow) -> None:
    """At a binding of 0 the floor is gone from the first January on."""
    floor = run_some({"politics.lever_floor_binding": 0.0}).paths["politics.ndaa_troop_floor"]
    assert np.all(floor[8:] == 0)


def test_an_act_that_has_passed_stays(run_some: Follow) -> None:
    """The DMZ act is never repealed, and passes only under a progressive majority."""
    paths = run_some({"politics.lever_dmz_act_push": 4.0}).paths
    act = paths["politics.dmz_act_passed"]
    assert np.all(np.diff(act, axis=0) >= 0)
    passing = np.argwhere(np.diff(act, axis=0) > 0) + np.array([1, 0])
    assert len(passing) > 0
    for month, future in passing:
        assert paths["politics.rok_government"][month, future] == 0
        assert paths["politics.rok_assembly_majority"][month, future] == 1


def test_the_registers_ranges_hold_the_posterior_means_of_the_counts(register: Register) -> None:
    """Verification row 24: Beta(5, 3), 2.5 in 38.8 years, Beta(5, 1) and Beta(1, 5)."""
    means = {
        "politics.prob_rok_alternation": 5 / 8,
        "politics.snap_election_hazard": 2.5 / 38.8,
        "politics.prob_floor_nonassuring": 5 / 6,
        "politics.prob_floor_institutional": 1 / 6,
    }
    for name, mean in means.items():
        distribution = register[name].distribution
        assert distribution is not None
        low, high = distribution.support
        assert low < mean < high, name
