"""The bot as a process of its own, on the Discord that `tests/discord_server.py` stands in for.

`python -m tests.discord_process ADDRESS` is `python -m bot run` with Discord at that address.
"""

from __future__ import annotations

import sys

import discord

from bot.cli.main import main

if __name__ == "__main__":
    url = type(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY)
    address = url(sys.argv[1])
    discord.http.Route.BASE = str(address)
    discord.webhook.async_.Route.BASE = str(address)  # type: ignore[attr-defined]
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = address.with_scheme("ws") / "gateway"
    sys.exit(main(["run"]))
