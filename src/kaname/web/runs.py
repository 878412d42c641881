"""What the runs' pages show: the list, and one run with its charts and its scorecard."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import xarray as xr

from kaname.analysis.formats import value as level
from kaname.analysis.summary import summarise
from kaname.brief import chart
from kaname.brief.figures import BUDGETS
from kaname.futures import reading
from kaname.register import Register, units
from kaname.web.registers import shown
from kaname.web.rendering import Page

CHARTS = (
    ("posture.usfk_troops", 1.0, ",.0f"),
    ("burden.defence_share", 100.0, ".1f"),
    ("burden.sma_payment_trn_krw", 1.0, ".1f"),
)
"""Indicators drawn as fans: register id, factor to the unit shown, number format of the axis."""

PROBABILITY = "command.prob_opcon_transferred"
"""The indicator drawn as a line a policy, in percent."""


def listed(folders: Sequence[Path]) -> list[dict[str, Any]]:
    """Return the finished runs, newest first."""
    found = []
    for folder in folders:
        manifest = reading.read_manifest(folder)
        found.append(
            {
                "name": folder.name,
                "n": f"{manifest['n']:,}",
                "policies": ", ".join(policy["id"] for policy in manifest["policies"]),
                "as_of": manifest.get("as_of", ""),
            }
        )
    return found


def outlook(folder: Path, page: Page, limit: int = 8) -> dict[str, Any]:
    """Return the first policy's outcomes of a run, for the first page."""
    run = reading.load(folder)
    policy = run.manifest["policies"][0]
    first = {**run.manifest, "policies": [policy], "outcomes": run.manifest["outcomes"][:limit]}
    rows = scorecard(run.outcomes, first, page)
    return {
        "name": folder.name,
        "n_words": f"{run.manifest['n']:,}",
        "policy": page.words.pick(policy["label"]),
        "rows": [row | {"value": row["cells"][0]} for row in rows],
    }


def scorecard(dataset: xr.Dataset, manifest: Mapping[str, Any], page: Page) -> list[dict[str, Any]]:
    """Return the outcomes with one figure a policy: the median, or for events the share of futures."""
    outcomes = [outcome["id"] for outcome in manifest["outcomes"]]
    policies = [policy["id"] for policy in manifest["policies"]]
    table = summarise(dataset, outcomes, policies).set_index(["outcome", "policy"])
    rows = []
    for outcome in manifest["outcomes"]:
        cells = []
        for policy in policies:
            row = table.loc[(outcome["id"], policy)]
            figure, error = ("mean", "standard_error") if row["binary"] else ("median", "median_error")
            cells.append(level(float(row[figure]), float(row[error]), str(row["unit"]), page.language))
        rows.append(
            {
                "id": outcome["id"],
                "label": page.words.pick(outcome["label"]),
                "unit": _unit(str(row["unit"]), page),
                "lever_linked": outcome.get("lever_linked", False),
                "cells": cells,
            }
        )
    return rows


def _unit(unit: str, page: Page) -> str:
    """Return the words for an outcome's unit; none for dates and events, whose figures say what they are."""
    if unit == "0/1" or unit.startswith(("month index", "calendar year")):
        return ""
    try:
        return page.words(f"unit.{unit}")
    except KeyError:
        return unit


def charts(bands: pd.DataFrame, manifest: Mapping[str, Any], page: Page) -> list[dict[str, Any]]:
    """Return the fans and the probability lines of a run, each with the table behind it."""
    policies = [policy["id"] for policy in manifest["policies"]]
    styles, baseline = chart.lines(policies), policies[0]
    about = {item["id"]: item for item in manifest["indicators"]}
    month = pd.to_datetime(bands["month"])
    bands = bands.assign(at=month.dt.year + (month.dt.month - 1) / 12)
    lead = page.words("web.run.charts_lead", policy=page.words.pick(manifest["policies"][0]["label"]))
    drawn = []
    for identifier, factor, number in CHARTS:
        frame = bands[bands["indicator"] == identifier].copy()
        if frame.empty:
            continue
        if identifier.startswith(BUDGETS):
            # Budgets change each January and GDP each month: by month the share is a saw.
            frame = frame[pd.to_datetime(frame["month"]).dt.month == 12]
        columns = ["mean", "q05", "q25", "q50", "q75", "q95"]
        frame[columns] = frame[columns] * factor
        title = _title(about[identifier], factor, page)
        shown = frame.drop(columns="month")
        fan = functools.partial(chart.fan, shown, styles, baseline, title, number=number)
        table = _decembers(frame, "q50", policies, number)
        drawn.append(_figure(identifier, title, lead, fan, policies, table))
    frame = bands[bands["indicator"] == PROBABILITY].copy()
    if not frame.empty:
        frame["mean"] *= 100
        title = page.words.pick(about[PROBABILITY]["label"]) + " (%)"
        shown = frame.drop(columns="month")
        lines = functools.partial(chart.probability_lines, shown, styles, baseline, title)
        table = _decembers(frame, "mean", policies, ".0f")
        drawn.append(_figure(PROBABILITY, title, title, lines, policies, table))
    return drawn


def _figure(
    identifier: str,
    title: str,
    description: str,
    draw: Callable[..., chart.Chart],
    policies: Sequence[str],
    table: list[dict[str, Any]],
) -> dict[str, Any]:
    """Return a chart in both widths with the table behind it."""
    name = identifier.replace(".", "-")
    pictures = {
        size.name: chart.svg(draw(size=size), f"{name}-{size.name}", title, description)
        for size in (chart.WIDE, chart.NARROW)
    }
    return {"id": f"chart-{identifier}", "title": title, "columns": policies, "rows": table} | pictures


def _title(indicator: Mapping[str, Any], factor: float, page: Page) -> str:
    unit = "%" if factor == 100.0 else units.label(indicator["unit"], page.language)
    return page.words("web.run.axis", label=page.words.pick(indicator["label"]), unit=unit)


def _decembers(
    frame: pd.DataFrame, column: str, policies: Sequence[str], number: str
) -> list[dict[str, Any]]:
    month = pd.to_datetime(frame["month"])
    ends = frame[month.dt.month == 12].assign(year=month.dt.year)
    table = ends.pivot(index="year", columns="policy", values=column)[list(policies)]
    return [
        {"year": year, "cells": [format(float(value), number) for value in row]}
        for year, row in zip(table.index, table.to_numpy(), strict=True)
    ]


def held(manifest: Mapping[str, Any], register: Register, page: Page) -> list[dict[str, Any]]:
    """Return the couplings that the run held at their initial value."""
    found = []
    for item in manifest.get("model", {}).get("held", []):
        parameter = register.get(item["id"])
        label = page.words.pick(parameter.label) if parameter else item["id"]
        text = shown(parameter, item["value"], page.language) if parameter else str(item["value"])
        found.append({"id": item["id"], "label": label, "value": text})
    return found
