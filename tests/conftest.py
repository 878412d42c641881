"""What all tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder that KANAME_SHARED names: published cases and labelled documents, not in the repository."""
    named = os.environ.get("KANAME_SHARED")
    if not named:
        pytest.skip("KANAME_SHARED names no folder: checks against the labelled documents are skipped")
    return Path(named)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's Chromium; absent it is a skip, but a failure in continuous integration."""
    found = shutil.which("chromium")
    if found is None:
        reason = "Chromium is not installed (Debian: apt install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found
