"""Tells how far a re-index is and how long it will still take, by the bytes of the files.

A batch is read, then embedded, then stored, and what of that is slow differs from model to model by
factors of a thousand. So each kind of work has a speed of its own, measured as it goes, and the time
left is what the bytes that are left of each will take: it does not leap when one gives way to the next.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..types import Progress, Stage
from .planner import IndexTask
from .preparation import PreparedDocument

ProgressCallback = Callable[[Progress], None]

SECONDS_UNTOLD = 2.0
"""Seconds of work after which the time left is told: what is measured sooner says little."""


@dataclass(slots=True)
class _Work:
    """One kind of work: bytes done, and the seconds that those took which were measured.

    `assumed` is how many seconds a byte takes for all that is known at first. Bytes may be done without
    being measured, such as those of chunks that are embedded already: they say nothing of the others.
    """

    assumed: float
    done: float = 0.0
    measured: float = 0.0
    seconds: float = 0.0

    def advance(self, number: float, seconds: float) -> None:
        """Note that so many bytes took so long."""
        self.done += number
        self.measured += number
        self.seconds += seconds

    def seconds_left(self, total: float) -> float:
        """Return how long the rest of `total` bytes will take."""
        slowness = self.seconds / self.measured if self.measured else self.assumed
        return max(total - self.done, 0.0) * slowness


class ProgressMeter:
    """Measures one re-index and reports after each step of it.

    A file counts as done, and a chunk as embedded, as soon as the embeddings are kept: from then on a
    re-index that is stopped need not ask for them again.
    """

    def __init__(
        self, report: ProgressCallback, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._report = report
        self._clock = clock
        self._reading = _Work(assumed=0.3e-6)
        self._embedding = _Work(assumed=3e-6)
        self._storing = _Work(assumed=0.6e-6)
        self._lap = clock()
        self._share = 0.0
        self._files = 0
        self._bytes = 0
        self._files_done = 0
        self._chunks_done = 0
        self._batch = _Batch.of((), ())

    def begin(self, tasks: Sequence[IndexTask]) -> None:
        """Begin to read the files of `tasks`."""
        self._files, self._bytes = len(tasks), sum(map(_size, tasks))
        self._lap = self._clock()
        self.tell("index")

    def read(self, task: IndexTask, prepared: PreparedDocument | None) -> None:
        """Note that a file has been read, and is to be embedded if that made a document of it."""
        size = _size(task)
        self._reading.advance(size, self._seconds())
        if prepared is None:
            self._files_done += 1
            self._embedding.done += size
            self._storing.done += size
        self.tell("index")

    def begin_batch(self, documents: Sequence[PreparedDocument], missing: Iterable[str]) -> None:
        """Begin to embed documents, of which the keys `missing` have no embedding yet, in this order."""
        self._batch = _Batch.of(documents, missing)
        self._embedding.done += self._batch.size - self._batch.size_missing
        self._lap = self._clock()
        self.tell("index")

    def embedded(self, number: int) -> None:
        """Note that the next `number` of the missing embeddings are kept."""
        batch = self._batch
        batch.embedded += number
        self._embedding.advance(batch.size_missing * number / batch.missing, self._seconds())
        self.tell("index")

    def stored(self) -> None:
        """Note that the documents of the batch are stored."""
        self._storing.advance(self._batch.size, self._seconds())
        self._files_done += self._batch.files_done
        self._chunks_done += self._batch.chunks_done
        self._batch = _Batch.of((), ())
        self.tell("index")

    def tell(self, stage: Stage) -> None:
        """Report how far it is."""
        kinds = (self._reading, self._embedding, self._storing)
        spent = sum(work.seconds for work in kinds)
        left = sum(work.seconds_left(self._bytes) for work in kinds)
        if stage in ("commit", "sweep"):
            self._share = 1.0
        elif left + spent:
            self._share = max(self._share, spent / (spent + left))
        # Until a text has been embedded nobody knows whether that takes microseconds or half a minute.
        embedding_is_known = self._embedding.measured or self._embedding.done >= self._bytes
        told = stage == "index" and spent >= SECONDS_UNTOLD and embedding_is_known
        self._report(
            Progress(
                stage,
                done=self._files_done + self._batch.files_done,
                total=self._files,
                chunks=self._chunks_done + self._batch.chunks_done,
                share=self._share,
                seconds_left=left if told else None,
            )
        )

    def _seconds(self) -> float:
        """Return the seconds since the step before."""
        before, self._lap = self._lap, self._clock()
        return self._lap - before


@dataclass(slots=True)
class _Batch:
    """Documents that are being embedded: `embedded` of their `missing` embeddings are kept.

    `files` and `chunks` hold, sorted, after how many embeddings each of them has its own. `size` is in
    bytes, `size_missing` the part of it whose chunks have no embedding at first.
    """

    files: list[int]
    chunks: list[int]
    missing: int
    size: int
    size_missing: float
    embedded: int = 0

    @classmethod
    def of(cls, documents: Sequence[PreparedDocument], missing: Iterable[str]) -> _Batch:
        place = {key: number for number, key in enumerate(missing, start=1)}
        files = [[place.get(key, 0) for key in document.keys] for document in documents]
        chunks = sorted(number for numbers in files for number in numbers)
        size = sum(_size(document.task) for document in documents)
        lacking = len(chunks) - bisect_right(chunks, 0)
        return cls(
            files=sorted(max(numbers, default=0) for numbers in files),
            chunks=chunks,
            missing=len(place),
            size=size,
            size_missing=size * lacking / max(len(chunks), 1),
        )

    @property
    def files_done(self) -> int:
        return bisect_right(self.files, self.embedded)

    @property
    def chunks_done(self) -> int:
        return bisect_right(self.chunks, self.embedded)


def _size(task: IndexTask) -> int:
    """Return the bytes of a file; one that is empty counts too."""
    return max(task.file.size, 1)
