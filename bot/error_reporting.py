"""Reports errors: what people are told when something goes wrong, and what the log is told.

People see one sentence. What nobody foresaw gets a short reference; the log has the rest under it.
"""

from __future__ import annotations

import logging
import secrets
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import discord

from retrieval import FootnoteError, NoIndexError

from .delivery import FAILURES
from .replies import formatting

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

log = logging.getLogger(__name__)

UNEXPECTED_ERROR = "Something went wrong. Try again, or tell an admin this reference: `{reference}`"
NOTHING_INDEXED = (
    "Nothing is indexed yet. Someone who manages the server can do so with `/reindex`."
)

THREAD_IS_ARCHIVED = 50083
"""Discord's code for a message in a thread that is archived or locked."""

_MOVABLE = {
    10015,  # unknown webhook: the interaction is over
    50027,  # invalid webhook token: the interaction is older than 15 minutes
    THREAD_IS_ARCHIVED,
}
_GONE = _MOVABLE | {
    10003,  # unknown channel
    10008,  # unknown message
    10062,  # unknown interaction
}


class GoneError(Exception):
    """The place of an answer is no more: its message, its channel, or the right to write there."""


class MissingPermissionError(FootnoteError):
    """The bot lacks permissions in a channel. The message names them."""

    def __init__(self, missing: list[str]) -> None:
        names = ", ".join(name.replace("_", " ").title() for name in missing)
        super().__init__(
            f"I lack a permission here: {names}. Someone who manages the server can grant it."
        )


def is_gone(error: discord.HTTPException) -> bool:
    """Return whether this error says that there is nothing left to write to."""
    return isinstance(error, discord.Forbidden) or error.code in _GONE


def is_movable(error: discord.HTTPException) -> bool:
    """Return whether what can't be written here any more may still be written elsewhere."""
    return error.code in _MOVABLE


def new_reference() -> str:
    """Return a short word by which an admin finds lines in the log."""
    return secrets.token_hex(3)


@asynccontextmanager
async def report_errors(
    tell: Callable[[str], Awaitable[None]],
    doing: str,
    *,
    to_admins: bool = False,
    reference: str | None = None,
) -> AsyncIterator[None]:
    """Turn whatever goes wrong in the block into a sentence for the person and a line in the log.

    `tell` gets the sentence, safe to show. If it can't be told either, the log alone knows. Only what is
    told to admins, and privately, names paths, addresses and processes. What nobody foresaw gets
    `reference`, or a new one.
    """
    try:
        try:
            yield
        except GoneError as error:
            log.info("There is nowhere left to write while %s: %s", doing, error)
        except NoIndexError:
            await tell(NOTHING_INDEXED)
        except FootnoteError as error:
            log.info("Refused while %s: %s", doing, type(error).__name__)
            if error.public != str(error) and not to_admins:
                log.warning("Failed while %s: %s", doing, formatting.one_line(str(error)))
            await tell(formatting.literal(str(error) if to_admins else error.public))
        except Exception as error:
            if isinstance(error, discord.HTTPException) and is_gone(error):
                raise
            reference = reference or new_reference()
            log.exception("Failed while %s (reference %s)", doing, reference)
            await tell(UNEXPECTED_ERROR.format(reference=reference))
    except (*FAILURES, GoneError) as error:
        log.warning("Could not say so while %s: %s", doing, error)
