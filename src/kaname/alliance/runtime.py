"""How JAX is set up on this machine: the one place where its flags are chosen.

Flags must stand in the environment before JAX makes its first array. A flag that the user has set already
is left alone.
"""

from __future__ import annotations

import functools
import os
from pathlib import Path

FLAGS = {
    # One block of futures is one thread's work; the threads are ours (kaname.futures.engine).
    "xla_cpu_multi_thread_eigen": "false",
    # XLA prefers 256-bit vectors where the machine has 512-bit ones; half the speed would be lost.
    "xla_cpu_prefer_vector_width": "512",
}


def prepare() -> None:
    """Put our XLA flags into the environment (called when :mod:`kaname.alliance` is imported)."""
    given = os.environ.get("XLA_FLAGS", "")
    ours = " ".join(f"--{name}={value}" for name, value in FLAGS.items() if name not in given)
    os.environ["XLA_FLAGS"] = f"{given} {ours}".strip()
    # Warnings of the compiler's own log are no business of a reader.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


@functools.cache
def keep_compiled() -> Path | None:
    """Keep compiled programs on disk, so that the next process starts at once.

    Returns:
        The folder (``KANAME_CACHE`` names another), or None where it cannot be written: then every process
        compiles anew.
    """
    import jax
    import platformdirs

    folder = Path(os.environ.get("KANAME_CACHE") or platformdirs.user_cache_dir("kaname")) / "jax"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    if not os.access(folder, os.W_OK):
        return None
    for name, setting in (
        ("jax_compilation_cache_dir", str(folder)),
        ("jax_persistent_cache_min_compile_time_secs", 0.2),
        ("jax_persistent_cache_min_entry_size_bytes", -1),
    ):
        jax.config.update(name, setting)  # type: ignore[no-untyped-call]
    return folder
