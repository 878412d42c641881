"""The same for programs: JSON for what the pages show, described by OpenAPI."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from kaname.futures.reading import read_manifest
from kaname.register import trace
from kaname.web.stores import opened

router = APIRouter(prefix="/api", tags=["workspace"])


@router.get("/documents")
def documents(request: Request) -> list[dict[str, Any]]:
    """List the documents of the library with their bibliographic data."""
    with opened(request) as stores:
        return [
            {
                "key": document.key,
                "digest": document.digest,
                "language": document.language,
                "date": str(document.date) if document.date else None,
                "citation": dict(document.citation),
            }
            for document in stores.library.documents()
        ]


@router.get("/documents/{key}/claims")
def claims(request: Request, key: str) -> list[dict[str, Any]]:
    """Return what a document claims, each claim at its span of the text."""
    with opened(request) as stores:
        return [claim.as_row() for claim in stores.claims(stores.library.get(key))]


@router.get("/register/{identifier}")
def entry(
    request: Request,
    identifier: str,
    as_of: Annotated[str | None, Query(max_length=10)] = None,
    language: Annotated[str, Query(pattern="^(en|ja|ko)$")] = "en",
) -> dict[str, Any]:
    """Return an entry's value on a date, and what it rests on."""
    with opened(request) as stores:
        month = stores.month(as_of)
        return trace(stores.register, identifier, stores.library, month).as_row(language)


@router.get("/runs")
def runs(request: Request) -> list[dict[str, Any]]:
    """Return the manifests of the finished runs, newest first."""
    with opened(request) as stores:
        return [{"name": folder.name, "manifest": read_manifest(folder)} for folder in stores.run_folders()]
