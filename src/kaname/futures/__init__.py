"""Many futures: sampled, run under every policy with the same draws, and written as Parquet.

``run`` writes a run folder, ``run_name`` names it by what is run, ``load`` opens one as a ``Run``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kaname.futures.naming import run_name as run_name
    from kaname.futures.reading import Run as Run
    from kaname.futures.reading import load as load
    from kaname.futures.runner import run as run

__all__ = ["Run", "load", "run", "run_name"]


def __getattr__(name: str) -> Any:
    # JAX is imported only by those who run something; opening a run does not need it.
    if name == "run":
        from kaname.futures import runner

        return runner.run
    if name == "run_name":
        from kaname.futures import naming

        return naming.run_name
    if name in ("load", "Run"):
        from kaname.futures import reading

        return getattr(reading, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
