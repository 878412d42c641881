"""Commands of the room ``futures``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kaname.base.dates import Month
from kaname.base.errors import InputError
from kaname.base.workspace import MARKER, Workspace


def add(app: typer.Typer) -> None:
    """Hang the room's commands on the application."""
    app.command("run")(run)


def run(
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
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help="Folder to write, an earlier run there is replaced; in a workspace by default runs/NAME,"
            " where NAME says what was run.",
        ),
    ] = None,
    workspace: Annotated[
        Path | None,
        typer.Option(
            "--workspace", metavar="DIR", help="The workspace; by default the nearest kaname.toml upwards."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the run's folder and manifest as JSON.")
    ] = False,
) -> None:
    """Run the alliance through many futures under each policy and write a run folder.

    The folder holds outcomes.parquet (every outcome of every future), bands.parquet (quantiles by month),
    draws.parquet (the uncertain inputs) and run.json. Every policy meets the same futures.

    Example: kaname run -n 20000 --seed 7 --policies P00,P01 --out runs/first
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from kaname import futures, register
    from kaname.futures.runner import check_numbers

    check_numbers(n, seed, chunk)
    place = Workspace.near(workspace)
    if place is None and out is None:
        raise InputError(
            f"there is no place for the run: no --out, and no workspace here or above (no {MARKER})",
            todo="name a folder with --out, or make a workspace with kaname init DIR",
        )
    known = register.load(place)
    chosen = [name.strip() for name in policies.split(",") if name.strip()]
    month = Month.parse(as_of, where="--as-of") if as_of else None
    if out is None:
        assert place is not None
        out = place.runs / futures.run_name(known, chosen, n, seed, month, workspace=place)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("futures", total=None)
        futures.run(
            known,
            chosen,
            n,
            seed,
            month,
            out,
            chunk,
            lambda done, total: bar.update(task, completed=done, total=total),
            workspace=place,
        )
    if as_json:
        about = {"folder": str(out), **futures.load(out).manifest}
        typer.echo(json.dumps(about, ensure_ascii=False, indent=1))
        return
    _report(out)


def _report(out: Path) -> None:
    """Say what was run and where it lies; remarks and failed futures go to stderr."""
    from kaname import futures

    manifest = futures.load(out).manifest
    n = manifest["n"]
    for note in [*manifest["notes"], *([manifest["sobol_note"]] if n & (n - 1) else [])]:
        typer.echo(f"note: {note}", err=True)
    typer.echo(
        f"{n:,} futures under {_counted(len(manifest['policies']))}, {manifest['first_month']} to"
        f" {manifest['last_month']}, in {manifest['seconds']:.1f} s: {out}"
    )
    for code, row in manifest["result_codes"].items():
        if code != "0" and row["count"]:
            typer.echo(f"{row['count']:,} policy-futures have result code {code}: {row['meaning']}", err=True)


def _counted(policies: int) -> str:
    return "1 policy" if policies == 1 else f"{policies} policies"
