"""The normalised view of a text, and the way back from it to the text.

Papers reach us as extracted text: hard line breaks inside a figure (``20⏎⏎09年``), blanks between
Japanese characters, full-width digits, footnote calls in the middle of a quotation, footnotes that cut
a sentence in two. The view is what a careful reader sees through that damage; everything downstream
reads the view and stores offsets of the text, which is never edited.

What the view does, in order: it leaves out what is not running text (:func:`masked_spans`), parts the
lines into paragraphs (:mod:`kaname.documents.paragraphs`), joins the lines of a paragraph, folds
characters to NFKC one by one, and drops blanks next to Japanese characters.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kaname.documents.paragraphs import Block, blocks, masked_spans

_CJK = (
    "\u3000-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\uff61-\uff9f"
    "\u2e80-\u2fdf\u3220-\u33ff\U00020000-\U0003ffff"
)
"""Characters beside which Japanese writes no blank (Hangul is not among them: Korean parts its words)."""

# Circled and other enumerating digits, superscripts and fractions would become false numbers
# (①2万 is not 12万), so they stay as they are.
_KEPT = re.compile(
    "[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c\u2150-\u215f\u2189\u2460-\u24ff\u2776-\u2793"
    "\u3251-\u325f\u32b1-\u32bf]"
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_CLUSTER = f"(?:[^\\W_]|\\S)(?:[\u3099\u309a\uff9e\uff9f]|[{_MARKS}]{{1,16}})"
_JAMO = "[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?"


@dataclass(frozen=True, slots=True)
class View:
    """A readable form of a text that knows where each of its characters came from.

    Paragraphs are parted by one line feed, which stands for no source character. Within a paragraph the
    source offsets rise; a footnote that cut a paragraph follows it, so across paragraphs they may not.

    Attributes:
        text: the normalised text that rooms read and search.
        starts: for each character of ``text``, the offset in the source where it begins.
        ends: for each character of ``text``, the offset in the source just after it.
        paragraphs: half-open spans of ``text``, in reading order.
        kinds: for each paragraph ``body``, ``heading``, ``bullet`` or ``footnote``.
        runs: half-open spans of ``text`` that come from one source line each, in the source's order.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    paragraphs: tuple[tuple[int, int], ...]
    kinds: tuple[str, ...] = ()
    runs: tuple[tuple[int, int], ...] = field(default=(), repr=False)

    def __hash__(self) -> int:
        """Views of one text in one language are equal, so its text serves."""
        return hash(self.text)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open span of the source text that a non-empty span of the view covers."""
        return self.starts[start], self.ends[end - 1]

    def from_source(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the smallest span of the view that covers what it shows of a source span.

        None when the view shows nothing of it (blanks, a footnote call, a bullet), or when the source
        span does not lie in order in the view.
        """
        first, last = self._at_or_after(start), self._before(end)
        if first is None or last is None or first > last or self.starts[first] >= end:
            return None
        return first, last + 1

    def paragraph_at(self, offset: int) -> int:
        """Return the index of the paragraph that holds an offset of the view."""
        return max(bisect_right(self.paragraphs, (offset, len(self.text) + 1)) - 1, 0)

    def _by_source(self) -> tuple[tuple[int, int], ...]:
        # Runs never overlap in the source, so the order of their first characters is that of their ends.
        return self.runs or (((0, len(self.text)),) if self.text else ())

    def _at_or_after(self, offset: int) -> int | None:
        runs = self._by_source()
        place = bisect_right(runs, offset, key=lambda run: self.ends[run[1] - 1])
        if place == len(runs):
            return None
        first, last = runs[place]
        return bisect_right(self.ends, offset, first, last)

    def _before(self, offset: int) -> int | None:
        runs = self._by_source()
        place = bisect_left(runs, offset, key=lambda run: self.starts[run[0]]) - 1
        if place < 0:
            return None
        first, last = runs[place]
        return bisect_left(self.starts, offset, first, last) - 1


def normalised_view(text: str, language: str) -> View:
    """Return the view of a text.

    Args:
        text: the text as extracted; nothing in it is changed.
        language: ``ja`` joins lines without a blank and drops blanks beside Japanese characters;
            ``en`` and ``ko`` put a blank where a line broke.
    """
    masked = masked_spans(text)
    return _Weaver(text, language).weave(blocks(text, masked), masked)


class _Weaver:
    """Collects the characters of a view and their offsets, a block of lines at a time."""

    def __init__(self, text: str, language: str) -> None:
        self.source = text
        self.japanese = language == "ja"
        self.folded = {
            c: folded
            for c in set(text)
            if c > "~" and not _KEPT.match(c) and (folded := unicodedata.normalize("NFKC", c)) != c
        }
        self.special = re.compile("|".join(self._patterns()))
        self.parts: list[str] = []
        self.length = 0
        self.starts, self.ends = array("I"), array("I")
        self.last = ""

    def _patterns(self) -> Iterator[str]:
        yield r"\s{2,}|[^\S ]"
        if self.japanese:
            yield f"(?<=[{_CJK}]) | (?=[{_CJK}])"
        yield _CLUSTER
        yield _JAMO
        if self.folded:
            yield f"[{re.escape(''.join(self.folded))}]"

    def weave(self, parts: list[Block], masked: list[tuple[int, int]]) -> View:
        """Return the view of the blocks, without what is masked."""
        paragraphs: list[tuple[int, int]] = []
        kinds: list[str] = []
        runs: list[tuple[int, int]] = []
        glue = self._keeps_trailing_blanks()
        place = 0
        for block in parts:
            before = self.length
            if before:
                self._put("\n", self.ends[-1], self.ends[-1])
            first = self.length
            self.last = ""
            for start, end in block.lines:
                while place and masked[place - 1][1] > start:
                    place -= 1
                while place < len(masked) and masked[place][1] <= start:
                    place += 1
                line_start = self.length
                self._join(start, end, glue)
                here = start
                stop = place
                while stop < len(masked) and masked[stop][0] < end:
                    self._segment(here, max(here, masked[stop][0]))
                    here = max(here, masked[stop][1])
                    stop += 1
                self._segment(here, end)
                if self.length > line_start:
                    runs.append((line_start, self.length))
            if self.length == first:  # all of it was masked
                if before:
                    self._unput()
                continue
            paragraphs.append((first, self.length))
            kinds.append(block.kind)
        runs.sort(key=lambda run: self.starts[run[0]])
        return View("".join(self.parts), self.starts, self.ends, tuple(paragraphs), tuple(kinds), tuple(runs))

    def _put(self, characters: str, start: int, end: int) -> None:
        """Add characters that all stand for one source span."""
        self.parts.append(characters)
        self.length += len(characters)
        self.starts.extend([start] * len(characters))
        self.ends.extend([end] * len(characters))
        self.last = characters[-1:] or self.last

    def _unput(self) -> None:
        self.parts.pop()
        self.length -= 1
        self.starts.pop()
        self.ends.pop()

    def _plain(self, start: int, end: int) -> None:
        """Add source characters that stand for themselves."""
        if not self.last:
            start += len(self.source[start:end]) - len(self.source[start:end].lstrip())
        if start >= end:
            return
        self.parts.append(self.source[start:end])
        self.length += end - start
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))
        self.last = self.source[end - 1]

    def _segment(self, start: int, end: int) -> None:
        """Add a stretch of one line, characters folded and blanks settled."""
        here = start
        for match in self.special.finditer(self.source, start, end):
            a, b = match.span()
            self._plain(here, a)
            here = b
            piece = match.group()
            if piece.isspace():
                self._blank(a, b, self.source[b] if b < end else "")
            elif len(piece) == 1:
                self._fold(self.folded.get(piece, piece), a, b)
            else:
                self._fold(_normal_cluster(piece), a, b)
        self._plain(here, end)

    def _fold(self, folded: str, start: int, end: int) -> None:
        if folded.isspace() and folded:
            self._blank(start, end, self.source[end : end + 1])
        else:
            self._put(folded, start, end)

    def _blank(self, start: int, end: int, following: str) -> None:
        beside = self.japanese and (_is_cjk(self.last) or _is_cjk(following))
        if self.last not in ("", " ", "\n") and not beside:
            self._put(" ", start, end)

    def _join(self, start: int, end: int, glue: bool) -> None:
        """Settle the blank between the line before and this one (none at the start of a block)."""
        if not self.last or self.last in " \n":
            return
        following = self.source[start:end].lstrip()[:1]
        if not following:
            return
        hyphen = self.last in "-‐–/" or (self.last in ",." and following.isdigit() and self._digit_before())
        if hyphen and not (self.japanese and glue):
            return
        if self.japanese and (glue or not (_is_word(self.last) and _is_word(following))):
            return
        if self.japanese and self.last.isdigit() and following.isdigit():
            return
        self._put(" ", start, start)

    def _digit_before(self) -> bool:
        tail = "".join(self.parts[-2:])
        return len(tail) > 1 and tail[-2].isdigit()

    def _keeps_trailing_blanks(self) -> bool:
        """Whether a blank before a line break marks the end of a Latin word in this text.

        Where it does, a break without one falls inside a word (``allia⏎nce``).
        """
        return bool(re.search(r"[A-Za-z,.;:] (?:\r\n|[\r\n])+[A-Za-z]", self.source))


def _normal_cluster(piece: str) -> str:
    # Half-width voiced marks fold to combining ones, so the cluster is normalised as a whole.
    return unicodedata.normalize("NFKC", piece)


def _is_cjk(character: str) -> bool:
    return bool(character) and _CJK_ONE.match(character) is not None


def _is_word(character: str) -> bool:
    return (character.isalnum() and not _is_cjk(character)) or character in ",.;:)”’\"'(“‘"


_CJK_ONE = re.compile(f"[{_CJK}]")
