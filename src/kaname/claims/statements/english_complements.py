"""What follows an English reporting verb, and where what is said ends."""

from __future__ import annotations

import re

from kaname.claims.statements.english_lexicon import Form, Words, forms
from kaname.claims.statements.english_speakers import (
    AUXILIARIES,
    CONJUNCTIONS,
    MODALS,
    PREPOSITIONS,
    is_adverb,
    subject,
)
from kaname.claims.statements.found import word_set

_DAY = (
    r"(?:(?:on|late|early|earlier|last|this|next|later)\s){0,3}(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|yesterday|today|week|month|year|night|morning|afternoon|(?:\d{1,2}\s)?(?:Jan|Feb|March|April"
    r"|May|June|July"
    r"|Aug|Sept|Oct|Nov|Dec)[a-z]{0,7}\.?(?:\s\d{1,2}\b)?(?:,?\s\d{4})?|in\s\d{4})"
)
_A_DAY = re.compile(_DAY + r"\b")
_MEDIUM = (
    r"(?:statement|interview|briefing|speech|report|column|post|podcast|testimony|hearing|conference"
    r"|letter|address"
    r"|remarks|article|essay|book|forum|seminar|meeting|talks|session|rally|event|broadcast|message"
    r"|email|call"
    r"|committee|parliament|Congress|Diet|Assembly|reporters|lawmakers|journalists|release|readout|communique"
    r"|ceremony|debate|editorial|commentary|paper|media|press|summit|dialogue|radio|television|TV"
    r"|page|X|Twitter)"
)
_CIRCUMSTANCE = (
    rf"(?:\s(?:{_DAY}\b|again|once more|here|there|below|above|elsewhere|back|in turn|jointly"
    rf"|publicly|anonymously"
    rf"|(?:in|at|during|after|to|on|before|from|via|through|with)\s(?:[\w'’.-]+\s){{0,5}}?{_MEDIUM}\b"
    rf"(?:\s(?:with|at|in|of|for|before|aboard)\s[\w'’.-]+(?:\s[A-Z][\w'’.-]+){{0,3}})?"
    rf"|on condition of anonymity|in response|in\s[A-Z][a-z]+|[a-z]+ly\b)){{0,3}}"
)
_QUOTED = re.compile(rf"{_CIRCUMSTANCE}\s?(?:[:,]|\sas)?\s?(?=“)")
_THAT = re.compile(
    rf"{_CIRCUMSTANCE}(?:\s(?:in|at|during|after|on|to|before|for|with|through|via|from"
    rf"|by)\b[^,;:“”.]{{0,70}}?)?"
    rf"(?:,[^,;:“”.]{{1,60}},)?,?\sthat\s(?:,[^,;]{{1,80}},\s)?"
)
_DATIVE = re.compile(r"\s[^,;:“”.]{1,70}?\s(?:that\s|(?=“))")
_DATIVE_ZERO = re.compile(
    rf"\s(?:reporters|lawmakers|journalists|parliament|Congress|him|her|them|us|me"
    rf"|[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+)*"
    rf"|(?:the|a|an|his|her|its)\s(?:[\w’'-]+\s){{0,3}}?(?:{_MEDIUM}|committee|panel|daily|newspaper"
    rf"|agency|council"
    rf"|network|audience|group|ministers?))\b{_CIRCUMSTANCE}\s(?=[A-Za-z])"
)
_WH = re.compile(rf"{_CIRCUMSTANCE}\s(?=(?:whether|how|why|what|where|when|which|if)\s)")
_TO = re.compile(rf"{_CIRCUMSTANCE}\s(?=(?:not\s)?to\s[a-z]+)")
_ZERO = re.compile(rf"{_CIRCUMSTANCE}\s(?=[A-Za-z$\d])")
_NOUN = re.compile(r"(?:\s(?:again|once more|jointly|publicly|[a-z]+ly))?\s(?=[A-Za-z$\d“‘])")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|do|does|did|cannot"
    r"|[a-z]{2,}(?:ed|n’t|n't)|[a-z]{3,}s)\b"
)
_VIEW = re.compile(
    r"\s(?:the|a|its|their|his|her|our)\s(?:[a-z]+\s)?(?:view|opinion|position|belief|assessment"
    r"|understanding|hope"
    r"|conviction|recognition|expectation|fact|point|stance)\sthat\s"
)
_FINAL = re.compile(
    rf"{_CIRCUMSTANCE}(?:\s(?:in|at|to|on|during|after)\s[^,;:“”]{{1,60}})?\s?(?:[,.;!?—–]|$)"
)


def complement(words: Words, form: Form, end: int) -> tuple[int, str] | None:
    """Where what is said begins after the verb, and the frame; None where the verb has no complement.

    Args:
        words: the sentence.
        form: the verb.
        end: the character after the verb with its particles.
    """
    frames = form.verb.frames
    rest = words.flat[end : end + 240]
    match = _QUOTED.match(rest)
    if match is not None:
        return end + match.end(), "quote"
    if frames & {"that", "joint-that"}:
        match = _THAT.match(rest) or _VIEW.match(rest)
        if match is not None:
            return end + match.end(), "that"
    if "dative" in frames:
        match = _DATIVE.match(rest)
        if match is not None:
            return end + match.end(), "that"
        if "zero" in frames and (match := _DATIVE_ZERO.match(rest)) and _FINITE.search(rest, match.end()):
            return end + match.end(), "zero"
    if "wh" in frames and (match := _WH.match(rest)):
        return end + match.end(), "wh"
    if frames & {"to", "joint-to", "to-all"} and (match := _TO.match(rest)):
        return end + match.end(), "to"
    found = _prepositional(words, frames, end)
    if found is not None:
        return found
    if "np-to" in frames and _NOUN.match(rest) and re.match(r"\s[^,;:“”.]{2,120}?\sto\s", rest):
        return end + 1, "np"
    if frames & {"np", "np-to", "joint-np"} and _noun_follows(words, end):
        match = _NOUN.match(rest)
        if match is not None and ("np" in frames or "joint-np" in frames):
            return end + match.end(), "np"
    if "zero" in frames and (match := _ZERO.match(rest)) and _clause_follows(words, end + match.end()):
        return end + match.end(), "zero"
    return None


_BEFORE_NOUN = word_set("on upon for of about at with in over")


def _prepositional(words: Words, frames: frozenset[str], end: int) -> tuple[int, str] | None:
    at = words.at_or_after(end)
    word = words.word(at)
    if word == "to" and frames & {"to-np", "to-all"} and at + 1 < len(words):
        return words.starts[at + 1 if "to-np" in frames else at], "np"
    follows = at + 1 < len(words) and words.raw[at + 1][0].isalnum()
    if word in frames & _BEFORE_NOUN and follows and not _A_DAY.match(words.flat, words.starts[at]):
        return words.starts[at + 1], "np"
    if word == "against" and "against" in frames:
        return words.starts[at], "np"
    return None


def _noun_follows(words: Words, end: int) -> bool:
    at = words.at_or_after(end)
    while is_adverb(words.word(at)) and words.word(at) not in ("all", "both"):
        at += 1
    word = words.word(at)
    if not word or not (word[0].isalnum() or word[0] in "“$"):
        return False
    if (
        re.match(_DAY + r"\b", words.flat[words.starts[at] :])
        and "’s" not in words.flat[words.starts[at] : words.starts[at] + 14]
    ):
        return False
    return not (
        word in PREPOSITIONS - {"like"}
        or (word in CONJUNCTIONS and word not in ("that", "which"))
        or word in AUXILIARIES
        or word in MODALS
    )


def _clause_follows(words: Words, start: int) -> bool:
    at = words.at_or_after(start)
    word = words.word(at)
    if not word or word in ("to", "of", "by", "that") or word in AUXILIARIES:
        return False
    if word in PREPOSITIONS and word not in (
        "in",
        "on",
        "at",
        "by",
        "under",
        "after",
        "if",
        "for",
        "with",
        "without",
    ):
        return False
    return _FINITE.search(words.flat, start + len(word), start + 240) is not None


def is_final(words: Words, end: int) -> bool:
    """Whether only circumstances stand between the verb and the next stop."""
    return _FINAL.match(words.flat[end : end + 200]) is not None


def clause_end(words: Words, start: int, form: Form | None, frame: str) -> tuple[int, int]:
    """Where what is said ends, and the word at which the clause after it begins.

    It ends with the unit, at a semicolon, before ``, saying`` and ``, according to``, and before another
    reporting verb that is joined to this one (and accused …, while the minister welcomed …).
    """
    table = forms()
    first = words.at_or_after(start)
    for at in range(first, len(words)):
        raw, low = words.raw[at], words.low[at]
        if raw == ";" and at > first:
            return words.starts[at], at + 1
        if at == first or (low not in table and low != "according"):
            continue
        if low == "according" and words.word(at + 1) == "to" and words.word(at - 1) == ",":
            return words.starts[at - 1], at
        if low not in table:
            continue
        entry = table[low][0]
        if (
            "ing" in entry.kinds
            and words.word(at - 1) in (",", "”")
            and entry.verb.frames & {"that", "zero", "np"}
        ):
            return words.starts[at - 1 if words.raw[at - 1] == "," else at], at
        joined = _joined(words, at, first, form, entry, frame)
        if joined is not None:
            return joined
    stop = len(words.flat)
    while stop > start and words.flat[stop - 1] in ".!?,;: \n—–-＿":
        if words.flat[stop - 1] == "＿" and words.flat[stop - 2 : stop - 1] not in ("＿", ".", " "):
            break
        stop -= 1
    return stop, len(words)


def _joined(
    words: Words, at: int, first: int, form: Form | None, entry: Form, frame: str
) -> tuple[int, int] | None:
    """The end of what is said where the reporting verb at ``at`` is coordinated with the one before."""
    group = at
    while group > first and (words.low[group - 1] in AUXILIARIES or is_adverb(words.low[group - 1])):
        group -= 1
    before = words.word(group - 1)
    if before in ("and", "but", "while") and group - 1 > first:
        same = form is None or bool(form.kinds & entry.kinds - {"ing"}) or frame in ("np", "quote")
        if not same or words.word(at - 1) in ("to",) or before == "while":
            return None
        follows = words.word(at + len(entry.rest) + 1)
        if not follows or follows in (".", ","):
            return None
        comma = words.raw[group - 2] == ","
        if frame in ("that", "zero", "to") and not comma and entry.kinds == frozenset({"part"}):
            return None
        return words.starts[group - 2 if comma else group - 1], group - 1
    if "ing" in entry.kinds or "base" in entry.kinds:
        return None
    found = subject(words, group, max(first, group - 12))
    if found is None or found[1] <= first + 1:
        return None
    opener = words.word(found[1] - 1)
    if opener not in ("and", "but", "while", "whereas", "though", "although"):
        return None
    comma = words.raw[found[1] - 2] == ","
    if frame in ("that", "zero") and not comma and opener in ("and",):
        return None
    return words.starts[found[1] - 2 if comma else found[1] - 1], found[1] - 1
