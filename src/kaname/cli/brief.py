"""Commands of the room ``brief``: brief, demo."""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kaname.base.errors import InputError, KanameError, PartialFailure, SurroundingsError
from kaname.base.workspace import Workspace

if TYPE_CHECKING:
    from kaname.brief.pipeline import Request

_DEMO_FUTURES = 20_000
_DEMO_SEED = 7

OutOption = Annotated[Path | None, typer.Option("--out", help="Folder of the brief.", metavar="OUT")]
LanguagesOption = Annotated[
    str, typer.Option("--lang", help="Languages of the brief, parted by commas.", metavar="en,ja,ko")
]
FuturesOption = Annotated[int, typer.Option("-n", help="Futures of the run; best a power of two.", min=1)]
SeedOption = Annotated[int, typer.Option(help="Seed of the run.", min=0)]


def add(app: typer.Typer) -> None:
    """Hang the room's commands on the application."""
    app.command()(brief)
    app.command()(demo)


def brief(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Documents (text, Markdown, HTML, PDF); none: all of the library.", metavar="[FILE]..."
        ),
    ] = None,
    bibliography: Annotated[
        Path | None,
        typer.Option(help="CSL-JSON list; custom.file names each item's file.", metavar="FILE"),
    ] = None,
    n: FuturesOption = _DEMO_FUTURES,
    seed: SeedOption = _DEMO_SEED,
    as_of: Annotated[
        str | None,
        typer.Option(
            help="Month taken as it happened; else the latest the register knows.", metavar="YYYY-MM"
        ),
    ] = None,
    policies: Annotated[
        str | None,
        typer.Option(help="Policies to compare, parted by commas; else the six of the first brief."),
    ] = None,
    run: Annotated[
        Path | None, typer.Option("--run", help="A run to use in place of a new one.", metavar="DIR")
    ] = None,
    out: OutOption = None,
    lang: LanguagesOption = "en,ja,ko",
    workspace: Annotated[
        Path | None,
        typer.Option(
            "--workspace", help="The workspace; else the nearest upwards, else OUT/workspace.", metavar="DIR"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Write the cited brief: documents in, futures run, one self-contained HTML file a language out.

    Prints the paths of the pages. Outside a workspace it makes OUT/workspace. A file that cannot be read
    does not stop the others: it gets a line on stderr and a place in the brief, and the exit code is 1.

    Example: kaname brief papers/*.pdf --bibliography papers/library.json -n 20000 --out out
    """
    from kaname.base.dates import Month
    from kaname.brief.pipeline import Request

    request = Request(
        files=list(files or ()),
        bibliography=bibliography,
        futures=n,
        seed=seed,
        as_of=Month.parse(as_of, where="--as-of") if as_of is not None else None,
        policies=[part.strip() for part in policies.split(",")] if policies is not None else None,
        run=run,
        languages=_languages(lang),
    )
    from kaname.brief import pipeline

    found = Workspace.near(workspace)
    pipeline.check(request, found)
    folder = out or (found.briefs if found is not None else Path("brief"))
    with _made(folder):
        place = found if found is not None else Workspace.create(folder / "workspace")
        _make(place, request, folder, as_json=as_json)


def demo(
    out: OutOption = None,
    n: FuturesOption = _DEMO_FUTURES,
    seed: SeedOption = _DEMO_SEED,
    lang: LanguagesOption = "en,ja,ko",
) -> None:
    """Write a brief from the example documents that come with the program; nothing else is needed.

    Example: kaname demo --out demo
    """
    from kaname.brief.pipeline import Request

    examples = Path(str(resources.files("kaname.documents"))) / "examples"
    library = examples / "library.json"
    names = [item["custom"]["file"] for item in json.loads(library.read_text(encoding="utf-8"))]
    request = Request(
        files=[examples / name for name in names],
        bibliography=library,
        futures=n,
        seed=seed,
        as_of=None,
        policies=None,
        run=None,
        languages=_languages(lang),
    )
    folder = out or Path("demo")
    with _made(folder):
        _make(Workspace.create(folder / "workspace"), request, folder)


def _languages(text: str) -> list[str]:
    """Return the languages asked for.

    Raises:
        InputError: one has no catalogue.
    """
    from kaname.base.languages import available

    known = available("brief")
    asked = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for language in asked:
        if language not in known:
            raise InputError(
                f"there is no brief in {language!r}", where="--lang", todo=f"name some of {', '.join(known)}"
            )
    if not asked:
        raise InputError("no language is named", where="--lang", todo=f"name some of {', '.join(known)}")
    return asked


@contextlib.contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make a folder before the work begins, so that a wrong one is told at once.

    When the work fails, a folder that was not there before is taken away again, with what was put in it.

    Raises:
        InputError: it is a file.
        SurroundingsError: it cannot be made.
    """
    if folder.is_file():
        raise InputError("this is a file, not a folder", where=str(folder), todo="name another with --out")
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SurroundingsError(f"cannot be made ({error.strerror})", where=str(folder)) from None
    try:
        yield
    except PartialFailure:
        raise
    except KanameError:
        if new:
            shutil.rmtree(new[-1], ignore_errors=True)
        raise


def _make(place: Workspace, request: Request, folder: Path, *, as_json: bool = False) -> None:
    from kaname.brief import pipeline

    with _progress() as progress:
        paths, failures = pipeline.make(
            place, request, folder, lambda line: typer.echo(line, err=True), progress
        )
    if as_json:
        failed = [{"file": failure.file_name, "reason": failure.reason} for failure in failures]
        typer.echo(json.dumps({"pages": [str(path) for path in paths], "failed": failed}, ensure_ascii=False))
    else:
        for path in paths:
            typer.echo(str(path))
    if failures:
        names = ", ".join(failure.file_name for failure in failures)
        raise PartialFailure(
            f"{len(failures)} of {len(request.files)} files could not be read ({names});"
            " the brief is of the others"
        )


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """Yield what shows the run's progress: a bar on a terminal's stderr, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("futures", total=None, visible=False)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=True)
