"""Reported statements in English.

A statement is found from its verb, whose subject speaks and whose complement is said (frames of the lexicon);
a quotation may stand before its verb (“…,” said X), a clause before a verb at its end (…, the ministry said).
Verbs in relative clauses and in the infinitive report nothing.
"""

from __future__ import annotations

import re

from kaname.claims.model import StatementClaim
from kaname.claims.reading import Reading
from kaname.claims.statements.english_complements import clause_end, complement, is_final
from kaname.claims.statements.english_lexicon import Form, Words, forms
from kaname.claims.statements.english_marked import HEARSAY, according, adverb, attribution_at_end, passive
from kaname.claims.statements.english_speakers import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    after_verb,
    is_adverb,
    plural,
    speakable,
    subject,
)
from kaname.claims.statements.found import Saying, word_set
from kaname.claims.statements.speakers import Speaker
from kaname.claims.statements.units import collect, directness

_BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_NOT = word_set("not never no didn't doesn't don't hasn't haven't hadn't")
_WEAK = frozenset({"weak", "document"})
_PRONOUN = re.compile(r"(?i)(?:so|this|that|it|as much|the same|nothing|more|something)$")
_INFINITIVE_LEADS = {("on", "to"): ("went", "goes", "going")}


def find(reading: Reading) -> list[StatementClaim]:
    """Return the statements of an English document, in the order of its view."""
    return collect(reading, sayings, PRONOUNS)


def sayings(flat: str) -> list[Saying]:
    """The statements of a flattened unit, left to right; offsets within it."""
    table = forms()
    words = Words(flat)
    line = _Line(words)
    trailing = attribution_at_end(line)
    if trailing is not None:
        return [trailing]
    for at, low in enumerate(words.low):
        if at < line.floor:
            continue
        entries = table.get(low) if at == 0 or not words.capital(at) or words.raw[at - 1] in "“”." else None
        saying = None
        if entries:
            saying = line.by_verb(at, entries)
        elif low == "according" and words.word(at + 1) == "to":
            saying = according(line, at)
        elif low == "per" and at == line.clause and words.word(at + 1) == "the":
            saying = according(line, at, width=1)
        elif low in HEARSAY:
            saying = adverb(line, at)
        if saying is not None:
            line.found.append(saying)
    return line.found


class _Line:
    """A unit under analysis: where its clause begins, what is already said, who spoke last."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.clause = 0
        self.floor = 0
        self.speaker: Speaker | None = None
        self.found: list[Saying] = []

    def by_verb(self, at: int, entries: list[Form]) -> Saying | None:
        """The statement that a reporting verb makes, or None."""
        words = self.words
        form = next(
            (each for each in entries if all(words.word(at + 1 + n) == w for n, w in enumerate(each.rest))),
            None,
        )
        if form is None:
            return None
        group = at
        while group > self.floor and (words.low[group - 1] in AUXILIARIES or is_adverb(words.low[group - 1])):
            group -= 1
        auxiliaries = words.low[group:at]
        if words.word(group - 1) == "to" or words.word(group - 1) in MODALS:
            if words.word(group - 2) == "on" and words.word(group - 3) in _INFINITIVE_LEADS[("on", "to")]:
                group -= 3
            else:
                return None
        if "would" in auxiliaries or "will" in auxiliaries:
            return None
        if auxiliaries and auxiliaries[-1] in ("have", "has", "had") and "part" not in form.kinds:
            return None
        is_passive = bool(_BE & set(auxiliaries)) and bool(form.kinds & {"part"}) and "ing" not in form.kinds
        if is_passive:
            return passive(self, at, group, form)
        finite = form.kinds - {"part", "ing"} or {"have", "has", "had"} & set(auxiliaries)
        if not finite and not (
            "ing" in form.kinds and (_BE & set(auxiliaries) or words.word(group - 1) in (",", "and"))
        ):
            return None
        return self._active(at, group, form, negative=bool(_NOT & set(auxiliaries)))

    def _active(self, at: int, group: int, form: Form, *, negative: bool) -> Saying | None:
        words = self.words
        verb_end = words.ends[at + len(form.rest)]
        verb = (words.starts[self.verb_start(group, at)], verb_end)
        before = words.word(group - 1)
        if (
            before in RELATIVES
            or before in PREPOSITIONS
            or (before in DETERMINERS and before not in _NOUNLIKE)
        ):
            return None
        if before.endswith("'s") or (before in _NUMERALS and words.word(group - 2) != "the"):
            return None
        quoted = self._left_quotation(group)
        if quoted is not None and (speaker := after_verb(words, at + 1 + len(form.rest))):
            return self._quotation(quoted, verb, speaker, form, words.at_or_after(speaker.end))
        inverted = self._inverted(at, group, form, verb)
        if inverted is not None:
            return inverted
        speaker, opening = self._subject(group, before, form)
        if speaker is None and not self._may_be_elided(group, form):
            return None
        if speaker is not None and not self._agrees(speaker, form):
            return None
        if speaker is not None and opening is not None:
            quoted = self._left_quotation(opening)
            said = complement(words, form, verb_end) if quoted else None
            if quoted is not None and (said is None or said[1] in ("quote", "zero")):
                return self._quotation(quoted, verb, speaker, form, at + 1 + len(form.rest))
        said = complement(words, form, verb_end)
        if said is not None and not self._joint(form, said[1], speaker):
            return None
        if said is None:
            return self._clause_before(at, opening, verb, speaker, form)
        start, frame = said
        if self._as_said(opening):
            comma = words.flat.find(",", verb_end, verb_end + 120)
            start = comma + 2 if comma > 0 and frame != "quote" else start
        stop, after = clause_end(words, start, form, frame)
        return self.saying((start, stop), verb, speaker, form, after, negative=negative)

    def verb_start(self, group: int, at: int) -> int:
        """The first word of a verb with its auxiliaries, past the adverbs before them."""
        while group < at and is_adverb(self.words.low[group]):
            group += 1
        return group

    def saying(
        self, content: tuple[int, int], verb: tuple[int, int], speaker: Speaker | None, form: Form,
        after: int, *, negative: bool = False, quote: str | None = None,
    ) -> Saying | None:  # fmt: skip
        """A statement, or None where its content says nothing by itself; the clause after it is next."""
        start, stop = content
        flat = self.words.flat
        while start < stop and flat[start] in " ,:":
            start += 1
        while stop > start and flat[stop - 1] in " ,:":
            stop -= 1
        if stop - start < 4 or _PRONOUN.match(flat[start:stop]):
            return None
        self.clause = self.floor = max(after, self.words.at_or_after(verb[1]))
        self.speaker = speaker or self.speaker
        if quote is None:
            quote = directness(flat[start:stop])
            if form.verb.act == "AGREE":
                quote = "agreement"
        return Saying(
            (start, stop), verb, speaker, quote, form.verb, negative, sure=0.85 if quote == "direct" else 0.7
        )

    def _subject(self, group: int, before: str, form: Form) -> tuple[Speaker | None, int | None]:
        words = self.words
        found = subject(words, group, self.clause)
        if "ing" in form.kinds and "s" not in form.kinds and before in (",", "and", "”"):
            return self.speaker or (self._first_speaker(group)), None
        if before in ("and", "but", "then", "or") or (before == "," and found is None):
            return self.speaker or self._first_speaker(group), None
        if found is None:
            return None, None
        return found

    def _first_speaker(self, limit: int) -> Speaker | None:
        """The longest noun phrase at the head of the clause that can speak."""
        words = self.words
        start = self.clause
        while start < limit and (words.low[start] in CONJUNCTIONS or words.raw[start] == ","):
            start += 1
        if start >= limit or words.low[start] in PREPOSITIONS:
            comma = next((at for at in range(start, limit) if words.raw[at] == ","), limit)
            start = comma + 1
        best = None
        for stop in range(start + 1, min(start + 10, limit)):
            if words.raw[stop - 1] == ",":
                break
            one = speakable(words, start, stop)
            following = words.word(stop)
            if (
                one is not None
                and not (words.capital(stop) and words.capital(stop - 1))
                and following not in ("of", "'s")
            ):
                best = one
            if one is not None and following.endswith("ed"):
                return one
        return best

    def _may_be_elided(self, group: int, form: Form) -> bool:
        """A list of acts without their subject (Reaffirmed …) at the head of a unit."""
        return (
            group == 0
            and bool(form.kinds & {"past", "s"})
            and "np" in form.verb.frames
            and form.verb.act != "AGREE"
        )

    def _agrees(self, speaker: Speaker, form: Form) -> bool:
        if speaker.kind == "it":
            return bool(form.verb.frames & {"np", "that"}) and "weak" not in form.verb.frames
        if form.verb.frames & _WEAK:
            if "document" in form.verb.frames:
                return speaker.kind in ("documents", "bodies")
            if speaker.kind == "name":
                return speaker.start > 0 or " " in self.words.flat[speaker.start : speaker.end]
            return speaker.kind in ("documents", "bodies", "persons", "pronoun")
        return True

    def _joint(self, form: Form, frame: str, speaker: Speaker | None) -> bool:
        if not form.verb.frames & {"joint-to", "joint-that"}:
            return True
        return speaker is not None and plural(self.words, speaker)

    def _left_quotation(self, at: int) -> tuple[int, int] | None:
        """The quotation that ends just before a word, with the clause it completes."""
        words = self.words
        last = at - 1
        if words.word(last) == ",":
            last -= 1
        if words.word(last) != "”":
            return None
        opening = last
        while opening > self.clause and words.raw[opening] != "“":
            opening -= 1
        inside = words.flat[words.ends[last] - 2 : words.ends[last] - 1]
        start = words.starts[opening]
        lead = words.flat[words.starts[self.clause] : start].strip(" ,:") if self.clause < opening else ""
        if lead and not lead.endswith("”"):
            start = words.starts[self.clause]
        if not inside:
            return None
        return start, words.ends[last]

    def _quotation(
        self, quoted: tuple[int, int], verb: tuple[int, int], speaker: Speaker, form: Form, after: int
    ) -> Saying | None:
        """A quotation before its verb, with the rest of it after (“…,” he said, “…”)."""
        flat = self.words.flat
        start, stop = quoted
        tail = max(verb[1], speaker.end)
        more = re.match(r"[^“.;]{0,80}?, ?“◯*”", flat[tail : tail + 1600])
        if more is not None and flat[tail : tail + 1] in ", " and "that" not in more.group().split():
            stop = tail + more.end()
            after = self.words.at_or_after(stop)
        return self.saying((start, stop), verb, speaker, form, after)

    def _inverted(self, at: int, group: int, form: Form, verb: tuple[int, int]) -> Saying | None:
        """A clause before, the speaker after: …, said X."""
        words = self.words
        if (
            words.word(group - 1) != ","
            or group != at
            or not form.kinds & {"past", "s"}
            or "that" not in form.verb.frames
        ):
            return None
        speaker = after_verb(words, at + 1 + len(form.rest))
        if (
            speaker is None
            or speaker.kind in ("it",)
            or not re.match(r"[.,;]|\s(?:on|in|at|during|who)\b|$", words.flat[speaker.end :])
        ):
            return None
        if complement(words, form, verb[1]) is not None and subject(words, group, self.clause) is not None:
            return None
        return self.saying(
            (words.starts[self.clause], words.starts[group - 1]),
            verb,
            speaker,
            form,
            words.at_or_after(speaker.end),
        )

    def _as_said(self, opening: int | None) -> bool:
        return (
            opening is not None
            and opening > 0
            and self.words.word(opening - 1) == "as"
            and opening - 1 == self.clause
        )

    def _clause_before(
        self, at: int, opening: int | None, verb: tuple[int, int], speaker: Speaker | None, form: Form
    ) -> Saying | None:
        """A clause before a verb at its end (…, the ministry said), or after it (As X noted, …)."""
        words = self.words
        frames = form.verb.frames
        if (
            speaker is None
            or opening is None
            or not (frames & {"that", "zero"} or form.verb.lemma == "put it")
        ):
            return None
        if not is_final(words, verb[1]):
            return None
        if self._as_said(opening):
            comma = words.flat.find(",", verb[1], verb[1] + 120)
            if comma < 0:
                return None
            stop, after = clause_end(words, comma + 1, form, "that")
            return self.saying((comma + 1, stop), verb, speaker, form, after)
        lead = opening - 1
        if words.word(lead) == "as" and words.word(lead - 1) == ",":
            lead -= 1
        if words.word(lead) != "," or lead - self.clause < 3:
            return None
        start, stop, after = words.starts[self.clause], words.starts[lead], at + 1 + len(form.rest)
        following = words.flat[verb[1] : verb[1] + 60]
        if (
            re.match(r"[^,.;]{0,40},\s(?!adding|citing|saying|noting|while|but|and\s)[a-z]", following)
            and lead - self.clause < 14
        ):
            stop, after = clause_end(words, verb[1] + following.index(",") + 2, form, "that")
        return self.saying((start, stop), verb, speaker, form, after)


_NUMERALS = word_set("two three four five six several some many all few other")
_NOUNLIKE = word_set("both all some many several few most two three four others these those")
