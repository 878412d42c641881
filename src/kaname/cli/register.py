"""Commands of the room ``register``: list, show, as-of, check, units, and ``trace``."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kaname.base.errors import InputError
from kaname.base.languages import LANGUAGES, Words
from kaname.base.workspace import Workspace

if TYPE_CHECKING:
    from kaname.documents import Library
    from kaname.register import DatedValue, Parameter, Register, Support, Trace

register_app = typer.Typer(
    name="register",
    help="What is held true: dated, cited parameters, since when and on whose word.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace", metavar="DIR", help="The workspace; by default the nearest kaname.toml upwards."
    ),
]
LanguageOption = Annotated[
    str, typer.Option("--lang", metavar="en|ja|ko", help="Language of labels and texts.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def add(app: typer.Typer) -> None:
    """Hang the room's commands on the application."""
    app.add_typer(register_app)
    app.command(name="trace")(trace)


@register_app.command(name="list")
def list_entries(
    system: Annotated[str | None, typer.Option("--system", help="Only entries of this system.")] = None,
    value_class: Annotated[
        str | None, typer.Option("--class", metavar="D|S|A", help="Only this class.")
    ] = None,
    workspace: WorkspaceOption = None,
    language: LanguageOption = "en",
    as_json: JsonOption = False,
) -> None:
    """List the entries: id, value now or range, unit, class, label.

    Example: kaname register list --system posture --class D
    """
    from kaname.register import SYSTEMS

    _one_of(system, SYSTEMS, "system")
    value_class = value_class.upper() if value_class else None
    _one_of(value_class, ("D", "S", "A"), "class")
    register, words = _load(workspace), _words(language)
    chosen = [
        parameter
        for parameter in register.values()
        if system in (None, parameter.system) and value_class in (None, parameter.value_class)
    ]
    if as_json:
        rows = [_row(parameter, _newest(parameter), language) for parameter in chosen]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    _table(
        ["id", "value", "class", "label"],
        [
            [
                parameter.id,
                _shown(parameter, _newest(parameter), language),
                parameter.value_class,
                words.pick(parameter.label) + (" *" if parameter.overlay else ""),
            ]
            for parameter in chosen
        ],
    )
    if not chosen:
        typer.echo("no entries", err=True)


@register_app.command()
def show(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Such as posture.usfk_troops.")],
    workspace: WorkspaceOption = None,
    language: LanguageOption = "en",
    as_json: JsonOption = False,
) -> None:
    """Show one entry: what it means, all its dated values, its range, its evidence.

    Example: kaname register show posture.usfk_troops
    """
    register, words = _load(workspace), _words(language)
    parameter = register.parameter(identifier)
    if as_json:
        row = parameter.model_dump(mode="json", by_alias=True, exclude_none=True)
        typer.echo(
            json.dumps({**row, "file": parameter.file, "line": parameter.line}, ensure_ascii=False, indent=1)
        )
        return
    _head(parameter, words)
    if parameter.history:
        names = ["trace.true_from", "trace.value", "trace.status", "trace.known_from", "trace.evidence"]
        rows = [
            [
                str(row.true_from),
                _value(parameter, row, language),
                words(f"status.{row.status}"),
                str(row.known_from),
                str(len(row.evidence)) + (" *" if row.overlay else ""),
            ]
            for row in parameter.history
        ]
        _table([words(name) for name in names], rows)
    _texts(parameter, words)
    typer.echo(f"{words('trace.held_in')}: {parameter.place}")


@register_app.command(name="as-of")
def as_of(
    date: Annotated[str, typer.Argument(help="YYYY-MM-DD (or YYYY-MM, YYYY: its last day).")],
    known_on: Annotated[
        str | None,
        typer.Option("--known-on", metavar="DATE", help="As known on this day; by default the same."),
    ] = None,
    workspace: WorkspaceOption = None,
    language: LanguageOption = "en",
    as_json: JsonOption = False,
) -> None:
    """Print what was true on a date, as it was known then: nothing later is in it.

    Example: kaname register as-of 2021-12-31
    """
    register, words = _load(workspace), _words(language)
    snapshot = register.as_of(date, known_on)
    if as_json:
        values = {name: _row(register[name], row, language) for name, row in snapshot.items()}
        held = {"date": str(snapshot.date), "known_on": str(snapshot.known_on), "digest": snapshot.digest}
        typer.echo(json.dumps({**held, "values": values}, ensure_ascii=False, indent=1))
        return
    rows = [
        [name, _value(register[name], row, language), str(row.true_from), words(f"status.{row.status}")]
        for name, row in snapshot.items()
    ]
    _table(["id", words("trace.value"), words("trace.true_from"), words("trace.status")], rows)
    typer.echo(
        f"{len(snapshot)} of {len(register)} entries have a value on {snapshot.date}; {snapshot.digest}",
        err=True,
    )


@register_app.command()
def check(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Say what is wrong in the register, with file, line and what to do; exit 1 if anything is.

    Evidence is looked up in the workspace's library, where it has the document. An entry that nothing uses
    is an error (in a workspace's own register a warning), as is one that the model uses and nothing gives.

    Example: kaname register check --workspace out/workspace
    """
    # The one command of this room that asks the model: which entries it uses.
    from kaname.alliance.inputs import used_ids
    from kaname.register import checking

    place = Workspace.near(workspace)
    with _library(place) as library:
        report = checking.check(place, library, used=used_ids())
    if as_json:
        problems = [
            {
                "file": one.place.file,
                "line": one.place.line,
                "severity": one.severity,
                "what": one.what,
                "todo": one.todo,
            }
            for one in report.problems
        ]
        typer.echo(json.dumps({"counts": report.counts, "problems": problems}, ensure_ascii=False, indent=1))
    else:
        for problem in report.problems:
            typer.echo(f"{problem.severity}: {problem}")
        typer.echo(", ".join(f"{count} {what}" for what, count in report.counts.items()))
        warnings = len(report.problems) - report.errors
        typer.echo(f"{report.errors} errors, {warnings} warnings")
    if report.errors:
        raise typer.Exit(1)


@register_app.command(name="units")
def list_units(language: LanguageOption = "en") -> None:
    """List the units that an entry may have, with their words.

    Example: kaname register units --lang ja
    """
    from kaname.register import units

    _words(language)
    _table(["unit", "words"], [[name, units.label(name, language)] for name in units.names()])


def trace(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Such as posture.usfk_troops.")],
    workspace: WorkspaceOption = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="The day meant; by default the newest known."),
    ] = None,
    language: LanguageOption = "en",
    as_json: JsonOption = False,
) -> None:
    """Lead from a value to its sentence (the figure marked), its source, or why it is assumed.

    Example: kaname trace posture.usfk_troops --workspace out/workspace
    """
    from kaname.register import load
    from kaname.register import trace as follow

    words, place = _words(language), Workspace.near(workspace)
    with _library(place) as library:
        path = follow(load(place), identifier, library, as_of)
    if as_json:
        typer.echo(json.dumps(path.as_row(language), ensure_ascii=False, indent=1))
        return
    _head(path.parameter, words)
    _print_value(path, words)
    typer.echo(f"{words('trace.evidence')}:")
    for support in path.supports:
        typer.echo(f"  - {_support(support, words)}")
        if support.evidence.note:
            typer.echo(f"    ({support.evidence.note})")
    if not path.supports:
        typer.echo(f"  {words('trace.none')}")
    _texts(path.parameter, words)


def _print_value(path: Trace, words: Words) -> None:
    parameter, value, language = path.parameter, path.value, words.language
    if value is not None:
        typer.echo(f"{words('trace.value')}: {_value(parameter, value, language)}")
        typer.echo(f"{words('trace.true_from')}: {value.true_from} ({words(f'status.{value.status}')})")
        typer.echo(f"{words('trace.known_from')}: {value.known_from}")
        if value.note:
            typer.echo(f"{words('trace.note')}: {value.note}")
    if path.overlay:
        typer.echo(words("trace.overlay", place=(value or parameter).place))


def _support(support: Support, words: Words) -> str:
    """Return one piece of evidence as lines for the terminal."""
    reference, item = support.reference(words.language), support.evidence
    match support.state:
        case "held":
            assert support.sentence is not None and support.mark is not None
            start, end = support.mark
            return f"{support.document_key}: {reference}\n    {_marked(support.sentence, start, end)}"
        case "broken":
            return f"{support.document_key}: {words('trace.broken', fault=support.fault)}"
        case "absent":
            digest, span = getattr(item, "document", ""), getattr(item, "span", [0, 0])
            line = words(
                "trace.absent",
                digest=digest[:19] + "…",
                start=span[0],
                end=span[1],
                exact=getattr(item, "exact", ""),
            )
            return f"{line}\n    {reference}" if reference else line
        case "unknown":
            return words("trace.unknown", source=getattr(item, "source", ""))
        case _:
            return reference


def _marked(sentence: str, start: int, end: int) -> str:
    """Return a sentence with a span in reverse video, or between 【 and 】 where that cannot be shown."""
    # A document may hold control characters, which must not reach the terminal.
    sentence = "".join(character if character.isprintable() else " " for character in sentence)
    before, figure, after = sentence[:start], sentence[start:end], sentence[end:]
    figure = typer.style(figure, reverse=True, bold=True) if sys.stdout.isatty() else f"【{figure}】"
    return before + figure + after


def _head(parameter: Parameter, words: Words) -> None:
    from kaname.register import units

    typer.echo(f"{parameter.id}: {words.pick(parameter.label)}")
    typer.echo(f"{words('trace.definition')}: {words.pick(parameter.definition)}")
    typer.echo(f"{words('trace.unit')}: {units.label(parameter.unit, words.language)} ({parameter.unit})")
    held = f"{parameter.value_class} ({words(f'class.{parameter.value_class}')})"
    typer.echo(f"{words('trace.class')}: {held}; {words(f'kind.{parameter.kind}')}")
    if parameter.stale_after:
        typer.echo(words("trace.stale", date=parameter.stale_after))


def _texts(parameter: Parameter, words: Words) -> None:
    """Print what stands in words: distribution, rationale, claims."""
    if parameter.distribution is not None:
        typer.echo(f"{words('trace.distribution')}: {_range(parameter, words)}")
    for key, text in (("rationale", parameter.rationale), ("would_change", parameter.would_change)):
        if text:
            typer.echo(f"{words(f'trace.{key}')}: {words.pick(text)}")
    for key, names in (("claims", parameter.claims), ("contested_by", parameter.contested_by)):
        if names:
            typer.echo(f"{words(f'trace.{key}')}: {', '.join(names)}")


def _range(parameter: Parameter, words: Words) -> str:
    from kaname.register import Uniform

    held = parameter.distribution
    if isinstance(held, Uniform):
        return words("trace.uniform", low=f"{held.low:g}", high=f"{held.high:g}")
    return words("trace.discrete", values=", ".join(f"{value:g}" for value in held.values)) if held else ""


def _value(parameter: Parameter, row: DatedValue, language: str) -> str:
    from kaname.register import units

    value = row.value
    if str(value) in parameter.options:
        return f"{value} ({Words(language).pick(parameter.options[str(value)])})"
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return units.quantity(value, parameter.unit, language)


def _shown(parameter: Parameter, row: DatedValue | None, language: str) -> str:
    if parameter.distribution is not None and parameter.kind in ("parameter", "switch"):
        low, high = parameter.distribution.support
        return f"{low:g} – {high:g}"
    return _value(parameter, row, language) if row is not None else ""


def _newest(parameter: Parameter) -> DatedValue | None:
    return parameter.history[-1] if parameter.history else None


def _row(parameter: Parameter, row: DatedValue | None, language: str) -> dict[str, Any]:
    """Return an entry and a value of it as a JSON object."""
    held: dict[str, Any] = {
        "id": parameter.id,
        "kind": parameter.kind,
        "label": Words(language).pick(parameter.label),
        "unit": parameter.unit,
        "class": parameter.value_class,
        "overlay": parameter.overlay,
    }
    if row is not None:
        held |= {"value": row.value, "date": str(row.true_from), "status": row.status}
        held["known_from"] = str(row.known_from)
    if parameter.distribution is not None:
        held["distribution"] = parameter.distribution.model_dump(exclude_none=True)
    return held


def _table(names: list[str], rows: list[list[str]]) -> None:
    """Print a table: drawn on a terminal, tab-separated where the output is piped."""
    if not rows:
        return
    if not sys.stdout.isatty():
        for row in (names, *rows):
            typer.echo("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*names, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, markup=False).print(table)


def _one_of(word: str | None, known: tuple[str, ...], what: str) -> None:
    if word is not None and word not in known:
        raise InputError(f"no {what} {word!r}", todo=f"choose one of {', '.join(known)}")


def _words(language: str) -> Words:
    _one_of(language, LANGUAGES, "language")
    return Words(language, "register")


@contextlib.contextmanager
def _library(workspace: Workspace | None) -> Iterator[Library | None]:
    """Open the workspace's library; None where it has none yet (asking must not make one)."""
    if workspace is None or not workspace.library.exists():
        yield None
        return
    from kaname.documents import Library

    with Library(workspace) as library:
        yield library


def _load(folder: Path | None) -> Register:
    from kaname.register import load

    return load(Workspace.near(folder))
