"""The lexicon of Korean reporting verbs and their endings.

Verbs stand in ``data/verbs.ko.csv``: nouns that take 하다 by their noun, others by their stem and their past.
Frames are what closes the words reported: ``고`` (다고, 라고, 자고 …), ``을`` (an object), ``에``, ``데``,
``기로``, ``도록``, ``로`` (규정했다), ``는`` (다는 입장을 보였다). Endings that modify a noun
(밝힌) are not matched: such verbs report nothing.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

import yaml

from kaname.claims.statements.found import word_set
from kaname.claims.statements.lexicon import Verb

_FINAL = r"(?:습니다|다(?=[.,\s＿”]|$)|음(?=[.,\s]|$)|지만|으나|는데|으며|으면서|고(?=[,\s＿]|$))"
_HA = (
    rf"(?:(?:했|하였){_FINAL}|한다(?=[.,\s＿]|$)|합니다|함(?=[.,\s＿]|$)|하고\s있다|하고\s나섰다"
    rf"|하고(?=[,\s＿]|$)|하며|하면서(?:도)?"
    rf"|해\s?왔다|해\s?온\s바|한\s바\s있(?:다|으며)|하기도\s(?:했|하였)다|하자(?=,)"
    rf"|하지(?:는)?\s않(?:았다|는다|고|았으며)"
    r"|하는\s데\s그쳤다|해(?=,))"
)
_DOE = (
    r"(?:(?:됐|되었)(?:습니다|다(?=[.,\s＿]|$)|으며|고|지만|으나|다는\s것이다)|된다(?=[.,\s＿]|$)"
    r"|됩니다|되고\s있다|되며|되고(?=[,\s]))"
)
_NEGATIVE = re.compile(r"지(?:는)?\s않|못\s?했")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A reporting verb in a sentence, with its ending; ``linking`` when the sentence goes on after it."""

    start: int
    end: int
    verb: Verb
    passive: bool
    negative: bool
    linking: bool


def _present(stem: str) -> str:
    """The plain present of a stem: 밝히 → 밝힌다, 묻 → 묻는다."""
    code = ord(stem[-1]) - 0xAC00
    if 0 <= code < 11172 and code % 28 == 0:
        return stem[:-1] + chr(0xAC00 + code + 4) + "다"
    return stem + "는다"


@functools.cache
def _lexicon() -> tuple[re.Pattern[str], dict[str, tuple[Verb, re.Pattern[str]]]]:
    """The pattern of what a verb begins with, and for each beginning its verb and its endings."""
    source = resources.files("kaname.claims") / "data" / "verbs.ko.csv"
    heads: dict[str, tuple[Verb, re.Pattern[str]]] = {}
    with source.open("r", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    hada = re.compile(rf"(?:을|를)?\s?(?:(?P<passive>{_DOE})|{_HA})")
    for row in rows:
        verb = Verb(
            row["lemma"], frozenset(row["frames"].split()), row["act"] or None, row["passive"] == "yes"
        )
        stem = row["lemma"][: -2 if row["class"] == "hada" else -1]
        if row["class"] == "hada":
            heads[stem] = verb, hada
            continue
        for past in row["past"].split("|"):
            heads[past] = verb, re.compile(_FINAL + r"(?=[.,\s＿”]|$)")
        heads.setdefault(stem, (verb, re.compile(r"(?:고(?:\s있다)?|며|면서|지\s않았다)(?=[.,\s＿”]|$)")))
        heads.setdefault(_present(stem), (verb, re.compile(r"(?=[.,\s＿]|$)")))
        heads.setdefault(_present(stem)[:-1] + " 바 있다", (verb, re.compile("")))
    alternatives = "|".join(re.escape(each) for each in sorted(heads, key=len, reverse=True))
    return re.compile(rf"(?<![가-힣])(?:{alternatives})"), heads


def occurrences(flat: str) -> Iterator[Occurrence]:
    """Yield the reporting verbs of a flattened sentence in order."""
    stems, heads = _lexicon()
    at = 0
    while match := stems.search(flat, at):
        at = match.end()
        verb, tail = heads[match.group()]
        ending = tail.match(flat, match.end())
        if ending is None or (not ending.group() and tail.pattern.startswith("(?:습니다")):
            continue
        at = ending.end()
        said = match.group() + ending.group()
        yield Occurrence(
            match.start(),
            at,
            verb,
            passive=bool(ending.groupdict().get("passive")),
            negative=bool(_NEGATIVE.search(said)),
            linking=said.endswith(("고", "며", "서", "지만", "으나", "는데", "자", "해", "면서도")),
        )


_NAME_STOP = re.compile(
    r"(?:[을를은는에,]|에서|으로|에게|께서|[가-힣]고|[가-힣]며|면서|[했였었았한된있이]다|했던|하는"
    r"|한|된|할|될|던|온|난|낸|받은|있는|없는|하여|해|까지"
    r"|부터|때|등의|위해|대해|따라|통해|이어|또한|반면|한편|다만|특히|이에|그러나|하지만|아울러|앞서"
    r"|이날|오전|오후|당시|지난|최근|현재"
    r"|올해|내년|작년|다음|이번|다른)$"
)
_FAMILY_AND_GIVEN = re.compile(
    r"[김이박최정강조윤장임한오서신권황안송류홍전고문손양배백허남심노하곽성차주우구나민유진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국][가-힣]{2}"
)
_NAME_PARTICLES = re.compile(r"(?P<particle>께서는|께서|에서는|에서도|에는|은|는|이|가|도|만은|에선)$")


@functools.cache
def _speakers() -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    source = resources.files("kaname.claims") / "statements" / "data" / "speakers.ko.yaml"
    table = yaml.safe_load(source.read_text(encoding="utf-8"))
    kinds = {
        word: kind for kind in ("documents", "countries", "bodies", "persons") for word in table[kind].split()
    }
    ends = "|".join(re.escape(word) for word in sorted(kinds, key=len, reverse=True))
    return re.compile(rf"(?:{ends})(?:들|측|쪽)?$"), kinds, frozenset(table["not"].split())


_WHOLE = word_set("그 군 청 처 씨 님 쪽 측 나라 그녀")


def kind_of(word: str) -> str | None:
    """What a word without its particle names if it can speak, or None."""
    pattern, kinds, denied = _speakers()
    bare = re.sub(r"＿+", "", word)
    bare = bare[:-1] if bare.endswith("들") and len(bare) > 2 else bare
    if not bare or bare in denied:
        return None
    match = pattern.search(bare)
    if match is None:
        return (
            "bodies"
            if bare.endswith(("부", "원", "측")) and len(bare) >= 3 and bare[-2:] not in _NOT_BODIES
            else None
        )
    word = re.sub(r"(?:들|측|쪽)$", "", match.group()) or match.group()
    if word in _WHOLE and bare not in ("그", "그녀", "군", "쪽", "측") and len(bare) < 3:
        return None
    if word in ("그", "나라") and bare != word:
        return None
    return kinds.get(word, "bodies")


_NOT_BODIES = word_set(
    "일부 전부 내부 외부 세부 여부 지원 인원 요원 자원 회원 직원 병원 공원 차원 동원 "
    "억원 만원 조원 천원 정부 기부 거부 공부 승부 안부 복원 철원 증원"
)


def particle_of(word: str) -> tuple[str, str] | None:
    """A word and its topic or subject particle, or None where it has none."""
    match = _NAME_PARTICLES.search(word)
    if match is None or match.start() == 0:
        return None
    return word[: match.start()], match.group()


def stops_name(word: str) -> bool:
    """Whether a word cannot be inside a name: it carries a particle or an ending."""
    return (
        len(word) > 1
        and _NAME_STOP.search(word) is not None
        and kind_of(word) is None
        and not _FAMILY_AND_GIVEN.fullmatch(word)
    )
