"""What becomes of a crowd: two hundred mentions by fifty people within two seconds.

The whole bot answers by quoting the handbook, in a simulated Discord. Who is turned away gets a direct
message, which is counted.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from benchmarks.folders import Folder
from benchmarks.processes import apart
from benchmarks.table import Row, short

PEOPLE, MENTIONS, SECONDS = 50, 200, 2.0
PATIENCE = 120.0
"""Seconds until all must be quiet."""

QUESTIONS = (
    "How do I go back to an earlier index?",
    "Which formats can be indexed?",
    "What does the bot store about me?",
    "How many questions may a person ask?",
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many messages were answered, how many private notices were sent, and the seconds of all."""

    answered: int
    notices: int
    seconds: float


def rows(folder: Folder) -> list[Row]:
    """Measure once, in a process of its own."""
    crowd = apart(ask_all, folder)
    of = f"{MENTIONS} mentions by {PEOPLE} people in {SECONDS:g} s"
    return [
        Row(
            f"{of}: answered",
            f"{crowd.answered}",
            f"{MENTIONS}",
            f"the last one {short(crowd.seconds)} s after the first was asked",
        ),
        Row(f"{of}: private notices", f"{crowd.notices}", f"{PEOPLE}"),
    ]


def ask_all(folder: Folder) -> Crowd:
    """Have the crowd ask, and wait until all is quiet."""
    return asyncio.run(_ask_all(folder))


async def _ask_all(folder: Folder) -> Crowd:
    import simcord

    from bot.bot_settings import BotSettings
    from bot.preview.simulation import ready_bot

    with ready_bot(folder.settings(), BotSettings(_env_file=None)) as bot:
        async with simcord.run(bot, check_errors=False, settle_timeout=PATIENCE) as env:
            guild = env.create_guild()
            channel = guild.create_text_channel("questions")
            people = [guild.add_member(env.create_user(f"person {n}")) for n in range(PEOPLE)]
            started = time.perf_counter()
            for number in range(MENTIONS):
                text = f"<@{env.backend.bot_user.id}> {QUESTIONS[number % len(QUESTIONS)]}"
                env.backend.create_message(channel.id, people[number % PEOPLE].id, text)
                due = started + SECONDS * (number + 1) / MENTIONS
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await env.settle(timeout=PATIENCE)
            seconds = time.perf_counter() - started
            mine = env.backend.bot_user.id
            answered = sum(message.author.id == mine for message in channel.history())
            private = (person.user.dm_channel for person in people)
            notices = sum(len(messages.history()) for messages in private if messages is not None)
            return Crowd(answered, notices, seconds)
