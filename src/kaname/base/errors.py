"""The one tree of errors a user can meet.

::

    KanameError
    ├── InputError          exit 2: the command line, or a file named on it, cannot be used
    ├── SurroundingsError   exit 1: the disk, another process, a missing program
    └── PartialFailure      exit 1: part of a batch failed; what was good is kept

Every error says what is wrong, where (file, line, offset, key), and what to do next, on one line.
"""

from __future__ import annotations


class KanameError(Exception):
    """An error with a sentence for the user; the command line prints it without a traceback.

    Args:
        what: what is wrong, with the value that was met.
        where: the file, ``file:line``, offset or key that it concerns.
        todo: what the user can do about it.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str | None = None, todo: str | None = None) -> None:
        self.what = what
        self.where = where
        self.todo = todo
        super().__init__(str(self))

    def __str__(self) -> str:
        """One line: ``where: what; todo``."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        if self.todo:
            line = f"{line}; {self.todo}"
        return " ".join(line.split())


class InputError(KanameError):
    """The command line, or a file named on it, cannot be used (exit code 2)."""

    exit_code = 2


class SurroundingsError(KanameError):
    """The surroundings failed: a full disk, a locked workspace, a missing program (exit code 1)."""


class PartialFailure(KanameError):
    """Part of a batch failed (exit code 1); the rest is done and kept."""


def nearest(word: str, known: list[str]) -> str | None:
    """Return a clause that suggests the known names nearest to ``word``, or None."""
    import difflib

    close = difflib.get_close_matches(word, known, n=3, cutoff=0.5)
    return f"did you mean {', '.join(close)}?" if close else None
