"""What a run takes from the register: state as of a month, parameters, baseline levers.

Nothing numeric of the specification's tables stands in code: levels, ranges, type vectors and constants are
looked up under ``system.field``, where ``field`` is the field's name in the model's types.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kaname.alliance import burden, calendar, command, held, politics, posture
from kaname.alliance.world import Events, Levers, Parameters, World
from kaname.base.dates import Month
from kaname.base.errors import InputError

if TYPE_CHECKING:
    from kaname.register import Register
    from kaname.register.register import Snapshot

STATES: Mapping[str, Any] = {
    "politics": politics.State,
    "command": command.State,
    "posture": posture.State,
    "burden": burden.State,
    "deterrence": held.Deterrence,
    "region": held.Region,
    "industry": held.Industry,
    "cohesion": held.Cohesion,
}
"""State types by system; those of systems that are not built hold what the built ones read."""

PARAMETERS: Mapping[str, Any] = {
    "politics": politics.Parameters,
    "command": command.Parameters,
    "posture": posture.Parameters,
    "burden": burden.Parameters,
    "deterrence": held.DeterrenceParameters,
    "region": held.RegionParameters,
    "industry": held.IndustryParameters,
}

LEVERS: Mapping[str, Any] = {
    "politics": politics.Levers,
    "command": command.Levers,
    "posture": posture.Levers,
    "burden": burden.Levers,
    "consultation": held.ConsultationLevers,
}

VECTORS: Mapping[str, int] = {
    "politics.us_retrenchment": len(politics.ADMINISTRATIONS),
    "politics.us_assurance_effort": len(politics.ADMINISTRATIONS),
    "politics.us_opcon_willingness": len(politics.ADMINISTRATIONS),
    "politics.rok_opcon_willingness": len(politics.GOVERNMENTS),
    "politics.autonomy_faction": len(politics.GOVERNMENTS),
    "command.mode_condition_multiplier": len(command.OPCON_MODES),
    "command.mode_threshold_shift": len(command.OPCON_MODES),
    "command.mode_political_push": len(command.OPCON_MODES),
    "command.mode_foc_to_fmc_factor": len(command.OPCON_MODES),
    "command.mode_transfer_lag_factor": len(command.OPCON_MODES),
    "command.postponement_months": 2,
    "posture.out_of_area_draw_months": 2,
    "burden.demand_by_administration": len(politics.ADMINISTRATIONS),
}
"""Parameters that are vectors, with their lengths: by administration, government or mode of a lever, or the
two ends of a span. Every other parameter is one number."""

COUNTED_DOWN = (
    "politics.months_to_rok_term_end",
    "command.months_frozen",
    "posture.cooldown_months",
    "posture.out_of_area_months_left",
    "burden.sma_months_to_expiry",
    "burden.sma_talks_months_left",
)
"""Countdowns: reduced by the months between their value's date and the as-of month."""

COUNTED_UP = ("command.months_in_stage", "command.months_since_transfer")
"""Clocks: raised by those months."""

_MAY_PASS_ZERO = ("politics.months_to_rok_term_end", "burden.sma_months_to_expiry")


def identifiers(types: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the register ids of a table of types, in the order of their fields."""
    return tuple(f"{system}.{field}" for system, kind in types.items() for field in kind._fields)


def used_ids() -> tuple[str, ...]:
    """Return every register id that the model uses: states, norms, parameters, switches, levers, couplings.

    Entries that wait for their system are among them (:data:`kaname.alliance.held.WAITING`).
    """
    read = (
        *identifiers(STATES),
        *identifiers(PARAMETERS),
        *identifiers(LEVERS),
        *held.REASONS,
        *held.WAITING,
    )
    return tuple(dict.fromkeys(read))


class Range(NamedTuple):
    """What an uncertain parameter may be."""

    low: float
    high: float
    positions: tuple[float, ...] = ()
    """The positions of a structural switch; empty for a parameter uniform between low and high."""
    weights: tuple[float, ...] = ()
    """Their weights; empty = equal."""

    def at(self, point: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Return the values (float32) at points of the unit interval."""
        if not self.positions:
            return (self.low + (self.high - self.low) * point).astype(np.float32)
        weights = np.asarray(self.weights or (1.0,) * len(self.positions))
        number = np.searchsorted(np.cumsum(weights / weights.sum()), point, side="right")
        return np.asarray(self.positions, np.float32)[np.minimum(number, len(self.positions) - 1)]


@dataclass(frozen=True)
class Inputs:
    """What every future of a run shares.

    Attributes:
        as_of: the month that the state is of; the next is the first that is simulated.
        initial: the state of that month, float32 scalars.
        norms: the state of 2026-04, which the equations measure against.
        uncertain: parameters that differ between futures, with their ranges.
        fixed: parameters that do not, as float32 scalars or vectors by type.
        baseline: the levers of the status quo as the register has them, by id.
        held: every coupling to a system that is not built: id to value.
        carried: levels whose newest value is dated before the as-of month, with that date: they are taken
            as they were then. Clocks and countdowns are not among them: they run on to the as-of month.
    """

    as_of: Month
    initial: World
    norms: World
    uncertain: Mapping[str, Range]
    fixed: Mapping[str, np.ndarray[Any, Any]]
    baseline: Mapping[str, float | str | None]
    held: Mapping[str, float]
    carried: Mapping[str, str]

    @property
    def months(self) -> int:
        """How many months are simulated."""
        return calendar.LAST - self.as_of

    @property
    def first_month(self) -> Month:
        """The first month that is simulated."""
        return self.as_of + 1


def latest_month(register: Register) -> Month:
    """Return the month that a run is as of unless told: the latest the register knows of."""
    return min(register.latest_known(), calendar.LAST + -1)


def read(register: Register, as_of: Month | None = None, pins: Mapping[str, float] | None = None) -> Inputs:
    """Look up everything a run needs, as of a month.

    Args:
        register: where values and distributions stand.
        as_of: the month of the state (default: the latest the register knows of).
        pins: uncertain parameters or switches to hold at one value in every future.

    Raises:
        InputError: a needed value is not known as of the month, is of another kind or length, or the month
            leaves nothing to simulate; a pin names no parameter of the model.
    """
    month = as_of or latest_month(register)
    if month >= calendar.LAST:
        raise InputError(f"as of {month} nothing is left to simulate: the model ends in {calendar.LAST}")
    uncertain, fixed = _parameters(register, month, dict(pins or {}))
    snapshot = register.as_of(month)
    initial = _world(snapshot, month)
    return Inputs(
        as_of=month,
        initial=initial,
        norms=_world(register.as_of(calendar.FIRST.last_day, month.last_day), calendar.FIRST),
        uncertain=uncertain,
        fixed=fixed,
        baseline=_baseline(register, month),
        held={name: float(_state_value(initial, name)) for name in held.REASONS},
        carried=_carried(snapshot, month),
    )


def _state_value(world: World, identifier: str) -> Any:
    system, _, field = identifier.partition(".")
    return getattr(getattr(world, system), field)


def _world(snapshot: Snapshot, month: Month) -> World:
    """Return the state of a month; countdowns are reduced by the months since their value's date."""
    systems: list[Any] = [
        kind(*(np.float32(_level(snapshot, f"{system}.{field}", month)) for field in kind._fields))
        for system, kind in STATES.items()
    ]
    systems.append(Events(*(np.float32(0),) * len(Events._fields)))  # type: ignore[arg-type]
    return World(*systems)


def _level(snapshot: Snapshot, identifier: str, month: Month) -> float:
    value = snapshot.number(identifier)
    elapsed = month - Month.of(snapshot.value(identifier).true_from.first)
    if identifier in COUNTED_UP:
        return value + elapsed if value >= 0 else value
    if identifier not in COUNTED_DOWN or value < 0 or elapsed <= 0:
        return value
    if identifier in _MAY_PASS_ZERO:
        return value - elapsed
    # Talks that should have ended by now end in the first month; other clocks stop at nothing left.
    least = 0.5 if identifier == "burden.sma_talks_months_left" else 0.0
    return max(value - elapsed, least) if value > 0 else value


def _carried(snapshot: Snapshot, month: Month) -> dict[str, str]:
    dates = {
        name: snapshot.value(name).true_from
        for name in identifiers(STATES)
        if name not in COUNTED_DOWN and name not in COUNTED_UP
    }
    return {name: str(date) for name, date in dates.items() if Month.of(date.last) < month}


def _parameters(
    register: Register, month: Month, pins: dict[str, float]
) -> tuple[dict[str, Range], dict[str, np.ndarray[Any, Any]]]:
    known = identifiers(PARAMETERS)
    for name in pins:
        if name not in known:
            raise InputError(f"{name} is no parameter of the model", todo="kaname model show lists them")
    snapshot = register.as_of(month)
    uncertain: dict[str, Range] = {}
    fixed: dict[str, np.ndarray[Any, Any]] = {}
    for name in known:
        entry = register.parameter(name)
        distribution = entry.distribution
        if distribution is None:
            fixed[name] = _constant(snapshot, name)
            if name in pins:
                fixed[name] = np.full_like(fixed[name], pins[name])
        elif name in VECTORS:
            raise InputError(f"{name} is a vector, which cannot have a distribution", where=str(entry.place))
        elif name in pins:
            # Still one value a future: the compiled program is the same, and the draws say what was run.
            uncertain[name] = Range(pins[name], pins[name])
        elif distribution.kind == "discrete":
            positions = tuple(float(position) for position in distribution.values)
            weights = tuple(distribution.weights or ())
            uncertain[name] = Range(min(positions), max(positions), positions, weights)
        else:
            uncertain[name] = Range(*distribution.support)
    return uncertain, fixed


def _constant(snapshot: Snapshot, identifier: str) -> np.ndarray[Any, Any]:
    """Return a constant; an element of a vector that names another parameter is not a number here."""
    row = snapshot.value(identifier)
    length = len(row.value) if isinstance(row.value, list) else None
    if length != VECTORS.get(identifier):
        needed = f"{VECTORS[identifier]} numbers" if identifier in VECTORS else "one number"
        held_ = "one value" if length is None else f"a list of {length}"
        raise InputError(f"{identifier} is {held_}; the model needs {needed}", where=str(row.place))
    if isinstance(row.value, list):
        return np.asarray([math.nan if isinstance(item, str) else item for item in row.value], np.float32)
    return np.asarray(snapshot.number(identifier), np.float32)


def _baseline(register: Register, month: Month) -> dict[str, float | str | None]:
    """Return the status quo of every lever the register has, those of systems not built included."""
    snapshot = register.as_of(month)
    levers: dict[str, float | str | None] = {}
    for name, parameter in register.items():
        if parameter.kind == "lever":
            value = snapshot.value(name).value
            if isinstance(value, list):
                raise InputError(f"lever {name} is a list, not one setting", where=str(parameter.place))
            levers[name] = value
    return levers


def parameters_of(values: Mapping[str, Any]) -> Parameters:
    """Return the model's parameters, given a value (or an array over futures) for every id."""
    return Parameters(
        *(
            kind(*(values[f"{system}.{field}"] for field in kind._fields))
            for system, kind in PARAMETERS.items()
        )
    )


def levers_of(values: Mapping[str, Any]) -> Levers:
    """Return the model's levers, given a number (or an array over policies) for every id."""
    return Levers(
        *(kind(*(values[f"{system}.{field}"] for field in kind._fields)) for system, kind in LEVERS.items())
    )
