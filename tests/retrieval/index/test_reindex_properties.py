"""Whatever happens to the folder and to the process, the index holds what a fresh one would hold."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from retrieval import NoPreviousGenerationError
from retrieval.index.catalog import Writer
from retrieval.index.vector_store import VectorStore
from tests.crash import check_stores
from tests.folders import LONG_AGO, Folder

NAMES = st.sampled_from(["a.txt", "b.txt", "below/c.txt", "d.md"])
TEXTS = st.sampled_from(
    [
        "Bees dance.\n\nThey know the way home.",
        "Owls hunt at night.",
        "Whales sing songs that carry far.\n\nNobody knows why.",
        "Bees dance.\n\nOwls hunt at night.",
    ]
)
STEPS: list[tuple[type, str]] = [
    (Writer, "begin"),
    (Writer, "remember_embeddings"),
    (VectorStore, "upsert"),
    (Writer, "stage"),
    (Writer, "commit"),
    (Writer, "delete_unreachable"),
    (VectorStore, "delete"),
    (Writer, "finish"),
]


class Killed(BaseException):
    """The process ends here: nothing after this is done, no clean-up either."""


class Reindexing(RuleBasedStateMachine):
    """Random sequences of changes to a folder, re-indexes, crashes and rollbacks."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.folder = Folder.at(self.root)
        self.time = LONG_AGO
        self.live: dict[str, str] | None = None
        self.previous: dict[str, str] | None = None

    @initialize(text=TEXTS)
    def begin(self, text: str) -> None:
        self.folder.write("a.txt", text)

    def files(self) -> dict[str, str]:
        corpus = self.folder.corpus
        return {
            path.relative_to(corpus).as_posix(): path.read_text(encoding="utf-8")
            for path in corpus.rglob("*.*")
            if path.is_file()
        }

    @rule(name=NAMES, text=TEXTS)
    def write(self, name: str, text: str) -> None:
        self.time += 10
        self.folder.write(name, text, changed=self.time)

    @rule(name=NAMES)
    def remove(self, name: str) -> None:
        (self.folder.corpus / name).unlink(missing_ok=True)

    @rule(name=NAMES, to=NAMES)
    def rename(self, name: str, to: str) -> None:
        source, target = self.folder.corpus / name, self.folder.corpus / to
        if source.exists() and not target.exists():
            target.parent.mkdir(exist_ok=True)
            source.rename(target)

    @precondition(lambda self: self.files() or self.live)
    @rule()
    def reindex(self) -> None:
        with self.folder.library() as library:
            report = library.reindex(force=True)
        self.became_live(self.files(), moved=bool(report.changes))

    @precondition(lambda self: self.files() or self.live)
    @rule(step=st.sampled_from(STEPS), before=st.booleans())
    def crash(self, step: tuple[type, str], before: bool) -> None:
        owner, method = step
        with pytest.MonkeyPatch.context() as patch:
            original = getattr(owner, method)

            def dying(*arguments: Any, **options: Any) -> None:
                if not before:
                    original(*arguments, **options)
                # Nothing that would tidy up may run either.
                patch.setattr(Writer, "repair", dead)
                raise Killed

            def dead(*_: Any) -> None:
                raise Killed

            patch.setattr(owner, method, dying)
            try:
                with self.folder.library() as library:
                    library.reindex(force=True)
            except Killed:
                pass
            else:
                self.became_live(self.files(), moved=self.files() != self.live)
                return
        if self.indexed() != self.live:
            self.became_live(self.files(), moved=True)

    @precondition(lambda self: self.live is not None)
    @rule()
    def rollback(self) -> None:
        with self.folder.library() as library:
            if self.previous is None:
                with pytest.raises(NoPreviousGenerationError):
                    library.rollback()
            else:
                library.rollback()
                self.live, self.previous = self.previous, None

    def became_live(self, files: dict[str, str], *, moved: bool) -> None:
        if self.live is None:
            self.live = files
        elif moved:
            self.live, self.previous = files, self.live

    def indexed(self) -> dict[str, str] | None:
        """The live documents as they can be read back."""
        with self.folder.library() as library, library._catalog.snapshot() as snapshot:
            if snapshot.live is None:
                return None
            documents = [snapshot.document(row.id).document for row in snapshot.documents()]
            return {document.path: document.text for document in documents}

    @invariant()
    def what_is_live_is_what_should_be(self) -> None:
        assert self.indexed() == self.live

    def teardown(self) -> None:
        if self.files() or self.live:
            with self.folder.library() as library:
                library.reindex(force=True)
                library.reindex(force=True)
            check_stores(self.folder, swept=True)
            self.compare_with_a_fresh_index()
        shutil.rmtree(self.root)

    def compare_with_a_fresh_index(self) -> None:
        fresh = Folder(self.folder.corpus, self.root / "fresh")
        if not self.files():
            return
        with fresh.library() as library:
            library.reindex()
        assert chunks(fresh) == chunks(self.folder)


def chunks(folder: Folder) -> list[tuple[object, ...]]:
    """Every live chunk with the key of its embedding, its text and its words."""
    with folder.library() as library, library._catalog.snapshot() as snapshot:
        found: list[tuple[object, ...]] = []
        for row in snapshot.documents():
            for identifier, *columns in snapshot._connection.execute(
                "SELECT c.id, start, end, key, text FROM chunk AS c JOIN embedding AS e "
                "ON e.id = embedding WHERE document = ?",
                (row.id,),
            ):
                said = snapshot.chunks_around([identifier], 0).bodies.ids.tolist()
                spelt = snapshot.words(said)
                found.append((row.path, *columns, [spelt[word] for word in said]))
        return sorted(found, key=str)


TestReindexing = Reindexing.TestCase
TestReindexing.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
