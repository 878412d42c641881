"""Which of the three languages a text is in, by its scripts."""

from __future__ import annotations

import re

_HANGUL = re.compile(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc\uff66-\uff9d]")
_IDEOGRAPH = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")

_LATIN_LETTERS_PER_CHARACTER = 3
"""An ideograph, kana or syllable says about as much as three Latin letters."""

_MANY_IDEOGRAPHS = 200
"""So many ideographs without kana or Hangul are Chinese, which is not read."""


def infer_language(text: str) -> str | None:
    """Return ``en``, ``ja`` or ``ko``; None for a text in none of them, or with no letters.

    English references in a Japanese or Korean paper do not sway it: three Latin letters weigh as much
    as one East Asian character.
    """
    hangul = len(_HANGUL.findall(text))
    kana = len(_KANA.findall(text))
    ideographs = len(_IDEOGRAPH.findall(text))
    latin = len(_LATIN.findall(text)) / _LATIN_LETTERS_PER_CHARACTER
    if not hangul + kana + ideographs + latin:
        return None
    if hangul + kana + ideographs < latin:
        return "en"
    if hangul > kana:
        return "ko"
    if ideographs > _MANY_IDEOGRAPHS and kana * 50 < ideographs:
        return None
    return "ja"
