"""What the commands share: the settings, the library opened, and a re-index that Ctrl-C stops."""

from __future__ import annotations

import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import retrieval
from retrieval import NoIndexError, SettingsError

from . import terminal

if TYPE_CHECKING:
    from types import FrameType

    from retrieval import IndexReport, Library, Settings

T = TypeVar("T")


def settings_of(arguments: Namespace) -> Settings:
    """Build the settings, in which what the command line names comes first."""
    named: dict[str, Any] = {
        name: getattr(arguments, name) for name in ("corpus", "data") if name in arguments
    }
    try:
        return retrieval.Settings(**named)
    except (OSError, UnicodeDecodeError):
        raise SettingsError("The file .env cannot be read. Make it readable, and UTF-8.") from None


def open_library(arguments: Namespace, *, read_only: bool = False) -> Library:
    """Open the library, and tell whoever finds it held which command holds it."""
    purpose = f"footnote {arguments.command}"
    return retrieval.Library.open(settings_of(arguments), purpose=purpose, read_only=read_only)


def with_index(library: Library, serve: Callable[[], T]) -> T:
    """Serve from the index; where there is none yet, make it."""
    try:
        return serve()
    except NoIndexError:
        for line in terminal.failures(reindex(library)):
            terminal.show(terminal.console(sys.stderr), line)
        return serve()


def reindex(library: Library, *, force: bool = False) -> IndexReport:
    """Re-index until it is done or Ctrl-C stops it."""
    with stoppable() as stopped:
        return reindex_with_progress(library, stopped, force=force)


def reindex_with_progress(
    library: Library, stopped: threading.Event, *, force: bool = False
) -> IndexReport:
    """Re-index until it is done or `stopped` is set, and show how far it is."""
    with terminal.indexing(terminal.console(sys.stderr)) as progress:
        return library.reindex(force=force, progress=progress, cancelled=stopped.is_set)


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
