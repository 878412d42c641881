"""Where a workspace keeps the claims of its documents, and what people have said of them."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import fields
from typing import Any

from kaname.base.errors import InputError
from kaname.base.workspace import Workspace
from kaname.claims.model import CLAIM_TYPES, Claim, Part
from kaname.documents.document import Document
from kaname.documents.schema import connect, faults, transaction

STATUSES = ("proposed", "accepted", "rejected")
"""What may be said of a claim: the program proposes, a person accepts or rejects."""

_TABLES = """
CREATE TABLE IF NOT EXISTS claim (
    document TEXT NOT NULL,
    id       TEXT NOT NULL,
    type     TEXT NOT NULL,
    start    INTEGER NOT NULL,
    end      INTEGER NOT NULL,
    fields   TEXT NOT NULL,
    status   TEXT NOT NULL CHECK (status IN ('proposed', 'accepted', 'rejected')),
    decided  TEXT,
    PRIMARY KEY (document, id)
) WITHOUT ROWID
"""


class ClaimStore:
    """The claims of one workspace, in a table of its library.

    Saving a document again replaces what was only proposed; what a person has accepted or rejected stays
    as it was, with its decision, whether or not the program would propose it again.

    Args:
        workspace: where the library is.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def save(self, document: Document | str, claims: Sequence[Claim]) -> None:
        """Keep the claims of a document (or of a digest) as proposed.

        Raises:
            SurroundingsError: the disk is full or another process is writing; what was kept before stays.
        """
        digest = document if isinstance(document, str) else document.digest
        rows = [(digest, claim.id, claim.type, claim.start, claim.end, _written(claim)) for claim in claims]
        with self.workspace.writing(), self._open() as connection, transaction(connection):
            connection.execute("DELETE FROM claim WHERE document = ? AND status = 'proposed'", (digest,))
            connection.executemany(
                "INSERT INTO claim (document, id, type, start, end, fields, status)"
                " VALUES (?, ?, ?, ?, ?, ?, 'proposed') ON CONFLICT (document, id) DO NOTHING",
                rows,
            )

    def load(self, digest: str, *, status: str | None = None) -> list[Claim]:
        """Return the claims of a document by their place in its text; of one status if that is given."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT type, fields FROM claim WHERE document = ? AND (? IS NULL OR status = ?)"
                " ORDER BY start, end, type",
                (digest, status, status),
            ).fetchall()
        return [_read(kind, written) for kind, written in rows]

    def statuses(self, digest: str) -> dict[str, str]:
        """Return the status of each claim of a document, by the claim's id."""
        with self._open() as connection:
            rows = connection.execute("SELECT id, status FROM claim WHERE document = ?", (digest,)).fetchall()
        return {row[0]: row[1] for row in rows}

    def decide(self, digest: str, claim_id: str, status: str) -> None:
        """Record what a person says of a claim.

        Raises:
            InputError: there is no such claim, or no such status.
        """
        if status not in STATUSES:
            raise InputError(f"{status!r} is no status of a claim", todo=f"use one of {', '.join(STATUSES)}")
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        with self.workspace.writing(), self._open() as connection:
            done = connection.execute(
                "UPDATE claim SET status = ?, decided = ? WHERE document = ? AND id = ?",
                (status, None if status == "proposed" else now, digest, claim_id),
            )
            if not done.rowcount:
                raise InputError(f"no claim {claim_id!r} is kept for {digest}")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        path = self.workspace.library
        with closing(connect(path)) as connection, faults(path):
            connection.execute(_TABLES)
            yield connection


def _written(claim: Claim) -> str:
    values = {each.name: getattr(claim, each.name) for each in fields(claim) if each.name != "document"}
    return json.dumps({"document": claim.document, **values}, ensure_ascii=False)


def _read(kind: str, written: str) -> Claim:
    values: dict[str, Any] = json.loads(written)
    for name in ("content", "verb", "speaker"):
        if values.get(name) is not None and kind == "statement":
            values[name] = Part(*values[name])
    if values.get("range") is not None:
        values["range"] = tuple(values["range"])
    return CLAIM_TYPES[kind](**values)
