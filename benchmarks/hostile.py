"""What becomes of a folder of hostile files: time, memory, what is indexed and what is told of the rest.

`python -m benchmarks.hostile [FOLDER]` makes the folder, or takes one that is made, and runs
`footnote index` on it as a person would. Memory is that of the process and all that it starts, together.
A file is silent that is neither indexed nor told as failed or passed over, though its suffix is read. In
the end the twenty good files are asked for.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.folders import Folder
from benchmarks.memory import MEGABYTE
from benchmarks.table import Row, short, table_of
from retrieval import Library
from retrieval.documents.loaders import SUPPORTED
from tests.hostile import Fact, make_hostile_folder
from tests.hostile.good_files import good_files
from tests.paths import ROOT

LONGEST = 3600
"""Seconds after which an index that is not done is ended."""

_SAMPLE = 0.1
_PASSAGES = 5
"""Passages of a search among which a fact is to be found."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """How `footnote index` ended; `failed` are the reasons by the paths that they are told of."""

    seconds: float
    megabytes: float
    status: int | None
    failed: Mapping[str, str]
    said: str


def rows() -> list[Row]:
    """Make the folder, index it and ask for what the good files say."""
    with Folder.temporary() as folder:
        facts = make_hostile_folder(folder.corpus)
        return rows_of(folder, facts)


def rows_of(folder: Folder, facts: Sequence[Fact]) -> list[Row]:
    """Index a folder and ask for these facts."""
    done = index(folder)
    indexed, files = _indexed(folder), set(_files(folder.corpus))
    wanted = {path for path in files if path.lower().endswith(SUPPORTED) and not _is_hidden(path)}
    left = wanted - indexed - set(done.failed)
    silent = {path for path in left if path not in done.said}
    readable = [fact for fact in facts if fact.path.endswith(SUPPORTED)]
    found = _found(folder, readable) if indexed else 0
    ended = "" if done.status == 0 else f"it ended with {done.status}: {done.said[-200:]}"
    reasons = Counter(map(_first_clause, done.failed.values())).most_common()
    return [
        Row(
            "hostile files",
            f"{len(files):,}",
            "",
            f"{len(files - wanted):,} of no format, or hidden",
        ),
        Row("hostile files, time", f"{short(done.seconds)} s", "", ended),
        Row("hostile files, peak of memory", f"{short(done.megabytes)} MB", "", "with children"),
        Row("hostile files, indexed", f"{len(indexed):,}"),
        Row("hostile files, failed", f"{len(done.failed):,}"),
        *(Row("hostile files, failed: of these", str(times), "", why) for why, times in reasons),
        Row("hostile files, passed over and named", f"{len(left - silent):,}"),
        Row("hostile files, silent", str(len(silent)), "", ", ".join(sorted(silent))[:300]),
        Row("good files among them, found", f"{found}/{len(readable)}", f"{len(readable)}"),
    ]


def index(folder: Folder) -> Indexed:
    """Run `footnote index` and watch its memory."""
    options = ["--corpus", str(folder.corpus), "--data", str(folder.data), "--json"]
    command = [sys.executable, "-m", "bot", "index", "--verbose", *options]
    started, peak = time.perf_counter(), 0.0
    folder.data.parent.mkdir(parents=True, exist_ok=True)
    said = folder.data.parent / "said"
    with (
        said.open("wb") as output,
        subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT
        ) as running,
    ):
        while running.poll() is None:
            peak = max(peak, _megabytes(running.pid))
            if time.perf_counter() - started > LONGEST:
                running.kill()
            time.sleep(_SAMPLE)
    text = said.read_text(encoding="utf-8", errors="replace")
    taken = time.perf_counter() - started
    return Indexed(taken, peak, running.returncode, _failures(text), text)


def _failures(said: str) -> dict[str, str]:
    for line in reversed(said.splitlines()):
        if line.startswith("{"):
            failed = json.loads(line)["failed"]
            return {each["source"]: each["error"] for each in failed}
    return {}


def _megabytes(process: int) -> float:
    """Return what a process and all that it started hold; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{process}/statm").read_text(encoding="ascii")
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = [(task / "children").read_text(encoding="ascii").split() for task in tasks]
    except OSError:  # it has ended meanwhile
        return 0.0
    held = int(status.split()[1]) * os.sysconf("SC_PAGE_SIZE") / MEGABYTE
    return held + sum(_megabytes(int(child)) for each in children for child in each)


def _first_clause(reason: str) -> str:
    return re.split(r"[;:]|, ", reason, maxsplit=1)[0].rstrip(".")


def _files(corpus: Path) -> Iterator[str]:
    """Yield the paths of all that is no folder, as the index names them."""
    for folder, _, names in os.walk(corpus):
        for name in names:
            path = (Path(folder) / name).relative_to(corpus).as_posix()
            yield path.encode("utf-8", "replace").decode()


def _is_hidden(path: str) -> bool:
    return any(part.startswith((".", "~$")) for part in path.split("/"))


def _indexed(folder: Folder) -> set[str]:
    catalog = folder.data / "catalog.sqlite3"
    if not catalog.exists():
        return set()
    with closing(sqlite3.connect(f"{catalog.as_uri()}?mode=ro", uri=True)) as connection:
        return {
            path
            for (path,) in connection.execute(
                "SELECT path FROM document, library "
                "WHERE created_in <= live AND (removed_in IS NULL OR removed_in > live)"
            )
        }


def _found(folder: Folder, facts: Sequence[Fact]) -> int:
    with Library.open(folder.settings(), purpose="a benchmark") as library:
        return sum(
            any(
                fact.path == passage.source.path and fact.words in passage.text
                for passage in library.search(fact.question)[:_PASSAGES]
            )
            for fact in facts
        )


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="documents, from tests.hostile")
    made = parser.parse_args().folder
    if made is None:
        print(table_of(rows()))
        return
    with Folder.temporary() as empty:
        folder = Folder(made, empty.data)
        print(table_of(rows_of(folder, list(good_files()))))


if __name__ == "__main__":
    main()
