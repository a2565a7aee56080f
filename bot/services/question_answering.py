"""Answers one question, however it was asked: from the library's answers to Discord's messages.

It knows when to show what. How messages are sent is in `sending`, how they look in `replies`.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import discord

from retrieval import CLOSEST_LIMIT, Answer

from ..delivery import FAILURES
from ..error_reporting import report_errors
from ..replies import answer_pages, formatting
from ..replies.components import layout
from ..state.store import AnswerRecord, SourceReference
from .question_outcome import QuestionProgress, answer_mode

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from retrieval import Citation, Library, Passage, Turn

    from ..bot_settings import BotSettings
    from ..replies.blocks import Block
    from ..sending import Reply
    from ..state.conversations import Conversations
    from ..state.limits import Limits
    from ..state.shown_answers import ShownAnswers
    from ..state.store import Store
    from ..worker import Worker
    from .question_outcome import Observer
    from .unfinished_replies import UnfinishedReplies

log = logging.getLogger(__name__)

THREAD_NAME_LIMIT = 90
MARKING_SECONDS = 1.5
"""Seconds for marking what is interrupted. What is not marked then is when the bot starts again."""

STOPPING = "I am being restarted. Please ask again in a minute."


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks, where, and after what.

    `private`: only they will see the answer. `echoed`: the channel would not see the question unless
    the answer repeats it. `channel` is the channel or thread, and `in_thread` tells which.
    """

    text: str
    asker: int
    server: int | None = None
    history: tuple[Turn, ...] = ()
    private: bool = False
    echoed: bool = False
    channel: int | None = None
    in_thread: bool = False

    @property
    def heading(self) -> Sequence[Block]:
        """The question itself, where it is to be repeated."""
        return (answer_pages.question_line(self.text),) if self.echoed else ()


class AnswerService:
    """Answers questions, and knows which answers are under way.

    `on_outcome` is told what became of each question, and must return at once.
    """

    def __init__(
        self,
        library: Library,
        worker: Worker,
        store: Store,
        settings: BotSettings,
        limits: Limits,
        conversations: Conversations,
        unfinished: UnfinishedReplies,
        shown: ShownAnswers,
    ) -> None:
        self._library = library
        self._worker = worker
        self._store = store
        self._settings = settings
        self._limits = limits
        self._conversations = conversations
        self._unfinished = unfinished
        self._shown = shown
        self.on_outcome: Observer = lambda _outcome: None
        self._under_way: set[asyncio.Task[Any]] = set()
        self._stopping = False

    async def answer(self, question: Question, reply: Reply) -> None:
        """Answer in `reply`: growing while statements are verified, and with sources at the end.

        Where more is asked than can be answered at a time, it waits for its turn.

        Raises:
            QuestionError: the question cannot be asked as it is.
            OverLimitError: a limit is reached. In both cases nothing was shown.
        """
        with self._observed(question) as progress:
            answers = self._library.stream(question.text, question.history)
            self._admit(question)
            progress.admit()
            async with (
                self._counted(),
                self._unfinished.noted(reply),
                reply.acknowledged(),
                report_errors(reply.say, "answering", reference=progress.reference),
                self._limits.queue.turn(question.asker, question.server),
                reply.working(),
            ):
                progress.begin()
                if self._stopping:
                    progress.turn_away()
                    await reply.say(STOPPING)
                    return
                answer = await self._stream(question, answers, reply, progress)
                await self._finish(question, reply, answer, progress)

    async def drain(self, seconds: float) -> None:
        """Let the answers under way come to their end; mark as interrupted those that take longer."""
        self._stopping = True
        self._limits.queue.open()
        if self._under_way:
            _, late = await asyncio.wait(set(self._under_way), timeout=seconds)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=MARKING_SECONDS)

    def _admit(self, question: Question) -> None:
        self._limits.tokens.check(datetime.now(UTC))
        self._limits.queue.check(question.server)
        self._limits.questions.count(question.asker, time.monotonic())

    async def _stream(
        self,
        question: Question,
        answers: Iterator[Answer],
        reply: Reply,
        progress: QuestionProgress,
    ) -> Answer:
        newest = Answer(question.text, "extractive")

        async def show(answer: Answer) -> None:
            nonlocal newest
            newest = answer
            if answer.answered:
                await reply.show_progress(
                    layout(answer_pages.growing_page(answer, question.heading))
                )

        try:
            newest = await self._worker.read(
                lambda: answers, show, every=self._settings.edit_interval
            )
        except asyncio.CancelledError:
            await reply.show([layout(answer_pages.interrupted_page(newest, question.heading))])
            raise
        finally:
            progress.tokens = newest.tokens
            await self._spend(newest.tokens)
        return newest

    async def _spend(self, tokens: int) -> None:
        """Count what an answer took of the day's tokens, or what it took until it was broken off."""
        if not tokens:
            return
        now = datetime.now(UTC)
        self._limits.tokens.spend(tokens, now)
        try:
            await self._worker.run(self._store.spend, now.date(), tokens)
        except sqlite3.Error:
            log.exception("The tokens of this answer will not be remembered after a restart")

    async def _finish(
        self, question: Question, reply: Reply, answer: Answer, progress: QuestionProgress
    ) -> None:
        pages = answer_pages.answer_pages(
            answer, heading=question.heading, source_url=self._settings.source_url
        )
        kept = progress.answer_id = await self._keep(question, answer)
        await reply.show([layout(page, kept) for page in pages])
        progress.end(answer)
        if not question.private:
            thread = (
                (question.channel,) if question.in_thread and question.channel is not None else ()
            )
            self._conversations.remember(
                (*reply.ids, *thread),
                question.history,
                question.asker,
                answer.question,
                answer.text,
            )
            await self._note_message(kept, reply)
            if answer.kind != "about":
                await self._open_thread(question, reply)
        if answer.misconfigured:
            log.warning("The chat model needs an admin: %s", answer.notice)
        elif answer.notice != answer.notice_for_all:
            log.warning("Something hindered an answer: %s", answer.notice)

    async def _open_thread(self, question: Question, reply: Reply) -> None:
        """Start a thread for follow-ups under an answer, in the channels that were named for it."""
        if question.channel not in self._settings.thread_channels or reply.last is None:
            return
        name = formatting.clip(formatting.one_line(question.text), THREAD_NAME_LIMIT)
        try:
            await reply.last.create_thread(name=name)
        except discord.Forbidden:
            log.warning(
                "Channel %d is to have threads, but I lack Create Public Threads", question.channel
            )
        except FAILURES as error:
            log.info("An answer got no thread: %s", error)

    async def _note_message(self, kept: int | None, reply: Reply) -> None:
        """Store which message an answer ends with, so that it can be marked when it becomes stale."""
        if kept is None or reply.last is None:
            return
        try:
            await self._worker.run(self._shown.put, kept, reply.last.id)
        except sqlite3.Error:
            log.exception(
                "Where an answer stands could not be stored; it will not be marked as stale"
            )

    async def _keep(self, question: Question, answer: Answer) -> int | None:
        """Store the answer and return its id, for its buttons; None when the store can't be written."""
        record = AnswerRecord(
            server=question.server,
            channel=None if question.private and question.server is None else question.channel,
            asker=None if question.private else question.asker,
            question=None if question.private else answer.question,
            mode=answer_mode(answer),
            answered=answer.kind != "refusal",
            sources=source_references(answer),
            generation=answer.generation,
        )
        try:
            return await self._worker.run(self._store.keep, record)
        except sqlite3.Error:
            log.exception("The answer is shown without its buttons, since they could not be stored")
            return None

    @contextmanager
    def _observed(self, question: Question) -> Iterator[QuestionProgress]:
        """Tell what became of a question, however that ends."""
        progress = QuestionProgress()
        try:
            yield progress
        finally:
            # Of what was asked directly not even the channel is told: it names the person.
            channel = None if question.server is None else question.channel
            text = None if question.private else question.text
            self.on_outcome(progress.outcome(text, question.server, channel))

    @asynccontextmanager
    async def _counted(self) -> AsyncIterator[None]:
        task = asyncio.current_task()
        if task is not None:
            self._under_way.add(task)
        try:
            yield
        finally:
            self._under_way.discard(task)


def source_references(answer: Answer) -> tuple[SourceReference, ...]:
    """Return where the sources stand: citations, openings or, of a refusal, what is closest."""
    outlines = answer.about.outlines if answer.about is not None else ()
    openings = tuple(outline.opening for outline in outlines if outline.opening is not None)
    cited = [(each.number, each) for each in (*answer.citations, *openings)]
    shown: Sequence[tuple[int, Citation | Passage]] = cited
    if answer.kind == "refusal":
        shown = list(enumerate(answer.closest[:CLOSEST_LIMIT], start=1))
    return tuple(
        SourceReference(number, found.source.path, found.source.digest, found.start, found.end)
        for number, found in shown
    )
