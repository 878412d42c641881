"""What a workspace holds, opened for one request: library, claims, register, runs."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request

from kaname.base.dates import Month
from kaname.base.errors import InputError
from kaname.base.workspace import Workspace
from kaname.claims import Claim
from kaname.claims.store import ClaimStore
from kaname.documents import Document, Library
from kaname.futures.reading import finished
from kaname.register import Register, load


@dataclass(frozen=True)
class Stores:
    """The open stores of one request."""

    workspace: Workspace
    library: Library
    register: Register

    def claims(self, document: Document) -> list[Claim]:
        """Return the claims kept for a document (none if it has only been read)."""
        return ClaimStore(self.workspace).load(document.digest)

    def month(self, asked: str | None) -> Month:
        """Return the month asked for, or the last that the register knows.

        Raises:
            InputError: it is not a month.
        """
        return Month.parse(asked, where="as_of") if asked else self.register.latest_known()

    def run_folders(self) -> list[Path]:
        """Return the folders of finished runs, newest first."""
        return finished(self.workspace.runs)

    def run_folder(self, name: str) -> Path:
        """Return the folder of a run by its name.

        Raises:
            InputError: the workspace has no such run.
        """
        for folder in self.run_folders():
            if folder.name == name:
                return folder
        raise InputError(f"there is no run {name!r} in this workspace")


@functools.lru_cache(maxsize=4)
def _register(root: Path, overlay: tuple[tuple[str, int, int], ...]) -> Register:
    """Return the register of a workspace; read again only when a file of its overlay has changed."""
    return load(Workspace(root))


def _overlay(workspace: Workspace) -> tuple[tuple[str, int, int], ...]:
    """Return name, time and size of every file of the overlay."""
    found = []
    for path in sorted(workspace.register.rglob("*")):
        about = path.stat()
        found.append((str(path), about.st_mtime_ns, about.st_size))
    return tuple(found)


@contextmanager
def opened(request: Request) -> Iterator[Stores]:
    """Open the stores of the workspace that the application serves."""
    workspace: Workspace = request.app.state.workspace
    with Library(workspace) as library:
        yield Stores(workspace, library, _register(workspace.root, _overlay(workspace)))
