"""From a file to a Document: its text, its title and where its pages and headings begin.

It finds the files, reads them within bounds, and makes sure that only a `DocumentError` or a sound text
comes out. It knows no chunks, stores or models.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from ...errors import DocumentError
from ...types import Document
from .registry import SUPPORTED, format_of, loader_version
from .scan import File, Scan, discover

__all__ = [
    "MAX_FILE_BYTES",
    "SUPPORTED",
    "File",
    "Scan",
    "discover",
    "loader_version",
    "parse",
    "read",
]

MAX_FILE_BYTES = 50_000_000
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


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


def parse(path: str, data: bytes) -> Document:
    """Return the document that a file's content holds. The suffix of `path` decides how it is read.

    Raises:
        DocumentError: it is empty, damaged, protected or of a kind that is not supported.
    """
    file_format = format_of(path)
    if not data:
        raise DocumentError("It is empty.")
    loader = import_module(f".{file_format.module}", __name__)
    try:
        document: Document = loader.parse(path, data)
    except DocumentError:
        raise
    except Exception as error:
        # A parser that is given a hostile file may raise anything, and one bad file must not keep the
        # others from being indexed. The cause stays attached.
        raise DocumentError(
            f"It could not be read; as a {file_format.name} it is damaged."
        ) from error
    return _sound(document)


def _sound(document: Document) -> Document:
    """Return the document as every store can hold it, if it says anything at all.

    NUL and lone surrogates fit neither UTF-8 nor SQLite's text functions. Each becomes one
    replacement character, so that no offset moves.
    """
    if not document.text[document.body.start : document.body.end].strip():
        raise DocumentError("It holds no text.")
    if _UNSTORABLE.search(document.text):
        return replace(document, text=_UNSTORABLE.sub("\ufffd", document.text))
    return document
