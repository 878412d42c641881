"""Draws of the uncertain inputs."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from kaname.alliance import inputs as model_inputs
from kaname.alliance.inputs import Range
from kaname.futures.sampling import COLUMNS, Sampler, note


def test_the_sequence_is_prefix_stable(inputs: model_inputs.Inputs) -> None:
    """However it is read, future i has the same values."""
    whole = Sampler(7, inputs.uncertain).take(1024)
    parts = Sampler(7, inputs.uncertain)
    read = [parts.take(256) for _ in range(4)]
    for name, level in whole.items():
        assert np.array_equal(level, np.concatenate([part[name] for part in read]))


def test_the_seed_scrambles_it(inputs: model_inputs.Inputs) -> None:
    """Another seed gives another sequence; the same seed the same."""
    first, again, other = (Sampler(seed, inputs.uncertain).take(64) for seed in (1, 1, 2))
    for name in inputs.uncertain:
        assert np.array_equal(first[name], again[name])
    assert not np.array_equal(first["posture.floor_cost"], other["posture.floor_cost"])


def test_values_fill_their_ranges_evenly(inputs: model_inputs.Inputs) -> None:
    """In 1,024 futures every sixteenth of a range holds a sixteenth of the draws: the Sobol property."""
    values = Sampler(3, inputs.uncertain).take(1024)
    for name, span in inputs.uncertain.items():
        if span.positions:
            assert abs(values[name].mean() - 0.5) < 0.01
        else:
            counts, _ = np.histogram(values[name], bins=16, range=(span.low, span.high))
            assert counts.min() >= 62 and counts.max() <= 66, name


def test_a_parameter_that_is_added_moves_no_other(inputs: model_inputs.Inputs) -> None:
    """A parameter without a column of its own draws from a sequence of its own."""
    added = {**inputs.uncertain, "posture.new_parameter": Range(0, 1)}
    before, after = Sampler(7, inputs.uncertain).take(128), Sampler(7, added).take(128)
    for name, level in before.items():
        assert np.array_equal(level, after[name])
    assert 0.4 < after["posture.new_parameter"].mean() < 0.6


def test_a_number_that_is_no_power_of_two_is_said() -> None:
    """4,096 futures are balanced; 20,000 are allowed and said."""
    assert "20,000 is none" in note(20_000)
    assert "none" not in note(4096)


@pytest.mark.shared
def test_columns_are_those_of_the_specification(shared: Path) -> None:
    """The 81 rows of specification §12 in order, then the six switches of 0.3."""
    text = (shared / "model" / "MODEL.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| `\w+` \| `([\w.]+)` \|", text[text.index("## 12.") :], flags=re.M)
    listed = [name for number, name in rows if int(number) <= 81][:81]
    assert list(COLUMNS[:81]) == listed
    assert [name.partition(".switch_")[2] for name in COLUMNS[81:]] == [
        "tripwire_type", "flexibility_effect", "us_reaction_to_programme",
        "exercise_effect", "commitment_after_transfer", "tactical_nuclear_effect",
    ]  # fmt: skip
