"""Tests of the scorecard, and of how its figures are shown."""

from __future__ import annotations

import json
import math

import pytest

from kaname.analysis import comparison, formats, regret, scorecard, summary
from kaname.base.languages import LANGUAGES
from kaname.futures.reading import Run

MONTH = "month index (0 = 2026-04)"


def test_the_card_holds_the_tables(run: Run) -> None:
    """Figures are those of the tables; the baseline has no comparison, no direction no regret."""
    card = scorecard.scorecard(run.outcomes)
    outcomes = {item["id"]: item for item in card["outcomes"]}
    troops = {row["policy"]: row for row in outcomes["posture.min_usfk"]["policies"]}
    assert troops["P00"]["comparison"] is None
    pair = comparison.compare(run.outcomes, outcomes=["posture.min_usfk"]).set_index("policy").loc["P04"]
    assert troops["P04"]["comparison"]["difference"] == pair["difference"]
    table = regret.percentiles(regret.regret(run.outcomes, "posture.min_usfk")).set_index("policy")
    assert troops["P04"]["regret"]["p90"] == table.loc["P04", "p90"]
    mean = summary.summarise(run.outcomes, ["posture.min_usfk"]).set_index("policy").loc["P04", "mean"]
    assert troops["P04"]["mean"] == mean
    shares = outcomes["burden.end_defence_share"]["policies"]
    assert all(row["regret"] is None for row in shares)


def test_the_card_is_json_with_no_infinity(run: Run) -> None:
    """Dates that never come are None beside a flag, in strict JSON."""
    dataset = run.outcomes.copy()
    month = dataset["command.opcon_transfer_month"]
    dataset["command.opcon_transfer_month"] = month.where(month < 60).assign_attrs(month.attrs)
    card = scorecard.scorecard(dataset, outcomes=["command.opcon_transfer_month"])
    assert "2041-01" in card["outcomes"][0]["missing_rule"]
    text = json.dumps(scorecard.finite(card), allow_nan=False)
    row = json.loads(text)["outcomes"][0]["policies"][0]
    assert row["q95"] is None
    assert row["q95_never"] is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_speaks_the_language(run: Run, language: str) -> None:
    """Definitions and what is not available yet are in the language asked for."""
    card = scorecard.scorecard(run.outcomes, language=language)
    assert card["definitions"]["regret"] == regret.definition(language)
    assert {item["key"] for item in card["not_available"]["lenses"]} == {
        "seoul_autonomy",
        "seoul_alliance",
        "washington_prioritiser",
        "tokyo",
    }
    assert all(item["needs"] for item in card["not_available"]["criteria"])


@pytest.mark.parametrize(
    ("figure", "error", "unit", "text"),
    [
        (55.2, 0.3, MONTH, "2030-11"),
        (math.inf, 0.0, MONTH, "not by the end"),
        (2035.0, 0.0, "calendar year", "2035"),
        (0.081, 0.004, "0/1", "8 %"),
        (0.0, 0.0, "0/1", "under 1 %"),
        (27_813.4, 21.0, "person", "27,810"),
        (16_000.6, 0.2, "person", "16,000"),
        (0.80961, 0.00002, "index", "0.81"),
        (9.092, 0.03, "year", "9.1"),
        (math.nan, 0.0, "person", "–"),
    ],
)
def test_levels_by_unit(figure: float, error: float, unit: str, text: str) -> None:
    """A month is a date, a probability a percentage, an index has two digits at most."""
    assert formats.value(figure, error, unit, "en") == text


@pytest.mark.parametrize(
    ("figure", "error", "unit", "text"),
    [
        (-21.9, 0.63, MONTH, "−21.9 ± 0.6"),
        (0.367, 0.0076, "0/1", "+36.7 ± 0.8 points"),
        (-4_426.0, 2.0, "person", "−4,426 ± 2"),
        (0.0, 0.0, "person", "0"),
        (-0.0243, 0.00034, "index", "−0.024 ± <0.001"),
        (-0.03, 0.009, MONTH, "−0.030 ± 0.009"),
        (0.01, 0.009, MONTH, "0.0 ± <0.1"),
        (math.nan, math.nan, "person", "–"),
    ],
)
def test_differences_carry_sign_and_error(figure: float, error: float, unit: str, text: str) -> None:
    """Differences of months are months, of probabilities points; the error stands beside."""
    assert formats.difference(figure, error, unit, "en") == text


def test_shares_say_all_and_none_only_when_so() -> None:
    """0 and 100 are kept for none and all of the futures."""
    assert [formats.percent(share) for share in (0.0, 0.004, 0.5, 0.996, 1.0, math.nan)] == [
        "0", "<1", "50", ">99", "100", "–",
    ]  # fmt: skip
