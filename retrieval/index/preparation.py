"""Plans a re-index, has its documents read and split, and notes what cannot be read.

It embeds nothing. What is indexed of a document that cannot be read any more may stay.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from ..digests import content_digest
from ..documents.folder.opening import pieces
from ..documents.folder.scan import File, Scan
from ..documents.loaders import loader_version
from ..documents.reading.child_messages import ReadRequest
from ..documents.reading.read_document import ReadDocument, with_chunks
from ..documents.reading.reader_pool import Outcome, ReaderPool
from ..documents.reading.reading_limits import LimitError, Limits
from ..errors import DocumentError
from ..types import Failure
from .catalog import DocumentRow, FailedFile, NewDocument, Writer
from .planner import IndexConfig, IndexTask, Plan, files_to_hash, make_plan, reliable_time


def plan_reindex(
    scan: Scan, rows: Sequence[DocumentRow], config: IndexConfig, *, verify: bool = False
) -> Plan:
    """Compare the folder with the live documents, and hash the files that may have changed.

    With `verify` all of them are hashed, whatever their sizes and times say.
    """
    files = scan.files if verify else files_to_hash(scan, rows)
    return make_plan(scan, rows, file_digests(scan.root, files), config)


def file_digests(root: str, files: Iterable[File]) -> dict[str, str]:
    """Hash the contents of files, by path. What cannot be read is left to whoever loads it to tell."""
    digests: dict[str, str] = {}
    for file in files:
        try:
            found = pieces(Path(file.root or root), Path(file.absolute_path))
            digests[file.path] = content_digest(found)
        except DocumentError:
            continue
    return digests


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A document that is ready to be embedded and staged.

    With `kept` its file could not be read, and it is the document that is indexed already, which
    needs another embedding model or splitter.
    """

    task: IndexTask
    read: ReadDocument
    kept: bool = False

    @property
    def keys(self) -> Sequence[str]:
        """The keys of the embeddings of its chunks, in their order."""
        return self.read.keys

    def texts(self, at_once: int) -> Iterator[dict[str, str]]:
        """Yield what is to be embedded by key, so many chunks at once."""
        text = self.read.document.text
        pairs = zip(self.keys, self.read.chunks, strict=True)
        while some := list(islice(pairs, at_once)):
            yield {key: text[chunk.span.start : chunk.span.end] for key, chunk in some}

    def row(self, config: IndexConfig) -> NewDocument:
        """Return what the catalog is to hold.

        Of a kept document what is recorded of its file stays, so that the next re-index tries it
        again.
        """
        file = self.task.file
        recorded = self.task.known if self.kept else None
        return NewDocument(
            document=self.read.document,
            digest=self.read.digest,
            size=recorded.size if recorded else file.size,
            modified=recorded.modified if recorded else reliable_time(file),
            loader=recorded.loader if recorded else loader_version(file.path),
            splitter=config.splitter,
            embedding_model=config.embedding_model,
            chunks=self.read.chunks,
            keys=self.keys,
        )


class Preparer:
    """Prepares documents, and notes in `failed` what could not be read.

    `kept` holds the paths of those of them that stay as they are indexed. A file at which reading broke
    off in an earlier re-index, as `failed_before` tells, is not tried again until it changes.
    """

    def __init__(
        self,
        writer: Writer,
        config: IndexConfig,
        limits: Limits,
        failed_before: Mapping[str, FailedFile],
    ) -> None:
        self._writer = writer
        self._config = config
        self._limits = limits
        self._failed_before = failed_before
        self._asked_for: frozenset[str] = frozenset()
        self.failed: list[FailedFile] = []
        self.kept: set[str] = set()

    @property
    def failures(self) -> list[Failure]:
        """What could not be read, to be told."""
        return [Failure(file.path, file.error) for file in self.failed]

    def try_again(self, paths: Collection[str]) -> None:
        """Have files read whatever became of them before: somebody asks for them by name."""
        self._asked_for = frozenset(paths)

    def not_tried(self, paths: Collection[str]) -> list[FailedFile]:
        """Return what failed before and is no concern of a re-index of these files alone, if any."""
        others = [file for path, file in self._failed_before.items() if path not in paths]
        return others if paths else []

    def prepare(
        self, tasks: Sequence[IndexTask], root: str, check: Callable[[], None]
    ) -> Generator[tuple[IndexTask, PreparedDocument | None], None, None]:
        """Yield each task with its document; None if that cannot be read and what is indexed may stay.

        `check` is called while a file is waited for, and may raise.
        """
        to_read = [task for task in tasks if self._is_to_be_read(task)]
        with closing(ReaderPool(self._limits)) as pool:
            outcomes = pool.read((self._request(task, root) for task in to_read), check)
            for task in tasks:
                yield task, self._prepared(task, outcomes)

    def _is_to_be_read(self, task: IndexTask) -> bool:
        return not task.from_catalog and self._broke_off(task.file) is None

    def _broke_off(self, file: File) -> FailedFile | None:
        """Return the failure of an earlier re-index if the file, as it was then, would fail so again."""
        before = None if file.path in self._asked_for else self._failed_before.get(file.path)
        same = before is not None and (before.size, before.modified, before.reader) == (
            *(file.size, file.mtime_ns),
            self._reader(file),
        )
        return before if same else None

    def _reader(self, file: File) -> str:
        return f"{loader_version(file.path)}, {self._limits}"

    def _request(self, task: IndexTask, root: str) -> ReadRequest:
        file = task.file
        return ReadRequest(
            *(file.path, file.root or root, file.absolute_path, file.size),
            self._config.embedding_model,
        )

    def _prepared(self, task: IndexTask, outcomes: Iterator[Outcome]) -> PreparedDocument | None:
        known = task.known
        if task.from_catalog and known is not None:
            return PreparedDocument(task, self._from_catalog(known))
        failed = self._broke_off(task.file)
        if failed is None:
            outcome = next(outcomes)
            if isinstance(outcome, ReadDocument):
                return PreparedDocument(task, outcome)
            failed = self._failed_file(task.file, outcome)
        self.failed.append(failed)
        if known is None:
            return None
        self.kept.add(known.path)
        if IndexConfig(known.splitter, known.embedding_model) == self._config:
            return None
        # Its old passages stay, and they too need the new embedding model or splitter.
        return PreparedDocument(task, self._from_catalog(known), kept=True)

    def _failed_file(self, file: File, error: DocumentError) -> FailedFile:
        again = not isinstance(error, LimitError)
        reader = "" if again else self._reader(file)
        return FailedFile(file.path, file.size, reliable_time(file), str(error), reader)

    def _from_catalog(self, known: DocumentRow) -> ReadDocument:
        snapshot = self._writer.snapshot()
        stored = snapshot.document(known.id).document
        document = replace(stored, blocks=snapshot.all_blocks(known.id))
        return with_chunks(document, known.digest, self._config.embedding_model)
