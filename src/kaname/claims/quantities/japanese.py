"""Quantities in Japanese: numeral + counter, as the language joins them.

A counter is told from the first character of a longer word by what follows (名 in 28,500名, not in
2名称), a duration from a year by what the sentence does with it (6年間, 70年に及ぶ, but 2026年).
Ordinals (第53回, 2回目), articles, pages and names (F-35, 2プラス2) are no quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaname.claims.numerals import (
    DIGITS,
    EAST_ASIAN,
    KANJI,
    KANJI_CHARACTERS,
    MAGNITUDES,
    Number,
    read_east_asian,
)
from kaname.claims.quantities.found import Found, scaled

# Unit: (code, factor to the base unit, what must not or must follow). Longest first within the pattern.
_UNITS: dict[str, tuple[str, float, str]] = {
    "米ドル": ("USD", 1, ""), "ドル": ("USD", 1, ""), "ウォン": ("KRW", 1, ""), "ウオン": ("KRW", 1, ""),
    "円": ("JPY", 1, "(?![滑卓形熟盤周])"), "ユーロ": ("EUR", 1, ""), "人民元": ("CNY", 1, ""),
    "ポンド": ("GBP", 1, ""),
    "%ポイント": ("pp", 1, ""), "パーセントポイント": ("pp", 1, ""), "ポイント": ("pp", 1, ""), "%p": ("pp",
    1, ""),
    "%": ("%", 1, ""), "パーセント": ("%", 1, ""),
    "割": ("ratio", 0.1, "(?![りれ当合引安高])"), "倍": ("fold", 1, "(?![加率])"),
    "人": ("person", 1, "(?![口民間権類材種事工格質員々海目称為])"), "名": ("person", 1,
    "(?![称前誉義簿声指目古])"),
    "歳": ("age", 1, "(?![入出費])"), "才": ("age", 1, "(?![能覚])"),
    "位": ("rank", 1, "(?![置相階])"), "番目": ("rank", 1, ""),
    "年間": ("year", 1, ""),
    "年": ("year", 1,
    "(?=以上|以内|以下|未満|近く|余り|余|弱|強|ほど|程度|間|に及|におよ|にわた|に亘|に渡|にもわた|にも及"
    "|に1[度回]"
           "|に一[度回]|ぶり|前(?!半|後|年|期)|後(?!半|期)|の節目|の歴史|の長|の歳月|の歩み|越し|連続|ごと"
           "|おき|もの|を経|を超え"
           "|を迎え|が経|が過ぎ|目|先|分|計画|契約|任期|かけ)"),
    "か月間": ("month", 1, ""), "カ月間": ("month", 1, ""), "ヶ月間": ("month", 1, ""), "ヵ月間": ("month", 1,
    ""),
    "ケ月間": ("month", 1, ""), "箇月間": ("month", 1, ""),
    "か月": ("month", 1, "(?!目)"), "カ月": ("month", 1, "(?!目)"), "ヶ月": ("month", 1, "(?!目)"),
    "ヵ月": ("month", 1, "(?!目)"), "ケ月": ("month", 1, "(?!目)"), "箇月": ("month", 1, "(?!目)"),
    "週間": ("week", 1, ""), "週": ("week", 1, "(?=以内|連続|後|前|ぶり|分)"),
    "日間": ("day", 1, ""), "日": ("day", 1, "(?=以内|以上|連続|後|前(?!後)|ぶり|ごと|分|余り)"),
    "時間": ("hour", 1, "(?!目|帯)"), "分間": ("minute", 1, ""), "分": ("minute", 1,
    "(?=以内|以上|後|前|ほど|程度|足らず)"),
    "平方キロメートル": ("km2", 1, ""), "平方キロ": ("km2", 1, ""), "km2": ("km2", 1, ""), "km²": ("km2", 1,
    ""),
    "キロメートル": ("km", 1, ""), "キログラム": ("kg", 1, ""), "キロトン": ("t", 1000, ""), "メガトン": ("t",
    10**6, ""),
    "キロ": ("km", 1, "(?![ワヘバビボ])"), "km": ("km", 1, "(?![A-Za-z/])"), "メートル": ("m", 1, ""),
    "センチメートル": ("m", 0.01, ""), "センチ": ("m", 0.01, ""), "m": ("m", 1, "(?![A-Za-z0-9²³/])"),
    "kg": ("kg", 1, "(?![A-Za-z])"), "kt": ("t", 1000, "(?![A-Za-z])"), "トン": ("t", 1, "(?!ネ)"), "t": ("t",
    1, "(?![A-Za-z])"),
    "議席": ("seat", 1, ""), "席": ("seat", 1, "(?![上次])"),
    "段階": ("stage", 1, "(?!目)"), "回": ("occasion", 1, "(?![答復避収顧線路帰廊転目想])"),
    "度": ("occasion", 1, "(?![合線外数量胸目])"),
    "発": ("round", 1, "(?![表言足効生電展揮動見令売議案信注行達想覚酵音祥布端])"),
    "社": ("company", 1, "(?![会員説長債内目交])"),
}  # fmt: skip
_COUNTRIES = ("カ国", "か国", "ヶ国", "ヵ国", "ケ国", "個国", "箇国")
_COUNTERS: dict[str, str] = {
    "つ": "(?![目星葉折いか])", "個": "(?![人性別々体室展])", "件": "(?![名数])",
    "点": "(?![検数在灯火滅差])",
    "本": "(?![部国人土格拠社文稿当質来島館日論会学意音気性])", "輪": "(?!郭)", "冊": "(?!子)",
    "枚": "(?![挙数])",
    "項目": "", "隻": "", "機": "(?![能構会密動材械種運体首])", "両": "(?![国者首政軍陣党立親院側面国替])",
    "台": "(?![湾頭風本詞])", "柱": "", "基": "(?![づ地本準盤礎金調軸幹])", "門": "(?![戸前番])",
    "校": "(?![長正舎])",
    "か所": "", "カ所": "", "ヶ所": "", "ヵ所": "", "箇所": "", "カ条": "(?!目)", "か条": "(?!目)",
    "個師団": "",
    "個旅団": "", "個大隊": "", "個中隊": "", "個連隊": "", "個飛行隊": "", "品目": "", "種類": "(?!目)",
    "票": "(?!決)",
    "世帯": "", "機関": "", "都市": "", "州": "(?!知事|政府|兵|議会|都|立)", "団体": "", "分野": "",
    "項": "(?![目])",
    "両艦": "", "頭": "(?![脳角取])", "戸": "(?![籍別建])", "棟": "", "通": "(?![信常知報商過訳告じり貨])",
    "曲": "(?!線)",
}  # fmt: skip
_NO_UNIT_OF_OWN = {"項", "両艦"}

for _name in _COUNTRIES:
    _UNITS[_name] = ("country", 1, "(?!目|語)")
for _name, _follow in _COUNTERS.items():
    if _name not in _NO_UNIT_OF_OWN:
        _UNITS[_name] = ("count", 1, _follow)


def _pattern(names: list[str]) -> str:
    return "|".join(re.escape(n) + _UNITS[n][2] for n in sorted(names, key=len, reverse=True))


_ANY_UNIT = _pattern(list(_UNITS))
_KANJI_UNITS = _pattern(
    [n for n in _UNITS if _UNITS[n][0] in
     ("person", "country", "company", "stage", "year", "month", "week", "hour", "ratio", "fold", "seat",
     "KRW", "USD", "JPY")
     or n in ("つ", "点", "本", "件", "個", "隻", "機", "項目", "分野", "か所", "カ所", "ヶ所", "輪", "柱",
     "回", "度", "歳", "発",
     "%")]
)  # fmt: skip
_PREFIX = (
    r"(?P<before>約|およそ|おおよそ|おおむね|概ね|ほぼ|凡そ|最低でも|最低|少なくとも|最大で|最大|最高"
    r"|マイナス)?"
    r"(?P<before2>約|およそ)?"
)
_SUFFIX = (
    r"(?P<bound>以上|以下|以内|超(?![過大])|を(?:大きく|大幅に|はるかに|わずかに)?(?:超える|上回る|下回る)"
    r"|未満|足らず)?"
    r"(?P<approx>前後|程度)?(?P<change>増(?![額強員派大資税産設備殖えやしすさ])|減(?![額少員税縮産らっりじ])"
    r"|増加|減少)?"
)
_RANGE = r"[〜~～–—\-]|から|ないし|、(?=\d[万億]?[年カか人日名ヶヵ週時])"
_FIGURE = re.compile(
    rf"(?<![\d.{MAGNITUDES}]){_PREFIX}(?P<ordinal>第)?"
    rf"(?:(?P<low>{EAST_ASIAN}) ?(?P<lowunit>{_ANY_UNIT})?(?:{_RANGE})約?)?"
    rf"(?P<number>{EAST_ASIAN}) ?(?P<unit>{_ANY_UNIT}){_SUFFIX}"
)
_WORDS = re.compile(
    rf"{_PREFIX}(?<![第数何幾万統唯同\d{KANJI_CHARACTERS}])(?P<number>{KANJI})(?P<unit>{_KANJI_UNITS}){_SUFFIX}"
)
_FRACTION = re.compile(
    rf"(?<![\d.{KANJI_CHARACTERS}]){_PREFIX}(?P<of>{DIGITS}|{KANJI})分の(?P<number>{DIGITS}|{KANJI}){_SUFFIX}"
)
_SIGNS = {"$": "USD", "₩": "KRW", "¥": "JPY", "€": "EUR", "£": "GBP"}
_SIGNED = re.compile(
    rf"{_PREFIX}(?:US|U\.S\.)?(?P<sign>[$₩¥€£]) ?(?P<number>{EAST_ASIAN})"
    rf"(?: ?(?P<magnitude>million|billion|trillion|bn|mn|M|B)\b)?{_SUFFIX}"
)
_BOUNDS = {
    "以上": ">=", "以下": "<=", "以内": "<=", "超": ">", "超える": ">", "上回る": ">", "下回る": "<",
    "未満": "<", "足らず": "<",
    "最低": ">=", "最低でも": ">=", "少なくとも": ">=", "最大": "<=", "最大で": "<=", "最高": "<=",
}  # fmt: skip
_APPROXIMATORS = {"約", "およそ", "おおよそ", "おおむね", "概ね", "ほぼ", "凡そ"}
# Single things are idiom more often than count (一つの, 一人ひとり), durations excepted.
_ONE = re.compile(r"[一1]$")
_PER = re.compile(r"(?:当|あ)たり|ずつ|につき")
_LATIN = re.compile(r"[A-Za-z]-?$")


def find(text: str) -> Iterator[Found]:
    """Yield the quantities of a view in order; they may overlap, the first is the better."""
    found = [*_figures(text), *_words(text), *_fractions(text), *_signed(text)]
    yield from sorted(found, key=lambda each: (each.start, -each.end))


def _figures(text: str) -> Iterator[Found]:
    for match in _FIGURE.finditer(text):
        unit, factor, _ = _UNITS[match["unit"]]
        start = match.start()
        if match["ordinal"]:
            if unit != "rank":
                continue
        elif unit not in ("%", "pp", "USD", "KRW", "JPY") and _LATIN.search(text, max(0, start - 2), start):
            continue
        if text[start - 1 : start] in ("第", "-", "$") or _PER.match(text, match.end()):
            continue
        number = read_east_asian(match["number"])
        if number is None or (unit == "year" and number.value >= 1000):
            continue
        low = read_east_asian(match["low"]) if match["low"] else None
        lowunit = match["lowunit"]
        if low is not None and (
            low.value >= number.value or (lowunit and _UNITS[lowunit][0] != unit)
        ):  # two figures, not a range (1兆4028億ウォンから8.3%)
            if lowunit:
                other, scale, _ = _UNITS[lowunit]
                yield Found(start, match.end("lowunit"), other, value=scaled(low.value, scale),
                            approx=bool(match["before"]), warning=low.warning)  # fmt: skip
            low = None
            start = match.start("number")
        yield _found(match, start, unit, factor, number, low)


def _words(text: str) -> Iterator[Found]:
    for match in _WORDS.finditer(text):
        unit, factor, _ = _UNITS[match["unit"]]
        if (
            _ONE.search(match["number"])
            and len(match["number"]) == 1
            and unit not in ("year", "month", "week", "ratio")
        ):
            continue
        number = read_east_asian(match["number"])
        if number is None or number.value == 0 or _PER.match(text, match.end()):
            continue
        yield _found(match, match.start(), unit, factor, number, None)


def _fractions(text: str) -> Iterator[Found]:
    for match in _FRACTION.finditer(text):
        of, number = read_east_asian(match["of"]), read_east_asian(match["number"])
        if of is None or number is None or not of.value:
            continue
        share = Number(round(number.value / of.value, 6))
        yield _found(match, match.start(), "ratio", 1, share, None)


def _signed(text: str) -> Iterator[Found]:
    magnitudes = {"million": 1e6, "mn": 1e6, "M": 1e6, "billion": 1e9, "bn": 1e9, "B": 1e9, "trillion": 1e12}
    for match in _SIGNED.finditer(text):
        number = read_east_asian(match["number"])
        if number is not None:
            factor = magnitudes.get(match["magnitude"] or "", 1)
            yield _found(match, match.start(), _SIGNS[match["sign"]], factor, number, None)


def _found(
    match: re.Match[str], start: int, unit: str, factor: float, number: Number, low: Number | None
) -> Found:
    before = match["before"] or ""
    bound = _BOUNDS.get(before)
    if match["bound"]:
        words = match["bound"]
        bound = next((sign for word, sign in _BOUNDS.items() if words.endswith(word)), bound)
    change = {"増": "+", "減": "-"}.get((match["change"] or "")[:1])
    end = match.end()
    if match["change"] in ("増加", "減少"):  # a verb of its own, not a suffix of the figure
        end = match.start("change")
    value = scaled(number.value, factor)
    if before == "マイナス":
        value = -value
    return Found(
        start,
        end,
        unit,
        value=None if low else value,
        range=(scaled(low.value, factor), value) if low else None,
        bound=bound,
        approx=before in _APPROXIMATORS or bool(match["before2"]) or bool(match["approx"]),
        change=change,
        warning=number.warning or (low.warning if low else None),
    )
