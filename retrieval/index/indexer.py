"""Makes the index match the folder: loads, splits, embeds, stages, and commits in one step.

Until the commit nobody sees anything of it; a crash or a cancellation at any point leaves the live
generation as it was, and the next re-index goes on from there. The order of writes is what makes that
true: embeddings are remembered first (they may have cost money), then the vector store has them, then
the catalog stages the chunks, then it commits, and only then what is no longer needed is swept.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing

import numpy as np

from ..documents.folder.scan import Scan
from ..documents.reading.reading_limits import Limits
from ..errors import Cancelled, IndexWriteError, ModelError, ReindexRefused, StoreError
from ..types import CHARACTERS_PER_TOKEN, Failure, IndexReport
from .catalog import DocumentRow, FailedFile, Writer, reason_of
from .documents_folder import Remembered
from .embedder import TEXTS_PER_BATCH, Embedder
from .mending_store import MendingStore
from .planner import IndexConfig, IndexTask, Plan, is_indexed
from .preparation import PreparedDocument, Preparer, plan_reindex
from .progress_meter import ProgressCallback, ProgressMeter
from .report import StagedDocument, reindex_report

CHUNKS_PER_BATCH = 2_000
"""Chunks staged at once: enough that the stores work in bulk, few enough to be told of progress."""

FIRST_BATCH = 250
"""Chunks of the first batch, from which on they double: so it is soon known how long it all takes."""


class Indexer:
    """One re-index, by the one process that holds the data folder."""

    def __init__(
        self,
        writer: Writer,
        vectors: MendingStore,
        embedder: Embedder,
        folder: Remembered,
        *,
        report_progress: ProgressCallback = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
        give_way: Callable[[], None] = lambda: None,
        limits: Limits,
    ) -> None:
        """Combine the parts.

        `folder` is what the index is to remember of its documents folder; `give_way` is called between
        two steps of the work. Files are read within `limits`.
        """
        self._writer = writer
        self._vectors = vectors
        self._embedder = embedder
        self._folder = folder
        self._meter = ProgressMeter(report_progress)
        self._cancelled = cancelled
        self._give_way = give_way
        self._config = IndexConfig.of(embedder.name)
        failed_before = {file.path: file for file in writer.snapshot().failed_files()}
        self._preparer = Preparer(writer, self._config, limits, failed_before)

    def preview(self, scan: Scan, *, verify: bool = False) -> IndexReport:
        """Report what `apply` would do. It reads what changed, and neither embeds nor writes."""
        started = time.monotonic()
        plan = self._plan(scan, verify=verify)
        live = self._writer.snapshot().live
        staged: list[StagedDocument] = []
        characters: dict[str, int] = {}
        for prepared in self._prepare_all(plan.tasks, scan.root):
            staged.append(_as_staged(prepared))
            if self._embedder.paid:
                for texts in prepared.texts(CHUNKS_PER_BATCH):
                    missing = self._writer.without_embedding(list(texts))
                    characters |= {key: len(texts[key]) for key in missing}
        tokens = sum(characters.values()) // CHARACTERS_PER_TOKEN if self._embedder.paid else None
        generation = live.id if live else 0
        return self._report(plan, staged, generation, started, dry_run=True, tokens=tokens)

    def apply(self, scan: Scan, *, force: bool = False, verify: bool = False) -> IndexReport:
        """Make the index match the folder.

        With `verify` every file is compared by its content. What an interrupted re-index has staged is
        not done again.

        Raises:
            ReindexRefused: more than half of the documents would go, and `force` is not given.
            Cancelled: `cancelled` said so; the live generation is as it was.
            ModelError: the embedding model did not serve; what it had embedded is kept.
        """
        started = time.monotonic()
        interrupted = self._writer.is_unfinished()
        if interrupted:
            self._writer.repair()
        plan = self._plan(scan, verify=verify)
        live = self._writer.snapshot().live
        self._refuse_mass_removal(plan, force=force)
        self._restore_missing_vectors()
        staged: list[StagedDocument] = []
        generation = self._writer.next_generation()
        taken = self._take_staged(plan.tasks) if interrupted else {}
        if plan.tasks or plan.removed or live is None:
            tasks = [task for task in plan.tasks if task.file.path not in taken]
            staged = [*taken.values(), *self._stage(tasks, scan.root, generation)]
        failed = [
            *self._preparer.failed,
            *map(_as_failed_file, plan.failed),
            *self._preparer.not_tried(scan.anew),
        ]
        self._meter.tell("commit")
        if staged or plan.removed or live is None:
            replaced = [document.known.id for document in staged if document.known is not None]
            ended = [*replaced, *(row.id for row in plan.removed)]
            self._writer.commit(
                *(generation, self._embedder.name, ended, plan.touched, self._folder), failed
            )
        else:
            generation = live.id
            self._writer.touch(plan.touched, failed)
            if live.folder != self._folder:
                self._writer.note_documents_folder(self._folder)
        self._meter.tell("sweep")
        if self._writer.is_unfinished():
            self._sweep(generation, thorough=interrupted)
        else:
            self._writer.checkpoint()
        return self._report(plan, staged, generation, started)

    def _plan(self, scan: Scan, *, verify: bool) -> Plan:
        self._meter.tell("scan")
        self._preparer.try_again(scan.anew)
        rows = self._writer.snapshot().documents()
        return plan_reindex(scan, rows, self._config, verify=verify)

    def _refuse_mass_removal(self, plan: Plan, *, force: bool) -> None:
        replaced = sum(task.known is not None for task in plan.tasks)
        documents = len(plan.unchanged) + len(plan.removed) + replaced
        if plan.lost * 2 > documents and not force:
            raise ReindexRefused(
                f"This would remove {plan.lost} of the {documents} documents in the index. If the "
                "documents folder is the right one, confirm it (on the command line with --force).",
                removed=plan.lost,
                documents=documents,
            )

    def _take_staged(self, tasks: Sequence[IndexTask]) -> dict[str, StagedDocument]:
        """Return what an interrupted re-index staged of the same files, by path; delete the rest."""
        by_path = {task.file.path: task for task in tasks}
        taken: dict[str, StagedDocument] = {}
        others: list[DocumentRow] = []
        for row in self._writer.staged():
            task = by_path.get(row.path)
            if task is not None and is_indexed(task.file, row, self._config):
                taken[row.path] = StagedDocument(row.path, task.known, row.chunks)
            else:
                others.append(row)
        self._writer.discard(others)
        return taken

    def _stage(
        self, tasks: Sequence[IndexTask], root: str, generation: int
    ) -> list[StagedDocument]:
        """Embed and stage everything.

        One after the other on purpose: Chroma's own code holds Python's global lock all the while, so
        a second thread would only be in its way.
        """
        self._writer.begin()
        staged: list[StagedDocument] = []
        for batch in self._batches(tasks, root):
            self._embed(batch)
            self._writer.stage(generation, (prepared.row(self._config) for prepared in batch))
            self._meter.stored()
            staged += map(_as_staged, batch)
        self._raise_if_cancelled()
        return staged

    def _batches(self, tasks: Sequence[IndexTask], root: str) -> Iterator[list[PreparedDocument]]:
        batch: list[PreparedDocument] = []
        size, full = 0, FIRST_BATCH
        for prepared in self._prepare_all(tasks, root):
            batch.append(prepared)
            size += len(prepared.keys)
            if size >= full:
                yield batch
                batch, size = [], 0
                full = min(2 * full, CHUNKS_PER_BATCH)
        if batch:
            yield batch

    def _prepare_all(self, tasks: Sequence[IndexTask], root: str) -> Iterator[PreparedDocument]:
        self._meter.begin(tasks)
        prepared = self._preparer.prepare(tasks, root, self._raise_if_cancelled)
        with closing(prepared):
            for task, document in prepared:
                self._raise_if_cancelled()
                self._give_way()
                self._meter.read(task, document)
                if document is not None:
                    yield document

    def _embed(self, batch: Sequence[PreparedDocument]) -> None:
        """Get the embeddings of a batch, remember them, and have Chroma store those it lacks."""
        keys = [key for prepared in batch for key in prepared.keys]
        self._meter.begin_batch(batch, self._writer.without_embedding(keys))
        for texts in _texts(batch):
            self._embed_texts(texts)

    def _embed_texts(self, texts: Mapping[str, str]) -> None:
        known = self._writer.embeddings(list(texts))
        lacking = {key: vector for key, (stored, vector) in known.items() if not stored}
        missing = [key for key in texts if key not in known]
        for first in range(0, len(missing), TEXTS_PER_BATCH):
            self._raise_if_cancelled()
            keys = missing[first : first + TEXTS_PER_BATCH]
            vectors = self._embedder.embed([texts[key] for key in keys])
            self._check_dimensions(vectors.shape[1])
            self._writer.remember_embeddings(self._embedder.name, keys, vectors)
            self._give_way()
            self._meter.embedded(len(keys))
            lacking |= dict(zip(keys, vectors, strict=True))
        self._raise_if_cancelled()
        if lacking:
            self._vectors.upsert(
                self._embedder.name, list(lacking), np.stack(list(lacking.values()))
            )

    def _check_dimensions(self, dimensions: int) -> None:
        """Make sure that all vectors of a model have one length, in this run and in those before."""
        model = self._embedder.name
        before = self._writer.snapshot().dimensions(model)
        if before not in (None, dimensions):
            raise ModelError(
                f"{model} now gives vectors of {dimensions} numbers instead of {before}: it is "
                "another model under the same name. Have its server give it a name of its own, and "
                "set FOOTNOTE_EMBEDDING_MODEL to that."
            )

    def _restore_missing_vectors(self) -> None:
        """Give the vector store again what it lost, say because its folder was deleted."""
        for model in self._writer.models():
            if self._vectors.count(model) < self._writer.count_stored(model):
                kept = list(self._writer.embeddings_of(model))
                vectors = np.stack([vector for _, vector in kept])
                self._vectors.upsert(model, [key for key, _ in kept], vectors)

    def _sweep(self, generation: int, *, thorough: bool) -> None:
        """Delete what neither the live generation nor the previous one needs, everywhere."""
        try:
            deleted = self._writer.delete_unreachable()
            orphans = self._writer.orphans(thorough=thorough)
            for model, keys in orphans.items():
                self._vectors.delete(model, keys)
            forgotten = [key for keys in orphans.values() for key in keys]
            self._writer.finish(forgotten, deleted=deleted or thorough)
            self._writer.checkpoint()
        except (sqlite3.Error, StoreError) as error:
            reason = reason_of(error)
            if reason is None:
                raise
            raise IndexWriteError(
                f"Generation {generation} is live, but what it no longer holds could not be deleted "
                f"({reason}). The next re-index tries that again.",
                public=f"Generation {generation} is live, but what it no longer holds could not be "
                "deleted. The next re-index tries that again.",
            ) from error

    def _raise_if_cancelled(self) -> None:
        if self._cancelled():
            raise Cancelled("The re-index was stopped. The index is as it was before.")

    def _report(
        self,
        plan: Plan,
        staged: Sequence[StagedDocument],
        generation: int,
        started: float,
        *,
        dry_run: bool = False,
        tokens: int | None = None,
    ) -> IndexReport:
        return reindex_report(
            plan,
            staged,
            generation=generation,
            seconds=time.monotonic() - started,
            dry_run=dry_run,
            failed=self._preparer.failures,
            kept=self._preparer.kept,
            tokens=tokens,
        )


def _texts(batch: Sequence[PreparedDocument]) -> Iterator[dict[str, str]]:
    """Yield the texts of the chunks of a batch by key, so many at once as are in memory at once."""
    texts: dict[str, str] = {}
    for prepared in batch:
        for some in prepared.texts(CHUNKS_PER_BATCH):
            texts |= some
            if len(texts) >= CHUNKS_PER_BATCH:
                yield texts
                texts = {}
    if texts:
        yield texts


def _as_failed_file(failure: Failure) -> FailedFile:
    """Return what is noted of a file or folder that could not even be looked at."""
    return FailedFile(failure.path, 0, 0, failure.error, "")


def _as_staged(prepared: PreparedDocument) -> StagedDocument:
    """Return what is left to report of a document, without its text."""
    notice = prepared.read.document.notice
    return StagedDocument(prepared.task.file.path, prepared.task.known, len(prepared.keys), notice)
