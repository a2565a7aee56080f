"""Checks the set-up, one part at a time, for `footnote doctor`. It changes nothing.

Each function returns what it found, or raises the FootnoteError that the same part would raise at work,
whose sentence says how to mend it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from .errors import IndexInUseError, StoreError
from .extras import install_command
from .types import Skipped

if TYPE_CHECKING:
    from .settings import Settings

__all__ = [
    "DocumentsFolder",
    "check_chat_model",
    "check_documents",
    "check_embedding_model",
    "check_folder",
    "check_vector_store",
    "install_command",
]

EMBEDDED = "Chroma, embedded in the data folder"


@dataclass(frozen=True, slots=True)
class DocumentsFolder:
    """What the documents folder holds: counts by suffix, and the names of what cannot be opened.

    `skipped` is what is passed over, those of unsupported kinds included.
    """

    path: Path
    kinds: Mapping[str, int]
    unsupported: Mapping[str, int]
    unreadable: tuple[str, ...]
    skipped: Skipped


def check_documents(settings: Settings) -> DocumentsFolder:
    """Look through the documents folder.

    Raises:
        CorpusError: there is no such folder, or it cannot be opened.
    """
    return check_folder(_documents_folder(settings))


def check_folder(folder: Path) -> DocumentsFolder:
    """Look through a folder that may become the documents folder.

    Raises:
        CorpusError: there is no such folder, or it cannot be opened.
    """
    from .documents.folder.scan import discover

    scan = discover(folder)
    return DocumentsFolder(
        folder,
        kinds=Counter(PurePath(file.path).suffix.lower() for file in scan.files),
        unsupported=scan.ignored,
        unreadable=(
            *(failure.path for failure in scan.failures),
            *(file.path for file in scan.files if not os.access(file.absolute_path, os.R_OK)),
        ),
        skipped=scan.skipped,
    )


def _documents_folder(settings: Settings) -> Path:
    """Return the folder that the settings name, or else that of the index."""
    from .errors import SettingsError
    from .library import Library

    try:
        with Library.open(settings, read_only=True) as library:
            return library.documents_folder
    except (SettingsError, StoreError):
        return settings.corpus


def check_embedding_model(settings: Settings) -> int:
    """Embed a word, and return how many dimensions its vector has.

    Raises:
        SettingsError: there is no such model, or its key is missing.
        ModelError: the model did not serve.
    """
    from .index.embedder import make_embedder

    embedder = make_embedder(settings.embedding_model, settings)
    return len(embedder.embed_question("footnote"))


def check_vector_store(settings: Settings) -> str:
    """Reach the Chroma server that the settings name, or open the store in the data folder.

    Returns what was found. The embedded store is opened in a process of its own, and only where no
    other holds the data folder.

    Raises:
        StoreError: it cannot be reached, refuses the token, is damaged or lacks vectors.
    """
    from .index.catalog import Catalog
    from .index.lock import DataLock
    from .index.store_examination import examine_embedded_store
    from .index.vector_store import VectorStore

    if settings.chroma_url is not None:
        store = VectorStore(settings, "setup-check")
        store.open()
        store.close()
        return "the Chroma server answers"
    if not Catalog.exists(settings.data):
        return EMBEDDED
    if not _is_whole(settings.data):
        return f"{EMBEDDED}; not opened, since the index cannot be read"
    try:
        with DataLock(settings.data, "footnote doctor").held():
            examine_embedded_store(settings.data)
    except IndexInUseError as error:
        return f"{EMBEDDED}; not opened. {error}"
    return f"{EMBEDDED}; it has all vectors"


def _is_whole(data: Path) -> bool:
    """Return whether the catalog, with which a vector store is compared, is as it was written."""
    from .index.catalog import Catalog

    try:
        with closing(Catalog(data, read_only=True)) as catalog:
            return not catalog.damage()
    except StoreError:
        return False


def check_chat_model(settings: Settings) -> None:
    """Have the chat model say a word.

    Raises:
        ModelError: it did not serve.
    """
    from .answers.generative.generative_answerer import check

    check(settings)
