"""Watches the documents folder and says when it has changed and come to rest.

What counts as a change is what a re-index would see: the scan of the folder decides, and the file
system's notices only tell when it is worth one. It knows no index.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path, PurePath

from .documents.folder.ignore_file import IGNORE_FILE
from .documents.folder.scan import discover
from .documents.loaders import SUPPORTED
from .errors import CorpusError

SETTLE_SECONDS = 1.0
"""Seconds without a change after which a folder is taken to have settled: a copy is then done."""

CHECKS_PER_PERIOD = 5
"""How often in that time it is looked whether anything happened, or the watching is to end."""


def settled_changes(
    corpus: Path, stopped: threading.Event, *, quiet: float = SETTLE_SECONDS
) -> Iterator[None]:
    """Yield at once, and then each time the documents have changed and been left alone for `quiet`.

    The first time is for what changed before anybody watched: whoever indexes whenever this yields
    misses nothing. What changes meanwhile is told next time. It ends when `stopped` is set.

    Raises:
        CorpusError: there is no such folder, any more, or it cannot be watched.
    """
    from watchfiles import watch

    known = None
    changed: float | None = time.monotonic() - quiet
    tick = int(quiet * 1000 / CHECKS_PER_PERIOD)
    discover(corpus)
    try:
        for changes in watch(
            corpus,
            watch_filter=None,
            step=tick,
            rust_timeout=tick,
            yield_on_timeout=True,
            stop_event=stopped,
            ignore_permission_denied=True,
        ):
            now = time.monotonic()
            if any(_matters(path, corpus) for _, path in changes):
                changed = now
            elif changed is not None and now - changed >= quiet:
                changed = None
                files = discover(corpus).files
                if files != known:
                    known = files
                    yield
    except (OSError, RuntimeError) as error:
        raise CorpusError(
            f"The documents folder {corpus} cannot be watched: {error}.",
            public="The documents folder cannot be watched. The log says why.",
        ) from error


def _matters(path: str, corpus: Path) -> bool:
    """Return whether a change may be one of documents: what is gone may have been a folder of them."""
    inside = PurePath(os.path.relpath(path, corpus))
    if inside.name == IGNORE_FILE:
        return True
    if any(part.startswith(".") and part != ".." for part in inside.parts):
        return False
    return inside.suffix.lower() in SUPPORTED or not os.path.isfile(path)  # noqa: PTH113 - a string
