"""Workspaces: made, found, refused, and held by one writer."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kaname.base.errors import InputError, SurroundingsError
from kaname.base.workspace import Workspace

HOLDER = """
import sys
from pathlib import Path
from kaname.base.workspace import Workspace
with Workspace.open(Path(sys.argv[1])).writing():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_workspace_has_its_folders(tmp_path: Path) -> None:
    """Making one gives its folders and its mark; making it again changes nothing."""
    made = Workspace.create(tmp_path / "w")
    assert all(
        folder.is_dir() for folder in (made.documents, made.register, made.policies, made.runs, made.briefs)
    )
    (made.runs / "kept").write_text("x")
    assert Workspace.create(tmp_path / "w") == made == Workspace.open(tmp_path / "w")
    assert (made.runs / "kept").exists()


def test_the_nearest_workspace_upwards_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a folder inside, the innermost workspace is found; outside, none, and a line says what to do."""
    outer = Workspace.create(tmp_path / "outer")
    inner = Workspace.create(outer.runs / "inner")
    assert Workspace.find(inner.briefs) == inner
    assert Workspace.find(outer.briefs) == outer
    assert Workspace.find(tmp_path) is None
    monkeypatch.chdir(inner.briefs)
    assert Workspace.at(None) == inner
    assert Workspace.at(outer.root) == outer
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=r"no workspace here or above.*kaname init"):
        Workspace.at(None)


def test_other_folders_are_refused(tmp_path: Path) -> None:
    """No mark, a file, a full folder, broken TOML, another format: one line of bad input each."""
    full, file = tmp_path / "full", tmp_path / "file"
    full.mkdir()
    (full / "thing").write_text("x")
    file.write_text("x")
    for path in (tmp_path, full, file, tmp_path / "none"):
        with pytest.raises(InputError, match="not a workspace"):
            Workspace.open(path)
    for path, said in ((full, "not empty"), (file, "a file, not a folder")):
        with pytest.raises(InputError, match=said):
            Workspace.create(path)
    assert [path.name for path in full.iterdir()] == ["thing"]
    for mark, said in (
        (b"format = ", "TOML"),
        (b"\xff", "TOML"),
        (b"format = 99", "format 99"),
        (b"", "None"),
    ):
        (full / "kaname.toml").write_bytes(mark)
        with pytest.raises(InputError, match=said) as caught:
            Workspace.open(full)
        assert "\n" not in str(caught.value)


def test_a_second_process_is_told_at_once(tmp_path: Path) -> None:
    """While another process writes, writing is refused in one line; afterwards it works."""
    workspace = Workspace.create(tmp_path / "w")
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(workspace.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(SurroundingsError, match="another process is writing"), workspace.writing():
            pass
        holder.communicate("")
    with workspace.writing():
        pass


def test_writing_nests_in_one_thread_and_not_in_two(tmp_path: Path) -> None:
    """A command that holds the workspace may call a room that does; another thread is refused."""
    workspace = Workspace.create(tmp_path / "w")
    outcomes: list[str] = []

    def other() -> None:
        try:
            with Workspace.open(workspace.root).writing():
                outcomes.append("written")
        except SurroundingsError:
            outcomes.append("refused")

    def in_another_thread() -> None:
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()

    with workspace.writing():
        with Workspace(tmp_path / "x" / ".." / "w").writing():
            in_another_thread()
        in_another_thread()
    in_another_thread()
    assert outcomes == ["refused", "refused", "written"]
