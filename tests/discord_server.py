"""A stand-in for Discord: the part of REST and of the gateway that the bot uses, on loopback.

A test lets somebody ask, waits for what the bot shows, and may let requests fail. A real process of the
bot is driven with it, so that it can be killed.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import WSMsgType, web

from tests.bot import wire

BOT, GUILD, CHANNEL, ADMIN = "100", "200", "300", "400"
COMPONENTS_V2, LOADING, EPHEMERAL = 1 << 15, 1 << 7, 1 << 6
EPOCH = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
ALL_PERMISSIONS = str((1 << 50) - 1)


@dataclass(frozen=True)
class Fault:
    """A reply that is no success: a status with Discord's code, or no reply but a closed connection.

    With `done`, what was asked for is done all the same. `slow` is in seconds.
    """

    status: int | None = None
    code: int = 0
    done: bool = False
    slow: float = 0.0


@dataclass
class Message:
    """A message of the bot as people see it."""

    id: str
    channel: str
    components: list[Any] = field(default_factory=list)
    flags: int = 0
    nonce: str | None = None
    reference: str | None = None

    @property
    def text(self) -> str:
        return wire.texts(self.components)

    def body(self) -> dict[str, Any]:
        answers = {"message_id": self.reference, "channel_id": self.channel}
        return ({"message_reference": answers} if self.reference else {}) | {
            "id": self.id,
            "channel_id": self.channel,
            "type": 0,
            "flags": self.flags,
            "content": "",
            "components": self.components,
            "author": user(BOT, bot=True),
            "timestamp": EPOCH,
            "edited_timestamp": None,
            "tts": False,
            "pinned": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "application_id": BOT,
        }


def user(number: str, *, bot: bool = False) -> dict[str, Any]:
    names = {"username": f"person{number}", "discriminator": "0", "global_name": None}
    return {"id": number, "avatar": None, "bot": bot, **names}


def member(number: str) -> dict[str, Any]:
    return {
        "user": user(number),
        "roles": [],
        "joined_at": EPOCH,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": ALL_PERMISSIONS,
    }


def guild() -> dict[str, Any]:
    role = {"id": GUILD, "name": "@everyone", "permissions": ALL_PERMISSIONS, "position": 0}
    role |= {"color": 0, "hoist": False, "managed": False, "mentionable": False, "flags": 0}
    role |= {"colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None}}
    channel = {"id": CHANNEL, "type": 0, "name": "general", "position": 0, "guild_id": GUILD}
    return {
        "id": GUILD,
        "name": "Library",
        "owner_id": ADMIN,
        "joined_at": EPOCH,
        "large": False,
        "roles": [role],
        "channels": [channel | {"permission_overwrites": []}],
        "threads": [],
        "members": [member(BOT)],
        "member_count": 2,
        "emojis": [],
        "stickers": [],
        "features": [],
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "afk_timeout": 60,
        "nsfw_level": 0,
        "system_channel_flags": 0,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "unavailable": False,
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "icon": None,
    }


class DiscordServer:
    """Discord. `messages` are the bot's, by id; `fault` says what is to fail, by method and path.

    Where the channel is `archived`, as threads are, no message in it can be edited.
    """

    def __init__(self) -> None:
        self.messages: dict[str, Message] = {}
        self.deleted: set[str] = set()
        self.archived = False
        self.fault: Callable[[str, str], Fault | None] = lambda _method, _path: None
        self.url = ""
        self.ready = asyncio.Event()
        self._changed = asyncio.Event()
        self._ids = itertools.count(1000)
        self._socket: web.WebSocketResponse | None = None
        self._sequence = itertools.count(1)
        self._originals: dict[str, str] = {}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[DiscordServer]:
        """Serve while the block runs."""
        app = web.Application()
        app.router.add_get("/gateway", self._gateway)
        app.router.add_route("*", "/{path:.*}", self._rest)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        assert site._server is not None
        host, port = site._server.sockets[0].getsockname()  # type: ignore[attr-defined]
        self.url = f"http://{host}:{port}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def until(self, holds: Callable[[], bool], seconds: float = 20.0) -> None:
        """Wait until something holds of what the bot has shown."""
        async with asyncio.timeout(seconds):
            while not holds():
                self._changed.clear()
                await self._changed.wait()

    async def ask(self, text: str, person: str = "500") -> str:
        """Let a person mention the bot; the id of their message."""
        number = str(next(self._ids))
        body = Message(number, CHANNEL).body() | {
            "content": f"<@{BOT}> {text}",
            "author": user(person),
            "guild_id": GUILD,
            "member": member(person),
            "mentions": [user(BOT, bot=True)],
        }
        await self._dispatch("MESSAGE_CREATE", body)
        return number

    async def command(self, name: str, person: str = ADMIN, **options: Any) -> str:
        """Let a person use a command; the token of the interaction."""
        given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
        data = {"id": "9", "name": name, "type": 1, "options": given}
        return await self._interact(2, data, person)

    async def press(self, message: Message, label: str, person: str = ADMIN) -> str:
        """Let a person press a button; the token of the interaction."""
        [custom] = [
            button["custom_id"]
            for button in wire.buttons(message.components)
            if button["label"] == label
        ]
        data = {"component_type": 2, "custom_id": custom}
        return await self._interact(3, data, person, message)

    async def _interact(
        self, kind: int, data: Any, person: str, message: Message | None = None
    ) -> str:
        number = str(next(self._ids))
        token = f"token{number}"
        body = {
            "id": number,
            "application_id": BOT,
            "type": kind,
            "token": token,
            "version": 1,
            "guild_id": GUILD,
            "channel_id": CHANNEL,
            "data": data,
            "member": member(person),
            "channel": guild()["channels"][0],
            "locale": "en-US",
            "guild_locale": "en-US",
            "app_permissions": ALL_PERMISSIONS,
            "entitlements": [],
            "context": 0,
            "authorizing_integration_owners": {"0": GUILD},
            "attachment_size_limit": 10**7,
        }
        if message is not None:
            body["message"] = message.body()
            self._originals[token] = message.id
        await self._dispatch("INTERACTION_CREATE", body)
        return token

    async def _dispatch(self, name: str, body: Any) -> None:
        assert self._socket is not None
        event = {"op": 0, "t": name, "s": next(self._sequence), "d": body}
        await self._socket.send_json(event)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        self._socket = socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 40_000}})
        async for received in socket:
            if received.type is not WSMsgType.TEXT:
                continue
            operation = json.loads(received.data)["op"]
            if operation == 1:
                await socket.send_json({"op": 11})
            elif operation == 2:
                ready = {"v": 10, "user": user(BOT, bot=True), "session_id": "s", "shard": [0, 1]}
                ready |= {"resume_gateway_url": self.url, "guilds": [{"id": GUILD}]}
                await self._dispatch("READY", ready | {"application": {"id": BOT, "flags": 0}})
                await self._dispatch("GUILD_CREATE", guild())
                self.ready.set()
        return socket

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        method, path = request.method, "/" + request.match_info["path"]
        fault = self.fault(method, path) or Fault(status=200)
        await asyncio.sleep(fault.slow)
        if fault.status == 200 or fault.done:
            status, body = self._do(method, path.strip("/").split("/"), await _json(request))
            self._changed.set()
        if fault.status is None:
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        if fault.status != 200:
            status, body = fault.status, {"code": fault.code, "message": "fault"}
        if status == 204:
            return web.Response(status=status)
        # discord.py reads as JSON only what is of this very type, without a charset.
        headers = {"content-type": "application/json"}
        return web.Response(body=json.dumps(body), status=status, headers=headers)

    def _do(  # noqa: C901 - one case for each route
        self, method: str, path: list[str], body: Any
    ) -> tuple[int, Any]:
        match method, path:
            case "GET", ["users", "@me"]:
                return 200, user(BOT, bot=True)
            case "GET", ["oauth2", "applications", "@me"]:
                return 200, _application()
            case "PUT", ["applications", _, *_]:
                return 200, [_COMMAND | command for command in body]
            case "POST", ["channels", _, "typing"]:
                return 204, None
            case "POST", ["channels", _, "messages", _, "threads"]:
                return 201, {"id": str(next(self._ids)), "type": 11, **_THREAD}
            case "GET", ["channels", number]:
                return 200, {"id": number, "type": 11, **_THREAD}
            case "PATCH", ["channels", number]:
                self.archived = body["archived"]
                return 200, {"id": number, "type": 11, **_THREAD}
            case "GET", ["channels", _, "messages"]:
                return 200, [message.body() for message in reversed(self.messages.values())]
            case "POST", ["channels", channel, "messages"]:
                return 200, self._send(channel, body)
            case _, ["channels", _, "messages", number]:
                return self._with_message(method, number, body)
            case "POST", ["interactions", _, token, "callback"]:
                return self._acknowledge(token, body)
            case _, ["webhooks", _, token, "messages", which]:
                number = self._originals.get(token, "") if which == "@original" else which
                return self._with_message(method, number, body)
            case "POST", ["webhooks", _, _]:
                return 200, self._send(CHANNEL, body)
        return 404, {"code": 0, "message": f"{method} {path} is not stood in for"}

    def _acknowledge(self, token: str, body: Any) -> tuple[int, Any]:
        data = body.get("data") or {}
        if body["type"] in (4, 5):
            flags = data.get("flags", 0) | (LOADING if body["type"] == 5 else 0)
            message = self._send(CHANNEL, {**data, "flags": flags})
            self._originals[token] = message["id"]
        return 200, {"interaction": {"id": "1", "type": 2}}

    def _send(self, channel: str, body: Any) -> dict[str, Any]:
        nonce = body.get("nonce")
        for known in self.messages.values():
            if nonce is not None and known.nonce == nonce:
                return known.body()
        answered = (body.get("message_reference") or {}).get("message_id")
        reference = str(answered) if answered else None
        message = Message(str(next(self._ids)), channel, nonce=nonce, reference=reference)
        self.messages[message.id] = message
        message.components = _numbered(body.get("components") or [])
        message.flags = body.get("flags", 0)
        return message.body()

    def _with_message(self, method: str, number: str, body: Any) -> tuple[int, Any]:
        message = self.messages.get(number)
        if message is None:
            return 404, {"code": 10008, "message": "Unknown Message"}
        if method == "DELETE":
            self.deleted.add(self.messages.pop(number).id)
            return 204, None
        if method == "PATCH" and self.archived:
            return 400, {"code": 50083, "message": "Thread is archived"}
        if method == "PATCH":
            message.components = _numbered(body.get("components") or message.components)
            message.flags = (message.flags | body.get("flags", 0)) & ~LOADING
        return 200, message.body()


_COMMAND = {"id": "9", "version": "1", "application_id": BOT, "type": 1, "description": ""}
_THREAD = {
    "guild_id": GUILD,
    "parent_id": CHANNEL,
    "owner_id": BOT,
    "name": "thread",
    "message_count": 0,
    "member_count": 1,
    "rate_limit_per_user": 0,
    "flags": 0,
    "thread_metadata": {
        "archived": False,
        "locked": False,
        "auto_archive_duration": 60,
        "archive_timestamp": EPOCH,
    },
}


def _application() -> dict[str, Any]:
    return {
        "id": BOT,
        "name": "Footnote",
        "description": "",
        "icon": None,
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "",
        "flags": 0,
        "rpc_origins": [],
        "summary": "",
        "owner": user(ADMIN),
        "team": None,
    }


def _numbered(components: list[Any]) -> list[Any]:
    """Number components as Discord does."""
    for number, component in enumerate(wire.walk(components), start=1):
        component["id"] = number
    return components


async def _json(request: web.Request) -> Any:
    if request.content_type == "multipart/form-data":
        form = await request.post()
        return json.loads(str(form["payload_json"]))
    return await request.json() if request.can_read_body else None
