"""What is reported of a re-index and of a rollback, from values alone."""

from __future__ import annotations

from retrieval.documents.folder.scan import File
from retrieval.index.catalog import DocumentRow, Generation
from retrieval.index.planner import IndexTask, Plan
from retrieval.index.report import StagedDocument, pending_report, reindex_report, rollback_report
from retrieval.types import Failure


def row(path: str, chunks: int) -> DocumentRow:
    return DocumentRow(1, path, "digest", 100, 0, "plain_text/1", "splitter", "model", chunks)


def task(path: str, known: DocumentRow | None = None) -> IndexTask:
    return IndexTask(File(path, f"/nowhere/{path}", 100, 0), known)


STAYS, CHANGED, KEPT, GONE = row("stays", 2), row("changed", 3), row("kept", 5), row("gone", 7)
LATE, HIDDEN = Failure("late", "It is damaged."), Failure("hidden", "It cannot be opened.")
PLAN = Plan(
    tasks=(task("new"), task("changed", CHANGED), task("kept", KEPT), task("late")),
    removed=(row("z-gone", 1), GONE),
    touched=(),
    unchanged=(STAYS,),
    failed=(HIDDEN,),
    reasons=("This version splits documents in another way.",),
    lost=2,
)


def test_a_re_index_counts_documents_and_chunks() -> None:
    staged = [StagedDocument("new", None, 11), StagedDocument("changed", CHANGED, 13)]
    report = reindex_report(
        PLAN, staged, generation=4, seconds=1.23456, failed=[LATE], kept={"kept"}, tokens=99
    )
    assert (report.added, report.changed, report.removed) == (
        ("new",),
        ("changed",),
        ("gone", "z-gone"),
    )
    assert (report.unchanged, report.documents) == (2, 4)
    assert report.chunks == 2 + 5 + 11 + 13
    assert report.failed == (HIDDEN, LATE)
    assert (report.generation, report.seconds, report.dry_run) == (4, 1.235, False)
    assert (report.tokens, report.reasons) == (99, PLAN.reasons)


def test_a_kept_document_that_was_embedded_anew_is_neither_changed_nor_counted_twice() -> None:
    report = reindex_report(
        PLAN, [StagedDocument("kept", KEPT, 6)], generation=4, seconds=0, kept={"kept"}
    )
    assert (report.added, report.changed) == ((), ())
    assert (report.unchanged, report.documents, report.chunks) == (2, 2, 2 + 6)


def test_what_is_pending_is_told_without_loading_a_document() -> None:
    report = pending_report(PLAN)
    assert (report.added, report.changed) == (("new", "late"), ("changed", "kept"))
    assert (report.documents, report.chunks, report.dry_run) == (5, 2, True)
    assert (report.generation, report.seconds) == (0, 0.0)


def test_a_rollback_tells_what_differs_between_the_two_generations() -> None:
    live = {"same": "1", "edited": "2", "b-new": "3", "a-new": "4"}
    before = {"same": "1", "edited": "1", "old": "5"}
    previous = Generation(3, "2026-01-01T00:00:00+00:00", "model", documents=3, chunks=20)
    report = rollback_report(live, before, previous, seconds=0.12345)
    assert (report.added, report.changed, report.removed) == (
        ("old",),
        ("edited",),
        ("a-new", "b-new"),
    )
    assert (report.unchanged, report.documents, report.chunks) == (1, 3, 20)
    assert (report.generation, report.seconds) == (3, 0.123)
    assert (report.failed, report.dry_run) == ((), False)
