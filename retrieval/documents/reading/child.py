"""The program of a child process: it reads a file, splits it, and hands it back; then the next one.

It is started with its limits as arguments, reads requests from standard input and replies on standard
output. It ends when its input does, so it does not outlive the process that started it.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from ...digests import content_digest
from ...errors import DocumentError
from ..folder.opening import read
from ..loaders import parse
from ..loaders.allowance import allowance
from .child_messages import ReadRequest, Reply, parse_request, write_reply
from .read_document import ReadDocument, with_chunks
from .reading_limits import Limits

READY = b"ready\n"
CPU_SECONDS_BEYOND = 5
MOST_ALLOWED = 1_000
"""Megabytes that a loader may ask for beyond the limit; see `allowance`."""

_MEGABYTE = 1_000_000
_NEARLY = 0.8
"""Of the memory that a process may have: what has failed that near to it has failed for want of it."""

_GROWN = 0.25
"""Of the memory that a process may have: beyond that a fresh one reads the next file."""


def main(seconds: str, megabytes: str) -> None:
    """Serve requests until there are no more."""
    limits = Limits(float(seconds), int(megabytes))
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # A library that prints must not be in the way.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    logging.disable()
    memory = _Memory(limits)
    memory.restrict()

    def go_on() -> None:
        _restrict_seconds(limits)
        write_reply(replies, Reply(None, goes_on=True))

    allowance.more_memory, allowance.go_on = memory.allow, go_on
    replies.write(READY)
    replies.flush()
    for line in sys.stdin.buffer:
        _restrict_seconds(limits)
        reply = _reply(parse_request(line), memory)
        write_reply(replies, reply)
        if reply.last:
            break


def _reply(request: ReadRequest, memory: _Memory) -> Reply:
    try:
        document = _read_document(request)
    except DocumentError as error:
        out_of_memory = error.__cause__ is not None and memory.is_nearly_used_up
        return Reply(None, str(error), out_of_memory, memory.has_grown)
    except MemoryError:
        return Reply(None, out_of_memory=True, last=True)
    return Reply(document, last=memory.has_grown)


def _read_document(request: ReadRequest) -> ReadDocument:
    content = read(Path(request.root), Path(request.file))
    digest = content_digest((content,))
    document = parse(request.path, content)
    del content
    return with_chunks(document, digest, request.embedding_model)


class _Memory:
    """The memory of this process, restricted where the system can do that (Linux, mostly macOS)."""

    def __init__(self, limits: Limits) -> None:
        self._limit = limits.megabytes * _MEGABYTE
        self._at_first = _peak()

    def restrict(self) -> None:
        """Let allocations beyond the limit fail, and have the system end this process before others."""
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")
        if resource := _resource():
            addresses = _address_space() + self._limit
            most = addresses + MOST_ALLOWED * _MEGABYTE
            for kind, *limit in (
                (resource.RLIMIT_AS, addresses, most),
                (resource.RLIMIT_CORE, 0, 0),
            ):
                with suppress(OSError, ValueError):
                    resource.setrlimit(kind, limit)

    def allow(self, megabytes: int) -> None:
        """Let this process have more memory, for work that is known to need it."""
        if resource := _resource():
            most = resource.getrlimit(resource.RLIMIT_AS)[1]
            addresses = _address_space() + self._limit + min(megabytes, MOST_ALLOWED) * _MEGABYTE
            with suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_AS, (min(addresses, most), most))

    @property
    def is_nearly_used_up(self) -> bool:
        """Whether what has failed may have failed for want of memory."""
        return _peak() - self._at_first > _NEARLY * self._limit

    @property
    def has_grown(self) -> bool:
        """Whether this process should end, since it does not give back what it once took."""
        return _peak() - self._at_first > _GROWN * self._limit


def _restrict_seconds(limits: Limits) -> None:
    """Have the system end this process if it calculates on and on, though nobody waits any more."""
    if resource := _resource():
        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime + limits.seconds) + CPU_SECONDS_BEYOND
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def _peak() -> int:
    """Return the most bytes of memory that this process has had; 0 where that cannot be told."""
    resource = _resource()
    if resource is None:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * unit


def _address_space() -> int:
    """Return how many bytes of addresses this process has now; 0 where that cannot be told."""
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0


def _resource() -> ModuleType | None:
    try:
        import resource
    except ImportError:  # Windows
        return None
    return resource
