"""Ways of writing one name: the order of allies, spellings of katakana, hyphens, old characters.

Two kinds are kept apart. :data:`FOLD` maps one character to one character, so that a text can be folded
and keep its offsets. :func:`spellings` gives the other forms of a name that a text may use.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_OLD = (
    "澤沢國国學学會会應応對対戰戦爭争條条實実總総權権廳庁聯連衞衛變変邊辺邉辺嶋島濱浜灣湾臺台齋斎龍竜顯顕鎭鎮鐵鉄圓円獨独"
    "縣県區区號号體体德徳淸清悅悦榮栄寬寛廣広惠恵廬盧眞真將将黨党經経濟済關関發発單単"
)
FOLD = str.maketrans(
    dict(zip(_OLD[::2], _OLD[1::2], strict=True))
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u2018\u2019\u02bc", "'")
    | dict.fromkeys("\u00b7\u2027\u2022\uff65", "・")
    | {letter: unicodedata.normalize("NFD", letter)[0] for letter in "áàâäãåéèêëíìîïóòôöõúùûüñçÁÉÍÓÚÑÇÖÜ"}
)
"""One character for one: old forms of Chinese characters, dashes, apostrophes, middle dots, accents."""

_SAME = (
    ("日米韓", "韓米日", "米日韓", "日韓米", "米韓日"),
    ("米韓", "韓米"),
    ("한미일", "한・미・일", "韓美日", "미일한"),
    ("한미", "한・미", "韓美"),
    (
        "US-Japan-ROK",
        "US-ROK-Japan",
        "Japan-US-ROK",
        "ROK-US-Japan",
        "US-Japan-South Korea",
        "US-South Korea-Japan",
        "South Korea-US-Japan",
    ),
    (
        "US-ROK",
        "ROK-US",
        "Korea-US",
        "US-Korea",
        "US-South Korea",
        "South Korea-US",
        "US-Republic of Korea",
        "Republic of Korea-US",
    ),
    ("US-Japan", "Japan-US"),
    ("Defense", "Defence"),
    ("defense", "defence"),
    ("Center", "Centre"),
    ("共同声明", "共同コミュニケ"),
)
"""Parts of names that texts exchange for one another."""

_KANA = (
    ("ー", ""),
    ("・", ""),
    ("・", "="),
    ("ッ", ""),
    ("ティ", "チ"),
    ("ティ", "テイ"),
    ("ディ", "ジ"),
    ("ディ", "デイ"),
    ("ヴァ", "バ"),
    ("ヴィ", "ビ"),
    ("ヴェ", "ベ"),
    ("ヴ", "ブ"),
    ("バ", "ヴァ"),
    ("ビ", "ヴィ"),
    ("ブ", "ヴ"),
    ("ウォ", "ワ"),
    ("ウォ", "ウオ"),
    ("ウィ", "ウイ"),
    ("ウェ", "ウエ"),
    ("フォ", "ホ"),
    ("ギュ", "キュ"),
    ("キュ", "ギュ"),
    ("ジェ", "ゼ"),
    ("ジョン", "ジョング"),
    ("ョ", "ヨ"),
    ("ケイ", "ケー"),
    ("ケー", "ケイ"),
    ("レイ", "レー"),
    ("セイ", "セー"),
)
_KATAKANA = re.compile("[ァ-ヺ]{2}")
_SHORTEST = 3


def folded(text: str) -> str:
    """The text with one character for one, as names are compared; as long as the text."""
    return text.translate(FOLD)


def spellings(name: str) -> Iterator[str]:
    """Yield a name and its other forms by the order of allies and by U.S. for US, folded."""
    plain = folded(name)
    forms = [plain]
    for group in _SAME:
        # The first group that a name belongs to decides: 日米韓 is not 日 and 米韓.
        member = next((each for each in group if each in plain), None)
        if member is not None:
            forms = [form.replace(member, other) for form in forms for other in group]
            if member in _SAME[0] or member in _SAME[2] or member in _SAME[4]:
                break
    for form in forms:
        yield form
        if re.search(r"\bUS\b", form):
            yield re.sub(r"\bUS\b", "U.S.", form)


def of_person(name: str, *, eastern: bool) -> Iterator[str]:
    """Yield other spellings of a person's name, folded: katakana, or hyphens of a romanised Korean name."""
    plain = folded(name)
    if eastern and (match := re.fullmatch(r"([A-Z][a-z]+) ([A-Z][a-z]+)-([a-z]+)", plain)):
        family, first, second = match.groups()
        yield f"{family} {first} {second.capitalize()}"
        yield f"{family} {first}-{second.capitalize()}"
        yield f"{family} {first}{second}"
    if _KATAKANA.search(plain):
        for old, new in _KANA:
            other = plain.replace(old, new)
            if other != plain and len(other) >= _SHORTEST:
                yield other
