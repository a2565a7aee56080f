"""Plans a re-index, loads and splits its documents, and gives each chunk the key of its embedding.

It opens files and embeds nothing. What cannot be read is noted; what is indexed of it may stay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..documents.folder.opening import read
from ..documents.folder.scan import File, Scan
from ..documents.loaders import loader_version, parse
from ..documents.splitter import split_document
from ..errors import DocumentError
from ..types import Chunk, Document, Failure
from .catalog import DocumentRow, NewDocument, Writer
from .planner import IndexConfig, IndexTask, Plan, files_to_hash, make_plan, reliable_time


def plan_reindex(scan: Scan, rows: Sequence[DocumentRow], config: IndexConfig) -> Plan:
    """Compare the folder with the live documents, and hash the files that may have changed."""
    return make_plan(scan, rows, file_digests(files_to_hash(scan, rows)), config)


def content_digest(content: bytes) -> str:
    """Return the hash by which a file's content is known."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def file_digests(files: Iterable[File]) -> dict[str, str]:
    """Hash the contents of files, by path. What cannot be read is left to whoever loads it to tell."""
    digests: dict[str, str] = {}
    for file in files:
        try:
            digests[file.path] = content_digest(read(Path(file.absolute_path)))
        except DocumentError:
            continue
    return digests


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A document that is ready to be embedded and staged: `keys[i]` belongs to `chunks[i]`.

    With `kept` its file could not be read, and it is the document that is indexed already, which
    needs another embedding model or splitter.
    """

    task: IndexTask
    digest: str
    document: Document
    chunks: tuple[Chunk, ...]
    keys: tuple[str, ...]
    kept: bool

    def texts(self) -> dict[str, str]:
        """Return what is to be embedded, by key."""
        spans = (chunk.span for chunk in self.chunks)
        texts = (self.document.text[span.start : span.end] for span in spans)
        return dict(zip(self.keys, texts, strict=True))

    def row(self, config: IndexConfig) -> NewDocument:
        """Return what the catalog is to hold.

        Of a kept document what is recorded of its file stays, so that the next re-index tries it
        again.
        """
        file = self.task.file
        recorded = self.task.known if self.kept else None
        return NewDocument(
            document=self.document,
            digest=self.digest,
            size=recorded.size if recorded else file.size,
            modified=recorded.modified if recorded else reliable_time(file),
            loader=recorded.loader if recorded else loader_version(file.path),
            splitter=config.splitter,
            embedding_model=config.embedding_model,
            chunks=self.chunks,
            keys=self.keys,
        )


class Preparer:
    """Prepares documents one by one, and notes what could not be read in `failed`.

    `kept` holds the paths of those of them that stay as they are indexed.
    """

    def __init__(self, writer: Writer, config: IndexConfig) -> None:
        self._writer = writer
        self._config = config
        self.failed: list[Failure] = []
        self.kept: set[str] = set()

    def prepare(self, task: IndexTask) -> PreparedDocument | None:
        """Load and split a document; None if it cannot be read and what is indexed may stay."""
        known = task.known
        try:
            if task.from_catalog and known is not None:
                return self._split(task, known.digest, self._stored(known))
            content = read(Path(task.file.absolute_path))
            return self._split(task, content_digest(content), parse(task.file.path, content))
        except DocumentError as error:
            self.failed.append(Failure(task.file.path, str(error)))
        if known is None:
            return None
        self.kept.add(known.path)
        if IndexConfig(known.splitter, known.embedding_model) == self._config:
            return None
        # Its old passages stay, and they too need the new embedding model or splitter.
        return self._split(task, known.digest, self._stored(known), kept=True)

    def _stored(self, known: DocumentRow) -> Document:
        snapshot = self._writer.snapshot()
        return replace(snapshot.document(known.id).document, blocks=snapshot.all_blocks(known.id))

    def _split(
        self, task: IndexTask, digest: str, document: Document, *, kept: bool = False
    ) -> PreparedDocument:
        chunks = split_document(document)
        texts = (document.text[chunk.span.start : chunk.span.end] for chunk in chunks)
        keys = tuple(self._key(text) for text in texts)
        return PreparedDocument(task, digest, document, chunks, keys, kept)

    def _key(self, text: str) -> str:
        content = f"{self._config.embedding_model}\0{text}".encode()
        return hashlib.blake2b(content, digest_size=16).hexdigest()
