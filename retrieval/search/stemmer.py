"""Has the full-text index itself say the stem of a word."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from ..documents.words import TOKENIZER


class Stemmer:
    """The tokenizer of the full-text index, in a database of its own. For one thread at a time."""

    def __init__(self) -> None:
        self._database = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._database.executescript(
            f"CREATE VIRTUAL TABLE word USING fts5 (text, content = '', tokenize = '{TOKENIZER}');"
            "CREATE VIRTUAL TABLE stem USING fts5vocab (word, instance);"
        )

    def stems(self, words: Sequence[str]) -> list[str]:
        """Return the stem of each word; a word that the tokenizer does not know is its own."""
        run = self._database.execute
        run("BEGIN")
        self._database.executemany("INSERT INTO word (rowid, text) VALUES (?, ?)", enumerate(words))
        found = dict(run("SELECT doc, term FROM stem WHERE offset = 0").fetchall())
        run("INSERT INTO word (word) VALUES ('delete-all')")
        run("COMMIT")
        return [found.get(row, word) for row, word in enumerate(words)]
