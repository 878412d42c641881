"""What a lever may be set to, and the number by which the equations know a setting."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from kaname.alliance import burden, calendar, command
from kaname.alliance.inputs import LEVERS, identifiers
from kaname.base.dates import Month
from kaname.base.errors import InputError

Setting = float | str | None
"""A lever's setting as a person writes it: a number, a word, a month, or none."""

NO_MONTH = -1.0
"""Code of a month that never comes."""

NONE = "none"


class Form(NamedTuple):
    """What a lever may be set to."""

    low: float = -math.inf
    """Least number allowed."""
    high: float = math.inf
    """Largest number allowed."""
    words: tuple[str, ...] = ()
    """Words allowed besides numbers; a category has only words."""
    month: bool = False
    """Whether it is a month (``YYYY-MM`` or ``none``)."""


FORMS: Mapping[str, Form] = {
    "politics.lever_floor_binding": Form(0, 1),
    "politics.lever_dmz_act_push": Form(0),
    "command.lever_opcon_mode": Form(words=command.OPCON_MODES),
    "posture.lever_strategic_flexibility": Form(0, 1),
    "posture.lever_troop_cut": Form(0, 30_000),
    "posture.lever_troop_cut_month": Form(month=True),
    "posture.lever_assurance_package": Form(0, 0.5),
    "burden.lever_defence_goal_percent": Form(1, 6),
    "burden.lever_defence_goal_year": Form(2027, 2040),
    "burden.lever_budget_execution": Form(0.01, 10, words=("on_time",)),
    "burden.lever_sma_mode": Form(words=burden.SMA_MODES),
    "consultation.lever_exercise_level": Form(0, 1.2),
}
"""The levers that the built systems read (specification §13)."""


def known() -> tuple[str, ...]:
    """Return the ids of the levers that the built systems read."""
    return identifiers(LEVERS)


def check(identifier: str, setting: object, *, where: str) -> Setting:
    """Return the setting if the lever can take it.

    Raises:
        InputError: it is of another kind or out of range; the message says what is allowed.
    """
    form = FORMS[identifier]
    if form.month:
        if setting is None or setting == NONE:
            return NONE
        return str(Month.parse(str(setting), where=where))
    if setting is None and "on_time" in form.words:
        return "on_time"
    if isinstance(setting, str) and setting in form.words:
        return setting
    number = isinstance(setting, int | float) and not isinstance(setting, bool)
    if number and form.low <= float(setting) <= form.high and not (form.words and form.low == -math.inf):  # type: ignore[arg-type]
        return float(setting)  # type: ignore[arg-type]
    raise InputError(f"{identifier} cannot be {setting!r}", where=where, todo=f"it is {allowed(form)}")


def allowed(form: Form) -> str:
    """Return in words what a lever may be set to."""
    if form.month:
        return "a month (YYYY-MM) or none"
    choices = " or ".join(form.words)
    if form.low == -math.inf:
        return f"one of {', '.join(form.words)}"
    span = f"at least {form.low:g}" if form.high == math.inf else f"{form.low:g} to {form.high:g}"
    return f"a number, {span}" + (f", or {choices}" if choices else "")


def code(identifier: str, setting: Setting) -> float:
    """Return the number by which the equations know a checked setting."""
    form = FORMS[identifier]
    if form.month:
        return NO_MONTH if setting in (None, NONE) else float(calendar.index_of(Month.parse(str(setting))))
    if setting == "on_time":
        return burden.ON_TIME
    if isinstance(setting, str):
        return float(form.words.index(setting))
    assert setting is not None
    return float(setting)
