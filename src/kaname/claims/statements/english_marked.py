"""English statements that a mark other than an active verb tells: the passive, according to X, reportedly,
and an attribution that closes its sentence."""

from __future__ import annotations

import re
from typing import Protocol

from kaname.claims.statements.english_complements import clause_end, is_final
from kaname.claims.statements.english_lexicon import Form, Words, forms
from kaname.claims.statements.english_speakers import (
    AUXILIARIES,
    MODALS,
    RELATIVES,
    after_verb,
    speakable,
    subject,
)
from kaname.claims.statements.found import Saying
from kaname.claims.statements.lexicon import Verb
from kaname.claims.statements.speakers import Speaker

HEARSAY = {
    word: Verb(word, frozenset(), None, passive=False) for word in ("reportedly", "allegedly", "purportedly")
}
_ACCORDING = Verb("according to", frozenset(), None, passive=False)
_APPOSITION = re.compile(
    r"\s(?:a|an|the|who|which|director|professor|senior|former|[a-z]+\s(?:at|of))\b(?:(?!\b(?:is|are"
    r"|was|were|will|has|have|had)\b)[^,“”;]){3,90},"
)


class Line(Protocol):
    """A unit under analysis, as its marks need it: its words and where its clause begins."""

    words: Words
    clause: int

    def saying(
        self,
        content: tuple[int, int],
        verb: tuple[int, int],
        speaker: Speaker | None,
        form: Form,
        after: int,
        *,
        negative: bool = False,
        quote: str | None = None,
    ) -> Saying | None:
        """A statement, or None where its content says nothing by itself."""

    def verb_start(self, group: int, at: int) -> int:
        """The first word of a verb with its auxiliaries."""


def passive(line: Line, at: int, group: int, form: Form) -> Saying | None:
    """It was agreed that …, X is said to …, X was confirmed by Y."""
    words, frames = line.words, form.verb.frames
    verb_end = words.ends[at + len(form.rest)]
    verb = (words.starts[line.verb_start(group, at)], verb_end)
    kind = next((each for each in ("agreement", "hearsay", "passive") if each in frames), None)
    if kind is None:
        return None
    if words.word(group - 1) in ("it", "as"):
        rest = words.flat[verb_end : verb_end + 200]
        match = re.match(
            r"(?:\s(?:in|at|by|between|on|during)\b[^,;:“”.]{0,90}?)?\s(?:that\s|(?=to\s))", rest
        )
        if match is None:
            return None
        start = verb_end + match.end()
        stop, after = clause_end(words, start, None, "that")
        return line.saying((start, stop), verb, None, form, after, quote=kind)
    if words.word(group - 1) in RELATIVES or group - 1 < line.clause:
        return None
    start = words.starts[line.clause]
    if kind == "hearsay":
        if words.word(at + 1) != "to":
            return None
        stop, after = clause_end(words, verb_end, None, "that")
        return line.saying((start, stop), verb, None, form, after, quote=kind)
    match = re.match(r"(?:\s[a-z]+ly)?\sby\s", words.flat[verb_end : verb_end + 40])
    if match is not None and kind == "passive":
        speaker = after_verb(words, words.at_or_after(verb_end + match.end()))
        if speaker is not None:
            return line.saying(
                (start, words.ends[group - 1]),
                verb,
                speaker,
                form,
                words.at_or_after(speaker.end),
                quote=kind,
            )
    return None


def according(line: Line, at: int, width: int = 2) -> Saying | None:
    """According to X, …; …, according to X."""
    words = line.words
    verb = (words.starts[at], words.ends[at + width - 1])
    stop = at + width
    while stop < len(words) and words.raw[stop] not in (",", ";", ".", ":", "—"):
        stop += 1
    speaker = speakable(words, at + width, stop)
    if speaker is None:
        return None
    form = Form(_ACCORDING, frozenset(), ())
    if words.word(at - 1) == "," and at - 1 > line.clause:
        return line.saying((words.starts[line.clause], words.starts[at - 1]), verb, speaker, form, stop)
    if words.word(stop) == ",":
        aside = _APPOSITION.match(words.flat, words.ends[stop])
        start = aside.end() if aside else words.ends[stop]
        end, after = clause_end(words, start, None, "that")
        return line.saying((start, end), verb, speaker, form, after)
    if at > line.clause + 3:
        return line.saying((words.starts[line.clause], words.ends[at - 1]), verb, speaker, form, stop)
    return None


def adverb(line: Line, at: int) -> Saying | None:
    """X reportedly …: hearsay without a source."""
    words = line.words
    form = Form(HEARSAY[words.low[at]], frozenset(), ())
    stop, after = clause_end(words, words.ends[at], None, "that")
    return line.saying(
        (words.starts[line.clause], stop),
        (words.starts[at], words.ends[at]),
        None,
        form,
        after,
        quote="hearsay",
    )


def attribution_at_end(line: Line) -> Saying | None:
    """A whole sentence that its last words attribute (…, the ministry announced on Monday)."""
    words, table = line.words, forms()
    if "“" in words.raw[:1]:
        return None
    for at in range(len(words) - 1, max(3, len(words) - 20), -1):
        entries = table.get(words.low[at])
        if (
            not entries
            or entries[-1].rest
            or not entries[-1].kinds & {"past", "s"}
            or not is_final(words, words.ends[at])
        ):
            continue
        form = entries[-1]
        if (
            "that" not in form.verb.frames
            or not re.search(r"[.!?]?$", words.flat)
            or words.word(at - 1) in RELATIVES
        ):
            continue
        ends = words.flat.find(",", words.ends[at])
        found = subject(words, at, 0)
        if ends >= 0 or found is None or words.word(found[1] - 1) != "," or found[1] < 5:
            continue
        if words.low[0] in ("as", "according", "while", "when", "after", "although", "if", "in"):
            return None
        if _clausal(words, found[1] - 1):
            return line.saying(
                (words.starts[0], words.starts[found[1] - 1]),
                (words.starts[at], words.ends[at]), found[0], form, len(words),
            )  # fmt: skip
    return None


def _clausal(words: Words, end: int) -> bool:
    """Whether the words before hold a finite verb, so that they can be what is said."""
    return any(
        low in AUXILIARIES
        or low in MODALS
        or (len(low) > 3 and low.endswith(("ed", "s")) and not words.capital(at))
        for at, low in enumerate(words.low[:end])
        if at
    )
