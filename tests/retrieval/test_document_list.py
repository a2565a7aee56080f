"""Which documents are indexed, and which files could not be read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from retrieval import Failure, NoIndexError
from tests.folders import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.at(tmp_path)
    made.write(
        "rules/fees.md", "---\ntitle: Fees and dues\ndate: 2024-05-01\n---\nThe fee is 5 euros."
    )
    made.write("letter.txt", "Dear members, the boathouse is open again.")
    return made


def note_failure(folder: Folder, path: str, error: str) -> None:
    """Note a file that could not be read, as a re-index does."""
    with closing(sqlite3.connect(folder.data / "catalog.sqlite3")) as connection, connection:
        connection.execute("INSERT INTO failed_file VALUES (?, 1, 1, ?, '')", (path, error))


def test_each_document_is_told_with_its_kind_its_date_and_its_passages(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        letter, fees = library.documents().documents
    assert (letter.source.path, letter.kind, letter.source.date) == (
        "letter.txt",
        "text file",
        None,
    )
    assert (fees.source.title, fees.kind, fees.source.date, fees.chunks) == (
        "Fees and dues",
        "Markdown file",
        "2024-05-01",
        1,
    )


def test_what_could_not_be_read_is_told_with_its_reason(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        note_failure(folder, "scan.pdf", "It holds no text.")
        assert library.documents().failed == (Failure("scan.pdf", "It holds no text."),)


def test_documents_are_found_by_part_of_their_name_or_title(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        note_failure(folder, "scan.pdf", "It holds no text.")
        listed = library.documents()
    assert [each.source.path for each in listed.matching("AND DUES").documents] == ["rules/fees.md"]
    assert [each.source.path for each in listed.matching("letter").documents] == ["letter.txt"]
    assert listed.matching("Scan").failed == listed.failed
    assert listed.matching("letter").failed == ()


def test_where_nothing_is_indexed_it_is_said(folder: Folder) -> None:
    with folder.library() as library, pytest.raises(NoIndexError):
        library.documents()
