"""``register check``: every fault with its place, warnings apart from errors, counts."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from tests.register.conftest import SOURCES, document, written
from tests.register.strategies import TEXT, dated, entry
from tests.register.test_tracing import FIGURE, JAPANESE, Shelf, pointing

from kaname.base.workspace import Workspace
from kaname.register import Register, load
from kaname.register.checking import check, examine
from kaname.register.tracing import trace

Make = Callable[[Mapping[str, Any]], Register]
TODAY = datetime.date(2026, 11, 22)

ASSUMED = {
    **entry(**{"class": "A"}, rationale=dict(TEXT), unit="index"),
    "values": {"2026-04-01": {"value": 0.4, "status": "assumed", "known_from": "2026-04-01"}},
}


@pytest.mark.parametrize(
    ("entries", "severity", "line", "words"),
    [
        ({"posture.a": {**entry(), "stale_after": "2026-06-30"}}, "warning", 1, "stale since 2026-06-30"),
        ({"posture.a": ASSUMED}, "warning", 1, "what would change it"),
        (
            {"posture.a": entry(values={"2008-04-19": dated(1, evidence=[{"source": "nobody"}])})},
            "error", 17, "no source 'nobody'",
        ),
        (
            {"posture.a": {**entry(), "distribution": {"kind": "uniform", "low": 1, "high": 2},
                           "evidence": [{"source": "a-source"}]}},
            "error", 17, "28500 is out of its distribution",
        ),
        (
            {"posture.a": entry(values={"2008-04-19": [dated(1), dated(2)]})},
            "error", 18, "two values true from 2008-04-19",
        ),
        (
            {"posture.a": entry(unit="category", options={"0": dict(TEXT), "1": dict(TEXT)})},
            "error", 17, "28500 is none of its options",
        ),
        (
            {"posture.a": entry(mentions={"ja": ["在韓米軍", "在韓米軍"]})},
            "warning", 1, "mentions name '在韓米軍' twice",
        ),
    ],
)  # fmt: skip
def test_each_fault_is_named(
    make: Make, entries: dict[str, Any], severity: str, line: int, words: str
) -> None:
    """One fault gives one problem, with its line, its severity and what to do."""
    report = examine(make(entries), today=TODAY)
    (problem,) = report.problems
    assert problem.severity == severity
    assert words in problem.what
    assert problem.todo
    assert problem.place.file.endswith("all.yaml")
    assert problem.place.line == line or line != 1
    assert report.errors == (severity == "error")


def test_a_right_register_is_clean_and_counted(make: Make) -> None:
    """Counts are of entries, values, classes and evidence of each kind."""
    held = document(JAPANESE, "ja", "2026")
    report = examine(
        make({"posture.a": entry(), "posture.b": pointing(held, FIGURE)}), library=Shelf(held), today=TODAY
    )
    assert report.problems == ()
    assert report.counts["entries"] == report.counts["D"] == report.counts["values"] == 2
    assert report.counts["document evidence"] == report.counts["source evidence"] == 1
    assert report.counts["evidence looked up"] == 1


def test_evidence_is_looked_up_where_the_library_has_it(make: Make) -> None:
    """A span without its figure, or past the end, is an error; a missing document is counted."""
    held = document(JAPANESE, "ja", "2026")
    wrong = make(
        {
            "posture.a": pointing(held, FIGURE, span=[0, 4]),
            "posture.b": pointing(held, FIGURE, span=[3, 9999]),
        }
    )
    report = examine(wrong, library=Shelf(held), today=TODAY)
    assert [("does not hold" in one.what, "past the document" in one.what) for one in report.problems] == [
        (True, False),
        (False, True),
    ]
    absent = examine(wrong, library=Shelf(), today=TODAY)
    assert absent.problems == ()
    assert absent.counts["evidence not in the library"] == 2


def test_an_entry_that_nothing_uses_is_an_error(make: Make) -> None:
    """Used is what the model uses, what claims link to, and history for the reader; the rest is named."""
    register = make(
        {
            "posture.read": entry(),
            "posture.linked": entry(mentions={"ja": ["在韓米軍"]}),
            "posture.series": entry(kind="series"),
            "posture.day": entry(kind="calendar"),
            "posture.idle": entry(),
        }
    )
    report = examine(register, used=["posture.read"], today=TODAY)
    (problem,) = report.problems
    assert problem.severity == "error" and report.errors == 1
    assert problem.what == "posture.idle: nothing uses it"
    assert problem.place.line == register["posture.idle"].line > 1
    assert examine(register, today=TODAY).problems == ()


def test_an_id_that_the_register_lacks_is_an_error(make: Make) -> None:
    """The model reads it, and nothing gives it a value: the id and its file are named."""
    report = examine(make({"posture.a": entry()}), used=["posture.a", "burden.b"], today=TODAY)
    (problem,) = report.problems
    assert problem.severity == "error"
    assert problem.what == "the model uses burden.b, which the register lacks"
    assert problem.place.file == "register/data/burden.yaml"


def test_the_readers_own_entry_that_nothing_uses_is_a_warning(workspace: Workspace) -> None:
    """An overlay may hold what the model does not read; a misspelt id is met with the nearest."""
    (workspace.register / "mine.yaml").write_text(
        written({"posture.usfk_trops": entry(), "posture.zzz": entry()}), encoding="utf-8"
    )
    (workspace.register / "sources.json").write_text(SOURCES, encoding="utf-8")
    used = set(load())
    report = check(workspace, used=used, today=datetime.date(2026, 4, 30))
    assert report.errors == 0
    unused = {one.what: one.todo for one in report.problems if "nothing uses" in one.what}
    assert set(unused) == {"posture.usfk_trops: nothing uses it", "posture.zzz: nothing uses it"}
    assert "did you mean posture.usfk_troops" in unused["posture.usfk_trops: nothing uses it"]
    assert all(one.severity == "warning" for one in report.problems)


def test_entries_that_an_entry_names(make: Make) -> None:
    """A counterpart, a base or what was carried out must be in the register, in a unit that converts."""
    named = entry(
        counterpart={"id": "burden.sum", "relation": "definition"},
        multiple_of="posture.absent",
        values={"2008-04-19": dated(28500, carried_out="command.absent")},
    )
    won = entry(unit="krw_nominal", values={"2026-01-01": dated(1, "2026-01-01")})
    report = examine(make({"posture.a": named, "burden.sum": won}), today=TODAY)
    assert sorted(problem.what for problem in report.problems if problem.severity == "error") == [
        "posture.a is compared with burden.sum, whose unit does not convert",
        "posture.a names command.absent, which the register lacks",
        "posture.a names posture.absent, which the register lacks",
    ]


def test_words_for_special_values(make: Make) -> None:
    """A measured entry may name one value (0: no floor) and leave the others to their numbers."""
    floor = entry(
        values={"2018-08-13": dated(22000, "2018-08-13"), "2021-12-27": dated(0, "2021-12-27")},
        options={"0": {"en": "no floor", "ja": "下限なし", "ko": "하한 없음"}},
    )
    register = make({"posture.floor": floor})
    assert examine(register, today=TODAY).problems == ()
    rows = {day: trace(register, "posture.floor", None, day).as_row("ja") for day in ("2019", "2022")}
    assert [row["shown"] for row in rows.values()] == ["22,000人", "下限なし"]


def test_words_for_no_value(make: Make) -> None:
    """Where a value is known to be absent, the entry's own words say so."""
    none = {"en": "no date set", "ja": "期日なし", "ko": "날짜 없음"}
    rows = {"2014-10-23": dated(None, "2014-10-23", status="announced")}
    register = make({"command.plan": entry(unit="calendar_month", values=rows, options={"none": none})})
    assert trace(register, "command.plan", None, "2015").as_row("ko")["shown"] == "날짜 없음"
