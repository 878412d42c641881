"""The command line: a verb a room.

Each module of this package holds the commands of one room and an ``add(app)`` that hangs them on the
application. Rooms are imported inside the commands, so that ``kaname --help`` stays quick.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from kaname import __version__
from kaname.base.errors import KanameError, SurroundingsError
from kaname.cli import alliance, analysis, brief, claims, documents, futures, register, web

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells expect it."""

app = typer.Typer(
    name="kaname",
    help="Read policy documents, keep a cited register, run the US-ROK alliance forward, write the brief.",
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"kaname {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Print the help when no verb is given."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


for _room in (documents, claims, register, alliance, futures, analysis, brief, web):
    _room.add(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; errors are one line on stderr and an exit code, never a traceback.

    Exit codes: 0 done; 2 the command line or a file named on it cannot be used; 1 the surroundings
    failed, or part of a batch did; 130 interrupted.
    """
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    command: Any = typer.main.get_command(app)
    try:
        asked = list(arguments) if arguments is not None else None
        code = command.main(args=asked, prog_name="kaname", standalone_mode=False)
        sys.stdout.flush()
        if code == INTERRUPTED:
            # Typer turns Ctrl-C into an exit without a word.
            return _say("interrupted; nothing half-written was left", INTERRUPTED)
        return code if isinstance(code, int) else 0
    except KanameError as error:
        return _say(str(error), error.exit_code)
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            # A group of verbs named alone, like the program named alone, says what it has.
            typer.echo(error.format_message())
            return 0
        context = getattr(error, "ctx", None)
        where = context.command_path if context is not None else "kaname"
        return _say(f"{error.format_message()} (see {where} --help)", 2)
    except (KeyboardInterrupt, typer.Abort):
        return _say("interrupted; nothing half-written was left", INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has gone (head, less): that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except sqlite3.OperationalError as error:
        return _say(str(SurroundingsError(f"the library could not be used ({error})")), 1)
    except OSError as error:
        where = str(error.filename) if error.filename else None
        return _say(str(SurroundingsError(error.strerror or str(error), where=where)), 1)


def _say(line: str, code: int) -> int:
    typer.echo(f"kaname: {line}", err=True)
    return code
