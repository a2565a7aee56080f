"""Deletes what stands at a path: a file, a folder with all in it, or a link without what it leads to."""

from __future__ import annotations

import shutil
from pathlib import Path


def delete(path: Path) -> None:
    """Delete it; nothing there is no error.

    Raises:
        OSError: it cannot be deleted.
    """
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
