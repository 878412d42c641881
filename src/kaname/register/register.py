"""The register: every parameter, and what was true and known on a date."""

from __future__ import annotations

import datetime
import functools
import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from kaname.base.dates import Month, PartialDate
from kaname.base.errors import InputError, nearest
from kaname.base.workspace import Workspace
from kaname.register import loader, sources
from kaname.register.problems import Problem, RegisterError
from kaname.register.schema import DatedValue, Parameter

When = str | datetime.date | PartialDate | Month
"""A date as callers give it; a month or a year means its last day."""


def last_day(when: When) -> datetime.date:
    """Return the day that a date means as an end: a month or year is meant to its last day.

    Raises:
        InputError: the text is no date.
    """
    if isinstance(when, Month):
        return when.last_day
    if isinstance(when, PartialDate):
        return when.last
    return PartialDate.parse(when).last


class Snapshot(Mapping[str, DatedValue]):
    """What the register held true on a day, as it was known on a day; nothing later is in it.

    A mapping from id to the value in force. A value is in force when its date of effect is not after
    ``date``, it was known by ``known_on``, and no such value is newer.
    """

    def __init__(self, register: Register, date: datetime.date, known_on: datetime.date) -> None:
        self.register = register
        self.date = date
        self.known_on = known_on
        self._values: dict[str, DatedValue] = {}
        for identifier, parameter in register.items():
            if (row := in_force(parameter, date, known_on)) is not None:
                self._values[identifier] = row

    def __getitem__(self, identifier: str) -> DatedValue:
        """Return the value in force (KeyError where there is none; :meth:`value` says why)."""
        return self._values[identifier]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def value(self, identifier: str) -> DatedValue:
        """Return the value in force.

        Raises:
            InputError: the id is unknown, or nothing was true and known by then (never zero).
        """
        if identifier in self._values:
            return self._values[identifier]
        raise InputError(*_refusal(self.register.parameter(identifier), self.date, self.known_on))

    def number(self, identifier: str) -> float:
        """Return the value in force as a number, in the entry's unit.

        Raises:
            InputError: as :meth:`value`, or the value is a word, a vector, or known to have lapsed.
        """
        row = self.value(identifier)
        if isinstance(row.value, int | float):
            return float(row.value)
        held = "known to have lapsed" if row.value is None else f"{row.value!r}, which is no number"
        raise InputError(f"{identifier} is {held} from {row.true_from}", where=str(row.place))

    @functools.cached_property
    def digest(self) -> str:
        """``sha256:`` of the values in force, by id."""
        return _digest({identifier: _plain(row) for identifier, row in self._values.items()})


def in_force(parameter: Parameter, date: datetime.date, known_on: datetime.date) -> DatedValue | None:
    """Return the newest value true by ``date`` and known by ``known_on``, or None.

    A date of effect known only to the month or year counts from its first day; a date of knowledge
    known only so far counts from its last, so that nothing is known too early.
    """
    rows = [
        row for row in parameter.history if row.true_from.first <= date and row.known_from.last <= known_on
    ]
    return rows[-1] if rows else None


def _refusal(parameter: Parameter, date: datetime.date, known_on: datetime.date) -> tuple[str]:
    """Say why an entry has no value on a date."""
    if not parameter.history:
        return (f"{parameter.id} has no dated value, only a distribution: it is drawn, not looked up",)
    first = parameter.history[0]
    if first.true_from.first > date:
        return (
            f"{parameter.id} has no value on {date}: its first is of {first.true_from}; ask for a later date",
        )
    known = min(row.known_from.last for row in parameter.history if row.true_from.first <= date)
    return (f"{parameter.id} of {date} was not known on {known_on}: the first was known on {known}",)


class Register(Mapping[str, Parameter]):
    """All parameters by id (sorted), with the bibliographic sources they cite.

    Args:
        parameters: the entries.
        bibliography: CSL-JSON items by id.
    """

    def __init__(
        self, parameters: Mapping[str, Parameter], bibliography: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        self._parameters = dict(sorted(parameters.items()))
        self.sources: Mapping[str, Mapping[str, Any]] = dict(bibliography or {})

    def __getitem__(self, identifier: str) -> Parameter:
        """Return an entry (KeyError where there is none; :meth:`parameter` names the nearest)."""
        return self._parameters[identifier]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parameters)

    def __len__(self) -> int:
        return len(self._parameters)

    def parameter(self, identifier: str) -> Parameter:
        """Return an entry.

        Raises:
            InputError: there is none; the message names the nearest ids.
        """
        if identifier in self._parameters:
            return self._parameters[identifier]
        raise InputError(
            f"the register has no entry {identifier!r}",
            todo=nearest(identifier, list(self._parameters)) or "kaname register list shows what it has",
        )

    def of(self, system: str) -> list[Parameter]:
        """Return the entries of one system."""
        return [parameter for parameter in self.values() if parameter.system == system]

    def as_of(self, date: When, known_on: When | None = None) -> Snapshot:
        """Return what was true on ``date`` as known on ``known_on`` (by default the same day).

        Raises:
            InputError: a date that is none.
        """
        day = last_day(date)
        return Snapshot(self, day, last_day(known_on) if known_on is not None else day)

    def latest_known(self) -> Month:
        """Return the month in which the newest observed or enacted value became known.

        Raises:
            InputError: the register holds none.
        """
        known = [
            row.known_from.first
            for parameter in self.values()
            for row in parameter.history
            if row.status in ("observed", "enacted")
        ]
        if not known:
            raise InputError("the register holds no observed value", todo="give a date with --as-of")
        return Month.of(max(known))

    @functools.cached_property
    def digest(self) -> str:
        """``sha256:`` of all entries and sources; the same however they are ordered or laid in files."""
        entries = {identifier: _plain(parameter) for identifier, parameter in self.items()}
        return _digest({"entries": entries, "sources": self.sources})


_UNORDERED = ("evidence", "claims", "contested_by", "en", "ja", "ko", "not")


def _plain(model: Parameter | DatedValue) -> Any:
    """Return an entry as plain data in which order that has no meaning is gone."""
    return _settle(model.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def _settle(data: Any, key: str = "") -> Any:
    if isinstance(data, dict):
        return {name: _settle(value, name) for name, value in data.items()}
    if isinstance(data, list):
        items = [_settle(item) for item in data]
        return sorted(items, key=_canonical) if key in _UNORDERED else items
    if isinstance(data, float) and data.is_integer():
        return int(data)
    return data


def _canonical(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(data: Any) -> str:
    return "sha256:" + hashlib.sha256(_canonical(data).encode("utf-8")).hexdigest()


def package_data() -> Path:
    """Return the folder of the register that comes with the program."""
    return Path(str(resources.files("kaname.register"))) / "data"


def _files(folder: Path, prefix: str, *, overlay: bool) -> Iterator[tuple[Path, str, bool]]:
    for pattern in ("*.yaml", "*.yml"):
        for path in sorted(folder.rglob(pattern)):
            yield path, f"{prefix}{path.relative_to(folder).as_posix()}", overlay


def read(workspace: Workspace | None = None, *, data: Path | None = None) -> tuple[Register, list[Problem]]:
    """Read the register as far as it can be read, and everything that is wrong with it.

    Args:
        workspace: whose overlay to lay over it.
        data: another folder in place of the package's own.
    """
    folder = data or package_data()
    layers = list(_files(folder, "register/data/" if data is None else f"{folder}/", overlay=False))
    shelves = [(folder / "sources.json", "register/data/sources.json" if data is None else None)]
    if workspace is not None:
        layers += _files(workspace.register, f"{workspace.register}/", overlay=True)
        shelves.append((workspace.register / "sources.json", None))
    entries, problems = loader.gather(layers)
    bibliography: dict[str, dict[str, Any]] = {}
    for path, name in shelves:
        if path.is_file():
            items, faults = sources.read(path, name=name)
            bibliography |= items
            problems += faults
    parameters: dict[str, Parameter] = {}
    for identifier, entry in entries.items():
        parameter, faults = loader.validate(entry)
        problems += faults
        if parameter is not None:
            parameters[identifier] = parameter
    return Register(parameters, bibliography), problems


def load(workspace: Workspace | None = None, *, data: Path | None = None) -> Register:
    """Return the register: the program's own data, overlaid by the workspace's ``register/*.yaml``.

    Args:
        workspace: whose overlay to lay over it.
        data: another folder in place of the package's own.

    Raises:
        RegisterError: a file of it has a mistake (``problems`` lists all, each with file and line).
    """
    register, problems = read(workspace, data=data)
    if problems:
        raise RegisterError(problems[: loader.LIMIT_PROBLEMS])
    return register
