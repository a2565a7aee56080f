"""Requests to Discord that are made again when what hinders them passes. It knows no messages."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, TypeVar

import aiohttp
import discord

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

T = TypeVar("T")

WAITS = (0.5, 1.5, 4.0)
"""Seconds before each further try. Answers under way when the bot stops have less than that."""

ATTEMPT_SECONDS = 3.0
"""Seconds after which what nobody misses is given up."""

RETRIED_BY_CLIENT = frozenset({500, 502, 504, 524})
"""The statuses after which discord.py itself has tried for half a minute."""

FAILURES = (discord.HTTPException, aiohttp.ClientError, OSError)
"""Whatever a request to Discord raises: it was refused, or the connection did not hold."""

log = logging.getLogger(__name__)


async def persist(request: Callable[[], Awaitable[T]]) -> T:
    """Make a request, again and again for a few seconds while it fails by what passes.

    Raises:
        discord.HTTPException: Discord refuses it, or is still at fault.
        OSError, aiohttp.ClientError: there is still no connection.
    """
    for wait in WAITS:
        try:
            return await request()
        except FAILURES as error:
            if not _passes(error):
                raise
            log.info("Discord is asked again after %s", type(error).__name__)
        await asyncio.sleep(wait)
    return await request()


async def attempt(request: Callable[[], Awaitable[object]], failed: str) -> None:
    """Make a request that nobody misses: where it fails or takes long, the log is told alone."""
    try:
        async with asyncio.timeout(ATTEMPT_SECONDS):
            await request()
    except FAILURES as error:
        log.info("%s: %s", failed, error)


def _passes(error: Exception) -> bool:
    if not isinstance(error, discord.HTTPException):
        return True
    return error.status >= 500 and error.status not in RETRIED_BY_CLIENT
