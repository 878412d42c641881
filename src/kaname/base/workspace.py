"""The folder that holds a reader's library, register overlay, policies, runs and briefs."""

from __future__ import annotations

import contextlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import filelock

from kaname.base.errors import InputError, SurroundingsError
from kaname.base.files import write_text

MARKER = "kaname.toml"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with ``kaname.toml`` in it; the properties name what stands where."""

    root: Path

    @classmethod
    def create(cls, root: Path) -> Workspace:
        """Make a workspace, or return the one that is there already.

        Raises:
            InputError: the folder is another kind of folder, not empty and without ``kaname.toml``.
            SurroundingsError: it cannot be written.
        """
        if (root / MARKER).exists():
            return cls.open(root)
        if root.is_file():
            raise InputError("this is a file, not a folder", where=str(root), todo="name another folder")
        if root.is_dir() and any(root.iterdir()):
            raise InputError(
                f"this folder is not empty and has no {MARKER}",
                where=str(root),
                todo="name a new or an empty folder",
            )
        workspace = cls(root)
        try:
            for folder in (
                workspace.documents,
                workspace.register,
                workspace.policies,
                workspace.runs,
                workspace.briefs,
            ):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SurroundingsError(
                f"the workspace cannot be made ({error.strerror})", where=str(root)
            ) from None
        write_text(root / MARKER, f"# A Kaname workspace.\nformat = {FORMAT}\n")
        return workspace

    @classmethod
    def open(cls, root: Path) -> Workspace:
        """Open an existing workspace.

        Raises:
            InputError: it is not one, or a later version of the program made it.
        """
        marker = root / MARKER
        try:
            settings = tomllib.loads(marker.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            raise InputError(
                f"this is not a workspace (no {MARKER})",
                where=str(root),
                todo="make one with: kaname init DIR",
            ) from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError(f"not readable as TOML ({error})", where=str(marker)) from None
        if settings.get("format") != FORMAT:
            raise InputError(
                f"workspace format {settings.get('format')!r}, this program reads {FORMAT}", where=str(marker)
            )
        return cls(root)

    @classmethod
    def find(cls, start: Path | None = None) -> Workspace | None:
        """Return the workspace that holds the folder, looking upwards; None if there is none."""
        folder = (start or Path.cwd()).resolve()
        for candidate in (folder, *folder.parents):
            if (candidate / MARKER).is_file():
                return cls.open(candidate)
        return None

    @classmethod
    def near(cls, root: Path | None) -> Workspace | None:
        """Return the workspace that a command line names, or else the nearest one upwards; None without one.

        Raises:
            InputError: the folder named is none.
        """
        return cls.open(root) if root is not None else cls.find()

    @classmethod
    def at(cls, root: Path | None) -> Workspace:
        """Return the workspace that a command line names, or else the nearest one upwards.

        Raises:
            InputError: the folder named is none, or none was named and none is found.
        """
        workspace = cls.near(root)
        if workspace is None:
            raise InputError(
                f"no workspace here or above (no {MARKER})",
                where=str(Path.cwd()),
                todo="make one with: kaname init DIR, or name one with --workspace DIR",
            )
        return workspace

    @property
    def library(self) -> Path:
        """The SQLite library."""
        return self.root / "library.sqlite"

    @property
    def documents(self) -> Path:
        """Original bytes, by SHA-256."""
        return self.root / "documents"

    @property
    def register(self) -> Path:
        """The reader's overlay of the register (YAML)."""
        return self.root / "register"

    @property
    def policies(self) -> Path:
        """The reader's own policies (YAML)."""
        return self.root / "policies"

    @property
    def runs(self) -> Path:
        """Runs, a folder each."""
        return self.root / "runs"

    @property
    def briefs(self) -> Path:
        """Briefs, a folder each."""
        return self.root / "briefs"

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the workspace for writing; a second process is told so at once. It may be nested.

        Raises:
            SurroundingsError: another process holds it, or the folder cannot be written.
        """
        # One lock object a folder and process, so that a command may hold the workspace and call a room
        # that holds it again.
        lock = filelock.FileLock(self.root.resolve() / ".kaname.lock", timeout=0, is_singleton=True)
        try:
            lock.acquire()
        except filelock.Timeout:
            raise SurroundingsError(
                "another process is writing to this workspace",
                where=str(self.root),
                todo="wait for it to end, then run the command again",
            ) from None
        except OSError as error:
            raise SurroundingsError(
                f"the workspace cannot be locked ({error.strerror})", where=str(self.root)
            ) from None
        try:
            yield
        finally:
            lock.release()
