"""Who speaks in an English sentence: the noun phrase before the verb, or after it in ``said X``."""

from __future__ import annotations

import functools

from kaname.claims.statements.english_lexicon import Words, forms, heads, noun_kind
from kaname.claims.statements.found import word_set
from kaname.claims.statements.speakers import Speaker

LONGEST = 16
"""Words beyond which a noun phrase names no speaker."""
_REACH = 40  # words before a verb within which its subject is sought

DETERMINERS = word_set(
    "the a an this that these those its their his her our my your both all some many several few most "
    "any each no every another other two three four five six other more"
)
PREPOSITIONS = word_set(
    "in on at by for from to with without within into onto over under of about after before during "
    "since until between among amid against through throughout via toward towards upon across along "
    "around near despite besides beyond behind below above like unlike per regarding concerning "
    "following given as than citing"
)
CONJUNCTIONS = word_set(
    "and but or nor yet so while whereas although though because since if unless when whenever where as "
    "after before until once that which whether what how why then however moreover meanwhile still even"
)
RELATIVES = frozenset(["who", "which", "whose", "whom", "that"])
PRONOUNS = frozenset(["he", "she", "they", "we", "i", "you"])
AUXILIARIES = word_set(
    "has have had was were is are be been being did does do not will would never didn't doesn't don't "
    "hasn't haven't hadn't wasn't isn't weren't aren't won't"
)
MODALS = word_set("can could may might shall should must cannot can't couldn't shouldn't wouldn't would will")
_OTHER_ADVERBS = word_set(
    "also then again already even still once first later now long often never always further twice thus "
    "therefore both all just only soon itself themselves himself herself too instead together since far"
)
_NOT_ADVERBS = word_set(
    "family reply assembly ally early july italy daily weekly monthly yearly anomaly supply rely apply "
    "multiply comply only"
)
_NO_NAMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december it there this that these those here what nothing "
    "everything something anything numbers figures data results evidence history experience section "
    "figure table chapter appendix one none neither today yesterday tomorrow asked speaking according"
)
_AFTER_HEAD = word_set(
    "who which that such including familiar based briefed close involved responsible whose present led "
    "headed speaking quoted named known cited interviewed here there"
)


def is_adverb(word: str) -> bool:
    """Whether a word in lower case is an adverb that may stand by a verb."""
    return word in _OTHER_ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _NOT_ADVERBS)


def speakable(words: Words, start: int, end: int) -> Speaker | None:
    """The speaker that the words ``start`` to ``end`` (exclusive) name, or None where they cannot speak.

    Its span is in characters; its kind is persons, bodies, documents, name, pronoun or it.
    """
    while start < end and words.raw[start][0] in "＿,":
        start += 1
    while end > start and words.raw[end - 1][0] in "＿,":
        end -= 1
    if not 0 < end - start <= LONGEST:
        return None
    first = start
    while first < end - 1 and (
        words.low[first] in DETERMINERS or words.low[first][0].isdigit() or is_adverb(words.low[first])
    ):
        first += 1
    stop = first
    while stop < end and not _ends_head(words, stop, first):
        stop += 1
    if stop == first:
        return None
    # A restrictive relative clause is no part of the name.
    cut = next((at for at in range(stop, end) if words.low[at] in RELATIVES), end)
    kind = _kind(words, stop - 1, first)
    if kind is None:
        return None
    return Speaker(words.starts[start], words.ends[cut - 1], kind)


def _ends_head(words: Words, at: int, first: int) -> bool:
    word = words.low[at]
    if at == first:
        return word in PREPOSITIONS or word in CONJUNCTIONS
    return word in PREPOSITIONS or word in _AFTER_HEAD or words.raw[at][0] in "＿,◯“”:;"


def _kind(words: Words, head: int, first: int) -> str | None:
    word = words.low[head]
    if word in PRONOUNS:
        return "pronoun" if head == first else None
    if word == "it":
        return "it"
    if word in AUXILIARIES or word in MODALS or word.endswith(("'s", "'")):
        return None
    known = noun_kind(word)
    if known is not None:
        return known
    if words.capital(head) and word not in _NO_NAMES and len(word) > 1 and word not in DETERMINERS:
        if head > first and noun_kind(words.low[head - 1]) == "persons":
            return "persons"
        return "name"
    if word in DETERMINERS and word in ("both", "many", "some", "several", "most", "two", "few"):
        return "persons"
    return "name" if head > first and word == "leaning" else None


def plural(words: Words, speaker: Speaker) -> bool:
    """Whether more than one speak: a plural noun, two names, they."""
    phrase = words.flat[speaker.start : speaker.end].lower().split()
    return (
        "and" in phrase
        or phrase[0] in ("they", "both", "we", "two", "all")
        or phrase[-1] in ("sides", "two", "both", "three", "parties")
        or (len(phrase) > 1 and phrase[1] in ("two", "three", "four", "five"))
        or any(word.endswith("s") and not word.endswith("ss") and noun_kind(word) for word in phrase)
    )


@functools.cache
def _common() -> frozenset[str]:
    return frozenset(heads()) | frozenset(forms())


def subject(words: Words, end: int, floor: int) -> tuple[Speaker, int] | None:
    """The speaker whose noun phrase ends before the word ``end``, and the word where it begins.

    Args:
        words: the sentence.
        end: the first word of the verb group.
        floor: the first word of the clause.
    """
    pieces = _pieces(words, max(floor, end - _REACH), end)
    if not pieces:
        return None
    if words.word(end - 1) == ",":  # an aside lies between the subject and its verb
        if len(pieces) < 2:
            return None
        for start, stop in pieces[:-1]:
            if (
                words.low[start] in PREPOSITIONS
                or words.low[start] in RELATIVES
                or words.low[start].endswith("ed")
            ):
                continue
            found = _phrase(words, start, stop)
            if found is not None:
                return found
        return None
    found = _phrase(words, *pieces[-1])
    if found is None or len(pieces) < 2 or words.word(pieces[-1][0]) not in ("and",):
        return found
    # A, B and C said
    start = pieces[-1][0]
    for piece in reversed(pieces[:-1]):
        one = speakable(words, *piece)
        if one is None or piece[1] != start - 1:
            break
        start = piece[0]
    whole = speakable(words, start, pieces[-1][1]) if start < pieces[-1][0] else None
    return (
        (Speaker(words.starts[start], found[0].end, found[0].kind), start)
        if whole or start < found[1] - 1
        else found
    )


def _pieces(words: Words, floor: int, end: int) -> list[tuple[int, int]]:
    """Stretches between commas and quotations, the last reaching to the verb."""
    out: list[tuple[int, int]] = []
    start = floor
    for at in range(floor, end):
        if words.raw[at] in (",", "”", ";", ":", "—", "–", "“") or words.raw[at][0] == "◯":
            if at > start:
                out.append((start, at))
            start = at + 1
    if end > start:
        out.append((start, end))
    return out


def _phrase(words: Words, start: int, end: int) -> tuple[Speaker, int] | None:
    """The noun phrase that ends a stretch, past what opens its clause."""
    while (
        start < end - 1
        and (
            (words.low[start] in CONJUNCTIONS and words.low[start] not in DETERMINERS)
            or is_adverb(words.low[start])
        )
        and words.low[start] not in ("both", "all")
    ):
        start += 1
    if words.low[start] in RELATIVES and start:
        return None
    opens = words.low[start] in PREPOSITIONS
    if not opens and _clean(words, start, end):
        found = speakable(words, start, end)
        if found is not None:
            return found, start
    for at in range(start + 1, end):
        if not _may_open(words, at, opens):
            continue
        if _clean(words, at, end):
            found = speakable(words, at, end)
            if found is not None:
                return found, at
    return None


def _may_open(words: Words, at: int, after_preposition: bool) -> bool:
    before = words.low[at - 1]
    if before in CONJUNCTIONS:
        return True
    if before in PREPOSITIONS or before in DETERMINERS or before.endswith("'s"):
        return False
    if words.low[at] in DETERMINERS or words.low[at] in PRONOUNS:
        return True
    return after_preposition and words.capital(at) and not words.capital(at - 1)


def _clean(words: Words, start: int, end: int) -> bool:
    """Whether a stretch may be one noun phrase: no auxiliary stands in it outside a relative clause."""
    for at in range(start, end):
        word = words.low[at]
        if word in RELATIVES and at > start:
            return True
        if word in AUXILIARIES or word in MODALS - {"may"} or (word in PRONOUNS and at > start):
            return False
    return True


def after_verb(words: Words, at: int) -> Speaker | None:
    """The speaker who follows an inverted verb (said Karen Doyle, the spokesperson)."""
    stop = at
    while stop < len(words) and stop - at < LONGEST:
        word = words.low[stop]
        if words.raw[stop][0] in ",.;:“”!?—" or word in RELATIVES:
            break
        if stop > at and (
            word
            in (
                "in",
                "on",
                "at",
                "during",
                "after",
                "before",
                "when",
                "while",
                "as",
                "to",
                "last",
                "by",
                "with",
            )
            or word in _NO_NAMES
        ):
            break
        stop += 1
    return speakable(words, at, stop)
