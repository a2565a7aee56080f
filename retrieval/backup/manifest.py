"""What a backup holds, by name, size and hash; its first file says so. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from ..errors import NewerVersionError, StoreError

NAME = "manifest.json"
FORMAT = 1
"""Of the backup as a file; what its databases look like is told by their own versions."""

MANIFEST_LIMIT = 8 << 20
"""Bytes of a manifest; one of a hundred thousand files in the trash has fewer."""

_ALLOWED = re.compile(r"[a-z]+\.sqlite3|trash/[0-9a-f]{16}/(?:note\.json|content)", re.ASCII)
"""The names that a backup may hold: databases in the data folder, and files in its trash."""

BROKEN = "This is no backup of Footnote, or it is damaged. Nothing was changed."


@dataclass(frozen=True, slots=True)
class BackedUpFile:
    """A file of a backup: its size in bytes and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BackupManifest:
    """What a backup holds. `made` is a time in ISO 8601, UTC; `documents_folder` is absolute."""

    made: str
    footnote: str
    catalog_version: int
    documents_folder: str | None
    generation: int | None
    documents: int
    chunks: int
    files: Mapping[str, BackedUpFile]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files.values())


def written(manifest: BackupManifest) -> str:
    """Return a manifest as it stands in a backup."""
    return json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1)


def parsed(text: bytes) -> BackupManifest:
    """Read a manifest, which anybody may have written.

    Raises:
        NewerVersionError: a newer version of Footnote has written it.
        StoreError: it is none.
    """
    try:
        row = json.loads(text)
        if row.pop("format") > FORMAT:
            raise NewerVersionError(
                "This backup was made by a newer version of Footnote. Update Footnote first."
            )
        files = {name: BackedUpFile(**file) for name, file in row.pop("files").items()}
        manifest = BackupManifest(**row, files=files)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise StoreError(BROKEN) from error
    if not all(_ALLOWED.fullmatch(name) and _is_sound(file) for name, file in files.items()):
        raise StoreError(BROKEN)
    return manifest


def _is_sound(file: BackedUpFile) -> bool:
    return isinstance(file.size, int) and file.size >= 0 and isinstance(file.sha256, str)
