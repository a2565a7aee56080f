"""What a re-index costs: the first, of nothing changed, of one changed file; and a rollback.

The first index is timed without the embedding itself and set beside Chroma's own `add` of as many
vectors, of the same texts. The two take turns, each time in a process and in folders of their own, so
that neither finds anything warm that the other made, and a machine that is slow for a while is slow for
both.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.folders import Folder, text_of
from benchmarks.memory import peak_megabytes
from benchmarks.processes import apart
from benchmarks.table import Row, short
from benchmarks.timing import ratio, seconds
from retrieval import Library
from retrieval.index.embedder import Embedder, embed_locally

CHROMAS_BATCH = 5_000
"""Vectors that Chroma is given at once, near the most that it takes."""

CHANGES = 7
"""Times that a file is changed and indexed again."""


@dataclass(frozen=True, slots=True)
class FirstIndex:
    """Seconds that it took, those of them that were spent embedding, and the peak of memory."""

    seconds: float
    embedding: float
    megabytes: float

    @property
    def rest(self) -> float:
        """Seconds without the embedding."""
        return self.seconds - self.embedding


@dataclass(frozen=True, slots=True)
class Later:
    """Seconds that a re-index of nothing took, that one changed file took more, and a rollback."""

    unchanged: float
    more: float
    rollback: float


def rows(files: int, repeats: int) -> list[Row]:
    """Index for the first time, in turns with Chroma, then again and again."""
    with Folder.temporary() as folder:
        folder.fill(files)
        firsts, adds = [], []
        for turn in range(repeats):
            fresh = Folder(folder.corpus, folder.data.with_name(f"data-{turn}"))
            firsts.append(apart(first_index, fresh))
            adds.append(apart(chromas_add, files))
        later = apart(again, fresh)
    return _rows(f"{files:,} files", firsts, adds, later)


def _rows(of: str, firsts: Sequence[FirstIndex], adds: Sequence[float], later: Later) -> list[Row]:
    rest = [first.rest for first in firsts]
    whole = median(first.seconds for first in firsts)
    peak = f"{short(max(first.megabytes for first in firsts))} MB of memory at the peak"
    share = f"{later.unchanged / whole:.1%} of the first"
    return [
        Row(
            f"first index, {of}, embedding excluded, beside Chroma's own add",
            f"{ratio(rest, adds):.2f} times as long",
            "1.2 times",
            f"{short(median(rest))} s beside {short(median(adds))} s",
        ),
        Row(f"first index, {of}", f"{short(whole)} s", beside=peak),
        Row(f"re-index, {of}, nothing changed", f"{short(later.unchanged)} s", beside=share),
        Row("re-index, one changed file", f"{short(later.more)} s more"),
        Row("rollback", f"{short(later.rollback)} s"),
    ]


def first_index(folder: Folder) -> FirstIndex:
    """Index a folder for the first time."""
    spent = 0.0
    embed = Embedder.embed

    def timed(self: Embedder, texts: Any) -> Any:
        nonlocal spent
        started = time.perf_counter()
        try:
            return embed(self, texts)
        finally:
            spent += time.perf_counter() - started

    Embedder.embed = timed  # type: ignore[method-assign]
    embed_locally(["warm"])
    import chromadb  # noqa: F401 - loading it is no part of what is measured

    with Library.open(folder.settings(), purpose="a benchmark") as library:
        taken = seconds(library.reindex)
    return FirstIndex(taken, spent, peak_megabytes() or 0.0)


def chromas_add(files: int) -> float:
    """Give the vectors of so many files to an empty Chroma, with Chroma's own settings; the seconds."""
    import chromadb
    from chromadb.config import Settings

    texts = [text for number in range(files) for text in text_of(number).strip().split("\n\n")]
    vectors = embed_locally(texts)
    # As the library's are, for keys in order would be written faster.
    keys = [blake2b(text.encode(), digest_size=16).hexdigest() for text in texts]
    with TemporaryDirectory(prefix="footnote-benchmark-") as empty:
        client = chromadb.PersistentClient(empty, settings=Settings(anonymized_telemetry=False))
        collection = client.create_collection(
            "benchmark", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

        def add() -> None:
            for first in range(0, len(keys), CHROMAS_BATCH):
                batch = slice(first, first + CHROMAS_BATCH)
                collection.add(ids=keys[batch], embeddings=vectors[batch])

        return seconds(add)


def again(folder: Folder) -> Later:
    """Re-index with nothing changed and with one file changed, in turns, and roll back."""
    unchanged, one = [], []
    with Library.open(folder.settings(), purpose="a benchmark") as library:
        library.reindex()
        for edition in range(1, CHANGES + 1):
            unchanged.append(seconds(library.reindex))
            folder.write(edition, edition=edition)
            one.append(seconds(library.reindex))
        rollback = seconds(library.rollback)
    more = [changed - same for changed, same in zip(one, unchanged, strict=True)]
    return Later(median(unchanged), median(more), rollback)
