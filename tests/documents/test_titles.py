"""Inferred titles and keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.documents.titles import free_key, infer_key, infer_title, slug


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("2026年3月9日\n\n## 同盟の**現代化** ##\n本文", "同盟の現代化"),
        ("\n  A plain first line  \nand the text", "A plain first line"),
        ("〇 在韓米軍の削減\n本文", "在韓米軍の削減"),
        ("March 9, 2026\n12\nThe title\n", "The title"),
        ("word " * 100, "notes"),
        ("12\n34\n", "notes"),
    ],
)
def test_the_title_is_the_first_heading_or_line(text: str, title: str) -> None:
    """A heading wins, dates and figures are passed over, and the file's name is the last resort."""
    assert infer_title(text, Path("notes.txt")) == title


@given(st.text())
def test_a_slug_is_short_and_its_own_slug(text: str) -> None:
    """Keys hold letters, digits and hyphens, 40 at most, and slugging again changes nothing."""
    key = slug(text)
    assert len(key) <= 40
    assert all(c.isalnum() or c == "-" for c in key)
    assert slug(key) == key


def test_keys_are_readable() -> None:
    """A title in Latin letters gives the key, else the file's name does."""
    assert infer_key("The Alliance at 70", Path("x.pdf")) == "the-alliance-at-70"
    assert infer_key("同盟の現代化", Path("Ito 2026.pdf")) == "ito-2026"
    assert infer_key("同盟の現代化", Path("—.pdf")) == "同盟の現代化"
    assert infer_key("—", Path("—.pdf")) == "document"


@given(st.lists(st.sampled_from(["a", "a-2", "a-3", "b"])))
def test_a_free_key_is_free(taken: list[str]) -> None:
    """The key given is never taken, and is the plain one when that is free."""
    key = free_key("a", taken)
    assert key not in taken
    assert key == "a" or "a" in taken
