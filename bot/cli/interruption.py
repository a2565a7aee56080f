"""What Ctrl-C does to a re-index: it stops within a second, and says what is kept and what is left.

A re-index works in a thread of its own, so that the main thread hears Ctrl-C whatever the other one is
waiting for: a model, a large file, the vector store.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from retrieval import Cancelled, Progress

from . import exit_codes
from .output import progress_display, streams, terminal

if TYPE_CHECKING:
    from types import FrameType

    from retrieval import IndexReport, Library

PATIENCE = 0.3
"""Seconds in which a re-index can stop in order."""

POLL_SECONDS = 0.05
"""How often the main thread looks whether Ctrl-C was pressed where the system does not wake it up."""

T = TypeVar("T")


def reindex(library: Library, *, force: bool = False, verify: bool = False) -> IndexReport:
    """Re-index until it is done or Ctrl-C stops it."""
    with stoppable() as stopped:
        return reindex_with_progress(library, stopped, force=force, verify=verify)


def reindex_with_progress(
    library: Library,
    stopped: threading.Event,
    *,
    force: bool = False,
    verify: bool = False,
    status: int = exit_codes.INTERRUPTED,
) -> IndexReport:
    """Re-index until it is done or `stopped` is set, and show how far it is.

    What can't stop within `PATIENCE` seconds, such as a request to a slow model, is left undone: the
    process ends with `status`. The next one goes on from there, as after any other end.

    Raises:
        Cancelled: it was stopped in order. The message says what is left to do.
    """
    latest = Progress("scan")
    try:
        with progress_display.indexing(terminal.console(sys.stderr)) as show:

            def tell(now: Progress) -> None:
                nonlocal latest
                latest = now
                if not stopped.is_set():
                    show(now)

            show(latest)
            work = partial(
                library.reindex,
                force=force,
                verify=verify,
                progress=tell,
                cancelled=stopped.is_set,
            )
            return _wait(ThreadPoolExecutor(1, "re-index").submit(work), stopped)
    except Cancelled:
        raise Cancelled(stop_sentence(latest)) from None
    except (_StillAtWork, KeyboardInterrupt):
        streams.end_process(stop_sentence(latest), status)


class _StillAtWork(Exception):
    """The re-index does not stop."""


def _wait(reindexing: Future[T], stopped: threading.Event) -> T:
    """Wait for a re-index in another thread, so that nothing in it keeps Ctrl-C from being heard."""
    while not stopped.is_set() and not wait([reindexing], POLL_SECONDS).done:
        pass
    if not wait([reindexing], PATIENCE).done:
        raise _StillAtWork
    return reindexing.result()


def stop_sentence(latest: Progress) -> str:
    """Say what a re-index leaves behind that was stopped when it was so far."""
    if latest.stage == "sweep":
        return (
            "Stopped. The new index is live; what it no longer needs is deleted by the next "
            "`footnote index`."
        )
    if latest.stage == "commit":
        return "Stopped while the index was made live. `footnote status` says whether it is."
    before = "Stopped. The index is as it was before."
    if not latest.chunks:
        return before
    return (
        f"{before} {latest.done:,} of {latest.total:,} files "
        f"({terminal.counted(latest.chunks, 'chunk')}) were embedded; that is kept, and the next "
        "`footnote index` goes on from there."
    )


@contextmanager
def stoppable() -> Iterator[threading.Event]:
    """Turn the first Ctrl-C into a wish that a re-index can follow; a second one ends it at once."""
    stopped = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)
