"""Keeping claims in a workspace."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from kaname.base.errors import InputError, SurroundingsError
from kaname.base.workspace import Workspace
from kaname.claims.model import QuantityClaim
from kaname.claims.store import ClaimStore
from kaname.documents import Library, read

from .reading import read as claims_of

DIGEST = "sha256:" + "0" * 64
TEXT = "長官は2026年3月に「兵力は約3万7,000人だ」と述べ、2028年までの移転で合意した。負担は２兆4518ウォンだ。"


@pytest.fixture
def store(tmp_path: Path) -> ClaimStore:
    """A store in a new workspace."""
    return ClaimStore(Workspace.create(tmp_path / "workspace"))


def test_claims_come_back_as_they_were_saved(store: ClaimStore) -> None:
    """Every type survives the round trip, parts, ranges and warnings included."""
    claims = claims_of(TEXT)
    assert {claim.type for claim in claims} >= {"date", "quantity", "statement", "milestone"}
    store.save(DIGEST, claims)
    assert store.load(DIGEST) == claims
    assert set(store.statuses(DIGEST).values()) == {"proposed"}
    assert store.load("sha256:" + "1" * 64) == []


def test_saving_again_keeps_what_a_person_decided(store: ClaimStore) -> None:
    """A decision stays through a second reading, even one that no longer proposes the claim."""
    claims = claims_of(TEXT)
    store.save(DIGEST, claims)
    accepted, rejected = claims[0], claims[-1]
    store.decide(DIGEST, accepted.id, "accepted")
    store.decide(DIGEST, rejected.id, "rejected")
    store.save(DIGEST, claims)
    assert store.statuses(DIGEST)[accepted.id] == "accepted"
    assert len(store.load(DIGEST)) == len(claims)
    store.save(DIGEST, [])
    assert store.load(DIGEST) == [accepted, rejected]
    assert store.load(DIGEST, status="rejected") == [rejected]


def test_a_decision_on_nothing_is_an_error(store: ClaimStore) -> None:
    """An unknown claim or status is refused in one line."""
    with pytest.raises(InputError, match="no claim"):
        store.decide(DIGEST, "abc", "accepted")
    with pytest.raises(InputError, match="no status"):
        store.decide(DIGEST, "abc", "maybe")


def test_a_second_writer_is_told(store: ClaimStore) -> None:
    """While another writes to the workspace, saving refuses and what was kept stays."""
    claims = claims_of(TEXT)
    store.save(DIGEST, claims)
    refused: list[str] = []

    def other() -> None:
        try:
            ClaimStore(store.workspace).save(DIGEST, [])
        except SurroundingsError as error:
            refused.append(str(error))

    with store.workspace.writing():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert len(refused) == 1
    assert store.load(DIGEST) == claims


def test_claims_share_the_file_of_the_library(store: ClaimStore, tmp_path: Path) -> None:
    """The library and the claims live in one file and do not disturb each other."""
    path = tmp_path / "paper.txt"
    path.write_text("2026年3月9日\n\n" + TEXT * 3, encoding="utf-8")
    with Library(store.workspace) as library:
        document = library.add(read(path, language="ja"), path.read_bytes())
    from kaname.claims import extract

    store.save(document, extract(document))
    kept = store.load(document.digest)
    assert any(isinstance(claim, QuantityClaim) and claim.warning for claim in kept)
    assert all(claim.document == document.digest for claim in kept)
    with Library(store.workspace) as library:
        assert [each.digest for each in library.documents()] == [document.digest]
