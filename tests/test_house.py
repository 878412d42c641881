"""House rules that no single room can hold."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "kaname"
ROOMS = ["base", "documents", "claims", "register", "alliance", "futures", "analysis", "brief", "web", "cli"]


def tracked() -> list[Path]:
    """Files that git knows, or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_every_room_exists_and_says_what_it_is() -> None:
    """Each room of the house is a package whose docstring says what it does."""
    for room in ROOMS:
        docstring = ast.get_docstring(ast.parse((SOURCE / room / "__init__.py").read_text(encoding="utf-8")))
        assert docstring, room
        assert "not built" not in docstring.lower(), room


def test_no_registry_address_or_machine_path_is_committed() -> None:
    """No committed file names a package registry's address or a path of one machine."""
    address = re.compile(
        r"--(?:extra-)?index-url|--find-links +http|https?://[^\s\"']+\.(?:whl|tgz|deb|tar\.gz)\b"
    )
    machine = re.compile(r"(?<![\w.])/(?:work|farm)/[\w.]|/root/\.|/home/[a-z]+/")
    for path in tracked():
        if path == Path(__file__).resolve() or path.suffix in {".png", ".pdf"}:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        assert not address.search(text), f"{path}: a registry address"
        assert not machine.search(text), f"{path}: a path of one machine"


def test_tests_mirror_the_rooms() -> None:
    """Every room has a folder of tests with at least one test in it."""
    for room in ROOMS:
        assert list((ROOT / "tests" / room).glob("test_*.py")), f"tests/{room} has no test"


@pytest.mark.parametrize("requirements", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_a_hash(requirements: str) -> None:
    """Each requirement is an exact version with at least one hash."""
    entries = (ROOT / requirements).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    pins = [line for line in entries if line and not line.lstrip().startswith("#")]
    assert pins
    for pin in pins:
        assert "==" in pin and "--hash=sha256:" in pin, pin


def test_the_runtime_pins_are_the_developers_pins() -> None:
    """A package is tested in the version that a reader installs."""

    def versions(name: str) -> set[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return set(re.findall(r"^[\w.-]+==[^\s\\]+(?: *;[^\\\n]*)?", text, flags=re.M))

    assert versions("requirements.txt") <= versions("requirements-dev.txt")
