"""What people think of answers, read from the bot's own database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from bot.state.store import FILE_NAME

if TYPE_CHECKING:
    from pathlib import Path


def opinions(folder: Path, answer: int | None = None) -> dict[int, tuple[bool, str | None]]:
    """Each person's opinion on an answer, or on the only one, and the reason if they gave one."""
    query = "SELECT person, helpful, reason FROM feedback WHERE answer = coalesce(?, answer)"
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        rows = connection.execute(query, (answer,)).fetchall()
    return {person: (bool(helpful), reason) for person, helpful, reason in rows}
