"""What an absent value counts as where a number is needed (means, differences, ranks, regret).

An outcome can be absent in a future that ran well: a transfer that has not come by the last month has
no month. Leaving such futures out would flatter a policy that never delivers, so each such outcome has
one stated rule. Medians and quantiles need no rule: "never" is later than every date.
"""

from __future__ import annotations

from typing import NamedTuple

from kaname.base.dates import Month
from kaname.base.languages import Words

MONTH_ZERO = Month(2026, 4)
"""The month with model index 0 (the initial state)."""

LAST_MONTH = Month(2040, 12)
"""The last month of the model, used when a run does not say its own."""


class Rule(NamedTuple):
    """A rule for an absent value: a key of the catalogue (``missing.KEY``) and the value it counts as."""

    key: str
    value: float
    never: bool
    """True where absent means "not by the end": the value then sorts after every date."""


def rule(outcome: str, last_month: Month = LAST_MONTH) -> Rule | None:
    """Return the rule of an outcome, or None where an absent value has no meaning and is left out.

    - ``command.opcon_transfer_month``: the month after the last one. It is the earliest month that
      is compatible with what the future shows, so that means and regret are lower bounds; the
      mean is the restricted mean of survival analysis (Royston & Parmar 2013). The sign tests of the
      model use 250 instead; ranks and medians are the same under both.
    - ``burden.year_goal_reached``: the year after the last one, for the same reason.
    - ``command.opcon_immature``: 0; where there was no transfer there was no immature transfer.

    Args:
        outcome: register id.
        last_month: last simulated month of the run.
    """
    if outcome == "command.opcon_transfer_month":
        return Rule("month_after_the_end", float(last_month - MONTH_ZERO + 1), never=True)
    if outcome == "burden.year_goal_reached":
        return Rule("year_after_the_end", float((last_month + 1).year), never=True)
    if outcome == "command.opcon_immature":
        return Rule("no_transfer", 0.0, never=False)
    return None


def month_of(index: float) -> Month:
    """Return the calendar month of a model month index (0 = 2026-04)."""
    return MONTH_ZERO + round(index)


def text(rule: Rule, words: Words) -> str:
    """Return in words what an absent value counts as, a month as ``YYYY-MM``."""
    month = rule.key == "month_after_the_end"
    return words(f"missing.{rule.key}", value=str(month_of(rule.value)) if month else f"{rule.value:g}")
