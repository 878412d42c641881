"""The brief as one self-contained HTML file in one language."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from kaname.base.files import write_text
from kaname.base.languages import Words, available
from kaname.brief import assumptions, disagreements, judgements, options, reading, registered, sources
from kaname.brief.figures import Drawing
from kaname.brief.ledger import Ledger
from kaname.brief.material import Material
from kaname.brief.numbers import Number
from kaname.brief.prose import DIGIT, say
from kaname.brief.trace import BriefError

_REGISTER_TRACE = re.compile(r"^t-r-")


def _shown(value: object) -> object:
    """Refuse a bare number in a template: what holds a digit comes from the trace book.

    Jinja calls this on every ``{{ … }}``. Numbers and markup made of them pass, as do words without
    digits. Quotations, citations and trace entries come as markup, from the code that escapes them.
    """
    if isinstance(value, Number):
        return value.__html__()
    if isinstance(value, Markup):
        return value
    if isinstance(value, str) and not DIGIT.search(value):
        return value
    raise BriefError(f"{value!r} is a number without a trace in a template")


def _attribute(value: object) -> Markup:
    """Return a value for an attribute (an id, a length in percent): no text that a reader reads."""
    return Markup("{}").format(value)


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kaname.brief", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["attr"] = _attribute
    environment.filters["text"] = _attribute
    return environment


def number(value: Number) -> Markup:
    """Return a number's link; anything else is refused (``{{ n(…) }}`` in the templates).

    Raises:
        BriefError: the value is no Number.
    """
    if not isinstance(value, Number):
        raise BriefError(f"{value!r} is a number without a trace in a template")
    return value.__html__()


def compose(material: Material, language: str) -> str:
    """Return the brief as HTML.

    Raises:
        BriefError: a number would have no trace, or a register value no class or source.
    """
    words = Words(language, "brief")
    ledger = Ledger(material, words)
    context = _context(ledger)
    template = _environment().get_template("brief.html")
    return template.render(context)


def _context(ledger: Ledger) -> dict[str, Any]:
    words = ledger.words
    drawing = Drawing(ledger)
    # The documents come first: what follows cites their sentences.
    documents = reading.parts(ledger)
    content: dict[str, Any] = {
        "language": words.language,
        "languages": available("brief"),
        "css": Markup(resources.files("kaname.brief").joinpath("templates/brief.css").read_text("utf-8")),
        "w": words,
        "say": functools.partial(say, words),
        "n": number,
        "documents": documents,
        "masthead": _masthead(ledger, documents),
        "judgements": judgements.judgements(ledger),
        "events_figure": drawing.likelihoods(),
        "disagreements": disagreements.disagreements(ledger),
        "opcon_figure": drawing.opcon(),
        "fans": drawing.fans(),
        "options": options.options(ledger),
        "shading": options.shading(ledger),
        "assumptions": assumptions.assumptions(ledger),
        "method": sources.method(ledger, documents),
        "failures": ledger.material.failures,
    }
    traced = ledger.book.entries()
    names = {registered.anchor_of(name): name for name in ledger.material.register}
    shown = [
        names[entry.anchor] for entry in traced.get("register", ()) if _REGISTER_TRACE.match(entry.anchor)
    ]
    content["register_sources"] = sources.register_sources(ledger, shown)
    content["trace"] = traced
    content["titles"] = _titles(traced)
    return content


def _titles(traced: Mapping[str, Any]) -> dict[str, str]:
    return {entry.anchor: entry.title for entries in traced.values() for entry in entries}


def _masthead(ledger: Ledger, documents: list[reading.DocumentPart]) -> dict[str, object]:
    words, material = ledger.words, ledger.material
    count = ledger.derived(
        "documents",
        ledger.format.decimal(len(documents)),
        title=words("brief.trace.documents"),
        how=words("brief.trace.documents.how"),
        listed=[part.title for part in documents],
    )
    return {
        "as_of": ledger.date(material.as_of),
        "run": ledger.run(material.run_id),
        "futures": ledger.run(ledger.format.decimal(material.futures)),
        "documents": count,
        "until": ledger.date(material.last_month),
    }


def write(material: Material, out: Path, languages: list[str] | tuple[str, ...]) -> list[Path]:
    """Write ``brief.LANGUAGE.html`` for each language into a folder; return the paths.

    All pages are made before the first is written, so that a refusal leaves what was there.

    Raises:
        BriefError: as :func:`compose`.
        SurroundingsError: the folder cannot be written.
    """
    pages = {language: compose(material, language) for language in languages}
    paths = []
    for language, page in pages.items():
        path = out / f"brief.{language}.html"
        write_text(path, page)
        paths.append(path)
    return paths
