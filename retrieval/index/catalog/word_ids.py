"""Numbers words: whoever compares the words of many chunks compares numbers, in whole arrays.

A text is kept as the ids of its words in order. The words themselves are looked up where a question
meets them for the first time.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from ...arrays import Ids
from ...documents.words import match_expression, words
from . import checksums


@dataclass(frozen=True, slots=True)
class WordLists:
    """The words of some texts as ids: those of all texts one after the other, and how many each has."""

    ids: Ids
    lengths: Ids

    @classmethod
    def decode(cls, lists: Sequence[bytes]) -> WordLists:
        """Read what `WordIds.encode` made."""
        ids = np.frombuffer(b"".join(lists), np.int32)
        return cls(ids, np.array([len(each) for each in lists], np.int32) // ids.itemsize)


class WordIds:
    """Gives each word its id. For the connection that writes, inside its transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._ids: dict[str, int] = {}

    def encode(self, texts: Iterable[str]) -> list[bytes]:
        """Return the ids of the words of each text, numbering the words that are new."""
        tokens = [words(text) for text in texts]
        self._number(dict.fromkeys(chain.from_iterable(tokens)).keys() - self._ids.keys())
        number = self._ids.__getitem__
        return [array("i", map(number, each)).tobytes() for each in tokens]

    def forget(self) -> None:
        """Forget the ids that were given: the transaction was rolled back."""
        self._ids.clear()

    def delete_unused(self, lists: Sequence[bytes]) -> None:
        """Delete, of the words of deleted chunks, those that no chunk holds any more."""
        freed = np.unique(WordLists.decode(lists).ids).tolist()
        found = words_of(self._connection, freed)
        unused = [(id_,) for id_, word in found.items() if not self._is_used(id_, word)]
        self._connection.executemany("DELETE FROM word WHERE id = ?", unused)
        self.forget()

    def _is_used(self, id_: int, word: str) -> bool:
        """Return whether a chunk holds the word: most that hold a form of it hold this one."""
        holding_a_form = self._connection.execute(
            "SELECT c.body_words, c.context_words FROM chunk_words AS f "
            "CROSS JOIN chunk AS c ON c.id = f.rowid WHERE f.chunk_words MATCH ?",
            (match_expression([word]),),
        )
        return any((WordLists.decode(lists).ids == id_).any() for lists in holding_a_form)

    def _number(self, new: Iterable[str]) -> None:
        unknown = sorted(new)
        self._connection.executemany(
            "INSERT OR IGNORE INTO word (word, checksum) VALUES (?1, checksum(?1))",
            ((word,) for word in unknown),
        )
        rows = self._connection.execute(
            "SELECT word, id FROM word WHERE word IN (SELECT value FROM json_each(?))",
            (json.dumps(unknown),),
        )
        self._ids |= map(tuple, rows)


def words_of(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return the words that have these ids.

    One that has none may have been deleted with a chunk, though another holds it, since the full-text
    index takes a few letters for none; or the table is damaged.
    """
    rows = connection.execute(
        f"SELECT id, word, checksum = {checksums.of(checksums.WORD)} FROM word "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    found = dict(checksums.sound(rows))
    if len(found) != len(set(ids)) and not checksums.is_ok(connection, "quick_check(word)"):
        raise checksums.DamagedRowError
    return found
