"""A catalog in a folder that nobody can write to is read all the same."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from retrieval import IndexDamagedError, IndexWriteError, Library
from retrieval.index.catalog import FILE, Catalog
from tests.folders import Folder
from tests.paths import ROOT

READER = """
import os, sys
from pathlib import Path
from retrieval.index.catalog import Catalog
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
data = Path(sys.argv[1])
try:
    (data / "file").touch()
except OSError:
    with Catalog(data, read_only=True).snapshot() as snapshot:
        print(sorted(row.path for row in snapshot.documents()))
"""
"""Reads as somebody who may not write; as root, permissions are no obstacle."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.at(tmp_path)
    made.write("bees.txt", "Bees dance.")
    with made.library() as library:
        library.reindex()
    return made


def as_crashed(folder: Folder, tmp_path: Path, *endings: str) -> Path:
    """A copy of the data folder as it is while the last change stands in SQLite's log alone."""
    copy = tmp_path / "crashed"
    copy.mkdir()
    with closing(sqlite3.connect(folder.data / FILE)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("UPDATE document SET size = size + 1")
        connection.commit()
        for ending in ("", *endings):
            shutil.copy(folder.data / f"{FILE}{ending}", copy)
    return copy


def read_by_another(data: Path, tmp_path: Path) -> str:
    """What is read of a data folder by whoever may not write there."""
    for path in (data, *data.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for parent in (tmp_path, *tmp_path.parents):
        if parent.stat().st_uid == os.getuid() and parent != Path(parent.root):
            parent.chmod(parent.stat().st_mode | 0o011)
    try:
        ended = subprocess.run(
            [sys.executable, "-c", READER, str(data)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    finally:
        data.chmod(0o755)
    assert ended.stderr == ""
    return ended.stdout


@pytest.mark.parametrize("endings", [(), ("-wal",), ("-wal", "-shm")], ids=str)
def test_it_is_read_with_what_stands_in_the_log(
    folder: Folder, tmp_path: Path, endings: tuple[str, ...]
) -> None:
    data = as_crashed(folder, tmp_path, *endings)
    assert read_by_another(data, tmp_path) == "['bees.txt']\n"


def test_what_stands_in_the_log_alone_is_read(folder: Folder, tmp_path: Path) -> None:
    folder.write("yaks.txt", "Yaks live high.")
    copy = tmp_path / "crashed"
    with folder.library() as library, closing(sqlite3.connect(folder.data / FILE)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM document").fetchone()  # so that the log is kept
        library.reindex()
        shutil.copytree(folder.data, copy, ignore=shutil.ignore_patterns("chroma", "*-shm"))
    assert (copy / f"{FILE}-wal").stat().st_size
    assert read_by_another(copy, tmp_path) == "['bees.txt', 'yaks.txt']\n"


def test_where_no_file_can_be_made_it_is_read_without(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Say on a full disk, where SQLite has no room for its index of the log."""
    connect = Catalog._connect

    def full(catalog: Catalog, how: str, *pragmas: str) -> sqlite3.Connection:
        if how == "mode=ro":
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
            raise error
        return connect(catalog, how, *pragmas)

    monkeypatch.setattr(Catalog, "_connect", full)
    with closing(Catalog(folder.data, read_only=True)) as catalog, catalog.snapshot() as snapshot:
        assert [row.path for row in snapshot.documents()] == ["bees.txt"]


def test_a_damaged_one_is_told_all_the_same(folder: Folder) -> None:
    (folder.data / FILE).write_bytes(b"no database " * 1_000)
    with pytest.raises(IndexDamagedError):
        Catalog(folder.data, read_only=True)


def test_a_folder_that_may_not_be_looked_into_is_told(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may look into all folders, so the file system is stood in for."""

    def refuse(path: Path) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(
        IndexWriteError, match=r"\(Permission denied\)\. Give it room and permission"
    ):
        Library.open(folder.settings(), read_only=True)
