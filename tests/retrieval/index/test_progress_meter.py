"""How far a re-index is said to be, by a scripted clock: steadily further, and truly so."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest

from retrieval import Progress
from retrieval.digests import embedding_key
from retrieval.documents.folder.scan import File
from retrieval.documents.packed import PackedChunks, PackedKeys
from retrieval.documents.reading.read_document import ReadDocument
from retrieval.index.planner import IndexTask
from retrieval.index.preparation import PreparedDocument
from retrieval.index.progress_meter import SECONDS_UNTOLD, ProgressMeter
from retrieval.types import Document, Span

FILES = 1_200
CHUNKS_PER_FILE = 4
FILES_PER_BATCH = 500
TEXTS_PER_REQUEST = 256


def task_of(number: int, size: int = 1_600) -> IndexTask:
    return IndexTask(File(f"{number}.txt", f"/{number}.txt", size, 0), None)


def prepared_of(task: IndexTask, chunks: int = CHUNKS_PER_FILE) -> PreparedDocument:
    """A document of so many chunks; no two documents share one."""
    keys = b"".join(embedding_key(task.file.path, str(number)) for number in range(chunks))
    document = Document(task.file.path, "", Span(0, 0))
    return PreparedDocument(
        task, ReadDocument(document, "", PackedChunks(b"", ()), PackedKeys(keys))
    )


@dataclass(frozen=True)
class Speeds:
    """Seconds to read a file, for a request of the model, and to store a file.

    The first `known` files are embedded already.
    """

    read: float
    request: float
    store: float
    known: int = 0


SLOW_MODEL = Speeds(read=0.0005, request=0.5, store=0.0016)
VERY_SLOW_MODEL = Speeds(read=0.0005, request=30.0, store=0.0016)
LOCAL_MODEL = Speeds(read=0.002, request=0.02, store=0.004)
SLOW_READING = Speeds(read=0.1, request=0.02, store=0.004)
RESUMED = Speeds(read=0.0005, request=0.5, store=0.0016, known=700)


def reports_of(speeds: Speeds) -> list[tuple[float, Progress]]:
    """What is reported of a re-index, and after how many seconds."""
    now = 0.0
    reports: list[tuple[float, Progress]] = []
    meter = ProgressMeter(lambda progress: reports.append((now, progress)), lambda: now)
    tasks = [task_of(number, 1_000 + 40 * (number % 30)) for number in range(FILES)]
    meter.begin(tasks)
    for start in range(0, FILES, FILES_PER_BATCH):
        batch = [prepared_of(task) for task in tasks[start : start + FILES_PER_BATCH]]
        for prepared in batch:
            now += speeds.read
            meter.read(prepared.task, prepared)
        unknown = batch[max(0, speeds.known - start) :]
        missing = [key for prepared in unknown for key in prepared.keys]
        meter.begin_batch(batch, missing)
        for first in range(0, len(missing), TEXTS_PER_REQUEST):
            now += speeds.request
            meter.embedded(len(missing[first : first + TEXTS_PER_REQUEST]))
        now += speeds.store * len(batch)
        meter.stored()
    return reports


@pytest.mark.parametrize(
    "speeds", [SLOW_MODEL, VERY_SLOW_MODEL, LOCAL_MODEL, SLOW_READING, RESUMED], ids=str
)
def test_the_time_left_falls_steadily_and_is_true(speeds: Speeds) -> None:
    reports = reports_of(speeds)
    took = reports[-1][0]
    told = [(at, now.seconds_left) for at, now in reports if now.seconds_left is not None]
    assert len(told) > 8
    for (_, before), (_, after) in pairwise(told):
        assert after <= before + 0.02 * took
    late = [(at, left) for at, left in told if at > took / 3]
    assert all(abs(at + left - took) < 0.2 * took for at, left in late)
    assert told[-1][1] == 0.0


@pytest.mark.parametrize("speeds", [SLOW_MODEL, LOCAL_MODEL, RESUMED], ids=str)
def test_the_share_that_is_done_never_falls_and_grows_with_the_time(speeds: Speeds) -> None:
    reports = reports_of(speeds)
    took = reports[-1][0]
    for (earlier, before), (later, after) in pairwise(reports):
        assert before.share <= after.share <= before.share + (later - earlier) / took + 0.2
        assert (before.done, before.chunks) <= (after.done, after.chunks)
    assert all(abs(now.share - at / took) < 0.2 for at, now in reports if at > took / 3)
    assert reports[-1][1] == Progress("index", FILES, FILES, FILES * CHUNKS_PER_FILE, 1.0, 0.0)


def test_no_time_is_told_before_a_text_has_been_embedded_and_two_seconds_are_over() -> None:
    reports = reports_of(RESUMED)
    at, first = next((at, now) for at, now in reports if now.seconds_left is not None)
    assert at >= SECONDS_UNTOLD
    assert first.done > 700


def test_files_and_chunks_count_as_soon_as_their_embeddings_are_kept() -> None:
    counts: list[tuple[int, int]] = []
    meter = ProgressMeter(lambda now: counts.append((now.done, now.chunks)))
    tasks = [task_of(number) for number in range(4)]
    first, second, third = (prepared_of(task, chunks=2) for task in tasks[:3])
    meter.begin(tasks)
    for task, prepared in zip(tasks, (first, second, third, None), strict=True):
        meter.read(task, prepared)
    assert counts[-1] == (1, 0), "what cannot be read is done with"
    meter.begin_batch([first, second, third], [*first.keys, second.keys[1]])
    assert counts[-1] == (2, 3), "the third is embedded already"
    meter.embedded(1)
    assert counts[-1] == (2, 4)
    meter.embedded(2)
    assert counts[-1] == (4, 6)
    meter.stored()
    assert counts[-1] == (4, 6)


def test_what_holds_nothing_is_no_obstacle() -> None:
    reports: list[Progress] = []
    meter = ProgressMeter(reports.append)
    empty = task_of(0, size=0)
    meter.begin([empty])
    meter.read(empty, prepared_of(empty, chunks=0))
    meter.begin_batch([prepared_of(empty, chunks=0)], [])
    meter.stored()
    meter.tell("commit")
    assert reports[-1] == Progress("commit", 1, 1, share=1.0)
