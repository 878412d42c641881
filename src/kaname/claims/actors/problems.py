"""What is wrong in a file of the gazetteer, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaname.base.errors import InputError


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: its file and line (the first is 1), the fact, and what to do about it."""

    file: str
    line: int
    what: str
    todo: str = ""

    def __str__(self) -> str:
        """One line: ``file:line: what; todo``."""
        line = f"{self.file}:{self.line}: {self.what}" + (f"; {self.todo}" if self.todo else "")
        return " ".join(line.split())


class ActorsError(InputError):
    """The gazetteer cannot be read (exit code 2); ``problems`` holds everything that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        first, more = self.problems[0], len(self.problems) - 1
        rest = f" ({more} more)" if more else ""
        super().__init__(first.what, where=f"{first.file}:{first.line}", todo=(first.todo + rest) or None)
