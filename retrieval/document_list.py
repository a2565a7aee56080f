"""What is indexed, document by document, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from .documents.loaders.registry import BY_SUFFIX, format_of
from .index.catalog.reading import Snapshot
from .types import Failure, Source


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document of the live generation: what it is, its kind in words, and how many passages it has.

    `notice` says what of its file could not be read, if it was read in part.
    """

    source: Source
    kind: str
    chunks: int
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentList:
    """The documents of the live generation, and the files that the last re-index could not read."""

    documents: tuple[IndexedDocument, ...]
    failed: tuple[Failure, ...]

    def matching(self, part: str) -> DocumentList:
        """Return those whose path or title holds this text, in any case."""
        wanted = part.casefold().strip()
        return DocumentList(
            tuple(
                each
                for each in self.documents
                if wanted in each.source.path.casefold()
                or wanted in (each.source.title or "").casefold()
            ),
            tuple(each for each in self.failed if wanted in each.path.casefold()),
        )


def list_documents(snapshot: Snapshot) -> DocumentList:
    """Return what a snapshot's live generation holds."""
    chunks = {row.id: row.chunks for row in snapshot.documents()}
    notices = snapshot.notices()
    documents = tuple(
        IndexedDocument(source, _kind(source.path), chunks[row], notices.get(row))
        for row, source in snapshot.sources().items()
    )
    failed = (Failure(file.path, file.error) for file in snapshot.failed_files())
    return DocumentList(documents, tuple(failed))


def _kind(path: str) -> str:
    """Return what a file is called by its suffix; one that no loader reads any more is a file."""
    suffix = path[path.rfind(".") :].lower()
    return format_of(path).name if suffix in BY_SUFFIX else "file"
