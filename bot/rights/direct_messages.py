"""Who may ask in a direct message: members of servers that are served, only some roles, or nobody."""

from __future__ import annotations

import asyncio
import math
import time
from typing import TYPE_CHECKING

import aiohttp
import discord

from ..state.recent_entries import RecentEntries
from .refusals import (
    MEMBERSHIP_UNKNOWN,
    NOT_A_MEMBER,
    NOT_DIRECTLY,
    NOT_IN_ROLE,
    NOT_YET_KNOWN,
    NotAllowedError,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ..bot_settings import DirectMessageRule
    from .served_servers import ServedServers

    FindRoles = Callable[[int, int], Awaitable[frozenset[int] | None]]

KEPT = 1_000
CACHE_SECONDS = 60.0
PATIENCE_SECONDS = 1.5
"""How long to wait for Discord: an interaction must be acknowledged within three seconds."""

FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)


class DirectMessages:
    """Decides who may ask directly.

    `find_roles` asks Discord for the roles of a person in a server; None: they are no member. What it
    said holds for a minute.
    """

    def __init__(
        self,
        rule: DirectMessageRule,
        roles: frozenset[int],
        served: ServedServers,
        find_roles: FindRoles,
    ) -> None:
        self._rule = rule
        self._roles = roles
        self._served = served
        self._find_roles = find_roles
        self._known: RecentEntries[tuple[int, int], tuple[float, frozenset[int] | None]] = (
            RecentEntries(KEPT)
        )

    async def check(self, person: int) -> None:
        """Make sure that this person may ask directly.

        Raises:
            NotAllowedError: they may not, or Discord does not say whether they may.
        """
        if self._rule == "off":
            raise NotAllowedError(NOT_DIRECTLY)
        if not self._served.ids:
            raise NotAllowedError(NOT_YET_KNOWN)
        asked = [self._roles_of(server, person) for server in self._served.ids]
        found = await asyncio.gather(*asked, return_exceptions=True)
        memberships = [roles for roles in found if isinstance(roles, frozenset)]
        if any(self._rule == "members" or roles & self._roles for roles in memberships):
            return
        for error in found:
            if isinstance(error, FAILURES):
                raise NotAllowedError(MEMBERSHIP_UNKNOWN) from error
            if isinstance(error, BaseException):
                raise error
        raise NotAllowedError(NOT_IN_ROLE if memberships else NOT_A_MEMBER)

    async def _roles_of(self, server: int, person: int) -> frozenset[int] | None:
        now = time.monotonic()
        asked, roles = self._known.get((server, person), (-math.inf, None))
        if now - asked >= CACHE_SECONDS:
            async with asyncio.timeout(PATIENCE_SECONDS):
                roles = await self._find_roles(server, person)
            self._known[server, person] = (now, roles)
        return roles
