"""Commands of the room ``claims``: what a document says."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kaname.base.errors import InputError

if TYPE_CHECKING:
    from kaname.claims import Claim
    from kaname.documents import Document

_FORMATS = ("jsonl", "table")
_LONGEST_QUOTED = 60


def add(app: typer.Typer) -> None:
    """Hang the room's commands on the application."""
    app.command("claims")(claims)


def claims(
    file: Annotated[Path, typer.Argument(help="A text, Markdown, HTML or PDF file.", metavar="FILE")],
    date: Annotated[
        str | None,
        typer.Option(
            help="Its date of publication, against which its dates are read; else told from its head.",
            metavar="YYYY[-MM[-DD]]",
        ),
    ] = None,
    lang: Annotated[
        str | None, typer.Option(help="Its language: en, ja or ko; else told by its script.")
    ] = None,
    form: Annotated[
        str,
        typer.Option("--format", help="jsonl (one JSON object a line) or table.", metavar="FORMAT"),
    ] = "jsonl",
) -> None:
    """Print what a document says: its dates, quantities, statements and milestones, each at its span.

    Offsets are code points of the document's text, half open. Nothing is stored; the claims are proposals.

    Example: kaname claims paper.txt --date 2026-03-09 --lang ja --format jsonl
    """
    if form not in _FORMATS:
        raise InputError(f"no format {form!r}", where="--format", todo=f"use one of {', '.join(_FORMATS)}")
    from kaname.base.dates import PartialDate
    from kaname.claims import UNREAD, extract
    from kaname.documents import read

    given = PartialDate.parse(date, where="--date") if date is not None else None
    document = read(file, language=lang, date=given)
    found = extract(document)
    if unread := UNREAD.get(document.language):
        typer.echo(f"kaname: {' and '.join(unread)} are not read in {document.language} yet", err=True)
    if document.date is None:
        typer.echo("kaname: no date is known, so dates without a year stay open; give --date", err=True)
    if form == "jsonl":
        for claim in found:
            sys.stdout.write(json.dumps(claim.as_row(), ensure_ascii=False) + "\n")
    else:
        _print_table(document, found)


def _print_table(document: Document, found: Sequence[Claim]) -> None:
    """A listing for people: type, what is read, and the words it is read from."""
    for claim in found:
        row = claim.as_row()
        read_as = " ".join(
            f"{row[key]}" if key in ("value", "unit", "iso") else f"{key}={row[key]}"
            for key in ("value", "range", "unit", "iso", "kind", "bound", "quote", "status", "due", "warning")
            if key in row and not (claim.type == "mention" and key == "kind")
        )
        speaker = row["speaker"]["text"] + ": " if claim.type == "statement" and "speaker" in row else ""
        text = " ".join((speaker + claim.text).split())
        if len(text) > _LONGEST_QUOTED:
            text = text[: _LONGEST_QUOTED - 1] + "…"
        typer.echo(f"{claim.start:>7}  {claim.type:<9}  {read_as:<34}  {text}")
    typer.echo(f"{len(found)} claims in {document.file_name}", err=True)
