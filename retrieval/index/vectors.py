"""The vector store: Chroma, embedded or on a server. The only module that knows it.

It holds vectors under keys and nothing else: no text, no metadata, and no notion of what is live. That
is the catalog's business. So everything here may be repeated or done in any order without harm.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from ..errors import IndexWriteError, SettingsError, StoreError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

    from ..settings import Settings
    from .embedder import Vectors

SEARCH_WIDTH = 400
"""How many neighbours HNSW keeps in view while searching; a query for more would lose some."""

PAGE = 10_000
"""Keys fetched at once; a `get` of more than about 32,000 records fails in Chroma 1.5."""


class VectorStore:
    """Vectors by key, in one Chroma collection for each embedding model of one library."""

    def __init__(self, client: ClientAPI, library: str) -> None:
        self._client = client
        self._library = library
        self._collections: dict[str, Collection] = {}
        self._batch = min(client.get_max_batch_size(), 5_000)

    @classmethod
    def open(cls, settings: Settings, library: str) -> VectorStore:
        """Open the store that the settings name. `library` tells libraries on one server apart.

        Raises:
            SettingsError: the address is not one.
            StoreError: the server cannot be reached or refuses the token.
            IndexWriteError: the data folder cannot be written.
        """
        with _told(settings):
            return cls(_client(settings), library)

    def upsert(self, model: str, keys: Sequence[str], vectors: Vectors) -> None:
        """Store `vectors[i]` under `keys[i]`; what is there already is replaced."""
        collection = self._collection(model)
        for first in range(0, len(keys), self._batch):
            batch = slice(first, first + self._batch)
            collection.upsert(ids=list(keys[batch]), embeddings=vectors[batch])

    def delete(self, model: str, keys: Sequence[str]) -> None:
        """Forget `keys`; unknown ones are no error."""
        collection = self._collection(model)
        for first in range(0, len(keys), self._batch):
            collection.delete(ids=list(keys[first : first + self._batch]))

    def nearest(self, model: str, vector: NDArray[np.float32], count: int) -> list[str]:
        """Return the keys of the `count` nearest vectors by cosine, nearest first."""
        found = self._collection(model).query(
            query_embeddings=vector[np.newaxis], n_results=min(count, SEARCH_WIDTH), include=[]
        )
        return found["ids"][0]

    def count(self, model: str) -> int:
        """How many vectors of `model` there are."""
        return self._collection(model).count()

    def keys(self, model: str) -> Iterator[str]:
        """All keys of `model`, a page at a time."""
        collection = self._collection(model)
        for offset in range(0, collection.count(), PAGE):
            yield from collection.get(limit=PAGE, offset=offset, include=[])["ids"]

    def drop(self, model: str) -> None:
        """Forget all vectors of `model`."""
        from chromadb.errors import NotFoundError

        self._collections.pop(model, None)
        try:
            self._client.delete_collection(self._name(model))
        except NotFoundError:
            return

    def close(self) -> None:
        """Release the store."""
        from chromadb.api.client import Client

        self._collections.clear()
        if isinstance(self._client, Client):
            self._client.close()

    def _collection(self, model: str) -> Collection:
        if model not in self._collections:
            self._collections[model] = self._client.get_or_create_collection(
                self._name(model),
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", "ef_search": SEARCH_WIDTH}},
            )
        return self._collections[model]

    def _name(self, model: str) -> str:
        safe = "".join(c if c.isascii() and c.isalnum() else "-" for c in model).strip("-")
        return f"footnote-{self._library}-{safe}"


def _client(settings: Settings) -> ClientAPI:
    # Imported here, for it takes half a second that `--help` and `status` need not pay. It reads the
    # variable when it is imported.
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    quiet = ChromaSettings(anonymized_telemetry=False)
    if settings.chroma_url is None:
        folder = settings.data / "chroma"
        folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(str(folder), settings=quiet)
    address = urlsplit(settings.chroma_url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise SettingsError(
            f"CHROMA_URL is {settings.vector_store!r}, which is no address such as http://host:8000."
        )
    headers = {}
    if settings.chroma_token is not None:
        headers["Authorization"] = f"Bearer {settings.chroma_token.get_secret_value()}"
    secure = address.scheme == "https"
    return chromadb.HttpClient(
        host=address.hostname,
        port=address.port or (443 if secure else 8000),
        ssl=secure,
        headers=headers,
        settings=quiet,
    )


@contextmanager
def _told(settings: Settings) -> Iterator[None]:
    """Turn what Chroma raises when it is opened into a sentence that helps."""
    try:
        yield
    except (SettingsError, StoreError):
        raise
    except OSError as error:
        raise IndexWriteError(
            f"The data folder {settings.data} cannot be written ({error.strerror or error}). "
            "Give it room and permission, or name another with --data."
        ) from error
    except Exception as error:  # Chroma raises bare ValueErrors, and its bindings' own exceptions.
        if settings.chroma_url is not None:
            raise StoreError(
                f"The Chroma server at {settings.vector_store} does not answer or refuses the token. "
                "Start it, or mend CHROMA_URL and CHROMA_TOKEN."
            ) from error
        raise IndexWriteError(
            f"The vector store in {settings.data} cannot be opened. If the folder is writable, "
            "delete its folder 'chroma' and run `footnote index`: it is rebuilt from the catalog."
        ) from error


def minilm() -> Callable[[list[str]], list[list[float]]]:
    """Chroma's all-MiniLM-L6-v2. Its first use downloads the model from Chroma's own storage."""
    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

    function: Any = ONNXMiniLM_L6_V2()
    return lambda texts: [vector.tolist() for vector in function(texts)]
