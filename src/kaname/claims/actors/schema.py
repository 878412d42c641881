"""What an entry of the gazetteer may say."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kaname.base.dates import PartialDate
from kaname.base.errors import InputError

KINDS = ("person", "office", "body", "place", "document", "event", "system")
"""Kinds of entries, in the order of their files."""

Kind = Literal["person", "office", "body", "place", "document", "event", "system"]

_HANGUL = re.compile("[\uac00-\ud7a3]")
_KANA_OR_HANZI = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
_ID = re.compile(r"[A-Z0-9]+(?:_[A-Z0-9]+)*")


def _date(value: Any) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(str(value))
    except InputError as error:
        raise ValueError(f"{error.what}; {error.todo}") from None


def _name(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a name is a text: put it in quotes")
    if value != " ".join(value.split()) or not value:
        raise ValueError("a name has no blanks at its ends and single ones inside")
    if value != unicodedata.normalize("NFKC", value):
        raise ValueError(f"write it as {unicodedata.normalize('NFKC', value)!r} (NFKC)")
    if len(value) < 2:
        raise ValueError("a name has two characters or more")
    return value


def _english(value: str) -> str:
    if _HANGUL.search(value) or _KANA_OR_HANZI.search(value):
        raise ValueError("an English name is in Latin script")
    return value


def _japanese(value: str) -> str:
    if _HANGUL.search(value):
        raise ValueError("a Japanese name has no Hangul")
    return value


def _korean(value: str) -> str:
    if re.search("[\u3041-\u30ff]", value):
        raise ValueError("a Korean name has no kana")
    return value


Date = Annotated[PartialDate, BeforeValidator(_date)]
Name = Annotated[str, BeforeValidator(_name)]
Id = Annotated[str, Field(pattern=rf"^{_ID.pattern}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Family(_Strict):
    """A person's family name in three scripts; a script is left out where the form would mislead."""

    en: str | None = None
    ja: str | None = None
    ko: str | None = None


class Titles(_Strict):
    """Titles of an office as they stand beside a name."""

    en: tuple[Name, ...] = ()
    ja: tuple[Name, ...] = ()
    ko: tuple[Name, ...] = ()


class Term(_Strict):
    """A person's time in an office; without ``to`` it lasts as far as is known."""

    office: Id
    since: Date = Field(alias="from")
    until: Date | None = Field(None, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until is not None and self.until.last < self.since.first:
            raise ValueError(f"ends ({self.until}) before it begins ({self.since})")
        return self


class Numbered(_Strict):
    """Members of a series by their number, and the patterns of their names.

    ``{n}`` stands for the number, ``{nth}`` for the English ordinal.
    """

    id: str
    numbers: dict[int, Date]
    en: tuple[Name, ...]
    ja: tuple[Name, ...]
    ko: tuple[Name, ...]

    @model_validator(mode="after")
    def _has_places(self) -> Self:
        for pattern in (self.id, *self.en, *self.ja, *self.ko):
            if "{n}" not in pattern and "{nth}" not in pattern:
                raise ValueError(f"the pattern {pattern!r} has no {{n}}")
        return self


class Entry(_Strict):
    """One person, office, body, place, document, event or system.

    Attributes:
        id: our own, upper case with underscores.
        kind: one of ``KINDS``.
        en, ja, ko: its names; the first of each is the one shown.
        family: of a person, the name that titles are put to.
        alone: of a person, the family name alone means them in this field.
        offices: of a person, with their dates.
        titles: of an office.
        lasting: of an office, its title is kept for life.
        many: of an office, several hold it at a time.
        country: the entry of the country it belongs to.
        head: of an administration, the person whose name it bears.
        since, until: when it exists.
        series: the entry of whose members it is one.
        issued: of a document or event, its date.
        latest: of a series, its plain name means the newest member at the date of the text.
        numbered: of a series, its members by number.
        officials: unnamed officials speak for it (they are an entry of their own).
        excluded: longer words that hold one of its names and mean something else.
        recalled: its dates are general knowledge, not checked against a document.
    """

    id: Id
    kind: Kind
    en: tuple[Annotated[str, BeforeValidator(_name)], ...] = Field(min_length=1)
    ja: tuple[Annotated[str, BeforeValidator(_name)], ...] = Field(min_length=1)
    ko: tuple[Annotated[str, BeforeValidator(_name)], ...] = Field(min_length=1)
    family: Family | None = None
    alone: bool = False
    offices: tuple[Term, ...] = ()
    titles: Titles | None = None
    lasting: bool = False
    many: bool = False
    country: Id | None = None
    head: Id | None = None
    since: Date | None = Field(None, alias="from")
    until: Date | None = Field(None, alias="to")
    series: Id | None = None
    issued: Date | None = None
    latest: bool = False
    numbered: Numbered | None = None
    officials: bool = False
    excluded: tuple[Name, ...] = Field((), alias="not")
    recalled: bool = False

    @model_validator(mode="after")
    def _scripts_fit(self) -> Self:
        for names, check in ((self.en, _english), (self.ja, _japanese), (self.ko, _korean)):
            for name in names:
                try:
                    check(name)
                except ValueError as error:
                    raise ValueError(f"{name!r}: {error}") from None
            if len(set(names)) < len(names):
                raise ValueError(f"a name stands twice in {list(names)}")
        return self

    @model_validator(mode="after")
    def _parts_fit_the_kind(self) -> Self:
        person = ("family", "alone", "offices")
        for kind, parts in (
            ("person", person),
            ("office", ("titles", "lasting", "many")),
            ("body", ("head", "officials")),
        ):
            for part in parts:
                if getattr(self, part) and self.kind != kind:
                    raise ValueError(f"{part!r} is for a {kind}, not for a {self.kind}")
        if self.alone and self.family is None:
            raise ValueError("'alone' wants a family name")
        if self.series is not None and self.issued is None:
            raise ValueError("a member of a series wants 'issued'")
        if self.since and self.until and self.until.last < self.since.first:
            raise ValueError(f"ends ({self.until}) before it begins ({self.since})")
        return self

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Its names by language."""
        return {"en": self.en, "ja": self.ja, "ko": self.ko}


class Ambiguous(_Strict):
    """A name that means more than one entry."""

    means: tuple[Id, ...] = Field(min_length=2)
    otherwise: Id | None = None
