"""Errors are one line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kaname.base.errors import InputError, KanameError, PartialFailure, SurroundingsError, nearest


@given(st.text(), st.none() | st.text(), st.none() | st.text())
def test_an_error_is_one_line(what: str, where: str | None, todo: str | None) -> None:
    """Whatever is put into it, an error prints as one line."""
    assert len(str(KanameError(what, where=where, todo=todo)).splitlines()) <= 1


def test_an_error_says_where_what_and_what_next() -> None:
    """The parts stand in the order that compilers use."""
    assert str(InputError("no such file", where="a.txt", todo="check the name")) == (
        "a.txt: no such file; check the name"
    )


def test_exit_codes() -> None:
    """Bad input is 2; surroundings and part of a batch are 1."""
    assert [kind.exit_code for kind in (InputError, SurroundingsError, PartialFailure)] == [2, 1, 1]


def test_near_names_are_suggested() -> None:
    """A slip of the hand finds its word; a word like no other finds none."""
    assert nearest("poster", ["posture", "burden"]) == "did you mean posture?"
    assert nearest("xyz", ["posture", "burden"]) is None
