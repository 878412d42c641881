"""How JAX is set up."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaname.alliance import runtime


def test_flags_of_the_user_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ours are added where the user has set none of that name, once."""
    monkeypatch.setenv("XLA_FLAGS", "--xla_cpu_prefer_vector_width=256 --xla_dump_to=here")
    runtime.prepare()
    runtime.prepare()
    flags = runtime.os.environ["XLA_FLAGS"].split()
    assert flags == [
        "--xla_cpu_prefer_vector_width=256",
        "--xla_dump_to=here",
        "--xla_cpu_multi_thread_eigen=false",
    ]


def test_a_cache_that_cannot_be_made_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file where the cache folder should be: no folder, no error."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("KANAME_CACHE", str(tmp_path / "file"))
    assert runtime.keep_compiled.__wrapped__() is None
