"""The vector store of the process that may write: checked when opened, and rebuilt where it is damaged.

All vectors are in the catalog. So no failure of the store costs an answer anything, since the catalog's
own vectors are searched meanwhile; and an embedded store that fails is deleted and filled again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from ..arrays import Floats, Vectors
from ..errors import IndexWriteError, StoreError
from .catalog import Catalog
from .read_write_lock import ReadWriteLock
from .store_folder import StoreFolder
from .stored_vectors import StoredVectors
from .vector_store import SEARCH_WIDTH, SYNC_THRESHOLD, VectorStore

T = TypeVar("T")

VECTORS_PER_STEP = 2_000
"""Vectors that are given back to the store at once, between which it can be told to stop."""

LIKE_ITSELF = 0.99
"""Cosine of a vector and its nearest below which the store holds other vectors than the catalog."""

log = logging.getLogger(__name__)


class MendingStore:
    """A vector store beside the catalog that it can be filled from. Safe to use from several threads.

    `nearest` raises nothing that the store does: it answers from the catalog. What writes mends an
    embedded store and tries again, and raises StoreError where that does not help.
    """

    def __init__(self, store: VectorStore, catalog: Catalog) -> None:
        self._store = store
        self._catalog = catalog
        self._stored = StoredVectors(catalog)
        self._folder = None if store.remote else StoreFolder(store.folder.parent)
        self._using = ReadWriteLock()
        self._writing = threading.RLock()
        self._checking = threading.Lock()
        self._checked = False
        self._outage: str | None = None
        self._mending: threading.Thread | None = None
        self._closing = False

    def open(self) -> None:
        """Open the store and check it; a damaged one is mended in a thread of its own."""
        try:
            self.check()
        except StoreError as error:
            self._begin_outage(error)

    @property
    def serves(self) -> bool:
        """Whether it is searched, and not the catalog's vectors in its place."""
        return self._outage is None

    def check(self) -> None:
        """Open the store, if it is not, and compare it with the catalog.

        Raises:
            StoreError: it cannot be used, or lacks vectors.
        """
        with self._checking:
            if self._checked or self._folder is None:
                return
            damage = self._folder.damage()
            if damage is not None:
                raise IndexWriteError(
                    f"The vector store in {self._folder.path} has to be made anew: {damage}.",
                    public="The vector store has to be made anew.",
                )
            with self._folder.opening():
                check_against_catalog(self._store, self._catalog)
            self._checked = True

    def nearest(self, model: str, vector: Floats, count: int) -> list[str]:
        """Return the keys of the `count` nearest vectors by cosine, nearest first.

        Raises:
            IndexWriteError: the catalog is damaged.
        """
        with self._using.read() as admitted:
            if admitted and not (self._outage and self._folder):
                try:
                    self.check()
                    found = self._store.nearest(model, vector, count)
                except StoreError as error:
                    self._begin_outage(error)
                else:
                    if self._outage:
                        self._end_outage()
                    if not self._lacks(model, found, count):
                        return found
        return self._stored.nearest(model, vector, count)

    def upsert(self, model: str, keys: Sequence[str], vectors: Vectors) -> None:
        """Store `vectors[i]` under `keys[i]`; what is there already is replaced."""
        self._write(lambda: self._store.upsert(model, keys, vectors))

    def delete(self, model: str, keys: Sequence[str]) -> None:
        """Forget `keys`; of an embedded store's files the bytes of their vectors go too."""
        self._write(lambda: self._erase(model, keys))

    def count(self, model: str) -> int:
        """Return how many vectors of `model` there are."""
        return self._write(lambda: self._store.count(model))

    def close(self) -> None:
        """Release the store, and note in which state it was left."""
        self._closing = True
        if self._mending is not None:
            self._mending.join()
        self._store.close()
        if self._folder is not None and self._checked:
            self._folder.closed()
        self._stored.close()

    def _lacks(self, model: str, found: Sequence[str], count: int) -> bool:
        """Return whether so few are found that others are missing: on a server that lost them, say.

        That is no outage: while a re-index deletes vectors the catalog still has them for a moment.
        """
        few = len(found) < min(count, SEARCH_WIDTH)
        return few and len(found) < self._catalog.writer().count_stored(model)

    def _write(self, act: Callable[[], T]) -> T:
        """Do what writes; where an embedded store fails, mend it and do that again."""
        with self._writing:
            try:
                self.check()
                done = act()
            except StoreError as error:
                if self._folder is None or self._is_whole(self._folder):
                    raise
                log.warning("The vector store is filled again from the catalog. %s", error)
                self._mend()
                done = act()
            if self._outage and self._folder is not None:
                self._end_outage()
            return done

    def _is_whole(self, folder: StoreFolder) -> bool:
        """Return whether a store is in order that failed: then a full disk may be the reason."""
        with self._using.write():
            self._store.close()
            if not self._checked or not folder.database_is_whole():
                return False
            try:
                check_against_catalog(self._store, self._catalog)
            except StoreError:
                return False
            return True

    def _erase(self, model: str, keys: Sequence[str]) -> None:
        """Delete vectors so that their bytes stand in no file any more.

        Chroma only marks vectors as deleted, and writes files after so many changes. So they are first
        overwritten with others, then deleted, each written out; the log in its database is then empty,
        and the database is written anew.
        """
        if self._folder is not None and keys:
            dimensions = self._catalog.writer().snapshot().dimensions(model)
            noise = np.random.default_rng(0).normal(size=(len(keys), dimensions or 1))
            self._store.upsert(model, keys, noise.astype(np.float32))
            self._write_out(model)
        self._store.delete(model, keys)
        if self._folder is not None and keys:
            self._write_out(model)
            with self._using.write():
                self._store.close()
                self._folder.overwrite_free_space()

    def _write_out(self, model: str) -> None:
        """Have Chroma write its files, by as many changes as that takes: deletions of nothing."""
        self._store.delete(model, [f"nothing-{number}" for number in range(SYNC_THRESHOLD + 1)])

    def _begin_outage(self, error: StoreError) -> None:
        """Tell of an outage once, and have an embedded store mended."""
        with self._checking:
            begins, self._outage = self._outage is None, str(error)
            if not begins or self._closing:
                return
            log.warning("Questions are answered from the catalog's vectors meanwhile. %s", error)
            if self._folder is not None:
                self._mending = threading.Thread(target=self._mend_alone, name="footnote-mending")
                self._mending.start()

    def _end_outage(self) -> None:
        with self._checking:
            ended, self._outage = self._outage is not None, None
        if ended:
            self._stored.close()
            log.warning("The vector store serves again.")

    def _mend_alone(self) -> None:
        try:
            with self._catalog.telling_errors(), self._writing:
                self._mend()
        except StoreError as error:
            log.warning("The vector store could not be filled again. %s", error)

    def _mend(self) -> None:
        """Delete the embedded store and fill it again from the catalog.

        Raises:
            StoreError: the folder cannot be deleted, or the disk is full.
        """
        folder = self._folder
        if folder is None:
            return
        with self._using.write():
            self._checked = False
            self._store.close()
            folder.remove()
            with folder.opening():
                for model in self._catalog.writer().models():
                    self._fill(model)
            self._checked = True
        self._end_outage()

    def _fill(self, model: str) -> None:
        with self._catalog.snapshot() as snapshot:
            keys, vectors = snapshot.embeddings_of(model)
        for first in range(0, len(keys), VECTORS_PER_STEP):
            if self._closing:
                raise StoreError("The vector store was closed while it was filled.")
            step = slice(first, first + VECTORS_PER_STEP)
            self._store.upsert(model, keys[step], vectors[step])


def check_against_catalog(store: VectorStore, catalog: Catalog) -> None:
    """Open the store, count what it holds, and look for one vector of each model.

    Raises:
        StoreError: it cannot be used, or holds other vectors than the catalog.
    """
    store.open()
    writer = catalog.writer()
    for model in writer.models():
        known = writer.count_stored(model)
        lacking = known - store.count(model)
        if lacking > 0:
            raise StoreError(f"The vector store lacks {lacking:,} vectors that the catalog has.")
        key, vector = next(iter(writer.embeddings_of(model)))
        if not known or not vector.any():
            continue
        found = store.nearest(model, vector, 1)
        nearest = writer.embeddings(found)
        if not nearest or nearest[found[0]][1] @ vector < LIKE_ITSELF:
            raise StoreError(f"The vector store does not find {key}, which the catalog has.")
