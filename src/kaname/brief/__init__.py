"""The cited brief: one self-contained HTML file a language, in which every number leads to its trace.

``compose(material, language)`` returns a page, ``write(material, out, languages)`` writes pages. The trace
mechanism is in :mod:`kaname.brief.trace`; nothing heavy is imported until a page is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kaname.brief.page import compose as compose
    from kaname.brief.page import write as write

__all__ = ["compose", "write"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from kaname.brief import page

        return getattr(page, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
