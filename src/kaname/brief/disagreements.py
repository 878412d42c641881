"""Where register and documents disagree: both sides, and why it is a conflict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kaname.base.errors import InputError
from kaname.base.languages import Words
from kaname.brief import naming
from kaname.brief.evidence import anchor_of
from kaname.brief.ledger import Ledger
from kaname.brief.numbers import Number
from kaname.brief.prose import say
from kaname.brief.reading import written, written_form
from kaname.register import Parameter
from kaname.register.conflicts import Conflict, Side, shown


@dataclass(frozen=True, slots=True)
class SideShown:
    """One side: who says it, what it says, the words as written (a document's), since when."""

    who: Number
    value: Number
    written: Number | None
    as_of: Number


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One conflict, both sides and the reason."""

    kind: str
    parameter: Number
    sides: Sequence[SideShown]
    why: Markup


def disagreements(ledger: Ledger) -> list[Disagreement]:
    """Return the conflicts of the brief's documents, those with the register first."""
    conflicts = sorted(
        ledger.material.conflicts, key=lambda held: held.right.row is None and held.left.row is None
    )
    return [_shown(ledger, conflict) for conflict in conflicts]


def _shown(ledger: Ledger, conflict: Conflict) -> Disagreement:
    words = Words(ledger.words.language, "register")
    identifier = conflict.parameter_id
    sides = [_side(ledger, identifier, side, words) for side in (conflict.left, conflict.right)]
    left, right = sides
    values: dict[str, object] = {
        "label": ledger.parameter(identifier),
        "left": left.who,
        "right": right.who,
        "left_value": left.value,
        "right_value": right.value,
        "date": left.as_of,
        "right_date": right.as_of,
    }
    for name, value in conflict.values.items():
        if name == "other":
            values[name] = ledger.parameter(value)
        elif name == "date":
            values[name] = _cite(ledger, identifier, conflict.left, ledger.format.date(value))
        elif name == "written" and conflict.left.link is not None:
            values[name] = written(ledger, conflict.left.link.claim)
        else:
            values[name] = _cite(ledger, identifier, conflict.left, value)
    kind = words(f"conflict.kind.{conflict.kind}")
    return Disagreement(kind, ledger.parameter(identifier), sides, say(words, conflict.message_id, **values))


def _side(ledger: Ledger, identifier: str, side: Side, words: Words) -> SideShown:
    parameter = ledger.material.register[identifier]
    overlaid = side.row is not None and side.row.overlay
    name = words("conflict.overlay") if overlaid else ledger.words("brief.disagreements.register")
    if side.link is not None:
        read = [reading.document for reading in ledger.material.readings]
        name = naming.short(ledger.material.shelf[str(side.document)], words.language, read)
    claim = side.link.claim if side.link is not None else None
    damaged = claim is not None and claim.warning is not None
    # A damaged figure is shown as it is written: a reading of it would say what nobody wrote.
    value = written_form(claim) if claim is not None and damaged else _value(ledger, parameter, side, words)
    return SideShown(
        who=_cite(ledger, identifier, side, name, style="name"),
        value=_cite(ledger, identifier, side, value),
        written=written(ledger, claim) if claim is not None and not damaged else None,
        as_of=_cite(ledger, identifier, side, ledger.format.date(side.as_of)),
    )


def _value(ledger: Ledger, parameter: Parameter, side: Side, words: Words) -> str:
    """Return what a side says; dates as the reader writes them."""
    text = shown(side, parameter, words)
    if parameter.unit not in ("calendar_year", "calendar_month"):
        return text
    try:
        return ledger.format.period(text)
    except InputError:
        return text


def _cite(ledger: Ledger, identifier: str, side: Side, text: str, *, style: str = "n") -> Number:
    """Lead to the sentence of a document's side, to the register entry of the register's."""
    if side.link is not None:
        return ledger.book.cite(anchor_of(side.link.claim), text, style=style)
    ledger.parameter(identifier)
    return ledger.parameter(identifier, text)
