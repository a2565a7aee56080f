"""The catalog's file: what an older version has made is taken over, what another has made is refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

import pytest

from retrieval import Library, StoreError
from retrieval.index.catalog.connection import FILE
from tests.folders import Folder

pytest_plugins = ("tests.stores",)

VERSION_1 = (
    "DROP TABLE block",
    "DROP INDEX document_by_path",
    "DROP INDEX document_by_removal",
    "DROP INDEX document_by_creation",
    "ALTER TABLE document RENAME COLUMN path TO source",
    "ALTER TABLE document RENAME COLUMN created_in TO born",
    "ALTER TABLE document RENAME COLUMN removed_in TO died",
    "CREATE INDEX document_by_source ON document (source)",
    "CREATE INDEX document_by_death ON document (died) WHERE died IS NOT NULL",
    "CREATE INDEX document_by_birth ON document (born)",
    "PRAGMA user_version = 1",
)
"""What makes a catalog of today one as the first version wrote it."""


def rewrite(folder: Folder, statements: Sequence[str]) -> None:
    with closing(sqlite3.connect(folder.data / FILE)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def indexed(folder: Folder) -> Folder:
    folder.write("bees.txt", "Bees dance in the hive.")
    with folder.library() as library:
        library.reindex()
    return folder


def test_an_index_of_the_first_version_is_taken_over(empty_folder: Folder) -> None:
    folder = indexed(empty_folder)
    rewrite(folder, VERSION_1)
    with folder.library() as library:
        assert library.search("bees")[0].source.path == "bees.txt"
        assert library.status().generation == 1
        folder.write("ants.txt", "Ants march in the garden.")
        assert library.reindex().added == ("ants.txt",)
        assert library.rollback().removed == ("ants.txt",)


def test_an_index_of_the_first_version_is_not_changed_by_who_only_reads(
    empty_folder: Folder,
) -> None:
    folder = indexed(empty_folder)
    rewrite(folder, VERSION_1)
    with pytest.raises(StoreError, match=r"older version.*footnote index"):
        Library.open(folder.settings(), read_only=True)


def test_an_index_of_an_unknown_version_is_refused(empty_folder: Folder) -> None:
    folder = indexed(empty_folder)
    rewrite(folder, ["PRAGMA user_version = 99"])
    with pytest.raises(StoreError, match=r"another version.*Delete its file"):
        folder.library()
