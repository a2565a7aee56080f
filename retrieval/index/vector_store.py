"""The vector store: Chroma, embedded or on a server. The only module that knows it.

It holds vectors under keys and nothing else: no text, no metadata, and no notion of what is live. That
is the catalog's business. So everything here may be repeated or done in any order without harm.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from ..arrays import Floats, Vectors
from ..errors import ModelError, StoreError
from .chroma_errors import bad_address, translate_chroma_errors
from .deferred_import import import_deferring

if TYPE_CHECKING:
    from pathlib import Path

    import httpx
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

    from ..settings import Settings

SEARCH_WIDTH = 400
"""How many neighbours HNSW keeps in view while searching; a query for more would lose some."""

SYNC_THRESHOLD = 1_000
"""Changes after which Chroma writes out an index: its own default."""

TARGET_CALL_SECONDS = 0.015
"""Seconds that a throttled store aims to stay in a call that writes.

Chroma's own code holds Python's global lock for a whole call, so that an event loop in the same
process stands still meanwhile. The log that it keeps of the last thousand writes is read at every
call, which makes small batches cost up to twice as much."""

MAX_BATCH = 2_000
"""Vectors that are written at once at the most: half a second, in which nothing else is heard."""

MIN_BATCH = 20
"""Vectors that a throttled store writes at once at the least."""

PAUSE_SECONDS = 0.005
"""Seconds between two of its calls, in which others come to their turn."""

RESPONSE_TIMEOUT = 60.0
"""Seconds to wait for a Chroma server's answer. Its own client would wait for ever."""

DEFAULT_PORT = 8000
"""Where a Chroma server listens unless it is told otherwise."""

CONNECT_TIMEOUT = 5.0
"""Seconds to wait until a Chroma server can be reached at all."""

log = logging.getLogger(__name__)


class VectorStore:
    """Vectors by key, in one Chroma collection for each embedding model of one library.

    It is opened at its first use and, where that fails, at the next: a server may come later. Any
    method raises StoreError where the store does not serve, and SettingsError where its address is
    none. Safe to use from several threads.
    """

    def __init__(
        self, settings: Settings, library: str, *, give_way: Callable[[], None] | None = None
    ) -> None:
        """Name the store that the settings name. `library` tells libraries on one server apart.

        With `give_way` it writes little at a time, for the sake of an event loop beside it, and calls
        that in between.
        """
        self._settings = settings
        self._library = library
        self._give_way = give_way
        self._opening = threading.Lock()
        self._opened: ClientAPI | None = None
        self._collections: dict[str, Collection] = {}

    def open(self) -> ClientAPI:
        """Open the store now.

        Raises:
            SettingsError: the address is not one.
            StoreError: the server cannot be reached or refuses the token.
            IndexWriteError: the data folder cannot be written.
        """
        with self._opening:
            if self._opened is None:
                try:
                    with translate_chroma_errors(self._settings):
                        self._opened = _client(self._settings)
                except StoreError:
                    self.close()
                    raise
            return self._opened

    def upsert(self, model: str, keys: Sequence[str], vectors: Vectors) -> None:
        """Store `vectors[i]` under `keys[i]`; what is there already is replaced."""
        with self._collection(model) as collection:
            for batch in self._batches(len(keys)):
                collection.upsert(ids=list(keys[batch]), embeddings=vectors[batch])

    def delete(self, model: str, keys: Sequence[str]) -> None:
        """Forget `keys`; unknown ones are no error."""
        with self._collection(model) as collection:
            for batch in self._batches(len(keys)):
                collection.delete(ids=list(keys[batch]))

    def nearest(self, model: str, vector: Floats, count: int) -> list[str]:
        """Return the keys of the `count` nearest vectors by cosine, nearest first."""
        with self._collection(model) as collection:
            found = collection.query(
                query_embeddings=vector[np.newaxis], n_results=min(count, SEARCH_WIDTH), include=[]
            )
            return found["ids"][0]

    def count(self, model: str) -> int:
        """Return how many vectors of `model` there are."""
        with self._collection(model) as collection:
            return collection.count()

    def close(self) -> None:
        """Release the store, so that it can be opened anew even where closing it fails."""
        self._collections.clear()
        client, self._opened = self._opened, None
        if client is not None:
            with suppress(StoreError), translate_chroma_errors(self._settings):
                _close(client, remote=self.remote)
        if not self.remote:
            _forget(self.folder)

    @property
    def remote(self) -> bool:
        """Whether it is on a server, and not in the data folder."""
        return self._settings.chroma_url is not None

    @property
    def folder(self) -> Path:
        """Where the embedded store lies."""
        return self._settings.data / "chroma"

    @contextmanager
    def _collection(self, model: str) -> Iterator[Collection]:
        """Hand out the collection of `model`, and translate the errors of what is done with it."""
        with translate_chroma_errors(self._settings):
            try:
                if model not in self._collections:
                    self._collections[model] = self.open().get_or_create_collection(
                        self._name(model),
                        embedding_function=None,
                        configuration={"hnsw": {"space": "cosine", "ef_search": SEARCH_WIDTH}},
                    )
                yield self._collections[model]
            except BaseException:
                # A server may have come back without it; the next use looks it up, or makes it, anew.
                self._collections.pop(model, None)
                raise

    def _batches(self, number: int) -> Iterator[slice]:
        """Yield what to give Chroma at once, as slices. Whoever asks for one has written the last."""
        most = min(self.open().get_max_batch_size(), MAX_BATCH)
        size = MIN_BATCH if self._give_way else most
        first = 0
        while first < number:
            started = time.perf_counter()
            yield slice(first, first + size)
            first += size
            if self._give_way:
                fitting = size * TARGET_CALL_SECONDS / (time.perf_counter() - started)
                size = min(most, max(MIN_BATCH, min(2 * size, int(fitting))))
                time.sleep(PAUSE_SECONDS)
                self._give_way()

    def _name(self, model: str) -> str:
        safe = "".join(c if c.isascii() and c.isalnum() else "-" for c in model).strip("-")
        return f"footnote-{self._library}-{safe}"


def _client(settings: Settings) -> ClientAPI:
    _import_chroma()
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    quiet = ChromaSettings(anonymized_telemetry=False)
    if settings.chroma_url is None:
        folder = settings.data / "chroma"
        folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(str(folder), settings=quiet)
    return _remote(settings, settings.chroma_url, quiet)


def _close(client: ClientAPI, *, remote: bool) -> None:
    from chromadb.api.client import Client

    if isinstance(client, Client):
        client.close()
    if remote:
        for session in _sessions(client):
            session.close()


def _forget(folder: Path) -> None:
    """Have Chroma open the folder anew. It keeps what it began to open, also where that failed."""
    if "chromadb" in sys.modules:
        from chromadb.api.shared_system_client import SharedSystemClient

        SharedSystemClient._identifier_to_system.pop(str(folder), None)  # noqa: SLF001
        SharedSystemClient._identifier_to_refcount.pop(str(folder), None)  # noqa: SLF001


def _import_chroma() -> None:
    """Import Chroma, which takes a quarter of a second that `--help` and `status` need not pay.

    It reads the variable when it is imported. Put off is what it imports and does not use, 15 MB: what
    sends traces to the receiver that its settings may name, and the command line of its HTTP client.
    """
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    import_deferring("httpx", "httpx._main", "main")
    exporter = "opentelemetry.exporter.otlp.proto.grpc.trace_exporter"
    import_deferring("chromadb", exporter, "OTLPSpanExporter")


def _remote(settings: Settings, url: str, quiet: Any) -> ClientAPI:
    """Reach a server. Both headers in which Chroma's own client sends a token are sent."""
    import chromadb
    import httpx

    address = _address(url)
    if address is None:
        raise bad_address(settings)
    headers = {}
    if settings.chroma_token is not None:
        token = settings.chroma_token.get_secret_value()
        headers = {"Authorization": f"Bearer {token}", "X-Chroma-Token": token}
    timeout = httpx.Timeout(RESPONSE_TIMEOUT, connect=CONNECT_TIMEOUT)
    try:
        # Chroma's client greets the server too, but for ever, and hides the status of a refusal.
        greeting = httpx.get(f"{address}/api/v2/heartbeat", headers=headers, timeout=timeout)
    except httpx.InvalidURL:
        raise bad_address(settings) from None
    greeting.raise_for_status()
    client = chromadb.HttpClient(host=address, headers=headers, settings=quiet)
    for session in _sessions(client):
        session.timeout = timeout
    return client


def _sessions(client: Any) -> list[httpx.Client]:
    """Return the HTTP sessions of Chroma's client, which neither bounds its requests nor closes them."""
    return [each._server._session for each in (client, client._admin_client)]  # noqa: SLF001


def _address(url: str) -> str | None:
    """Return the whole address of the server; without a port it is Chroma's own, or that of TLS."""
    try:
        parts = urlsplit(url.strip())
        bare = parts.port is None
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    port = f":{DEFAULT_PORT}" if bare and parts.scheme == "http" else ""
    return f"{parts.scheme}://{parts.netloc}{port}{parts.path}".rstrip("/")


def minilm() -> Callable[[Sequence[str]], Vectors]:
    """Return Chroma's all-MiniLM-L6-v2. Its first use downloads the model from Chroma's own storage.

    Raises:
        ModelError: it cannot be downloaded or read; what is returned raises that too.
    """
    _import_chroma()
    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

    with _translate_minilm_errors(ONNXMiniLM_L6_V2.DOWNLOAD_PATH):
        function: Any = ONNXMiniLM_L6_V2()

    def embed(texts: Sequence[str]) -> Vectors:
        with _translate_minilm_errors(function.DOWNLOAD_PATH):
            return np.asarray(function(list(texts)), dtype=np.float32)

    return embed


@contextmanager
def _translate_minilm_errors(folder: Path) -> Iterator[None]:
    """Turn what a download raises, or what one that was broken off left, into a sentence that helps."""
    import httpx

    try:
        yield
    except Exception as error:
        log.info("local:minilm failed: %s", type(error).__name__)
        otherwise = "Or set FOOTNOTE_EMBEDDING_MODEL=local:wordllama, which needs no download."
        if isinstance(error, httpx.HTTPError | httpx.StreamError):
            raise ModelError(
                "The embedding model local:minilm is downloaded at its first use, which failed "
                f"({type(error).__name__}). Give this machine a network, and try again. {otherwise}"
            ) from error
        raise ModelError(
            f"The embedding model local:minilm cannot be read ({type(error).__name__}). If its "
            f"download was broken off, delete the folder {folder} and try again. {otherwise}"
        ) from error


def forget_vectors(settings: Settings, library: str) -> None:
    """Delete what a Chroma server has of a library. Should it not serve, they do no harm."""
    if settings.chroma_url is None:
        return
    with suppress(StoreError), closing(VectorStore(settings, library)) as store:
        client = store.open()
        for collection in client.list_collections():
            if collection.name.startswith(f"footnote-{library}-"):
                client.delete_collection(collection.name)
