"""How long a search and an answer take among so many chunks, how that grows, and the index's size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks.folders import Folder, questions
from benchmarks.indexed_folders import IndexedFolder
from benchmarks.processes import apart
from benchmarks.table import Row, short
from benchmarks.timing import growth_exponent, milliseconds, seconds
from retrieval import Library

ASKED = 50
WARM = 10
"""Questions that a library is asked before its times count."""

TARGETS = {10_000: "8 / 15 ms", 100_000: "30 / 60 ms"}


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of searches and of whole answers."""

    searches: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)


def rows(indexed: Sequence[IndexedFolder], repeats: int) -> list[Row]:
    """Ask the folders in turns."""
    times = {each.chunks: Times() for each in indexed}
    for _ in range(repeats):
        for each in indexed:
            more = apart(search_and_ask, each.folder)
            times[each.chunks].searches.extend(more.searches)
            times[each.chunks].answers.extend(more.answers)
    found = []
    for each in indexed:
        of, taken = f"{each.chunks:,} chunks", times[each.chunks]
        target = TARGETS.get(each.chunks, "")
        found += [
            Row(f"search, {of}: median / p95", milliseconds(taken.searches), target),
            Row(f"answer by quoting, {of}: median / p95", milliseconds(taken.answers)),
            _size(each),
        ]
    if len(indexed) > 1:
        found.append(_growth({size: median(taken.searches) for size, taken in times.items()}))
    return found


def _size(indexed: IndexedFolder) -> Row:
    return Row(
        f"index on the disk, {indexed.chunks:,} chunks, for each MB of text",
        f"{short(indexed.index_megabytes / indexed.text_megabytes)} MB",
        beside=f"{short(indexed.index_megabytes)} MB, made in {short(indexed.seconds)} s",
    )


def _growth(medians: dict[int, float]) -> Row:
    exponent = growth_exponent(list(medians), list(medians.values()))
    sizes = ", ".join(f"{size:,}" for size in medians)
    return Row(
        "a search's time grows as chunks ** x", f"x = {exponent:.2f}", beside=f"fitted on {sizes}"
    )


def search_and_ask(folder: Folder) -> Times:
    """Open an index as the bot does; search for some questions, and have others answered."""
    asked = questions(WARM + 2 * ASKED)
    with Library.open(folder.settings(), purpose="a benchmark", hold=True) as library:
        for question in asked[:WARM]:
            library.ask(question)
        searched, answered = asked[WARM : WARM + ASKED], asked[WARM + ASKED :]
        return Times(
            [seconds(lambda: library.search(each)) for each in searched],  # noqa: B023
            [seconds(lambda: library.ask(each)) for each in answered],  # noqa: B023
        )
