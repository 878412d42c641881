"""What of a sentence belongs together: words, figures and dates that stand near each other.

All places are offsets in one text, half open.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

Place = tuple[int, int]

_LONGEST_BRIDGE = 45
"""Characters that may stand between A and B of a mention "A … B"."""

_COMMA = re.compile(r"[、，;；]|,(?!\d)")
_CONDITION = re.compile(
    r"\b(?:if|assuming|provided|unless|while|whereas)\b|면(?=[\s,])|(?:れば|なら|たら|仮定し|とすると)(?=[、,\s])"
    r"|[;；]",
    re.IGNORECASE,
)
_REPORT_AFTER = re.compile(
    r"\s*(?:[,、]?\s*)(?:[付号]|の|자|의)?\s*"
    r"(?:보도|報道|新聞報道|언론|によると|によれば|에 따르면|reports?\b|news\b|issue\b)",
    re.IGNORECASE,
)
_REPORT_BEFORE = re.compile(
    r"\b(?:reported|reports?|according to [^.;]{0,40}|published|article|said|told|announced|agreed|signed)"
    r"(?: on| in| of| from)? $",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"まで|까지|\b(?:by|until|no later than|not later than|before)\b", re.IGNORECASE)
_BY_BEFORE = re.compile(r"\b(?:by|until|no later than|not later than|before)(?: the)? $", re.IGNORECASE)


def occurrences(word: str, text: str) -> Iterator[Place]:
    """Yield where a word stands in a text; case and width do not count, Latin words stand whole.

    "A … B" stands from A to the first B after it, both in one clause.
    """
    if pattern := _pattern(word):
        for match in pattern.finditer(text):
            yield match.span()


@functools.lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str] | None:
    parts = [unicodedata.normalize("NFKC", part.strip()) for part in word.split("…")]
    if not all(parts):
        return None
    bridge = rf"[^、，,;；。.]{{0,{_LONGEST_BRIDGE}}}?"
    return re.compile(bridge.join(map(_whole, parts)), re.IGNORECASE)


def _whole(word: str) -> str:
    left = r"(?<![A-Za-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
    right = r"(?![A-Za-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
    return left + re.escape(word) + right


def gap(one: Place, other: Place) -> int:
    """Return the characters between two places (0 where they touch or overlap)."""
    return max(one[0] - other[1], other[0] - one[1], 0)


def between(inner: Place, one: Place, other: Place) -> bool:
    """Whether a place lies between two others."""
    first, second = sorted((one, other))
    return first[1] <= inner[0] and inner[1] <= second[0]


def overlaps(one: Place, other: Place) -> bool:
    """Whether two places share a character."""
    return one[0] < other[1] and other[0] < one[1]


def same_clause(text: str, amount: Place, mention: Place, sentence: Place) -> bool:
    """Whether a mention can be what an amount is of, as clauses go.

    A topic may stand before its amount across a comma (「規模は2008年以来、約2万8500人」), but not in a
    conditional clause; a mention behind the amount stands in the amount's own clause.
    """
    if mention[1] <= amount[0]:
        passed = text[mention[1] : amount[0]]
        if _CONDITION.search(passed):
            return False
        if not _COMMA.search(passed):
            return True
        before = text[sentence[0] : mention[0]]
        cut = max((found.end() for found in _COMMA.finditer(before)), default=0)
        return not re.search(r"\b(?:if|assuming|unless)\b", before[cut:], re.IGNORECASE)
    passed = text[amount[1] : mention[0]]
    return not (_COMMA.search(passed) or _CONDITION.search(passed))


def dates_a_report(text: str, place: Place) -> bool:
    """Whether a date says when something was reported (「6월 보도」, "reported in June")."""
    start, end = place
    return bool(_REPORT_AFTER.match(text, end) or _REPORT_BEFORE.search(text[max(0, start - 60) : start]))


def date_bound(text: str, place: Place, mention: Place, modifier: str | None) -> str | None:
    """Return ``<=`` for a date by which, ``>=`` for one from which on, or None for the date itself.

    Args:
        text: the text.
        place: of the date.
        mention: of the words that say what the date is of.
        modifier: ``mod`` of the date claim.
    """
    if modifier in ("until", "by") or _BY_BEFORE.search(text[max(0, place[0] - 20) : place[0]]):
        return "<="
    if modifier == "from":
        return ">="
    # 「今年10月に予定される第58回SCMまでにFOCの検証を」: the date of an event by which.
    passed = text[place[1] : mention[0]] if place[1] <= mention[0] else ""
    # "verification by the meeting of October 2026"
    led = text[mention[1] : place[0]] if mention[1] <= place[0] else ""
    return "<=" if _UNTIL.search(passed) or re.search(r"\bby\b", led) else None
