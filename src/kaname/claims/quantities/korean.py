"""Quantities in Korean: figure with magnitudes (1조1천833억), counter, and what follows it (이상, 미만).

Counters share their first syllable with many nouns (기 with 기관, 회 with 회의), so each says what must not
follow; a length of time is told from a year by what the sentence does with it (10년간, 5년 만에).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaname.claims.numerals import DIGITS, EAST_ASIAN, MAGNITUDES, Number, read_east_asian
from kaname.claims.quantities.found import Found, scaled

_UNITS: list[tuple[str, str, float]] = [
    (r"%p|%포인트|퍼센트포인트|포인트", "pp", 1), (r"%|퍼센트|프로(?![그젝세])", "%", 1),
    (r"(?:미국 ?)?달러|미달러|불(?![만안법가])", "USD", 1),
    (r"원(?![칙인자천래유리수조전점격장산활만고료로서]|(?:에서))", "KRW", 1),
    (r"엔(?![진지])", "JPY", 1), (r"유로(?!파)", "EUR", 1), (r"위안(?!부)", "CNY", 1), (r"파운드", "GBP", 1),
    (r"할(?= ?(?:이상|이하|가량|정도|를|을|이|에|$))", "ratio", 0.1), (r"배(?![치경상제후분포달정송급])",
    "fold", 1),
    (r"명(?!칭|분)|인(?= ?(?:이상|이하))", "person", 1), (r"세(?![계기력부대금워미])|살", "age", 1),
    (r"위(?![원치협반기험한해성로])",
    "rank", 1),
    (r"년간|년(?= ?(?:동안|만에|뒤|후|전(?!쟁)|째|이상|이하|이내|넘|가까이|가량|정도|여|마다|치|이 걸|이 지"
        r"|을 넘|의 (?:역사|세월|기간)))", "year", 1),
    (r"개월(?:간)?", "month", 1), (r"주간|주(?= ?(?:동안|만에|뒤|후|전|이상|이내))", "week", 1),
    (r"일간|일(?= ?(?:동안|만에|뒤|후(?!반)|이상|이하|이내|째|넘))", "day", 1), (r"시간(?!대)", "hour", 1),
    (r"분간|분(?= ?(?:동안|만에|뒤|후|이상|이내))", "minute", 1),
    (r"제곱킬로미터|평방킬로미터|㎢|km2|km²", "km2", 1), (r"킬로미터|㎞|km(?![A-Za-z/])", "km", 1),
    (r"미터|m(?![A-Za-z0-9²/])",
    "m", 1),
    (r"킬로그램|㎏|kg", "kg", 1), (r"킬로톤|kt", "t", 1000), (r"톤", "t", 1),
    (r"개국|개 국가|개 나라", "country", 1), (r"개사|개 회사|개 기업", "company", 1),
    (r"석(?![유방학탄사상좌])|의석", "seat", 1),
    (r"단계", "stage", 1),
    (r"차례|회(?![의담계원사장복피기견동])|번(?![째호역영])", "occasion", 1),
    (r"발(?![표사언생전효달견의족행포휘])", "round", 1),
    (r"개 ?(?:사단|여단|대대|중대|연대|포대|항목|분야|조항|부대|기지|시설|주)|개소|가지"
        r"|건(?![설강물의국배조])|척(?!도)|문(?![제서화장])|곳|채널|쌍"
     r"|대(?![통화비책상응미북중일남한형표규학회신변])|권(?![한력고])"
     r"|기(?![관간자업지능술준존획념록구본반여타소동종초])"
     r"|편(?!성)|장(?![관비군성기교])|정(?![부책치상권보전])|개(?![월국사발최편선정입별인성전시혁방념량헌])"
     r"|자루|표(?![명현준])", "count", 1),
]  # fmt: skip
_UNIT = "|".join(f"(?P<u{n}>{pattern})" for n, (pattern, _, _) in enumerate(_UNITS))
_BEFORE = r"(?P<before>약|대략|거의|최대|최소한?|적어도|최고) ?"
_AFTER = (
    r"(?: ?(?P<bound>이상|이하|이내|미만|초과)|(?:을|를) (?P<bound2>넘는|웃도는|밑도는))?"
    r"(?: ?(?P<approx>가량|정도|안팎|남짓|내외)(?![가-힣]{0,1}[한될]))?"
)
_FIGURE = re.compile(
    rf"(?:{_BEFORE})?(?<![\d.A-Za-z${MAGNITUDES}])(?P<ordinal>제)?"
    rf"(?:(?P<low>{EAST_ASIAN})(?: ?(?P<lowunit>명|원|달러|%|년|개월|기|발|대))?(?:[~∼〜–—-]|에서 |내지 ?))?"
    rf"(?P<number>{EAST_ASIAN}) ?(?P<odd>여)? ?(?:{_UNIT}){_AFTER}"
)
_NATIVE = {
    "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
}  # fmt: skip
_WORDS = re.compile(
    rf"(?<![가-힣])(?P<number>{'|'.join(_NATIVE)}) ?(?P<unit>가지|명|개(?![월국인])|차례|건|대(?![통표])|척"
    rf"|나라|곳|단계|달|해)"
)
_WORD_UNITS = {
    "명": "person",
    "차례": "occasion",
    "나라": "country",
    "단계": "stage",
    "달": "month",
    "해": "year",
}
_FRACTION = re.compile(rf"(?:{_BEFORE})?(?<![\d.])(?P<of>{DIGITS})분의 ?(?P<number>{DIGITS})")
_SIGNED = re.compile(
    rf"(?:{_BEFORE})?(?:US)?(?P<sign>[$₩¥€£]) ?(?P<number>{EAST_ASIAN})(?: ?(?P<magnitude>million|billion"
    rf"|trillion|bn))?"
)
_SIGNS = {"$": "USD", "₩": "KRW", "¥": "JPY", "€": "EUR", "£": "GBP"}
_BOUNDS = {
    "이상": ">=", "최소": ">=", "최소한": ">=", "적어도": ">=", "이하": "<=", "이내": "<=", "최대": "<=",
    "최고": "<=",
    "미만": "<", "밑도는": "<", "초과": ">", "넘는": ">", "웃도는": ">",
}  # fmt: skip
_APPROXIMATORS = {"약", "대략", "거의"}
_RISE = re.compile(r" ?(?:증가|인상|늘어|늘었|상승|증액|올랐|올라)")
_FALL = re.compile(r" ?(?:감소|삭감|줄어|줄었|하락|감액|감축)")


def find(text: str) -> Iterator[Found]:
    """Yield the quantities of a view in order; they may overlap, the first and longest is the better."""
    found = [*_figures(text), *_words(text), *_fractions(text), *_signed(text)]
    yield from sorted(found, key=lambda each: (each.start, -each.end))


def _figures(text: str) -> Iterator[Found]:
    for match in _FIGURE.finditer(text):
        unit, factor = next((code, f) for n, (_, code, f) in enumerate(_UNITS) if match[f"u{n}"])
        if match["ordinal"] and unit != "rank":
            continue
        number = read_east_asian(match["number"])
        if number is None or (unit == "year" and number.value >= 1000):
            continue
        start = match.start()
        low = read_east_asian(match["low"]) if match["low"] else None
        if low is not None and low.value >= number.value:
            low, start = None, match.start("number")
        before = match["before"] or ""
        ending = match["bound"] or match["bound2"]
        value = scaled(number.value, factor)
        yield Found(
            start,
            match.end(),
            unit,
            value=None if low else value,
            range=(scaled(low.value, factor), value) if low else None,
            bound=_BOUNDS.get(ending) if ending else _BOUNDS.get(before),
            approx=before in _APPROXIMATORS or bool(match["approx"]) or bool(match["odd"]),
            change="+" if _RISE.match(text, match.end()) else "-" if _FALL.match(text, match.end()) else None,
            warning=number.warning or (low.warning if low else None),
        )


def _words(text: str) -> Iterator[Found]:
    for match in _WORDS.finditer(text):
        yield Found(*match.span(), _WORD_UNITS.get(match["unit"], "count"), value=_NATIVE[match["number"]])


def _fractions(text: str) -> Iterator[Found]:
    for match in _FRACTION.finditer(text):
        of, number = read_east_asian(match["of"]), read_east_asian(match["number"])
        if of is not None and number is not None and of.value:
            share = Number(round(number.value / of.value, 6))
            yield Found(*match.span(), "ratio", value=share.value, approx=match["before"] in _APPROXIMATORS)


def _signed(text: str) -> Iterator[Found]:
    magnitudes = {"million": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
    for match in _SIGNED.finditer(text):
        number = read_east_asian(match["number"])
        if number is not None:
            value = scaled(number.value, magnitudes.get(match["magnitude"] or "", 1))
            yield Found(
                *match.span(), _SIGNS[match["sign"]], value=value, approx=match["before"] in _APPROXIMATORS
            )
