"""However often the size of the index is asked for, it is read seldom."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from bot.health.recent_index_size import KEPT_SECONDS, RecentIndexSize
from bot.worker import Worker
from retrieval import IndexSize
from tests.fakes import FakeLibrary


class CountingLibrary(FakeLibrary):
    """A library that counts how often it is read, and grows each time."""

    read = 0

    def index_size(self) -> IndexSize:
        self.read += 1
        return IndexSize(self.read, 1, 1, 1)


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(1) as opened:
        yield opened


async def test_it_is_read_once_in_a_while_however_many_ask(worker: Worker) -> None:
    library, now = CountingLibrary(), 0.0
    recent = RecentIndexSize(library, worker, lambda: now)

    first = await asyncio.gather(*(recent.get() for _ in range(9)))
    now = KEPT_SECONDS
    later = await recent.get()

    assert {size and size.generation for size in first} == {1}
    assert later is not None
    assert later.generation == library.read == 2


async def test_after_a_reindex_it_is_read_anew(worker: Worker) -> None:
    recent = RecentIndexSize(CountingLibrary(), worker, lambda: 0.0)

    before = await recent.get()
    recent.forget()
    after = await recent.get()

    assert before != after
