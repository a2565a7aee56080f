"""The bot follows its documents folder where the settings say so."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from queue import SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.bot_settings import BotSettings
from bot.services.auto_reindexing import AutoReindexer
from bot.services.reindexing import AlreadyRunningError, ReindexService
from bot.worker import Worker
from retrieval import CorpusError, Progress, ReindexRefused
from tests.bot.cogs.test_admin import status
from tests.bot.conftest import build
from tests.fakes import FakeLibrary, report

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from contextlib import ExitStack
    from pathlib import Path

    from retrieval import IndexReport
    from tests.bot.conftest import World


class Folder:
    """A folder that is looked at once, and then changes when a test says so."""

    def __init__(self) -> None:
        self._changes: SimpleQueue[BaseException | None] = SimpleQueue()
        self.change()

    def change(self, error: BaseException | None = None) -> None:
        """Let the folder change, or make it impossible to watch."""
        self._changes.put(error)

    def changes(self, stopped: Event) -> Iterator[None]:
        """What the library tells."""
        while not stopped.is_set():
            error = self._changes.get()
            if error is not None:
                raise error
            if not stopped.is_set():
                yield None


@asynccontextmanager
async def watched(
    folder: Folder, library: FakeLibrary
) -> AsyncIterator[tuple[AutoReindexer, ReindexService]]:
    """A watcher at work, and what it re-indexes with."""
    with Worker(1) as worker:
        reindexing = ReindexService(library, worker)
        watching = AutoReindexer(folder.changes, reindexing, worker)
        watching.start()
        try:
            yield watching, reindexing
        finally:
            watching.stop()
            folder.change()
            await watching.ended()


class Watched(FakeLibrary):
    """A library that tells when a re-index begins."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.get_running_loop()
        self._begun = asyncio.Semaphore(0)

    def reindex(self, **options: Any) -> IndexReport:
        """Tell, and re-index."""
        self._loop.call_soon_threadsafe(self._begun.release)
        return super().reindex(**options)

    async def begun(self) -> None:
        """Wait until the next re-index has begun."""
        await self._begun.acquire()


async def test_it_catches_up_at_start_and_follows_each_change_without_force() -> None:
    folder, library = Folder(), Watched()
    async with watched(folder, library) as (watching, reindexing):
        await library.begun()
        await reindexing.free()
        folder.change()
        await library.begun()
        await reindexing.free()

        assert library.forced == [False, False]
        assert watching.problem is None


async def test_a_refused_reindex_is_noted_until_one_is_done(
    caplog: pytest.LogCaptureFixture,
) -> None:
    folder, library = Folder(), Watched()
    library.reindexes.append([ReindexRefused("Most would go.", removed=9, documents=10)])
    async with watched(folder, library) as (watching, reindexing):
        await library.begun()
        await reindexing.free()
        assert watching.problem == "Most would go."
        assert "Most would go." in caplog.text

        folder.change()
        await library.begun()
        await reindexing.free()
        assert watching.problem is None


async def test_whoever_reindexes_meanwhile_hears_of_it() -> None:
    folder, library, held = Folder(), Watched(), Event()
    library.reindexes.append([Progress("index", 2, 9), held, report()])
    async with watched(folder, library) as (_, reindexing):
        await library.begun()
        with pytest.raises(AlreadyRunningError, match="started by the folder's watcher"):
            reindexing.check_free()
        held.set()


async def test_it_waits_for_the_reindex_of_somebody_else() -> None:
    folder, library, held = Folder(), Watched(), Event()
    library.reindexes.append([held, report()])

    async def unseen(_: Progress) -> None:
        pass

    with Worker(1) as worker:
        reindexing = ReindexService(library, worker)
        theirs = asyncio.create_task(reindexing.run("ada", force=True, show=unseen))
        await library.begun()
        watching = AutoReindexer(folder.changes, reindexing, worker)
        watching.start()
        await asyncio.sleep(0)
        held.set()
        await theirs
        await library.begun()
        watching.stop()
        folder.change()
        await watching.ended()

    assert library.forced == [True, False]


async def test_a_folder_that_can_not_be_watched_is_looked_for_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.services.auto_reindexing.RETRY_SECONDS", 0.001)
    folder, library = Folder(), Watched()
    async with watched(folder, library) as (watching, reindexing):
        await library.begun()
        folder.change(CorpusError("The folder docs is missing."))
        folder.change(CorpusError("The folder docs is missing."))
        folder.change()
        await library.begun()
        await reindexing.free()

        assert caplog.text.count("The folder docs is missing.") == 1
        assert watching.problem is None


async def test_the_bot_stops_watching_when_it_is_closed(tmp_path: Path, stack: ExitStack) -> None:
    folder, library = Folder(), Watched()
    bot = build(library, BotSettings(), tmp_path, stack, folder.changes)
    assert bot.watcher is not None
    bot.watcher.start()
    await library.begun()

    closing = asyncio.create_task(bot.close())
    await asyncio.sleep(0)
    folder.change()
    await closing

    assert library.forced == [False]


async def test_status_tells_that_the_folder_is_watched_and_what_hindered_it(
    world: World, library: FakeLibrary
) -> None:
    library.current = status()
    role = world.guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    admin = world.join("ada", roles=[role])
    watching = AutoReindexer(Folder().changes, world.bot.reindexing, world.bot.worker)
    world.bot.reindex_actions.notes.watcher = watching

    shown = await admin.slash(world.channel, "status")
    assert "The folder is watched: " in world.text(shown.response)

    watching.problem = "The disk is full."
    shown = await admin.slash(world.channel, "status")
    assert "its changes are not indexed: The disk is full." in world.text(shown.response)
