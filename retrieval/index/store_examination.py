"""Examines an embedded vector store in a process of its own, since opening a damaged one may end it.

`python -m retrieval.index.store_examination DATA` is that process: it writes what is wrong.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ..errors import FootnoteError, StoreError
from ..settings import Settings
from .catalog import Catalog
from .mending_store import MendingStore
from .store_folder import FILL_AGAIN
from .vector_store import VectorStore

COMMAND = ("-m", __name__)
"""What Python is to run as that process."""

TIMEOUT = 120.0
"""Seconds that it may take to open a store."""


def examine_embedded_store(data: Path) -> None:
    """Open the store in the data folder, count its vectors and search it. The caller holds the folder.

    Raises:
        StoreError: it is damaged, or lacks vectors.
    """
    command = [sys.executable, *COMMAND, str(data.absolute())]
    # Found wherever this process runs, and whatever its working directory holds.
    root = Path(__file__).resolve().parents[2]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, capture_output=True, text=True, check=False, timeout=TIMEOUT, cwd=root
        )
    except subprocess.TimeoutExpired:
        raise StoreError(f"The vector store did not open within {TIMEOUT:.0f} seconds.") from None
    if done.returncode != 0:
        sentence = (
            done.stdout.strip() or "The vector store is damaged: opening it ends the process."
        )
        raise StoreError(f"{sentence} {FILL_AGAIN}")


def main(data: Path) -> int:
    """Examine the store in this process; write what is wrong, and return whether anything is."""
    settings = Settings(_env_file=None, data=data, chroma_url=None)
    try:
        catalog = Catalog(data, read_only=True)
        store = MendingStore(VectorStore(settings, catalog.library), catalog)
        store.check()
        store.close()
        catalog.close()
    except FootnoteError as error:
        sys.stdout.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
