"""Which lines of a text make a paragraph, and what on the page is not running text.

The rules follow the page, not a file format: a line that fills its column and does not end a sentence
goes on in the next; an indent, a bullet, a heading or a footnote begins something new; a block of
footnotes at the foot of a page is set aside and the sentence it cut goes on after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CALL = re.compile(r"(\d{1,3})F[ \t]{0,9}(?:\r\n|[\r\n]){1,4}[ \t]{0,9}(\d{1,3})")
_NOISE = re.compile(
    r"<sup>[^<>\n]{1,12}</sup>"  # calls in Markdown and HTML
    r"|\[\^[^\]\s]{1,12}\]:?"  # calls in Markdown
    r"|(?<=\S)\[\d{1,3}(?:[,，、\-–]\s?\d{1,3}){0,4}\]"  # calls in brackets
    r"|(?<=\S )\[\d{1,3}(?:[,，、\-–]\s?\d{1,3}){0,4}\]"
    r"|<?(?:https?://|www\.)[^\s<>「」『』（）、。]+>?"  # addresses
    r"|\bdoi:\s?10\.[^\s<>「」、。]+"
    "|[\ufffd\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+"  # lost bullets, format marks
    r"|\*\*"
)
_BULLET = re.compile(r"[ \t\u3000]*(?:[•◦▪■●○〇□◆◇▶►・‣⁃]+[ \t\u3000]*(?!\d)|[-*–+][ \t]+|\ufffd+)")
_HEADING = re.compile(
    r"[ \t\u3000]*(?:#{1,6}[ \t]+|第?[0-9０-９一二三四五六七八九十]{1,3}[ \t]?[．.、章節](?![0-9０-９])"
    r"|[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2}){1,3}[ \t\u3000]|[IVX]{1,5}\.[ \t]|\([0-9]{1,2}\)[ \t])"
)
_MARKDOWN = re.compile(r"[ \t]*#{1,6}[ \t]+")
_ENUMERATOR = re.compile(r"[ \t\u3000]*(?:[０-９]{1,2}[．.](?=[0-9])|[0-9]{1,2}[．.](?=[0-9０-９]{4}年))")
"""A heading's number right before a figure: its point is no decimal point."""
_FOOTNOTE = re.compile(r"[ \t]*(?:<sup>(\d{1,3})</sup>|\[\^(\w{1,6})\]:|\[(\d{1,3})\](?=[ \t]\S))")
_NUMBERED = re.compile(r"[ \t]{0,3}(\d{1,3})(?=[ \t]|[^\d\s.,．，、)）年月日%])")
_PAGE_NUMBER = re.compile(r"[ \t\u3000]*[-–—‐]?[ \t]*\d{1,4}[ \t]*[-–—‐]?[ \t]*")
_ENDED = re.compile(r"[。．.!?！？■][」』）)】”’\"'\d]{0,6}\s*$")
_WIDE = 45
"""Columns from which a lone unfinished line before a footnote block is a cut sentence, not a heading."""


@dataclass(slots=True)
class Line:
    """A line that is not blank: its source span, its width in columns, and the blank lines before it."""

    start: int
    end: int
    text: str
    width: int = 0
    gap: int = 0
    ended: bool = False
    new_page: bool = False


@dataclass(slots=True)
class Block:
    """A paragraph: its kind (``body``, ``heading``, ``bullet`` or ``footnote``) and its lines' spans."""

    kind: str
    lines: list[tuple[int, int]] = field(default_factory=list)


def masked_spans(text: str) -> list[tuple[int, int]]:
    """Return the source spans that are no part of the running text, sorted and disjoint.

    They are footnote calls (``27F⏎28`` as word processors write them, ``<sup>3</sup>``, ``[^3]``), web
    addresses (their escapes read as numbers), bullets that lost their glyph, marks that show nothing.
    """
    spans = [m.span() for m in _CALL.finditer(text) if int(m[2]) == int(m[1]) + 1]
    spans += [m.span() for m in _NOISE.finditer(text)]
    return _disjoint(spans)


def _disjoint(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def blocks(text: str, masked: list[tuple[int, int]]) -> list[Block]:
    """Return the paragraphs of a text in reading order; each footnote follows what it interrupted."""
    lines = _lines(text, masked)
    if not lines:
        return []
    calls = {int(m[2]) for m in _CALL.finditer(text) if int(m[2]) == int(m[1]) + 1}
    usual_gap = _usual_gap(lines)
    notes = _footnotes(lines, calls, usual_gap)
    return _Assembly(lines, notes, usual_gap).blocks()


def _lines(text: str, masked: list[tuple[int, int]]) -> list[Line]:
    """The lines with something in them besides blanks and page numbers; breaks inside calls do not count."""
    lines: list[Line] = []
    place = start = gap = 0
    page = False
    borders = [(m.start(), m.end(), m.group()) for m in _BREAK.finditer(text)] + [(len(text), len(text), "")]
    for end, following, mark in borders:
        while place < len(masked) and masked[place][1] <= end:
            place += 1
        if place < len(masked) and masked[place][0] <= end and mark:
            continue  # this break lies inside a footnote call
        content = text[start:end]
        if not content.strip():
            gap += 1
        else:
            lines.append(Line(start, end, content, _columns(content.strip()), gap, new_page=page))
            gap, page = 0, False
        if mark == "\x0c":
            page = True
        start = following
    lines = [line for at, line in enumerate(lines) if not _is_page_number(lines, at)]
    for line in lines:
        line.ended = bool(_ENDED.search(_without_calls(line.text[-40:])))
    return lines


def _without_calls(tail: str) -> str:
    tail = re.sub(r"<sup>[^<>]*</sup>", "", tail)
    return _CALL.sub("", tail)


def _is_page_number(lines: list[Line], at: int) -> bool:
    line = lines[at]
    if line.width > 9 or not _PAGE_NUMBER.fullmatch(line.text):
        return False
    after = lines[at + 1] if at + 1 < len(lines) else None
    return (line.gap > 0 or line.new_page or at == 0) and (after is None or after.gap > 0 or after.new_page)


def _columns(content: str) -> int:
    """Width in columns: East Asian characters, three bytes each in UTF-8, take about two."""
    return (len(content.encode("utf-8", "surrogatepass")) + len(content)) // 2


def _usual_gap(lines: list[Line]) -> int:
    """Blank lines that usually stand between two lines: 0, or 1 in a text set with double spacing."""
    gaps = [min(line.gap, 2) for line in lines[1:]]
    return 1 if gaps and gaps.count(1) > 0.6 * len(gaps) and _unfinished(lines) > 0.4 else 0


def _unfinished(lines: list[Line]) -> float:
    return sum(not line.ended for line in lines) / len(lines)


def _footnotes(lines: list[Line], calls: set[int], usual_gap: int) -> list[int]:
    """For each line 0, or the footnote it belongs to (a running number that grows with each note)."""
    notes = [0] * len(lines)
    current = number = 0
    foot = False  # at the foot of a page whose notes are numbered without a mark
    expected = 1
    for at, line in enumerate(lines):
        marked = _FOOTNOTE.match(line.text)
        plain = _NUMBERED.match(line.text) if calls else None
        begins = plain is not None and int(plain[1]) == expected and expected in calls
        if marked:
            number, current, foot = number + 1, number + 1, False
        elif begins and (foot or line.gap > usual_gap):
            number, current, foot = number + 1, number + 1, True
            expected += 1
        elif current and foot:
            if line.gap > usual_gap + 1 or line.new_page:
                current, foot = 0, False
        elif (
            current and (lines[at - 1].ended or line.new_page) and not line.text.lstrip().startswith("<http")
        ):
            current = 0
        notes[at] = current
    return notes


class _Assembly:
    """Puts lines together to paragraphs."""

    def __init__(self, lines: list[Line], notes: list[int], usual_gap: int) -> None:
        self.lines, self.notes, self.usual_gap = lines, notes, usual_gap
        widths = [line.width for line in lines]
        self.wrapped = median(widths) <= 130 and _unfinished(lines) > 0.4
        self.near = _local_median(widths)

    def blocks(self) -> list[Block]:
        """The paragraphs, footnotes after the paragraph they stand in."""
        out: list[Block] = []
        body: Block | None = None
        body_last = -1
        pending: list[Block] = []
        for at, line in enumerate(self.lines):
            if self.notes[at]:
                if not (pending and at and self.notes[at - 1] == self.notes[at]):
                    pending.append(Block("footnote"))
                pending[-1].lines.append(self._note_span(line, first=not pending[-1].lines))
                continue
            if body is not None and self._continues(body, body_last, at):
                body.lines.append(self._span(line, body.kind, first=False))
            else:
                if body is not None:
                    out.append(body)
                out += pending
                pending = []
                kind = self._kind(line)
                body = Block(kind, [self._span(line, kind, first=True)])
            body_last = at
        return out + ([body] if body is not None else []) + pending

    def _kind(self, line: Line) -> str:
        if _BULLET.match(line.text):
            return "bullet" if line.ended or line.width > _WIDE else "heading"
        numbered = _HEADING.match(line.text) or _ENUMERATOR.match(line.text)
        return "heading" if numbered and not line.ended else "body"

    @staticmethod
    def _span(line: Line, kind: str, *, first: bool) -> tuple[int, int]:
        text = line.text
        mark = (_BULLET.match(text) or _MARKDOWN.match(text) or _ENUMERATOR.match(text)) if first else None
        return line.start + (mark.end() if mark else 0), line.end

    @staticmethod
    def _note_span(line: Line, *, first: bool) -> tuple[int, int]:
        mark = (_FOOTNOTE.match(line.text) or _NUMBERED.match(line.text)) if first else None
        return line.start + (mark.end() if mark else 0), line.end

    def _continues(self, body: Block, before: int, at: int) -> bool:
        """Whether line ``at`` goes on with the paragraph whose last line is ``before``."""
        last, line = self.lines[before], self.lines[at]
        if _BULLET.match(line.text) or _MARKDOWN.match(line.text):
            return False
        numbered = _HEADING.match(line.text) is not None
        full = self.wrapped and last.width >= 0.8 * self.near[before]
        first = len(body.lines) == 1
        cut = at - before > 1 or line.gap > self.usual_gap + 1 or line.new_page
        if body.kind == "heading" and (_is_indented(line) or not (full and last.width > _WIDE)):
            return False
        if not last.ended:
            if _is_indented(line) and not full:
                return False
            if cut and not numbered:
                return full or (last.width > _WIDE and not self.wrapped)
            if numbered and line.gap > self.usual_gap:
                return False
            if _is_indented(line, wide=True) and not (full and self.usual_gap):
                return False
            return full or (self.wrapped and not first)
        return full and not cut and not numbered and not _is_indented(line) and line.gap <= self.usual_gap


def _is_indented(line: Line, *, wide: bool = False) -> bool:
    return line.text.lstrip(" ").startswith("\u3000") if wide else line.text.startswith(("\u3000", " ", "\t"))


def _local_median(widths: list[int]) -> list[float]:
    """What a full line measures at each line: the median about it, or the next line where that is wider."""
    following = [*widths[1:], 0]
    return [max(median(widths[max(0, at - 3) : at + 4]), 0.95 * following[at]) for at in range(len(widths))]
