"""Reported statements in Korean.

A statement is found from its verb, at the end of its clause. What is said closes with what the verb asks for
(…다고 말했다, “…”라고, …기로 합의했다, 중요성을 강조했다), it opens after the speaker's particle and the
circumstances (장관은 3일 브리핑에서 …). Verbs that modify a noun (밝힌) report nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kaname.claims.model import StatementClaim
from kaname.claims.reading import Reading
from kaname.claims.statements.found import Saying
from kaname.claims.statements.korean_lexicon import Occurrence, kind_of, occurrences, particle_of, stops_name
from kaname.claims.statements.lexicon import Verb
from kaname.claims.statements.speakers import Speaker
from kaname.claims.statements.units import collect, directness

_PRONOUNS = frozenset(["그", "그녀", "이들", "그들", "양측", "양국"])
_REACH = 260
_WORD = re.compile(r"[^\s]+")
_QUOTING = re.compile(r"(?P<close>(?:”이라|”라|”|이라|라|다|자|냐|까|＿)고)(?:도|만|까지|는)?(?=\s|$)")
_PURPORT = re.compile(
    r"(?P<close>[”다라자]는\s(?:취지|뜻|의미|식|내용|입장)(?:으로|로|의\s[가-힣]{1,4}을))(?=\s|$)"
)
_TO_BE = re.compile(r"(?<=것)(?P<close>으로)(?=\s|$)")
_MANNER = re.compile(r"(?P<close>(?:”이라|”라|이라|라|다|자)(?:며|면서))(?=[\s,]|$)")
_PURPOSE = re.compile(r"(?P<close>도록)(?=\s|$)")
_DECIDED = re.compile(r"(?<=기)(?P<close>로)(?:는|도)?(?=\s|$)")
_POINT = re.compile(r"(?<=[는은]\s데)(?P<close>에?)(?:는|도)?(?=\s|$)")
_OBJECT = re.compile(r"(?P<close>을|를|도)(?=\s|$)")
_ABOUT = re.compile(r"(?P<close>에(?:\s대해서?|\s관해서?)?)(?:는|도)?(?=\s|$)")
_AS = re.compile(r"(?P<close>으로|로)(?=\s|$)")
_ATTITUDE = re.compile(r"(?P<close>다는|라는|자는|”는|”라는|”이라는)(?=\s|$)")
_THING = re.compile(r"(?P<close>이|가|은|는|으로|도)(?=\s|$)")
_FRAMES: tuple[tuple[str, re.Pattern[str], int], ...] = (
    ("고", _QUOTING, 60),
    ("고", _PURPORT, 20),
    ("고", _TO_BE, 20),
    ("고", _MANNER, 40),
    ("기로", _DECIDED, 40),
    ("도록", _PURPOSE, 30),
    ("데", _POINT, 20),
    ("로", _AS, 4),
    ("을", _OBJECT, 24),
    ("에", _ABOUT, 16),
    ("는", _ATTITUDE, 4),
)
"""What closes the words reported, and how many characters may stand between it and the verb."""
_CONNECTIVE = re.compile(
    r"(?:또한|또|이어|그러나|하지만|그러면서|아울러|특히|다만|한편|반면|이에|이와 관련해|이와 함께"
    r"|그리고|그래서|따라서|더불어|나아가"
    r"|앞서|다만|이날|이에 대해|동시에|먼저|끝으로|실제로|물론|이후|최근|지난달|지난해|올해|당시"
    r"|현재)(?:\s|,\s?|\s도\s)"
)
_EVENT = (
    r"브리핑|회견|기자회견|인터뷰|기고문|기고|칼럼|연설|기념사|담화|성명|회의|회담|위원회|청문회"
    r"|토론회|세미나|포럼|간담회|방송|라디오|보고서"
    r"|국정감사|국감|질의|통화|페이스북|소셜미디어|SNS|트위터|글|자리|국회|연설문|서한|논평|만찬"
    r"|행사|기념식|취임식|총회|소위|전체회의|강연|유튜브|입장문|자료|공동성명"
)
_DAY = r"(?:지난\s?)?(?:\d{4}년\s?)?(?:\d{1,2}월\s?)?\d{1,2}일(?:＿+)?(?:\s?(?:오전|오후))?"
_CIRCUMSTANCE = re.compile(
    rf"(?:{_DAY}\s|이날\s|현지시간\s|＿+\s|(?:오전|오후)\s"
    rf"|[^“”,]{{0,45}}?(?:{_EVENT})＿*(?:에서|에|을 통해|를 통해|에서의|에 출연해|에 출석해|에 나와"
    rf"|에 참석해|를 갖고|을 갖고|를 하고)(?:는|도)?\s"
    rf"|[^“”,]{{0,30}}?(?:기자들|기자|취재진|특파원단|의원들?)(?:(?:과|와|을|를)\s(?:만나"
    rf"|만난 자리에서)|에게|의\s(?:질문|물음)에)\s"
    rf"|(?:“◯{{0,120}}”)?[^“”]{{0,50}}?(?:질문|물음|질의|지적|요구|비판|주장)(?:에|에는|에 대해"
    rf"|을 받고|를 받고)\s"
    rf"|[^“”,]{{1,40}}?(?:을|를)\s(?:두고|놓고|향해|겨냥해)\s(?=“)|[가-힣]+에서\s(?=“)"
    rf"|[^“”,]{{0,40}}?(?:과|와) 만나\s)"
)
_ACCORDING = re.compile(r"(?P<particle>에|에도)\s(?P<verb>따르면|의하면)(?:은|,)?,?\s?")
_ENDS = r"(?:(?:했|하였)(?:다|습니다|으며|고|지만|음)|한다|합니다|하면서|하며|하고|함)(?=[.,\s＿]|$)"
_SAID_SO = re.compile(
    rf"(?P<close>고(?:도|는|까지)?)\s(?P<detour>(?:(?!고\s)[^“”]){{0,30}}\s)?(?P<verb>{_ENDS})"
)
_AGREED = re.compile(rf"(?<=기)(?P<close>로)\s(?P<verb>{_ENDS})")
_WRITTEN = re.compile(
    r"(?:(?<=[다자])(?P<close>고)|(?<=[다라자])(?P<known>는)\s(?:내용|조항|문구|표현|대목)(?:이|도|을))\s"
    r"(?P<verb>(?:적혀|쓰여|써|기록돼|기록되어|명시돼|명시되어|규정돼|나와|기재돼|담겨|담고|포함돼"
    r"|들어)\s?있(?:다|으며|었다)"
    r"|(?:담겼|포함됐|포함되었|들어갔|명기됐)다)(?=[.,\s＿]|$)"
)
_HEARSAY = re.compile(
    r"(?:(?<=것)(?P<close>으로|으로도)|(?<=[다라])(?P<known>고))\s"
    r"(?P<verb>(?:알려|전해|보도돼|여겨|풀이돼|관측돼|분석돼|추정돼|예상돼|전망돼|파악돼|해석돼"
    r"|평가돼|보여)(?:졌다|진다|지고 있다|왔다|졌으며)"
    r"|(?:전망|관측|예상|추정|분석|풀이|파악|보도|해석|확인|평가)(?:된다|됐다|되었다|되고 있다"
    r"|됩니다)|알려져 있다|전해지고 있다|보인다)(?=[.,\s＿]|$)"
)
_VOICES = re.compile(
    r"(?P<close>다는|라는|자는)\s(?P<verb>(?:[가-힣]{2,4}\s)?(?:관측|지적|비판|전망|분석|의견|주장"
    r"|평가|우려|목소리|해석|보도|반론|해명|소문|말|견해|시각|예상)"
    r"(?:이|가|도|들이|까지)\s?(?:[가-힣]{1,6}\s)?(?:나온다|나왔다|나오고 있다|제기된다|제기됐다"
    r"|제기되고 있다|있다|있었다|많다|커지고 있다|잇따른다|우세하다|지배적이다"
    r"|확산되고 있다|흘러나온다|들린다))"
)
_NOMINAL = re.compile(
    r"(?P<close>다는|라는|자는)\s(?:게|것이|것은|점이)\s(?P<who>[^“”.,]{1,40}?)(?:의\s"
    r"|\s)(?P<verb>(?:공식\s)?(?:설명|입장|주장|지적|분석|평가|판단|전언|관측|반응|해명|견해|생각"
    r"|시각|진단|방침)(?:이다|이었다|입니다))"
)
_SAY = Verb("하다", frozenset(), None, passive=False)
_AGREE = Verb("하기로 하다", frozenset(), "AGREE", passive=False)
_ACCORD = Verb("따르다", frozenset(), None, passive=False)
_THAT_ONLY = re.compile(r"(?:이|그|이를|이같이|이렇게|그렇게|같은 입장|이런|관련)$")


def find(reading: Reading) -> list[StatementClaim]:
    """Return the statements of a Korean document, in the order of its view."""
    return collect(reading, sayings, _PRONOUNS)


class _Closed(NamedTuple):
    """A candidate: where what is said closes, what closes it, the verb, and how it is said."""

    stop: int
    after: int
    verb: tuple[int, int]
    entry: Verb | None
    kind: str
    negative: bool = False
    who: tuple[int, int] | None = None


def sayings(flat: str) -> list[Saying]:
    """The statements of a flattened unit, left to right; offsets within it."""
    source = _according(flat)
    if source is not None:
        return [source]
    found: list[Saying] = []
    floor = 0
    speaker: Speaker | None = None
    candidates: list[tuple[int, int, _Closed | Occurrence]] = [
        (each.verb[0], -each.verb[1], each) for each in _set_phrases(flat)
    ]
    candidates += [(each.start, -each.end, each) for each in occurrences(flat)]
    for place, _, candidate in sorted(candidates, key=lambda each: each[:2]):
        if place < floor:
            continue
        closed = candidate if isinstance(candidate, _Closed) else _closed_by(flat, candidate, floor)
        if closed is None or closed.stop <= floor:
            continue
        saying = _saying(flat, floor, closed, speaker)
        if saying is None:
            continue
        found.append(saying)
        speaker = saying.speaker or speaker
        floor = closed.verb[1]
    return found


def _set_phrases(flat: str) -> list[_Closed]:
    found: list[_Closed] = []
    for pattern, kind, entry in (
        (_SAID_SO, "", _SAY),
        (_AGREED, "agreement", _AGREE),
        (_HEARSAY, "hearsay", None),
        (_VOICES, "hearsay", None),
        (_NOMINAL, "", None),
        (_WRITTEN, "passive", None),
    ):
        for match in pattern.finditer(flat):
            groups = match.groupdict()
            close = "known" if groups.get("known") else "close"
            stop = match.start(close)
            if pattern in (_VOICES, _NOMINAL) and match.group("close")[0] in "다자":
                stop += 1
            who = match.span("who") if groups.get("who") else None
            found.append(_Closed(stop, match.end(close), match.span("verb"), entry, kind, who=who))
    return found


def _closed_by(flat: str, occurrence: Occurrence, floor: int) -> _Closed | None:
    """Where the words reported by a verb of the lexicon close, by its frames."""
    entry, agrees = occurrence.verb, occurrence.verb.act == "AGREE"
    low = max(floor, occurrence.start - _REACH)
    left = flat[low : occurrence.start].rstrip()
    verb = (occurrence.start, occurrence.end)
    if occurrence.passive:
        if not entry.passive and not agrees:
            return None
        match = _last(_DECIDED, left, 40) or _last(_THING, left, 12)
        if match is None:
            return None
        kind = "agreement" if agrees else "passive"
        return _Closed(low + match.start("close"), low + match.end(), verb, entry, kind, occurrence.negative)
    for frame, pattern, reach in _FRAMES:
        if frame not in entry.frames and not (frame == "에" and occurrence.negative):
            continue
        match = _last(pattern, left, reach)
        if match is None:
            continue
        stop = low + match.start("close") + (_kept(match.group("close")) if frame in ("고", "는") else 0)
        return _Closed(
            stop, low + match.end(), verb, entry, "agreement" if agrees else "", occurrence.negative
        )
    return None


def _last(pattern: re.Pattern[str], left: str, reach: int) -> re.Match[str] | None:
    """The last match in a stretch, if no quotation and not too much stands after it."""
    best = None
    for match in pattern.finditer(left, max(0, len(left) - reach - 8)):
        if match.start() > 0:
            best = match
    if best is None or len(left) - best.end() > reach or "“" in left[best.end() :]:
        return None
    return best


def _kept(close: str) -> int:
    """How many characters of a closing belong to the words reported (다 of 다고, the ” of ”라고)."""
    return 1 if close[0] in "”다자냐까＿" else 0


def _saying(flat: str, floor: int, closed: _Closed, before: Speaker | None) -> Saying | None:
    stop = closed.stop
    if closed.entry is _SAY:
        stop = _trim_ending(flat, stop)
    start = _skip(flat, floor, stop)
    speaker: Speaker | None = None
    if closed.who is not None:
        speaker = _named(flat, closed.who[0], closed.who[1])
    else:
        between = _between(flat, closed.after, closed.verb[0])
        found = None if between else _topic(flat, start, stop, alone=before is None)
        if between is not None:
            speaker = between
        elif found is not None:
            speaker, start = found
        else:
            speaker = before if closed.kind not in ("hearsay", "passive") else None
    if closed.kind == "hearsay" and found_is_topic(closed, speaker):
        start, speaker = _skip(flat, floor, stop), None
    start = _skip(flat, start, stop)
    start = _quotation_start(flat, start, stop)
    while stop > start and flat[stop - 1] in " ,":
        stop -= 1
    if stop - start < 2 or _THAT_ONLY.fullmatch(flat[start:stop]):
        return None
    quote = closed.kind or directness(flat[start:stop])
    if closed.kind == "" and closed.entry is None and closed.who is None:
        quote = "hearsay"
    if (
        quote == "agreement"
        and closed.entry is _AGREE
        and speaker is None
        and floor == 0
        and not re.search(r"기$", flat[start:stop])
    ):
        return None
    return Saying(
        (start, stop), closed.verb, speaker, quote, closed.entry, closed.negative,
        sure=0.85 if quote == "direct" else 0.7,
    )  # fmt: skip


def found_is_topic(closed: _Closed, speaker: Speaker | None) -> bool:
    """Hearsay has no speaker of its own: its topic is part of what is heard."""
    return closed.who is None and speaker is not None


def _trim_ending(flat: str, stop: int) -> int:
    """The words reported without 다/라 … of the particle where a quotation closes them, and without 이."""
    for ending in ("이라", "라"):
        if flat[:stop].endswith(ending):
            stop -= len(ending)
            break
    if flat[:stop].endswith("”이"):
        stop -= 1
    if re.search(
        r"(?:것|전망|계획|방침|때문|예정|입장|생각|수준|단계|상황|문제|사안|뿐|중|일|차례|위반|연습)이$",
        flat[max(0, stop - 6) : stop],
    ):
        stop -= 1
    return stop


def _skip(flat: str, at: int, end: int) -> int:
    """Past connectives, commas and circumstances."""
    for _ in range(4):
        while at < end and flat[at] in " ,.;＿":
            at += 1
        match = _CONNECTIVE.match(flat, at, end) or _CIRCUMSTANCE.match(flat, at, end)
        if match is None or match.end() == at or match.end() >= end:
            return at
        topic = re.search(r"(?:은|는|이|가)\s", match.group())
        if topic is not None and kind_of(
            match.group()[: topic.start()].split()[-1] if match.group()[: topic.start()].split() else ""
        ):
            return at
        at = match.end()
    return at


def _topic(flat: str, start: int, stop: int, *, alone: bool) -> tuple[Speaker, int] | None:
    """The first noun phrase before what is said that can speak and is marked as topic or subject."""
    weak: tuple[Speaker, int] | None = None
    for count, match in enumerate(_WORD.finditer(flat, start, stop)):
        word = match.group()
        if count > 14 or "“" in word:
            break
        split = particle_of(word.rstrip(","))
        if split is None:
            continue
        bare, particle = split
        topical = particle not in ("이", "가", "도")
        if kind_of(bare) is None:
            if topical and count > 0 and not stops_name(bare) and weak is None:
                alone = False  # something else is the topic
            continue
        speaker = _named(flat, start, match.start() + len(bare))
        if speaker is None:
            continue
        if particle in ("에는", "에도", "에"):
            if kind_of(bare) == "documents" and (weak is None or particle != "에"):
                return speaker, match.end()
            continue
        if topical:
            return speaker, match.end()
        if weak is None and alone and flat[start : speaker.start].strip() == "":
            weak = speaker, match.end()
    return weak


def _between(flat: str, start: int, end: int) -> Speaker | None:
    """The speaker who stands after what is said (…다고 국방부가 발표했다)."""
    for match in _WORD.finditer(flat, start, end):
        split = particle_of(match.group().rstrip(","))
        if split is not None and split[1] in ("이", "가", "은", "는", "께서") and kind_of(split[0]):
            return _named(flat, start, match.start() + len(split[0]))
    return None


def _named(flat: str, floor: int, end: int) -> Speaker | None:
    """The speaker whose last word ends at ``end``, with the words of its name and office before it."""
    words = list(_WORD.finditer(flat, floor, end))
    if not words:
        return None
    kind = kind_of(words[-1].group())
    if kind is None:
        return None
    first = len(words) - 1
    while first > 0 and len(words) - first < 7:
        word = words[first - 1].group()
        joined = word[:-1] if word[-1] in "과와" else None
        if joined and kind_of(joined):
            first -= 1
            continue
        if word.endswith("의") and kind in ("documents", "bodies") and kind_of(word[:-1]):
            first -= 1
            continue
        if (
            word.endswith("의")
            or joined is not None
            or stops_name(word)
            or re.match(r"\d+[월일]|[“”◯]", word)
        ):
            break
        first -= 1
    return Speaker(words[first].start(), end, kind)


def _quotation_start(flat: str, start: int, stop: int) -> int:
    """Where a quotation that closes the words reported begins, past what only leads up to it."""
    if flat[stop - 1 : stop] != "”":
        return start
    opening = flat.find("“", start, stop)
    if opening <= start:
        return start
    lead = flat[start:opening].rstrip()
    if lead.endswith(
        (",", "에서", "만나", "통해", "면서", "하며", "질문에", "출연해", "출석해", "이어", "이날", "대해")
    ) and not lead.endswith(("에 대해", "과 관련해")):
        return opening
    return start


def _according(flat: str) -> Saying | None:
    """X에 따르면 …: the source, and what it says."""
    match = _ACCORDING.search(flat)
    if match is None or match.start() > 60:
        return None
    speaker = _named(flat, 0, match.start()) or _any_name(flat, match.start())
    if speaker is None:
        return None
    start = _skip(flat, match.end(), len(flat))
    stop = len(flat)
    while stop > start and flat[stop - 1] in ".!? ＿":
        stop -= 1
    closing = re.search(
        r"(?<=다)(?P<close>고)\s(?:한다|했다|전했다|밝혔다|말했다|설명했다|전해졌다|알려졌다)$",
        flat[start:stop],
    )
    if closing is not None:
        stop = start + closing.start("close")
    if stop - start < 4:
        return None
    return Saying((start, stop), match.span("verb"), speaker, directness(flat[start:stop]), _ACCORD, sure=0.7)


def _any_name(flat: str, end: int) -> Speaker | None:
    """A source that no list knows: the words before 에 따르면, back to the last particle."""
    words = list(_WORD.finditer(flat, 0, end))
    first = len(words)
    while first > 0 and len(words) - first < 4 and not stops_name(words[first - 1].group()):
        first -= 1
    if first == len(words):
        first -= 1
    return Speaker(words[first].start(), end, "name") if words else None
