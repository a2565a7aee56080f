"""Search, start and first index beside what one writes with LangChain, on the same documents."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.folders import Folder, questions
from benchmarks.indexed_folders import IndexedFolder
from benchmarks.processes import apart
from benchmarks.table import Row, short
from benchmarks.timing import milliseconds, ratio, seconds
from retrieval import Library
from retrieval.index.embedder import embed_locally

CHUNKS = 18_000
ASKED = 60
WARM = 10
"""Questions that both are asked before their times count."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Seconds that both took: from the start to what is found first, and for each question after."""

    our_start: float
    their_start: float
    ours: list[float]
    theirs: list[float]


def rows(indexed: IndexedFolder) -> list[Row]:
    """Make an index with LangChain too, and compare the two."""
    data = indexed.folder.data.with_name("langchain")
    indexing = apart(index_theirs, indexed, data)
    pair = apart(compare, indexed.folder, data)
    of = f"{indexed.chunks:,} chunks: LangChain's Chroma + BM25 beside Footnote"
    return [
        Row(
            f"search, {of}",
            f"{short(ratio(pair.theirs, pair.ours))} times as long",
            "5 times",
            f"{milliseconds(pair.theirs)} beside {milliseconds(pair.ours)}",
        ),
        _row(f"start until something is found, {of}", pair.their_start, pair.our_start),
        _row(f"first index, {of}", indexing, indexed.seconds),
    ]


def _row(measure: str, theirs: float, ours: float) -> Row:
    value = f"{short(theirs / ours)} times as long"
    return Row(measure, value, beside=f"{short(theirs)} s beside {short(ours)} s")


def index_theirs(indexed: IndexedFolder, data: Path) -> float:
    """Index the folder with LangChain, and return how many seconds that took.

    Raises:
        ValueError: it has other chunks than the library.
    """
    from benchmarks.langchain_stack import store_documents

    started = time.perf_counter()
    stored = store_documents(indexed.folder.corpus, data)
    taken = time.perf_counter() - started
    if stored != indexed.chunks:
        raise ValueError(f"{stored} chunks cannot be compared with {indexed.chunks}")
    return taken


def compare(folder: Folder, data: Path) -> Pair:
    """Start both, and ask both the same questions, in turns."""
    from benchmarks.langchain_stack import FOUND, open_retriever

    embed_locally(["warm"])
    first, *others = questions(ASKED + 1)
    ours, theirs = [], []
    started = time.perf_counter()
    with Library.open(folder.settings(), purpose="a benchmark", hold=True) as library:
        library.search(first, limit=FOUND)
        opened = time.perf_counter()
        retriever = open_retriever(data)
        retriever.invoke(first)
        their_start = time.perf_counter() - opened
        for question in others:
            ours.append(seconds(lambda: library.search(question, limit=FOUND)))  # noqa: B023
            theirs.append(seconds(lambda: retriever.invoke(question)))  # noqa: B023
    return Pair(opened - started, their_start, ours[WARM:], theirs[WARM:])
