"""Where what is said begins, and who says it."""

from __future__ import annotations

import re

from kaname.claims.statements.clauses import own_act, skip
from kaname.claims.statements.found import Sentence
from kaname.claims.statements.lexicon import Occurrence
from kaname.claims.statements.speakers import Speaker, speaker_before

_TOPIC = re.compile(
    r"は、?|が、?|も、?|では(?!な[いく])、?|でも、?|には、?|にも、?|において(?:は|も)?、?|より(?=「)"
)
_ANSWER = re.compile(
    r"[^。]{1,120}(?:質問|問い|問いかけ|指摘|批判|要求|求め)に(?:対し(?:て)?|答えて?|応じて?)、"
)
_MAIN_CLAUSE = re.compile(r"(?:[るたいだ]が|であり|ものの|けれども?)、")


def content_start(
    sentence: Sentence, stop: int, occurrence: Occurrence, after: int, frame: str
) -> tuple[int, Speaker | None]:
    """Where what is said begins, and who says it."""
    flat, here = sentence.flat, sentence.boundary
    answered = after_question(flat, here, stop)
    if answered:
        here, sentence.speaker = answered, None
    near = _speaker_between(flat, after, occurrence.start)
    named = None
    if near is None:
        if occurrence.passive:
            named = _document_topic(flat, here, stop)
        elif sentence.linked and sentence.speaker is not None:
            named = speaker_topic(flat, here, stop, only_persons=True)
        else:
            named = speaker_topic(flat, here, stop)
            if named is None and occurrence.verb.act == "AGREE":
                named = _document_topic(flat, here, stop)
    if named is not None:
        here = own_act(flat, skip(flat, named[1], stop), stop)
    here = skip(flat, here, stop)
    if frame not in ("と", "よう"):
        here = _main_clause(flat, here, stop)
    here = quotation_start(flat, here, stop, frame)
    return here, near or (named[0] if named else None) or sentence.speaker


def after_question(flat: str, here: int, stop: int) -> int | None:
    """〜という質問に対し、長官は…: where the answer begins; None where the answerer came first."""
    match = _ANSWER.match(flat, here, stop)
    if match is None:
        return None
    topic = flat.find("は", here, match.end())
    return None if topic > 0 and speaker_before(flat, here, topic) else match.end()


def _main_clause(flat: str, here: int, stop: int) -> int:
    """A noun phrase that is said does not reach back over the end of a clause (…であり、)."""
    for match in _MAIN_CLAUSE.finditer(flat, here, stop):
        here = match.end()
    return here


def _speaker_between(flat: str, start: int, end: int) -> Speaker | None:
    """「…」について両大統領が強調した: the speaker after what is said."""
    for match in re.finditer(r"(?:が|は|も|より|では?)(?=、|[^。]{0,14}$)", flat[start:end]):
        speaker = speaker_before(flat, start, start + match.start())
        if speaker is not None:
            return speaker
    return None


def speaker_topic(
    flat: str, start: int, stop: int, *, only_persons: bool = False
) -> tuple[Speaker, int] | None:
    """The first noun phrase before what is said that can speak and is marked as topic or subject."""
    fallback: tuple[Speaker, int] | None = None
    weak: tuple[Speaker, int] | None = None
    for match in _TOPIC.finditer(flat, start, stop):
        speaker = speaker_before(flat, start, match.start())
        if speaker is None:
            continue
        particle = match.group().rstrip("、")
        if only_persons and (speaker.kind != "persons" or particle != "は"):
            continue
        if particle == "において":
            if weak is None and speaker.kind == "documents":
                weak = speaker, match.end()
            continue
        if particle in ("は", "も", "では", "でも", "には", "にも", "においては", "より"):
            if particle[0] in "でに" and speaker.kind != "documents":
                continue
            return speaker, match.end()
        quoting = flat[match.end() : match.end() + 1] in ("「", "、")
        near = speaker.kind in ("persons", "bodies") and match.start() - start < 40
        if fallback is None and (quoting or near):
            fallback = (speaker, match.end())
    return fallback or weak


def _document_topic(flat: str, start: int, stop: int) -> tuple[Speaker, int] | None:
    """共同声明では、…が確認された: the document in which it stands."""
    for match in re.finditer(r"(?:では(?!な[いく])|でも|には|にも|で(?![あきはもな]))、?", flat[start:stop]):
        speaker = speaker_before(flat, start, start + match.start())
        if speaker is not None and speaker.kind == "documents":
            return speaker, start + match.end()
    return None


def quotation_start(flat: str, here: int, stop: int, frame: str) -> int:
    """Where a quotation that closes the content begins, with its topic (〜について「…」)."""
    bare = len(flat[:stop].rstrip("＿"))
    if flat[bare - 1 : bare] != "」":
        return here
    opening = flat.rfind("「", here, bare)
    while opening > here:
        joined = re.search(r"」(?:、|や|と|や、|と、|とともに)?$", flat[here:opening])
        before = flat.rfind("「", here, here + joined.start()) if joined else -1
        if before < 0:
            break
        opening = before
    lead = flat[here:opening] if opening > here else ""
    if frame not in ("と", "よう") and re.search(r"[にで]$", lead):
        return opening
    if not lead.endswith("、") or "」" in lead:
        return here
    if re.search(r"(?:について|に関し(?:て)?|に対し(?:て)?|をめぐ[りって]+|によって|として)、$", lead):
        return here
    return opening
