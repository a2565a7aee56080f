"""What a re-index costs: the first, of nothing changed, of one changed file; and a rollback.

`python -m benchmarks.reindex` prints ratios within one run. The first index is timed without the
embedding itself and set beside Chroma's own `add` of the very same vectors. The two take turns, each
time in a process and in folders of their own, so that neither finds anything warm that the other made,
and a machine that is slow for a while is slow for both.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.folders import PARAGRAPHS, Folder
from benchmarks.memory import peak_megabytes
from retrieval import Library
from retrieval.index.catalog import Catalog
from retrieval.index.embedder import Embedder, embed_locally

CHROMAS_BATCH = 5_000
"""Vectors that Chroma is given at once, near the most that it takes."""


def first_index(folder: Folder) -> dict[str, Any]:
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
        taken = _seconds(library.reindex)
        chunks = library.status().chunks
    return {"seconds": taken, "embedding": spent, "chunks": chunks}


def chromas_add(folder: Folder) -> dict[str, Any]:
    """Give the vectors of an index to an empty Chroma, with Chroma's own settings."""
    import chromadb
    from chromadb.config import Settings

    catalog = Catalog(folder.data)
    writer = catalog.writer()
    (model,) = writer.models()
    kept = dict(writer.embeddings_of(model))
    catalog.close()
    keys, vectors = list(kept), np.stack(list(kept.values()))
    with TemporaryDirectory(dir=folder.data.parent) as empty:
        client = chromadb.PersistentClient(empty, settings=Settings(anonymized_telemetry=False))
        collection = client.create_collection(
            "benchmark", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

        def add() -> None:
            for first in range(0, len(keys), CHROMAS_BATCH):
                batch = slice(first, first + CHROMAS_BATCH)
                collection.add(ids=keys[batch], embeddings=vectors[batch])

        return {"seconds": _seconds(add)}


def again(folder: Folder, repeats: int) -> dict[str, Any]:
    """Re-index with nothing changed and with one file changed, in turns, and roll back."""
    unchanged, one = [], []
    with Library.open(folder.settings(), purpose="a benchmark") as library:
        library.reindex()
        for edition in range(1, repeats + 1):
            unchanged.append(_seconds(library.reindex))
            folder.write(edition, edition=edition)
            one.append(_seconds(library.reindex))
        rollback = _seconds(library.rollback)
    more = [changed - same for changed, same in zip(one, unchanged, strict=True)]
    return {"unchanged": median(unchanged), "more": median(more), "rollback": rollback}


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _apart(step: str, folder: Folder, *more: str) -> dict[str, Any]:
    """Run a step in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.reindex", "--step", step]
    places = [str(folder.corpus), str(folder.data), *more]
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, *places], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _step(name: str, corpus: str, data: str, *more: str) -> None:
    folder = Folder(Path(corpus), Path(data))
    steps: dict[str, Callable[[], dict[str, Any]]] = {
        "first": lambda: first_index(folder),
        "add": lambda: chromas_add(folder),
        "again": lambda: again(folder, int(more[0])),
    }
    found = steps[name]()
    print(json.dumps({**found, "megabytes": peak_megabytes() or 0}))


def measure(files: int, repeats: int) -> None:
    """Take the measures and print them."""
    with Folder.temporary() as folder:
        folder.fill(files)
        firsts, adds = [], []
        for turn in range(repeats):
            fresh = Folder(folder.corpus, folder.data.with_name(f"data-{turn}"))
            firsts.append(_apart("first", fresh))
            adds.append(_apart("add", fresh)["seconds"])
        later = _apart("again", fresh, "7")
    rest = [first["seconds"] - first["embedding"] for first in firsts]
    whole = median(first["seconds"] for first in firsts)
    ratios = sorted(ours / chromas for ours, chromas in zip(rest, adds, strict=True))
    chunks = firsts[0]["chunks"]
    print(f"{files:,} files of {PARAGRAPHS} paragraphs, {chunks:,} chunks; {os.cpu_count()} cores")
    print(f"first index                    {whole:8.2f} s, embedding included")
    print(f"  without the embedding        {median(rest):8.2f} s")
    print(f"  Chroma's own add             {median(adds):8.2f} s")
    print(f"  one beside the other         {median(ratios):8.2f}   ({_listed(ratios)})")
    print(f"  peak memory                  {max(f['megabytes'] for f in firsts):8.0f} MB")
    share = later["unchanged"] / whole
    print(f"re-index, nothing changed      {later['unchanged'] * 1000:8.0f} ms = {share:.1%}")
    print(f"  one changed file, in addition{later['more'] * 1000:8.0f} ms")
    print(f"rollback                       {later['rollback'] * 1000:8.0f} ms")


def _listed(ratios: list[float]) -> str:
    return ", ".join(f"{ratio:.2f}" for ratio in ratios)


def main() -> None:
    """Read the arguments; `--step` is how it runs parts of itself."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reindex", description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.step:
        _step(*arguments.step)
    else:
        measure(arguments.files, arguments.repeats)


if __name__ == "__main__":
    main()
