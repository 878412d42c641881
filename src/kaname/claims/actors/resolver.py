"""Whom a found name means: by what the document named before, and by the document's date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kaname.base.dates import PartialDate
from kaname.claims.actors.forms import Form
from kaname.claims.actors.loader import Actors
from kaname.claims.actors.matcher import Found
from kaname.claims.actors.schema import Entry

_YEARS_REMEMBERED = 3
"""Years for which a minister keeps the title in texts that name nobody else."""

_WHEN_BEFORE = re.compile(
    r"(?:(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?:年版?|년판?|년도)?|"
    r"(?P<word>今年|本年|昨年|前年|一昨年|同年|올해|지난해|작년|같은 해))?"
    r"(?:の? ?(?P<month>1[0-2]|[1-9])(?:月|월))?(?:[0-9]{1,2}(?:日|일))?(?:の|版の)?(?:米国の|미국의)? ?$"
)
_YEARS_AGO = {"今年": 0, "本年": 0, "올해": 0, "昨年": 1, "前年": 1, "지난해": 1, "작년": 1, "一昨年": 2}
_RULE = re.compile(r"(?: ?administration|政権|行政府|政府| ?(?:정부|행정부|정권))")


class Named(NamedTuple):
    """An entry named at a span of the view, and how sure that is."""

    start: int
    end: int
    entry: str
    kind: str
    confidence: float


class Resolver:
    """Reads the found names of one document in order, remembering who was named."""

    def __init__(self, actors: Actors, date: PartialDate | None) -> None:
        self._entries = actors.entries
        self._ambiguous = actors.ambiguous
        self._date = date
        self._named: dict[str, int] = {}
        self._times: Counter[str] = Counter()
        self._series: dict[str, list[Entry]] = {}
        self._administrations = {
            entry.head: entry.id for entry in actors.entries.values() if entry.head is not None
        }
        for entry in actors.entries.values():
            if entry.series is not None:
                self._series.setdefault(entry.series, []).append(entry)

    def named(
        self, found: Iterable[Found], text: str, sentence_start: Sequence[int] | None = None
    ) -> list[Named]:
        """Return what the names mean, in order; a name that cannot be told apart is left out.

        Args:
            found: names of a folded text, in order.
            text: that text.
            sentence_start: for each name, where its sentence begins; without it, the text is one sentence.
        """
        result: list[Named] = []
        countries: list[tuple[int, str]] = []
        for order, each in enumerate(found):
            floor = sentence_start[order] if sentence_start is not None else 0
            here = [country for at, country in countries if at >= floor]
            chosen = self._choose(each, text, here)
            if chosen is None:
                continue
            entry, confidence = chosen
            for name in (entry.id, entry.series):
                if name is not None:
                    self._named[name] = each.start
                    self._times[name] += 1
            country = entry.id if entry.kind == "place" else entry.country
            if country is not None:
                countries = [(at, name) for at, name in countries if at >= floor] + [(each.start, country)]
            if result and _explains(result[-1], entry, text, each):
                result[-1] = self._with_aside(result[-1], each.end + 1, text)
                continue
            result.append(Named(each.start, each.end, entry.id, entry.kind, confidence))
        return result

    def _with_aside(self, before: Named, end: int, text: str) -> Named:
        """A name and the brackets after it; with 政権 after them it is the administration."""
        rule = _RULE.match(text, end)
        if rule is not None and (administration := self._administrations.get(before.entry)):
            return before._replace(end=rule.end(), entry=administration, kind="body")
        return before._replace(end=end)

    def _choose(self, found: Found, text: str, countries: list[str]) -> tuple[Entry, float] | None:
        for how, confidence in (("name", 0.95), ("alone", 0.9)):
            forms = [form for form in found.forms if form.how == how]
            if forms:
                return self._by_name(forms, confidence, found, text, countries)
        titled = [form for form in found.forms if form.how == "title"]
        bound = self._bound([*titled, *(form for form in found.forms if form.how == "family")])
        if bound is not None:
            return self._entries[bound.entry], 0.9
        return self._by_date(titled)

    def _by_name(
        self, forms: list[Form], confidence: float, found: Found, text: str, countries: list[str]
    ) -> tuple[Entry, float] | None:
        entries = list(dict.fromkeys(form.entry for form in forms))
        if len(entries) > 1:
            entries, confidence = self._told_apart(forms, found, countries)
        if len(entries) != 1:
            return None
        entry = self._entries[entries[0]]
        return self._member(entry, found, text, confidence)

    def _told_apart(self, forms: list[Form], found: Found, countries: list[str]) -> tuple[list[str], float]:
        """Of several entries with one name: by date, by country, by what was named, or as declared."""
        if self._date is not None:
            living = [form for form in forms if _overlaps(form, self._date)]
            if len({form.entry for form in living}) == 1:
                return [living[0].entry], 0.85
            forms = living or forms
        entries = list(dict.fromkeys(form.entry for form in forms))
        for country in reversed(countries):
            fitting = [each for each in entries if self._entries[each].country == country]
            if len(fitting) == 1:
                return fitting, 0.75
        before = [(self._times[each], self._named[each], each) for each in entries if each in self._named]
        if before:
            return [max(before)[2]], 0.75
        for held in self._ambiguous.values():
            if held.otherwise in entries and set(entries) <= set(held.means):
                return [held.otherwise], 0.6
        return [], 0.0

    def _member(self, entry: Entry, found: Found, text: str, confidence: float) -> tuple[Entry, float]:
        """Of a series: the member of the year that stands before the name, or the newest at the date."""
        members = self._series.get(entry.id)
        if not members:
            return entry, confidence
        when = _WHEN_BEFORE.search(text, max(0, found.start - 16), found.start)
        if when is not None and (when["year"] or when["word"] or when["month"]):
            dated = [each for each in members if each.issued and self._is_of(each.issued, when)]
            return (dated[0], 0.9) if len(dated) == 1 else (entry, confidence)
        if not entry.latest or self._date is None:
            return entry, confidence
        issued = [each for each in members if each.issued and each.issued.first <= self._date.last]
        if not issued:
            return entry, confidence
        return max(issued, key=lambda each: each.issued.first if each.issued else PartialDate(1).first), 0.7

    def _is_of(self, issued: PartialDate, when: re.Match[str]) -> bool:
        """Whether a member is of the year and month that stand before its name."""
        if when["month"] and issued.month != int(when["month"]):
            return False
        if when["year"]:
            return issued.year == int(when["year"])
        if self._date is None or (when["word"] and when["word"] not in _YEARS_AGO):
            return False
        ago = _YEARS_AGO[when["word"]] if when["word"] else 0
        return issued.year == self._date.year - ago and issued.first <= self._date.last

    def _bound(self, forms: list[Form]) -> Form | None:
        """The reading whose person the document named last."""
        before = [(self._named[form.person], form) for form in forms if form.person in self._named]
        if not before:
            return None
        latest = max(at for at, _ in before)
        return next(form for at, form in before if at == latest)

    def _by_date(self, forms: list[Form]) -> tuple[Entry, float] | None:
        """The reading whose holder was in office at the document's date, or was so last before it."""
        if not forms:
            return None
        if self._date is None:
            return self._only(forms, 0.6)
        date = self._date
        if not forms[0].former:
            holding = [form for form in forms if _overlaps(form, date)]
            if holding:
                return self._only(holding, 0.85)
        past = [
            form
            for form in forms
            if form.until is not None
            and form.until.last < date.last
            and (form.lasting or date.year - form.until.year <= _YEARS_REMEMBERED)
        ]
        if not past:
            return None
        newest = max(form.until.last for form in past if form.until is not None)
        return self._only([form for form in past if form.until and form.until.last == newest], 0.7)

    def _only(self, forms: list[Form], confidence: float) -> tuple[Entry, float] | None:
        entries = {form.entry for form in forms}
        return (self._entries[entries.pop()], confidence) if len(entries) == 1 else None


def _overlaps(form: Form, date: PartialDate) -> bool:
    begun = form.since is None or form.since.first <= date.last
    return begun and (form.until is None or form.until.last >= date.first)


def _explains(before: Named, entry: Entry, text: str, found: Found) -> bool:
    """Whether a name in brackets says again what stands before them: 安圭伯(アン・ギュベク)."""
    between = text[before.end : found.start]
    return before.entry == entry.id and between in ("(", " (") and text[found.end : found.end + 1] == ")"
