"""The model's account of itself: states, parameters, levers, relationships and measures (XLRM).

Everything is taken from the code and the register, so that it cannot fall behind them: a field's meaning
is its docstring, its unit, class and range are the register's.
"""

from __future__ import annotations

import ast
import functools
import inspect
import itertools
from dataclasses import asdict, dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

from kaname.alliance import held, inputs, levers, outcomes, policy
from kaname.alliance.world import CHANNELS, MODULES, NOT_BUILT, SYSTEMS

if TYPE_CHECKING:
    from kaname.register import Register


@dataclass(frozen=True)
class Quantity:
    """A state, parameter, switch, constant or lever.

    Attributes:
        id: its register id.
        kind: ``state``, ``parameter``, ``switch``, ``constant`` or ``lever``.
        meaning: what the code says it is.
        unit: the register's unit.
        value_class: D, S or A.
        value: its value in force at the as-of month, or its range, as text.
        claims: causal claims that it stands for.
    """

    id: str
    kind: str
    meaning: str
    unit: str
    value_class: str
    value: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class System:
    """One system of the model.

    Attributes:
        name: one of the nine names.
        built: whether its equations run; else its couplings are held.
        about: what it is.
        relationships: its phases and equations, each with its meaning.
        channels: its random channels.
    """

    name: str
    built: bool
    about: str
    states: tuple[Quantity, ...]
    parameters: tuple[Quantity, ...]
    levers: tuple[Quantity, ...]
    relationships: tuple[tuple[str, str], ...]
    channels: tuple[str, ...]


@dataclass(frozen=True)
class Held:
    """A coupling to a system that is not built, or an entry that waits for such a system.

    Attributes:
        id: the quantity.
        value: at what it is held (None without a register).
        why: which equations read it, or what it waits for.
    """

    id: str
    value: float | None
    why: str


@dataclass(frozen=True)
class ModelDescription:
    """The whole model.

    Attributes:
        as_of: the month that values are of (empty without a register).
        systems: the nine systems.
        held: couplings to systems that are not built, and entries that wait for them.
        outcomes: the measures.
        policies: the named policies that can run: id, labels, levers.
        policies_not_built: the named policies that cannot, with the levers they lack.
    """

    as_of: str
    systems: tuple[System, ...]
    held: tuple[Held, ...]
    outcomes: tuple[outcomes.Outcome, ...]
    policies: tuple[policy.Policy, ...]
    policies_not_built: dict[str, tuple[str, ...]]

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, for ``--json``."""
        data = asdict(self)
        data["outcomes"] = [{**row._asdict(), "label": outcomes.label(row.id)} for row in self.outcomes]
        return data

    def counts(self) -> dict[str, int]:
        """Return how many states, uncertain parameters by class, switches and levers there are."""
        everything = [row for system in self.systems for row in (*system.parameters, *system.levers)]
        found = {f"parameters of class {kind}": 0 for kind in "DSA"}
        for row in everything:
            if row.kind == "parameter" and row.value_class:
                found[f"parameters of class {row.value_class}"] += 1
        found["switches"] = sum(row.kind == "switch" for row in everything)
        found["levers"] = sum(row.kind == "lever" for row in everything)
        found["states"] = sum(len(system.states) for system in self.systems if system.built)
        return found


def describe(register: Register | None = None) -> ModelDescription:
    """Return the model's description, with units, classes and values when a register is given."""
    found = inputs.read(register) if register is not None else None
    return ModelDescription(
        as_of=str(found.as_of) if found else "",
        systems=tuple(_system(name, register, found) for name in (*SYSTEMS, *NOT_BUILT)),
        held=_held(register, found),
        outcomes=outcomes.OUTCOMES,
        policies=tuple(policy.named().values()),
        policies_not_built=dict(policy.NOT_BUILT),
    )


def _held(register: Register | None, found: inputs.Inputs | None) -> tuple[Held, ...]:
    reasons = {**held.REASONS, **held.WAITING}
    if register is None or found is None:
        return tuple(Held(name, None, why) for name, why in reasons.items())
    snapshot = register.as_of(found.as_of)
    return tuple(Held(name, snapshot.number(name), why) for name, why in reasons.items())


def _system(name: str, register: Register | None, found: inputs.Inputs | None) -> System:
    module = MODULES.get(name, held)

    def rows(types: Any, kind: str) -> tuple[Quantity, ...]:
        fields = types[name]._fields if name in types else ()
        meanings = field_meanings(module, types[name].__name__) if fields else {}
        return tuple(
            _quantity(f"{name}.{field}", kind, meanings.get(field, ""), register, found) for field in fields
        )

    built = name in MODULES
    return System(
        name=name,
        built=built,
        about=_first_sentence(module) if built else "not built: what others read of it is held",
        states=rows(inputs.STATES, "state"),
        parameters=rows(inputs.PARAMETERS, "parameter"),
        levers=rows(inputs.LEVERS, "lever"),
        relationships=_relationships(module) if built else (),
        channels=tuple(channel.name for channel in CHANNELS if channel.name.startswith(f"{name}.")),
    )


def _quantity(
    identifier: str, kind: str, meaning: str, register: Register | None, found: inputs.Inputs | None
) -> Quantity:
    if register is None or found is None:
        return Quantity(identifier, kind, meaning, "", "", "", ())
    entry = register.parameter(identifier)
    if identifier in found.uncertain:
        span = found.uncertain[identifier]
        value = f"{span.low:g} to {span.high:g}"
        if span.positions:
            kind, value = "switch", " or ".join(f"{position:g}" for position in span.positions)
    else:
        kind = "constant" if kind == "parameter" else kind
        held_value = register.as_of(found.as_of).value(identifier).value
        value = f"{held_value:g}" if isinstance(held_value, int | float) else str(held_value)
        if kind == "lever":
            value = f"{value} ({levers.allowed(levers.FORMS[identifier])})"
    return Quantity(identifier, kind, meaning, entry.unit, entry.value_class, value, tuple(entry.claims))


@functools.cache
def field_meanings(module: ModuleType, name: str) -> dict[str, str]:
    """Return the docstrings of the fields of a class of a module."""
    tree = ast.parse(inspect.getsource(module))
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            return dict(_documented(node.body))
    raise KeyError(name)


def _documented(body: list[ast.stmt]) -> list[tuple[str, str]]:
    found = []
    for field, after in itertools.pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            found.append((field.target.id, " ".join(str(after.value.value).split())))
    return found


def _first_sentence(module: ModuleType) -> str:
    sentence = " ".join((module.__doc__ or "").split("\n\n")[0].split())
    return sentence.partition(": ")[2] or sentence


def _relationships(module: ModuleType) -> tuple[tuple[str, str], ...]:
    """Return the public equations of a system, in the order of its file; its bounds are none."""
    found = []
    for name, function in vars(module).items():
        if (
            inspect.isfunction(function)
            and function.__module__ == module.__name__
            and not name.startswith("_")
            and name != "bounds"
        ):
            found.append((name, " ".join((function.__doc__ or "").split("\n\n")[0].split())))
    return tuple(found)
