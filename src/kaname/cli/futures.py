"""Commands of the room ``futures``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kaname.base.dates import Month
from kaname.base.workspace import Workspace


def add(app: typer.Typer) -> None:
    """Hang the room's commands on the application."""
    app.command("run")(run)


def run(
    out: Annotated[Path, typer.Option("--out", help="Folder to write; an earlier run there is replaced.")],
    n: Annotated[int, typer.Option("-n", "--futures", help="Futures; best a power of two.")] = 4096,
    seed: Annotated[int, typer.Option("--seed", help="Seed; the same seed gives the same bytes.")] = 0,
    policies: Annotated[
        str, typer.Option("--policies", help="Policies to compare, by id; kaname model xlrm lists them.")
    ] = "P00,P01,P03,P04,P06,P09",
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="Month whose state is taken as given (YYYY-MM); default: latest known."),
    ] = None,
    chunk: Annotated[
        int | None, typer.Option("--chunk", help="Futures in hand at a time; changes memory, never results.")
    ] = None,
    workspace: Annotated[Path | None, typer.Option("--workspace", help="Workspace folder.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the run's manifest.")] = False,
) -> None:
    """Run the alliance through many futures under each policy and write a run folder.

    The folder holds outcomes.parquet (every outcome of every future), bands.parquet (quantiles by month),
    draws.parquet (the uncertain inputs) and run.json. Every policy meets the same futures.

    Example: kaname run -n 20000 --seed 7 --policies P00,P01 --out runs/first
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from kaname import futures, register

    place = Workspace.open(workspace) if workspace else Workspace.find()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        console = Console(stderr=True)
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("futures", total=None)
            futures.run(
                register.load(place),
                [name.strip() for name in policies.split(",") if name.strip()],
                n,
                seed,
                Month.parse(as_of, where="--as-of") if as_of else None,
                out,
                chunk,
                lambda done, total: bar.update(task, completed=done, total=total),
                workspace=place,
            )
    except KeyboardInterrupt:
        typer.echo("kaname: interrupted; nothing half-written was left", err=True)
        raise typer.Exit(130) from None
    manifest = futures.load(out).manifest
    if as_json:
        typer.echo(json.dumps(manifest, ensure_ascii=False, indent=1))
        return
    for note in manifest["notes"]:
        typer.echo(f"note: {note}", err=True)
    typer.echo(
        f"{n:,} futures under {len(manifest['policies'])} policies, {manifest['first_month']} to"
        f" {manifest['last_month']}, in {manifest['seconds']:.1f} s: {out}"
    )
    for code, row in manifest["result_codes"].items():
        if code != "0" and row["count"]:
            typer.echo(f"{row['count']:,} policy-futures have result code {code}: {row['meaning']}", err=True)
