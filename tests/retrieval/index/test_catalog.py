"""The catalog's file: what an older version has made is taken over, what another has made is refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing

import pytest

from retrieval import Library, NewerVersionError, Position, StoreError, rebuild
from retrieval.index.catalog.connection import FILE
from tests.folders import Folder

pytest_plugins = ("tests.stores",)

VERSION_5 = (
    "ALTER TABLE document RENAME COLUMN positions TO pages",
    "UPDATE document SET pages = '[0, 5]'",
    "ALTER TABLE document DROP COLUMN notice",
    "DROP TABLE failed_file",
    "PRAGMA user_version = 5",
)
"""What makes a catalog of today one as the fifth version wrote it."""

VERSION_4 = (
    *VERSION_5,
    *(
        f"ALTER TABLE {table} DROP COLUMN {column}"
        for table, columns in {
            "library": "full_text_checksum lengths_checksum checksum",
            "generation": "documents_folder documents_folder_from_data checksum",
            **dict.fromkeys(["block", "word", "chunk", "embedding"], "checksum"),
            "document": "checksum text_checksum",
        }.items()
        for column in columns.split()
    ),
    "PRAGMA user_version = 4",
)
"""What makes a catalog of today one as the fourth version wrote it."""

VERSION_3 = (
    *VERSION_4,
    "DROP TABLE word",
    "DROP TABLE unstored",
    "DROP TABLE orphan",
    "CREATE TABLE unstored (key TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE orphan (key TEXT PRIMARY KEY) WITHOUT ROWID",
    "ALTER TABLE chunk ADD COLUMN key TEXT NOT NULL DEFAULT ''",
    "UPDATE chunk SET key = (SELECT key FROM embedding AS e WHERE e.id = embedding)",
    "DROP INDEX chunk_by_embedding",
    "CREATE INDEX chunk_by_key ON chunk (key)",
    *(
        f"ALTER TABLE chunk DROP COLUMN {column}"
        for column in ("embedding", "body_words", "context_words")
    ),
    "INSERT INTO orphan SELECT key FROM embedding WHERE id = 1",
    "PRAGMA user_version = 3",
)
"""What makes a catalog of today one as the third version wrote it."""

VERSION_1 = (
    *VERSION_3,
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


def test_the_pages_that_an_older_version_noted_are_kept(empty_folder: Folder) -> None:
    folder = indexed(empty_folder)
    rewrite(folder, VERSION_5)
    with folder.library() as library:
        assert library.search("bees")[0].location.position == Position(1)
        with library._catalog.snapshot() as snapshot:
            (row,) = snapshot.documents()
            positions = snapshot.document(row.id).document.positions
        assert list(positions) == [(0, Position(1)), (5, Position(2))]


def test_an_index_without_word_ids_is_given_them(empty_folder: Folder) -> None:
    folder = indexed(empty_folder)
    with folder.library() as library:
        before = [passage.text for passage in library.search("What dances in a hive?")]
    rewrite(folder, VERSION_3)
    with folder.library() as library:
        assert [each.text for each in library.search("What dances in a hive?")] == before
        with library._catalog.snapshot() as snapshot:
            chunks = snapshot.chunks_around([1], 0)
            assert chunks.vectors.any()
            spelt = snapshot.words(chunks.bodies.ids.tolist())
            assert [spelt[id_] for id_ in chunks.bodies.ids.tolist()] == [
                "bees", "dance", "in", "the", "hive",
            ]  # fmt: skip


def test_an_index_without_stems_of_other_scripts_is_given_them(empty_folder: Folder) -> None:
    empty_folder.write("lodki.txt", "Лодки выдаются с жилетами.")
    empty_folder.write("bees.txt", "Bees dance in the hive.")
    with empty_folder.library() as library:
        library.reindex()
    old = "INSERT INTO chunk_words (rowid, body, context) SELECT id, text, '' FROM chunk"
    delete = "INSERT INTO chunk_words (chunk_words) VALUES ('delete-all')"
    rewrite(empty_folder, [delete, old, "PRAGMA user_version = 6"])
    with empty_folder.library() as library:
        with library._catalog.snapshot() as snapshot:
            assert len(snapshot.search_words('"лодк"', 5)) == 1
        assert library.damage() == []
        (empty_folder.corpus / "lodki.txt").unlink()
        library.reindex(force=True)
        library.reindex()
        assert library.damage() == []


def test_a_word_goes_with_the_last_chunk_that_holds_it(empty_folder: Folder) -> None:
    folder = indexed(empty_folder)
    folder.write("owls.txt", "Owls hunt at night, in the dark.")
    with folder.library() as library:
        library.reindex()
    folder.write("bees.txt", "Wasps sting.")
    with folder.library() as library:
        library.reindex()
        library.reindex()
        assert {"bees", "hive"} <= set(words(folder)), "the generation before still holds them"
        folder.write("bees.txt", "Wasps sting in summer.")
        library.reindex()
    assert set(words(folder)) == {
        "wasps", "sting", "summer", "owls", "hunt", "at", "night", "in", "the", "dark",
    }  # fmt: skip


def test_the_id_of_a_word_that_went_is_given_to_no_other(empty_folder: Folder) -> None:
    """Whoever has seen an id keeps what it stood for."""
    folder = indexed(empty_folder)
    before = words(folder)
    for text in ("Wasps sting.", "Wasps sting us.", "Hornets sting."):
        folder.write("bees.txt", text)
        with folder.library() as library:
            library.reindex(force=True)
    after = words(folder)
    assert "bees" not in after
    assert after["hornets"] > max(before.values())


def words(folder: Folder) -> dict[str, int]:
    with closing(sqlite3.connect(folder.data / FILE)) as connection:
        return dict(connection.execute("SELECT word, id FROM word").fetchall())


def test_an_index_of_the_first_version_is_not_changed_by_who_only_reads(
    empty_folder: Folder,
) -> None:
    folder = indexed(empty_folder)
    rewrite(folder, VERSION_1)
    with pytest.raises(StoreError, match=r"older version.*footnote index"):
        Library.open(folder.settings(), read_only=True)


def read_only(folder: Folder) -> Library:
    return Library.open(folder.settings(), read_only=True)


def rebuilt(folder: Folder) -> None:
    with rebuild(folder.settings()) as library:
        library.reindex()


@pytest.mark.parametrize("open_it", [Folder.library, read_only, rebuilt])
def test_an_index_of_a_newer_version_is_refused_and_left_as_it_is(
    empty_folder: Folder, open_it: Callable[[Folder], object]
) -> None:
    folder = indexed(empty_folder)
    rewrite(folder, ["PRAGMA user_version = 99"])
    before = (folder.data / FILE).read_bytes()
    with pytest.raises(NewerVersionError, match=r"newer version of Footnote\. Update"):
        open_it(folder)
    assert (folder.data / FILE).read_bytes() == before
