"""Writing files so that a crash, a full disk or Ctrl-C never leaves half of one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kaname.base.errors import InputError, SurroundingsError


def digest_bytes(content: bytes) -> str:
    """Return ``sha256:`` and the hexadecimal SHA-256 of the content."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def digest_file(path: Path) -> str:
    """Return ``sha256:`` and the hexadecimal SHA-256 of a file's content, read piece by piece."""
    with path.open("rb") as content:
        return "sha256:" + hashlib.file_digest(content, "sha256").hexdigest()


def read_bytes(path: Path, *, limit_bytes: int) -> bytes:
    """Read a whole file named on the command line.

    Raises:
        InputError: it is missing, a folder, unreadable, or larger than the limit.
    """
    try:
        if path.is_dir():
            raise InputError("this is a folder, not a file", where=str(path))
        size = path.stat().st_size
        with path.open("rb") as content:
            # Devices and pipes say a size of 0, so what is read is limited as well.
            read = content.read(limit_bytes + 1) if size <= limit_bytes else b""
    except FileNotFoundError:
        raise InputError("no such file", where=str(path), todo="check the name") from None
    except PermissionError:
        raise InputError("this file may not be read", where=str(path), todo="check its permissions") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(
            f"this file cannot be read ({reason})", where=str(path), todo="check the name"
        ) from None
    if max(size, len(read)) > limit_bytes:
        found = f"{size:,} bytes" if size > limit_bytes else "this file"
        raise InputError(
            f"{found} is over the limit of {limit_bytes:,} bytes", where=str(path), todo="split the file"
        )
    return read


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path``; on success it takes its place, else it is removed.

    Raises:
        SurroundingsError: the folder cannot be written or the disk is full. What was at ``path`` stays.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        os.close(handle)
    except OSError as error:
        raise SurroundingsError(
            f"cannot write here ({error.strerror})", where=str(path), todo="check the disk and permissions"
        ) from None
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise SurroundingsError(
            f"could not be written ({error.strerror or error}); what was there before is kept",
            where=str(path),
            todo="check the disk and permissions",
        ) from None
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all (see :func:`replacing`)."""
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text whole or not at all, newlines as given."""
    write_bytes(path, text.encode("utf-8"))
