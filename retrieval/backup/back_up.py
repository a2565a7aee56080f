"""Writes the data folder into one file, also while others read and write it.

The catalog is copied as it is at one moment. The vector store is left out: it is a copy of the vectors
in the catalog, and is filled again from there. The documents are the admin's own and not in it either.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ..database_copy import copy_database_file
from ..edits.trash import TRASH
from ..errors import NoIndexError, StoreError
from ..index.catalog import FILE, VERSION, Catalog
from .manifest import NAME, BackedUpFile, BackupManifest, written

if TYPE_CHECKING:
    from ..settings import Settings


def back_up(
    settings: Settings, target: Path | IO[bytes], databases: Sequence[str] = ()
) -> BackupManifest:
    """Write a backup to a file, for its owner alone, or to a stream; return what is in it.

    `databases` are files of SQLite in the data folder that belong to it as well. A file appears when it
    is complete, and takes the place of another of that name.

    Raises:
        NoIndexError: there is no index in the data folder.
        IndexDamagedError: it is damaged.
        StoreError: the backup cannot be written, for want of room say.
    """
    if not Catalog.exists(settings.data):
        raise NoIndexError(f"There is no index in {settings.data} to back up.")
    beside = target.absolute().parent if isinstance(target, Path) else None
    try:
        with tempfile.TemporaryDirectory(dir=beside, prefix=".footnote-backup-") as name:
            folder = Path(name)
            manifest = _collect(settings.data, folder, databases)
            if not isinstance(target, Path):
                _pack(manifest, folder, target)
                return manifest
            packed = folder / "packed"
            packed.touch(mode=0o600)
            with packed.open("wb") as file:
                _pack(manifest, folder, file)
            packed.replace(target)
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise StoreError(
            f"The backup cannot be written ({reason}). It needs room for the data folder twice."
        ) from error
    return manifest


def _collect(data: Path, folder: Path, databases: Sequence[str]) -> BackupManifest:
    """Copy what belongs to a backup into a folder."""
    with closing(Catalog(data, read_only=True)) as catalog:
        catalog.copy_to(folder / FILE)
    for database in databases:
        if (data / database).is_file():
            copy_database_file(data / database, folder / database)
    for name in _trashed(data):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # it was put back into the documents folder meanwhile
            shutil.copyfile(data / name, folder / name)
    files = {
        path.relative_to(folder).as_posix(): _measured(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    with closing(Catalog(folder, read_only=True)) as copy, copy.snapshot() as snapshot:
        live = snapshot.live
    return BackupManifest(
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        footnote=metadata.version("footnote"),
        catalog_version=VERSION,
        documents_folder=live.folder[0] if live and live.folder else None,
        generation=live.id if live else None,
        documents=live.documents if live else 0,
        chunks=live.chunks if live else 0,
        files=files,
    )


def _trashed(data: Path) -> Iterator[str]:
    """Yield the names of the files in the trash, from the data folder."""
    for path in sorted((data / TRASH).glob("*/*")):
        if path.is_file():
            yield path.relative_to(data).as_posix()


def _measured(path: Path) -> BackedUpFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return BackedUpFile(path.stat().st_size, digest)


def _pack(manifest: BackupManifest, folder: Path, file: IO[bytes]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr(NAME, written(manifest))
        for name in manifest.files:
            archive.write(folder / name, name)
