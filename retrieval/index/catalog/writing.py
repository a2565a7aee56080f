"""What can be done to the catalog. Nothing staged here is seen by anyone until `commit`.

The steps of a re-index and of its sweep, each one transaction: begin, stage (any number of times),
commit, sweep. After a crash between any two of them nothing of it is seen, and the next re-index takes
what was staged and is still as the folder has it.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice

import numpy as np

from ...arrays import Floats
from ...documents.words import for_index
from ...types import Chunk
from . import checksums
from .new_document import (
    INSERT_BLOCK,
    INSERT_CHUNK,
    INSERT_DOCUMENT,
    NewDocument,
    block_columns,
    chunks_of,
    document_columns,
)
from .reading import DOCUMENT_ROW, DocumentRow, FailedFile, Snapshot, context
from .word_ids import WordIds

LOCK_TIMEOUT = 30.0
"""Seconds to wait for another connection that writes."""

CHECKPOINT_TIMEOUT = 1.0
"""Seconds for which new questions may be held up so that those under way can end."""

_CHUNKS_AT_ONCE = 2_000
"""Chunks whose texts and words are in memory at once."""

_EMBEDDING_OF = "SELECT id FROM embedding WHERE key = ?"

_END_DOCUMENT = (
    "UPDATE document SET removed_in = ?1, "
    f"checksum = {checksums.of(checksums.DOCUMENT).replace('removed_in', '?1')}"
)

_SEAL_LIBRARY = f"UPDATE library SET checksum = {checksums.of(checksums.LIBRARY)}"


class Writer:
    """The one who writes. It belongs to the thread that asked for it."""

    def __init__(self, connection: sqlite3.Connection, read_gate: threading.Lock) -> None:
        """Write through `connection`; no thread of this process begins to read under the gate."""
        self._connection = connection
        self._read_gate = read_gate
        self._word_ids = WordIds(connection)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
            self._connection.execute("COMMIT")
        except BaseException:
            # Where the disk is full, SQLite has rolled it back already.
            self._connection.rollback()
            self._word_ids.forget()
            raise

    def next_generation(self) -> int:
        """Return the number of the generation to come; numbers are never used twice."""
        return self._next("generation")

    def is_unfinished(self) -> bool:
        """Return whether a re-index or a rollback began and has not swept up after itself."""
        return bool(self._connection.execute("SELECT unfinished FROM library").fetchone()[0])

    def begin(self) -> None:
        """Note that a re-index is under way."""
        with self._transaction() as connection:
            connection.execute("UPDATE library SET unfinished = 1")

    def repair(self) -> None:
        """Undo what a rollback left behind. What was staged stays, for the next re-index to take."""
        with self._transaction() as connection:
            live = connection.execute("SELECT coalesce(live, 0) FROM library").fetchone()[0]
            connection.execute(f"{_END_DOCUMENT} WHERE removed_in > ?2", (None, live))
            committed = self.next_generation() - 1
            left = self._ids("created_in > ? AND created_in <= ?", live, committed)
            self._delete_documents(row["id"] for row in left)

    def staged(self) -> list[DocumentRow]:
        """Return the documents that a re-index staged and did not commit, since it was interrupted."""
        rows = self._connection.execute(
            f"SELECT {DOCUMENT_ROW} FROM document WHERE created_in = ?", (self.next_generation(),)
        )
        return [DocumentRow(*row) for row in rows]

    def discard(self, staged: Iterable[DocumentRow]) -> None:
        """Delete documents that were staged and are not needed."""
        with self._transaction():
            self._delete_documents(document.id for document in staged)

    def remember_embeddings(self, model: str, keys: Sequence[str], vectors: Floats) -> None:
        """Keep embeddings, unit vectors of shape (keys, dimensions), before anything else is done."""
        with self._transaction() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO embedding (key, model, vector, checksum) "
                "VALUES (?1, ?2, ?3, checksum(?1, ?2, ?3))",
                (
                    (key, model, vector.tobytes())
                    for key, vector in zip(keys, vectors.astype(np.float32), strict=True)
                ),
            )
            connection.executemany(
                f"INSERT OR IGNORE INTO unstored {_EMBEDDING_OF}", ((key,) for key in keys)
            )

    def embeddings(self, keys: Sequence[str]) -> dict[str, tuple[bool, Floats]]:
        """Return the embeddings that are kept, by key, each with whether the vector store has it."""
        found: dict[str, tuple[bool, Floats]] = {}
        for first in range(0, len(keys), 900):
            batch = keys[first : first + 900]
            rows = self._connection.execute(
                "SELECT key, id NOT IN (SELECT embedding FROM unstored), vector "
                f"FROM embedding AS e WHERE key IN ({','.join('?' * len(batch))})",
                batch,
            )
            for key, stored, vector in rows:
                found[key] = bool(stored), np.frombuffer(vector, dtype=np.float32)
        return found

    def without_embedding(self, keys: Sequence[str]) -> list[str]:
        """Return the keys of which no embedding is kept, each once, in their order."""
        missing: dict[str, None] = {}
        for first in range(0, len(keys), 900):
            batch = keys[first : first + 900]
            rows = self._connection.execute(
                f"SELECT key FROM embedding WHERE key IN ({','.join('?' * len(batch))})", batch
            )
            known = {row[0] for row in rows}
            missing |= dict.fromkeys(key for key in batch if key not in known)
        return list(missing)

    def stage(self, generation: int, documents: Iterable[NewDocument]) -> None:
        """Add documents that live from `generation` on; the vector store has their embeddings."""
        with self._transaction() as connection:
            new = list(enumerate(documents, start=self._next("document")))
            connection.executemany(
                INSERT_DOCUMENT,
                (document_columns(row, generation, document) for row, document in new),
            )
            connection.executemany(
                INSERT_BLOCK,
                (
                    block_columns(row, block)
                    for row, document in new
                    for block in document.document.blocks
                ),
            )
            chunks = chunks_of(new)
            while some := list(islice(chunks, _CHUNKS_AT_ONCE)):
                self._stage_chunks(some)

    def _stage_chunks(self, chunks: Sequence[tuple[int, str | None, Chunk, str, str]]) -> None:
        rows = range(first := self._next("chunk"), first + len(chunks))
        texts = [text for *_, text in chunks]
        contexts = [context(title, chunk.heading) for _, title, chunk, *_ in chunks]
        bodies, above = self._word_ids.encode(texts), self._word_ids.encode(contexts)
        self._connection.executemany(
            INSERT_CHUNK,
            (
                (row, of, c.ordinal, c.span.start, c.span.end, c.heading, key, *ids, text)
                for row, (of, _, c, key, text), *ids in zip(
                    rows, chunks, bodies, above, strict=True
                )
            ),
        )
        self._connection.execute("UPDATE library SET full_text_checksum = NULL")
        self._connection.executemany(
            "INSERT INTO chunk_words (rowid, body, context) VALUES (?, ?, ?)",
            zip(rows, map(for_index, texts), map(for_index, contexts), strict=True),
        )
        self._connection.execute(
            "DELETE FROM unstored WHERE embedding IN (SELECT embedding FROM chunk WHERE id >= ?)",
            (first,),
        )

    def _next(self, table: str) -> int:
        """Return the row that follows the last one."""
        return int(
            self._connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0]
        )

    def commit(
        self,
        generation: int,
        embedding_model: str,
        ended: Sequence[int],
        touched: Sequence[tuple[int, int, int]],
        folder: tuple[str, str],
        failed: Iterable[FailedFile] = (),
    ) -> None:
        """Make `generation` live: the one moment at which what is answered changes.

        `ended` are the rows of the documents that it no longer holds; `touched` are rows of documents
        whose size and time (nanoseconds) changed and whose content did not; `folder` is the documents
        folder, see `Generation`; `failed` are the files that could not be read.
        """
        with self._transaction() as connection:
            connection.executemany(
                f"{_END_DOCUMENT} WHERE id = ?2", ((generation, row) for row in ended)
            )
            self._touch(touched)
            self._note_failed(failed)
            connection.execute(
                "INSERT INTO generation (id, created, embedding_model, documents, chunks) "
                "SELECT ?1, ?2, ?3, count(*), coalesce(sum(chunks), 0) FROM document "
                "WHERE created_in <= ?1 AND (removed_in IS NULL OR removed_in > ?1)",
                (generation, datetime.now(UTC).isoformat(timespec="seconds"), embedding_model),
            )
            self._note_folder(generation, folder)
            connection.execute("UPDATE library SET previous = live, live = ?", (generation,))
            connection.execute(_SEAL_LIBRARY)

    def touch(
        self, touched: Sequence[tuple[int, int, int]], failed: Iterable[FailedFile] = ()
    ) -> None:
        """Note new sizes and times, (row, size, nanoseconds), of files whose content is the same.

        `failed` are the files that cannot be read now.
        """
        with self._transaction():
            self._touch(touched)
            self._note_failed(failed)

    def _note_failed(self, failed: Iterable[FailedFile]) -> None:
        self._connection.execute("DELETE FROM failed_file")
        self._connection.executemany(
            "INSERT OR REPLACE INTO failed_file (path, size, modified, error, reader) "
            "VALUES (?, ?, ?, ?, ?)",
            ((f.path, f.size, f.modified, f.error, f.reader) for f in failed),
        )

    def _touch(self, touched: Sequence[tuple[int, int, int]]) -> None:
        self._connection.executemany(
            "UPDATE document SET size = ?, modified = ? WHERE id = ?",
            ((size, modified, row) for row, size, modified in touched),
        )

    def note_documents_folder(self, folder: tuple[str, str]) -> None:
        """Note the documents folder of the live generation; see `Generation`."""
        with self._transaction() as connection:
            (live,) = connection.execute("SELECT live FROM library").fetchone()
            self._note_folder(live, folder)

    def _note_folder(self, generation: int, folder: tuple[str, str]) -> None:
        self._connection.execute(
            "UPDATE generation SET documents_folder = ?, documents_folder_from_data = ? WHERE id = ?",
            (*folder, generation),
        )
        self._connection.execute(
            f"UPDATE generation SET checksum = {checksums.of(checksums.GENERATION)} WHERE id = ?",
            (generation,),
        )

    def roll_back(self) -> None:
        """Make the previous generation live again; what came after is swept by the next re-index."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE library SET live = previous, previous = NULL, unfinished = 1"
            )
            connection.execute(_SEAL_LIBRARY)

    def delete_unreachable(self) -> bool:
        """Delete the documents that neither the live generation nor the previous one holds.

        Returns whether there were any. What is deleted of the full-text index stands in it until all
        of it is written anew, in 0.07 seconds for 18,000 chunks, and 0.3 for 100,000. (FTS5's own
        `secure-delete` costs less, but SQLite before 3.42 cannot read what it leaves.)
        """
        with self._transaction() as connection:
            kept = connection.execute("SELECT coalesce(previous, live, 0) FROM library").fetchone()[
                0
            ]
            unreachable = [row["id"] for row in self._ids("removed_in <= ?", kept)]
            self._delete_documents(unreachable)
            connection.execute("INSERT INTO chunk_words (chunk_words) VALUES ('optimize')")
        return bool(unreachable)

    def orphans(self, *, thorough: bool) -> dict[str, list[str]]:
        """Return the keys that no chunk uses, by embedding model.

        Those whose chunks were deleted, or with `thorough` all that there are: every key is read.
        """
        among = "" if thorough else "id IN (SELECT embedding FROM orphan) AND "
        rows = self._connection.execute(
            f"SELECT model, key FROM embedding AS e WHERE {among}"
            "NOT EXISTS (SELECT 1 FROM chunk WHERE chunk.embedding = e.id)"
        )
        found: dict[str, list[str]] = {}
        for model, key in rows:
            found.setdefault(model, []).append(key)
        return found

    def finish(self, forgotten: Iterable[str], *, deleted: bool) -> None:
        """Forget embeddings that the vector store no longer has, and that a re-index was under way.

        Where something was `deleted` the whole file is written anew, in 0.25 seconds for 18,000 chunks
        and 2 for 100,000. SQLite's `secure_delete` overwrites what it deletes, but not the copies that
        moving rows from page to page has left behind.
        """
        with self._transaction() as connection:
            keys = [(key,) for key in forgotten]
            connection.executemany(
                f"DELETE FROM unstored WHERE embedding = ({_EMBEDDING_OF})", keys
            )
            connection.executemany("DELETE FROM embedding WHERE key = ?", keys)
            connection.execute("DELETE FROM orphan")
        if deleted or keys:
            self._connection.execute("VACUUM")
        with self._transaction() as connection:
            connection.execute(
                "UPDATE library SET unfinished = 0, full_text_checksum = ?, lengths_checksum = ?",
                (checksums.full_text_checksum(connection), checksums.lengths_checksum(connection)),
            )

    def count_stored(self, model: str) -> int:
        """Return how many embeddings of `model` the vector store is known to have."""
        row = self._connection.execute(
            "SELECT (SELECT count(*) FROM embedding WHERE model = ?) - "
            "(SELECT count(*) FROM unstored JOIN embedding AS e ON e.id = embedding WHERE model = ?)",
            (model, model),
        ).fetchone()
        return int(row[0])

    def embeddings_of(self, model: str) -> Iterator[tuple[str, Floats]]:
        """Yield all embeddings of `model` that are kept."""
        rows = self._connection.execute(
            "SELECT key, vector FROM embedding WHERE model = ?", (model,)
        )
        for key, vector in rows:
            yield key, np.frombuffer(vector, dtype=np.float32)

    def models(self) -> list[str]:
        """Return the embedding models of which embeddings are kept."""
        return [row[0] for row in self._connection.execute("SELECT DISTINCT model FROM embedding")]

    def checkpoint(self) -> None:
        """Write the log back and empty it, so that nothing deleted survives there.

        It needs a moment in which nobody reads. Where there is none for `CHECKPOINT_TIMEOUT` it is
        left to the next re-index, or to whoever closes the catalog last.
        """
        with self._read_gate:
            self._connection.execute(f"PRAGMA busy_timeout = {CHECKPOINT_TIMEOUT * 1000:.0f}")
            try:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                self._connection.execute(f"PRAGMA busy_timeout = {LOCK_TIMEOUT * 1000:.0f}")

    def snapshot(self) -> Snapshot:
        """Return what is live, as the writer sees it."""
        return Snapshot(self._connection)

    def _ids(self, condition: str, *values: int) -> list[sqlite3.Row]:
        return self._connection.execute(
            f"SELECT id FROM document WHERE {condition}", values
        ).fetchall()

    def _delete_documents(self, documents: Iterable[int]) -> None:
        """Delete documents with their chunks and words; note the embeddings as possible orphans."""
        used: list[bytes] = []
        for document in documents:
            self._connection.execute("UPDATE library SET full_text_checksum = NULL")
            title = self._connection.execute(
                "SELECT title FROM document WHERE id = ?", (document,)
            ).fetchone()["title"]
            chunks = self._connection.execute(
                "SELECT id, heading, embedding, body_words, context_words, text FROM chunk "
                "WHERE document = ?",
                (document,),
            ).fetchall()
            used += (c[column] for c in chunks for column in ("body_words", "context_words"))
            self._connection.executemany(
                "INSERT INTO chunk_words (chunk_words, rowid, body, context) "
                "VALUES ('delete', ?, ?, ?)",
                (
                    (c["id"], for_index(c["text"]), for_index(context(title, c["heading"])))
                    for c in chunks
                ),
            )
            self._connection.executemany(
                "INSERT OR IGNORE INTO orphan VALUES (?)", ((c["embedding"],) for c in chunks)
            )
            self._connection.execute("DELETE FROM chunk WHERE document = ?", (document,))
            self._connection.execute("DELETE FROM block WHERE document = ?", (document,))
            self._connection.execute("DELETE FROM document WHERE id = ?", (document,))
        self._word_ids.delete_unused(used)
