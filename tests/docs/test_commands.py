"""The documentation is true: commands exist, options exist, links resolve."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer.main

from kaname.cli import app

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CALL = re.compile(r"(?m)^\s*(?:\$ )?(kaname .+?)(?:\s+#.*)?$")
_INLINE = re.compile(r"`(kaname [^`]+)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"(?m)^#+ (.+)$")


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _calls(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    fenced = [call for block in _FENCE.findall(text) for call in _CALL.findall(block)]
    return fenced + _INLINE.findall(_FENCE.sub("", text))


def _options(command: Any) -> set[str]:
    return {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}


def _follow(call: str) -> tuple[Any, list[str]]:
    """The command that a call names, and what follows its name."""
    command: Any = typer.main.get_command(app)
    words = shlex.split(call.replace("…", ""))[1:]
    while words and hasattr(command, "commands") and not words[0].startswith("-"):
        assert words[0] in command.commands, f"{call}: no command {words[0]!r}"
        command = command.commands[words.pop(0)]
    return command, words


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_commands_exist(page: Path) -> None:
    """Each call of kaname in a page names a command of the program and options that it has."""
    for call in _calls(page):
        command, words = _follow(call)
        known = _options(command) | {"--help"}
        given = {word.partition("=")[0] for word in words if re.match(r"--?[a-zA-Z]", word)}
        assert given <= known, f"{call}: no option {sorted(given - known)}"


def test_page_of_commands_is_current() -> None:
    """The reference of commands is what the program's help says today."""
    path = ROOT / "docs" / "generate.py"
    specification = importlib.util.spec_from_file_location("generate", path)
    assert specification is not None
    assert specification.loader is not None
    generate = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(generate)
    written = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert written == generate.page(), "run: python docs/generate.py"


def test_pages_call_the_program() -> None:
    """The check above sees calls at all: the README pages and the tutorial have some."""
    for name in ("README.md", "README.ja.md", "docs/tutorial/first-brief.md"):
        assert _calls(ROOT / name)


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_relative_links_resolve(page: Path) -> None:
    """Each relative link leads to a file of the repository, and each fragment to a heading of it."""
    for target in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, fragment = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.is_relative_to(ROOT), target
        assert file.exists(), target
        if fragment:
            headings = _HEADING.findall(file.read_text(encoding="utf-8"))
            slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert fragment in slugs, target


def test_every_page_is_reached() -> None:
    """Each page under docs is linked from the index, so that a reader finds it."""
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / link).resolve() for link in _LINK.findall(index.read_text(encoding="utf-8"))}
    assert set((ROOT / "docs").rglob("*.md")) - {index} <= linked


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_make_targets_exist(page: Path) -> None:
    """Each `make TARGET` in a page is a target of the Makefile."""
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    text = page.read_text(encoding="utf-8")
    fenced = [call for block in _FENCE.findall(text) for call in re.findall(r"(?m)^make ([a-z-]+)", block)]
    assert {*fenced, *re.findall(r"`make ([a-z-]+)`", text)} <= targets


def test_the_two_readmes_say_the_same() -> None:
    """The Japanese README has the commands and the links of the English one."""
    english, japanese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ja.md"))

    def links(text: str) -> list[str]:
        return sorted(set(_LINK.findall(text)) - {"README.md", "README.ja.md"})

    def without_language(found: list[str]) -> list[str]:
        return [re.sub(r"brief\.(en|ja)\.png", "brief.png", link) for link in found]

    assert without_language(links(english)) == without_language(links(japanese))
    assert _calls(ROOT / "README.md") == _calls(ROOT / "README.ja.md")
