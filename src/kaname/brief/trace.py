"""The trace book of one brief: what every number in it rests on.

Every figure, date or name with digits that a reader sees is a :class:`~kaname.brief.numbers.Number`
cited from a book. The book refuses to cite an entry that is not there, and to hold a register value
without its class or without a source (:class:`BriefError`): a brief with an orphan is not built.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kaname.base.errors import InputError
from kaname.base.languages import Words
from kaname.brief.numbers import Formatter, Number

RUN = "t-run"
"""Anchor of the run that a brief rests on."""

KINDS = ("run", "outcome", "result", "series", "driver", "policy", "register", "derived")
"""Kinds of entry, in the order of the appendix."""


class BriefError(InputError):
    """A brief would hold a number without evidence; it is not built (exit code 2)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the trace appendix.

    Attributes:
        anchor: id in the page, unique.
        kind: one of :data:`KINDS`.
        title: what it is about, in the reader's language.
        rows: label and content pairs; content is text, a Number or markup.
        quotations: sentences that are its evidence (markup from :mod:`kaname.brief.evidence`).
        rests_on: anchors of entries this one is derived from.
        value_class: D, S or A for a register value, else empty.
    """

    anchor: str
    kind: str
    title: str
    rows: tuple[tuple[str, object], ...] = ()
    quotations: tuple[object, ...] = ()
    rests_on: tuple[str, ...] = ()
    value_class: str = ""


@dataclass(slots=True)
class TraceBook:
    """The entries of one brief in one language; the only maker of Numbers.

    Args:
        words: the messages of the room ``brief``.
    """

    words: Words
    format: Formatter = field(init=False)
    _entries: dict[str, Entry] = field(default_factory=dict)
    _titles: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take the language's formats."""
        self.format = Formatter(self.words)

    def add(self, entry: Entry, *, evidenced: bool | None = None) -> str:
        """Enter an entry and return its anchor; the same anchor twice keeps the first.

        Args:
            entry: the entry.
            evidenced: for a register value: whether it has evidence or a rationale.

        Raises:
            BriefError: a register value without class, source or rationale; an unknown kind.
        """
        if entry.kind not in KINDS:
            raise BriefError(f"unknown kind of trace {entry.kind!r}", where=entry.anchor)
        if entry.kind == "register":
            if entry.value_class not in {"D", "S", "A"}:
                raise BriefError(
                    f"register value without a class ({entry.value_class or 'none'})",
                    where=entry.title,
                    todo="give it class D, S or A",
                )
            if not evidenced:
                raise BriefError(
                    f"register value of class {entry.value_class} without a source or a rationale",
                    where=entry.title,
                    todo="add its evidence to the register",
                )
        self._entries.setdefault(entry.anchor, entry)
        return entry.anchor

    def has(self, anchor: str) -> bool:
        """Whether an anchor is known."""
        return anchor in self._entries or anchor in self._titles

    def add_sentence(self, anchor: str, title: str) -> str:
        """Make known an anchor of the evidence appendix (a claim in its sentence)."""
        self._titles.setdefault(anchor, title)
        return anchor

    def cite(self, anchor: str, text: str, *, title: str = "", style: str = "n") -> Number:
        """Return a Number that leads to an entry.

        Raises:
            BriefError: there is no such entry.
        """
        if not self.has(anchor):
            raise BriefError(
                f"the number {text!r} has no trace ({anchor})", todo="this is a mistake in the program"
            )
        return Number(text, anchor, title, style)

    def name(self, anchor: str, text: str, *, title: str = "") -> Number:
        """Return a name that may hold digits (a policy, an outcome), leading to its entry."""
        return self.cite(anchor, text, title=title, style="name")

    def entries(self) -> Mapping[str, list[Entry]]:
        """Return the entries by kind, in the order of :data:`KINDS`, empty kinds left out."""
        grouped: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
        for entry in self._entries.values():
            grouped[entry.kind].append(entry)
        return {kind: entries for kind, entries in grouped.items() if entries}

    def missing(self, anchors: Iterable[str]) -> list[str]:
        """Return those anchors that lead nowhere."""
        return [anchor for anchor in anchors if not self.has(anchor)]


def slug(*parts: str) -> str:
    """Return an id for the page from names: letters, digits, ``-`` and ``_`` only."""
    return "-".join(re.sub(r"[^A-Za-z0-9_]+", "-", part).strip("-") for part in parts)
