"""Commands of the room ``web``."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Annotated

import typer

from kaname.base.errors import InputError, SurroundingsError
from kaname.base.workspace import Workspace

HOST = "127.0.0.1"
"""Pages are served to this machine alone."""


def add(app: typer.Typer) -> None:
    """Hang the room's commands on the application."""
    app.command()(serve)


def serve(
    workspace: Annotated[
        Path | None, typer.Option(help="The workspace to show; by default the one you stand in.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8765,
) -> None:
    """Show a workspace in the browser, to this machine alone, until Ctrl-C.

    Example: kaname serve --workspace demo/workspace
    """
    found = Workspace.near(workspace)
    if found is None:
        raise InputError(
            "there is no workspace here", todo="name one with --workspace, or make one: kaname init DIR"
        )
    listener = _listen(port)
    import uvicorn

    from kaname.web.app import create_app

    typer.echo(f"http://{HOST}:{listener.getsockname()[1]}/", err=False)
    server = uvicorn.Server(uvicorn.Config(create_app(found), log_level="warning", access_log=False))
    server.run(sockets=[listener])


def _listen(port: int) -> socket.socket:
    """Return a listening socket on the loopback address.

    Raises:
        SurroundingsError: the port is taken.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise SurroundingsError(
            f"port {port} cannot be used ({error.strerror})", todo="choose another with --port"
        ) from None
    listener.listen()
    return listener
