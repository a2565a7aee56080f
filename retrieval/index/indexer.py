"""Makes the index match the folder: reads, splits, embeds, stages, and commits in one step.

Until the commit nobody sees anything of it; a crash or a cancellation at any point leaves the live
generation as it was. The order of writes is what makes that true: embeddings are remembered first (they
may have cost money), then the vector store has them, then the catalog stages the chunks, then it
commits, and only then what is no longer needed is swept.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..documents.loaders import Scan, loader_version, parse, read
from ..documents.splitter import split
from ..errors import (
    Cancelled,
    DocumentError,
    IndexWriteError,
    ModelError,
    ReindexRefused,
    StoreError,
)
from ..types import Chunk, Document, Failure, IndexReport, Progress
from .catalog import DocumentRow, NewDocument, Writer
from .embedder import TEXTS_PER_BATCH, Embedder
from .planner import IndexConfig, IndexTask, Plan, content_digest, make_plan, reliable_time
from .vector_store import VectorStore

CHUNKS_PER_BATCH = 2_000
"""Chunks staged at once: enough that the stores work in bulk, few enough to be told of progress."""

CHARACTERS_PER_TOKEN = 4

ProgressCallback = Callable[[Progress], None]


def _ignore_progress(_: Progress) -> None:
    pass


@dataclass(frozen=True, slots=True)
class StagedDocument:
    """A document that was staged, and the one whose place it takes."""

    path: str
    known: DocumentRow | None
    chunks: int


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A document that is ready to be embedded and staged."""

    task: IndexTask
    digest: str
    document: Document
    chunks: tuple[Chunk, ...]
    keys: tuple[str, ...]

    def texts(self) -> dict[str, str]:
        """What is embedded, by key."""
        spans = (chunk.span for chunk in self.chunks)
        texts = (self.document.text[span.start : span.end] for span in spans)
        return dict(zip(self.keys, texts, strict=True))

    @property
    def staged(self) -> StagedDocument:
        """What is left to report once it is staged, without its text."""
        return StagedDocument(self.task.file.path, self.task.known, len(self.chunks))


class Indexer:
    """One re-index, by the one process that holds the data folder."""

    def __init__(
        self,
        writer: Writer,
        vectors: VectorStore,
        embedder: Embedder,
        *,
        report_progress: ProgressCallback = _ignore_progress,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._writer = writer
        self._vectors = vectors
        self._embedder = embedder
        self._report_progress = report_progress
        self._cancelled = cancelled
        self._config = IndexConfig.of(embedder.name)
        self._failed: list[Failure] = []
        self._kept: set[str] = set()
        self._chunks = 0

    def preview(self, scan: Scan) -> IndexReport:
        """What `apply` would do. It reads what changed, and neither embeds nor writes anything."""
        started = time.monotonic()
        plan = self._plan(scan)
        live = self._writer.snapshot().live
        done: list[StagedDocument] = []
        characters: dict[str, int] = {}
        for item in self._prepare_all(plan):
            done.append(item.staged)
            if self._embedder.paid:
                texts = item.texts()
                known = self._writer.embeddings(list(texts)).keys()
                characters |= {key: len(texts[key]) for key in texts.keys() - known}
        tokens = sum(characters.values()) // CHARACTERS_PER_TOKEN if self._embedder.paid else None
        generation = live.id if live else 0
        return self._report(plan, done, generation, started, dry_run=True, tokens=tokens)

    def apply(self, scan: Scan, *, force: bool = False) -> IndexReport:
        """Make the index match the folder.

        Raises:
            ReindexRefused: more than half of the documents would go, and `force` is not given.
            Cancelled: `cancelled` said so; the live generation is as it was.
            ModelError: the embedding model did not serve; what it had embedded is kept.
        """
        started = time.monotonic()
        interrupted = self._writer.is_unfinished()
        if interrupted:
            self._writer.repair()
        plan = self._plan(scan)
        live = self._writer.snapshot().live
        self._refuse_mass_removal(plan, force=force)
        self._restore_missing_vectors()
        done: list[StagedDocument] = []
        generation = self._writer.next_generation()
        if plan.tasks or plan.removed or live is None:
            done = self._stage(plan, generation)
        self._report_progress(Progress("commit", len(plan.tasks), len(plan.tasks), self._chunks))
        if done or plan.removed or live is None:
            replaced = [staged.known.id for staged in done if staged.known is not None]
            ended = [*replaced, *(row.id for row in plan.removed)]
            self._writer.commit(generation, self._embedder.name, ended, plan.touched)
        else:
            generation = live.id
            self._writer.touch(plan.touched)
        self._report_progress(Progress("sweep", len(plan.tasks), len(plan.tasks), self._chunks))
        if self._writer.is_unfinished():
            self._sweep(generation, thorough=interrupted)
        else:
            self._writer.checkpoint()
        return self._report(plan, done, generation, started)

    def _plan(self, scan: Scan) -> Plan:
        self._report_progress(Progress("scan"))
        return make_plan(scan, self._writer.snapshot().documents(), self._config)

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

    def _stage(self, plan: Plan, generation: int) -> list[StagedDocument]:
        """Embed and stage everything; on any failure, undo what was staged."""
        self._writer.begin()
        try:
            done = self._stage_batches(plan, generation)
            self._raise_if_cancelled()
        except BaseException:
            # Embeddings stay for the next try, which then sweeps those that it does not need.
            self._writer.repair()
            raise
        return done

    def _stage_batches(self, plan: Plan, generation: int) -> list[StagedDocument]:
        # One after the other on purpose: Chroma's own code holds Python's global lock all the while,
        # so a second thread would only be in its way.
        done: list[StagedDocument] = []
        for batch in self._batches(plan):
            self._embed(batch)
            self._writer.stage(generation, (self._new(item) for item in batch))
            done += [item.staged for item in batch]
        return done

    def _batches(self, plan: Plan) -> Iterator[list[PreparedDocument]]:
        batch: list[PreparedDocument] = []
        size = 0
        for item in self._prepare_all(plan):
            batch.append(item)
            size += len(item.chunks)
            if size >= CHUNKS_PER_BATCH:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _prepare_all(self, plan: Plan) -> Iterator[PreparedDocument]:
        for number, task in enumerate(plan.tasks):
            self._raise_if_cancelled()
            self._report_progress(Progress("read", number, len(plan.tasks), self._chunks))
            item = self._prepare(task)
            if item is not None:
                self._chunks += len(item.chunks)
                yield item

    def _prepare(self, task: IndexTask) -> PreparedDocument | None:
        """Load and split a document; nothing if it cannot be read and what is indexed may stay."""
        known = task.known
        try:
            if task.stored and known is not None:
                digest, document = known.digest, self._stored(known)
            else:
                content = read(Path(task.file.absolute_path))
                digest, document = content_digest(content), parse(task.file.path, content)
        except DocumentError as error:
            self._failed.append(Failure(task.file.path, str(error)))
            if known is None:
                return None
            self._kept.add(known.path)
            if known.splitter == self._config.splitter and (
                known.embedding_model == self._config.embedding_model
            ):
                return None
            # Its old passages stay, and they too need the new embedding model or splitter. What is
            # recorded of its file stays as well, so that the next re-index tries it again.
            digest, document = known.digest, self._stored(known)
        chunks = split(document).chunks
        keys = tuple(
            self._key(document.text[chunk.span.start : chunk.span.end]) for chunk in chunks
        )
        return PreparedDocument(task, digest, document, chunks, keys)

    def _stored(self, known: DocumentRow) -> Document:
        return self._writer.snapshot().document(known.id).document

    def _key(self, text: str) -> str:
        content = f"{self._embedder.name}\0{text}".encode()
        return hashlib.blake2b(content, digest_size=16).hexdigest()

    def _embed(self, batch: Sequence[PreparedDocument]) -> None:
        """Get the embeddings of a batch, remember them, and have Chroma store those it lacks."""
        texts = {key: text for item in batch for key, text in item.texts().items()}
        known = self._writer.embeddings(list(texts))
        lacking = {key: vector for key, (stored, vector) in known.items() if not stored}
        missing = [key for key in texts if key not in known]
        for first in range(0, len(missing), TEXTS_PER_BATCH):
            self._raise_if_cancelled()
            keys = missing[first : first + TEXTS_PER_BATCH]
            vectors = self._embedder.embed([texts[key] for key in keys])
            self._check_dimensions(vectors.shape[1])
            self._writer.remember_embeddings(self._embedder.name, keys, vectors)
            lacking |= dict(zip(keys, vectors, strict=True))
        if lacking:
            self._vectors.upsert(
                self._embedder.name, list(lacking), np.stack(list(lacking.values()))
            )

    def _check_dimensions(self, dimensions: int) -> None:
        """See to it that all vectors of a model have one length, in this run and in those before."""
        model = self._embedder.name
        before = self._writer.snapshot().dimensions(model)
        if before not in (None, dimensions):
            raise ModelError(
                f"{model} now gives vectors of {dimensions} numbers instead of {before}: it is "
                "another model under the same name. Have its server give it a name of its own, and "
                "set FOOTNOTE_EMBEDDING_MODEL to that."
            )

    def _new(self, item: PreparedDocument) -> NewDocument:
        file = item.task.file
        kept = item.task.known if file.path in self._kept else None
        return NewDocument(
            document=item.document,
            digest=item.digest,
            size=kept.size if kept else file.size,
            modified=kept.modified if kept else reliable_time(file),
            loader=kept.loader if kept else loader_version(file.path),
            splitter=self._config.splitter,
            embedding_model=self._config.embedding_model,
            chunks=item.chunks,
            keys=item.keys,
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
            self._writer.delete_unreachable()
            orphans = self._writer.orphans(thorough=thorough)
            for model, keys in orphans.items():
                self._vectors.delete(model, keys)
            self._writer.finish(key for keys in orphans.values() for key in keys)
            self._writer.checkpoint()
        except (sqlite3.Error, StoreError) as error:
            raise IndexWriteError(
                f"Generation {generation} is live, but what it no longer holds could not be deleted "
                f"({str(error).rstrip('.')}). The next re-index tries that again."
            ) from error

    def _raise_if_cancelled(self) -> None:
        if self._cancelled():
            raise Cancelled("The re-index was stopped. The index is as it was before.")

    def _report(
        self,
        plan: Plan,
        done: Sequence[StagedDocument],
        generation: int,
        started: float,
        *,
        dry_run: bool = False,
        tokens: int | None = None,
    ) -> IndexReport:
        fresh = [staged for staged in done if staged.path not in self._kept]
        restaged = {staged.path for staged in done}
        kept = [task.known for task in plan.tasks if task.known and task.known.path in self._kept]
        stays = [*plan.unchanged, *(row for row in kept if row.path not in restaged)]
        return IndexReport(
            added=tuple(staged.path for staged in fresh if staged.known is None),
            changed=tuple(staged.path for staged in fresh if staged.known is not None),
            removed=tuple(sorted(row.path for row in plan.removed)),
            unchanged=len(plan.unchanged) + len(kept),
            failed=(*plan.failed, *self._failed),
            documents=len(stays) + len(done),
            chunks=sum(row.chunks for row in stays) + sum(staged.chunks for staged in done),
            generation=generation,
            dry_run=dry_run,
            seconds=round(time.monotonic() - started, 3),
            reasons=plan.reasons,
            tokens=tokens,
        )
