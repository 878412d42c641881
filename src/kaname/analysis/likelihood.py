"""Words of likelihood, always beside the number (ICD 203; Friedman 2019 on why the number must stay).

The bands are those of Intelligence Community Directive 203 (2015): 1–5, 5–20, 20–45, 45–55, 55–80,
80–95, 95–99 %, the lower edge inclusive. Below 1 % and above 99 % the outermost word stands with
"under 1 %" or "over 99 %": a share of a finite number of futures never says impossible or certain.
The words in each language are in the catalogue ``locale/LANGUAGE/analysis.po``.
"""

from __future__ import annotations

import math

from kaname.analysis import uncertainty
from kaname.base.languages import Words

BANDS: tuple[tuple[int, str], ...] = (
    (1, "almost_no_chance"),
    (5, "very_unlikely"),
    (20, "unlikely"),
    (45, "even"),
    (55, "likely"),
    (80, "very_likely"),
    (95, "almost_certain"),
)
"""Lower edge in percent (inclusive) and the key of the word, from the least likely up."""

FEWEST_FUTURES = 73
"""Below this many futures an event seen in none of them may still have a probability of 5 % (Wilson)."""


def band(probability: float) -> str:
    """Return the key of the band that holds the probability, such as ``very_unlikely``.

    Percentages are compared after rounding at the fifth decimal, so that an edge stored in single
    precision (0.45 as 0.44999999) counts as the edge.

    Raises:
        ValueError: the probability is outside [0, 1] or not a number.
    """
    if not 0.0 <= probability <= 1.0:
        raise ValueError(f"a probability lies between 0 and 1, not {probability!r}")
    percent = round(probability * 100.0, 5)
    key = BANDS[0][1]
    for edge, name in BANDS:
        if percent >= edge:
            key = name
    return key


def word(probability: float, language: str) -> str:
    """Return the ICD 203 word of a probability, without its number.

    For text use :func:`phrase`: the word alone loses information (Friedman et al. 2018).

    Args:
        probability: in [0, 1].
        language: ``en``, ``ja`` or ``ko``.

    Raises:
        ValueError: the probability is outside [0, 1].
    """
    return Words(language, "analysis")(f"likelihood.{band(probability)}")


def phrase(probability: float, language: str, n: int | None = None) -> str:
    """Return number and word together, such as ``8 % (very unlikely)``.

    The number is rounded first, to whole points or to what ``n`` futures support, and the word is that
    of the number shown, so that a reader who looks it up in the table finds the same word.

    Args:
        probability: share of futures, in [0, 1].
        language: ``en``, ``ja`` or ``ko``.
        n: number of futures behind it, if any. With fewer than 73 futures an extreme share is given as
            a count, without a word, because the futures cannot tell 1 % from 5 %.

    Raises:
        ValueError: the probability is outside [0, 1] or ``n`` is under 1.
    """
    words = Words(language, "analysis")
    # The same rounding as in band(): single precision must not move an edge.
    exact = round(probability * 100.0, 5)
    key = band(probability)
    extreme = exact < 1.0 or exact > 99.0
    if extreme and n is not None and n < FEWEST_FUTURES:
        uncertainty.standard_error(probability, n)
        return words("likelihood.too_few", count=round(probability * n), n=n)
    if exact < 1.0:
        return words("likelihood.under", word=words(f"likelihood.{key}"))
    if exact > 99.0:
        return words("likelihood.over", word=words(f"likelihood.{key}"))
    percent = percent_shown(probability, n)
    return words("likelihood.phrase", percent=percent, word=word(percent / 100.0, language))


def percent_shown(probability: float, n: int | None = None) -> int:
    """Return the percentage to show: whole points, or steps of 2, 5 or 10 where n futures say no more.

    Never finer than one point: the inputs are mostly assumptions, and a decimal would claim otherwise.
    Never 0 or 100 for a probability between 1 and 99 %.
    """
    percent = round(probability * 100.0, 5)
    unit = 1
    if n is not None:
        error = 100.0 * uncertainty.standard_error(probability, n)
        unit = next((rung for rung in (1, 2, 5, 10) if rung >= error), 10)
    # Half a step goes up, as a reader expects (Python's round would send 12.5 to 12).
    result = math.floor(percent / unit + 0.5) * unit
    if not 1 <= result <= 99 or band(result / 100.0) != band(probability):
        # A coarse step must not carry the figure into another word's band.
        result = math.floor(percent + 0.5)
    return min(99, max(1, result)) if 1.0 <= percent <= 99.0 else result


def percent_phrase(probability: float, language: str, n: int | None = None) -> str:
    """Return the number alone in the language's form (``8 %``, ``under 1 %``), for tables."""
    words = Words(language, "analysis")
    exact = round(probability * 100.0, 5)
    if exact < 1.0:
        return words("likelihood.under_number")
    if exact > 99.0:
        return words("likelihood.over_number")
    return words("likelihood.number", percent=percent_shown(probability, n))


def settled(probability: float, n: int) -> bool:
    """Say whether the 95 % Wilson interval of a share of n futures lies within one word's band."""
    low, high = uncertainty.wilson(probability, n)
    return band(low) == band(high)
