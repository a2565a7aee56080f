"""A document that is to be added to the catalog, and the rows that it becomes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...documents.packed import PackedPositions
from ...types import Block, Chunk, Document
from . import checksums

_DOCUMENT_COLUMNS = (*checksums.DOCUMENT, "size", "modified", "text")

INSERT_DOCUMENT = (
    f"INSERT INTO document ({', '.join(_DOCUMENT_COLUMNS)}, checksum, text_checksum) "
    f"VALUES ({', '.join(f':{column}' for column in _DOCUMENT_COLUMNS)}, "
    f"{checksums.of(checksums.DOCUMENT, ':')}, {checksums.of(checksums.TEXT, ':')})"
)

INSERT_BLOCK = (
    "INSERT INTO block (document, start, end, kind, lead_start, lead_end, level, number, checksum) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, checksum(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8))"
)
"""The values are those of `checksums.BLOCK`, in its order."""

INSERT_CHUNK = (
    "INSERT INTO chunk (id, document, ordinal, start, end, heading, embedding, body_words, "
    "context_words, text, checksum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
    "(SELECT id FROM embedding WHERE key = ?7), ?8, ?9, ?10, "
    "checksum(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10))"
)
"""The values are those of `checksums.CHUNK`, in its order."""


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that is to live from the next generation on. `keys[i]` belongs to `chunks[i]`."""

    document: Document
    digest: str
    size: int
    modified: int
    loader: str
    splitter: str
    embedding_model: str
    chunks: Sequence[Chunk]
    keys: Sequence[str]


def document_columns(row: int, generation: int, new: NewDocument) -> dict[str, object]:
    """Return what the catalog keeps of a document, by column."""
    document = new.document
    return {
        "id": row,
        "created_in": generation,
        "removed_in": None,
        "path": document.path,
        "digest": new.digest,
        "size": new.size,
        "modified": new.modified,
        "loader": new.loader,
        "splitter": new.splitter,
        "embedding_model": new.embedding_model,
        "chunks": len(new.chunks),
        "title": document.title,
        "url": document.url,
        "date": document.date,
        "body_start": document.body.start,
        "body_end": document.body.end,
        "headings": json.dumps([(h.start, h.level, h.title) for h in document.headings]),
        "positions": PackedPositions.of(document.positions).numbers,
        "notice": document.notice,
        "text": document.text,
    }


def block_columns(row: int, block: Block) -> tuple[int | str | None, ...]:
    """Return the columns of a document's block in the order of `checksums.BLOCK`."""
    lead = (block.lead.start, block.lead.end) if block.lead else (None, None)
    span = block.span
    return (row, span.start, span.end, block.kind, *lead, block.level, block.number)


def chunks_of(
    documents: Iterable[tuple[int, NewDocument]],
) -> Iterator[tuple[int, str | None, Chunk, str, str]]:
    """Yield all chunks of some documents: the document's row and title, the chunk, its key, its text."""
    for row, new in documents:
        title, text = new.document.title, new.document.text
        for chunk, key in zip(new.chunks, new.keys, strict=True):
            yield row, title, chunk, key, text[chunk.span.start : chunk.span.end]
