"""Write the page of commands from the program's own help: ``python docs/generate.py``.

A test compares the page with what this would write, so that the two cannot drift apart.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from kaname.base.files import write_text
from kaname.cli import app

PAGE = Path(__file__).parent / "reference" / "commands.md"

INTRODUCTION = """\
# Commands

This page is written from the program's help by `python docs/generate.py`.

Commands that work in a workspace take `--workspace DIR`; without it they use the nearest folder upwards
that has a `kaname.toml`. Results go to standard output, progress and messages to standard error.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | the surroundings failed (disk, another process), part of a batch did, or a check found something |
| 2 | the command line, or a file named on it, cannot be used |
| 130 | interrupted; nothing half-written is left |

An error is one line: where, what, and what to do. There is no traceback.
"""


def commands(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield each command below a group, with the words that call it, in the order of their names."""
    for name, child in sorted(command.commands.items()):
        if child.hidden:
            continue
        if hasattr(child, "commands"):
            yield from commands(child, f"{path} {name}")
        else:
            yield f"{path} {name}", child


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def _row(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        name = f"`{parameter.metavar or parameter.name.upper()}`"
    else:
        name = ", ".join(f"`{option}`" for option in (*parameter.opts, *parameter.secondary_opts))
    return f"| {name} | {_cell(getattr(parameter, 'help', None) or '')} |"


def section(name: str, command: Any) -> str:
    """Return the section of one command: its help, then its arguments and options."""
    text = inspect.cleandoc(command.help or "").replace("\b\n", "").replace("\f", "")
    blocks = [_block(block) for block in text.split("\n\n")]
    rows = [_row(parameter) for parameter in command.params if "--help" not in parameter.opts]
    table = ["| argument or option | meaning |\n|---|---|\n" + "\n".join(rows)] if rows else []
    return "\n\n".join([f"## {name}", *blocks, *table])


def _block(block: str) -> str:
    """Set the example of a command as code."""
    words = " ".join(block.split())
    return f"Example: `{words.removeprefix('Example: ')}`" if words.startswith("Example: ") else block


def page() -> str:
    """Return the whole page."""
    sections = [section(name, command) for name, command in commands(typer.main.get_command(app), "kaname")]
    return "\n\n".join([INTRODUCTION.rstrip(), *sections]) + "\n"


if __name__ == "__main__":
    write_text(PAGE, page())
