"""A catalog whose bytes were changed by the disk says so, and never shows what nobody has written."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from retrieval import Answer, IndexDamagedError, IndexInUseError, IndexWriteError, Library
from retrieval.index.catalog import FILE, Catalog, sqlite_errors
from tests.folders import Folder

QUESTION = "When do the bees dance?"
TEXT = """# About bees

## Dances

The bees dance at noon in the hive, to tell each other where the flowers are.

- Drones wait until the evening.
- The queen has eaten honey since Monday.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.at(tmp_path)
    made.write("bees.md", TEXT)
    made.write("owls.txt", "Owls hunt at night, in the dark, and sleep at noon.")
    with made.library() as library:
        library.reindex()
    return made


def asked(folder: Folder) -> Answer:
    with Library.open(folder.settings(), read_only=True) as library:
        return library.ask(QUESTION)


def told(folder: Folder) -> list[str]:
    """What a thorough look finds."""
    with closing(Catalog(folder.data, read_only=True)) as catalog:
        return catalog.damage()


def change(folder: Folder, statement: str) -> None:
    with closing(sqlite3.connect(folder.data / FILE)) as connection, connection:
        connection.execute(statement)


CHANGES = {
    "UPDATE document SET text = replace(text, 'noon', 'moon')": "the documents' text",
    "UPDATE document SET title = 'About beef'": "the table 'document'",
    "UPDATE document SET headings = '{'": "the table 'document'",
    "UPDATE document SET removed_in = 1": "the table 'document'",
    "DELETE FROM document": "the numbers of a generation",
    "UPDATE block SET end = end - 9": "the table 'block'",
    "UPDATE chunk SET body_words = zeroblob(length(body_words))": "the table 'chunk'",
    "UPDATE chunk SET start = start + 1": "the table 'chunk'",
    "UPDATE word SET word = 'beef' WHERE word = 'bees'": "the table 'word'",
    "UPDATE embedding SET vector = zeroblob(length(vector))": "the table 'embedding'",
    "UPDATE generation SET embedding_model = 'local:wordlamas'": "the table 'generation'",
    "UPDATE library SET live = NULL": "the table 'library'",
    "UPDATE chunk_words_data SET block = zeroblob(9) WHERE id > 10": "the full-text index",
}
"""What is changed behind the catalog's back, and as what a thorough look tells it."""


@pytest.mark.parametrize("statement", CHANGES)
def test_what_a_question_reads_is_told(folder: Folder, statement: str) -> None:
    assert asked(folder).answered
    assert told(folder) == []
    change(folder, statement)
    with pytest.raises(IndexDamagedError, match="`footnote index --rebuild`"):
        asked(folder)
    # From 3.44 on SQLite itself looks through the full-text index.
    assert {CHANGES[statement], "the file's structure"} & {*told(folder)}


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE chunk_words_docsize SET sz = x'0101'", "the full-text index"),
        ("DELETE FROM document WHERE id = 2", "the numbers of a generation"),
    ],
)
def test_what_no_question_notices_a_thorough_look_finds(
    folder: Folder, statement: str, finding: str
) -> None:
    change(folder, statement)
    assert finding in told(folder)


def test_a_text_that_is_none_is_told_without_a_word_of_it(folder: Folder) -> None:
    change(folder, "UPDATE document SET text = CAST(CAST(text AS BLOB) || x'ff' AS TEXT)")
    with pytest.raises(IndexDamagedError) as error:
        asked(folder)
    assert "dance" not in str(error.value)
    assert "full" not in str(error.value)


def test_a_re_index_of_a_damaged_index_is_not_begun(folder: Folder) -> None:
    change(folder, "UPDATE chunk_words_data SET block = CAST(block || 'x' AS BLOB) WHERE id > 10")
    folder.write("yaks.txt", "Yaks live high.")
    with folder.library() as library:
        with pytest.raises(IndexDamagedError):
            library.reindex()
        assert library.status().generation == 1


def test_an_error_that_nobody_foresaw_is_not_taken_for_damage(folder: Folder) -> None:
    def fail(library: Library) -> None:
        with library._catalog.snapshot():
            raise KeyError("a fault of the program")

    with folder.library() as library, pytest.raises(KeyError):
        fail(library)
    change(folder, "UPDATE document SET title = 'About beef'")
    with folder.library() as library, pytest.raises(IndexDamagedError):
        fail(library)


@pytest.mark.parametrize("size", [1, 200])
def test_bytes_changed_at_random_are_told_or_change_nothing(folder: Folder, size: int) -> None:
    file = folder.data / FILE
    truth = asked(folder)
    sound = file.read_bytes()
    outcomes = set()
    for seed in range(30):
        flip(file, sound, size, random.Random(f"{size} {seed}"))
        try:
            answer = asked(folder)
        except IndexDamagedError:
            outcomes.add("told")
            continue
        outcomes.add("the same")
        assert (answer.statements, answer.citations) == (truth.statements, truth.citations), seed
    assert "told" in outcomes


def flip(file: Path, content: bytes, size: int, randomness: random.Random) -> None:
    changed = bytearray(content)
    first = randomness.choice([at for at in range(len(content)) if content[at]])
    for at in range(first, min(first + size, len(content))):
        changed[at] ^= randomness.randrange(1, 256)
    file.with_name(f"{FILE}-wal").unlink(missing_ok=True)
    file.with_name(f"{FILE}-shm").unlink(missing_ok=True)
    file.write_bytes(changed)


def raised(code: int | None) -> sqlite3.Error:
    error = sqlite3.OperationalError("the text of a document")
    if code is not None:
        error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (raised(sqlite3.SQLITE_FULL), IndexWriteError, "the disk is full"),
        (raised(sqlite3.SQLITE_IOERR_WRITE), IndexWriteError, "disk I/O error"),
        (raised(sqlite3.SQLITE_READONLY_DIRECTORY), IndexWriteError, "it is read-only"),
        (raised(sqlite3.SQLITE_CANTOPEN), IndexWriteError, "cannot be opened"),
        (raised(sqlite3.SQLITE_BUSY), IndexInUseError, "another process"),
        (raised(sqlite3.SQLITE_IOERR_SHORT_READ), IndexDamagedError, "is damaged"),
        (raised(sqlite3.SQLITE_CORRUPT_VTAB), IndexDamagedError, "is damaged"),
        (raised(sqlite3.SQLITE_ERROR), IndexDamagedError, "is damaged"),
        (raised(None), IndexDamagedError, "is damaged"),
        (PermissionError(13, "Permission denied"), IndexWriteError, "Permission denied"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_errors_go_by_their_codes_and_their_messages_are_not_told(
    error: sqlite3.Error | OSError, kind: type[Exception], words: str
) -> None:
    told = sqlite_errors.translated(error, Path("data"), live=True)
    assert type(told) is kind
    assert words in str(told)
    assert "text of a document" not in str(told)
    assert ("that was live still is" in str(told)) == (kind is IndexWriteError)


def test_without_an_index_none_is_said_to_be_live() -> None:
    told = sqlite_errors.translated(raised(sqlite3.SQLITE_FULL), Path("data"), live=False)
    assert "still is" not in str(told)


def test_a_vector_that_is_none_is_told_where_all_are_compared(folder: Folder) -> None:
    with closing(sqlite3.connect(folder.data / FILE)) as connection, connection:
        (vector,) = connection.execute("SELECT vector FROM embedding WHERE id = 2").fetchone()
        changed = vector[:3] + bytes([vector[3] ^ 0x40]) + vector[4:]
        connection.execute("UPDATE embedding SET vector = ? WHERE id = 2", (changed,))

    with (
        Library.open(folder.settings(), read_only=True) as library,
        pytest.raises(IndexDamagedError),
    ):
        library.search("nocturnal birds")


def test_a_schema_that_is_no_text_is_told(folder: Folder) -> None:
    file = folder.data / FILE
    file.write_bytes(file.read_bytes().replace(b"fts5vocab (", b"fts5voc\x84b (", 1))

    with pytest.raises(IndexDamagedError):
        asked(folder)
