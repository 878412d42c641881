"""What cannot be used is said in one line, with the right exit code, and what was there stays."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kaname.base.workspace import Workspace
from kaname.cli import run as kaname

Made = Callable[[Path], list[str]]


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the message of the failed command: the last line of stderr, without a traceback above it."""
    said = capsys.readouterr().err.strip().splitlines()
    assert said, "nothing was said"
    assert not any(line.startswith("Traceback") for line in said)
    assert said[-1].startswith("kaname: ")
    return said[-1]


def contents(folder: Path) -> dict[str, str]:
    """Return every file below a folder with its digest (SQLite's side files and the lock apart)."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm", ".lock"))
    }


def pages(count: int) -> bytes:
    """Return a PDF of so many empty pages, written by hand."""
    kids = " ".join(f"{number + 3} 0 R" for number in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
    ]
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>"] * count
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


BAD_FILES: dict[str, tuple[bytes | None, str]] = {
    "missing.txt": (None, "no such file"),
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "blank|no text|empty"),
    "binary.txt": (bytes(range(256)) * 8, "binary|not text"),
    "damaged.txt": (
        b"\xef\xbb\xbfThe alliance stands.\xff\xfe\x80 It does.",
        r"invalid|not (valid )?UTF-8|offset",
    ),
    "truncated.pdf": (pages(3)[:200], "PDF"),
    "five-hundred-pages.pdf": (pages(500), "500|pages"),
    "no-text.pdf": (pages(2), "text"),
}


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("verb", ["claims", "read", "brief"])
def test_a_bad_document(name: str, verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document that cannot be read ends every verb that reads with exit code 2 and says which and why."""
    content, says = BAD_FILES[name]
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    workspace = Workspace.create(tmp_path / "workspace")
    asked = {
        "claims": ["claims", str(path), "--lang", "en"],
        "read": ["read", str(path), "--workspace", str(workspace.root)],
        "brief": ["brief", str(path), "--workspace", str(workspace.root), "-n", "64"],
    }[verb]
    before = contents(tmp_path)
    assert kaname(asked) == 2
    line = one_line(capsys)
    assert name in line
    assert re.search(says, line, re.IGNORECASE), line
    left = {
        name: digest for name, digest in contents(tmp_path).items() if not name.endswith("library.sqlite")
    }
    assert left == {name: digest for name, digest in before.items() if not name.endswith("library.sqlite")}


def entry(**changes: str) -> str:
    """Return a register file with one entry, some of its lines changed."""
    lines = {
        "unit": "person",
        "value": "1",
        "document": "{source: nobody}",
    } | changes
    return (
        "posture.usfk_troops:\n  kind: state\n"
        "  label: {en: a, ja: b, ko: c}\n  definition: {en: a, ja: b, ko: c}\n"
        f"  unit: {lines['unit']}\n  class: A\n  rationale: {{en: a, ja: b, ko: c}}\n"
        f"  values:\n    2026-01-01: {{value: {lines['value']}, status: assumed, known_from: 2026-01-01}}\n"
    )


BAD_OVERLAYS = {
    "a wrong unit": (entry(unit="persn"), r"test\.yaml:5: .*persn"),
    "a duplicate id": (entry() + entry(), r"test\.yaml:\d+: .*(twice|duplicate)"),
    "no number": (entry(value="[1, {a: 2}]"), r"test\.yaml:\d+"),
    "no YAML": ("posture.usfk_troops: [", r"test\.yaml:\d+"),
}


@pytest.mark.parametrize("fault", BAD_OVERLAYS)
def test_a_bad_register_file(fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An overlay with a mistake stops every verb that needs the register, naming file and line."""
    text, says = BAD_OVERLAYS[fault]
    workspace = Workspace.create(tmp_path / "workspace")
    (workspace.register / "test.yaml").write_text(text, encoding="utf-8")
    for asked in (["trace", "posture.usfk_troops"], ["register", "list"], ["run", "-n", "64"]):
        assert kaname([*asked, "--workspace", str(workspace.root)]) == 2
        assert re.search(says, one_line(capsys))
    assert not list(workspace.runs.iterdir())


def test_a_span_past_the_end_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Evidence that points past the end of a document in the library fails ``register check``."""
    workspace = Workspace.create(tmp_path / "workspace")
    document = tmp_path / "note.txt"
    document.write_text("About 28,500 troops are in Korea, said the note of 2026.\n", encoding="utf-8")
    assert kaname(["read", str(document), "--workspace", str(workspace.root)]) == 0
    digest = hashlib.sha256(document.read_bytes()).hexdigest()
    pointer = f'{{document: "sha256:{digest}", span: [900, 906], exact: "28,500"}}'
    text = entry().replace("known_from: 2026-01-01}", f"known_from: 2026-01-01, evidence: [{pointer}]}}")
    (workspace.register / "test.yaml").write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert kaname(["register", "check", "--workspace", str(workspace.root)]) == 1
    said = capsys.readouterr()
    assert re.search(r"test\.yaml:\d+: .*(span|past|end)", said.out + said.err)


def test_a_bibliography_that_names_a_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The entry and the file that it names are said; nothing enters the library."""
    workspace = Workspace.create(tmp_path / "workspace")
    document = tmp_path / "note.txt"
    document.write_text("About 28,500 troops.\n", encoding="utf-8")
    listed = [{"id": "gone-2026", "type": "article", "title": "Gone", "custom": {"file": "gone.txt"}}]
    (tmp_path / "library.json").write_text(json.dumps(listed), encoding="utf-8")
    asked = ["read", str(document), "--bibliography", str(tmp_path / "library.json")]
    assert kaname([*asked, "--workspace", str(workspace.root)]) == 2
    line = one_line(capsys)
    assert "gone-2026" in line
    assert "gone.txt" in line


BAD_RUNS = {
    "no futures": (["-n", "0"], "0"),
    "fewer than none": (["-n", "-5"], "-5|5"),
    "no number": (["-n", "many"], "-n.*integer"),
    "an unknown policy": (["-n", "64", "--policies", "P00,P99"], "P99"),
    "a misspelt policy": (["-n", "64", "--policies", "p0l"], "p0l"),
    "no month": (["-n", "64", "--as-of", "soon"], "soon"),
    "before the register knows": (["-n", "64", "--as-of", "1999-01"], "1999"),
    "after the horizon": (["-n", "64", "--as-of", "2050-01"], "2050|2040"),
}


@pytest.mark.parametrize("fault", BAD_RUNS)
def test_a_run_that_cannot_be(fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run that makes no sense is refused before anything is written."""
    asked, says = BAD_RUNS[fault]
    assert kaname(["run", *asked, "--out", str(tmp_path / "run")]) == 2
    assert re.search(says, one_line(capsys))
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    "verb",
    [
        ["read", "FILE"],
        ["search", "word"],
        ["trace", "posture.usfk_troops"],
        ["register", "list"],
        ["run", "-n", "64"],
        ["compare"],
        ["brief", "FILE", "-n", "64"],
        ["serve"],
    ],
    ids=lambda words: words[0],
)
def test_a_workspace_that_is_none(
    verb: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder without ``kaname.toml`` is no workspace, whichever verb is given it."""
    document = tmp_path / "note.txt"
    document.write_text("About 28,500 troops are in Korea.\n", encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    words = [str(document) if word == "FILE" else word for word in verb]
    assert kaname([*words, "--workspace", str(folder)]) == 2
    assert "not a workspace" in one_line(capsys)
    assert not list(folder.iterdir())


@pytest.mark.parametrize("verb", [["nonesuch"], ["run", "--nonesuch"], ["trace"], ["claims"]])
def test_a_command_line_that_is_none(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown verb, an unknown option, a missing word: one line that names the help, exit code 2."""
    assert kaname(verb) == 2
    assert "--help" in one_line(capsys)
