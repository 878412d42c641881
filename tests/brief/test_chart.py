"""Charts: labels that do not overlap, drawings that can stand together on one page."""

from __future__ import annotations

import itertools
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.brief import chart


@given(
    st.lists(st.floats(0, 100, allow_nan=False), min_size=1, max_size=12),
    st.floats(0.1, 20),
)
def test_labels_keep_their_order_and_their_distance(positions: list[float], least: float) -> None:
    """Labels stay within the axis, in the order of their lines, as far apart as asked where there is room."""
    placed = chart.spread(positions, least, 0.0, 100.0)
    assert all(-1e-6 <= each <= 100.0 + 1e-6 for each in placed)
    order = sorted(range(len(positions)), key=lambda index: positions[index])
    gaps = [placed[b] - placed[a] for a, b in itertools.pairwise(order)]
    room = 100.0 / max(1, len(positions) - 1)
    assert all(gap >= min(least, room) - 1e-6 for gap in gaps)


def test_labels_that_have_room_stay_where_they_are() -> None:
    """A label is moved only where it must be."""
    assert chart.spread([10.0, 50.0, 90.0], 5.0, 0.0, 100.0) == [10.0, 50.0, 90.0]


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    """A fan of two policies over three years."""
    rows = [
        {"policy": policy, "at": 2026 + step, "mean": 40.0 + step}
        | {name: base + step for name, base in (("q05", 1), ("q25", 2), ("q50", 3), ("q75", 4), ("q95", 5))}
        for policy in ("P00", "P01")
        for step in range(3)
    ]
    return pd.DataFrame(rows)


def test_drawings_are_text_named_and_prefixed(frame: pd.DataFrame) -> None:
    """A drawing keeps its text as text (with the unit), has title and description, and its own ids."""
    styles = chart.lines(["P00", "P01"])
    drawn = chart.svg(
        chart.fan(frame, styles, "P00", "兆ウォン／年", chart.NARROW, number=",.1f"),
        "f-x",
        "a < b",
        "all & more",
    )
    assert "兆ウォン／年" in drawn and ">P01<" in drawn
    assert "a &lt; b" in drawn and "all &amp; more" in drawn
    assert 'role="img"' in drawn and drawn.startswith("<svg ")
    assert all(name.startswith("f-x-") for name in re.findall(r'\bid="([^"]+)"', drawn))
    assert set(re.findall(r"url\(#([^)]+)\)", drawn)) <= set(re.findall(r'\bid="([^"]+)"', drawn))


def test_each_policy_has_its_own_look() -> None:
    """Up to thirty-two policies differ in colour or dash; the baseline is black."""
    styles = chart.lines([f"P{index:02d}" for index in range(32)])
    assert len({(style.colour, style.dash) for style in styles.values()}) == 32
    assert styles["P00"].colour == "#1b1b1b"
