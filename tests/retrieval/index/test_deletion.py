"""What was deleted is nowhere in the data folder any more: no word of it, no stem, no number.

Chroma's folder is left out here: it never has a word.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from retrieval import Cancelled, IndexWriteError
from retrieval.index.catalog import FILE, Catalog
from retrieval.search.stemmer import Stemmer
from tests.folders import Folder
from tests.retrieval.index.test_catalog import VERSION_4, rewrite

SYLLABLES = (
    "bro",
    "dax",
    "fil",
    "gom",
    "hur",
    "jek",
    "kla",
    "mip",
    "nol",
    "pru",
    "quo",
    "rit",
    "vum",
)
ENDINGS = ("", "s", "ing", "ed", "ation", "ness")


class Vocabulary:
    """Words that are in no language, each used once."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._used: set[str] = set()

    def word(self) -> str:
        while (stem := "".join(self._random.choices(SYLLABLES, k=4))) in self._used:
            pass
        self._used.add(stem)
        return stem + self._random.choice(ENDINGS)

    def words(self, count: int) -> list[str]:
        return [self.word() for _ in range(count)]


def write_document(folder: Folder, vocabulary: Vocabulary) -> tuple[str, set[str]]:
    """Write a document of words of its own; return its path and all of its words."""
    name, title, heading, *body = vocabulary.words(123)
    sentences = (" ".join(body[first : first + 8]) for first in range(0, len(body), 8))
    text = ".\n\n".join(each.capitalize() for each in sentences)
    folder.write(f"{name}.md", f"# {title}\n\n## {heading}\n\n{text}.\n")
    return f"{name}.md", {name, title, heading, *body}


def traces(folder: Folder, things: Iterable[bytes]) -> list[bytes]:
    """Which of some things stand in a file of the data folder, outside Chroma's."""
    contents = [
        path.read_bytes().lower()
        for path in folder.data.rglob("*")
        if path.is_file() and "chroma" not in path.parts
    ]
    return [thing for thing in things if any(thing.lower() in content for content in contents)]


def embeddings_of(folder: Folder, path: str) -> list[bytes]:
    """Pieces of the vectors of a document's chunks."""
    with closing(sqlite3.connect(folder.data / FILE)) as connection:
        rows = connection.execute(
            "SELECT vector FROM embedding WHERE id IN (SELECT embedding FROM chunk JOIN document AS d "
            "ON d.id = document WHERE path = ?)",
            (path,),
        ).fetchall()
    return [
        vector[first : first + 32].lower() for (vector,) in rows for first in range(0, 1024, 256)
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder.at(tmp_path)


def test_of_a_deleted_document_no_word_is_left_nor_a_stem(folder: Folder) -> None:
    vocabulary = Vocabulary(6)
    written = [write_document(folder, vocabulary) for _ in range(60)]
    gone, kept = written[::6], written[1]
    # Another document holds other forms of some of its words, and so their stems.
    shared = [word for word in sorted(gone[0][1]) if word.endswith("ing")][:3]
    others = " and ".join(word.removesuffix("ing") + "s" for word in shared)
    folder.write("others.txt", f"Here {others} stand.")
    with folder.library() as library:
        library.reindex()
        vectors = [piece for path, _ in gone for piece in embeddings_of(folder, path)]
        assert len(traces(folder, vectors)) == len(vectors), "they are seen while they are there"
        for path, _ in gone:
            (folder.corpus / path).unlink()
        library.reindex()
        folder.write("others.txt", f"Here {others} still stand.")
        library.reindex()
    words = {word for _, each in gone for word in each}
    stems = Stemmer().stems(sorted(words - set(shared)))
    assert traces(folder, [path.encode() for path, _ in gone]) == []
    assert traces(folder, [word.encode() for word in sorted(words)]) == []
    assert traces(folder, [stem.encode() for stem in stems]) == []
    assert not set(stems) & vocabulary_of(folder), "the index writes but the ends of most stems"
    assert traces(folder, vectors) == []
    assert len(traces(folder, [word.encode() for word in kept[1]])) == len(kept[1])


def test_what_a_stopped_re_index_had_read_goes_with_the_next(folder: Folder) -> None:
    folder.write("bees.txt", "Bees dance.")
    with folder.library() as library:
        library.reindex()
        secret = folder.write("secret.txt", "Daxvumritgom is Klamipnolpru.")
        with pytest.raises(Cancelled):
            library.reindex(cancelled=lambda: is_staged(folder))
        secret.unlink()
        folder.write("bees.txt", "Bees dance all day.")
        library.reindex()
    assert traces(folder, [b"daxvumritgom", b"klamipnolpru", b"secret.txt"]) == []


def test_an_index_of_an_older_version_is_cleaned_when_it_is_taken_over_and_its_copy_goes(
    folder: Folder,
) -> None:
    make_old_index(folder)
    assert traces(folder, [b"daxvumritgom"])
    with folder.library() as library:
        assert library.search("bees")
        (copy,) = folder.data.glob("catalog.sqlite3.version-*")
        kept = copy.read_bytes()
        copy.unlink()
        assert traces(folder, [b"daxvumritgom"]) == []
        copy.write_bytes(kept)
        library.reindex()
    assert traces(folder, [b"daxvumritgom"]) == []


def test_where_there_is_no_room_for_that_the_next_re_index_does_it(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old_index(folder)
    with monkeypatch.context() as patch:
        patch.setattr(Catalog, "_connect", without_room(Catalog._connect))
        with pytest.raises(IndexWriteError, match="the disk is full"):
            folder.library()
    with folder.library() as library:
        assert library.search("bees")
        library.reindex()
    assert traces(folder, [b"daxvumritgom"]) == []


def without_room(connect: Callable[..., sqlite3.Connection]) -> Callable[..., sqlite3.Connection]:
    """Give connections that have no room to write the file anew."""

    class Full(sqlite3.Connection):
        def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
            if statement == "VACUUM":
                error = sqlite3.OperationalError("database or disk is full")
                error.sqlite_errorcode = sqlite3.SQLITE_FULL
                raise error
            return super().execute(statement, *values)

    def connecting(*arguments: Any) -> sqlite3.Connection:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Full))
            return connect(*arguments)

    return connecting


def make_old_index(folder: Folder) -> None:
    """An index of version 4, with a word and the stem of a document that was deleted."""
    folder.write("bees.txt", "Bees dance.")
    with folder.library() as library:
        library.reindex()
    rewrite(
        folder,
        (
            "INSERT INTO chunk_words (rowid, body, context) VALUES (9, 'daxvumritgom', '')",
            "INSERT INTO chunk_words (chunk_words, rowid, body) VALUES ('delete', 9, 'daxvumritgom')",
            "INSERT INTO word (word) VALUES ('daxvumritgom')",
            *VERSION_4,
        ),
    )


def is_staged(folder: Folder) -> bool:
    with closing(sqlite3.connect(folder.data / FILE)) as connection:
        (found,) = connection.execute(
            "SELECT count(*) FROM document WHERE path = 'secret.txt'"
        ).fetchone()
    return bool(found)


def vocabulary_of(folder: Folder) -> set[str]:
    with closing(sqlite3.connect(folder.data / FILE)) as connection:
        return {row[0] for row in connection.execute("SELECT term FROM chunk_vocabulary")}
