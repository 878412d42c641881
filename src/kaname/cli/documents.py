"""Commands of the room ``documents``: init, read, search."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kaname.base.errors import InputError, PartialFailure
from kaname.base.workspace import Workspace

if TYPE_CHECKING:
    from kaname.documents import Document, Hit

_PROGRESS_AFTER_SECONDS = 1.0

WorkspaceOption = Annotated[
    Path | None,
    typer.Option("--workspace", help="The workspace; else the nearest kaname.toml upwards.", metavar="DIR"),
]


def add(app: typer.Typer) -> None:
    """Hang the room's commands on the application."""
    app.command()(init)
    app.command()(read)
    app.command()(search)


def init(folder: Annotated[Path, typer.Argument(help="A new or an empty folder.", metavar="DIR")]) -> None:
    """Make a workspace: a folder for documents, register overlay, policies, runs and briefs.

    Example: kaname init korea && cd korea
    """
    workspace = Workspace.create(folder)
    typer.echo(f"workspace {workspace.root}")


def read(
    files: Annotated[
        list[Path], typer.Argument(help="Text, Markdown, HTML or PDF files.", metavar="FILE...")
    ],
    bibliography: Annotated[
        Path | None,
        typer.Option(help="CSL-JSON list; custom.file names each item's file.", metavar="FILE"),
    ] = None,
    date: Annotated[
        str | None, typer.Option(help="Date of publication of all the files.", metavar="YYYY[-MM[-DD]]")
    ] = None,
    lang: Annotated[
        str | None, typer.Option(help="Language of all the files: en, ja or ko; else told by its script.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a document.")] = False,
) -> None:
    """Add documents to the library and print a row each: key, language, date, characters, title.

    A file that cannot be read does not stop the others: it gets a line on stderr, and the exit code is 1.

    Example: kaname read papers/*.pdf notes.txt --bibliography papers/library.json
    """
    from kaname.base.dates import PartialDate
    from kaname.documents import Bibliography, Library

    place = Workspace.at(workspace)
    stated = PartialDate.parse(date, where="--date") if date is not None else None
    entries = Bibliography.load(bibliography) if bibliography is not None else None
    failed: list[InputError] = []
    with place.writing(), Library(place) as library:
        for path in progressing(files, "reading"):
            try:
                document = _add(library, path, language=lang, date=stated, bibliography=entries)
            except InputError as error:
                failed.append(error)
                if len(files) > 1:
                    typer.echo(f"kaname: {error}", err=True)
                continue
            typer.echo(_as_json(document) if as_json else _row(document))
    if len(failed) == len(files):
        if len(files) == 1:
            raise failed[0]
        raise InputError(f"none of the {len(files)} files could be read")
    if failed:
        raise PartialFailure(
            f"{len(failed)} of {len(files)} files could not be read; the others are in the library"
        )


def search(
    query: Annotated[
        str,
        typer.Argument(help='Words that stand in one paragraph; "in quotes" side by side.', metavar="QUERY"),
    ],
    limit: Annotated[int, typer.Option(help="The most hits to print.", min=1)] = 20,
    workspace: WorkspaceOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a hit.")] = False,
) -> None:
    """Find a phrase in the library and print where it stands: key, offsets in the text, context.

    Characters of Japanese and Korean match inside words; Latin words and numbers match whole, and
    28500 finds 28,500.

    Example: kaname search 在韓米軍 --limit 5
    """
    from kaname.documents import Library

    with Library(Workspace.at(workspace)) as library:
        hits = library.search(query, limit)
    for hit in hits:
        typer.echo(_hit_as_json(hit) if as_json else _hit_row(hit))
    if not hits:
        typer.echo("nothing found", err=True)


def progressing(items: list[Path], label: str) -> Iterator[Path]:
    """Yield the items; when they take over a second, show a progress bar on a terminal's stderr."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress

    began = time.monotonic()
    # Rows pass through the bar's console only where both are one terminal; else stdout stays stdout.
    bar = Progress(console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty())
    with bar as progress:
        task = progress.add_task(label, total=len(items), visible=False)
        for item in items:
            yield item
            progress.update(task, advance=1, visible=time.monotonic() - began > _PROGRESS_AFTER_SECONDS)


def _add(library: Any, path: Path, **known: Any) -> Document:
    from kaname.base.files import read_bytes
    from kaname.documents import read_bytes_as
    from kaname.documents.limits import MAX_FILE_BYTES

    # The bytes are read once, so that what is kept is what was read.
    content = read_bytes(path, limit_bytes=MAX_FILE_BYTES)
    kept: Document = library.add(read_bytes_as(content, path, **known), content)
    return kept


def _row(document: Document) -> str:
    """One line for a reader."""
    if document.date_source == "none":
        date = "no date"
    else:
        origin = "inferred from the text" if document.date_source == "text" else document.date_source
        date = f"{document.date} ({origin})"
    notes = _notes(document)
    return "  ".join(
        [
            document.key,
            document.language,
            date,
            f"{len(document.text):,} characters",
            document.title,
            *([f"[{', '.join(notes)}]"] if notes else []),
        ]
    )


def _notes(document: Document) -> list[str]:
    custom = document.citation.get("custom")
    notes = ["citation inferred"] if document.inferred else []
    if isinstance(custom, dict) and custom.get("matched") == "title":
        notes.append("matched by title")
    return notes


def _as_json(document: Document) -> str:
    return _json(
        {
            "key": document.key,
            "digest": document.digest,
            "file": document.file_name,
            "media_type": document.media_type,
            "language": document.language,
            "language_source": document.language_source,
            "date": str(document.date) if document.date is not None else None,
            "date_source": document.date_source,
            "characters": len(document.text),
            "title": document.title,
            "citation": dict(document.citation),
        }
    )


def _hit_row(hit: Hit) -> str:
    return f"{hit.key}:{hit.start}-{hit.end}  {hit.before}【{hit.hit}】{hit.after}"


def _hit_as_json(hit: Hit) -> str:
    return _json(
        {
            "key": hit.key,
            "digest": hit.digest,
            "start": hit.start,
            "end": hit.end,
            "before": hit.before,
            "hit": hit.hit,
            "after": hit.after,
        }
    )


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
