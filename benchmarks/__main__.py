"""All measures of time, size and memory, in one table: `python -m benchmarks`.

What is compared takes turns in one run. Each part runs in a process of its own, on folders that are made
once; all of it takes some minutes, and should have the machine to itself.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from benchmarks import (
    answer_profile,
    beside_langchain,
    bot_memory,
    crowd,
    event_loop,
    first_answer,
    hostile,
    reindex,
    search_times,
)
from benchmarks.indexed_folders import IndexedFolder, IndexedFolders
from benchmarks.table import Row, table_of

CHUNKS = (10_000, beside_langchain.CHUNKS, 100_000)


@dataclass(frozen=True, slots=True)
class Run:
    """The folders of a run, and how much is asked of it."""

    folders: IndexedFolders
    chunks: Sequence[int]
    files: int
    repeats: int

    def indexed(self) -> list[IndexedFolder]:
        """Return a folder of each size, the smallest first."""
        return [self.folders.of(chunks) for chunks in self.chunks]


MEASURES: dict[str, Callable[[Run], list[Row]]] = {
    "start": lambda run: first_answer.rows(run.folders.handbook(), run.repeats),
    "search": lambda run: search_times.rows(run.indexed(), run.repeats),
    "langchain": lambda run: beside_langchain.rows(run.folders.of(beside_langchain.CHUNKS)),
    "memory": lambda run: bot_memory.rows(run.folders.handbook(), run.indexed()),
    "crowd": lambda run: crowd.rows(run.folders.handbook()),
    "event-loop": lambda _: event_loop.rows(event_loop.FILES),
    "reindex": lambda run: reindex.rows(run.files, run.repeats),
    "hostile": lambda _: hostile.rows(),
}
NEEDED = {"langchain": "langchain_chroma", "crowd": "simcord"}
"""What a measure needs of the extra `bench`."""

PROFILE = "profile"
"""What an answer's time is made of, for the largest folder: a text of its own behind the table."""


def main(words: Sequence[str] | None = None) -> None:
    """Measure what is asked for, and print it."""
    arguments = _parser().parse_args(words)
    chosen = arguments.only
    for name in [name for name in chosen if name in NEEDED and find_spec(NEEDED[name]) is None]:
        _tell(f"{name}: left out, since it needs the extra bench; `make bench` installs it")
        chosen.remove(name)
    machine = _machine()
    sizes = sorted({*arguments.chunks, *arguments.chunks_largest})
    with IndexedFolders.temporary() as folders:
        run = Run(folders, sizes, arguments.files, arguments.repeats)
        rows = [row for name in MEASURES if name in chosen for row in _measure(name, run)]
        if rows:
            print(f"{machine}\n\n{table_of(rows)}")
        if PROFILE in chosen:
            print(f"\n{answer_profile.report(run.indexed()[-1])}")


def _machine() -> str:
    """Return what the figures depend on; the load tells whether others were at work before."""
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {sys.platform}{load}"


def _measure(name: str, run: Run) -> list[Row]:
    started = time.perf_counter()
    rows = MEASURES[name](run)
    _tell(f"{name}: measured in {time.perf_counter() - started:.0f} s")
    return rows


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [*MEASURES, PROFILE]
    parser.add_argument(
        "--only", type=_names, default=names, metavar="NAMES", help=f"some of {', '.join(names)}"
    )
    parser.add_argument("--chunks", type=int, nargs="+", default=CHUNKS, help="sizes to search in")
    parser.add_argument(
        "--chunks-largest", type=int, nargs=1, default=(), help="one more, such as 300000"
    )
    parser.add_argument("--files", type=int, default=10_000, help="files of the first index")
    parser.add_argument("--repeats", type=int, default=3, help="turns of what is compared")
    return parser


def _names(value: str) -> list[str]:
    """Read names that are separated by commas.

    Raises:
        argparse.ArgumentTypeError: there is no such measure.
    """
    names = value.split(",")
    if unknown := set(names) - {*MEASURES, PROFILE}:
        raise argparse.ArgumentTypeError(f"no measure is called {', '.join(sorted(unknown))}")
    return names


if __name__ == "__main__":
    main()
