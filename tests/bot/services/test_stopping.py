"""What becomes of answers under way when the bot stops."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from threading import Event
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from bot.bot_settings import BotSettings
from bot.sending import Reply
from bot.services.question_answering import AnswerService, Question
from bot.services.unfinished_replies import UnfinishedReplies
from bot.state.answer_queue import AnswerQueue
from bot.state.conversations import Conversations
from bot.state.limits import Limits, QuestionLimit, TokenBudget
from bot.state.open_replies import OpenReplies, ReplyPlace
from bot.state.shown_answers import ShownAnswers
from bot.state.store import Store
from bot.worker import Worker
from tests.bot import wire
from tests.fakes import FakeLibrary, answer

if TYPE_CHECKING:
    from pathlib import Path

    from discord import ui


class Screen(Reply):
    """A reply that nobody sends: it notes what would be seen."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.changed = asyncio.Event()

    def _place(self, message: int | None) -> ReplyPlace:
        return ReplyPlace(5, message=message)

    async def _send(self, view: ui.LayoutView, attachment: object = None) -> Any:
        async def edit(*, view: ui.LayoutView, **_: object) -> None:
            self._note(view)

        self._note(view)
        return SimpleNamespace(id=1, edit=edit)

    def _note(self, view: ui.LayoutView) -> None:
        components: list[Any] = view.to_components()  # type: ignore[no-untyped-call]
        self.seen.append(wire.texts(components))
        self.changed.set()


def limits(budget: TokenBudget) -> Limits:
    queue = AnswerQueue(per_server=9, at_once=1, waiting=9)
    return Limits(QuestionLimit(per_person=9, window=1.0), queue, budget)


def service(
    library: FakeLibrary, worker: Worker, store: Store, budget: TokenBudget
) -> AnswerService:
    unfinished = UnfinishedReplies(OpenReplies(store.database), worker)
    return AnswerService(
        library,
        worker,
        store,
        BotSettings(),
        limits(budget),
        Conversations(6),
        unfinished,
        ShownAnswers(store.database),
    )


@pytest.mark.parametrize(("patience", "ending"), [(0.0, "interrupted"), (5.0, "handbook.md")])
async def test_answers_under_way_are_finished_or_marked(
    tmp_path: Path, patience: float, ending: str
) -> None:
    library, held, screen, budget = FakeLibrary(), Event(), Screen(), TokenBudget(0)
    library.answers.append([answer("It closes.", tokens=7), held, answer("It closes.", tokens=9)])
    with Worker(1, grace=0.0) as worker, Store.open(tmp_path) as store:
        answers = service(library, worker, store, budget)
        under_way = asyncio.create_task(answers.answer(Question("When?", asker=1), screen))
        await screen.changed.wait()

        draining = asyncio.create_task(answers.drain(patience))
        if patience:
            held.set()
        await draining
        held.set()
        await asyncio.gather(under_way, return_exceptions=True)

    assert "It closes. [1]" in screen.seen[-1]
    assert ending in screen.seen[-1]
    assert budget.spent(datetime.now(UTC)) == (9 if patience else 7)


async def test_who_still_waits_for_a_turn_is_asked_to_come_back(tmp_path: Path) -> None:
    library, held, first, second = FakeLibrary(), Event(), Screen(), Screen()
    library.answers.append([answer("It closes."), held])
    with Worker(1, grace=0.0) as worker, Store.open(tmp_path) as store:
        answers = service(library, worker, store, TokenBudget(0))
        endings: list[str] = []
        answers.on_outcome = lambda outcome: endings.append(outcome.ending)
        asked = [asyncio.create_task(answers.answer(Question("When?", asker=1), first))]
        await first.changed.wait()
        asked.append(asyncio.create_task(answers.answer(Question("Why?", asker=2), second)))
        await asyncio.sleep(0)

        draining = asyncio.create_task(answers.drain(5.0))
        await second.changed.wait()
        held.set()
        await asyncio.gather(draining, *asked)

    assert "I am being restarted" in second.seen[-1]
    assert sorted(endings) == ["answered", "turned_away"]
    assert len(library.asked) == 1
