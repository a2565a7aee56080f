"""Makes a data folder of a backup, which is checked before anything of it is put in place."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ..errors import FootnoteError, NewerVersionError, StoreError
from ..index.catalog import FILE, VERSION, Catalog
from ..index.lock import DataLock
from .manifest import BROKEN, MANIFEST_LIMIT, NAME, BackupManifest, parsed

if TYPE_CHECKING:
    from ..settings import Settings

_OF_LOCKS = frozenset({"lock", "holder.json", "catalog.lock"})
"""Files that an empty data folder may hold."""

_UNFINISHED = ".restored-"
"""How the name of a folder begins that is filled; one that is left was broken off."""

_READ_AT_ONCE = 1 << 20
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    KeyError,
)
"""What the standard library raises for an archive that is damaged, or packed in other ways."""


def restore(settings: Settings, source: Path | IO[bytes]) -> BackupManifest:
    """Make the data folder, which must be empty, of a backup; return what was in it.

    A backup of an older version becomes one of this. The library in it gets a name of its own, so that
    two that were made of one backup share nothing on a Chroma server.

    Raises:
        StoreError: the folder is not empty or cannot be written; or this is no sound backup.
        NewerVersionError: a newer version of Footnote has made it.
        IndexInUseError: another process holds the data folder.
    """
    data = settings.data
    _check_empty(data)
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _read_manifest(archive)
            if not data.exists():
                _restore_beside(archive, manifest, data)
            else:
                with DataLock(data, "footnote restore").held():
                    _restore_inside(archive, manifest, data)
    except _UNREADABLE as error:
        raise StoreError(BROKEN) from error
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise StoreError(f"The backup cannot be restored ({reason}).") from error
    return manifest


def _check_empty(data: Path) -> None:
    try:
        held = {path.name for path in data.iterdir()} if data.exists() else set()
    except OSError as error:
        raise StoreError(
            f"The data folder {data} cannot be read ({error.strerror}).",
            public="The data folder cannot be read.",
        ) from error
    if any(not name.startswith(_UNFINISHED) for name in held - _OF_LOCKS):
        raise StoreError(
            f"The data folder {data} is not empty. Name another with --data, or move what it holds.",
            public="The data folder is not empty.",
        )


def _read_manifest(archive: zipfile.ZipFile) -> BackupManifest:
    """Return the manifest of a backup that holds just what that says."""
    if archive.getinfo(NAME).file_size > MANIFEST_LIMIT:
        raise StoreError(BROKEN)
    manifest = parsed(archive.read(NAME))
    if sorted(archive.namelist()) != sorted([NAME, *manifest.files]) or FILE not in manifest.files:
        raise StoreError(BROKEN)
    if manifest.catalog_version > VERSION:
        raise NewerVersionError(
            f"This backup was made by a newer version of Footnote ({manifest.footnote}). Update "
            "Footnote first."
        )
    return manifest


def _restore_beside(archive: zipfile.ZipFile, manifest: BackupManifest, data: Path) -> None:
    """Make the folder beside its place, and give it its name when it is complete."""
    data.absolute().parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=data.absolute().parent, prefix=f".{data.name}-"))
    try:
        _fill(archive, manifest, made)
        made.rename(data)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _restore_inside(archive: zipfile.ZipFile, manifest: BackupManifest, data: Path) -> None:
    """Fill a folder that is there, such as a volume; last comes the catalog, which makes it an index."""
    for left in data.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left)
    made = Path(tempfile.mkdtemp(dir=data, prefix=_UNFINISHED))
    moved: list[Path] = []
    try:
        _fill(archive, manifest, made)
        for path in sorted(made.iterdir(), key=lambda path: path.name == FILE):
            path.rename(data / path.name)
            moved.append(data / path.name)
    except BaseException:
        for path in moved:
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _fill(archive: zipfile.ZipFile, manifest: BackupManifest, folder: Path) -> None:
    """Unpack the files, compare each with the manifest, and open the catalog once."""
    if shutil.disk_usage(folder).free < manifest.size:
        raise StoreError(
            f"The backup needs {manifest.size / 1e6:,.0f} MB, for which there is no room."
        )
    for name in manifest.files:
        _unpack(archive, manifest, name, folder / name)
    try:
        with closing(Catalog(folder)) as catalog:
            catalog.check()
            catalog.renew_identifier()
            catalog.delete_copies()
    except NewerVersionError:
        raise
    except FootnoteError as error:
        raise StoreError(BROKEN) from error


def _unpack(archive: zipfile.ZipFile, manifest: BackupManifest, name: str, target: Path) -> None:
    """Unpack one file, and no more of it than the manifest says."""
    expected = manifest.files[name]
    digest, size = hashlib.sha256(), 0
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with archive.open(name) as packed, target.open("xb") as file:
        target.chmod(0o600)
        while size <= expected.size and (part := packed.read(_READ_AT_ONCE)):
            digest.update(part)
            size += len(part)
            file.write(part)
    if (size, digest.hexdigest()) != (expected.size, expected.sha256):
        raise StoreError(BROKEN)
