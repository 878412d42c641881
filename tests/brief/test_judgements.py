"""Key judgements: the numbers are the run's, the words those of the numbers, confidence by rule."""

from __future__ import annotations

import re
from dataclasses import replace

import lxml.html
import pytest

from kaname.analysis import likelihood
from kaname.base.languages import Words
from kaname.brief.judgements import Judgement, judgements
from kaname.brief.ledger import Ledger
from kaname.brief.material import Material


def made(material: Material, language: str = "en") -> dict[str, Judgement]:
    """Return the judgements of a material, by key."""
    ledger = Ledger(material, Words(language, "brief"))
    return {held.anchor.removeprefix("j-"): held for held in judgements(ledger)}


def words(markup: str) -> str:
    """Return the text of markup."""
    return re.sub(r"<[^>]+>", "", str(markup))


@pytest.mark.parametrize("language", ["en", "ja", "ko"])
def test_number_and_word_are_those_of_the_run(material: Material, language: str) -> None:
    """Each event shows the run's own probability, with the word of the number shown."""
    held = made(material, language)["troops"]
    row = material.findings.summary[("posture.cut_below_28500", "P00")]
    phrase = likelihood.phrase(float(row["mean"]), language, int(row["n"]))
    assert phrase in words(held.statement)
    assert words(held.events[0].probability.__html__()) in phrase
    assert held.events[0].word in phrase


def test_changes_are_paired_and_the_largest_comes_first(material: Material) -> None:
    """The policy that moves the outcome most is named first, with its difference and error."""
    changes = words(made(material)["troops"].changes)
    row = material.findings.differences[("posture.cut_below_28500", "P04")]
    assert (
        f"+{100 * row['difference']:.1f} points (standard error {100 * row['standard_error']:.1f})" in changes
    )
    assert changes.index("Guam") < changes.index("flexibility")


def test_what_does_not_move_is_said_not_to(material: Material) -> None:
    """Where no policy moves an outcome the brief says so."""
    assert words(made(material)["opcon"].changes) == "None of the policies compared moves it measurably."


def with_rivals(material: Material, rivals: list[str], n: int = 400, **row: object) -> Material:
    """Return the material with rivals that are all alike, each like P04 but for ``row``."""
    found = material.findings
    outcome = "posture.cut_below_28500"
    differences, summary = dict(found.differences), dict(found.summary)
    for policy in rivals:
        differences[(outcome, policy)] = {**found.differences[(outcome, "P04")], "policy": policy, **row}
        differences[(outcome, policy)]["n"] = n
        summary[(outcome, policy)] = found.summary[(outcome, "P04")]
    changed = replace(
        found,
        policies=("P00", *rivals),
        outcomes={outcome: found.outcomes[outcome]},
        differences=differences,
        summary=summary,
    )
    return replace(material, findings=changed)


@pytest.mark.parametrize("language", ["en", "ja", "ko"])
def test_every_policy_that_moves_an_outcome_is_told(material: Material, language: str) -> None:
    """Five policies move the outcome: all five are named, and nothing is said of others."""
    rivals = ["PA", "PB", "PC", "PD", "PE"]
    changes = words(made(with_rivals(material, rivals), language)["troops"].changes)
    assert all(policy in changes for policy in rivals)
    assert Words(language, "brief")("brief.judgement.changes.rest") not in changes


def test_the_rest_is_told_only_where_it_is_so(material: Material) -> None:
    """One policy moves, one does not: the sentence on the others stands; a slight effect has its own."""
    told = made(material)["troops"]
    assert "do not move it" not in words(told.changes)
    unmoved = with_rivals(material, ["P04", "PB"])
    unmoved.findings.differences[("posture.cut_below_28500", "PB")]["distinguishable"] = False
    assert "do not move it measurably" in words(made(unmoved)["troops"].changes)
    slight = with_rivals(material, ["P04", "PB"])
    slight.findings.differences[("posture.cut_below_28500", "PB")]["difference"] = 1e-9
    assert "less than the figures here can show" in words(made(slight)["troops"].changes)


def test_no_path_is_told_where_every_future_is_the_same(material: Material) -> None:
    """Policies that change no future of many have no path to the outcome; few futures do not say so."""
    same = {"difference": 0.0, "standard_error": 0.0, "distinguishable": False, "equal_share": 1.0}
    many = words(made(with_rivals(material, ["PA", "PB"], 20_000, **same))["troops"].changes)
    assert many.startswith("None of the policies compared reaches this outcome")
    few = words(made(with_rivals(material, ["PA", "PB"], 100, **same))["troops"].changes)
    assert few == "None of the policies compared moves it measurably."


@pytest.mark.parametrize("language", ["en", "ja", "ko"])
def test_the_tolerance_and_the_term_are_stated(material: Material, language: str) -> None:
    """The troops' tolerance stands beside the thresholds, and June 2030 says whose term ends."""
    held = made(material, language)
    assert "1,000" in words(held["troops"].statement) and "500" in words(held["troops"].statement)
    name = {"en": "Lee Jae-myung", "ja": "李在明", "ko": "이재명"}[language]
    assert name in words(held["opcon"].statement) and name in words(held["opcon"].events[1].name)


def test_the_planted_driver_is_named_with_its_class(material: Material) -> None:
    """The input that moves the toy's troops is named, with its class from the register."""
    drivers = words(made(material)["troops"].drivers)
    label = material.register["posture.retrenchment_weight"].label["en"]
    assert label in drivers and "assumption" in drivers


def test_confidence_follows_its_rule(material: Material) -> None:
    """Low while couplings are held; without any, an outcome whose driver is data is moderate."""
    assert words(made(material)["defence"].confidence).startswith("Low")
    free = replace(material, manifest={**material.manifest, "model": {"systems": [], "held": []}})
    assert words(made(free)["defence"].confidence).startswith("Moderate")
    assert words(made(free)["troops"].confidence).startswith("Low")


def test_lever_linked_judgements_are_tagged(material: Material, pages: dict[str, str]) -> None:
    """A judgement on an outcome that a lever enters directly carries the tag on the page."""
    held = made(material)
    assert held["autonomy"].lever_linked and not held["troops"].lever_linked
    root = lxml.html.document_fromstring(pages["en"])
    assert root.xpath("//*[@id='j-autonomy']//*[@class='tag']")
    assert not root.xpath("//*[@id='j-troops']//*[@class='tag']")


def test_the_fan_behind_a_judgement_is_the_run_s(material: Material, pages: dict[str, str]) -> None:
    """The median stated for December 2035 is the run's, and the same as in the table of the chart."""
    bands = material.bands
    chosen = bands[(bands["indicator"] == "burden.sma_payment_trn_krw") & (bands["policy"] == "P00")]
    row = chosen[[str(month) == "2035-12-01" for month in chosen["month"]]].iloc[0]
    assert f"a median of {row['q50']:.2f} trillion won a year" in words(made(material)["sma"].statement)
    root = lxml.html.document_fromstring(pages["en"])
    lines = root.xpath("//figure[@id='f-burden_sma_payment_trn_krw']//tbody/tr")
    cells = next(line for line in lines if line.xpath("string(./th)") == "2035").xpath("./td")
    assert [cell.text_content() for cell in cells[:5]] == [
        f"{row[name]:.2f}" for name in ("q05", "q25", "q50", "q75", "q95")
    ]
