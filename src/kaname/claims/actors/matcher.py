"""Finding the longest name at each place of a text, in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from kaname.claims.actors.forms import Form

_JOSA = (
    "(?:은|는|이|가|을|를|의|에|에서|에게|에게서|께|께서|와|과|랑|도|만|로|으로|로서|으로서|로써|으로써|부터|까지|마저|조차|보다|처럼"
    "|같이|만큼|이나|나|란|이란|라는|이라는|라고|이라고|라며|이라며|이며|며|이고|고|이다|다|였다|이었다|인|일|임|이라|라|든|이든|뿐|밖에|마다|씩)"
)
_AFTER_KOREAN = re.compile(
    "(?:측|들|군|식|산|발|내|간|제|급|당국|정부|행정부|정권|당국자|대표단|대통령|장관|차관|총리|의원|사령관|부사령관|위원장|대사"
    "|실장|처장|의장|총장|후보|당선인|대표|씨|전|주석|총통|국방|외교|국무|상원|하원)*"
    f"{_JOSA}{{0,3}}(?![가-힣])"
)
_BEFORE_KOREAN = frozenset("대친반주재방탈")
_BEFORE_SINGLE = frozenset("前元故同韓の")
_LONG_KOREAN = 4
"""Syllables from which a Korean name is told by itself, whatever follows (주한미군기지)."""


class Found(NamedTuple):
    """A name at a place: its span, its string, and the readings it may have."""

    start: int
    end: int
    string: str
    forms: tuple[Form, ...]


class Matcher:
    """Longest match over a table of strings.

    The strings are kept in a hash by their whole text, and the lengths that occur by their first two
    characters, so that a place of the text costs one look-up where nothing begins there, and never more
    than the lengths that begin so.
    """

    def __init__(self, table: dict[str, list[Form]]) -> None:
        self._forms = {string: tuple(forms) for string, forms in table.items()}
        lengths: dict[str, set[int]] = {}
        for string in table:
            lengths.setdefault(string[:2], set()).add(len(string))
        self._lengths = {key: tuple(sorted(each, reverse=True)) for key, each in lengths.items()}

    @property
    def strings(self) -> Collection[str]:
        """Every string that is looked for."""
        return self._forms.keys()

    def forms(self, string: str) -> tuple[Form, ...]:
        """The readings of a string, none where it is no name."""
        return self._forms.get(string, ())

    def find(self, text: str) -> Iterator[Found]:
        """Yield the names of a folded text, from left to right, none overlapping another."""
        lengths_of = self._lengths.get
        at, last, end_before = 0, len(text) - 1, -2
        while at < last:
            lengths = lengths_of(text[at : at + 2])
            if lengths is not None:
                found = self._longest(text, at, lengths, end_before)
                if found is not None:
                    if found.forms[0].how != "other":
                        yield found
                    at = end_before = found.end
                    continue
            at += 1

    def _longest(self, text: str, at: int, lengths: tuple[int, ...], end_before: int) -> Found | None:
        for length in lengths:
            string = text[at : at + length]
            forms = self._forms.get(string)
            if forms is None or len(string) < length:
                continue
            end = at + length
            if not _begins(text, at, string, end_before) or not _ends(text, end, string):
                continue
            joined = end_before == at - 1
            fitting = tuple(form for form in forms if _stands(form, text, at, end, string, joined=joined))
            if fitting:
                return Found(at, end, string, fitting)
        return None


def _katakana(character: str) -> bool:
    return "ァ" <= character <= "ヺ" or character == "ー"


def _hangul(character: str) -> bool:
    return "가" <= character <= "힣"


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _hanzi(character: str) -> bool:
    return "㐀" <= character <= "鿿"


def _begins(text: str, at: int, string: str, end_before: int) -> bool:
    """Whether a name may begin here: not inside a word of its own script."""
    if at == 0:
        return True
    before, first = text[at - 1], string[0]
    if _hangul(first):
        if not _hangul(before) or at == end_before:
            return True
        return before in _BEFORE_KOREAN and (at == 1 or not _hangul(text[at - 2]))
    for script in (_latin, _katakana):
        if script(first):
            return not script(before)
    return True


def _ends(text: str, end: int, string: str) -> bool:
    """Whether a name may end here."""
    if end == len(text):
        return True
    after, last = text[end], string[-1]
    if _hangul(last):
        long = sum(map(_hangul, string)) >= _LONG_KOREAN
        return long or not _hangul(after) or _AFTER_KOREAN.match(text, end) is not None
    if last.isdigit() and after in ".," and text[end + 1 : end + 2].isdigit():
        return False
    for script in (_latin, _katakana):
        if script(last):
            return not script(after)
    return True


def _stands(form: Form, text: str, at: int, end: int, string: str, *, joined: bool) -> bool:
    """Whether one reading fits what stands around it."""
    if form.how in ("name", "other"):
        return True
    before = text[at - 1] if at else ""
    if form.guarded and _another_name_follows(text, end):
        return False
    if _latin(string[0]):
        return form.how != "family" or not _capitalised_before(text, at)
    if _katakana(string[0]):
        # メラニア・トランプ is not he; トランプ・バイデン両政権 names both.
        return joined or not (before == "・" and at > 1 and _katakana(text[at - 2]))
    if _hangul(string[0]) and before and _hangul(before):
        return False
    if _hanzi(string[0]) and before and _hanzi(before):
        return before in _BEFORE_SINGLE
    return True


def _another_name_follows(text: str, end: int) -> bool:
    return text[end : end + 1] == "-" or (text[end : end + 1] == " " and text[end + 1 : end + 2].isupper())


_CAPITALISED: Callable[[str], re.Match[str] | None] = re.compile(r"(?:^|[^A-Za-z])([A-Z][A-Za-z.]*) $").search
_BEGINNERS = frozenset(
    ["The", "But", "And", "When", "As", "If", "In", "On", "At", "For", "While", "After", "Before", "Since"]
)


def _capitalised_before(text: str, at: int) -> bool:
    """Whether a given name seems to stand before a family name."""
    match = _CAPITALISED(text[max(0, at - 20) : at])
    if match is None or match.group(1) in _BEGINNERS:
        return False
    # A full stop ends a sentence or a title (COTP. Ahn, Gen. Ahn), but not an initial (J. Ahn).
    return not match.group(1).endswith(".") or len(match.group(1)) == 2
