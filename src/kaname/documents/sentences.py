"""Sentences of a view, and the sentence that holds a span of the source.

A full stop inside a quotation does not end the sentence that quotes. Brackets in extracted text are
often unpaired or doubled, so only brackets that find their partner within the paragraph count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaname.documents.view import View

_OPENERS = {"「": "」", "『": "』", "（": "）", "(": ")", "【": "】", "〈": "〉", "《": "》", "“": "”"}
_CLOSERS = {closer: opener for opener, closer in _OPENERS.items()}
_BRACKETS = re.compile("[" + re.escape("".join(_OPENERS) + "".join(_CLOSERS)) + "]")
LONGEST_QUOTATION = 1500
"""Characters beyond which an opening bracket is taken to have lost its partner."""

_JAPANESE_END = re.compile(r"[。！？!?．]+[」』）)】”’\"]*")
_LATIN_END = re.compile(r"[.!?]+[)\]”’\"'」』]*(?=\s|$)|[。！？]+[」』]*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Adm|Sgt|Sen|Rep|Gov|Sec|St|Jr|Sr|No|Nos|Vol|pp?|vs|cf"
    r"|ed|eds|Co|Corp|Inc|Ltd|Dept|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|al|approx)"
    r"|\b[A-Z](?:\.[A-Z])*)\.$"
)


def bracket_pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the offsets of paired brackets (opening, closing) within a stretch, by opening offset.

    A closing bracket takes the nearest open one of its kind; what is left open in between is taken for a
    slip. A closing bracket without an opening one is passed over.
    """
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for match in _BRACKETS.finditer(text, start, end):
        character, at = match.group(), match.start()
        if character in _OPENERS:
            stack.append((character, at))
            del stack[:-40]  # depth beyond any prose: keeps this linear on hostile text
            continue
        opener = _CLOSERS[character]
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth][0] == opener:
                if at - stack[depth][1] <= LONGEST_QUOTATION:
                    pairs.append((stack[depth][1], at))
                del stack[depth:]
                break
    return sorted(pairs)


def view_sentences(view: View, language: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a view as half-open spans of it, blanks at the ends left out."""
    for start, end in view.paragraphs:
        yield from split(view.text, start, end, language)


def split(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of one paragraph ``text[start:end]``."""
    pairs = bracket_pairs(text, start, end) if language == "ja" else []
    pattern = _JAPANESE_END if language == "ja" else _LATIN_END
    here, next_pair = start, 0
    closed = start
    for match in pattern.finditer(text, start, end):
        while next_pair < len(pairs) and pairs[next_pair][0] < match.start():
            closed = max(closed, pairs[next_pair][1] + 1)
            next_pair += 1
        stop = match.end()
        if match.start() < closed and not (stop >= closed and _ends_after_quotation(text, stop, end)):
            continue
        if (
            language != "ja"
            and match.group()[0] == "."
            and not _is_stop(text, here, match.start(), stop, end)
        ):
            continue
        if match.group()[0] in ".．" and language == "ja" and text[stop : stop + 1].isdigit():
            continue
        span = _trim(text, here, stop)
        if span[0] < span[1]:
            yield span
        here = stop
    span = _trim(text, here, end)
    if span[0] < span[1]:
        yield span


def _ends_after_quotation(text: str, at: int, end: int) -> bool:
    """Whether a quotation that has just closed stands alone (what follows begins a new sentence)."""
    following = text[at : at + 1] if at < end else ""
    return following == "" or following in "「『　 "


def _is_stop(text: str, start: int, dot: int, stop: int, end: int) -> bool:
    """Whether a Latin full stop ends a sentence rather than an abbreviation."""
    if _ABBREVIATION.search(text, max(start, dot - 8), dot + 1):
        following = text[stop : min(stop + 2, end)].strip()
        return not following or False
    following = text[stop : min(stop + 3, end)].lstrip()[:1]
    return not following or not following.islower()


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def sentence_at(view: View, source_start: int, source_end: int, language: str = "ja") -> tuple[int, int]:
    """Return the span, in the source, of the sentence or sentences that hold a source span.

    What the view does not show (a masked address, say) is its own context.
    """
    inside = view.from_source(source_start, source_end)
    if inside is None:
        return source_start, source_end
    first = view.paragraphs[view.paragraph_at(inside[0])]
    last = view.paragraphs[view.paragraph_at(inside[1] - 1)]
    start = end = None
    for paragraph in sorted({first, last}):
        for a, b in split(view.text, *paragraph, language):
            if a < inside[1] and b > inside[0]:
                start = a if start is None else start
                end = b
    if start is None or end is None:
        return source_start, source_end
    a, b = view.to_source(start, end)
    return min(a, source_start), max(b, source_end)
