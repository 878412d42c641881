"""Reported statements in Japanese.

A statement is found from its verb. What is said closes with the particle that the verb asks for
(「…」と述べた, 必要性を強調した, 移管に合意した), it opens after the speaker's particle and the circumstances
(長官は、5月31日、会議で演説し、…), or after the statement before it in the sentence. Verbs that modify a
noun (発表した方針) say nothing here, nor do verbs inside a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kaname.claims.mentions import entity_in
from kaname.claims.model import StatementClaim
from kaname.claims.reading import Reading
from kaname.claims.statements.clauses import INSIDE, LONGEST_SENTENCE, after_statement, flatten, skip
from kaname.claims.statements.found import Saying, Sentence
from kaname.claims.statements.frames import PREDICATE, content_end, is_adnominal
from kaname.claims.statements.lexicon import Occurrence, occurrences
from kaname.claims.statements.openings import after_question, content_start, quotation_start, speaker_topic
from kaname.claims.statements.speakers import Speaker, speaker_before

_HEARSAY_TAIL = re.compile(
    r"(?:という|とも?(?:報じ|伝え|言わ|いわ|さ|見ら|み)(?:られ)?(?:れ)?(?:ている|ていた|ており|た|る)?)"
)
_ACCORDING = re.compile(r"に(?:よると|よれば|よりますと)、?")
_SAID_TO_BE = re.compile(
    r"と(?:も|は)?、?(?P<verb>(?:(?:言わ|いわ|さ)れ|(?:報じ|伝え)られ)(?:て(?:いる|いた)|た"
    r"|る)?(?:おり)?(?=[。、]|が、|$))"
)
_HOLD = re.compile(
    r"と(?:も)?(?P<verb>し(?:た(?=[。、が」]|上で|うえで|$)|て(?:いる|おり|いた)(?=[。、が]|$)|(?:て)?、))"
)
_VOICES = re.compile(
    r"と(?:の|いう|言う|いった)(?P<noun>指摘|声|見方|批判|意見|主張|観測|不満|見解|オピニオン|議論|分析|評価"
    r"|懸念|論調)(?:が|も|は)"
    r"(?P<verb>(?:出|上が|広が|根強|相次|聞かれ|出回|浮上|強ま|噴出|支配的|多"
    r"|あ)[ぁ-ん]{0,8}?(?:という)?)(?=[。、]|が、|$)"
)
_FINAL_HEARSAY = re.compile(r"(?<=[るたいだ])(?P<verb>という|とのことだ|そうだ)(?=。|$)")
_SET_PHRASES = {"hearsay": _SAID_TO_BE, "hold": _HOLD, "voices": _VOICES, "final": _FINAL_HEARSAY}
_ABOUT_TO = re.compile(r"(?<!だろ)(?<!であろ)(?<!でしょ)う$")
_AMONG = re.compile(r"(?:の間)?(?:では|には|からは)、?")
_AS_SAID = re.compile(r"(?:ように|とおり|通り)、")
_PRONOUN = re.compile(
    r"(?:(?:これ|それ|この点|その点|このこと|そのこと|その旨|同様)(?:ら)?"
    r"|[\d同翌前昨今来年月日末]*[年月日末])$"
)
# Contents that say nothing by themselves are pronouns, and a bare date (同年10月2日に合意し).
_PASSIVE_OF_FACTS = ("発表する", "公表する", "約束する", "指示する", "規定する")


def find(reading: Reading) -> list[StatementClaim]:
    """Return the statements of a Japanese document, in the order of its view.

    The speaker of a sentence that names none is that of the sentence before, within a paragraph.
    """
    claims: list[StatementClaim] = []
    paragraph = -1
    carried: tuple[Speaker, int] | None = None  # the speaker of the sentence before, and its base
    for start, end in reading.sentences:
        here = reading.view.paragraph_at(start)
        if here != paragraph:
            paragraph, carried = here, None
        if end - start > LONGEST_SENTENCE or reading.paragraph_kind(start) == "heading":
            continue
        sentence = Sentence(flatten(reading.view.text, start, end), start)
        for saying in _sayings(sentence):
            claims.append(_claim(reading, sentence, saying, carried))
            if saying.speaker is not None:
                carried = (saying.speaker, start)
    return claims


def _claim(
    reading: Reading, sentence: Sentence, saying: Saying, carried: tuple[Speaker, int] | None
) -> StatementClaim:
    base = sentence.base
    content = reading.part(base + saying.content[0], base + saying.content[1])
    verb = reading.part(base + saying.verb[0], base + saying.verb[1])
    speaker, implicit = None, False
    if saying.speaker is not None:
        speaker = reading.part(base + saying.speaker.start, base + saying.speaker.end)
    elif carried is not None and saying.quote not in ("passive", "hearsay"):
        speaker = reading.part(carried[1] + carried[0].start, carried[1] + carried[0].end)
        implicit = True
    place = reading.place(
        base + min(saying.content[0], saying.verb[0]), base + max(saying.content[1], saying.verb[1])
    )
    return StatementClaim(
        **place,  # type: ignore[arg-type]
        content=content,
        verb=verb,
        speaker=speaker,
        quote=saying.quote,
        implicit_speaker=implicit,
        lemma=saying.entry.lemma if saying.entry else None,
        act=saying.entry.act if saying.entry else None,
        negated=saying.negative,
        speaker_id=entity_in(speaker.text) if speaker else None,
        confidence=round(saying.sure * (0.8 if implicit else 1.0), 2),
    )


def _sayings(sentence: Sentence) -> Iterator[Saying]:
    """The statements of a sentence, left to right."""
    flat = sentence.flat
    source = _according_to(flat)
    if source is not None:
        sentence.speaker, sentence.boundary = source
    found = 0
    for place, candidate in _candidates(flat):
        if place < sentence.boundary:
            continue
        saying = candidate(sentence)
        if saying is None:
            continue
        if (
            source is not None
            and candidate.kind == "hold"
            and flat[saying.verb[1] : saying.verb[1] + 1] == "、"
        ):
            continue  # 〜によると、…とし、…としている is one statement
        found += 1
        yield saying
        sentence.boundary = after_statement(flat, saying.verb[1])
        sentence.linked = sentence.boundary - saying.verb[1] == 1
        if saying.speaker is not None:
            sentence.speaker = saying.speaker
    if source is not None and not found:
        content = (skip(flat, source[1], len(flat)), len(flat.rstrip("。")))
        if content[0] < content[1]:
            verb = _ACCORDING.search(flat, source[0].end)
            assert verb is not None
            yield Saying(content, (verb.start(), verb.end()), source[0], "indirect", None, sure=0.7)


def _according_to(flat: str) -> tuple[Speaker, int] | None:
    """〜によると: the source, and where what it says begins."""
    match = _ACCORDING.search(flat)
    if match is None:
        return None
    speaker = speaker_before(flat, 0, match.start())
    return (speaker, match.end()) if speaker else None


def _candidates(flat: str) -> list[tuple[int, _Candidate]]:
    found = [(each.start, _Candidate(occurrence=each)) for each in occurrences(flat, 0, len(flat))]
    for kind, pattern in _SET_PHRASES.items():
        found += [(each.start("verb"), _Candidate(match=each, kind=kind)) for each in pattern.finditer(flat)]
    return sorted(found, key=lambda each: each[0])


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Something that may report a statement: a verb of the lexicon or a set phrase."""

    occurrence: Occurrence | None = None
    match: re.Match[str] | None = None
    kind: str = "verb"

    def __call__(self, sentence: Sentence) -> Saying | None:
        if self.occurrence is not None:
            return _by_verb(sentence, self.occurrence)
        assert self.match is not None
        return _by_phrase(sentence, self.match, self.kind)


def _by_verb(sentence: Sentence, occurrence: Occurrence) -> Saying | None:
    flat = sentence.flat
    end = occurrence.end
    if occurrence.passive and not occurrence.verb.passive:
        return None
    if _AS_SAID.match(flat, end):
        return _as_said(sentence, occurrence)
    tail = _HEARSAY_TAIL.match(flat, end)
    if tail is not None:
        end = tail.end()
    elif is_adnominal(flat, occurrence):
        return None
    closed = content_end(sentence, occurrence)
    if closed is None:
        return None
    stop, frame, after = closed
    start, speaker = content_start(sentence, stop, occurrence, after, frame)
    if stop - start < 2 or _PRONOUN.fullmatch(flat[start:stop]):
        return None
    if occurrence.passive and occurrence.verb.lemma in _PASSIVE_OF_FACTS and not flat[:stop].endswith("こと"):
        return None
    quote = _quote(flat[start:stop], occurrence)
    return Saying(
        (start, stop), (occurrence.start, end), speaker, quote, occurrence.verb, occurrence.negative,
        sure=0.85 if quote == "direct" else 0.7,
    )  # fmt: skip


def _as_said(sentence: Sentence, occurrence: Occurrence) -> Saying | None:
    """〜が示唆しているように、…: what is said follows."""
    flat = sentence.flat
    match = _AS_SAID.match(flat, occurrence.end)
    speaker = None
    for particle in re.finditer(r"(?:が|も|は)", flat[sentence.boundary : occurrence.start]):
        speaker = speaker_before(flat, sentence.boundary, sentence.boundary + particle.start()) or speaker
    if match is None or speaker is None:
        return None
    start, stop = match.end(), len(flat.rstrip("。"))
    if stop - start < 4:
        return None
    return Saying((start, stop), (occurrence.start, match.end() - 1), speaker, "indirect", occurrence.verb)


def _quote(content: str, occurrence: Occurrence) -> str:
    if occurrence.verb.act == "AGREE":
        return "agreement"
    if occurrence.passive:
        return "passive"
    return _directness(content)


def _directness(content: str) -> str:
    """Whether words are quoted: all that is said, a part of it, or none."""
    quoted = content.count(INSIDE)
    if content.endswith("」") and quoted > 0.25 * len(content):
        return "direct"
    return "mixed" if quoted >= 4 else "indirect"


def _by_phrase(sentence: Sentence, match: re.Match[str], kind: str) -> Saying | None:
    flat, floor = sentence.flat, sentence.boundary
    stop = match.start()
    if stop <= floor or not (kind == "voices" or PREDICATE.search(flat[floor:stop])):
        return None
    verb = match.span("verb")
    if kind == "hold" and _ABOUT_TO.search(flat, floor, stop):  # 入ろうとしている
        return None
    if kind == "hold":
        floor = after_question(flat, floor, stop) or floor
    if kind == "voices":
        verb = (match.start("noun"), verb[1])
    if kind == "hold" and flat[stop - 1] == "」" and not _is_proposition(flat, stop):
        return None
    named = _among(flat, floor, stop) if kind in ("hearsay", "voices") else None
    if named is None and kind in ("hold", "final"):
        named = speaker_topic(
            flat, floor, stop, only_persons=sentence.linked and sentence.speaker is not None
        )
    if kind == "final" and named is None:
        return None
    start = skip(flat, named[1] if named else floor, stop)
    speaker = named[0] if named else None
    start = quotation_start(flat, start, stop, "と")
    if stop - start < 4:
        return None
    quote = _directness(flat[start:stop])
    if kind != "hold" and quote != "direct":
        quote = "hearsay"
    end = verb[1] - (1 if flat[verb[1] - 1] == "、" else 0)  # the comma after とし is no part of it
    return Saying((start, stop), (verb[0], end), speaker or sentence.speaker, quote, None, sure=0.6)


def _among(flat: str, start: int, stop: int) -> tuple[Speaker, int] | None:
    """専門家の間では, 韓国では: among whom it is said."""
    for match in _AMONG.finditer(flat, start, stop):
        speaker = speaker_before(flat, start, match.start())
        if speaker is not None:
            return speaker, match.end()
    return None


def _is_proposition(flat: str, stop: int) -> bool:
    """Whether a quotation before とし is a sentence and not a name («血盟»として)."""
    opening = flat.rfind("「", 0, stop)
    return stop - opening >= 14
