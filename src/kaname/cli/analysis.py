"""Commands of the room ``analysis``: ``compare``."""

from __future__ import annotations

import io
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kaname.base.errors import InputError

if TYPE_CHECKING:
    from kaname.base.languages import Words
    from kaname.futures.reading import Run


def add(app: typer.Typer) -> None:
    """Hang the room's commands on the application."""
    app.command()(compare)


def compare(
    run: Annotated[
        Path | None,
        typer.Argument(metavar="[RUN_DIR]", help="Run folder; default: the newest run of the workspace."),
    ] = None,
    baseline: Annotated[str, typer.Option(help="Policy that the others are compared with.")] = "P00",
    outcome: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Outcome to show, by register id; may be repeated.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Show every outcome of the run.")] = False,
    language: Annotated[str, typer.Option("--lang", help="Language of the tables: en, ja or ko.")] = "en",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object, figures unrounded.")
    ] = False,
    workspace: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Workspace; default: the nearest kaname.toml upwards.")
    ] = None,
) -> None:
    """Show how the policies of a run differ, future by future, and what each would be regretted for.

    Differences are paired (same futures, same draws) and carry their standard error; regret is shown at
    the 50th and 90th percentile beside its definition.

    Example: kaname compare runs/first --baseline P00 --outcome posture.min_usfk
    """
    from kaname.base.languages import LANGUAGES

    if language not in LANGUAGES:
        raise InputError(f"no language {language!r}", todo=f"there are {', '.join(LANGUAGES)}")
    if every and outcome:
        raise InputError("--all and --outcome cannot stand together", todo="give one of them")
    from kaname.analysis import ensemble, scorecard
    from kaname.futures import load

    opened = load(run if run is not None else _newest(workspace))
    names = ensemble.outcome_ids(opened.outcomes) if every else outcome
    card = scorecard.scorecard(opened.outcomes, baseline, names, language)
    card = {"run": _about(opened), **card}
    if as_json:
        typer.echo(json.dumps(scorecard.finite(card), ensure_ascii=False, indent=1))
    else:
        typer.echo(_page(card, opened, language), nl=False)


def _newest(folder: Path | None) -> Path:
    from kaname.base.workspace import Workspace
    from kaname.futures.reading import newest

    workspace = Workspace.near(folder)
    if workspace is None:
        raise InputError(
            "no run folder was named and this is not in a workspace",
            where=str(Path.cwd()),
            todo="name a run folder, or --workspace DIR",
        )
    return newest(workspace.runs)


def _about(run: Run) -> dict[str, Any]:
    keys = ("n", "seed", "as_of", "first_month", "last_month", "kaname", "register_digest", "result_codes")
    about: dict[str, Any] = {"folder": str(run.folder)}
    return about | {key: run.manifest.get(key) for key in keys}


def _page(card: dict[str, Any], run: Run, language: str) -> str:
    """Return the tables as text, as wide as the terminal (100 columns where there is none)."""
    from rich.console import Console

    from kaname.analysis import ensemble
    from kaname.base.languages import Words

    words = Words(language, "analysis")
    paper = io.StringIO()
    # Rich knows the terminal's width only when it writes to it; a file or a pipe gets room for a row.
    width = max(80, Console().width) if Console().is_terminal else 132
    console = Console(file=paper, width=width, highlight=False, markup=False, emoji=False)
    labels = {
        str(policy["id"]): words.pick(policy.get("label") or {"en": ""})
        for policy in run.manifest["policies"]
    }
    about = card["run"]
    console.print(
        words(
            "table.run",
            folder=about["folder"],
            n=f"{about['n']:,}",
            seed=about["seed"],
            as_of=about["as_of"],
            first=about["first_month"],
            last=about["last_month"],
        )
    )
    for policy in card["policies"]:
        console.print(f"  {policy}  {labels[policy]}")
    console.print(words("table.baseline", policy=f"{card['baseline']} {labels[card['baseline']]}"))
    for outcome in card["outcomes"]:
        _outcome(console, outcome, card["baseline"], words, language)
    _shares(console, card, words)
    console.print()
    for text in card["definitions"].values():
        console.print(text)
    for kind in ("criteria", "lenses"):
        for item in card["not_available"][kind]:
            console.print(words("table.not_available", what=item["label"], needs=", ".join(item["needs"])))
    shown = {outcome["id"] for outcome in card["outcomes"]}
    others = [name for name in ensemble.outcome_ids(run.outcomes) if name not in shown]
    if others:
        console.print(words("table.others", ids=", ".join(others)))
    return paper.getvalue()


def _outcome(console: Any, outcome: dict[str, Any], baseline: str, words: Words, language: str) -> None:
    from rich import box
    from rich.table import Table

    direction = {1: "table.more_better", -1: "table.less_better", 0: "table.no_direction"}[outcome["better"]]
    console.print()
    console.print(
        f"{outcome['label']}  [{outcome['id']}]  {_unit(outcome['unit'], words)}; {words(direction)}"
    )
    table = Table(box=box.SIMPLE, pad_edge=False)
    table.add_column(words("table.policy"), no_wrap=True)
    for key in _headings(outcome):
        # Only the difference may carry a remark, and wrap.
        table.add_column(words(key, baseline=baseline), justify="right", no_wrap=key != "table.difference")
    for row in outcome["policies"]:
        table.add_row(row["policy"], *_cells(outcome, row, words, language))
    console.print(table, end="")
    if outcome["lever_linked"]:
        console.print(words("table.lever_linked"))
    if outcome["missing_rule"] and any(row["missing"] for row in outcome["policies"]):
        console.print(outcome["missing_rule"])
    if outcome["failed"]:
        console.print(words("table.failed", count=f"{outcome['failed']:,}"))
    if outcome["left_out_of_regret"]:
        console.print(words("table.left_out", count=f"{outcome['left_out_of_regret']:,}"))


def _headings(outcome: dict[str, Any]) -> list[str]:
    """Return the keys of the headings, in the order of :func:`_cells`."""
    headings = ["table.probability"] if outcome["binary"] else ["table.mean", "table.median"]
    headings += ["table.difference", "table.better_worse" if outcome["better"] else "table.more_less"]
    return [*headings, "table.regret", "table.best"] if outcome["better"] else headings


def _cells(outcome: dict[str, Any], row: dict[str, Any], words: Words, language: str) -> list[str]:
    from kaname.analysis import formats, likelihood

    unit = outcome["unit"]
    if row["mean"] is None:
        cells = ["–"] if outcome["binary"] else ["–", "–"]
    elif outcome["binary"]:
        count = row["n"] if outcome["missing_rule"] else row["n"] - row["missing"]
        # Outwards, so that the interval shown holds the interval.
        low, high = math.floor(1000 * row["low"]) / 10, math.ceil(1000 * row["high"]) / 10
        cells = [f"{likelihood.phrase(row['mean'], language, count)} {low:.1f}–{high:.1f}"]
    else:
        mean, middle, low, high = (
            formats.value(_number(row[name]), row[error] or 0.0, unit, language)
            for name, error in (
                ("mean", "standard_error"),
                ("median", "median_error"),
                ("q05", "q05_error"),
                ("q95", "q95_error"),
            )
        )
        cells = [mean, f"{middle} ({low} – {high})"]
    cells += _difference(outcome, row["comparison"], words, language)
    if outcome["better"]:
        cells += _regret(row["regret"], unit, language)
    return cells


def _difference(
    outcome: dict[str, Any], pair: dict[str, Any] | None, words: Words, language: str
) -> list[str]:
    from kaname.analysis import formats

    if pair is None or pair["difference"] is None:
        return ["–", "–"]
    names = ("better_share", "worse_share") if outcome["better"] else ("more_share", "less_share")
    shares = " / ".join(formats.percent(pair[name]) for name in (*names, "equal_share"))
    if pair["equal_share"] == 1.0:
        return [words("table.same"), shares]
    text = formats.difference(pair["difference"], pair["standard_error"] or 0.0, outcome["unit"], language)
    if not pair["distinguishable"]:
        text = f"{text}, {words('table.zero')}"
    return [text, shares]


def _regret(regret: dict[str, Any] | None, unit: str, language: str) -> list[str]:
    from kaname.analysis import formats

    if regret is None or regret["p50"] is None:
        return ["–", "–"]
    ends = [
        formats.size(regret[name], regret[f"{name}_error"] or 0.0, unit, language) for name in ("p50", "p90")
    ]
    return [" / ".join(ends), formats.percent(regret["best_share"])]


def _shares(console: Any, card: dict[str, Any], words: Words) -> None:
    """Print the satisficing fractions and the lenses that the run can judge, a column per policy."""
    from rich import box
    from rich.table import Table

    from kaname.analysis import formats

    for kind, heading in (("criteria", "table.good_enough"), ("lenses", "table.lens")):
        if not card[kind]:
            continue
        table = Table(box=box.SIMPLE, pad_edge=False)
        table.add_column(words(heading))
        for policy in card["policies"]:
            table.add_column(policy, justify="right", no_wrap=True)
        for item in card[kind]:
            if kind == "criteria":
                cells = [formats.percent(_number(row["fraction"])) for row in item["policies"]]
            else:
                cells = [f"{_number(row['p50']):.2f} / {_number(row['p90']):.2f}" for row in item["policies"]]
            table.add_row(item["label"], *cells)
        console.print()
        console.print(table, end="")


def _number(value: float | None) -> float:
    return float("nan") if value is None else value


def _unit(unit: str, words: Words) -> str:
    try:
        return words(f"unit.{unit}")
    except KeyError:
        return unit
