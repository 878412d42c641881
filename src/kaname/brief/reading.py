"""What each document says: its claims, grouped, each leading to its sentence in context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kaname.brief import naming
from kaname.brief.evidence import Passage, anchor_of, holding, passages, row_of
from kaname.brief.ledger import Ledger
from kaname.brief.material import Reading
from kaname.brief.numbers import Number, plain
from kaname.brief.prose import listed
from kaname.brief.registered import value_text
from kaname.brief.trace import slug
from kaname.claims import UNREAD
from kaname.claims.model import Claim, DateClaim, MentionClaim, MilestoneClaim, QuantityClaim, StatementClaim
from kaname.register.links import Link

SHOWN_STATEMENTS = 6
"""Statements shown at once in a document's part; the others open on request."""
_LONGEST_WRITTEN = 60


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as a row: the words of the document, leading to the sentence.

    Attributes:
        row: anchor of the row.
        written: the words as written, linked to the sentence.
        note: what the program made of them (markup; may be empty).
        warned: why the reading may be wrong (English, from the room ``claims``), or an empty string.
    """

    row: str
    written: Number
    note: Markup | None = None
    warned: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """Who says what: speaker, content at sentence length and reporting verb, all as written.

    The verb stands where the document has it (``verb_first``: before the content), because it may take
    back what the content says; ``negated`` is the tag of a statement that was not made: it
    was not said, or the verb of doing is in the negative.
    """

    row: str
    speaker: Number | None
    implicit: bool
    content: Number
    date: Number | None
    verb: Number | None = None
    verb_first: bool = False
    negated: str = ""


@dataclass(frozen=True, slots=True)
class Bearing:
    """A claim that bears on a register entry, beside what the register holds."""

    said: Said
    parameter: Number
    holds: Number | None
    since: Number | None


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """One document's part of the brief and of the evidence appendix."""

    anchor: str
    evidence_anchor: str
    source_anchor: str
    title: Number
    language: str
    citation: Markup
    date: Number | None
    date_source: str
    counts: Markup
    bearings: Sequence[Bearing]
    milestones: Sequence[Said]
    statements: Sequence[Statement]
    more_statements: Sequence[Statement]
    quantities: Sequence[Said]
    dates: Sequence[Said]
    passages: Sequence[Passage]
    unread: str = ""


def part(ledger: Ledger, reading: Reading) -> DocumentPart:
    """Return one document's part."""
    document = reading.document
    name = slug(document.key) or document.digest[7:19]
    linked = {link.claim.id for link in reading.links}
    claims = shown_claims(reading)
    found = passages(document, claims, f"s-{name}")
    for claim in holding(found):
        ledger.book.add_sentence(f"c-{claim}", document.title)
    source = ledger.book.add_sentence(f"src-{name}", document.title)
    # A heading leads to the document's sources entry: its title may hold digits.
    quantities = [claim for claim in claims if isinstance(claim, QuantityClaim)]
    dates = [claim for claim in claims if isinstance(claim, DateClaim)]
    said = [claim for claim in claims if isinstance(claim, StatementClaim)]
    # Who speaks matters most: statements with a named speaker come first, each group in the text's order.
    said.sort(key=lambda claim: claim.speaker is None)
    statements = [_statement(ledger, claim) for claim in said]
    milestones = [claim for claim in claims if isinstance(claim, MilestoneClaim)]
    return DocumentPart(
        anchor=f"d-{name}",
        evidence_anchor=f"e-{name}",
        source_anchor=source,
        title=ledger.book.name(source, document.title),
        language=document.language,
        citation=plain(naming.citation(document.citation, ledger.words.language)),
        date=ledger.book.cite(source, ledger.format.date(document.date))
        if document.date is not None
        else None,
        date_source=ledger.words(f"brief.date_source.{document.date_source}"),
        counts=_counts(ledger, reading, name, source, claims),
        bearings=[_bearing(ledger, link) for link in _first_of_each(reading.links)],
        milestones=[_said(ledger, claim) for claim in milestones],
        statements=statements[:SHOWN_STATEMENTS],
        more_statements=statements[SHOWN_STATEMENTS:],
        # What bears on the register has its row above already.
        quantities=[_said(ledger, claim) for claim in quantities if claim.id not in linked],
        dates=[_said(ledger, claim) for claim in dates if claim.id not in linked],
        passages=found,
        unread=_unread(ledger, document.language),
    )


def _unread(ledger: Ledger, language: str) -> str:
    """Return which kinds of claim are not read in a document's language yet ("" where all are)."""
    words = ledger.words
    kinds = [words(f"brief.reading.kind.{kind}") for kind in UNREAD.get(language, ())]
    return words("brief.reading.unread", kinds=words("brief.list.comma").join(kinds)) if kinds else ""


def shown_claims(reading: Reading) -> list[Claim]:
    """Return the claims of a document that a brief shows, each once."""
    linked = {link.claim.id for link in reading.links}
    return _once([claim for claim in reading.claims if claim.id in linked or _in_running_text(claim)])


def _in_running_text(claim: Claim) -> bool:
    """Whether a claim is one a reader looks for: no mention, no date of a citation or of an access."""
    if isinstance(claim, DateClaim):
        return claim.role is None
    return not isinstance(claim, MentionClaim)


def _once(claims: Sequence[Claim]) -> list[Claim]:
    return list({claim.id: claim for claim in claims}.values())


def _first_of_each(links: Sequence[Link]) -> list[Link]:
    """Return one link a claim, the surest: a claim has one row."""
    best: dict[str, Link] = {}
    for link in links:
        held = best.get(link.claim.id)
        if held is None or link.confidence > held.confidence:
            best[link.claim.id] = link
    return list(best.values())


def _said(ledger: Ledger, claim: Claim) -> Said:
    note: Markup | None = None
    if isinstance(claim, DateClaim) and claim.iso:
        note = Markup("{}").format(ledger.book.cite(anchor_of(claim), ledger.format.period(claim.iso)))
    elif isinstance(claim, MilestoneClaim):
        note = plain(ledger.words(f"brief.milestone.{claim.status}"))
        if claim.due:
            due = ledger.book.cite(anchor_of(claim), ledger.format.period(claim.due))
            note = listed(ledger.words, [note, due])
    return Said(row_of(claim), written(ledger, claim), note, claim.warning or "")


def written(ledger: Ledger, claim: Claim) -> Number:
    """Return a claim's own words (joined lines, shortened), leading to its sentence."""
    return ledger.book.cite(anchor_of(claim), written_form(claim), style="q")


def written_form(claim: Claim) -> str:
    """Return a claim's own words, lines joined, shortened."""
    return _short(claim.text, _LONGEST_WRITTEN)


def _short(text: str, longest: int) -> str:
    joined = (
        "".join(text.splitlines()) if any(ord(letter) > 0x2E80 for letter in text) else " ".join(text.split())
    )
    return joined if len(joined) <= longest else joined[: longest - 1].rstrip() + "…"


def _statement(ledger: Ledger, claim: StatementClaim) -> Statement:
    anchor = anchor_of(claim)
    speaker = None
    if claim.speaker is not None:
        speaker = ledger.book.cite(anchor, _short(claim.speaker.text, 60), style="q")
    return Statement(
        row=row_of(claim),
        speaker=speaker,
        implicit=claim.implicit_speaker,
        content=ledger.book.cite(anchor, _short(claim.content.text, 160), style="q"),
        date=ledger.book.cite(anchor, ledger.format.period(claim.date)) if claim.date else None,
        verb=ledger.book.cite(anchor, _short(claim.verb.text, 60), style="q") if claim.verb else None,
        verb_first=claim.verb is not None and claim.verb.start < claim.content.start,
        negated=("negated" if claim.act is None else "negative") if claim.negated else "",
    )


def _bearing(ledger: Ledger, link: Link) -> Bearing:
    known_on = ledger.material.as_of
    # What the register holds of the same date, as it is known now.
    row = None
    if link.as_of is not None and link.as_of.first <= known_on.last_day:
        row = ledger.material.register.as_of(link.as_of, known_on=known_on).get(link.parameter_id)
    if row is None:
        row = ledger.material.register.as_of(known_on).get(link.parameter_id)
    holds = since = None
    if row is not None:
        holds = ledger.parameter(link.parameter_id, value_text(ledger, link.parameter_id, row.value))
        since = ledger.parameter(link.parameter_id, ledger.format.date(row.true_from))
    return Bearing(_said(ledger, link.claim), ledger.parameter(link.parameter_id), holds, since)


def _counts(ledger: Ledger, reading: Reading, name: str, source: str, claims: Sequence[Claim]) -> Markup:
    """Return one line: so many quantities, dates, statements; so many bear on the register."""
    words = ledger.words
    parts = []
    for kind in (QuantityClaim, DateClaim, StatementClaim, MilestoneClaim):
        count = sum(isinstance(claim, kind) for claim in claims)
        if not count:
            continue
        number = ledger.derived(
            f"count-{name}-{kind.type}",
            ledger.format.decimal(count),
            title=words(f"brief.reading.count.{kind.type}.title", document=reading.document.title),
            how=words("brief.reading.count.how"),
            rests_on=(source,),
        )
        parts.append(Markup(words(f"brief.reading.count.{kind.type}", n="{}")).format(number))
    return Markup(words("brief.list.comma")).join(parts)


def parts(ledger: Ledger) -> list[DocumentPart]:
    """Return every document's part, oldest document first."""
    return [part(ledger, reading) for reading in ledger.material.readings]
