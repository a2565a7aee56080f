"""Makes the data folder one that nobody else on the machine may look into: it holds all documents."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_OTHERS = 0o077
"""What a group and all others may do."""


def make_private(folder: Path, catalog: str) -> None:
    """Make a folder that is private, or make one private that is ours.

    Ours is an empty one, or one that holds a file named `catalog`. Any other, such as somebody's home,
    stays as it is, and so does one of another owner.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name != "posix":
        return
    with suppress(OSError):
        found = folder.stat()
        ours = (folder / catalog).is_file() or not any(folder.iterdir())
        if ours and found.st_uid == os.geteuid() and found.st_mode & _OTHERS:
            folder.chmod(found.st_mode & 0o700)
