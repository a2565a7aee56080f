"""What can be asked of one state of the catalog. Everything here is about the live generation."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ...arrays import Floats
from ...types import Block, Document, Heading, Source, Span

LIVE = "d.created_in <= :live AND (d.removed_in IS NULL OR d.removed_in > :live)"

_OVERFETCH = 50
"""Hits asked for beyond those wanted, so that the few that are not live rarely cost a second query."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One state of the index. `created` is ISO 8601 in UTC."""

    id: int
    created: str
    embedding_model: str
    documents: int
    chunks: int


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """What the catalog knows of a live document besides its text."""

    id: int
    path: str
    digest: str
    size: int
    modified: int
    loader: str
    splitter: str
    embedding_model: str
    chunks: int


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the catalog keeps it; `live` tells whether it is of the live generation."""

    document: Document
    digest: str
    live: bool

    @property
    def source(self) -> Source:
        """The document as it is cited."""
        return self.document.source(self.digest)


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A live chunk, as ranking needs it. `document` is the document's row, not its name.

    `context` is what stands above it: the document's title and its headings.
    """

    id: int
    document: int
    ordinal: int
    span: Span
    context: str
    key: str
    text: str


class Snapshot:
    """One state of the catalog, inside one read transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.live = self._generation("live")
        self.previous = self._generation("previous")
        self._at = {"live": self.live.id if self.live else -1}

    def documents(self) -> list[DocumentRow]:
        """Return all live documents, in no order."""
        rows = self._connection.execute(
            "SELECT id, path, digest, size, modified, loader, splitter, embedding_model, chunks "
            f"FROM document AS d WHERE {LIVE}",
            self._at,
        )
        return [DocumentRow(*row) for row in rows]

    def sources(self) -> dict[int, Source]:
        """Return all live documents as they are cited, by their rows and in the order of their paths."""
        rows = self._connection.execute(
            f"SELECT id, path, digest, title, url, date FROM document AS d WHERE {LIVE} ORDER BY path",
            self._at,
        )
        return {row: Source(*fields) for row, *fields in rows}

    def digests_at(self, generation: int) -> dict[str, str]:
        """Return the digests by path of what belongs to a generation that is kept."""
        rows = self._connection.execute(
            f"SELECT path, digest FROM document AS d WHERE {LIVE}", {"live": generation}
        )
        return dict(map(tuple, rows))

    def document(self, row: int) -> StoredDocument:
        """Return the document of a row, which must exist."""
        found = self._connection.execute(
            "SELECT digest, path, text, body_start, body_end, title, url, date, headings, pages, "
            f"{LIVE} AS live FROM document AS d WHERE id = :row",
            {**self._at, "row": row},
        ).fetchone()
        return StoredDocument(_document(found), found["digest"], bool(found["live"]))

    def blocks(self, row: int, span: Span) -> tuple[Block, ...]:
        """Return the blocks of a document that share a character with `span`, in order."""
        rows = self._connection.execute(
            "SELECT start, end, kind, lead_start, lead_end, level, number FROM block "
            "WHERE document = :row AND start < :end AND end > :start AND start >= coalesce("
            "(SELECT max(start) FROM block WHERE document = :row AND start <= :start), 0)",
            {"row": row, "start": span.start, "end": span.end},
        )
        return tuple(
            Block(
                kind,
                Span(start, end),
                None if lead_start is None else Span(lead_start, lead_end),
                level,
                number,
            )
            for start, end, kind, lead_start, lead_end, level, number in rows
        )

    def all_blocks(self, row: int) -> tuple[Block, ...]:
        """Return all blocks of a document, in order."""
        return self.blocks(row, Span(0, sys.maxsize))

    def document_at(self, path: str) -> StoredDocument | None:
        """Return the live document at a path."""
        row = self._connection.execute(
            f"SELECT id FROM document AS d WHERE path = :path AND {LIVE}",
            {**self._at, "path": path},
        ).fetchone()
        return self.document(row["id"]) if row else None

    def document_with(self, digest: str) -> StoredDocument | None:
        """Return a document of that content, a live one if there is one."""
        row = self._connection.execute(
            f"SELECT id FROM document AS d WHERE digest = :digest ORDER BY {LIVE} DESC, id DESC",
            {**self._at, "digest": digest},
        ).fetchone()
        return self.document(row["id"]) if row else None

    def search_words(self, match: str, count: int) -> list[int]:
        """Return the ids of the `count` best live chunks for an FTS5 expression, best first.

        `match` is an expression, so whoever builds it must have quoted every word in it.
        """
        wanted = count + _OVERFETCH
        while True:
            hits = self._connection.execute(
                "SELECT rowid FROM chunk_words WHERE chunk_words MATCH ? AND rank MATCH "
                "'bm25(1.0, 0.5)' ORDER BY rank LIMIT ?",
                (match, wanted),
            ).fetchall()
            live = self._live_among([row for (row,) in hits])
            found = [row for (row,) in hits if row in live]
            if len(found) >= count or len(hits) < wanted:
                return found[:count]
            wanted *= 4

    def chunks_with_keys(self, keys: Sequence[str]) -> list[StoredChunk]:
        """Return the live chunks whose embeddings have these keys."""
        return self._chunks(f"c.key IN ({_marks(keys)})", keys)

    def chunks(self, ids: Sequence[int]) -> list[StoredChunk]:
        """Return live chunks by their ids."""
        return self._chunks(f"c.id IN ({_marks(ids)})", ids)

    def neighbours(self, chunks: Iterable[StoredChunk], distance: int) -> list[StoredChunk]:
        """Return `chunks` and those up to `distance` before and behind each of them in its document."""
        wanted = sorted(
            {
                (chunk.document, ordinal)
                for chunk in chunks
                for ordinal in range(max(0, chunk.ordinal - distance), chunk.ordinal + distance + 1)
            }
        )
        found: list[StoredChunk] = []
        for first in range(0, len(wanted), 300):
            pairs = wanted[first : first + 300]
            # Not `(document, ordinal) IN (VALUES …)`: SQLite would go through every chunk for it.
            found += self._chunks(
                "c.id IN (WITH wanted (document, ordinal) AS "
                f"(VALUES {', '.join(['(?, ?)'] * len(pairs))}) SELECT id FROM wanted AS w "
                "CROSS JOIN chunk AS n ON n.document = w.document AND n.ordinal = w.ordinal)",
                [value for pair in pairs for value in pair],
            )
        return found

    def vectors(self, keys: Sequence[str]) -> dict[str, Floats]:
        """Return the embeddings by key, unit vectors; keys that have none are left out."""
        found: dict[str, Floats] = {}
        for first in range(0, len(keys), 900):
            batch = keys[first : first + 900]
            rows = self._connection.execute(
                f"SELECT key, vector FROM embedding WHERE key IN ({_marks(batch)})", batch
            )
            found |= {row["key"]: np.frombuffer(row["vector"], dtype=np.float32) for row in rows}
        return found

    def dimensions(self, model: str) -> int | None:
        """Return how many numbers the kept embeddings of `model` have; None where there are none."""
        row = self._connection.execute(
            "SELECT length(vector) FROM embedding WHERE model = ? LIMIT 1", (model,)
        ).fetchone()
        return row[0] // np.dtype(np.float32).itemsize if row else None

    def frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many chunks each stem stands; 0 for an unknown one."""
        stems = list(stems)
        rows = self._connection.execute(
            f"SELECT term, doc FROM chunk_vocabulary WHERE term IN ({_marks(stems)})", stems
        )
        return dict.fromkeys(stems, 0) | dict(map(tuple, rows))

    def stems(self, first: str, shortest: int, longest: int) -> dict[str, int]:
        """Return the stems that begin with a letter and have so many letters, with their chunks."""
        rows = self._connection.execute(
            "SELECT term, doc FROM chunk_vocabulary WHERE term >= ? AND term < ? "
            "AND length(term) BETWEEN ? AND ?",
            (first, chr(ord(first) + 1), shortest, longest),
        )
        return dict(map(tuple, rows))

    def _generation(self, which: str) -> Generation | None:
        row = self._connection.execute(
            "SELECT g.id, created, embedding_model, documents, chunks "
            f"FROM library JOIN generation AS g ON g.id = library.{which}"
        ).fetchone()
        return Generation(*row) if row else None

    def _live_among(self, ids: Sequence[int]) -> set[int]:
        live: set[int] = set()
        for first in range(0, len(ids), 900):
            batch = ids[first : first + 900]
            rows = self._connection.execute(
                "SELECT c.id FROM chunk AS c JOIN document AS d ON d.id = c.document "
                f"WHERE c.id IN ({','.join(map(str, map(int, batch)))}) AND {LIVE}",
                self._at,
            )
            live |= {row["id"] for row in rows}
        return live

    def _chunks(self, condition: str, values: Sequence[object]) -> list[StoredChunk]:
        generation = self._at["live"]
        rows = self._connection.execute(
            "SELECT c.id, c.document, c.ordinal, c.start, c.end, d.title, c.heading, c.key, c.text "
            "FROM chunk AS c CROSS JOIN document AS d ON d.id = c.document "
            f"WHERE {condition} AND d.created_in <= ? AND (d.removed_in IS NULL OR d.removed_in > ?)",
            [*values, generation, generation],
        )
        return [
            StoredChunk(
                id_, document, ordinal, Span(start, end), context(title, heading), key, text
            )
            for id_, document, ordinal, start, end, title, heading, key, text in rows
        ]


def context(title: str | None, heading: str | None) -> str:
    """Return what stands above a chunk and is searched along with it."""
    return "\n".join(part for part in (title, heading) if part)


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _document(row: sqlite3.Row) -> Document:
    return Document(
        path=row["path"],
        text=row["text"],
        body=Span(row["body_start"], row["body_end"]),
        title=row["title"],
        url=row["url"],
        date=row["date"],
        headings=tuple(Heading(*heading) for heading in json.loads(row["headings"])),
        pages=tuple(json.loads(row["pages"])),
    )
