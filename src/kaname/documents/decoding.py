"""Bytes to text: which encoding a text file is in, decided strictly and always the same way.

In order: a byte order mark is believed; a NUL byte means UTF-16 or a binary file; valid UTF-8 is UTF-8;
else every candidate that decodes without an error is scored by how much its characters look like
Japanese, Korean or Western text, and charset-normalizer settles what is too close to call. Nothing is
ever replaced or dropped: a file that fits no encoding is refused with the offset of its first bad byte.
"""

from __future__ import annotations

import codecs
import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from kaname.base.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = ("cp932", "euc_jp", "cp949", "cp1252")
_WIDE = ("utf-16-le", "utf-16-be")
_NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32-le": "UTF-32 LE",
    "utf-32-be": "UTF-32 BE",
    "cp932": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "cp949": "EUC-KR",
    "cp1252": "Windows-1252",
    "iso2022_jp": "ISO-2022-JP",
}
_TODO = "save it as UTF-8 text"
_SAMPLE_CHARACTERS = 20_000
_PLAUSIBLE = 0.3
_TOO_CLOSE = 0.05
_MOST_ACCENTS = 0.25
"""Western text has at most this share of characters outside ASCII; any bytes at all decode as it."""
# Controls that text files do hold: tab, line ends, form feed, and the end-of-file mark of DOS.
_TEXT_CONTROLS = frozenset("\t\n\v\f\r\x1a\x1b")

# What Python's cp932 makes of 0x80, 0xA0 and 0xFD to 0xFF, which Shift_JIS does not use.
_NOT_SHIFT_JIS = re.compile("[\x80\xa0\uf8f0-\uf8f3]")

# The syllables that make up most of running Korean; others are what Japanese bytes turn into.
_COMMON_HANGUL = frozenset(
    "이다의에는을를가은한고지로하사기도대과인정부국자리서시해전일와어수스나으라주있것들제보장여위었년무원상"
    "구성동조화적비군미방북남협력안통회담관계작권작전합의분담금만명월명계용소세연선아공경내유진신치만그등"
    "및약할된면까했습니까문게우러중되호체략확억달현개발표강준요없모결오더반데트실교트말행민당단"
)


def encoding_name(encoding: str) -> str:
    """Return the usual name of an encoding, for a reader."""
    return _NAMES.get(encoding, encoding)


def decode(content: bytes, *, where: str | None = None) -> tuple[str, str]:
    """Decode a text file; return its text and the encoding it is in.

    A byte order mark is dropped, nothing else: line ends and blanks stay as they are.

    Raises:
        InputError: it is binary, or in no encoding read here, or breaks the one it claims (with the
            byte offset).
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_claimed(content, encoding, len(mark), "its byte order mark says", where), encoding
    if b"\0" in content:
        return _decode_wide(content, where)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(content, error, where)
    if b"\x1b$" in content and content.isascii():
        try:
            return content.decode("iso2022_jp"), "iso2022_jp"
        except UnicodeDecodeError:
            pass
    _refuse_controls(text, where)
    return text, "utf-8"


def decode_as(content: bytes, encoding: str, *, claim: str, where: str | None = None) -> str:
    """Decode strictly in the encoding that something claims, such as an HTML page's declaration.

    Raises:
        InputError: the bytes break it (with the byte offset).
    """
    return _decode_claimed(content, encoding, 0, claim, where)


def _decode_claimed(content: bytes, encoding: str, skip: int, claim: str, where: str | None) -> str:
    try:
        text = _strictly(content[skip:], encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{claim} {encoding_name(encoding)}, but the bytes at offset {error.start + skip:,} are not",
            where=where,
            todo=_TODO,
        ) from None
    if "\0" in text:
        raise InputError(f"NUL character at character {text.index(chr(0)):,}", where=where, todo=_TODO)
    return text


def _decode_wide(content: bytes, where: str | None) -> tuple[str, str]:
    """Decode bytes that hold NULs: UTF-16 without a mark, or not text."""
    best = _best(content, _WIDE)
    if best is None:
        raise InputError(
            f"not a text file (NUL byte at offset {content.index(0):,})",
            where=where,
            todo="give a text, Markdown, HTML or PDF file",
        )
    return content.decode(best), best


def _decode_legacy(content: bytes, error: UnicodeDecodeError, where: str | None) -> tuple[str, str]:
    """Decode bytes that are not UTF-8 in the likeliest other encoding."""
    if _is_broken_utf_8(content):
        raise InputError(
            f"the text is UTF-8, but the bytes at offset {error.start:,} are not", where=where, todo=_TODO
        )
    best = _best(content, (*_LEGACY, *_WIDE))
    if best is not None:
        return content.decode(best), best
    nearly = max((_broken_score(content, encoding), encoding) for encoding in _LEGACY[:3])
    if nearly[0] >= _PLAUSIBLE:
        offset = _first_error(content, nearly[1])
        raise InputError(
            f"the text is {encoding_name(nearly[1])}, but the bytes at offset {offset:,} are not",
            where=where,
            todo=_TODO,
        )
    raise InputError(
        "not a text file, or in an encoding not read here (UTF-8, UTF-16, Shift_JIS, EUC-JP, EUC-KR): "
        f"byte 0x{content[error.start]:02X} at offset {error.start:,}",
        where=where,
        todo=_TODO,
    )


def _refuse_controls(text: str, where: str | None) -> None:
    """Refuse what decodes as text but is mostly control characters."""
    controls = [
        offset for offset, character in enumerate(text) if character < " " and character not in _TEXT_CONTROLS
    ]
    if len(controls) > max(4, len(text) // 50):
        raise InputError(
            f"not a text file (control character U+{ord(text[controls[0]]):04X} at offset {controls[0]:,}, "
            f"and {len(controls) - 1:,} more)",
            where=where,
            todo="give a text, Markdown, HTML or PDF file",
        )


def _strictly(content: bytes, encoding: str) -> str:
    """Decode, refusing also the bytes that Python's cp932 lets through as private characters."""
    text = content.decode(encoding)
    if encoding == "cp932" and (match := _NOT_SHIFT_JIS.search(text)):
        offset = len(text[: match.start()].encode(encoding))
        raise UnicodeDecodeError(encoding, content, offset, offset + 1, "no character has this byte")
    return text


def _first_error(content: bytes, encoding: str) -> int:
    try:
        _strictly(content, encoding)
    except UnicodeDecodeError as error:
        return error.start
    return len(content)


def _is_broken_utf_8(content: bytes) -> bool:
    """Whether the content is UTF-8 with a few bytes wrong: most of what is not ASCII reads well."""
    text = content.decode("utf-8", errors="replace")
    genuine = content.count("\ufffd".encode())
    wrong = text.count("\ufffd") - genuine
    # Two bytes of EUC-JP often look like a character of UTF-8, three hardly ever.
    right = sum(character >= "\u0800" for character in text) - wrong - genuine
    return 0 < wrong * 3 <= right


def _broken_score(content: bytes, encoding: str) -> float:
    """Return how well the content reads in an encoding with a few of its bytes wrong; 0 for not at all."""
    text = content.decode(encoding, errors="replace")
    if encoding == "cp932":
        text = _NOT_SHIFT_JIS.sub("\ufffd", text)
    wrong = text.count("\ufffd")
    right = sum(character > "\x7f" for character in text) - wrong
    if not 0 < wrong * 3 <= right:
        return 0.0
    return _score(text.replace("\ufffd", "")) or 0.0


def _best(content: bytes, encodings: Iterable[str]) -> str | None:
    """Return the encoding that the content reads best in; None when it reads well in none."""
    scores: list[tuple[float, str]] = []
    for encoding in encodings:
        try:
            text = _strictly(content, encoding)
        except UnicodeDecodeError:
            continue
        score = _score(text)
        if encoding == "cp1252" and _share_above_ascii(content) > _MOST_ACCENTS:
            continue
        if score is not None and score >= _PLAUSIBLE:
            scores.append((score, encoding))
    if not scores:
        return None
    scores.sort(key=lambda pair: -pair[0])
    close = [encoding for score, encoding in scores if scores[0][0] - score < _TOO_CLOSE]
    return close[0] if len(close) == 1 else _settle(content, close)


def _share_above_ascii(content: bytes) -> float:
    return sum(byte > 0x7F for byte in content) / len(content)


def _settle(content: bytes, close: list[str]) -> str:
    """Let charset-normalizer choose between encodings that score alike; else the first of them."""
    from charset_normalizer import from_bytes

    match = from_bytes(content[:65_536], cp_isolation=close).best()
    found = match.encoding.replace("utf_16_", "utf-16-") if match is not None else close[0]
    return found if found in close else close[0]


def _score(text: str) -> float | None:
    """Return how much a text looks like Japanese, Korean or Western writing, at most about 1.2.

    The mean over characters outside ASCII, 1 for a text without any; None when a character is one that
    no text holds (unassigned, private, a control).
    """
    sample = text[:_SAMPLE_CHARACTERS]
    if text.isascii() and not any(c < " " and c not in _TEXT_CONTROLS for c in sample):
        return 1.0
    counts = Counter(sample)
    total, number = 0.0, 0
    for character, count in counts.items():
        if character < " " and character not in _TEXT_CONTROLS:
            return None
        if character > "\x7e":
            weight = _weight(character)
            if weight is None:
                return None
            total += weight * count
            number += count
    # A lone ideograph between two Latin letters is what a curly quotation mark turns into.
    total -= 1.5 * len(_LONE_IDEOGRAPH.findall(sample))
    return total / number if number else 1.0


_LONE_IDEOGRAPH = re.compile(r"(?<=[A-Za-z])[\u4e00-\u9fff](?=[A-Za-z ])")


@functools.cache
def _weight(character: str) -> float | None:
    """Return how common a character outside ASCII is in the languages read; None when in no text."""
    code = ord(character)
    if character in "‘’“”–—…•·€§°±×£¥©®™«»\u00a0":
        return 0.8
    if 0xC0 <= code <= 0x17F:
        return 0.4
    if 0x3041 <= code <= 0x3096 or 0x3001 <= code <= 0x3011 or code == 0x3000:
        return 1.0
    if 0x30A1 <= code <= 0x30FE or 0xFF01 <= code <= 0xFF5E:
        return 0.8
    if 0xAC00 <= code <= 0xD7A3:
        if character in _COMMON_HANGUL:
            return 1.2
        return 0.3 if _encodes(character, "euc_kr") else -1.0
    if 0x4E00 <= code <= 0x9FFF:
        return 0.55 if _is_common_ideograph(character) else -0.2
    if unicodedata.category(character) in {"Cn", "Co", "Cs", "Cc"}:
        return None
    if 0x2010 <= code <= 0x33FF and not 0x3130 <= code <= 0x318F:
        return 0.2
    return -1.0


def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _is_common_ideograph(character: str) -> bool:
    """Whether an ideograph is in the first level of JIS X 0208 (2,965 in use)."""
    try:
        return 0xB0 <= character.encode("euc_jp")[0] <= 0xCF
    except UnicodeEncodeError:
        return False
