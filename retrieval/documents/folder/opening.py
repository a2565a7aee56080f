"""Opens a file of the documents folder: once, without following links, without waiting.

Between the scan and the reading a file may have become a link to elsewhere or a pipe on which nobody
writes. So every folder on the way is opened from the one above it, and what was opened is looked at.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...errors import DocumentError

MAX_FILE_BYTES = 50_000_000

REMOVED = "It was removed while the folder was being read."
REPLACED = "It became a link or something else than a file while the folder was being read."
_REPLACED_ERRORS = (errno.ELOOP, errno.ENOTDIR, errno.ENXIO, errno.EISDIR)
_AT_ONCE = 1_000_000
# Windows has none of these, and no links that just anybody may make.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0) | _NO_LINK
_FILE = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def read(root: Path, file: Path) -> bytes:
    """Return the content of a file of bearable size. `file` is below `root`, and both without links.

    Raises:
        DocumentError: it cannot be opened, is no regular file any more, or is larger than
            `MAX_FILE_BYTES`.
    """
    return b"".join(pieces(root, file))


def pieces(root: Path, file: Path) -> Iterator[bytes]:
    """Yield the content of a file piece by piece; see `read`."""
    left = MAX_FILE_BYTES
    with _opened(root, file) as descriptor, _told():
        while piece := os.read(descriptor, _AT_ONCE):
            left -= len(piece)
            if left < 0:
                limit = MAX_FILE_BYTES // 1_000_000
                raise DocumentError(f"It is larger than {limit} MB; split it into smaller files.")
            yield piece


@contextmanager
def _opened(root: Path, file: Path) -> Iterator[int]:
    with _told():
        descriptor = _open_below(root, file)
    try:
        with _told():
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise DocumentError(REPLACED)
        yield descriptor
    finally:
        os.close(descriptor)


def _open_below(root: Path, file: Path) -> int:
    """Open a file by the names below `root`, none of which may be a link."""
    *folders, name = file.relative_to(root).parts
    if os.open not in os.supports_dir_fd:
        if Path(os.path.realpath(file)) != file:
            raise DocumentError(REPLACED)
        return os.open(file, _FILE)
    folder = os.open(root, os.O_RDONLY | _FOLDER)
    try:
        for each in folders:
            inner = os.open(each, os.O_RDONLY | _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
        return os.open(name, _FILE | _NO_LINK | _NO_WAITING, dir_fd=folder)
    finally:
        os.close(folder)


@contextmanager
def _told() -> Iterator[None]:
    """Say in a sentence why a file cannot be read."""
    try:
        yield
    except FileNotFoundError:
        raise DocumentError(REMOVED) from None
    except PermissionError:
        raise DocumentError("It cannot be opened: permission denied.") from None
    except OSError as error:
        # A link where none may be (ELOOP), a folder that is none any more (ENOTDIR), a socket (ENXIO).
        if error.errno in _REPLACED_ERRORS:
            raise DocumentError(REPLACED) from None
        raise DocumentError(f"It cannot be read: {error.strerror or error}.") from None
