"""One child process that reads files: starts it, asks it, ends it, and tells why it ended itself."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from ...errors import DocumentError, StoreError
from .child import READY
from .child_messages import EndedError, ReadRequest, Reply, read_reply, write_requests
from .read_document import ReadDocument
from .reading_limits import LimitError, Limits

log = logging.getLogger(__name__)

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from retrieval.documents.reading.child import main; main(*sys.argv[2:])"
)
_OUT_OF_SECONDS = int(getattr(signal, "SIGXCPU", 24))  # Windows has no such signal
_STARTING_SECONDS = 60.0
MOST_SIGNS_OF_LIFE = 1_000
"""How often the limit of seconds begins anew for one file, as with each page that is recognized."""

# What Python and the system's libraries need. Keys and tokens stay here: a parser has no use for them.
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LANG", "LC_ALL", "LD_LIBRARY_PATH")


class ReadingProcess:
    """A child process. It belongs to the thread that asks; `end_if_late` may be called by another.

    Once `is_over` it replies to nothing more, and another one is to be started.
    """

    def __init__(self, limits: Limits) -> None:
        """Start it.

        Raises:
            StoreError: it cannot be started.
        """
        self._limits = limits
        self._deadline: float | None = time.monotonic() + _STARTING_SECONDS
        self._was_late = False
        self.is_over = False
        self._process = _start(limits)

    @property
    def serves(self) -> bool:
        """Whether it can be asked, as far as can be known."""
        return not self.is_over and self._process.poll() is None

    def wait_until_ready(self) -> None:
        """Wait until it can be asked.

        Raises:
            StoreError: it ended instead.
        """
        ready = _pipe(self._process.stdout).readline() == READY
        self._deadline = None
        if not ready:
            self.end()
            raise StoreError(
                "The process that reads documents ended as soon as it was started "
                f"({self._cause()}). Is there enough memory?"
            )

    def ask(self, requests: Sequence[ReadRequest]) -> None:
        """Have it read files, one after the other; few enough that their names fit in a pipe."""
        with suppress(OSError):  # that it has ended is told by what is received
            write_requests(_pipe(self._process.stdin), requests)

    def receive(self) -> ReadDocument:
        """Wait for what comes of the next file that it was asked for.

        Raises:
            DocumentError: the file cannot be read, or not within the limits.
        """
        try:
            reply = self._reply()
        except (EndedError, OSError, ValueError):
            self.end()
            raise LimitError(self._reason()) from None
        finally:
            self._deadline = None
        if reply.last:
            self.end()
        if reply.out_of_memory:
            raise LimitError(self._limits.too_large)
        if reply.document is None:
            raise DocumentError(reply.error)
        return reply.document

    def _reply(self) -> Reply:
        for _ in range(MOST_SIGNS_OF_LIFE):
            self._deadline = time.monotonic() + self._limits.seconds
            reply = read_reply(_pipe(self._process.stdout))
            if not reply.goes_on:
                return reply
        raise EndedError

    def end_if_late(self) -> None:
        """End it if the file that it reads takes longer than it may."""
        deadline = self._deadline
        if deadline is not None and time.monotonic() > deadline:
            self._was_late = True
            self._process.kill()

    def kill(self) -> None:
        """End it, whatever it does; whoever waits for a file hears of it."""
        self._process.kill()

    def end(self) -> None:
        """End it, and close what leads to it. Nobody may wait for a file of it any more."""
        self.is_over = True
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # of what was still to be written to it
                _pipe(pipe).close()

    def _reason(self) -> str:
        """Return why it ended, as a sentence about the file."""
        used_up = self._process.returncode == -_OUT_OF_SECONDS
        if self._was_late or used_up:
            return self._limits.too_slow
        return self._limits.crashed(self._cause())

    def _cause(self) -> str:
        code = self._process.returncode
        return signal.strsignal(-code) or f"signal {-code}" if code < 0 else f"status {code}"


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - this Python, with our own program
            [
                *(sys.executable, "-I", "-X", "utf8", "-c", _PROGRAM),
                json.dumps([str(Path(each).absolute()) for each in sys.path]),
                *(str(limits.seconds), str(limits.megabytes)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            start_new_session=True,  # Ctrl-C is for the process that started it
        )
    except OSError as error:
        raise StoreError(
            f"No process to read documents in could be started: {error.strerror}. Is there enough "
            "memory?"
        ) from error


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("there is no pipe; both were asked for")
    return pipe
