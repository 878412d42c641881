"""Commands of the room ``documents``."""

from __future__ import annotations

import typer


def add(app: typer.Typer) -> None:
    """Hang the room's commands on the application."""
