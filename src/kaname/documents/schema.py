"""The library's SQLite file: how it is opened, made and brought up to date."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from kaname.base.errors import InputError, SurroundingsError

APPLICATION_ID = 0x4B4E4D45  # "KNME"
VERSION = 1
"""``user_version`` of the file. Count it up with each step added to ``_STEPS``."""

_BUSY_SECONDS = 5.0

# Step n brings a file of version n to n + 1. Never edit a released step; add one.
_STEPS = (
    """
    CREATE TABLE document (
        id              INTEGER PRIMARY KEY,
        digest          TEXT NOT NULL UNIQUE,
        key             TEXT NOT NULL UNIQUE,
        file_name       TEXT NOT NULL,
        media_type      TEXT NOT NULL,
        language        TEXT NOT NULL,
        language_source TEXT NOT NULL,
        date            TEXT,
        date_source     TEXT NOT NULL,
        title           TEXT NOT NULL,
        citation        TEXT NOT NULL,
        text            TEXT NOT NULL,
        indexed_by      TEXT NOT NULL
    );
    CREATE TABLE paragraph (
        id       INTEGER PRIMARY KEY,
        document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        text     TEXT NOT NULL,
        offsets  BLOB NOT NULL
    );
    CREATE INDEX paragraph_document ON paragraph (document);
    CREATE VIRTUAL TABLE passage USING fts5 (tokens, content = '', tokenize = 'ascii');
    """,
)


def connect(path: Path) -> sqlite3.Connection:
    """Open the library's file, making it when it is not there; rows come as :class:`sqlite3.Row`.

    Other rooms keep tables of their own in the same file (``CREATE TABLE IF NOT EXISTS``) and open it
    here. Write-ahead logging is on, so readers never wait for a writer.

    Raises:
        InputError: the file is not a library of this program, or a later version made it.
        SurroundingsError: it cannot be opened, or the disk is full.
    """
    try:
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise SurroundingsError(f"the library cannot be opened ({error})", where=str(path)) from None
    connection.row_factory = sqlite3.Row
    try:
        with faults(path):
            _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a bad file or a full disk into one line for the user.

    Raises:
        InputError: the file is not a database, or is damaged.
        SurroundingsError: anything else that keeps it from being read or written.
    """
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.OperationalError as error:
        raise SurroundingsError(
            f"the library could not be used ({error}); what was in it is kept",
            where=str(path),
            todo="check the disk and permissions",
        ) from None
    except sqlite3.DatabaseError as error:
        raise InputError(
            f"this is no library that can be read ({error})",
            where=str(path),
            todo="move it away and read the documents again",
        ) from None


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do everything in the block or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        # SQLite has rolled back already where the disk was full.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN")  # so that all is read of one state, while another process may make it
    version, application = _numbers(connection)
    _check(connection, version, application, path)
    connection.execute("COMMIT")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    if version == VERSION:
        return
    _write_ahead(connection)
    with transaction(connection):
        # Another process may have been quicker.
        version, _ = _numbers(connection)
        for step in _STEPS[version:]:
            for statement in step.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch on write-ahead logging; SQLite does not wait for another process that does the same."""
    for attempt in range(100):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if attempt == 99:
                raise
            time.sleep(_BUSY_SECONDS / 100)
        else:
            return


def _numbers(connection: sqlite3.Connection) -> tuple[int, int]:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return version, connection.execute("PRAGMA application_id").fetchone()[0]


def _check(connection: sqlite3.Connection, version: int, application: int, path: Path) -> None:
    is_new = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and not (is_new and application == 0):
        raise InputError(
            "this SQLite file is another program's", where=str(path), todo="move it out of the workspace"
        )
    if version > VERSION:
        raise InputError(
            f"library version {version}, this program reads up to {VERSION}",
            where=str(path),
            todo="use a newer kaname",
        )
