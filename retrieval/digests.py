"""The hashes by which the content of files and the embeddings of chunks are known."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

KEY_BYTES = 16


def content_digest(pieces: Iterable[bytes]) -> str:
    """Return the hash by which a file's content is known."""
    hashed = hashlib.blake2b(digest_size=16)
    for piece in pieces:
        hashed.update(piece)
    return hashed.hexdigest()


def embedding_key(model: str, text: str) -> bytes:
    """Return the key, of `KEY_BYTES` bytes, of the embedding that a model gives a text."""
    return hashlib.blake2b(f"{model}\0{text}".encode(), digest_size=KEY_BYTES).digest()
