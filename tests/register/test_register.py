"""What was true and known on a date; the overlay; the digest."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.register.conftest import written
from tests.register.strategies import DAYS, dated, entry, histories

from kaname.base.dates import Month, PartialDate
from kaname.base.errors import InputError
from kaname.base.workspace import Workspace
from kaname.register import Parameter, Register, load
from kaname.register.register import in_force

Make = Callable[[Mapping[str, Any]], Register]


def parameter(values: dict[str, Any]) -> Parameter:
    """An entry with these dated values."""
    return Parameter.model_validate({**entry(values=values), "id": "posture.example"})


@given(histories(), DAYS, DAYS)
def test_nothing_later_appears(values: dict[str, Any], date: datetime.date, known_on: datetime.date) -> None:
    """The value in force was true by the date, known by the day of knowledge, and is the newest such."""
    held = parameter(values)
    row = in_force(held, date, known_on)
    fitting = [one for one in held.history if one.true_from.first <= date and one.known_from.last <= known_on]
    assert row is (fitting[-1] if fitting else None)
    if row is not None:
        assert row.true_from.first <= date
        assert row.known_from.last <= known_on
        assert row.true_from == max(one.true_from for one in fitting)


@given(histories(), DAYS, DAYS, DAYS)
def test_knowledge_only_grows(
    values: dict[str, Any], date: datetime.date, one: datetime.date, other: datetime.date
) -> None:
    """Knowing more never brings back an older value, and never loses one."""
    early, late = sorted((one, other))
    held = parameter(values)
    before, after = in_force(held, date, early), in_force(held, date, late)
    if before is not None:
        assert after is not None
        assert after.true_from >= before.true_from


@given(histories(), DAYS)
def test_later_values_change_nothing_before_them(values: dict[str, Any], day: datetime.date) -> None:
    """A register without what became known after a day answers as the whole one does for that day."""
    whole = parameter(values)
    past = {date: row for date, row in values.items() if row["known_from"] <= day.isoformat()}
    row = in_force(whole, day, day)
    expected = in_force(parameter(past), day, day) if past else None
    assert (row and row.value) == (expected and expected.value)


@given(histories(), DAYS)
def test_a_query_refuses_before_the_first_date(values: dict[str, Any], day: datetime.date) -> None:
    """Where nothing was true and known, a query says so; it never gives zero."""
    register = Register({"posture.example": parameter(values)})
    snapshot = register.as_of(day)
    if "posture.example" in snapshot:
        assert snapshot.value("posture.example").value is not None
    else:
        with pytest.raises(InputError, match=r"posture\.example .*(no value on|was not known on)"):
            snapshot.value("posture.example")


def test_dates_known_coarsely(make: Make) -> None:
    """A year counts as true from its first day and as known from its last."""
    register = make({"posture.example": entry(values={"2020": dated(1, "2020")})})
    assert "posture.example" not in register.as_of("2020-06-30")
    assert register.as_of("2020-06-30", known_on="2020-12-31").number("posture.example") == 1
    assert register.as_of("2020").number("posture.example") == 1
    assert register.as_of(Month(2020, 12)).number("posture.example") == 1


def test_vintages_of_one_date(make: Make) -> None:
    """A date may hold several values, each known from its own day."""
    vintages = [dated(90, "2025-06-01"), dated(94, "2026-06-01")]
    register = make({"posture.example": entry(values={"2025-01-01": vintages})})
    assert register.as_of("2025-12-31").number("posture.example") == 90
    assert register.as_of("2025-12-31", known_on="2026-06-01").number("posture.example") == 94
    assert register["posture.example"].values[datetime.date(2025, 1, 1)].value == 94


def test_a_lapsed_value_is_no_number(make: Make) -> None:
    """A value known to have lapsed is there, as lapsed; as a number it is refused."""
    values = {"2020-01-01": dated(22000, "2020-01-01"), "2022-01-01": dated(None, "2022-01-01")}
    snapshot = make({"politics.ndaa_troop_floor": entry(values=values)}).as_of("2023")
    assert snapshot.value("politics.ndaa_troop_floor").value is None
    with pytest.raises(InputError, match="lapsed from 2022-01-01"):
        snapshot.number("politics.ndaa_troop_floor")


def test_a_distribution_is_not_looked_up(make: Make) -> None:
    """An uncertain parameter without a dated value is refused with the reason."""
    uncertain = entry(
        kind="parameter", unit="share", distribution={"kind": "uniform", "low": 0.1, "high": 0.2}
    )
    uncertain["evidence"] = [{"source": "a-source"}]
    del uncertain["values"]
    with pytest.raises(InputError, match="only a distribution"):
        make({"posture.example": uncertain}).as_of("2026").value("posture.example")


def test_an_unknown_id_names_the_nearest(make: Make) -> None:
    """A slip in an id is answered with the id that was meant."""
    register = make({"posture.usfk_troops": entry()})
    with pytest.raises(InputError, match=r"did you mean posture\.usfk_troops"):
        register.as_of("2026").value("posture.usfk_trops")


def test_the_month_of_the_newest_knowledge(make: Make) -> None:
    """Announcements and assumptions do not move the month up to which things are observed."""
    values = {
        "2025-01-01": dated(1, "2025-03-09"),
        "2030-01-01": dated(2, "2026-05-01", status="announced"),
    }
    assert make({"posture.example": entry(values=values)}).latest_known() == Month(2025, 3)
    with pytest.raises(InputError, match="no observed value"):
        make({}).latest_known()


@given(st.permutations(["posture.a", "posture.b", "command.c"]), st.integers(0, 2**16))
def test_the_digest_does_not_depend_on_layout(order: list[str], seed: int) -> None:
    """Order of entries, keys and values leaves the digest as it is."""
    shuffle = random.Random(seed).shuffle

    def shuffled(data: dict[str, Any]) -> dict[str, Any]:
        items = list(data.items())
        shuffle(items)
        return {key: shuffled(value) if isinstance(value, dict) else value for key, value in items}

    values = {"2008-04-19": dated(28500), "2010-01-01": dated(28500.0, "2010-01-01")}
    plain = {name: Parameter.model_validate({**entry(values=values), "id": name}) for name in sorted(order)}
    other = {name: Parameter.model_validate({**shuffled(entry(values=values)), "id": name}) for name in order}
    assert Register(plain).digest == Register(other).digest


def test_the_digest_does_not_depend_on_files(tmp_path: Path) -> None:
    """One file or two, comments or none: the same register. Another value: another digest."""
    digests = []
    for number, layout in enumerate([[["posture.a", "posture.b"]], [["posture.b"], ["posture.a"]]]):
        folder = tmp_path / str(number)
        folder.mkdir()
        for position, names in enumerate(layout):
            text = written({name: entry() for name in names})
            (folder / f"{position}.yaml").write_text("# a comment\n" * position + text, encoding="utf-8")
        digests.append(load(data=folder).digest)
    assert digests[0] == digests[1]
    changed = {"posture.a": entry(values={"2008-04-19": dated(28501)}), "posture.b": entry()}
    (tmp_path / "0" / "0.yaml").write_text(written(changed), encoding="utf-8")
    assert load(data=tmp_path / "0").digest != digests[0]


def test_snapshots_of_one_knowledge_have_one_digest(make: Make) -> None:
    """A snapshot's digest follows what is in force, not the day of asking."""
    register = make({"posture.example": entry()})
    assert register.as_of("2010").digest == register.as_of("2012").digest
    assert register.as_of("2010").digest != register.as_of("2001").digest


def overlay(workspace: Workspace, entries: Mapping[str, Any]) -> None:
    """Write the workspace's overlay."""
    (workspace.register / "mine.yaml").write_text(written(entries), encoding="utf-8")


def test_an_overlay_adds_values_and_entries(make: Make, workspace: Workspace, tmp_path: Path) -> None:
    """Values by date are replaced or added, other keys replaced, new entries added; all are marked."""
    make({"posture.a": entry(), "posture.b": entry()})
    changed = {
        "values": {"2026-06-01": dated(27000, "2026-06-01")},
        "label": {"en": "x", "ja": "y", "ko": "z"},
    }
    overlay(workspace, {"posture.a": changed, "posture.c": entry()})
    register = load(workspace, data=tmp_path / "data")
    assert list(register) == ["posture.a", "posture.b", "posture.c"]
    assert [row.value for row in register["posture.a"].history] == [28500, 27000]
    assert [row.overlay for row in register["posture.a"].history] == [False, True]
    assert [entry.overlay for entry in register.values()] == [True, False, True]
    assert register["posture.a"].label["en"] == "x"
    assert register["posture.a"].history[1].place.file.endswith("mine.yaml")
    assert register["posture.a"].history[0].place.file.endswith("all.yaml")
    assert register.digest != load(data=tmp_path / "data").digest


def test_a_mistake_of_an_overlay_names_the_overlay(make: Make, workspace: Workspace, tmp_path: Path) -> None:
    """A mistake that the overlay brings in is placed in its file."""
    make({"posture.a": entry()})
    overlay(workspace, {"posture.a": {"unit": "persn"}})
    with pytest.raises(InputError, match=r"mine\.yaml:2: posture\.a\.unit"):
        load(workspace, data=tmp_path / "data")


def test_a_fault_of_the_whole_entry_is_the_overlays(make: Make, workspace: Workspace, tmp_path: Path) -> None:
    """An overlay that makes an entry an assumption without a reason is told so in its own file."""
    make({"posture.a": entry()})
    overlay(workspace, {"posture.a": {"class": "A"}})
    with pytest.raises(InputError, match=r"mine\.yaml:1: .*without a rationale"):
        load(workspace, data=tmp_path / "data")


def test_dates_of_effect_are_partial_dates(make: Make) -> None:
    """The date keeps the precision it was written with."""
    register = make({"posture.example": entry(values={"2008-04": dated(1, "2008-05-01")})})
    assert register["posture.example"].history[0].true_from == PartialDate(2008, 4)
