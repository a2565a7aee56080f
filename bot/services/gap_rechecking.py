"""After a re-index: asks again what was not answered, and says how much of it is answered now."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING

from retrieval import FootnoteError

from ..replies import gap_pages

if TYPE_CHECKING:
    from ..worker import Worker
    from .gap_finding import GapFinder

log = logging.getLogger(__name__)


async def recheck(finder: GapFinder, worker: Worker, server: int | None) -> str:
    """Ask this server's gaps again, and return a sentence on them, already safe; empty if none."""
    if server is None:
        return ""
    try:
        check = await worker.run(finder.check, server)
    except (FootnoteError, sqlite3.Error) as error:
        log.warning("What was not answered could not be asked again (%s)", type(error).__name__)
        return ""
    return gap_pages.check_line(check)
