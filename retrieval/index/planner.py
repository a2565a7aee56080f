"""What a re-index has to do: the folder compared with the catalog. It reads and changes nothing else.

Size and time decide first, and where they differ the content's hash does. A file whose content is the
same but whose loader, splitter or embedding model is another now is planned anew as well.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..documents.loaders import File, Scan, loader_version, read
from ..documents.splitter import SPLITTER_VERSION
from ..errors import DocumentError
from ..types import Failure, IndexReport
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
        """The recipe of today's splitter with an embedding model."""
        return cls(SPLITTER_VERSION, embedding_model)


@dataclass(frozen=True, slots=True)
class IndexTask:
    """A document to index: from its file, or, with `stored`, from the text that the catalog has.

    `known` is the live document of that name.
    """

    file: File
    known: DocumentRow | None
    stored: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a re-index has to do. `touched` is (row, size, nanoseconds), see `Writer.touch`."""

    tasks: tuple[IndexTask, ...]
    removed: tuple[DocumentRow, ...]
    touched: tuple[tuple[int, int, int], ...]
    unchanged: tuple[DocumentRow, ...]
    failed: tuple[Failure, ...]
    reasons: tuple[str, ...]

    @property
    def lost(self) -> int:
        """How many documents go without coming back under another name."""
        if not self.removed:
            return 0
        arriving = {_digest(task.file) for task in self.tasks if task.known is None}
        return sum(row.digest not in arriving for row in self.removed)


def make_plan(scan: Scan, rows: Sequence[DocumentRow], config: IndexConfig) -> Plan:
    """Compare the files of a folder with the live documents."""
    known = {row.path: row for row in rows}
    changed: list[IndexTask] = []
    outdated: list[IndexTask] = []
    touched: list[tuple[int, int, int]] = []
    unchanged: list[DocumentRow] = []
    for file in scan.files:
        row = known.pop(file.path, None)
        if row is None or not _same_content(file, row):
            changed.append(IndexTask(file, row))
        elif not _is_current(file, row, config):
            outdated.append(IndexTask(file, row, stored=row.loader == loader_version(file.path)))
        else:
            unchanged.append(row)
            if (row.size, row.modified) != (file.size, file.mtime_ns):
                touched.append((row.id, file.size, reliable_time(file)))
    removed: list[DocumentRow] = []
    for row in known.values():
        (unchanged if _is_unreachable(row.path, scan.failures) else removed).append(row)
    return Plan(
        tasks=(*changed, *outdated),
        removed=tuple(removed),
        touched=tuple(touched),
        unchanged=tuple(unchanged),
        failed=scan.failures,
        reasons=_reasons(outdated, config),
    )


def outline(plan: Plan) -> IndexReport:
    """The plan as a report, told without reading a file; `chunks` counts those that stay."""
    return IndexReport(
        added=tuple(task.file.path for task in plan.tasks if task.known is None),
        changed=tuple(task.file.path for task in plan.tasks if task.known is not None),
        removed=tuple(sorted(row.path for row in plan.removed)),
        unchanged=len(plan.unchanged),
        failed=plan.failed,
        documents=len(plan.unchanged) + len(plan.tasks),
        chunks=sum(row.chunks for row in plan.unchanged),
        generation=0,
        dry_run=True,
        seconds=0.0,
        reasons=plan.reasons,
    )


def content_digest(content: bytes) -> str:
    """The hash by which a file's content is known."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def reliable_time(file: File) -> int:
    """When a file was changed, in nanoseconds, or 0 where that cannot be relied on later."""
    return file.mtime_ns if time.time_ns() - file.mtime_ns > CLOCK_RESOLUTION else 0


def _same_content(file: File, row: DocumentRow) -> bool:
    if (file.size, file.mtime_ns) == (row.size, row.modified):
        return True
    return file.size == row.size and _digest(file) == row.digest


def _digest(file: File) -> str | None:
    """The hash of a file, or nothing where it cannot be read, which whoever loads it will tell."""
    try:
        return content_digest(read(Path(file.absolute_path)))
    except DocumentError:
        return None


def _is_current(file: File, row: DocumentRow, config: IndexConfig) -> bool:
    return (
        row.splitter == config.splitter
        and row.embedding_model == config.embedding_model
        and row.loader == loader_version(file.path)
    )


def _is_unreachable(path: str, failed: Sequence[Failure]) -> bool:
    """Whether a document is missed only because its file or a folder above it cannot be read."""
    return any(
        path.startswith(failure.path) if failure.path.endswith("/") else path == failure.path
        for failure in failed
    )


def _reasons(outdated: Sequence[IndexTask], config: IndexConfig) -> tuple[str, ...]:
    """Why documents are indexed anew whose content is the same."""
    rows = [task.known for task in outdated if task.known is not None]
    reasons = []
    if models := sorted({row.embedding_model for row in rows} - {config.embedding_model}):
        reasons.append(f"The embedding model is now {config.embedding_model}, not {models[0]}.")
    if any(row.splitter != config.splitter for row in rows):
        reasons.append("This version splits documents in another way.")
    if not all(task.stored for task in outdated):
        reasons.append("This version reads some formats in another way.")
    return tuple(reasons)
