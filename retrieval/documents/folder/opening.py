"""Opens the files of the documents folder."""

from __future__ import annotations

import os
from pathlib import Path

from ...errors import DocumentError

MAX_FILE_BYTES = 50_000_000


def read(path: Path) -> bytes:
    """Return the content of a file of bearable size.

    Raises:
        DocumentError: it cannot be opened, or is larger than `MAX_FILE_BYTES`.
    """
    try:
        with path.open("rb") as file:
            # As much as it holds: room for the largest file would be made anew for each.
            size = os.fstat(file.fileno()).st_size
            data = file.read(min(size, MAX_FILE_BYTES) + 1)
            if len(data) > size:  # it has grown meanwhile
                data += file.read(MAX_FILE_BYTES + 1 - len(data))
    except FileNotFoundError:
        raise DocumentError("It was removed while the folder was being read.") from None
    except PermissionError:
        raise DocumentError("It cannot be opened: permission denied.") from None
    except OSError as error:
        raise DocumentError(f"It cannot be read: {error.strerror or error}.") from None
    if len(data) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1_000_000
        raise DocumentError(f"It is larger than {limit} MB; split it into smaller files.")
    return data
