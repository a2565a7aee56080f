"""What the commands share: the settings, the library opened, and an index made where there is none."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, TypeVar

import retrieval
from retrieval import NoIndexError, StoreError

from .interruption import reindex
from .output import terminal

if TYPE_CHECKING:
    from retrieval import Library, Settings

    from .settings.checked_settings import CheckedSettings


T = TypeVar("T")


def settings_of(arguments: Namespace) -> Settings:
    """Build the settings, in which what the command line names comes first."""
    return checked_settings(arguments).for_library()


def checked_settings(arguments: Namespace) -> CheckedSettings:
    """Read and check all settings, in which what the command line names comes first."""
    from .settings.checked_settings import check_settings

    folders = {name: getattr(arguments, name) for name in ("corpus", "data") if name in arguments}
    return check_settings(folders)


def open_library(
    arguments: Namespace, *, read_only: bool = False, take_over: bool = False
) -> Library:
    """Open the library, and tell whoever finds it held which command holds it."""
    purpose = f"footnote {arguments.command}"
    return retrieval.Library.open(
        settings_of(arguments), purpose=purpose, read_only=read_only, take_over=take_over
    )


def rebuilt_library(arguments: Namespace) -> AbstractContextManager[Library]:
    """Make the index anew: hand out the library to fill."""
    purpose = f"footnote {arguments.command}"
    settings = settings_of(arguments)
    return retrieval.rebuild(settings, purpose=purpose, take_over=arguments.force)


def open_to_ask(arguments: Namespace) -> Library:
    """Open the library to read, beside whoever holds it.

    Where there is no index yet, or one of an earlier version, it is opened to write, for `with_index`.

    Raises:
        IndexInUseError: it must be written and another process holds it.
    """
    try:
        library = open_library(arguments, read_only=True)
        if library.has_index:
            return library
        library.close()
    except StoreError:
        pass  # what is neither of the two comes up again
    return open_library(arguments)


def with_index(library: Library, serve: Callable[[], T]) -> T:
    """Serve from the index; where there is none yet, make it."""
    try:
        return serve()
    except NoIndexError:
        for line in terminal.failures(reindex(library)):
            terminal.show(terminal.console(sys.stderr), line)
        return serve()
