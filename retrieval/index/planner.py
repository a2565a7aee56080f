"""What a re-index has to do: the folder compared with the catalog. Pure: it opens no file.

Size and time decide first, and where they leave a doubt the content's hash does; `files_to_hash` says
for which files, and whoever opens files hands the hashes in. A file whose content is the same but whose
loader, splitter or embedding model is another now is planned anew as well.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..documents.folder.scan import File, Scan
from ..documents.loaders import loader_version
from ..documents.splitter import SPLITTER_VERSION
from ..types import Failure, Skipped
from .catalog import DocumentRow

CLOCK_RESOLUTION = 2_000_000_000
"""Nanoseconds. A file changed more recently than this may change again within the same tick of the
file system's clock, so its time is not relied on and the next re-index compares its content."""


@dataclass(frozen=True, slots=True)
class IndexConfig:
    """What besides a file's content decides how it is indexed. A loader's version is each file's own."""

    splitter: str
    embedding_model: str

    @classmethod
    def of(cls, embedding_model: str) -> IndexConfig:
        """Return the configuration of today's splitter with an embedding model."""
        return cls(SPLITTER_VERSION, embedding_model)


@dataclass(frozen=True, slots=True)
class IndexTask:
    """A document to index: from its file, or with `from_catalog` from the text that the catalog has.

    `known` is the live document at that path.
    """

    file: File
    known: DocumentRow | None
    from_catalog: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a re-index has to do.

    `touched` is (row, size, nanoseconds), see `Writer.touch`. `lost` counts the documents that go
    without coming back at another path.
    """

    tasks: tuple[IndexTask, ...]
    removed: tuple[DocumentRow, ...]
    touched: tuple[tuple[int, int, int], ...]
    unchanged: tuple[DocumentRow, ...]
    failed: tuple[Failure, ...]
    reasons: tuple[str, ...]
    lost: int
    skipped: Skipped = field(default_factory=Skipped)


def files_to_hash(scan: Scan, rows: Sequence[DocumentRow]) -> list[File]:
    """Return the files whose content `make_plan` needs to know, since size and time do not tell.

    These are files with the size of the document at their path and another time, and new files with
    the size of a document that is gone, which may be the same under another path.
    """
    known = {row.path: row for row in rows}
    gone = known.keys() - {file.path for file in scan.files}
    sizes = {known[path].size for path in gone}
    return [file for file in scan.files if _is_in_doubt(file, known.get(file.path), sizes)]


def make_plan(
    scan: Scan, rows: Sequence[DocumentRow], digests: Mapping[str, str], config: IndexConfig
) -> Plan:
    """Compare the files of a folder with the live documents.

    `digests` are the hashes of `files_to_hash`, or of all files, by path, without those that cannot be
    read. Where there is a hash, size and time count for nothing.
    """
    known = {row.path: row for row in rows}
    changed: list[IndexTask] = []
    outdated: list[IndexTask] = []
    touched: list[tuple[int, int, int]] = []
    unchanged: list[DocumentRow] = []
    for file in scan.files:
        row = known.pop(file.path, None)
        anew = file.path in scan.anew
        if row is None or anew or not _has_same_content(file, row, digests):
            changed.append(IndexTask(file, row))
        elif not _is_current(file, row, config):
            same_loader = row.loader == loader_version(file.path)
            outdated.append(IndexTask(file, row, from_catalog=same_loader))
        else:
            unchanged.append(row)
            if (row.size, row.modified) != (file.size, file.mtime_ns):
                touched.append((row.id, file.size, reliable_time(file)))
    removed: list[DocumentRow] = []
    for row in known.values():
        (unchanged if _is_unreachable(row.path, scan.failures) else removed).append(row)
    arriving = {digests.get(task.file.path) for task in changed if task.known is None}
    return Plan(
        tasks=(*changed, *outdated),
        removed=tuple(removed),
        touched=tuple(touched),
        unchanged=tuple(unchanged),
        failed=scan.failures,
        reasons=_reasons(outdated, config),
        lost=sum(row.digest not in arriving for row in removed),
        skipped=scan.skipped,
    )


def reliable_time(file: File) -> int:
    """Return when a file was changed, in nanoseconds, or 0 where that cannot be relied on later."""
    return file.mtime_ns if time.time_ns() - file.mtime_ns > CLOCK_RESOLUTION else 0


def is_indexed(file: File, row: DocumentRow, config: IndexConfig) -> bool:
    """Return whether a document is what indexing a file would make, told by its size and time."""
    unchanged = (file.size, file.mtime_ns) == (row.size, row.modified)
    return unchanged and _is_current(file, row, config)


def _is_in_doubt(file: File, row: DocumentRow | None, sizes_gone: set[int]) -> bool:
    if row is None:
        return file.size in sizes_gone
    return file.size == row.size and file.mtime_ns != row.modified


def _has_same_content(file: File, row: DocumentRow, digests: Mapping[str, str]) -> bool:
    if file.path in digests:
        return digests[file.path] == row.digest
    return (file.size, file.mtime_ns) == (row.size, row.modified)


def _is_current(file: File, row: DocumentRow, config: IndexConfig) -> bool:
    return (
        row.splitter == config.splitter
        and row.embedding_model == config.embedding_model
        and row.loader == loader_version(file.path)
    )


def _is_unreachable(path: str, failed: Sequence[Failure]) -> bool:
    """Return whether a document is missed only because its file or a folder above it cannot be read."""
    return any(
        path.startswith(failure.path) if failure.path.endswith("/") else path == failure.path
        for failure in failed
    )


def _reasons(outdated: Sequence[IndexTask], config: IndexConfig) -> tuple[str, ...]:
    """Say why documents are indexed anew whose content is the same."""
    rows = [task.known for task in outdated if task.known is not None]
    reasons = []
    if models := sorted({row.embedding_model for row in rows} - {config.embedding_model}):
        reasons.append(f"The embedding model is now {config.embedding_model}, not {models[0]}.")
    if any(row.splitter != config.splitter for row in rows):
        reasons.append("This version splits documents in another way.")
    if not all(task.from_catalog for task in outdated):
        reasons.append("This version reads some formats in another way.")
    return tuple(reasons)
