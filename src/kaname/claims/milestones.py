"""Milestones: plans, targets, legal floors, decisions and commitments, with when they fall due.

They come from reported pledges and agreements, from set phrases (〜を目標としている, is scheduled to) and
from clauses with a date to come. Japanese phrases stand here, English and Korean ones in
:mod:`kaname.claims.milestones_rules`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kaname.claims.milestones_found import Clause, Placed, is_ahead
from kaname.claims.milestones_rules import RULES, phrases
from kaname.claims.model import DateClaim, MilestoneClaim, StatementClaim
from kaname.claims.reading import Reading
from kaname.claims.statements.clauses import LONGEST_SENTENCE, flatten, skip

LANGUAGES = ("en", "ja", "ko")
"""Languages in which milestones are read."""

_PLEDGES = {"約束する", "確約する", "公約する", "誓約する", "誓う", "約す"}
_AGREEMENTS = {"合意する", "妥結する"}
_TREATY = re.compile(r"条約|憲章")
_LEGAL = re.compile(r"(?:授権法|権限法|法律|法案|[^方用]法)(?:は|が|を|で|により|に基づき|を通じて)?")
_DONE = r"(?:承認|採択|締結|決定|撤廃|廃止|批准|可決)(?:され(?:た|て(?:いる)?|、)|した|し、|を決めた)"
_PHRASES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("superseded",
    re.compile(r"を(?:目標|予定)(?:と|に)していた|(?:する|の)(?:予定|計画|方針)(?:だった|であった)")),
    ("planned", re.compile(
        r"を目標(?:と|に)(?:して(?:いる|おり)|する|し、|掲げ(?:る|て))|(?P<aim>を?目指(?:す|して(?:いる|おり)"
        r"|し、))"
        r"|[るう](?:予定|計画|方針)(?:だ|である|を|で|。|が、|が有力|[＿])|[るう]という[^、。は]{0,8}公約"
        r"|(?:予定|計画)(?:して(?:いる|おり)|されて(?:いる|おり))|することを決め(?:た|て(?:いる|おり))"
        r"|を置くことを決めている|に掲げて(?:いる|おり)")),
    ("done", re.compile(rf"[がを]{_DONE}")),
    ("enacted",
    re.compile(r"を(?:禁止|制限|禁じ|義務[付づ]け|規定)(?:する|した|し、|て(?:いる|おり)|る|た)")),
)  # fmt: skip
_FIGURE = re.compile(r"\d")
_AHEAD_PREDICATE = re.compile(
    r"[^、。]{0,60}?(?:[るうくすつぬぶむ](?=[。とと]|という|予定|計画|こと)|[りしちびみきい]、|まで(?:、|。"
    r"|$)|まで$)"
)
_SCHEDULED = re.compile(r"までに?|に(?:は|も)?|から")
_DUE = re.compile(r"までに?|を期限|に(?:は|も)?|から")


def find(
    reading: Reading, dates: Sequence[DateClaim], statements: Sequence[StatementClaim]
) -> list[MilestoneClaim]:
    """Return the milestones of a document, given its dates and statements."""
    if reading.language not in LANGUAGES:
        return []
    placed = Placed(
        [(span, date) for date in dates if (span := reading.view.from_source(date.start, date.end))]
    )
    claims: list[MilestoneClaim] = []
    found = list(_from_statements(reading, statements, placed))
    if rules := RULES.get(reading.language):
        found += [(clause, None) for clause in phrases(reading, placed, rules)]
    else:
        found += [*_from_phrases(reading), *_from_schedules(reading, placed)]
    for clause, actor in _disjoint(found, by_sureness=rules is not None):
        claims.append(_claim(reading, clause, actor, placed))
    return claims


def _disjoint(
    found: list[tuple[Clause, str | None]], *, by_sureness: bool
) -> list[tuple[Clause, str | None]]:
    """Of clauses that overlap, the first, or the surest, in the order of the view."""
    order = sorted(found, key=lambda one: (one[0].start, -one[0].sure))
    if by_sureness:
        order.sort(key=lambda one: -one[0].sure)
    kept: list[tuple[Clause, str | None]] = []
    starts: list[int] = []
    for each in order:
        place = bisect_left(starts, each[0].start)
        if place and kept[place - 1][0].end > each[0].start:
            continue
        if place < len(kept) and kept[place][0].start < each[0].end:
            continue
        kept.insert(place, each)
        starts.insert(place, each[0].start)
    return kept


def _claim(reading: Reading, clause: Clause, actor: str | None, dates: Placed) -> MilestoneClaim:
    text = reading.view.text
    within = [(span, date) for span, date in dates.between(clause.start, clause.end) if date.iso]
    due = next((date.iso for span, date in within if _is_due(text, span, date, clause, reading)), None)
    base = reading.sentence_of(clause.start)[0]
    before = [date.iso for _, date in dates.between(base, clause.end) if date.iso and date.iso != due]
    made = before[-1] if before and clause.status != "planned" else None
    return MilestoneClaim(
        **reading.place(clause.start, clause.end),  # type: ignore[arg-type]
        status=clause.status,
        due=due,
        date=made,
        what=text[clause.start : clause.end][:80],
        actor=actor,
        confidence=clause.sure,
    )


def _is_due(text: str, span: tuple[int, int], date: DateClaim, clause: Clause, reading: Reading) -> bool:
    """Whether a date in the clause is when it is to be fulfilled: a deadline, or a date still to come."""
    if date.kind in ("range", "relative-duration"):
        return True
    published = str(reading.date) if reading.date else ""
    if rules := RULES.get(reading.language):
        if clause.status in ("enacted", "standing", "done"):
            return False
        if rules.deadline(text, *span):
            return True
        return rules.scheduled(text, *span) and (
            is_ahead(str(date.iso), published) or clause.status == "superseded"
        )
    match = _DUE.match(text, span[1])
    if match is None or clause.status in ("enacted", "standing"):
        return False
    if match.group().startswith("まで"):
        return True
    return is_ahead(str(date.iso), published)


_INSTEAD = re.compile(r"[^。、]{1,60}ではなく、")


def _from_statements(
    reading: Reading,
    statements: Sequence[StatementClaim],
    dates: Placed,
) -> Iterator[tuple[Clause, str | None]]:
    """Pledges, and agreements: planned where what was agreed has a date ahead, else done."""
    for each in statements:
        span = reading.view.from_source(each.start, each.end)
        if span is None or each.negated:
            continue
        actor = each.speaker.text if each.speaker else None
        text = reading.view.text[span[0] : span[1]]
        if reading.language == "ja" and (denied := _INSTEAD.match(text)):
            # AではなくB: what is agreed or pledged is B.
            span, text = (span[0] + denied.end(), span[1]), text[denied.end() :]
        rules = RULES.get(reading.language)
        if each.lemma in (rules.pledges if rules else _PLEDGES):
            yield Clause("standing" if _TREATY.search(text) else "planned", *span, 0.7), actor
        elif each.lemma in (rules.agreements if rules else _AGREEMENTS):
            probe = Clause("planned", *span, 0.6)
            ahead = any(
                date.kind != "range" and _is_due(reading.view.text, place, date, probe, reading)
                for place, date in dates.between(*span)
            )
            yield Clause("planned" if ahead else "done", *span, 0.6), actor
        elif rules is None and each.quote == "passive" and re.search(r"[るう]こと$", each.content.text):
            content = reading.view.from_source(each.content.start, each.content.end)
            if content and any(
                _is_due(reading.view.text, place, date, Clause("planned", *content, 0), reading)
                for place, date in dates.between(*content)
            ):
                yield Clause("planned", *content, 0.6), actor


def _from_phrases(reading: Reading) -> Iterator[tuple[Clause, str | None]]:
    for start, end in reading.sentences:
        if end - start > LONGEST_SENTENCE or reading.paragraph_kind(start) == "heading":
            continue
        flat = flatten(reading.view.text, start, end)
        for status, pattern in _PHRASES:
            for match in pattern.finditer(flat):
                opening = _clause_start(flat, match.start())
                if status == "enacted" and not _LEGAL.search(flat[: match.end() + 6]):
                    continue
                if match.end() - opening < 8:
                    continue
                if match.groupdict().get("aim") and not _FIGURE.search(flat[opening : match.end()]):
                    continue  # an aim without a time or an amount is an attitude
                yield Clause(status, start + opening, start + match.end(), 0.5), None


def _from_schedules(reading: Reading, dates: Placed) -> Iterator[tuple[Clause, str | None]]:
    """A clause with a date to come and a predicate that is not past is a schedule (2028年に返還される)."""
    published = str(reading.date) if reading.date else ""
    for span, date in dates.all:
        if not date.iso or not published or reading.paragraph_kind(span[0]) != "body":
            continue
        if not is_ahead(date.iso, published) or not _SCHEDULED.match(reading.view.text, span[1]):
            continue
        start, end = reading.sentence_of(span[0])
        if end - start > LONGEST_SENTENCE:
            continue
        flat = flatten(reading.view.text, start, end)
        if flat[span[0] - start] == "「" or flat[span[0] - start] == "◯":
            continue
        predicate = _AHEAD_PREDICATE.match(flat, span[1] - start)
        if predicate is None:
            continue
        opening = max(_clause_start(flat, span[0] - start), flat.rfind("、", 0, span[0] - start) + 1)
        yield Clause("planned", start + opening, start + predicate.end(), 0.45), None


def _clause_start(flat: str, end: int) -> int:
    """Where the clause that ends at ``end`` begins: after its topic, or after the clause before it."""
    here = 0
    for match in re.finditer(r"(?:[るたいだ]が|であり|おり|ものの|ため)、|は、|。", flat[:end]):
        here = match.end()
    topic = re.search(r"は(?![、。])", flat[here:end])
    if topic is not None and topic.end() < 24 and here + topic.end() < end - 8:
        here += topic.end()
    return skip(flat, here, end)
