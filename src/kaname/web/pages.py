"""The pages: an address each, in each language."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from kaname.futures import load
from kaname.register import SYSTEMS
from kaname.web import papers, registers, runs
from kaname.web.rendering import Page
from kaname.web.stores import opened

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


class Language(StrEnum):
    """Languages of the pages."""

    en = "en"
    ja = "ja"
    ko = "ko"


AsOf = Annotated[str | None, Query(max_length=10)]


@router.get("/{language}/")
def glance(request: Request, language: Language, as_of: AsOf = None) -> str:
    """The alliance at a glance on a date."""
    with opened(request) as stores:
        month = stores.month(as_of)
        page = Page(request, language, "", ["register", "as-of", str(month)])
        folders = stores.run_folders()
        return page.html(
            "glance.html",
            as_of=str(month),
            as_of_words=registers.month_words(month),
            cards=registers.cards(stores.register, stores.register.as_of(month), page),
            run=runs.outlook(folders[0], page) if folders else None,
            documents=papers.listed(stores),
        )


@router.get("/{language}/documents")
def documents(request: Request, language: Language) -> str:
    """The documents of the library."""
    with opened(request) as stores:
        page = Page(request, language, "documents", ["read", "--workspace", str(stores.workspace.root)])
        return page.html("documents.html", documents=papers.listed(stores))


@router.get("/{language}/documents/{key}")
def document(
    request: Request,
    language: Language,
    key: str,
    kind: Annotated[list[str] | None, Query()] = None,
    start: Annotated[int | None, Query(alias="from", ge=0)] = None,
    end: Annotated[int | None, Query(alias="to", ge=0)] = None,
) -> str:
    """A document with its claims marked in place."""
    with opened(request) as stores:
        found = stores.library.get(key)
        shown = [name for name in papers.KINDS if kind is None or name in kind]
        passage = None
        if start is not None and end is not None and start < end <= len(found.text):
            passage = (start, end)
        date = ["--date", str(found.date)] if found.date else []
        page = Page(
            request, language, "documents", ["claims", found.file_name, *date, "--lang", found.language]
        )
        return page.html("reader.html", **papers.reader(stores, found, shown, passage, page))


@router.get("/{language}/register")
def register(
    request: Request,
    language: Language,
    as_of: AsOf = None,
    system: str = "",
    value_class: Annotated[str, Query(alias="class")] = "",
) -> str:
    """The entries of the register on a date."""
    with opened(request) as stores:
        month = stores.month(as_of)
        page = Page(request, language, "register", ["register", "as-of", str(month)])
        rows = registers.rows(stores.register, stores.register.as_of(month), page, system, value_class)
        everything = stores.register.values()
        return page.html(
            "register.html",
            as_of=str(month),
            rows=rows,
            systems=[(name, page.words(f"web.system.{name}")) for name in SYSTEMS],
            system=system,
            value_class=value_class,
            assumed=sum(parameter.value_class == "A" for parameter in everything),
            total=len(everything),
        )


@router.get("/{language}/register/{identifier}")
def entry(request: Request, language: Language, identifier: str, as_of: AsOf = None) -> str:
    """One entry: what it means, its value on a date, its evidence and its history."""
    with opened(request) as stores:
        month = stores.month(as_of)
        parameter = stores.register.parameter(identifier)
        page = Page(request, language, "register", ["trace", identifier, "--as-of", str(month)])
        return page.html(
            "entry.html",
            as_of=str(month),
            as_of_words=registers.month_words(month),
            entry=registers.entry(parameter, page),
            **registers.entry_values(stores, parameter, month, page),
        )


@router.get("/{language}/runs")
def all_runs(request: Request, language: Language) -> str:
    """The finished runs."""
    with opened(request) as stores:
        page = Page(request, language, "runs", ["compare"])
        return page.html("runs.html", runs=runs.listed(stores.run_folders()))


@router.get("/{language}/runs/{name}")
def run(request: Request, language: Language, name: str) -> str:
    """One run: its paths, its scorecard, what it held still, how it was made."""
    with opened(request) as stores:
        folder = stores.run_folder(name)
        found = load(folder)
        manifest = found.manifest
        policies = [(policy["id"], policy["label"]) for policy in manifest["policies"]]
        command = ["run", "-n", str(manifest["n"]), "--seed", str(manifest["seed"])]
        command += ["--as-of", str(manifest["as_of"]), "--policies", ",".join(id for id, _ in policies)]
        page = Page(request, language, "runs", command)
        return page.html(
            "run.html",
            run={"name": folder.name} | dict(manifest),
            policies=[(id, page.words.pick(label)) for id, label in policies],
            charts=runs.charts(found.bands, manifest, page),
            outcomes=runs.scorecard(found.outcomes, manifest, page),
            held=runs.held(manifest, stores.register, page),
        )


@router.get("/{language}/search")
def search(request: Request, language: Language, q: Annotated[str, Query(max_length=200)] = "") -> str:
    """Passages of the library that hold a phrase."""
    with opened(request) as stores:
        page = Page(request, language, "search", ["search", q] if q else None)
        found = stores.library.search(q, limit=50) if q.strip() else []
        return page.html("search.html", q=q, hits=found)
