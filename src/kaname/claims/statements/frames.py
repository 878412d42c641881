"""Where what is said ends: the particle that a reporting verb asks for, and when a verb reports nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaname.claims.statements.found import Sentence
from kaname.claims.statements.lexicon import Occurrence

_REACH = 200
"""Characters before a verb within which the particle is sought: what may stand between is bounded."""

_ADVERB = (
    r"(?:、|強く|改めて|重ねて|直接|一貫して|初めて|厳しく|高く|明確に|繰り返し|正式に|既に|すでに|また"
    r"|事実上|さらに|公式に|暗に|声高に|はっきりと?"
    r"|具体的に|思わず|静かに|率直に|再び|同様に|その旨|口々に|鋭く|熱く|淡々と|早々に|事前に|大きく"
    r"|[一-鿿]{1,4}的に)*"
)
# Between the particle and the verb may stand before whom, through whom or in what it was said.
_DETOUR = (
    r"(?:、?[^、。「」はがを]{1,15}を通じ(?:て)?)?(?:、?[^、。「」はがを]{1,22}?(?:に対し(?:て)?"
    r"|を通じ(?:て)?|に(?!つい|よ)|へ|で|にて|と(?:ともに|の間で)))?"
)
_FEELING = (
    r"(?:[^、。「」はが]{0,14}(?:姿勢|危機感|考え|懸念|見解|認識|立場|意向|見方|不満|期待|自信|決意|不快感"
    r"|疑問|反発|難色|理解|警戒感|憂慮|方針)を)?"
)
_WHO = r"(?:、?[^、。「」]{1,20}?(?:が|は|も)、?)?"
PREDICATE = re.compile(
    r"(?:[るたいだうくむぶすつぬん」]|べき|ため|必要|可能|明らか|重要|とのこと|か|よ|ね|ぞ)$"
)
_NOUN_AFTER = re.compile(
    r"[一-鿿ァ-ヺA-Za-z「『(＿]|こと(?!$|。)|もの(?!の)|ところ|とおり|通り|という(?!。|$)|とする|ような"
    r"|の(?![はがだで])|のではな|その|この|よう(?:に)?な"
)
_STILL_CLAUSE = re.compile(
    r"(?:一方|上で|うえで|際|後|ため|ほか|他|直後|中で|ものの|とき|時|にもかかわらず|以上|場合)"
)
_TO = re.compile(rf"(?P<close>と(?:も|は)?){_FEELING}{_ADVERB}{_WHO}{_DETOUR}{_ADVERB}$")
_PURPORT = re.compile(rf"旨(?P<close>を?){_DETOUR}{_ADVERB}$")
_SO_THAT = re.compile(rf"(?<=[るすくうぐつぬぶむい])(?P<close>よう(?:に)?){_DETOUR}{_ADVERB}$")
_SUBJECT = re.compile(rf"(?P<close>が|も|は|として|について(?:も|は)?){_DETOUR}{_ADVERB}$")
_THOUGHTS = re.compile(
    rf"(?:考え(?:方)?|意向|認識|見解|見方|方針|懸念|疑問|難色|意思|判断|不満|見通し|期待|展望"
    rf"|決意)(?P<close>を){_DETOUR}{_ADVERB}$"
)
_CONCERNING = re.compile(rf"(?P<close>について(?:も|は)?){_WHO}{_ADVERB}$")
_ABOUT = re.compile(
    rf"(?P<close>に(?!つい)(?:は|も)?|について(?:も|は)?|に関して(?:も|は)?){_ADVERB}{_DETOUR}{_ADVERB}$"
)
_BY = re.compile(rf"(?P<close>で(?:も)?){_ADVERB}$")
_OBJECT = re.compile(rf"(?P<close>を(?!通じ)|も|は){_DETOUR}{_ADVERB}$")


def is_adnominal(flat: str, occurrence: Occurrence) -> bool:
    """Whether the verb modifies the noun after it, or stands where no clause ends."""
    rest = flat[occurrence.end : occurrence.end + 12]
    if occurrence.form == "bare":
        return rest[:1] not in ("。", "、", "")
    if occurrence.form == "linking":
        return not (rest.startswith(("、", "「")) or flat[occurrence.end - 1] in "てでり")
    if not rest or rest[0] in "。、」":
        return False
    if _STILL_CLAUSE.match(rest) or (occurrence.passive and rest.startswith(("ことは", "ことも"))):
        return False
    return _NOUN_AFTER.match(rest) is not None


def content_end(sentence: Sentence, occurrence: Occurrence) -> tuple[int, str, int] | None:
    """Where what is said ends, the particle that closes it, and where the particle ends."""
    flat, floor = sentence.flat, sentence.boundary
    frames = occurrence.verb.frames
    floor = max(floor, occurrence.start - _REACH)
    left = flat[floor : occurrence.start]
    best: tuple[int, str, int] | None = None
    for frame, pattern in _frames(frames, occurrence):
        match = pattern.search(left)
        if match is None:
            continue
        stop, after = floor + match.start("close"), floor + match.end("close")
        if (
            frame == "と"
            and not PREDICATE.search(flat[floor:stop])
            and not ("名" in frames and after == occurrence.start)
        ):
            continue
        if frame in ("と", "よう"):
            return stop, frame, after
        if best is None or after > best[2]:
            best = stop, frame, after
    return best


def _frames(frames: frozenset[str], occurrence: Occurrence) -> Iterator[tuple[str, re.Pattern[str]]]:
    if "と" in frames:
        yield "と", _TO
    if "旨" in frames:
        yield "を", _PURPORT
    if "よう" in frames and not occurrence.passive:
        yield "よう", _SO_THAT
    if occurrence.passive:
        yield "が", _SUBJECT
        return
    yield "に", _CONCERNING
    if "考え" in frames:
        yield "を", _THOUGHTS
    if "に" in frames:
        yield "に", _ABOUT
    if "で" in frames:
        yield "で", _BY
    if "を" in frames:
        yield "を", _OBJECT
