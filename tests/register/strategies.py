"""Generators of register entries, shared by the tests of this room."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import strategies as st

TEXT = {"en": "A thing", "ja": "あるもの", "ko": "어떤 것"}

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 12, 31))


def entry(**changes: Any) -> dict[str, Any]:
    """Return the raw data of a small, right entry, with some keys changed."""
    data: dict[str, Any] = {
        "kind": "state",
        "label": dict(TEXT),
        "definition": dict(TEXT),
        "unit": "person",
        "class": "D",
        "values": {"2008-04-19": dated(28500)},
    }
    return {**data, **changes}


def dated(value: Any, known_from: str = "2008-04-19", **changes: Any) -> dict[str, Any]:
    """Return a raw dated value with a bibliographic source."""
    row = {
        "value": value,
        "status": "observed",
        "known_from": known_from,
        "evidence": [{"source": "a-source"}],
    }
    return {**row, **changes}


@st.composite
def histories(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Dated values, each known on its day or later (announced ones earlier)."""
    days = draw(st.lists(DAYS, min_size=1, max_size=6, unique=True))
    values = {}
    for number, day in enumerate(days):
        shift = draw(st.integers(-900, 900))
        known = day + datetime.timedelta(days=shift)
        status = "announced" if shift < 0 else "observed"
        values[day.isoformat()] = dated(number, known.isoformat(), status=status)
    return values
