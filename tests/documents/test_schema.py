"""The library's file: made, refused, brought up to date."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from kaname.base.errors import InputError, KanameError, SurroundingsError
from kaname.documents.schema import VERSION, connect, transaction


def test_a_new_file_has_the_version(tmp_path: Path) -> None:
    """A library is made once, and opening it again changes nothing."""
    for _ in range(2):
        connection = connect(tmp_path / "library.sqlite")
        assert connection.execute("PRAGMA user_version").fetchone()[0] == VERSION
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        connection.close()


def test_what_is_no_library_is_refused_and_left_alone(tmp_path: Path) -> None:
    """Text, another program's database, and a later version: one line each, not a byte changed."""
    text = tmp_path / "text.sqlite"
    text.write_bytes(b"this is no database, but long enough to look for a header in it " * 20)
    other = tmp_path / "other.sqlite"
    foreign = sqlite3.connect(other)
    foreign.execute("CREATE TABLE t (x)")
    foreign.close()
    later = tmp_path / "later.sqlite"
    connection = connect(later)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    for path, said in (
        (text, "no library that can be read"),
        (other, "another program's"),
        (later, f"library version {VERSION + 1}, this program reads up to {VERSION}"),
    ):
        before = path.read_bytes()
        with pytest.raises(InputError, match=said) as caught:
            connect(path)
        assert str(caught.value).startswith(f"{path}: ")
        assert "\n" not in str(caught.value)
        assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """A path that cannot hold a file is the surroundings' fault."""
    with pytest.raises(SurroundingsError):
        connect(tmp_path / "none" / "library.sqlite")


def test_many_may_make_it_at_once(tmp_path: Path) -> None:
    """Threads that open a library that is not there yet all get the same one."""
    failures: list[KanameError] = []

    def opened() -> None:
        try:
            connect(tmp_path / "library.sqlite").close()
        except KanameError as error:
            failures.append(error)

    threads = [threading.Thread(target=opened) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    """What raises in the block leaves no row behind."""
    connection = connect(tmp_path / "library.sqlite")
    connection.execute("CREATE TABLE t (x)")
    with pytest.raises(KeyboardInterrupt), transaction(connection):
        connection.execute("INSERT INTO t VALUES (1)")
        raise KeyboardInterrupt
    with transaction(connection):
        connection.execute("INSERT INTO t VALUES (2)")
    assert [row[0] for row in connection.execute("SELECT x FROM t")] == [2]
    connection.close()
