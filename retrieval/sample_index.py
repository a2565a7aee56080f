"""The index of the sample documents, which yields to one of a documents folder that is named.

Who tries Footnote out has the handbook indexed before they name their own folder. An index that takes
seconds to make again is then no reason to refuse.
"""

from __future__ import annotations

from pathlib import Path

from .index.catalog import FILE, Catalog, cannot_write
from .index.documents_folder import Remembered, is_same_folder
from .index.lock import DataLock
from .index.path_deletion import delete
from .index.vector_store import forget_vectors
from .settings import SAMPLE_DOCUMENTS, Settings

SAMPLE_FOLDER = Path(__file__).resolve().parent.parent / SAMPLE_DOCUMENTS
"""The handbook of this checkout. What is installed as a package has none."""


def is_outdated_sample(settings: Settings, known: Remembered | None) -> bool:
    """Return whether an index is of the sample documents, and the settings name another folder."""
    if known is None or "corpus" not in settings.model_fields_set:
        return False
    of_sample = is_same_folder(Path(known[0]), SAMPLE_FOLDER)
    return of_sample and not is_same_folder(settings.corpus, SAMPLE_FOLDER)


def without_outdated_sample(settings: Settings, catalog: Catalog, lock: DataLock) -> Catalog:
    """Return the catalog, or a new one in place of that of the sample documents.

    Raises:
        IndexInUseError: another process holds the data folder.
        IndexWriteError: the old one cannot be deleted.
    """
    if not is_outdated_sample(settings, catalog.documents_folder):
        return catalog
    library = catalog.library
    catalog.close()
    with lock.held():
        _discard_index(settings, library)
    return Catalog(settings.data)


def _discard_index(settings: Settings, library: str) -> None:
    """Delete the index with this identifier; what else is in the data folder stays.

    The lock on the folder must be held. The catalog goes last, so that a next try finds what is left.

    Raises:
        IndexWriteError: it cannot be deleted.
    """
    forget_vectors(settings, library)
    try:
        for name in ("chroma", "chroma.state", f"{FILE}-wal", f"{FILE}-shm", FILE):
            delete(settings.data / name)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise cannot_write(settings.data, reason, live=False) from error
