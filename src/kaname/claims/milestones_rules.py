"""Milestones in English and Korean: set phrases, schedules, and how a date shows that it is a due date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kaname.claims.milestones_found import Clause, Placed, is_ahead
from kaname.claims.model import DateClaim
from kaname.claims.reading import Reading
from kaname.claims.statements.units import Unit, units

_EN_DEADLINE = re.compile(
    r"\b(?:by|before|until|till|no later than|not later than|within|through)\s(?:the\s)?(?:end\sof\s"
    r"|early\s|late\s|mid-|around\s)?$"
)
_EN_SCHEDULED = re.compile(
    r"\b(?:in|on|for|from|of|during|as early as|around|to|since)\s(?:the\s)?(?:fiscal\s)?$"
)
_EN_PLAN = (
    r"(?:plans?|aims?|intends?|seeks?|hopes?|pledges?|promises?|vows?|commits|committed|(?:has"
    r"|have)\s(?:pledged|promised|committed|vowed)"
    r"|(?:is|are|was|were|remains?|be)\s(?:[a-z]+ly\s)?(?:expected|scheduled|set|due|slated|planned"
    r"|projected|on\strack|committed|likely|poised)"
    r"|(?:is|are))\sto\s"
)
_EN_FORECAST = (
    r"(?:likely\s|probably\s)?(?:exceed|reach|rise|fall|grow|amount|total|cost|account"
    r"|shrink|climb|hit|top|be\s(?:about|around|over))\b"
)
_EN_PHRASES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("superseded", re.compile(
        r"\b(?:was|were|has\sbeen|have\sbeen|had\sbeen)\s(?:later\s|since\s|quietly\s)?(?:abandoned"
        r"|scrapped|shelved|dropped|cancelled"
        r"|canceled|missed|postponed|delayed|superseded|replaced|withdrawn)\b|\b(?:had\sbeen|was"
        r"|were)\soriginally\s(?:planned|scheduled|set|due)"
        r"|\b(?:was|were)\sto\shave\s|\b(?:abandoned|scrapped|shelved|gave\sup|missed)\s(?:the|its"
        r"|their)\s(?:[a-z-]+\s){0,3}"
        r"(?:target|goal|plan|deadline|schedule)")),
    ("enacted", re.compile(
        r"\b(?:prohibits?|prohibited|bars|barred|forbids?|bans|banned|restricts?|restricted|limits"
        r"|limited|caps|capped|requires|required|mandates|mandated)\b")),
    ("done", re.compile(
        r"\b(?:(?<=was\s)|(?<=were\s)|(?<=been\s)|(?![a-z]+\s(?:in|on|by|at|with|between|last|this"
        r"|under)\b))(?:approved|adopted|ratified|signed|concluded|finali[sz]ed|abolished|lifted"
        r"|enacted|repealed|initialled|sealed)\b(?!\s(?:and\sagreed|off))|\b(?:has|have"
        r"|had)\sagreed\s(?:on|to)\b")),
)  # fmt: skip
_EN_AHEAD = re.compile(
    rf"\b(?:(?:will|would|shall)\s(?!{_EN_FORECAST})|expected|{_EN_PLAN})|\b(?:target|goal|deadline"
    rf"|timeline|schedule)s?\b|\b(?:is|are)\sto\s"
)
_EN_PLANNED = re.compile(
    r"\b(?:plans|intends|(?:is|are)\s(?:scheduled|slated|planned|set|due)|pledged|promised|vowed"
    r"|committed)\sto\s[a-z]+"
)
_EN_LAW = re.compile(
    r"\b(?:Act|[Ll]aws?|NDAA|[Ll]egislation|statutes?|[Bb]ills?|provisions?|Section\s\d+|amendment)\b"
)
_EN_BOUNDARY = re.compile(
    r"\bthat\s|[;:]\s|,\s(?:and|but|while|which|as|although)\s|\b(?:and|but)\s(?=[A-Z])|,\s|“"
)
_EN_STOP = re.compile(r"[,;.!?]\s|[,;.!?]?$|”|\s(?:and|but)\s(?:the|a|it|they|he|she|that|[A-Z])")

_KO_DEADLINE = re.compile(r"까지|(?:을|를)?\s?(?:목표|시한|기한)|\s?이내|\s?안에|\s?내에")
_KO_SCHEDULED = re.compile(r"에(?:는|도)?(?=\s)|부터|(?=\s)|의\s|(?:을|를)")
_KO_PHRASES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("superseded", re.compile(
        r"(?:목표|계획|예정)(?:였|이었|로\s했|으로\s했)(?:으나|지만|다)|(?:계획|목표|방침|합의)(?:이"
        r"|가|은|는)\s(?:무산|백지화|폐기|철회|취소|연기)(?:됐|되었)"
        r"|(?:계획|목표|방침)(?:을|를)\s(?:백지화|폐기|철회|취소|포기|접)(?:했|하였|었)")),
    ("enacted", re.compile(
        r"(?:을|를|도록|게|다고)\s(?:금지|제한|의무화|규정|명시)(?:했다|하였다|한다|하고\s있다|하며"
        r"|했으며)|못하(?:게|도록)\s(?:한다|했다|하였다|하고\s있다|막았다)")),
    ("done", re.compile(
        r"(?:을|를|이|가|에)\s(?:합의|승인|채택|체결|의결|비준|폐지|철폐|확정|서명|가결|타결|발효"
        r"|개정|제정|해제)(?:했|하였|됐|되었|했으며)(?:다|으며|고)?")),
    ("planned", re.compile(
        r"[할될갈둘칠출릴킬을]\s(?:계획|예정|방침)(?:이다|입니다|이며|이라고|으로|임|이라|을|$)"
        r"|목표로\s(?:하고\s있|한다|삼|추진|제시)|겠다는\s(?:방침|계획|목표|구상|약속)"
        r"|기로\s(?:했|하였)(?:다|으며)")),
)  # fmt: skip
_KO_AHEAD = re.compile(
    r"[^.,;“”]{0,70}?(?:[가-힣]ㄴ?다(?=[.고]|$)|[할될을]\s(?:것|예정|계획|방침)|기로|겠다|목표|추진"
    r"|한다|된다|친다|낸다|인다)"
)
_KO_FORECAST = re.compile(r"(?:넘|이르|이른|늘어|증가|감소|줄어|달하|달한|오를|오른)[가-힣]{0,4}$")
_KO_LAW = re.compile(r"(?:수권법|법안|법률|헌법|조례|[가-힣]법|법)(?:은|는|이|가|에|상)|조항")
_KO_BOUNDARY = re.compile(r"(?:은|는)\s(?=\S)|[,;]\s|“|다고\s|며\s|으나\s|지만\s")


@dataclass(frozen=True, slots=True)
class Rules:
    """What tells a milestone in a language.

    Attributes:
        pledges: lemmas of reporting verbs whose statement is a pledge.
        agreements: lemmas whose statement is an agreement.
        phrases: set phrases by the status they show.
        in_text: milestones of a unit that no statement reports.
        deadline: whether a date at a span of a text is one by which something is due.
        scheduled: whether it is one at which something is to happen, if it lies ahead.
    """

    pledges: frozenset[str]
    agreements: frozenset[str]
    in_text: Callable[[Unit, list[tuple[tuple[int, int], DateClaim]], str], Iterator[Clause]]
    deadline: Callable[[str, int, int], bool]
    scheduled: Callable[[str, int, int], bool]


def phrases(reading: Reading, dates: Placed, rules: Rules) -> Iterator[Clause]:
    """Milestones that set phrases and schedules tell."""
    published = str(reading.date) if reading.date else ""
    for unit in units(reading):
        within = dates.between(unit.start, unit.start + len(unit.flat))
        yield from rules.in_text(unit, within, published)


def _english(unit: Unit, dates: list[tuple[tuple[int, int], DateClaim]], published: str) -> Iterator[Clause]:
    flat, base = unit.flat, unit.start
    for status, pattern in _EN_PHRASES:
        for match in pattern.finditer(flat):
            start, end = _around(flat, match.start(), match.end(), _EN_BOUNDARY)
            if status == "enacted" and not _EN_LAW.search(flat, max(0, match.start() - 120), match.start()):
                continue
            if status == "done" and not re.search(
                r"\w+\s(?:was\s|were\s|has\s|have\s|been\s|[a-z]+ly\s)*$", flat[start : match.start()]
            ):
                continue
            yield Clause(status, base + start, base + end, 0.5)
    for match in _EN_PLANNED.finditer(flat):
        start, end = _around(flat, match.start(), match.end(), _EN_BOUNDARY)
        yield Clause("planned", base + start, base + end, 0.45)
    for (at, stop), date in dates:
        if not date.iso or not (
            is_ahead(date.iso, published) or _EN_DEADLINE.search(flat, max(0, at - base - 40), at - base)
        ):
            continue
        before = flat[max(0, at - base - 40) : at - base]
        if not (_EN_DEADLINE.search(before) or _EN_SCHEDULED.search(before)) or not is_ahead(
            date.iso, published
        ):
            continue
        reach = max(0, at - base - 220)
        ahead = next(reversed(list(_EN_AHEAD.finditer(flat, reach, at - base))), None)
        if ahead is None:
            continue
        start, end = _around(flat, ahead.start(), stop - base, _EN_BOUNDARY)
        yield Clause("planned", base + start, base + end, 0.5)


def _around(flat: str, at: int, end: int, boundary: re.Pattern[str]) -> tuple[int, int]:
    """The clause about a stretch: from the boundary before it to the stop after it."""
    start = max(0, at - 240)
    for match in boundary.finditer(flat, start, at + 1):
        if at - match.end() >= 4:
            start = match.end()
    stop = _EN_STOP.search(flat, end)
    close = stop.start() if stop else len(flat)
    return start, max(end, close)


def _korean(unit: Unit, dates: list[tuple[tuple[int, int], DateClaim]], published: str) -> Iterator[Clause]:
    flat, base = unit.flat, unit.start
    for status, pattern in _KO_PHRASES:
        for match in pattern.finditer(flat):
            if status == "enacted" and not _KO_LAW.search(flat, max(0, match.start() - 150), match.start()):
                continue
            start = _ko_start(flat, match.start(), whole=status != "planned")
            yield Clause(status, base + start, base + match.end(), 0.5)
    for (at, stop), date in dates:
        if not date.iso or not is_ahead(date.iso, published):
            continue
        here = stop - base
        if not (_KO_DEADLINE.match(flat, here) or _KO_SCHEDULED.match(flat, here)):
            continue
        ahead = _KO_AHEAD.match(flat, here)
        if ahead is None or _KO_FORECAST.search(ahead.group()):
            continue
        start = _ko_start(flat, at - base, whole=False)
        yield Clause("planned", base + start, base + ahead.end(), 0.45)


def _ko_start(flat: str, at: int, *, whole: bool) -> int:
    start = max(0, at - 200)
    for match in _KO_BOUNDARY.finditer(flat, start, at + 1):
        if match.end() > at:
            break
        if whole and match.group()[0] in "은는":
            continue
        if at - match.end() >= 2 or not whole:
            start = match.end()
    return start


def _after(pattern: re.Pattern[str]) -> Callable[[str, int, int], bool]:
    return lambda text, start, end: pattern.match(text, end) is not None


def _before(pattern: re.Pattern[str]) -> Callable[[str, int, int], bool]:
    return lambda text, start, end: pattern.search(text[max(0, start - 40) : start]) is not None


RULES = {
    "en": Rules(
        frozenset(["pledge", "promise", "vow", "commit", "undertake", "swear", "guarantee", "recommit"]),
        frozenset(
            ["agree", "decide", "resolve", "reach agreement", "reach an agreement", "reach a consensus",
             "reach consensus", "come to an agreement"]
        ),
        _english, _before(_EN_DEADLINE), _before(_EN_SCHEDULED),
    ),
    "ko": Rules(
        frozenset(["약속하다", "공약하다", "다짐하다", "확약하다", "서약하다", "맹세하다"]),
        frozenset(
            ["합의하다", "타결하다", "의견을 모으다", "뜻을 모으다", "하기로 하다", "결정하다"]
        ),
        _korean, _after(_KO_DEADLINE), _after(_KO_SCHEDULED),
    ),
}  # fmt: skip
"""The rules by language; Japanese has its own in :mod:`kaname.claims.milestones`."""
