"""A page: its template, its language, its words, the command that gives the same."""

from __future__ import annotations

import functools
import shlex
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from kaname.base.languages import LANGUAGES, Words

LANGUAGE_NAMES = {"en": "English", "ja": "日本語", "ko": "한국어"}
"""Each language in its own words."""

ROOMS = ("web", "register", "analysis", "documents", "alliance")
"""Catalogues that a page may take its words from."""


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("kaname.web"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
    )


def preferred_language(request: Request) -> str:
    """Return the first language of ours that the browser's Accept-Language names; English otherwise."""
    ranked: list[tuple[float, int, str]] = []
    for position, part in enumerate(request.headers.get("accept-language", "").split(",")):
        code, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        ranked.append((-weight, position, code.partition("-")[0].lower()))
    return next((code for _, _, code in sorted(ranked) if code in LANGUAGES), "en")


class Page:
    """One page being made.

    Args:
        request: the request it answers.
        language: ``en``, ``ja`` or ``ko``.
        section: the entry of the navigation it belongs to.
        command: words of the ``kaname`` command that gives the same result.
    """

    def __init__(
        self, request: Request, language: str, section: str, command: list[str] | None = None
    ) -> None:
        self.request = request
        self.language = language
        self.section = section
        self.words = Words(language, *ROOMS)
        self.command = shlex.join(["kaname", *command]) if command else None

    def elsewhere(self, language: str) -> str:
        """Return the address of the same page in another language."""
        path = self.request.url.path
        first, _, rest = path.strip("/").partition("/")
        target = f"/{language}/{rest}" if first in LANGUAGES else f"/{language}/"
        query = self.request.url.query
        return f"{target}?{query}" if query else target

    def html(self, template: str, **values: Any) -> str:
        """Fill a template of the room."""
        return (
            _environment()
            .get_template(template)
            .render(
                lang=self.language,
                t=self.words,
                languages=list(LANGUAGE_NAMES.items()),
                section=self.section,
                elsewhere=self.elsewhere,
                command=self.command,
                **values,
            )
        )
