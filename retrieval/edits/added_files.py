"""Names and contents of files that somebody hands in for the documents folder. Pure.

Nothing of them is trusted: a name becomes one that stands in the folder itself on every system, and the
kind and the size are looked at here, whatever was declared.
"""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import PurePosixPath

from ..documents.folder.opening import MAX_FILE_BYTES
from ..documents.loaders.registry import format_of
from ..errors import DocumentError

NAME_BYTES = 150
"""Bytes of UTF-8 that a name may have; file systems take 255, and a suffix is added now and then."""

_SEPARATORS = re.compile(r"[/\\]")
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])", re.IGNORECASE)
"""The names of devices in Windows, which no file may have there, whatever its suffix."""

_HIDDEN = (".", "~$", " ")
"""How the names begin that a scan passes over, and what would hide how a name begins."""


def safe_name(name: str) -> str:
    """Return a name for a file that was handed in: its last part, without what hides or misleads.

    Raises:
        DocumentError: nothing is left of it, or its kind is not supported.
    """
    text = unicodedata.normalize("NFC", _SEPARATORS.split(name)[-1])
    shown = "".join(" " if c.isspace() else c for c in text if c.isspace() or _is_visible(c))
    plain = " ".join(_NOT_IN_NAMES.sub("_", shown).split()).rstrip(". ")
    while plain.startswith(_HIDDEN):
        plain = plain.removeprefix("~$").lstrip(". ")
    stem, suffix = os.path.splitext(plain)  # noqa: PTH122 - a text, not yet a path
    if not stem.strip(". _"):
        raise DocumentError("Its name holds no letters; rename it.")
    format_of(plain)
    if _RESERVED.fullmatch(PurePosixPath(plain).name.partition(".")[0].strip()):
        stem = f"_{stem}"
    return f"{_shortened(stem, NAME_BYTES - len(suffix.encode()))}{suffix}"


def check_size(content: bytes) -> None:
    """Make sure that a file is neither empty nor too large.

    Raises:
        DocumentError: it is.
    """
    if not content:
        raise DocumentError("It is empty.")
    if len(content) > MAX_FILE_BYTES:
        raise DocumentError(
            f"It is larger than {MAX_FILE_BYTES // 1_000_000} MB; split it into smaller files."
        )


def _is_visible(character: str) -> bool:
    """Return whether a character shows: no control, mark of direction, surrogate or private one."""
    return not unicodedata.category(character).startswith("C")


def _shortened(stem: str, limit: int) -> str:
    """Return as much of a name as fits into so many bytes."""
    return stem.encode()[:limit].decode(errors="ignore").rstrip(". ")
