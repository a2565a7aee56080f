"""Makes an index anew from the documents, beside the old one, which may be damaged beyond opening.

The old one goes when the new one is complete. Whatever else is in the data folder stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from .documents.folder.scan import discover
from .errors import CorpusError, NewerVersionError, SettingsError, StoreError
from .index.catalog import FILE, Catalog, cannot_write
from .index.documents_folder import Remembered, documents_folder, remembered
from .index.lock import DataLock
from .index.path_deletion import delete
from .index.vector_store import forget_vectors
from .library import REBUILT, Library
from .sample_index import is_outdated_sample
from .settings import Settings


@dataclass(frozen=True, slots=True)
class _OldIndex:
    """What can still be read of the old index: its name, and the folder that it was made of."""

    library: str | None = None
    folder: Remembered | None = None


@contextmanager
def rebuild(
    settings: Settings, *, purpose: str = "footnote", take_over: bool = False
) -> Iterator[Library]:
    """Hand out an empty library that takes the place of the one in the data folder at the end.

    Where that end is not reached, by an error or by Ctrl-C, the old index stays and the next rebuilding
    goes on with what was made. Embeddings of the old one that are sound are kept.

    Raises:
        CorpusError: there are no documents to make it of.
        SettingsError: the index is of another documents folder, and `take_over` is not given; or of
            which one cannot be read, and the settings do not name it.
        IndexInUseError: another process holds the data folder.
        IndexWriteError: it cannot be written.
    """
    lock = DataLock(settings.data, purpose)
    lock.acquire()
    try:
        old = _old_index(settings.data)
        settings = _of_folder(settings, old, take_over=take_over)
        fresh = settings.model_copy(update={"data": settings.data / REBUILT})
        with _opened(fresh, purpose) as library:
            library.keep_embeddings_of(settings.data)
            yield library
        with closing(Catalog(fresh.data)) as catalog:
            catalog.writer().note_documents_folder(remembered(settings.corpus, settings.data))
        _put_in_place(settings.data, fresh.data)
        if old.library is not None:
            forget_vectors(settings, old.library)
    finally:
        lock.release()


def _old_index(data: Path) -> _OldIndex:
    if not Catalog.exists(data):
        return _OldIndex()
    try:
        with closing(Catalog(data, read_only=True)) as catalog:
            return _OldIndex(catalog.library, catalog.documents_folder)
    except NewerVersionError:
        raise
    except StoreError:
        return _OldIndex()


def _of_folder(settings: Settings, old: _OldIndex, *, take_over: bool) -> Settings:
    """Return the settings with the folder to index, which must hold documents."""
    unknown = old.folder is None and Catalog.exists(settings.data)
    if unknown and "corpus" not in settings.model_fields_set:
        raise SettingsError(
            f"The index in {settings.data} does not tell any more which documents it was made of. Name "
            "their folder with --corpus or FOOTNOTE_CORPUS."
        )
    folder = documents_folder(
        settings,
        old.folder,
        take_over=take_over or is_outdated_sample(settings, old.folder),
        confirmation="footnote index --rebuild --force",
    )
    if not discover(folder).files:
        raise CorpusError(
            f"The folder {folder} holds no documents to make the index of. The old one is left as it is."
        )
    return settings.model_copy(update={"corpus": folder})


def _opened(fresh: Settings, purpose: str) -> Library:
    """Open the library to be filled; what an earlier try has left of it is gone on with."""
    try:
        return Library.open(fresh, purpose=purpose, take_over=True)
    except StoreError:
        with suppress(OSError):
            delete(fresh.data)
        return Library.open(fresh, purpose=purpose, take_over=True)


def _put_in_place(data: Path, fresh: Path) -> None:
    """Put a complete index in the place of the old one.

    The log of the old catalog goes first: SQLite would take it for one of the new. A vector store that
    is lost on the way is filled again from the catalog.
    """
    try:
        for ending in ("-wal", "-shm"):
            delete(data / f"{FILE}{ending}")
        if (data / FILE).is_dir():
            delete(data / FILE)
        (fresh / FILE).replace(data / FILE)
        for name in ("chroma", "chroma.state"):
            delete(data / name)
            if (fresh / name).exists():
                (fresh / name).replace(data / name)
        delete(fresh)
    except OSError as error:
        raise cannot_write(data, error.strerror or type(error).__name__, live=False) from error
