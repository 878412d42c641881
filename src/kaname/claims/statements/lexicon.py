"""The lexicon of reporting verbs and the forms they take in a sentence.

The verbs, their conjugation class and the particles that mark what is said stand in
``data/verbs.ja.csv``; forms are made from the classes, so a new verb is one line there.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb.

    Attributes:
        lemma: dictionary form.
        frames: particles that close what is said (``と を に で よう 旨``); ``考え`` stands for an object
            that names a thought (考えを示す), ``名`` lets a noun stand before と (始まりと宣言した).
        act: PLOVER code of the act, or None for plain speech.
        passive: its passive reports speech too (確認された, but not 求められた).
    """

    lemma: str
    frames: frozenset[str]
    act: str | None
    passive: bool


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A reporting verb in a text, with its ending.

    Attributes:
        start: first character of the verb.
        end: character after its ending.
        verb: the entry of the lexicon.
        passive: 確認された.
        negative: 言及しなかった.
        form: ``finite`` (述べた), ``linking`` (述べ、 述べて), ``noun`` (主張。).
        past: the ending tells the past (述べた).
    """

    start: int
    end: int
    verb: Verb
    passive: bool
    negative: bool
    form: str
    past: bool


_TE = (
    r"(?:い(?:る|た|て|ます|ました|ない|なかった)?|おり(?:ます)?|お(?:く|いた)|き(?:た|て|ている)|いく|いった"
    r"|みせた|しまった)?"
)
_ENDING = rf"(?:て{_TE}|た|る|れば|ない|なかった|つつも?|ながらも?|ず|まし(?:た|て)|ます)?"
_TAILS: dict[str, str] = {
    "ichidan": rf"(?P<passive>られ)?(?:よう)?{_ENDING}",
    "suru": rf"(?:し{_ENDING}|する(?:べき)?|すべき|(?P<passive>され){_ENDING}|せず|(?=[。、」])|(?<=[^を])$)",
    "zuru": rf"(?:ずる|じ{_ENDING})",
}
_TAILS["suru0"] = rf"(?:し{_ENDING}|する|(?P<passive>され){_ENDING})"
_TAILS["suru1"] = _TAILS["suru0"]
_ROWS = {
    "う": "わいえ",
    "く": "かきけ",
    "す": "さしせ",
    "つ": "たちて",
    "ぬ": "なにね",
    "ぶ": "ばびべ",
    "む": "まみめ",
    "る": "らりれ",
    "ぐ": "がぎげ",
}
_SOUND = {
    "う": "っ[たて]",
    "つ": "っ[たて]",
    "る": "っ[たて]",
    "く": "い[たて]",
    "ぐ": "い[だで]",
    "す": "し[たて]",
    "ぬ": "ん[だで]",
    "む": "ん[だで]",
    "ぶ": "ん[だで]",
}


def _godan_tail(final: str) -> str:
    a, i, e = tuple(_ROWS[final])
    return (
        rf"(?:(?P<passive>{a}れ){_ENDING}|{_SOUND[final]}{_TE}|{final}|{a}(?:ない|なかった|ず)"
        rf"|{i}(?:つつも?|ながらも?|ます|まし[たて]|(?=、))|{e}ば)"
    )


@functools.cache
def _lexicon() -> tuple[re.Pattern[str], dict[str, list[tuple[Verb, re.Pattern[str]]]]]:
    """The pattern of all stems, and for each stem its verbs with the pattern of what may follow."""
    by_stem: dict[str, list[tuple[Verb, re.Pattern[str]]]] = {}
    compiled: dict[str, re.Pattern[str]] = {}
    for row in _rows():
        verb = Verb(
            row["lemma"], frozenset(row["frames"].split()), row["act"] or None, row["passive"] == "yes"
        )
        stem, tail = _stem(row["lemma"], row["class"])
        if tail not in compiled:
            compiled[tail] = re.compile(tail)
        by_stem.setdefault(stem, []).append((verb, compiled[tail]))
    stems = "|".join(re.escape(stem) for stem in sorted(by_stem, key=len, reverse=True))
    return re.compile(stems), by_stem


def _rows() -> list[dict[str, str]]:
    source = resources.files("kaname.claims") / "data" / "verbs.ja.csv"
    with source.open("r", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _stem(lemma: str, conjugation: str) -> tuple[str, str]:
    if conjugation in ("suru", "suru0"):
        return lemma.removesuffix("する"), _TAILS[conjugation]
    if conjugation == "suru1":
        return lemma.removesuffix("する"), _TAILS["suru1"]
    if conjugation == "zuru":
        return lemma.removesuffix("ずる"), _TAILS["zuru"]
    if conjugation == "godan":
        return lemma[:-1], _godan_tail(lemma[-1])
    return lemma[:-1], _TAILS["ichidan"]


def occurrences(text: str, start: int, end: int) -> Iterator[Occurrence]:
    """Yield the reporting verbs in ``text[start:end]`` in order, with their endings."""
    stems, by_stem = _lexicon()
    at = start
    while match := stems.search(text, at, end):
        at = match.end()
        for verb, tail in by_stem[match.group()]:
            ending = tail.match(text, match.end(), end)
            if ending is None:
                continue
            form = _form(ending.group())
            if form is None:
                continue
            at = ending.end()
            yield Occurrence(
                match.start(),
                at,
                verb,
                passive=bool(ending.groupdict().get("passive")),
                negative=bool(re.search(r"ない|なかった|ず$", ending.group())),
                form=form,
                past=bool(re.search(r"[ただ]$", ending.group())),
            )
            break


_FINITE = re.compile(r"(?:[ただ]|る|す|く|う|ぶ|む|つ|ぬ|ぐ|ない|ます)$")
_LINKING = re.compile(r"(?:[てで]|つつも?|ながらも?|おり|ず|ば|い)$")


def _form(ending: str) -> str | None:
    if not ending:
        return "bare"
    if _LINKING.search(ending) and not ending.endswith(("ない",)):
        return "linking"
    return "finite" if _FINITE.search(ending) else "linking"
