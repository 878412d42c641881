"""What is wrong in a register file, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kaname.base.errors import InputError


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file, as a reader would name it (the first line is 1)."""

    file: str
    line: int

    def __str__(self) -> str:
        """``file:line``."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong (or doubtful) in the register.

    Attributes:
        place: file and line.
        what: the fact, with the value that was met.
        todo: what to do about it.
        severity: an ``error`` fails ``register check``; a ``warning`` does not.
    """

    place: Place
    what: str
    todo: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        """One line: ``file:line: what; todo``."""
        line = f"{self.place}: {self.what}" + (f"; {self.todo}" if self.todo else "")
        return " ".join(line.split())


class RegisterError(InputError):
    """The register cannot be read (exit code 2); ``problems`` holds everything that was found.

    Printed, it is the first problem and how many more there are.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first, more = self.problems[0], len(self.problems) - 1
        rest = f" ({more} more: kaname register check)" if more else ""
        super().__init__(first.what, where=str(first.place), todo=first.todo + rest if first.todo else rest)
