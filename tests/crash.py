"""Kills a real re-index at a chosen or random moment and checks that nothing was lost by it.

`python -m tests.crash --rounds 100` is the long run; `test_crash.py` does a few of each kind. It runs
itself as the process that is killed: `python -m tests.crash --victim FOLDER --at STEP`.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from retrieval import Library
from retrieval.index.catalog import Catalog, Writer
from retrieval.index.indexer import Indexer
from retrieval.index.vector_store import VectorStore
from tests.folders import LONG_AGO, Folder
from tests.paths import ROOT
from tests.stores import chroma_keys

LATER = LONG_AGO + 60

STEPS: dict[str, tuple[type, str]] = {
    "plan": (Indexer, "_plan"),
    "begin": (Writer, "begin"),
    "remember": (Writer, "remember_embeddings"),
    "upsert": (VectorStore, "upsert"),
    "stage": (Writer, "stage"),
    "commit": (Writer, "commit"),
    "delete-rows": (Writer, "delete_unreachable"),
    "delete": (VectorStore, "delete"),
    "finish": (Writer, "finish"),
    "checkpoint": (Writer, "checkpoint"),
}
"""Every step of a re-index that writes, in order, and who takes it."""

MOMENTS = [f"{when}-{step}" for step in STEPS for when in ("before", "after")]

ANIMALS = ("bees", "owls", "whales", "yaks", "moles", "storks", "newts", "hares")


def text_of(name: str, edition: int) -> str:
    """A small document that says which edition it is."""
    sentences = (f"The {name} of edition {edition} counted {n} things that day." for n in range(12))
    return "\n\n".join(sentences)


def first_state(folder: Folder) -> None:
    """The folder before the re-index that is killed."""
    for name in ANIMALS[:6]:
        folder.write(f"{name}.txt", text_of(name, 1), changed=LONG_AGO + 30)


def second_state(folder: Folder) -> None:
    """The folder as the re-index that is killed finds it: one of each kind of change."""
    folder.write("bees.txt", text_of("bees", 2), changed=LATER)
    folder.write("owls.txt", text_of("owls", 2), changed=LATER)
    (folder.corpus / "whales.txt").unlink()
    (folder.corpus / "yaks.txt").rename(folder.corpus / "oxen.txt")
    folder.write("storks.txt", text_of("storks", 2), changed=LATER)


def editions(library: Library) -> dict[str, str]:
    """What the index says of each animal: the source and the edition that it finds first."""
    said = {}
    for name in ANIMALS:
        best = library.search(f"How many things did the {name} count?")[0]
        if f"The {name} of" in best.text:
            said[name] = f"{best.source.path} {best.text.split('edition ')[1][0]}"
    return said


BEFORE = {name: f"{name}.txt 1" for name in ANIMALS[:6]}
AFTER = {
    **{name: f"{name}.txt 1" for name in ("moles", "storks")},
    "bees": "bees.txt 2",
    "owls": "owls.txt 2",
    "yaks": "oxen.txt 1",
    "storks": "storks.txt 2",
}


def check_stores(folder: Folder, *, swept: bool) -> None:
    """Compare catalog, full-text index and Chroma as wholes.

    After a crash there may be more than is live; once the job is done (`swept`) there may not.
    """
    catalog = Catalog(folder.data)
    store = VectorStore(folder.settings(), catalog.library)
    connection = catalog._connection()
    connection.execute(
        "CREATE VIRTUAL TABLE temp.instances USING fts5vocab (main, chunk_words, instance)"
    )

    def column(sql: str) -> list[Any]:
        return [row[0] for row in connection.execute(sql)]

    try:
        assert column("PRAGMA integrity_check") == ["ok"]
        assert column("SELECT sum(chunks) FROM document") == column("SELECT count(*) FROM chunk")
        assert column("SELECT id FROM chunk ORDER BY id") == column(
            "SELECT DISTINCT doc FROM temp.instances ORDER BY doc"
        )
        live = column(
            "SELECT e.key FROM chunk AS c JOIN document AS d ON d.id = c.document "
            "JOIN embedding AS e ON e.id = c.embedding, library "
            "WHERE d.created_in <= live AND (d.removed_in IS NULL OR d.removed_in > live)"
        )
        kept = set(column("SELECT key FROM embedding"))
        vectors = [key for model in catalog.writer().models() for key in chroma_keys(store, model)]
        assert len(vectors) == len(set(vectors)), "duplicates in Chroma"
        assert set(live) <= kept & set(vectors), "a live chunk has lost its embedding"
        if swept:
            used = column("SELECT key FROM chunk JOIN embedding AS e ON e.id = embedding")
            assert set(used) == kept == set(vectors), "orphans"
            assert column("SELECT count(*) FROM orphan") == [0]
            assert column("SELECT count(*) FROM unstored") == [0]
    finally:
        store.close()
        catalog.close()


def crash_and_recover(root: Path, *, at: str | None = None, after: float = 0.0) -> str:
    """One round: index, change the folder, be killed while re-indexing, check, finish, check.

    The victim is killed `at` a moment of `MOMENTS`, or `after` so many seconds. Returns what was
    live after the crash: "before" or "after".
    """
    folder = Folder.at(root)
    with folder.library() as library:
        folder.write("bees.txt", text_of("bees", 0))  # past rollback: what the victim has to sweep
        library.reindex()
        first_state(folder)
        library.reindex()
    second_state(folder)
    run_victim(folder, at, after)
    with folder.library() as library:
        said = editions(library)
        wait_for_mending(library)
    assert said in (BEFORE, AFTER), f"neither the old index nor the new one: {said}"
    check_stores(folder, swept=False)
    with folder.library() as library:
        library.reindex()
        assert editions(library) == AFTER
        assert library.reindex().changes == 0
        wait_for_mending(library)
    check_stores(folder, swept=True)
    return "before" if said == BEFORE else "after"


def wait_for_mending(library: Library) -> None:
    """Wait until a vector store that is being filled again is full: whoever closes it stops that."""
    mending = library._vectors._mending
    if mending is not None:
        mending.join()


def run_victim(folder: Folder, at: str | None, after: float) -> None:
    """Start a re-index in another process and see to it that it is killed."""
    command = [sys.executable, "-m", "tests.crash", "--victim", str(folder.corpus.parent)]
    with subprocess.Popen(
        [*command, *(["--at", at] if at else [])], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline() == "ready\n"
        if at is None:
            time.sleep(after)
            victim.kill()
        victim.wait(timeout=60)
        assert victim.returncode in ((-signal.SIGKILL,) if at else (-signal.SIGKILL, 0))


def be_the_victim(folder: Folder, at: str | None) -> None:
    """Re-index, and die by SIGKILL at the moment that is named."""
    if at is not None:
        when, _, step = at.partition("-")
        owner, method = STEPS[step]
        setattr(owner, method, dying(getattr(owner, method), before=when == "before"))
    with folder.library() as library:
        print("ready", flush=True)  # noqa: T201 - the parent waits for it
        library.reindex()


def dying(method: Callable[..., Any], *, before: bool) -> Callable[..., Any]:
    """The method, with death before or after it."""

    def wrapped(*arguments: Any, **options: Any) -> None:
        if not before:
            method(*arguments, **options)
        os.kill(os.getpid(), signal.SIGKILL)

    return wrapped


def main() -> None:
    """Run the rounds, or be the victim of one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="rounds at random moments")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--victim", type=Path)
    parser.add_argument("--at", choices=MOMENTS)
    arguments = parser.parse_args()
    if arguments.victim is not None:
        be_the_victim(
            Folder(arguments.victim / "documents", arguments.victim / "data"), arguments.at
        )
        return
    randomness = random.Random(arguments.seed)
    moments = [(moment, 0.0) for moment in MOMENTS]
    moments += [("", randomness.uniform(0.0, 0.25)) for _ in range(arguments.rounds)]
    live: Counter[str] = Counter()
    for number, (moment, after) in enumerate(moments, start=1):
        with tempfile.TemporaryDirectory() as root:
            state = crash_and_recover(Path(root), at=moment or None, after=after)
        live[state] += 1
        print(f"{number}/{len(moments)} {moment or f'{after:.3f} s'}: {state}")  # noqa: T201 - a report
    print(f"{len(moments)} crashes, nothing lost. Live afterwards: {dict(live)}")  # noqa: T201


if __name__ == "__main__":
    main()
