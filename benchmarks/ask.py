"""How long an answer takes: from a cold start, from a warm library, and among very many chunks.

`python -m benchmarks.ask` runs the command line as a person does, then asks about the folder `docs` in
one process, and at last searches an index of 100,000 chunks that it makes for that (`--chunks`; some
minutes of work).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from benchmarks.folders import PARAGRAPHS, Folder, questions
from benchmarks.memory import peak_megabytes
from retrieval import Library

DOCUMENTS = Path(__file__).resolve().parents[1] / "docs" / "handbook"

ASKED = (
    "How can I be sure that a quote stands in the document?",
    "What happens when the chat model does not answer?",
    "Which formats can be read?",
    "Where are the documents kept?",
    "Who may re-index the documents?",
    "How do I go back to the index before?",
)
TURNS = 5


def cold(folder: Folder) -> None:
    """Time the command line, each time in a new process."""
    for words in (["--help"], ["ask", ASKED[0]]):
        places = ["--corpus", str(folder.corpus), "--data", str(folder.data)]
        command = [sys.executable, "-m", "bot", *places, *words]
        taken = []
        for _ in range(TURNS + 1):
            started = time.perf_counter()
            subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - our own command
            taken.append(time.perf_counter() - started)
        # The first time, `ask` indexes the folder.
        print(f"cold: footnote {words[0]:8} {median(taken[1:]):6.2f} s")


def warm(folder: Folder) -> None:
    """Questions to a library that is open."""
    with Library.open(folder.settings(), purpose="a benchmark") as library:
        taken = [_milliseconds(library, question, ask=True) for question in ASKED * TURNS]
    _report("warm: an answer from docs", taken[len(ASKED) :])


def among(chunks: int) -> None:
    """Time searches in a large index."""
    with Folder.temporary() as folder:
        folder.fill(chunks // PARAGRAPHS)
        with Library.open(folder.settings(), purpose="a benchmark") as library:
            report = library.reindex()
            print(f"an index of {report.chunks:,} chunks, made in {report.seconds:.0f} s")
            asked = questions(60)
            library.search(asked[0])
            _report("a search in it", [_milliseconds(library, each) for each in asked[10:]])
            _report("an answer", [_milliseconds(library, each, ask=True) for each in asked[10:]])


def _milliseconds(library: Library, question: str, *, ask: bool = False) -> float:
    started = time.perf_counter()
    if ask:
        library.ask(question)
    else:
        library.search(question)
    return (time.perf_counter() - started) * 1000


def _report(name: str, taken: list[float]) -> None:
    late = quantiles(taken, n=20)[-1]
    print(f"{name:28} p50 {median(taken):5.0f} ms, p95 {late:5.0f} ms ({len(taken)} times)")


def main() -> None:
    """Take the measures one after the other."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ask", description=__doc__)
    parser.add_argument("--chunks", type=int, default=100_000)
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="footnote-benchmark-") as data:
        folder = Folder(DOCUMENTS, Path(data))
        cold(folder)
        warm(folder)
    print(f"peak memory                  {peak_megabytes() or 0:5.0f} MB")
    among(arguments.chunks)
    print(f"peak memory                  {peak_megabytes() or 0:5.0f} MB")


if __name__ == "__main__":
    main()
