"""Commands of the room ``alliance``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kaname.base.errors import InputError, nearest
from kaname.base.workspace import Workspace

if TYPE_CHECKING:
    from kaname.alliance.description import ModelDescription, Quantity, System

_WORKSPACE = typer.Option("--workspace", help="Workspace folder.")


def add(app: typer.Typer) -> None:
    """Hang the room's commands on the application."""
    model = typer.Typer(help="The model's account of itself.", no_args_is_help=True, rich_markup_mode=None)
    model.command("show")(show)
    model.command("xlrm")(xlrm)
    app.add_typer(model, name="model")


def _describe(workspace: Path | None) -> ModelDescription:
    from kaname import alliance, register

    place = Workspace.near(workspace)
    return alliance.describe(register.load(place))


def show(
    system: Annotated[str | None, typer.Argument(help="One of the nine systems; default: all.")] = None,
    workspace: Annotated[Path | None, _WORKSPACE] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Print the model's states, parameters, levers and equations, system by system, and what is held.

    Example: kaname model show command
    """
    description = _describe(workspace)
    names = [row.name for row in description.systems]
    if system is not None and system not in names:
        raise InputError(
            f"there is no system {system!r}", todo=nearest(system, names) or f"there are {', '.join(names)}"
        )
    chosen = [row for row in description.systems if system in (None, row.name)]
    if as_json:
        data = description.as_data()
        data["systems"] = [row for row in data["systems"] if system in (None, row["name"])]
        typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    for row in chosen:
        _print_system(row)
    _print_held(description, system)


def _print_system(system: System) -> None:
    typer.echo(f"{system.name.upper()}  {system.about}")
    titles = (("states", system.states), ("parameters", system.parameters), ("levers", system.levers))
    for title, quantities in titles:
        if quantities:
            typer.echo(f"  {title if system.built else title + ' that others read'}")
            for quantity in quantities:
                typer.echo(f"    {_line(quantity)}")
    if system.relationships:
        typer.echo("  relationships")
        for name, meaning in system.relationships:
            typer.echo(f"    {name}: {meaning}")
    if system.channels:
        typer.echo(f"  random channels: {', '.join(name.partition('.')[2] for name in system.channels)}")
    typer.echo("")


def _line(quantity: Quantity) -> str:
    claims = f" [{', '.join(quantity.claims)}]" if quantity.claims else ""
    kind = f", {quantity.kind}" if quantity.kind in ("switch", "constant") else ""
    return (
        f"{quantity.id} = {quantity.value} ({quantity.unit}; class {quantity.value_class}{kind}):"
        f" {quantity.meaning}{claims}"
    )


def _print_held(description: ModelDescription, system: str | None) -> None:
    rows = [row for row in description.held if system in (None, row.id.partition(".")[0])]
    if rows:
        typer.echo(f"HELD at the value of {description.as_of}, because the system is not built")
        for row in rows:
            typer.echo(f"  {row.id} = {row.value:g}: {row.why}")


def xlrm(
    workspace: Annotated[Path | None, _WORKSPACE] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Print the model as XLRM: uncertainties, levers and policies, relationships, measures.

    Example: kaname model xlrm
    """
    description = _describe(workspace)
    if as_json:
        typer.echo(json.dumps(description.as_data(), ensure_ascii=False, indent=1))
        return
    systems = description.systems
    counts = ", ".join(f"{number} {name}" for name, number in description.counts().items())
    typer.echo(f"As of {description.as_of}: {counts}\n")
    typer.echo("X  uncertainties (uniform on the range; switches equally likely)")
    for row in (row for system in systems for row in system.parameters if row.kind != "constant"):
        typer.echo(f"   {row.id}: {row.value} ({row.unit}; class {row.value_class})")
    typer.echo("L  levers (status quo, and what is allowed)")
    for row in (row for system in systems for row in system.levers):
        typer.echo(f"   {row.id}: {row.value}")
    typer.echo("   policies")
    for policy in description.policies:
        moved = ", ".join(f"{name} = {setting}" for name, setting in policy.levers.items()) or "nothing moved"
        typer.echo(f"   {policy.id} {policy.label['en']}: {moved}")
    for name, missing in description.policies_not_built.items():
        typer.echo(f"   {name} cannot run yet: {', '.join(missing)} acts through a system that is not built")
    typer.echo("R  relationships")
    for system in systems:
        for name, meaning in system.relationships:
            typer.echo(f"   {system.name}.{name}: {meaning}")
    typer.echo("M  measures")
    for outcome in description.outcomes:
        linked = ", lever-linked" if outcome.lever_linked else ""
        better = {"+": ", more is better", "-": ", less is better", "": ""}[outcome.better]
        typer.echo(f"   {outcome.id} ({outcome.unit}{better}{linked})")
    _print_held(description, None)
