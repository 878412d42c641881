"""The library: the documents of a workspace, their original bytes, and a search over what they say."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import json
import re
import sqlite3
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kaname import __version__
from kaname.base.dates import PartialDate
from kaname.base.errors import InputError, SurroundingsError, nearest
from kaname.base.files import digest_bytes, write_bytes
from kaname.base.workspace import Workspace
from kaname.documents.document import Document
from kaname.documents.schema import connect, faults, transaction
from kaname.documents.search import TOKENS_VERSION, Hit, index_text, parse_query, tokens
from kaname.documents.titles import free_key

_SNIPPET_CHARACTERS = 60
"""Characters of context shown on either side of a hit."""

_INDEXED_BY = f"{__version__}/{TOKENS_VERSION}"
_SHORTEST_DIGEST = 4
_TRUST = ("none", "text", "bibliography", "given")
_DIGEST = re.compile(r"(?:sha256:)?([0-9a-f]{1,64})")
_COLUMNS = (
    "digest", "key", "file_name", "media_type", "language", "language_source", "date", "date_source",
    "title", "citation", "text", "indexed_by",
)  # fmt: skip


class Library:
    """The documents of one workspace.

    One object serves one thread; open another for another thread or process. Writing holds the
    workspace's lock, reading waits for nobody. Use it in a ``with`` statement, or call :meth:`close`.

    Args:
        workspace: where the library is; its file is made when it is not there.

    Raises:
        InputError: the file is no library, or a later version made it.
        SurroundingsError: it cannot be opened or made.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.connection: sqlite3.Connection = connect(workspace.library)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def add(self, document: Document, original: bytes) -> Document:
        """Keep a document and its original bytes; return it as it is kept.

        Adding it again changes nothing, but for a language, date or citation from a more trusted source
        than before (given, then bibliography, then inferred) or a newer one from the same. A citation
        key that another document has gets a number.

        Raises:
            InputError: the bytes are not those that the document was read from.
            SurroundingsError: the disk is full or another process is writing; the library is as before.
        """
        if digest_bytes(original) != document.digest:
            raise InputError("these are not the bytes that the document was read from", where=document.key)
        with self.workspace.writing(), faults(self.workspace.library):
            # The bytes come first: a crash in between leaves bytes that nothing names, which the next
            # reading of the file finds and uses.
            self._keep_original(document.digest, original)
            with transaction(self.connection):
                self._renew_index()
                return self._keep_row(document)

    def documents(self) -> list[Document]:
        """Return all documents, by citation key."""
        with faults(self.workspace.library):
            rows = self.connection.execute("SELECT * FROM document ORDER BY key").fetchall()
        return [_document(row) for row in rows]

    def get(self, reference: str) -> Document:
        """Return a document by citation key, digest, or the beginning of a digest that only it has.

        Raises:
            InputError: no document, or more than one, answers to it; the line names the nearest keys.
        """
        with faults(self.workspace.library):
            row = self.connection.execute("SELECT * FROM document WHERE key = ?", (reference,)).fetchone()
            return _document(row if row is not None else self._row_by_digest(reference))

    def original(self, reference: str) -> bytes:
        """Return the bytes that a document was read from.

        Raises:
            InputError: no such document.
            SurroundingsError: its bytes are gone, or are no longer those.
        """
        document = self.get(reference)
        path = self._original_path(document.digest)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise SurroundingsError(
                f"the original of {document.key} cannot be read ({error.strerror})",
                where=str(path),
                todo="read the file again",
            ) from None
        if digest_bytes(content) != document.digest:
            raise SurroundingsError(
                f"the original of {document.key} was altered (its digest differs)",
                where=str(path),
                todo="read the file again",
            )
        return content

    def search(self, query: str, limit: int | None = 20) -> list[Hit]:
        """Return where a query stands in the documents, best paragraphs first (BM25).

        Args:
            query: phrases parted by blanks, all to stand in one paragraph; quotation marks hold a phrase
                with blanks together. What matches is said in :mod:`kaname.documents.search`.
            limit: the most hits to return; None for all.

        Raises:
            InputError: the query holds nothing to search for, or the limit is not positive.
        """
        if limit is not None and limit < 1:
            raise InputError(f"a limit of {limit} hits", todo="give 1 or more")
        phrases = parse_query(query)
        expression = " AND ".join(phrase.match_expression() for phrase in phrases)
        with faults(self.workspace.library):
            # SQLite reads a limit of -1 as none. Every paragraph that matches gives a hit.
            rows = self.connection.execute(
                "SELECT paragraph.text, paragraph.offsets, document.key, document.digest, document.title"
                " FROM (SELECT rowid AS found, rank AS score FROM passage WHERE passage MATCH ?"
                "       ORDER BY rank, rowid LIMIT ?)"
                " JOIN paragraph ON paragraph.id = found JOIN document ON document.id = paragraph.document"
                " ORDER BY score, found",
                (expression, -1 if limit is None else limit),
            ).fetchall()
        hits: list[Hit] = []
        for row in rows:
            cut = tokens(row["text"])
            spans = sorted({span for phrase in phrases for span in phrase.find(cut)})
            hits += _hits(row, spans)
            if limit is not None and len(hits) >= limit:
                return hits[:limit]
        return hits

    def _original_path(self, digest: str) -> Path:
        return self.workspace.documents / digest.removeprefix("sha256:")

    def _keep_original(self, digest: str, original: bytes) -> None:
        path = self._original_path(digest)
        try:
            kept = hashlib.sha256(path.read_bytes()).hexdigest() == path.name
        except OSError:
            kept = False
        if not kept:
            write_bytes(path, original)

    def _keep_row(self, document: Document) -> Document:
        row = self.connection.execute(
            "SELECT * FROM document WHERE digest = ?", (document.digest,)
        ).fetchone()
        before = _document(row) if row is not None else None
        kept = _most_trusted(before, document) if before is not None else document
        kept = self._with_free_key(kept)
        values = _values(kept)
        if row is None:
            marks = ", ".join("?" * len(_COLUMNS))
            identity = self.connection.execute(
                f"INSERT INTO document ({', '.join(_COLUMNS)}) VALUES ({marks})",  # noqa: S608 (our own names)
                values,
            ).lastrowid
        else:
            identity = row["id"]
            self.connection.execute(
                f"UPDATE document SET {', '.join(f'{name} = ?' for name in _COLUMNS)} WHERE id = ?",  # noqa: S608
                (*values, identity),
            )
        if row is None or row["language"] != kept.language:
            self._index(int(identity or 0), kept)
        return kept

    def _with_free_key(self, document: Document) -> Document:
        others = self.connection.execute("SELECT key FROM document WHERE digest <> ?", (document.digest,))
        wanted = str(document.citation.get("id", document.key))
        key = free_key(wanted, {row["key"] for row in others})
        # The citation keeps the id that its bibliography gives it, so that reading again finds it.
        return dataclasses.replace(document, key=key)

    def _index(self, identity: int, document: Document) -> None:
        for row in self.connection.execute("SELECT id, text FROM paragraph WHERE document = ?", (identity,)):
            # A contentless index must be told what it had stored.
            self.connection.execute(
                "INSERT INTO passage (passage, rowid, tokens) VALUES ('delete', ?, ?)",
                (row["id"], index_text(row["text"])),
            )
        self.connection.execute("DELETE FROM paragraph WHERE document = ?", (identity,))
        view = document.view
        for start, end in view.paragraphs:
            indexed = index_text(view.text[start:end])
            if not indexed:
                continue
            number = self.connection.execute(
                "INSERT INTO paragraph (document, text, offsets) VALUES (?, ?, ?)",
                (identity, view.text[start:end], _packed(view.starts[start:end], view.ends[start:end])),
            ).lastrowid
            self.connection.execute("INSERT INTO passage (rowid, tokens) VALUES (?, ?)", (number, indexed))

    def _renew_index(self) -> None:
        """Index every document anew when another version of the program indexed any."""
        stale = self.connection.execute(
            "SELECT 1 FROM document WHERE indexed_by <> ? LIMIT 1", (_INDEXED_BY,)
        ).fetchone()
        if stale is None:
            return
        self.connection.execute("INSERT INTO passage (passage) VALUES ('delete-all')")
        self.connection.execute("DELETE FROM paragraph")
        for row in self.connection.execute("SELECT * FROM document").fetchall():
            self._index(row["id"], _document(row))
        self.connection.execute("UPDATE document SET indexed_by = ?", (_INDEXED_BY,))

    def _row_by_digest(self, reference: str) -> sqlite3.Row:
        match = _DIGEST.fullmatch(reference.strip().lower())
        rows: list[sqlite3.Row] = []
        if match is not None and len(match.group(1)) >= _SHORTEST_DIGEST:
            rows = self.connection.execute(
                "SELECT * FROM document WHERE substr(digest, 8, ?) = ? ORDER BY key",
                (len(match.group(1)), match.group(1)),
            ).fetchall()
        if len(rows) == 1:
            return rows[0]
        if rows:
            several = ", ".join(row["key"] for row in rows[:3])
            raise InputError(
                f"{reference!r} begins the digests of several documents", todo=f"one of {several}?"
            )
        keys = [row["key"] for row in self.connection.execute("SELECT key FROM document ORDER BY key")]
        todo = nearest(reference, keys) or (
            f"the library holds {', '.join(keys[:5])}{' …' if len(keys) > 5 else ''}"
            if keys
            else "the library is empty; add documents with: kaname read FILE"
        )
        raise InputError(f"no document {reference!r}", where=str(self.workspace.library), todo=todo)


def _most_trusted(before: Document, now: Document) -> Document:
    """Return the newer reading, with what the older one had from a more trusted source."""
    kept = now
    if _TRUST.index(before.date_source) > _TRUST.index(now.date_source):
        kept = dataclasses.replace(kept, date=before.date, date_source=before.date_source)
    if _TRUST.index(before.language_source) > _TRUST.index(now.language_source):
        kept = dataclasses.replace(kept, language=before.language, language_source=before.language_source)
    if now.inferred and not before.inferred:
        kept = dataclasses.replace(kept, citation=before.citation, key=before.key, title=before.title)
    return kept


def _values(document: Document) -> tuple[Any, ...]:
    values: dict[str, Any] = {
        name: getattr(document, name) for name in _COLUMNS if name not in {"date", "citation", "indexed_by"}
    }
    values["date"] = str(document.date) if document.date is not None else None
    values["citation"] = json.dumps(dict(document.citation), ensure_ascii=False, sort_keys=True)
    values["indexed_by"] = _INDEXED_BY
    return tuple(values[name] for name in _COLUMNS)


def _document(row: sqlite3.Row) -> Document:
    return Document(
        digest=row["digest"],
        file_name=row["file_name"],
        media_type=row["media_type"],
        text=row["text"],
        language=row["language"],
        date=PartialDate.parse(row["date"]) if row["date"] is not None else None,
        date_source=row["date_source"],
        citation=json.loads(row["citation"]),
        key=row["key"],
        title=row["title"],
        language_source=row["language_source"],
    )


def _hits(row: sqlite3.Row, spans: list[tuple[int, int]]) -> list[Hit]:
    text: str = row["text"]
    starts, ends = _unpacked(row["offsets"])
    return [
        Hit(
            key=row["key"],
            digest=row["digest"],
            title=row["title"],
            start=starts[start],
            end=ends[end - 1],
            before=text[max(start - _SNIPPET_CHARACTERS, 0) : start],
            hit=text[start:end],
            after=text[end : end + _SNIPPET_CHARACTERS],
        )
        for start, end in spans
    ]


def _packed(starts: Sequence[int], ends: Sequence[int]) -> bytes:
    """Pack a paragraph's map to the source; its steps are nearly all 1, so it takes little room."""
    steps = [after - before for before, after in itertools.pairwise([0, *starts])]
    lengths = [end - start for start, end in zip(starts, ends, strict=True)]
    return zlib.compress(struct.pack(f"<{2 * len(steps)}i", *steps, *lengths), level=6)


def _unpacked(blob: bytes) -> tuple[list[int], list[int]]:
    packed = zlib.decompress(blob)
    numbers = struct.unpack(f"<{len(packed) // 4}i", packed)
    half = len(numbers) // 2
    starts = list(itertools.accumulate(numbers[:half]))
    return starts, [start + length for start, length in zip(starts, numbers[half:], strict=True)]
