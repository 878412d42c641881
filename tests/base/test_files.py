"""Writing whole or not at all, and reading within limits."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.base.errors import InputError, SurroundingsError
from kaname.base.files import digest_bytes, digest_file, read_bytes, replacing, write_bytes, write_text


def left_in(folder: Path) -> list[str]:
    """Names in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_what_is_written_takes_the_old_ones_place(tmp_path: Path) -> None:
    """New content stands where the old stood, in folders made for it, and no temporary file stays."""
    path = tmp_path / "deep" / "file.txt"
    write_text(path, "old\r\n")
    write_text(path, "新しい\n")
    assert path.read_bytes() == "新しい\n".encode()
    assert left_in(path.parent) == ["file.txt"]


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt(), InputError("no")])
def test_an_error_in_the_body_leaves_the_old_file(tmp_path: Path, error: BaseException) -> None:
    """Whatever raises midway, the old file is untouched, the error passes, nothing half-written stays."""
    path = tmp_path / "file.txt"
    path.write_text("old")
    with pytest.raises(type(error)), replacing(path) as temporary:
        temporary.write_text("half")
        raise error
    assert path.read_text() == "old"
    assert left_in(tmp_path) == ["file.txt"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """No space left is one line that says the old content is kept, and it is."""
    path = tmp_path / "file.txt"
    path.write_text("old")
    with pytest.raises(SurroundingsError, match=r"No space left.* is kept"), replacing(path) as temporary:
        temporary.write_text("half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert path.read_text() == "old"
    assert left_in(tmp_path) == ["file.txt"]


def test_a_limit_of_the_system_leaves_the_old_file(tmp_path: Path) -> None:
    """A process that may write no more (a real refusal by the kernel) leaves the old file too."""
    path = tmp_path / "file.txt"
    path.write_text("old")
    program = (
        "import sys, pathlib, resource; from kaname.base.files import write_bytes\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: write_bytes(pathlib.Path(sys.argv[1]), bytes(100_000))\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("SurroundingsError"), done
    assert "kept" in done.stdout
    assert path.read_text() == "old"
    assert left_in(tmp_path) == ["file.txt"]


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    """A file where a folder should be: the surroundings' fault, one line."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(SurroundingsError, match="cannot write here") as caught:
        write_bytes(tmp_path / "file" / "inside.txt", b"x")
    assert "\n" not in str(caught.value)


def test_files_that_cannot_be_read_are_one_line(tmp_path: Path) -> None:
    """Missing, a folder, too large, inside a file, endless, with an impossible name: bad input each."""
    (tmp_path / "file").write_bytes(b"123456")
    for path, said in (
        (tmp_path / "none", "no such file"),
        (tmp_path, "a folder, not a file"),
        (tmp_path / "file", "6 bytes is over the limit of 5"),
        (tmp_path / "file" / "inside", "cannot be read"),
        (Path("/dev/zero"), "over the limit of 5 bytes"),
        (tmp_path / ("x" * 5000), "cannot be read"),
        (tmp_path / "a\0b", "cannot be read"),
    ):
        with pytest.raises(InputError, match=said) as caught:
            read_bytes(path, limit_bytes=5)
        assert "\n" not in str(caught.value)
    assert read_bytes(tmp_path / "file", limit_bytes=6) == b"123456"


def test_the_digest_is_sha_256() -> None:
    """The digest of nothing is the published one (FIPS 180-4 examples)."""
    assert digest_bytes(b"abc") == ("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")


@given(st.binary(), st.binary())
def test_digests_tell_contents_apart(one: bytes, other: bytes) -> None:
    """Equal digests mean equal contents."""
    assert (digest_bytes(one) == digest_bytes(other)) == (one == other)


def test_a_file_has_the_digest_of_its_content(tmp_path: Path) -> None:
    """Read piece by piece or at once, the digest is the same."""
    path = tmp_path / "file"
    path.write_bytes(bytes(range(256)) * 5_000)
    assert digest_file(path) == digest_bytes(path.read_bytes())
