"""What the tests of the register share: small registers written to a folder, documents of our own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from kaname.base.dates import PartialDate
from kaname.base.files import digest_bytes
from kaname.base.workspace import Workspace
from kaname.documents import Document
from kaname.register import Register, load

SOURCES = '[{"id": "a-source", "type": "report", "title": "A report", "issued": {"date-parts": [[2008]]}}]\n'


class _Dumper(yaml.SafeDumper):
    """Writes the same object twice rather than with an alias, which the register does not read."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def written(entries: Mapping[str, Any]) -> str:
    """Return raw entries as YAML."""
    return yaml.dump(dict(entries), Dumper=_Dumper, allow_unicode=True, sort_keys=False)


@pytest.fixture
def make(tmp_path: Path) -> Callable[[Mapping[str, Any]], Register]:
    """A register from raw entries by id, read from a YAML file as any other."""

    def made(entries: Mapping[str, Any]) -> Register:
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        (folder / "all.yaml").write_text(written(entries), encoding="utf-8")
        (folder / "sources.json").write_text(SOURCES, encoding="utf-8")
        return load(data=folder)

    return made


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    return Workspace.create(tmp_path / "workspace")


def document(text: str, language: str, date: str, key: str = "own-2026") -> Document:
    """A document of ours that is in no library."""
    return Document(
        digest=digest_bytes(text.encode()),
        file_name=f"{key}.txt",
        media_type="text/plain",
        text=text,
        language=language,
        date=PartialDate.parse(date),
        date_source="given",
        citation={"id": key, "type": "article", "title": key},
        key=key,
        title=key,
    )
