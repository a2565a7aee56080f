"""Where unfinished answers stand, in the bot's database, so that a restart can end what it finds.

It holds no word of a question or an answer. What is finished is deleted, and an interaction's token
with it, which Discord takes for 15 minutes; from the database's log it goes with the daily clean-up.
"""

from __future__ import annotations

import time
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from .store_schema import DAY

if TYPE_CHECKING:
    from .database import Database

TOKEN_SECONDS = 14.5 * 60
"""Seconds for which an interaction's token is used; Discord takes it for 15 minutes."""

KEPT_SECONDS = 7 * DAY
"""Seconds after which an unfinished answer is left as it is."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS open_replies (
    name TEXT PRIMARY KEY,
    opened_at REAL NOT NULL,
    channel INTEGER NOT NULL,
    asked INTEGER,
    message INTEGER,
    application INTEGER,
    token TEXT,
    private INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class ReplyPlace:
    """Where an unfinished answer stands, and the interaction by which it can be edited, if any.

    Without a `message` nothing is known to be shown yet, or Discord shows that the bot is thinking.
    `asked` is the message that is answered, where it is not an interaction.
    """

    channel: int
    asked: int | None = None
    message: int | None = None
    application: int | None = None
    token: str | None = None
    private: bool = False


class OpenReplies:
    """The places of unfinished answers, by names. Every method may be called from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.run_script(_SCHEMA)

    def put(self, name: str, place: ReplyPlace) -> None:
        """Note where an answer stands, or that it stands elsewhere now."""
        self._database.write(
            "INSERT INTO open_replies VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET channel = excluded.channel, asked = excluded.asked,"
            " message = excluded.message, application = excluded.application,"
            " token = excluded.token, private = excluded.private",
            (name, time.time(), *astuple(place)),
        )

    def remove(self, name: str) -> None:
        """Forget an answer that is finished."""
        self._database.write("DELETE FROM open_replies WHERE name = ?", (name,))

    def left(self) -> dict[str, ReplyPlace]:
        """Return what stands unfinished by name, without tokens that are over. Drops what is old."""
        now = time.time()
        self._database.write("DELETE FROM open_replies WHERE opened_at < ?", (now - KEPT_SECONDS,))
        self._database.write(
            "UPDATE open_replies SET application = NULL, token = NULL WHERE opened_at < ?",
            (now - TOKEN_SECONDS,),
        )
        rows = self._database.read(
            "SELECT name, channel, asked, message, application, token, private FROM open_replies"
        )
        return {
            name: ReplyPlace(channel, asked, message, application, token, bool(private))
            for name, channel, asked, message, application, token, private in rows
        }
