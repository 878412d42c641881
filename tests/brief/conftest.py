"""A brief's material made by hand: texts and claims of our own, a toy run, the program's own register."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from kaname.base.dates import PartialDate
from kaname.base.files import digest_bytes
from kaname.brief import findings, page
from kaname.brief.judgements import JUDGED
from kaname.brief.material import Failure, Material, Reading
from kaname.claims.model import (
    Claim,
    DateClaim,
    MentionClaim,
    MilestoneClaim,
    Part,
    QuantityClaim,
    StatementClaim,
)
from kaname.documents.document import Document
from kaname.register import Register, conflicts, load
from kaname.register.links import link

POLICIES = ("P00", "P01", "P04")
LABELS = {
    "P00": {"en": "Status quo", "ja": "現状維持", "ko": "현상 유지"},
    "P01": {
        "en": "Strategic flexibility accepted",
        "ja": "戦略的柔軟性の受け入れ",
        "ko": "전략적 유연성 수용",
    },
    "P04": {"en": "4,500 troops to Guam", "ja": "4,500人のグアム移転", "ko": "4,500명 괌 이전"},
}
OUTCOMES: dict[str, tuple[str, str, bool]] = {
    "command.opcon_transfer_month": ("month index (0 = 2026-04)", "-", False),
    "command.opcon_by_2028": ("0/1", "", False),
    "command.opcon_by_2030_06": ("0/1", "", False),
    "command.opcon_by_2040": ("0/1", "", False),
    "command.opcon_immature": ("0/1", "-", False),
    "command.autonomy_years": ("year", "+", True),
    "posture.min_usfk": ("person", "+", False),
    "posture.cut_below_28500": ("0/1", "-", False),
    "posture.cut_below_22000": ("0/1", "-", False),
    "burden.end_defence_share": ("percent of GDP", "", False),
    "burden.end_sma": ("trillion KRW per year, nominal", "-", False),
    "burden.year_goal_reached": ("calendar year", "", False),
}
JAPANESE = (
    "在韓米軍は約3万1,000人である。\n"
    "移管は2028年12月までに行うと国防相は述べた。費用は1兆183\n3ウォンという。"
)
ENGLISH = "US Forces Korea number 28,500 troops. The minister said that talks will end by June 2027."


def document(text: str, key: str, title: str, language: str, date: str) -> Document:
    """Return a document of our own words."""
    return Document(
        digest=digest_bytes(text.encode()),
        file_name=f"{key}.txt",
        media_type="text/plain",
        text=text,
        language=language,
        date=PartialDate.parse(date),
        date_source="given",
        citation={"id": key, "type": "article", "title": title, "language": language},
        key=key,
        title=title,
    )


def place(held: Document, words: str) -> dict[str, Any]:
    """Return where words stand in a document."""
    start = held.text.index(words)
    return {"document": held.digest, "start": start, "end": start + len(words), "text": words}


def part(held: Document, words: str) -> Part:
    """Return a part of a statement."""
    start = held.text.index(words)
    return Part(start, start + len(words), words)


def readings(register: Register) -> list[Reading]:
    """Return two documents with their claims, some of which bear on the register."""
    japanese = document(JAPANESE, "ours-2026", "2026年の在韓米軍", "ja", "2026-03-01")
    english = document(ENGLISH, "theirs-2026", "How many are 28,500?", "en", "2026-02")
    claims: dict[str, list[Claim]] = {
        japanese.digest: [
            QuantityClaim(**place(japanese, "約3万1,000人"), value=31_000, unit="person", approx=True),
            DateClaim(**place(japanese, "2028年12月"), iso="2028-12", kind="absolute", mod="by"),
            MilestoneClaim(**place(japanese, "2028年12月までに行う"), status="planned", due="2028-12"),
            StatementClaim(
                **place(japanese, "移管は2028年12月までに行うと国防相は述べた"),
                content=part(japanese, "移管は2028年12月までに行う"),
                verb=part(japanese, "述べた"),
                speaker=part(japanese, "国防相"),
                quote="indirect",
            ),
            QuantityClaim(
                **place(japanese, "1兆183\n3ウォン"),
                value=1_000_000_001_833,
                unit="KRW",
                warning="magnitude word",
            ),
        ],
        english.digest: [
            QuantityClaim(**place(english, "28,500 troops"), value=28_500, unit="person"),
            DateClaim(**place(english, "June 2027"), iso="2027-06", kind="absolute", mod="by"),
            DateClaim(**place(english, "by June"), iso="2027-06", kind="yearless", role="citation"),
            MentionClaim(**place(english, "US Forces Korea"), entity="usfk", kind="body"),
            StatementClaim(
                **place(english, "said that talks will end by June 2027"),
                content=part(english, "talks will end by June 2027"),
                quote="indirect",
                implicit_speaker=True,
            ),
        ],
    }
    return [
        Reading(held, claims[held.digest], link(claims[held.digest], held, register))
        for held in (english, japanese)
    ]


def dataset(n: int = 400) -> tuple[xr.Dataset, pd.DataFrame]:
    """Return a toy run: troops fall with the retrenchment weight, P04 cuts, P01 spares."""
    random = np.random.default_rng(5)
    draws = pd.DataFrame(
        {
            "future": np.arange(n),
            "posture.retrenchment_weight": random.uniform(0.3, 1.5, n),
            "command.scm_base_prob": random.uniform(0.2, 0.6, n),
            "burden.budget_execution": random.uniform(0.5, 1.05, n),
            "command.switch_opcon_effect": random.integers(0, 2, n).astype(float),
        }
    )
    noise = random.normal(size=(3, n))
    values: dict[str, list[np.ndarray]] = {name: [] for name in OUTCOMES}
    for policy in POLICIES:
        wait = np.round(90 - 100 * (draws["command.scm_base_prob"] - 0.2) + 25 * noise[0])
        month = np.where(wait > 176, np.nan, np.clip(wait, 4, None))
        troops = 28_500 - np.clip(
            5_000 * (draws["posture.retrenchment_weight"] - 0.9) + 3_000 * noise[1], 0, None
        )
        troops = troops - 4_500 * (policy == "P04") + 900 * (policy == "P01")
        share = 1.8 + 1.6 * draws["burden.budget_execution"] + 0.02 * noise[2]
        known = np.nan_to_num(month, nan=1e9)
        column = {
            "command.opcon_transfer_month": month,
            "command.opcon_by_2028": known <= 32,
            "command.opcon_by_2030_06": known <= 50,
            "command.opcon_by_2040": known <= 176,
            "command.opcon_immature": np.where(np.isnan(month), np.nan, noise[0] > 2),
            "command.autonomy_years": np.clip(176 - known, 0, None) / 12,
            "posture.min_usfk": troops,
            "posture.cut_below_28500": troops < 27_500,
            "posture.cut_below_22000": troops < 21_500,
            "burden.end_defence_share": share,
            "burden.end_sma": 3.2 + 0.4 * noise[2],
            "burden.year_goal_reached": np.where(share > 3.3, 2035, np.nan),
        }
        for name, held in column.items():
            values[name].append(np.asarray(held, dtype=np.float64))
    data = {
        name: (
            ("future", "policy"),
            np.stack(held, axis=1),
            {"unit": OUTCOMES[name][0], "better": OUTCOMES[name][1], "lever_linked": OUTCOMES[name][2]}
            | {f"label_{language}": label(name, language) for language in ("en", "ja", "ko")},
        )
        for name, held in values.items()
    }
    attributes = {"last_month": "2040-12"}
    return xr.Dataset(
        data, coords={"future": np.arange(n), "policy": list(POLICIES)}, attrs=attributes
    ), draws


def label(name: str, language: str) -> str:
    """Return a label with a digit in it, as real ones have."""
    return {"en": f"Outcome {name}", "ja": f"指標 {name}", "ko": f"지표 {name}"}[language]


INDICATORS = {
    "posture.usfk_troops": ("person", 28_500.0, -400.0),
    "burden.defence_share": ("share of GDP", 0.024, 0.0008),
    "burden.sma_payment_trn_krw": ("trillion_krw_nominal / year", 1.5, 0.12),
    "command.prob_opcon_transferred": ("0/1; its mean is the probability", 0.0, 0.06),
}


def bands() -> pd.DataFrame:
    """Return fans by month for each indicator and policy."""
    rows = []
    for shift, policy in enumerate(POLICIES):
        for name, (_, first, slope) in INDICATORS.items():
            for index in range(176):
                month = datetime.date(2026 + (4 + index) // 12, (4 + index) % 12 + 1, 1)
                middle = first + slope * (index / 12) * (1 + 0.5 * shift)
                middle = min(middle, 1.0) if "prob" in name else middle
                spread = abs(slope) * index / 24
                rows.append(
                    {"policy": policy, "month": month, "indicator": name, "mean": middle}
                    | {
                        column: middle + spread * width
                        for column, width in (("q05", -2), ("q25", -1), ("q50", 0), ("q75", 1), ("q95", 2))
                    }
                )
    return pd.DataFrame(rows)


def manifest(register: Register) -> dict[str, Any]:
    """Return a run.json in the run format."""
    return {
        "format": 1,
        "kaname": "0",
        "seed": 7,
        "n": 400,
        "as_of": "2026-04",
        "first_month": "2026-05",
        "last_month": "2040-12",
        "months": 176,
        "policies": [
            {"id": policy, "label": LABELS[policy], "levers": levers}
            for policy, levers in (
                ("P00", {}),
                ("P01", {"posture.lever_strategic_flexibility": 1.0}),
                ("P04", {"posture.lever_troop_cut": 4500}),
            )
        ],
        "register_digest": register.digest,
        "model": {
            "systems": ["politics", "command", "posture", "burden"],
            "held": [
                {"id": "deterrence.peninsula_tension", "value": 0.35, "system": "deterrence", "why": "read"},
                {"id": "cohesion.rupture_event", "value": 0.0, "system": "cohesion", "why": "none"},
            ],
        },
        "outcomes": [{"id": name, "unit": unit} for name, (unit, _, _) in OUTCOMES.items()],
        "indicators": [
            {"id": name, "unit": unit, "label": {key: label(name, key) for key in ("en", "ja", "ko")}}
            for name, (unit, _, _) in INDICATORS.items()
        ],
        "bands_futures": 400,
        "files": {"outcomes.parquet": "sha256:" + "ab" * 32, "bands.parquet": "sha256:" + "cd" * 32},
        "versions": {"jax": "0.7"},
        "result_codes": {"0": {"count": 1200, "meaning": "within the model"}},
    }


@pytest.fixture(scope="session")
def register() -> Register:
    """The program's own register."""
    return load()


@pytest.fixture(scope="session")
def material(register: Register) -> Material:
    """Everything that a brief shows, of a toy run and two documents of our own."""
    outcomes, draws = dataset()
    held = readings(register)
    links = [each for reading in held for each in reading.links]
    return Material(
        run_id="toy-7",
        manifest=manifest(register),
        bands=bands(),
        inputs=[name for name in draws.columns if name != "future"],
        findings=findings.find(outcomes, draws, judged=JUDGED),
        register=register,
        readings=held,
        conflicts=conflicts.find(links, register, [reading.document for reading in held]),
        command="kaname brief a.txt -n 400 --seed 7",
        failures=[Failure("broken-2.pdf", "this file is empty")],
    )


@pytest.fixture(scope="session")
def pages(material: Material) -> dict[str, str]:
    """The brief in each language."""
    return {language: page.compose(material, language) for language in ("en", "ja", "ko")}


@pytest.fixture(scope="session")
def bare_page(material: Material) -> str:
    """A brief without documents, conflicts, bands or failures: what is absent says so."""
    bare = replace(material, readings=[], conflicts=[], failures=[], bands=material.bands.iloc[:0])
    return page.compose(bare, "en")


@pytest.fixture(scope="session")
def demo_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The brief that the demo writes, of a small run of the real model, in each language."""
    from kaname.cli import run

    folder = tmp_path_factory.mktemp("demo")
    assert run(["demo", "--out", str(folder), "-n", "64"]) == 0
    return {
        language: (folder / f"brief.{language}.html").read_text(encoding="utf-8")
        for language in ("en", "ja", "ko")
    }
