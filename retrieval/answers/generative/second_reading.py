"""Has a chat model judge, in calls of their own, whether sentences support the statements beside them.

It can only take away: what it does not find supported is quoted instead. It reads while the next
statements of the answer arrive; where it fails or is late, what the program itself has proven stands.
"""

from __future__ import annotations

import json
import logging
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as LateError
from contextlib import closing
from dataclasses import replace

from ...errors import ModelError
from ...types import VerifiedStatement
from ..model.chat_model import ChatModel
from ..model.token_usage import TokenUsage
from .prompt import VERDICT_FORM, VERDICTS, verifying_messages

log = logging.getLogger(__name__)

SUPPORTED = VERDICTS[0]
MAX_VERDICTS = 4_000
"""Characters after which a reply is taken for a run-away and read no further."""

Verdicts = Mapping[int, str]
"""What was said of statements, by their number within the answer."""


class SecondReading:
    """The second reading of one answer, to be closed when its statements are through.

    Statements leave it in the order in which they came.
    """

    def __init__(self, model: ChatModel, usage: TokenUsage, timeout: float) -> None:
        """Ask `model`, count in `usage`, and wait for verdicts at most `timeout` seconds at the end."""
        self._model = model
        self._usage = usage
        self._timeout = timeout
        self._own_usage = TokenUsage()
        self._waiting: deque[tuple[int, VerifiedStatement]] = deque()
        self._unread: list[tuple[int, VerifiedStatement]] = []
        self._verdicts: dict[int, str] = {}
        self._read: set[int] = set()
        self._reading: Future[Verdicts] | None = None
        self._being_read: list[int] = []
        self._given = 0
        self._left = threading.Event()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="second-reading")

    def close(self) -> None:
        """End the reading, whatever still waits, and count what it took."""
        self._left.set()
        self._worker.shutdown(wait=False, cancel_futures=True)
        self._usage.characters += self._own_usage.characters

    def add(self, statement: VerifiedStatement) -> None:
        """Take a statement; a quote, which proves itself, only waits for those before it."""
        number = self._given
        self._given += 1
        self._waiting.append((number, statement))
        if statement.quoted:
            self._read.add(number)
        else:
            self._unread.append((number, statement))
        self._go_on(wait=False)

    def ready(self) -> Iterator[VerifiedStatement]:
        """Yield the next statements whose turn it is and that were read."""
        self._go_on(wait=False)
        while self._waiting and self._waiting[0][0] in self._read:
            number, statement = self._waiting.popleft()
            yield _judged(statement, self._verdicts.get(number, SUPPORTED))

    def rest(self) -> Iterator[VerifiedStatement]:
        """Wait for what is still to be read, and yield it."""
        while self._waiting:
            self._go_on(wait=True)
            yield from self.ready()

    def _go_on(self, *, wait: bool) -> None:
        """Take the verdicts that have come, and have the next statements read."""
        if self._reading is not None and (wait or self._reading.done()):
            try:
                self._verdicts.update(self._reading.result(self._timeout))
            except (ModelError, LateError) as error:
                log.warning("The second reading was left out: %s", error or "it took too long")
            self._read.update(self._being_read)
            self._reading = None
        if self._reading is None and self._unread:
            self._being_read = [number for number, _ in self._unread]
            self._reading = self._worker.submit(self._judge, tuple(self._unread))
            self._unread.clear()

    def _judge(self, statements: Sequence[tuple[int, VerifiedStatement]]) -> Verdicts:
        pairs = [(sentences_of(statement), statement.text) for _, statement in statements]
        reply = ""
        messages = verifying_messages(pairs)
        with closing(self._model.stream(messages, VERDICT_FORM, self._own_usage)) as pieces:
            for piece in pieces:
                reply += piece
                if self._left.is_set() or len(reply) > MAX_VERDICTS:
                    break
        verdicts = read_verdicts(reply)
        return {
            number: verdicts[place]
            for place, (number, _) in enumerate(statements, start=1)
            if place in verdicts
        }


def sentences_of(statement: VerifiedStatement) -> str:
    """Return the words that a statement rests on."""
    return " ".join(quote.words for quote in statement.quotes)


def read_verdicts(reply: str) -> Verdicts:
    """Return the verdicts in a reply by the number of their pair; what is none of them is left out."""
    try:
        value = json.loads(reply[reply.index("{") : reply.rindex("}") + 1])
        given = value["verdicts"]
        pairs = {int(each["pair"]): each["verdict"] for each in given}
    except (ValueError, KeyError, TypeError, RecursionError):
        log.info("The second reading gave nothing that could be read.")
        return {}
    return {pair: verdict for pair, verdict in pairs.items() if verdict in VERDICTS}


def _judged(statement: VerifiedStatement, verdict: str) -> VerifiedStatement:
    """Return a statement that is supported as it is, and the sentences of another in its place."""
    if verdict == SUPPORTED:
        return statement
    log.info("A second reading finds a statement %s; its sentences are shown.", verdict)
    return replace(statement, text=sentences_of(statement), quoted=True)
