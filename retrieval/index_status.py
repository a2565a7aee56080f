"""What is indexed, and what is wrong with the vector store, for whoever asks how things stand."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from .errors import IndexInUseError, IndexWriteError
from .index.catalog import Generation
from .index.lock import DataLock
from .index.store_folder import FILL_AGAIN, StoreFolder
from .settings import Settings
from .types import IndexReport, Status

MEANWHILE = "Questions are answered from the catalog's vectors."
"""What happens as long as the vector store does not serve."""


def index_status(
    settings: Settings,
    live: Generation,
    previous: Generation | None,
    pending: IndexReport | None,
    problem: str | None,
) -> Status:
    """Return the status of an index, of which `pending` is what a re-index would do."""
    return Status(
        generation=live.id,
        created=datetime.fromisoformat(live.created),
        rollback=previous.id if previous else None,
        documents=live.documents,
        chunks=live.chunks,
        bytes_on_disk=folder_size(settings.data),
        embedding_model=live.embedding_model,
        chat_model=settings.chat,
        vector_store=settings.vector_store,
        pending=pending,
        problem=problem,
        documents_folder=live.folder[0] if live.folder else None,
    )


def unheld_store_problem(data: Path) -> str | None:
    """Return what is wrong with an embedded vector store that this process has not opened."""
    damage = StoreFolder(data).damage()
    if damage is None:
        return None
    try:
        with DataLock(data, "footnote status").held():
            return f"The vector store has to be made anew: {damage}. {MEANWHILE} {FILL_AGAIN}"
    except (IndexInUseError, IndexWriteError):
        return None  # who holds it opens or mends it just now


def folder_size(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    size = 0
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # whoever holds the index is at work there
            size += path.stat().st_size if path.is_file() else 0
    return size
