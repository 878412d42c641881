"""Sentences of English and Korean with the quotations in them kept whole.

A full stop inside a quotation ends no sentence that quotes, so sentences of the view that a quotation joins
are one unit here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kaname.claims.mentions import entity_at
from kaname.claims.model import StatementClaim
from kaname.claims.reading import Reading
from kaname.claims.statements.clauses import ASIDE, INSIDE, LONGEST_SENTENCE
from kaname.claims.statements.found import Saying

_MARKS = re.compile(r"[“”\"「」『』‘’()\[\]]")
_PARTNERS = {"“": '”"“', '"': '"”“', "「": "」", "『": "』", "‘": "’", "(": ")", "[": "]"}
_LONGEST = {"‘": 300, "(": 300, "[": 60}
_LONGEST_QUOTATION = 1500


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or several that a quotation joins: its place in the view and its flattened text."""

    start: int
    flat: str


def pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost quotations and parentheses of a paragraph, by opening offset.

    A mark that never finds its partner is passed over: the search goes on after it.
    """
    marks = list(_MARKS.finditer(text, start, end))
    places: dict[str, list[int]] = {}
    for mark in marks:
        places.setdefault(mark.group(), []).append(mark.start())
    found: list[tuple[int, int]] = []
    done = start
    for mark in marks:
        at, character = mark.start(), mark.group()
        if at < done or character not in _PARTNERS or (character == "‘" and _in_word(text, at)):
            continue
        closing = _partner(text, at, character, places)
        if closing is not None:
            found.append((at, closing))
            done = closing + 1
    return found


def _partner(text: str, at: int, character: str, places: dict[str, list[int]]) -> int | None:
    best: int | None = None
    for closer in _PARTNERS[character]:
        candidates = places.get(closer, ())
        place = bisect_right(candidates, at)
        # An apostrophe (’) within a word closes nothing; only the next few are tried.
        for candidate in candidates[place : place + 8]:
            if closer == "’" and _in_word(text, candidate):
                continue
            if closer == "“" and text[candidate + 1 : candidate + 2].strip() != "":
                break  # it opens the next quotation
            best = candidate if best is None else min(best, candidate)
            break
    if best is None or best - at > _LONGEST.get(character, _LONGEST_QUOTATION):
        return None
    return best


def _in_word(text: str, at: int) -> bool:
    return text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isascii() and text[at + 1 : at + 2].isalpha()


def units(reading: Reading) -> Iterator[Unit]:
    """Yield the units of a document in the order of its view; headings and what is no prose are left out."""
    text = reading.view.text
    starts = [sentence[0] for sentence in reading.sentences]
    for number, (start, end) in enumerate(reading.view.paragraphs):
        if reading.view.kinds and reading.view.kinds[number] == "heading":
            continue
        enclosed = pairs(text, start, end)
        sentences = reading.sentences[bisect_left(starts, start) : bisect_left(starts, end)]
        place = 0
        here: tuple[int, int] | None = None
        for sentence in sentences:
            here = (here[0], sentence[1]) if here else sentence
            while place < len(enclosed) and enclosed[place][1] < here[1]:
                place += 1
            if place < len(enclosed) and enclosed[place][0] < here[1] <= enclosed[place][1]:
                continue  # the sentence ends inside a quotation
            yield from _unit(text, here, enclosed)
            here = None
        if here is not None:
            yield from _unit(text, here, enclosed)


def _unit(text: str, span: tuple[int, int], enclosed: list[tuple[int, int]]) -> Iterator[Unit]:
    start, end = span
    if end - start > LONGEST_SENTENCE:
        return
    parts: list[str] = []
    here = start
    place = bisect_left(enclosed, (start, 0))
    while place < len(enclosed) and enclosed[place][1] < end:
        opening, closing = enclosed[place]
        parts.append(text[here:opening])
        inside = closing - opening - 1
        if text[opening] in "([":
            parts.append(ASIDE * (inside + 2))
        else:
            parts.append("“" + INSIDE * inside + "”")
        here = closing + 1
        place += 1
    parts.append(text[here:end])
    yield Unit(start, "".join(parts))


def directness(content: str) -> str:
    """Whether words are quoted: all that is said, a part of it, or none."""
    quoted = content.count(INSIDE)
    if content.startswith("“") and content.endswith("”") and quoted > 0.3 * len(content):
        return "direct"
    return "mixed" if quoted >= 3 else "indirect"


def collect(
    reading: Reading, sayings: Callable[[str], list[Saying]], pronouns: frozenset[str]
) -> list[StatementClaim]:
    """The claims of a document, given what finds the statements of a flattened unit.

    A pronoun is its own speaker, named by whom it stands for (``speaker_id``); a statement without a speaker
    takes that of the unit before it in the paragraph, as ``implicit_speaker``.
    """
    claims: list[StatementClaim] = []
    carried: tuple[int, int] | None = None
    named: str | None = None
    paragraph = -1
    for unit in units(reading):
        here = reading.view.paragraph_at(unit.start)
        if here != paragraph:
            carried = None
            named = named if here == paragraph + 1 else None
            paragraph = here
        for saying in sayings(unit.flat):
            claim, carried, named = _claim(reading, unit, saying, carried, named, pronouns)
            claims.append(claim)
    return claims


def _claim(
    reading: Reading,
    unit: Unit,
    saying: Saying,
    carried: tuple[int, int] | None,
    named: str | None,
    pronouns: frozenset[str],
) -> tuple[StatementClaim, tuple[int, int] | None, str | None]:
    base = unit.start
    speaker, implicit = None, False
    if saying.speaker is not None:
        carried = (base + saying.speaker.start, base + saying.speaker.end)
        speaker = reading.part(*carried)
        if speaker.text.lower() not in pronouns:
            named = entity_at(reading, *carried)
    elif carried is not None and saying.quote not in ("passive", "hearsay"):
        speaker, implicit = reading.part(*carried), True
    claim = StatementClaim(
        **reading.place(  # type: ignore[arg-type]
            base + min(saying.content[0], saying.verb[0]), base + max(saying.content[1], saying.verb[1])
        ),
        content=reading.part(base + saying.content[0], base + saying.content[1]),
        verb=reading.part(base + saying.verb[0], base + saying.verb[1]),
        speaker=speaker,
        quote=saying.quote,
        implicit_speaker=implicit,
        lemma=saying.entry.lemma if saying.entry else None,
        act=saying.entry.act if saying.entry else None,
        negated=saying.negative,
        speaker_id=named if speaker else None,
        confidence=round(saying.sure * (0.8 if implicit else 1.0), 2),
    )
    return claim, carried, named
