"""Kaname: an open workbench for the US-ROK alliance.

Documents are read, claims found at their spans, held against a dated and cited register,
the alliance is run through many futures under rival policies, and a brief is written in
which every number leads back to a sentence or to an assumption that says it is one.

The rooms, each importing only from those before it: ``base``, ``documents``, ``claims``,
``register``, ``alliance``, ``futures``, ``analysis``, ``brief``, ``web``, ``cli``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kaname.analysis.comparison import compare as compare
    from kaname.documents import read as read
    from kaname.futures import run as run

__version__ = "0.1.0"

__all__ = ["__version__", "compare", "read", "run"]


_NOUNS = {"compare": "kaname.analysis.comparison", "read": "kaname.documents", "run": "kaname.futures"}


def __getattr__(name: str) -> Any:
    """Hand out the nouns of the command line to Python; each is imported when it is first asked for."""
    if name in _NOUNS:
        return getattr(importlib.import_module(_NOUNS[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
