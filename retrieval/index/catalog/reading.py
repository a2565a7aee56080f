"""What can be asked of one state of the catalog. Everything here is about the live generation."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ...arrays import Vectors
from ...documents.packed import PackedPositions
from ...types import Block, BlockKind, Document, Heading, Source, Span
from . import checksums
from .chunk_columns import ChunkColumns, chunks_around
from .word_ids import words_of

LIVE = "d.created_in <= :live AND (d.removed_in IS NULL OR d.removed_in > :live)"

LENGTH_TOLERANCE = 0.001
"""How far the square of a unit vector's length is from 1 by rounding, at the most."""

_OVERFETCH = 50
"""Hits asked for beyond those wanted, so that the few that are not live rarely cost a second query."""

_ROWS_AT_ONCE = 1_000
"""Vectors that are read at once, so that they stand in memory once and not twice."""


_LIVE_OR_ENDED = (
    f"CASE WHEN {LIVE} THEN TRUE ELSE d.checksum IS {checksums.of(checksums.DOCUMENT, 'd.')} END"
)
"""Whether a hit is rightly left out. That a live one is sound is seen when it is read."""

_LOOKUPS, _STRUCTURE = "lookups", "structure"
"""What was checked in this process, beside states of the full-text index."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One state of the index. `created` is ISO 8601 in UTC.

    `folder` is the documents folder that it was made of, absolute and from the data folder; None where
    an older version did not note it.
    """

    id: int
    created: str
    embedding_model: str
    documents: int
    chunks: int
    folder: tuple[str, str] | None = None


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


DOCUMENT_ROW = "id, path, digest, size, modified, loader, splitter, embedding_model, chunks"
"""The columns of a `DocumentRow`, in its order."""


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that the last re-index could not read, with its size and time (nanoseconds) then.

    `reader` is the loader and the limits with which it is not to be tried again; empty where it is.
    """

    path: str
    size: int
    modified: int
    error: str
    reader: str


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


class Snapshot:
    """One state of the catalog, inside one read transaction."""

    def __init__(self, connection: sqlite3.Connection, sound: set[int | str] | None = None) -> None:
        """Read through `connection`; `sound` remembers what was checked and need not be again."""
        self._connection = connection
        self._sound: set[int | str] = set() if sound is None else sound
        found = connection.execute(
            f"SELECT live, previous, checksum = {checksums.of(checksums.LIBRARY)} FROM library"
        )
        generations = [self._generation(each) for row in checksums.sound(found) for each in row]
        self.live, self.previous = generations
        self._at = {"live": self.live.id if self.live else -1}

    def documents(self) -> list[DocumentRow]:
        """Return all live documents, in no order."""
        rows = self._connection.execute(
            f"SELECT {DOCUMENT_ROW} FROM document AS d WHERE {LIVE}",
            self._at,
        )
        return [DocumentRow(*row) for row in rows]

    def notices(self) -> dict[int, str]:
        """Return what could not be read of documents that were read in part, by their rows."""
        rows = self._connection.execute(
            f"SELECT id, notice FROM document AS d WHERE notice IS NOT NULL AND {LIVE}", self._at
        )
        return dict(map(tuple, rows))

    def failed_files(self) -> list[FailedFile]:
        """Return the files that the last re-index could not read, by path."""
        rows = self._connection.execute(
            "SELECT path, size, modified, error, reader FROM failed_file ORDER BY path"
        )
        return [FailedFile(*row) for row in rows]

    def sources(self) -> dict[int, Source]:
        """Return all live documents as they are cited, by their rows and in the order of their paths."""
        rows = self._connection.execute(
            "SELECT id, path, digest, title, url, date, "
            f"checksum = {checksums.of(checksums.DOCUMENT)} "
            f"FROM document AS d WHERE {LIVE} ORDER BY path",
            self._at,
        )
        return {row: Source(*fields) for row, *fields in checksums.sound(rows)}

    def digests_at(self, generation: int) -> dict[str, str]:
        """Return the digests by path of what belongs to a generation that is kept."""
        rows = self._connection.execute(
            f"SELECT path, digest FROM document AS d WHERE {LIVE}", {"live": generation}
        )
        return dict(map(tuple, rows))

    def document(self, row: int) -> StoredDocument:
        """Return the document of a row, which must exist."""
        return self.stored_documents([row])[row]

    def stored_documents(self, rows: Sequence[int]) -> dict[int, StoredDocument]:
        """Return the documents of some rows."""
        found = self._connection.execute(
            "SELECT id, digest, path, text, body_start, body_end, title, url, date, headings, "
            "positions, "
            f"{LIVE} AS live, checksum = {checksums.of(checksums.DOCUMENT)} "
            f"AND text_checksum = {checksums.of(checksums.TEXT)} AS sound "
            "FROM document AS d WHERE id IN (SELECT value FROM json_each(:rows))",
            {**self._at, "rows": json.dumps(rows)},
        ).fetchall()
        if len(found) != len(set(rows)) or not all(row["sound"] for row in found):
            raise checksums.DamagedRowError
        return {
            row["id"]: StoredDocument(_document(row), row["digest"], bool(row["live"]))
            for row in found
        }

    def blocks(self, places: Sequence[tuple[int, Span]]) -> list[tuple[Block, ...]]:
        """Return, for each (document row, span), the blocks that share a character with it, in order."""
        rows = self._connection.execute(
            "WITH wanted AS (SELECT key AS place, json_extract(value, '$[0]') AS document, "
            "json_extract(value, '$[1]') AS start, json_extract(value, '$[2]') AS end "
            "FROM json_each(?)) "
            "SELECT w.place, b.start, b.end, b.kind, b.lead_start, b.lead_end, b.level, b.number, "
            f"b.checksum = {checksums.of(checksums.BLOCK, 'b.')} "
            "FROM wanted AS w CROSS JOIN block AS b ON b.document = w.document AND b.start < w.end "
            "AND b.start >= coalesce((SELECT max(start) FROM block "
            "WHERE document = w.document AND start <= w.start), 0) ORDER BY w.place, b.start",
            (json.dumps([(row, span.start, span.end) for row, span in places]),),
        )
        found: list[list[Block]] = [[] for _ in places]
        for place, *columns in checksums.sound(rows):
            # Not in SQL, where a wrong end would hide the block before its checksum is compared.
            if columns[1] > places[place][1].start:
                found[place].append(_block(*columns))
        return [tuple(blocks) for blocks in found]

    def all_blocks(self, row: int) -> tuple[Block, ...]:
        """Return all blocks of a document, in order."""
        return self.blocks([(row, Span(0, sys.maxsize))])[0]

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

    def live_digests(self, digests: Iterable[str]) -> set[str]:
        """Return those of some digests of which there is a live document."""
        rows = self._connection.execute(
            "SELECT digest FROM document AS d "
            f"WHERE digest IN (SELECT value FROM json_each(:digests)) AND {LIVE}",
            {**self._at, "digests": json.dumps([*digests])},
        )
        return {digest for (digest,) in rows}

    def search_words(self, match: str, count: int) -> list[int]:
        """Return the ids of the `count` best live chunks for an FTS5 expression, best first.

        `match` is an expression, so whoever builds it must have quoted every word in it.
        """
        wanted = count + _OVERFETCH
        while True:
            hits = self._full_text.execute(
                f"SELECT c.id, {LIVE}, {_LIVE_OR_ENDED} FROM (SELECT rowid AS id, rank FROM chunk_words "
                "WHERE chunk_words MATCH :match AND rank MATCH 'bm25(1.0, 0.5)' "
                "ORDER BY rank LIMIT :wanted) AS f LEFT JOIN chunk AS c ON c.id = f.id "
                "LEFT JOIN document AS d ON d.id = c.document ORDER BY f.rank",
                {**self._at, "match": match, "wanted": wanted},
            ).fetchall()
            found = [chunk for chunk, live in checksums.sound(hits) if live]
            if len(found) >= count or len(hits) < wanted:
                return found[:count]
            wanted *= 4

    def chunks_with_keys(self, keys: Sequence[str]) -> list[int]:
        """Return the ids of the live chunks whose embeddings have these keys, in the order of these."""
        rows = self._connection.execute(
            f"SELECT e.key, c.id, {LIVE}, {_LIVE_OR_ENDED} FROM embedding AS e CROSS JOIN chunk AS c "
            "ON c.embedding = e.id LEFT JOIN document AS d ON d.id = c.document "
            "WHERE e.key IN (SELECT value FROM json_each(:keys)) ORDER BY c.id",
            {**self._at, "keys": json.dumps(keys)},
        )
        found: dict[str, list[int]] = {}
        for key, chunk, live in checksums.sound(rows):
            found.setdefault(key, []).extend([chunk] if live else ())
        if len(found) < len(set(keys)):
            self._check_lookups()
        return [chunk for key in keys for chunk in found.get(key, ())]

    def _check_lookups(self) -> None:
        """Check, once a process, the tables by which chunks are found that have a key.

        A key that no chunk has may be of a re-index under way or killed; or the tables are damaged.
        """
        if _LOOKUPS in self._sound:
            return
        for table in ("embedding", "chunk"):
            if not checksums.is_ok(self._connection, f"integrity_check({table})"):
                raise checksums.DamagedRowError
        self._sound.add(_LOOKUPS)

    def chunks_around(self, chunks: Sequence[int], distance: int) -> ChunkColumns:
        """Return live chunks by their ids, and those up to `distance` away in the same document."""
        return chunks_around(self._connection, chunks, distance)

    def texts(self, chunks: Sequence[int]) -> list[str]:
        """Return the texts of chunks, which must exist, by their ids."""
        rows = self._connection.execute(
            f"SELECT c.id, c.text, c.checksum = {checksums.CHUNK_AND_KEY} FROM chunk AS c "
            "LEFT JOIN embedding AS e ON e.id = c.embedding "
            "WHERE c.id IN (SELECT value FROM json_each(?))",
            (json.dumps(chunks),),
        )
        found = dict(checksums.sound(rows))
        if len(found) != len(set(chunks)):
            raise checksums.DamagedRowError
        return [found[chunk] for chunk in chunks]

    def words(self, ids: Sequence[int]) -> dict[int, str]:
        """Return the words of the chunks that have these ids."""
        return words_of(self._connection, ids)

    def dimensions(self, model: str) -> int | None:
        """Return how many numbers the kept embeddings of `model` have; None where there are none."""
        row = self._connection.execute(
            "SELECT length(vector) FROM embedding WHERE model = ? LIMIT 1", (model,)
        ).fetchone()
        return row[0] // np.dtype(np.float32).itemsize if row else None

    def embeddings_of(self, model: str) -> tuple[list[str], Vectors]:
        """Return the keys and unit vectors of all embeddings of `model` that are kept, in one order.

        Their lengths are looked at, which nearly every changed byte changes; checksums take ten times
        as long.

        Raises:
            DamagedRowError: a vector has another length.
        """
        (count,) = self._connection.execute(
            "SELECT count(*) FROM embedding WHERE model = ?", (model,)
        ).fetchone()
        vectors = np.empty((count, self.dimensions(model) or 0), np.float32)
        keys: list[str] = []
        rows = self._connection.execute(
            "SELECT key, vector FROM embedding WHERE model = ? ORDER BY id", (model,)
        )
        while some := rows.fetchmany(_ROWS_AT_ONCE):
            packed = np.frombuffer(b"".join(vector for _, vector in some), np.float32)
            vectors[len(keys) : len(keys) + len(some)] = packed.reshape(len(some), -1)
            keys += [key for key, _ in some]
        with np.errstate(over="ignore", invalid="ignore"):
            lengths = np.einsum("ij,ij->i", vectors, vectors)
        if not np.all((lengths == 0) | (np.abs(lengths - 1) < LENGTH_TOLERANCE)):
            raise checksums.DamagedRowError
        return keys, vectors

    def frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many chunks each stem stands; 0 for an unknown one."""
        stems = list(stems)
        rows = self._full_text.execute(
            f"SELECT term, doc FROM chunk_vocabulary WHERE term IN ({_marks(stems)})", stems
        )
        return dict.fromkeys(stems, 0) | dict(map(tuple, rows))

    def stems(self, first: str, shortest: int, longest: int) -> dict[str, int]:
        """Return the stems that begin with a letter and have so many letters, with their chunks."""
        rows = self._full_text.execute(
            "SELECT term, doc FROM chunk_vocabulary WHERE term >= ? AND term < ? "
            "AND length(term) BETWEEN ? AND ?",
            (first, chr(ord(first) + 1), shortest, longest),
        )
        return dict(map(tuple, rows))

    def _generation(self, number: int | None) -> Generation | None:
        if number is None:
            return None
        row = self._connection.execute(
            f"SELECT {', '.join(checksums.GENERATION)}, "
            f"checksum = {checksums.of(checksums.GENERATION)} FROM generation WHERE id = ?",
            (number,),
        ).fetchone()
        if row is None:
            raise checksums.DamagedRowError
        id_, created, model, documents, chunks, *folder = next(checksums.sound([row]))
        known = None if folder[0] is None else (folder[0], folder[1])
        return Generation(id_, created, model, documents, chunks, known)

    @property
    def _full_text(self) -> sqlite3.Connection:
        """The connection, to ask the full-text index: each state of it is checked once a process.

        The first time the structure of the whole file is, too: what damage hides, no checksum tells.
        """
        if _STRUCTURE not in self._sound:
            if not checksums.structure_is_sound(self._connection):
                raise checksums.DamagedRowError
            self._sound.add(_STRUCTURE)
        (noted,) = self._connection.execute("SELECT full_text_checksum FROM library").fetchone()
        if noted is not None and noted not in self._sound:
            if checksums.full_text_checksum(self._connection) != noted:
                raise checksums.DamagedRowError
            self._sound.add(noted)
        return self._connection


def context(title: str | None, heading: str | None) -> str:
    """Return what stands above a chunk and is searched along with it."""
    return "\n".join(part for part in (title, heading) if part)


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _block(
    start: int,
    end: int,
    kind: BlockKind,
    lead_start: int | None,
    lead_end: int | None,
    level: int,
    number: int | None,
) -> Block:
    lead = None if lead_start is None or lead_end is None else Span(lead_start, lead_end)
    return Block(kind, Span(start, end), lead, level, number)


def _document(row: sqlite3.Row) -> Document:
    return Document(
        path=row["path"],
        text=row["text"],
        body=Span(row["body_start"], row["body_end"]),
        title=row["title"],
        url=row["url"],
        date=row["date"],
        headings=tuple(Heading(*heading) for heading in json.loads(row["headings"])),
        positions=PackedPositions(row["positions"]),
    )
