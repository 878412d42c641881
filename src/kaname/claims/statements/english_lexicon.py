"""The lexicon of English reporting verbs, the nouns that can speak, and the words of a tokenised sentence.

Verbs stand in ``data/verbs.en.csv`` with what may follow them: ``that`` (a clause with that), ``zero`` (a
clause without), ``wh``, ``np`` (what is reaffirmed), ``to``, ``np-to`` (urge someone to), ``dative`` (tell
someone that), or the preposition itself. ``joint-`` asks for more than one speaker, ``weak`` and ``document``
for one that is known to speak. Regular forms are made by rule.
"""

from __future__ import annotations

import csv
import functools
import re
from importlib import resources
from typing import NamedTuple

import yaml

from kaname.claims.statements.lexicon import Verb

TOKEN = re.compile(
    r"(?:[A-Z]\.)+(?:-[A-Za-z]+)?|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Adm|Sen|Rep|Gov|Sec|Amb|Prof|Capt|Maj"
    r"|St|Jr|Sr)\."
    r"|[^\W\d_◯＿](?:[\w'’&/-]{0,60}[^\W_◯＿])?|\d{1,20}(?:[.,]\d{1,20})?(?:[.,]\d{1,20})?\w{0,6}|◯+|＿+|\S"
)


class Form(NamedTuple):
    """A form of a verb: its entry, which forms it may be, and the words that belong to it after the first."""

    verb: Verb
    kinds: frozenset[str]
    rest: tuple[str, ...]


class Words:
    """The words of a flattened sentence with their places."""

    def __init__(self, flat: str) -> None:
        self.flat = flat
        matches = list(TOKEN.finditer(flat))
        self.raw = [match.group() for match in matches]
        self.low = [word.lower().replace("’", "'") for word in self.raw]
        for at, word in enumerate(self.low[:-1]):
            if word == "under" and self.low[at + 1] == "secretary":
                self.low[at] = "deputy"  # Under Secretary is a title
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]

    def __len__(self) -> int:
        return len(self.raw)

    def word(self, at: int) -> str:
        """The word at a place in lower case, or an empty string beyond the ends."""
        return self.low[at] if 0 <= at < len(self.low) else ""

    def capital(self, at: int) -> bool:
        """Whether the word at a place begins with a capital letter."""
        return 0 <= at < len(self.raw) and self.raw[at][:1].isupper()

    def at_or_after(self, offset: int) -> int:
        """The first word that begins at or after a character."""
        for place, start in enumerate(self.starts):
            if start >= offset:
                return place
        return len(self.starts)


_VOWELS = "aeiou"


def _regular(lemma: str) -> tuple[str, str, str]:
    """The past, the -ing form and the -s form of a verb by rule."""
    if lemma.endswith("e"):
        return lemma + "d", (lemma[:-1] if not lemma.endswith("ee") else lemma) + "ing", lemma + "s"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ied", lemma + "ing", lemma[:-1] + "ies"
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        return lemma + "ed", lemma + "ing", lemma + "es"
    return lemma + "ed", lemma + "ing", lemma + ("es" if lemma.endswith("o") else "s")


@functools.cache
def forms() -> dict[str, list[Form]]:
    """The forms of every verb by their first word, longer phrases first."""
    source = resources.files("kaname.claims") / "data" / "verbs.en.csv"
    table: dict[str, list[Form]] = {}
    with source.open("r", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        first, *rest = row["lemma"].split()
        past, ing, third = _regular(first)
        past, participle = row["past"] or past, row["participle"] or row["past"] or past
        frames = frozenset(row["frames"].split()) | ({row["passive"]} if row["passive"] else set())
        verb = Verb(row["lemma"], frames, row["act"] or None, bool(row["passive"]))
        if past.endswith(("tted", "rred", "pped", "gged", "mmed", "bbed")) and row["past"]:
            ing = past[:-2] + "ing"  # commit, committed, committing
        kinds: dict[str, set[str]] = {}
        for form, kind in ((first, "base"), (third, "s"), (past, "past"), (participle, "part"), (ing, "ing")):
            kinds.setdefault(form, set()).add(kind)
        for form, which in kinds.items():
            table.setdefault(form, []).append(Form(verb, frozenset(which), tuple(rest)))
    for entries in table.values():
        entries.sort(key=lambda form: -len(form.rest))
    return table


@functools.cache
def heads() -> dict[str, str]:
    """The nouns that can speak and what they name: persons, bodies or documents."""
    source = resources.files("kaname.claims") / "statements" / "data" / "speakers.en.yaml"
    table = yaml.safe_load(source.read_text(encoding="utf-8"))
    return {word: kind for kind in ("documents", "bodies", "persons") for word in table[kind].split()}


_AGENTIVE = re.compile(r"[a-z]{3,}(?:ists?|makers?|ians|keepers?|watchers?|holders?)$")


def noun_kind(word: str) -> str | None:
    """What a common noun, singular or plural, names if it can speak."""
    known = heads()
    if word in known:
        return known[word]
    for ending, singular in (("men", "man"), ("ies", "y"), ("es", ""), ("s", ""), ("aux", "au")):
        if word.endswith(ending) and word[: -len(ending)] + singular in known:
            return known[word[: -len(ending)] + singular]
    if "-" in word:
        return noun_kind(word.rsplit("-", 1)[1])
    return "persons" if _AGENTIVE.match(word) else None
