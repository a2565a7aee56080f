"""A file's document, split into chunks of which each has the key of its embedding. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ...digests import embedding_key
from ...types import Document
from ..packed import PackedChunks, PackedKeys
from ..splitter import split_document


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document and its chunks; `digest` is that of its file's content.

    `keys[i]` is that of the embedding of `chunks[i]`.
    """

    document: Document
    digest: str
    chunks: PackedChunks
    keys: PackedKeys


def with_chunks(document: Document, digest: str, embedding_model: str) -> ReadDocument:
    """Split a document."""
    chunks = PackedChunks.of(split_document(document))
    keys = b"".join(
        embedding_key(embedding_model, document.text[chunk.span.start : chunk.span.end])
        for chunk in chunks
    )
    return ReadDocument(document, digest, chunks, PackedKeys(keys))
