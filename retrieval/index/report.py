"""Builds the report of a re-index that was planned or done, and of a rollback. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ..types import Failure, IndexReport
from .catalog import DocumentRow, Generation
from .planner import Plan


@dataclass(frozen=True, slots=True)
class StagedDocument:
    """A document that was staged, and the one whose place it takes; what a report needs of it."""

    path: str
    known: DocumentRow | None
    chunks: int
    notice: str | None = None


def reindex_report(
    plan: Plan,
    staged: Sequence[StagedDocument],
    *,
    generation: int,
    seconds: float,
    dry_run: bool = False,
    failed: Sequence[Failure] = (),
    kept: Collection[str] = (),
    tokens: int | None = None,
) -> IndexReport:
    """Report what a re-index did or, with `dry_run`, would do.

    `failed` are documents that could not be read besides those of the plan, and `kept` the paths of
    those that stay as they were indexed.
    """
    fresh = [document for document in staged if document.path not in kept]
    staged_paths = {document.path for document in staged}
    kept_rows = [task.known for task in plan.tasks if task.known and task.known.path in kept]
    staying = [*plan.unchanged, *(row for row in kept_rows if row.path not in staged_paths)]
    return IndexReport(
        added=tuple(document.path for document in fresh if document.known is None),
        changed=tuple(document.path for document in fresh if document.known is not None),
        removed=tuple(sorted(row.path for row in plan.removed)),
        unchanged=len(plan.unchanged) + len(kept_rows),
        failed=(*plan.failed, *failed),
        documents=len(staying) + len(staged),
        chunks=sum(row.chunks for row in staying) + sum(document.chunks for document in staged),
        generation=generation,
        dry_run=dry_run,
        seconds=round(seconds, 3),
        reasons=plan.reasons,
        tokens=tokens,
        skipped=plan.skipped,
        notices=tuple(Failure(each.path, each.notice) for each in fresh if each.notice),
    )


def pending_report(plan: Plan) -> IndexReport:
    """Report a plan without loading a document: `chunks` counts only those that stay."""
    tasks = [StagedDocument(task.file.path, task.known, chunks=0) for task in plan.tasks]
    return reindex_report(plan, tasks, generation=0, seconds=0.0, dry_run=True)


def rollback_report(
    before: Mapping[str, str], after: Mapping[str, str], generation: Generation, seconds: float
) -> IndexReport:
    """Report a rollback to `generation`, by the digests by path of both generations."""
    shared = before.keys() & after.keys()
    return IndexReport(
        added=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(path for path in shared if before[path] != after[path])),
        removed=tuple(sorted(before.keys() - after.keys())),
        unchanged=sum(before[path] == after[path] for path in shared),
        failed=(),
        documents=generation.documents,
        chunks=generation.chunks,
        generation=generation.id,
        dry_run=False,
        seconds=round(seconds, 3),
    )
