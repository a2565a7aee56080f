"""Tells Discord of the commands, in one place: all servers, or that for development.

What Discord was told, and where, is noted in the store. So it is told anew only when something has
changed. When the place changes, the commands are taken away from the other, or they would stand twice.
"""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any

import discord

from retrieval import SettingsError

from .translation import Translations

if TYPE_CHECKING:
    from discord import app_commands

    from .state.store import Store
    from .worker import Worker

log = logging.getLogger(__name__)

EVERYWHERE = "all servers"
NOT_INVITED = (
    "The bot may not add commands to server {server}, which FOOTNOTE_GUILD names. Invite it there with "
    "the scope applications.commands, or leave FOOTNOTE_GUILD empty."
)


class CommandSync:
    """Keeps what Discord knows of the commands of one application in step with the tree."""

    def __init__(
        self, tree: app_commands.CommandTree[Any], application: int, store: Store, worker: Worker
    ) -> None:
        self._tree = tree
        self._application = application
        self._store = store
        self._worker = worker

    async def run(self, guild: int | None) -> None:
        """Make the commands stand in this server alone or, without one, in all.

        Raises:
            SettingsError: the bot may not add commands to that server.
        """
        here = str(guild) if guild is not None else EVERYWHERE
        if guild is not None:
            self._tree.copy_global_to(guild=discord.Object(guild))
            self._tree.clear_commands(guild=None)
        places = await self._places()
        if here not in places:
            await self._note_places({*places, here})
        await self._tell(here)
        left = {place for place in places - {here} if not await self._empty(place)}
        if places - {here}:
            await self._note_places({here, *left})

    async def _tell(self, here: str) -> None:
        translations = Translations.shipped()
        await self._tree.set_translator(translations)
        payload = [
            await command.get_translated_payload(self._tree, translations)
            for command in self._tree.get_commands(guild=_server(here))
        ]
        fingerprint = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
        if await self._told(here) == fingerprint:
            return
        try:
            await self._tree.sync(guild=_server(here))
        except discord.Forbidden as error:
            raise SettingsError(NOT_INVITED.format(server=here)) from error
        except discord.HTTPException as error:
            if error.status < 500:
                raise
            log.warning("Discord keeps the commands as they were until the next start: %s", error)
            return
        await self._note_told(here, fingerprint)
        log.info("Told Discord of %d commands", len(payload))

    async def _empty(self, place: str) -> bool:
        """Take the commands away from a place. False if that is to be tried again at the next start."""
        try:
            await self._tree.sync(guild=_server(place))
        except (discord.Forbidden, discord.NotFound):
            log.info("The bot has no commands any more in %s, which it was removed from", place)
        except discord.HTTPException as error:
            log.warning("The commands in %s could not be taken away: %s", place, error)
            return False
        await self._note_told(place, "")
        return True

    async def _places(self) -> set[str]:
        """Return where commands were put and not taken away."""
        noted = await self._worker.run(self._store.note, self._places_name)
        if noted is not None:
            return set(json.loads(noted))
        # An older version noted no places, and the server that it may have used is not known.
        return {EVERYWHERE} if await self._told(EVERYWHERE) else set()

    async def _note_places(self, places: set[str]) -> None:
        await self._worker.run(self._store.set_note, self._places_name, json.dumps(sorted(places)))

    async def _told(self, place: str) -> str | None:
        return await self._worker.run(self._store.note, self._told_name(place))

    async def _note_told(self, place: str, fingerprint: str) -> None:
        await self._worker.run(self._store.set_note, self._told_name(place), fingerprint)

    @property
    def _places_name(self) -> str:
        return f"places of the commands of {self._application}"

    def _told_name(self, place: str) -> str:
        return f"commands of {self._application} in {place}"


def _server(place: str) -> discord.Object | None:
    return None if place == EVERYWHERE else discord.Object(int(place))
