"""A few child processes that read files ahead, in the order in which they are asked for."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from ...errors import DocumentError
from .child_messages import ReadRequest
from .child_process import ReadingProcess
from .read_document import ReadDocument
from .reading_limits import Limits

AHEAD_BYTES = 8_000_000
AHEAD_BATCHES = 4
"""How much is read before it is asked for: enough that nobody waits, not so much that memory fills."""

BATCH_FILES = 32
BATCH_BYTES = 100_000
"""How many files a child process is asked for at once: small ones are read faster than asked for."""

BATCH_CHARACTERS = 4_000
"""How long requests may be together: they must fit in a pipe, since replies may wait for who asks."""

_CHECKING_SECONDS = 0.2

Outcome = ReadDocument | DocumentError


class ReaderPool:
    """Reads files in child processes, which are started when they are needed, until it is closed."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._threads = ThreadPoolExecutor(limits.at_once, thread_name_prefix="reader")
        self._own = threading.local()
        self._all: set[ReadingProcess] = set()
        self._changing = threading.Lock()
        self._closed = threading.Event()
        self._watchdog: threading.Thread | None = None

    def read(
        self, requests: Iterable[ReadRequest], check: Callable[[], None] = lambda: None
    ) -> Iterator[Outcome]:
        """Yield what comes of each file, in their order.

        `check` is called while a file is waited for, and may raise.

        Raises:
            StoreError: no child process can be started.
        """
        waiting: deque[tuple[int, Future[list[Outcome]]]] = deque()
        ahead = 0
        for batch in _batches(requests):
            size = sum(request.size for request in batch)
            while waiting and (ahead + size > AHEAD_BYTES or len(waiting) >= AHEAD_BATCHES):
                ahead -= waiting[0][0]
                yield from _outcomes(waiting.popleft()[1], check)
            waiting.append((size, self._threads.submit(self._read, batch)))
            ahead += size
        while waiting:
            yield from _outcomes(waiting.popleft()[1], check)

    def close(self) -> None:
        """End the child processes; files that are being read are given up."""
        self._closed.set()
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._changing:
            for process in self._all:
                process.kill()
        self._threads.shutdown()
        for process in self._all:
            process.end()

    def _read(self, requests: Sequence[ReadRequest]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        while len(outcomes) < len(requests):
            process: ReadingProcess | None = getattr(self._own, "process", None)
            if process is None or not process.serves:
                process = self._own.process = self._start(process)
            process.ask(requests[len(outcomes) :])
            while len(outcomes) < len(requests) and not process.is_over:
                try:
                    outcomes.append(process.receive())
                except DocumentError as error:
                    outcomes.append(error)
        return outcomes

    def _start(self, before: ReadingProcess | None) -> ReadingProcess:
        process = ReadingProcess(self._limits)
        with self._changing:
            if before is not None:
                before.end()
                self._all.discard(before)
            self._all.add(process)
            if self._closed.is_set():
                process.kill()
            if self._watchdog is None:
                self._watchdog = threading.Thread(
                    target=self._watch, name="reader-watchdog", daemon=True
                )
                self._watchdog.start()
        process.wait_until_ready()
        return process

    def _watch(self) -> None:
        while not self._closed.wait(_CHECKING_SECONDS):
            with self._changing:
                for process in self._all:
                    process.end_if_late()


def _batches(requests: Iterable[ReadRequest]) -> Iterator[list[ReadRequest]]:
    batch: list[ReadRequest] = []
    size = characters = 0
    for request in requests:
        size += request.size
        characters += request.characters
        is_full = len(batch) >= BATCH_FILES or size > BATCH_BYTES or characters > BATCH_CHARACTERS
        if batch and is_full:
            yield batch
            batch, size, characters = [], request.size, request.characters
        batch.append(request)
    if batch:
        yield batch


def _outcomes(reading: Future[list[Outcome]], check: Callable[[], None]) -> Iterator[Outcome]:
    while True:
        try:
            outcomes = reading.result(timeout=_CHECKING_SECONDS)
        except TimeoutError:
            check()
        else:
            break
    outcomes.reverse()
    while outcomes:  # so that each is let go of as soon as it is dealt with
        yield outcomes.pop()
