"""How much memory the bot takes, started as `footnote run` starts it, but for the way to Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from benchmarks.event_loop import ask
from benchmarks.folders import Folder, questions
from benchmarks.indexed_folders import IndexedFolder
from benchmarks.memory import Resident, resident
from benchmarks.processes import apart
from benchmarks.table import Row, short

IN_THE_HANDBOOK = (
    "How can I be sure that a quote stands in the document?",
    "What happens when the chat model does not answer?",
    "Which formats can be read?",
    "Who may re-index the documents?",
    "How do I go back to the index before?",
)
ASKED = 50
TARGETS = {100_000: "500 MB"}


def rows(handbook: Folder, indexed: Sequence[IndexedFolder]) -> list[Row]:
    """Measure the bot on the handbook and on the folders."""
    idle = apart(memory_of_bot, handbook, IN_THE_HANDBOOK)
    found = [_row(f"the handbook, after {len(IN_THE_HANDBOOK)} questions", *idle, "150 MB")]
    for each in indexed:
        taken = apart(memory_of_bot, each.folder, questions(ASKED))
        measure = f"{each.chunks:,} chunks, after {ASKED} questions"
        found.append(_row(measure, *taken, TARGETS.get(each.chunks, "")))
    return found


def _row(measure: str, before: Resident, after: Resident, target: str) -> Row:
    beside = (
        f"{short(after.of_files)} MB of it parts of files; before: {short(before.megabytes)} MB"
    )
    return Row(f"memory of the bot, {measure}", f"{short(after.megabytes)} MB", target, beside)


def memory_of_bot(folder: Folder, asked: Sequence[str]) -> tuple[Resident, Resident]:
    """Start the bot, and return what it holds before and after these questions."""
    return asyncio.run(_ask_all(folder, asked))


async def _ask_all(folder: Folder, asked: Sequence[str]) -> tuple[Resident, Resident]:
    import bot.cli.main  # noqa: F401 - what `footnote run` has loaded, too
    from bot.bot_settings import BotSettings
    from bot.client import FootnoteBot
    from bot.event_loop import favour_event_loop
    from bot.state.store import Store
    from bot.worker import Worker
    from retrieval import Library

    bot_settings = BotSettings(_env_file=None)
    with (
        Library.open(folder.settings(), purpose="a benchmark", hold=True) as library,
        Store.open(folder.data) as store,
        Worker(bot_settings.threads) as worker,
    ):
        library.warm_up(then=favour_event_loop)
        running = FootnoteBot(library, bot_settings, store, worker)
        before = resident()
        for question in asked:
            await ask(library, worker, question)
        after = resident()
        await running.close()
    return before, after
