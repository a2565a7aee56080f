"""A simulated Discord with the real bot in it. Every request that the bot makes is checked."""

from __future__ import annotations

import json
import logging
from contextlib import ExitStack
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from bot.bot_settings import BotSettings
from bot.client import FootnoteBot
from bot.state.store import Store
from bot.worker import Worker
from tests.bot import wire
from tests.fakes import FakeLibrary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simcord.actors import MemberActor
    from simcord.builders import ChannelHandle, GuildHandle
    from simcord.env import Env

    from bot.services.auto_reindexing import FolderChanges
    from retrieval import Library


class Requests(list[Any]):
    """The bot's requests, in order. Whoever waits for one is told as soon as it is made."""

    def __init__(self) -> None:
        super().__init__()
        self.awaited: list[tuple[str, Event]] = []

    def append(self, request: Any) -> None:
        """Take a request down, and wake who waited for it."""
        super().append(request)
        for text, event in self.awaited:
            if text in json.dumps(request.json):
                event.set()


@dataclass
class World:
    """A server with one channel and one person, and the bot."""

    env: Env
    library: Any
    folder: Path
    settings: BotSettings
    stack: ExitStack
    guild: GuildHandle = field(init=False)
    channel: ChannelHandle = field(init=False)
    alice: MemberActor = field(init=False)

    def __post_init__(self) -> None:
        self.guild = self.env.create_guild()
        self.channel = self.guild.create_text_channel("general")
        self.alice = self.join("alice")

    def shown(self, text: str) -> Event:
        """An event that comes about when the bot first sends this text."""
        self.bot.worker.grace = 0.0
        requests = self.env.backend.http_requests
        if not isinstance(requests, Requests):
            watched = Requests()
            watched.extend(requests)
            requests = self.env.backend.http_requests = watched
        event = Event()
        requests.awaited.append((text, event))
        return event

    @property
    def bot(self) -> FootnoteBot:
        """The bot as it runs now."""
        assert isinstance(self.env.bot, FootnoteBot)
        return self.env.bot

    def join(self, name: str, **options: Any) -> MemberActor:
        """Someone new in the server."""
        return self.guild.add_member(self.env.create_user(name), **options)

    async def restart(self) -> None:
        """Another bot on the same data folder, as after a restart of the process."""
        await self.env.restart_bot(build(self.library, self.settings, self.folder, self.stack))

    def said(self, channel: ChannelHandle | None = None) -> list[str]:
        """What the bot's messages in a channel say, oldest first."""
        messages = [
            m
            for m in (channel or self.channel).history()
            if m.author.id == self.env.backend.bot_user.id
        ]
        return [wire.texts(self.raw(message).components) for message in messages]

    def sent(self, method: str, path: str = "") -> list[Any]:
        """The bodies of the bot's requests by this method, to paths that hold this."""
        requests = self.env.http_requests
        return [found.json for found in requests if found.method == method and path in found.path]

    def raw(self, message: Any) -> Any:
        """A message as Discord stores it."""
        channel_id = getattr(message, "channel_id", None) or message.channel.id
        return self.env.backend.get_message(channel_id, message.id)

    def text(self, message: Any) -> str:
        """What a message says."""
        return wire.texts(self.raw(message).components)

    def buttons(self, message: Any) -> list[str]:
        """The labels of a message's buttons."""
        return [button["label"] for button in wire.buttons(self.raw(message).components)]


def build(
    library: Library,
    settings: BotSettings,
    folder: Path,
    stack: ExitStack,
    changes: FolderChanges | None = None,
) -> FootnoteBot:
    """A bot as `run` builds it, on a library that is handed in."""
    worker = stack.enter_context(Worker(settings.threads))
    store = stack.enter_context(Store.open(folder))
    return FootnoteBot(library, settings, store, worker, changes)


@pytest.fixture
def library() -> FakeLibrary:
    """A library that says what a test tells it to."""
    return FakeLibrary()


@pytest.fixture
def bot_settings(request: pytest.FixtureRequest) -> BotSettings:
    """The defaults, but for what the test's `settings` marker names."""
    marker = request.node.get_closest_marker("settings")
    values: dict[str, Any] = {"_env_file": None} | (marker.kwargs if marker else {})
    return BotSettings(**values)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """What is to be closed when the test is over."""
    with ExitStack() as opened:
        yield opened


@pytest.fixture
def simcord_bot(
    library: Library, bot_settings: BotSettings, tmp_path: Path, stack: ExitStack
) -> FootnoteBot:
    """The bot that simcord attaches to its Discord."""
    return build(library, bot_settings, tmp_path, stack)


@pytest.fixture
def world(
    simcord_env: Env, library: Library, bot_settings: BotSettings, tmp_path: Path, stack: ExitStack
) -> Iterator[World]:
    """A server with the bot in it. At the end every request that it made is checked."""
    # It would count the errors that commands raise to be told; `nothing_unforeseen` has the others.
    simcord_env.check_errors = False
    yield World(simcord_env, library, tmp_path, bot_settings, stack)
    for request in simcord_env.http_requests:
        wire.check(request.method, request.path, request.json)


@pytest.fixture(autouse=True)
def nothing_unforeseen(
    caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Fail when the bot logged an error that the test did not expect by its `faulty` marker."""
    yield
    if request.node.get_closest_marker("faulty") is None:
        errors = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.ERROR]
        assert not errors
