"""Policies: named settings of levers, read from data.

The named policies stand in ``policies/*.yaml`` (P00, P01 …), a reader's own in the workspace's ``policies/``.
A policy names only the levers that it moves; the others stay at the status quo of the register.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from kaname.alliance import levers
from kaname.alliance.inputs import Inputs
from kaname.alliance.levers import Setting
from kaname.base.dates import Month
from kaname.base.errors import InputError, nearest
from kaname.base.languages import LANGUAGES
from kaname.base.workspace import Workspace

DEFAULT = ("P00", "P01", "P03", "P04", "P06", "P09")
"""The policies that a run compares unless told."""

NOT_BUILT: Mapping[str, tuple[str, ...]] = {
    "P12": ("deterrence.lever_tactical_nuclear",),
    "P13": ("deterrence.lever_tactical_nuclear",),
    "P14": ("deterrence.lever_rok_nuclear",),
    "P15": ("region.lever_theatre_integration", "region.lever_trilateral_effort"),
    "P17": ("industry.lever_industrial_deal",),
    "P18": ("deterrence.lever_talks_push",),
}
"""Named policies that act through systems that are not built, with the levers that are missing."""


@dataclass(frozen=True)
class Policy:
    """A named setting of levers.

    Attributes:
        id: short name, such as ``P04``.
        label: its name in en, ja and ko.
        levers: the levers that it moves, by register id.
        where: file that it stands in (empty for one made in Python).
    """

    id: str
    label: Mapping[str, str]
    levers: Mapping[str, Setting]
    where: str = ""

    def settings(self, baseline: Mapping[str, Setting]) -> dict[str, Setting]:
        """Return every lever that the model reads, those it does not move at the status quo."""
        merged: dict[str, Setting] = {}
        for name in levers.known():
            if name not in baseline:
                raise InputError(f"the register has no status quo of the lever {name}")
            merged[name] = self.levers.get(
                name, levers.check(name, baseline[name], where=f"register: {name}")
            )
        return merged


def parse(text: str, where: str) -> Policy:
    """Read one policy from YAML.

    Raises:
        InputError: anything wrong with it, with file and line.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise InputError(
            f"not readable as YAML ({getattr(error, 'problem', error)})", where=where + line
        ) from None
    if not isinstance(data, dict):
        raise InputError("a policy is a mapping of id, label and levers", where=f"{where}:1")
    lines = _lines(node, where)
    for key in data:
        if key not in ("id", "label", "levers"):
            raise InputError(
                f"unknown key {key!r}", where=f"{where}:{lines[(key,)]}", todo="keys: id, label, levers"
            )
    identifier = data.get("id")
    if not isinstance(identifier, str) or not identifier.replace("-", "").replace("_", "").isalnum():
        raise InputError(
            f"id {identifier!r} is not a short name (letters, digits, - and _)",
            where=f"{where}:{lines.get(('id',), 1)}",
        )
    return Policy(identifier, _labels(data, lines, where), _settings(data, lines, where), where)


def _labels(data: dict[str, Any], lines: dict[tuple[str, ...], int], where: str) -> dict[str, str]:
    place = f"{where}:{lines.get(('label',), 1)}"
    label = data.get("label")
    if isinstance(label, str):
        return dict.fromkeys(LANGUAGES, label)
    if not isinstance(label, dict) or not all(isinstance(text, str) and text for text in label.values()):
        raise InputError(
            "label is missing", where=place, todo="write label: {en: …, ja: …, ko: …}, or one text"
        )
    unknown = [name for name in label if name not in LANGUAGES]
    if unknown or not label:
        raise InputError(f"label has the language {unknown[:1]}", where=place, todo="languages: en, ja, ko")
    fallback = next(iter(label.values()))
    return {name: label.get(name, fallback) for name in LANGUAGES}


def _settings(data: dict[str, Any], lines: dict[tuple[str, ...], int], where: str) -> dict[str, Setting]:
    given = data.get("levers")
    if given is None:
        raise InputError(
            "levers is missing", where=f"{where}:{lines.get(('levers',), 1)}", todo="write levers: {}"
        )
    if not isinstance(given, dict):
        raise InputError("levers is not a mapping of lever ids", where=f"{where}:{lines[('levers',)]}")
    settings: dict[str, Setting] = {}
    for name, setting in given.items():
        place = f"{where}:{lines[('levers', name)]}"
        if name not in levers.known():
            todo = nearest(str(name), list(levers.known())) or "kaname model xlrm lists the levers"
            raise InputError(f"the model has no lever {name!r}", where=place, todo=todo)
        settings[name] = levers.check(name, setting, where=place)
    return settings


def _lines(node: yaml.Node | None, where: str) -> dict[tuple[str, ...], int]:
    """Return the line of each key of the file and of each lever."""
    lines: dict[tuple[str, ...], int] = {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            lines[(key.value,)] = key.start_mark.line + 1
            if isinstance(value, yaml.MappingNode):
                for inner, _ in value.value:
                    place = (key.value, inner.value)
                    if place in lines:
                        raise InputError(
                            f"{inner.value} is given twice",
                            where=f"{where}:{inner.start_mark.line + 1}",
                        )
                    lines[place] = inner.start_mark.line + 1
    return lines


def named() -> dict[str, Policy]:
    """Return the policies that come with the program, by id."""
    folder = resources.files("kaname.alliance") / "policies"
    found = {}
    for source in sorted(folder.iterdir(), key=lambda item: item.name):
        if source.name.endswith(".yaml"):
            policy = parse(source.read_text(encoding="utf-8"), f"policies/{source.name}")
            found[policy.id] = policy
    return found


def available(workspace: Workspace | None = None) -> dict[str, Policy]:
    """Return the named policies and the workspace's own, by id.

    Raises:
        InputError: a policy file has a mistake, or takes the id of another.
    """
    found = named()
    if workspace is None:
        return found
    for path in sorted(Path(workspace.policies).glob("*.yaml")):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise InputError("not readable as UTF-8", where=str(path)) from None
        policy = parse(text, str(path))
        if policy.id in found or policy.id in NOT_BUILT:
            raise InputError(f"the id {policy.id} is taken", where=str(path), todo="give it another id")
        found[policy.id] = policy
    return found


def checked(policy: Policy) -> Policy:
    """Return the policy with its settings checked.

    Raises:
        InputError: it moves a lever that the model has not, or sets one to what it cannot be.
    """
    where = policy.where or f"policy {policy.id}"
    settings = {}
    for name, setting in policy.levers.items():
        if name not in levers.known():
            todo = nearest(name, list(levers.known())) or "kaname model xlrm lists the levers"
            raise InputError(f"the model has no lever {name!r}", where=where, todo=todo)
        settings[name] = levers.check(name, setting, where=where)
    return Policy(policy.id, policy.label, settings, policy.where)


def select(wanted: Sequence[str | Policy], workspace: Workspace | None = None) -> list[Policy]:
    """Return the policies asked for, in the order given.

    Raises:
        InputError: an id is unknown, acts through a system that is not built, or is asked for twice.
    """
    known = available(workspace)
    chosen: list[Policy] = []
    for item in wanted:
        if isinstance(item, Policy):
            chosen.append(checked(item))
        elif item in known:
            chosen.append(known[item])
        elif item in NOT_BUILT:
            missing = ", ".join(NOT_BUILT[item])
            raise InputError(
                f"policy {item} acts through a system that is not built yet ({missing})",
                todo=f"policies that can run: {', '.join(known)}",
            )
        else:
            raise InputError(
                f"there is no policy {item!r}",
                todo=nearest(item, list(known)) or f"there are {', '.join(known)}",
            )
    if not chosen:
        raise InputError("no policy is named", todo="--policies P00,P01")
    ids = [policy.id for policy in chosen]
    twice = {name for name in ids if ids.count(name) > 1}
    if twice:
        raise InputError(f"policy {', '.join(sorted(twice))} is named twice")
    return chosen


def remarks(policies: Sequence[Policy], inputs: Inputs) -> list[str]:
    """Return what a reader should know of the settings: policies that equal the status quo, dates gone by."""
    status_quo = Policy("", {}, {}).settings(inputs.baseline)
    said = []
    for policy in policies:
        settings = policy.settings(inputs.baseline)
        month = settings["posture.lever_troop_cut_month"]
        if month not in (None, levers.NONE) and Month.parse(str(month)) <= inputs.as_of:
            said.append(
                f"{policy.id}: its cut of {month} is not after the as-of month {inputs.as_of}: no effect"
            )
        if policy.levers and settings == status_quo:
            said.append(f"{policy.id} equals the status quo: every lever it sets is there already")
    return said


def codes(policies: Sequence[Policy], inputs: Inputs) -> dict[str, list[float]]:
    """Return for every lever the equations' number of its setting under each policy."""
    settings = [policy.settings(inputs.baseline) for policy in policies]
    return {name: [levers.code(name, row[name]) for row in settings] for name in levers.known()}
