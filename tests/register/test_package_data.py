"""The register that comes with the program."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kaname.base.errors import InputError
from kaname.base.languages import LANGUAGES
from kaname.register import SYSTEMS, Register, load, trace, units
from kaname.register.checking import check
from kaname.register.register import package_data


@pytest.fixture(scope="module")
def register() -> Register:
    """The package's own register, without any overlay."""
    return load()


def test_it_has_no_faults() -> None:
    """``register check`` finds no error in the data that is shipped."""
    assert [str(problem) for problem in check().problems if problem.severity == "error"] == []


def test_each_file_holds_its_own_system(register: Register) -> None:
    """One name runs through: an entry stands in the file (or folder) of its system."""
    folder = package_data()
    for path in folder.rglob("*.yaml"):
        system = path.relative_to(folder).parts[0].removesuffix(".yaml")
        assert system in SYSTEMS, path
    for parameter in register.values():
        assert parameter.file.removeprefix("register/data/").startswith(parameter.system), parameter.id


@pytest.mark.parametrize(
    "day", ["2010-12-31", "2014-12-31", "2017-06-30", "2019-12-31", "2021-12-31", "2024-06-30", "2026-04-30"]
)
def test_nothing_known_later_is_in_a_snapshot(register: Register, day: str) -> None:
    """As of a day, every entry's value was true and known by that day; else the query refuses."""
    asked = datetime.date.fromisoformat(day)
    snapshot = register.as_of(day)
    for identifier, parameter in register.items():
        if identifier in snapshot:
            row = snapshot.value(identifier)
            assert row.true_from.first <= asked
            assert row.known_from.last <= asked
        else:
            assert all(
                row.true_from.first > asked or row.known_from.last > asked for row in parameter.history
            )
            with pytest.raises(InputError):
                snapshot.value(identifier)


def test_every_value_reads_in_every_language(register: Register) -> None:
    """Units and values have words for each reader."""
    for parameter in register.values():
        for language in LANGUAGES:
            assert units.label(parameter.unit, language)
            for row in parameter.history:
                if isinstance(row.value, int | float | str):
                    assert units.quantity(row.value, parameter.unit, language)


def test_every_entry_can_be_traced_or_says_why_not(register: Register) -> None:
    """A trace has a value, a range, or a refusal; an entry of class A gives its reason."""
    for identifier, parameter in register.items():
        try:
            found = trace(register, identifier)
        except InputError as refusal:
            assert identifier in str(refusal)
            continue
        row = found.as_row("ja")
        assert "value" in row or "distribution" in row
        assert row["evidence"] or row["rationale"]
        assert all(support.state != "unknown" for support in found.supports)
        assert parameter.value_class != "A" or row["rationale"]


@pytest.mark.shared
def test_evidence_holds_in_the_labelled_documents(shared: Path) -> None:
    """Every span into one of the five documents holds its figure there."""
    from kaname.documents import Document, read

    class Shelf:
        def __init__(self) -> None:
            documents = [read(path) for path in sorted((shared / "seeds").glob("*.txt"))]
            self.held = {document.digest: document for document in documents}

        def get(self, reference: str) -> Document:
            if reference not in self.held:
                raise InputError("no such document")
            return self.held[reference]

    report = check(None, Shelf())
    assert [str(problem) for problem in report.problems if problem.severity == "error"] == []
    assert report.counts["evidence looked up"] > 0
    found = trace(load(), "posture.usfk_troops", Shelf())
    assert any(support.state == "held" and "28,500" in (support.sentence or "") for support in found.supports)
