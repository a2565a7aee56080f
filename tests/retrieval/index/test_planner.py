"""What a re-index has to do, decided from values alone: no file is opened."""

from __future__ import annotations

import time
from dataclasses import replace

from retrieval.documents.folder.scan import File, Scan
from retrieval.documents.loaders import loader_version
from retrieval.index.catalog import DocumentRow
from retrieval.index.planner import IndexConfig, files_to_hash, make_plan, reliable_time
from retrieval.types import Failure

CONFIG = IndexConfig.of("local:wordllama")
LONG_AGO = 1_700_000_000_000_000_000


def file(path: str, *, size: int = 100, mtime_ns: int = LONG_AGO) -> File:
    return File(path, f"/nowhere/{path}", size, mtime_ns)


def row(path: str, digest: str = "d", *, size: int = 100, modified: int = LONG_AGO) -> DocumentRow:
    return DocumentRow(
        id=sum(map(ord, path)),
        path=path,
        digest=digest,
        size=size,
        modified=modified,
        loader=loader_version("a.txt"),
        splitter=CONFIG.splitter,
        embedding_model=CONFIG.embedding_model,
        chunks=3,
    )


def scan(*files: File, failures: tuple[Failure, ...] = ()) -> Scan:
    return Scan(files, {}, failures)


def test_a_file_of_known_size_and_time_is_not_read() -> None:
    known = [row("a.txt")]
    assert files_to_hash(scan(file("a.txt")), known) == []
    plan = make_plan(scan(file("a.txt")), known, {}, CONFIG)
    assert (plan.tasks, plan.unchanged, plan.touched) == ((), tuple(known), ())


def test_a_file_of_another_size_has_changed_and_is_not_read_to_know_that() -> None:
    longer = scan(file("a.txt", size=101))
    assert files_to_hash(longer, [row("a.txt")]) == []
    assert len(make_plan(longer, [row("a.txt")], {}, CONFIG).tasks) == 1


def test_of_a_file_with_another_time_the_content_decides() -> None:
    later = file("a.txt", mtime_ns=LONG_AGO + 1)
    assert files_to_hash(scan(later), [row("a.txt")]) == [later]
    same = make_plan(scan(later), [row("a.txt")], {"a.txt": "d"}, CONFIG)
    assert (same.tasks, same.touched) == ((), ((row("a.txt").id, 100, LONG_AGO + 1),))
    other = make_plan(scan(later), [row("a.txt")], {"a.txt": "other"}, CONFIG)
    assert [task.known for task in other.tasks] == [row("a.txt")]


def test_a_file_that_cannot_be_hashed_is_loaded_so_that_its_error_is_told() -> None:
    later = file("a.txt", mtime_ns=LONG_AGO + 1)
    assert len(make_plan(scan(later), [row("a.txt")], {}, CONFIG).tasks) == 1


def test_a_moved_document_is_not_lost() -> None:
    moved = scan(file("new.txt"), file("longer.txt", size=999))
    known = [row("old.txt")]
    assert [each.path for each in files_to_hash(moved, known)] == ["new.txt"]
    assert make_plan(moved, known, {"new.txt": "d"}, CONFIG).lost == 0
    assert make_plan(moved, known, {"new.txt": "other"}, CONFIG).lost == 1


def test_a_document_whose_folder_cannot_be_opened_stays() -> None:
    closed = scan(failures=(Failure("closed/", "The folder cannot be opened."),))
    plan = make_plan(closed, [row("closed/a.txt"), row("gone.txt")], {}, CONFIG)
    assert [each.path for each in plan.unchanged] == ["closed/a.txt"]
    assert [each.path for each in plan.removed] == ["gone.txt"]


def test_a_file_that_cannot_be_opened_stays_and_others_in_its_folder_may_go() -> None:
    failures = (Failure("folder/a.txt", "It cannot be looked at."),)
    plan = make_plan(
        scan(failures=failures), [row("folder/a.txt"), row("folder/a.txt.txt")], {}, CONFIG
    )
    assert [each.path for each in plan.unchanged] == ["folder/a.txt"]
    assert plan.failed == failures


def test_a_time_of_the_last_two_seconds_is_not_relied_on() -> None:
    now = time.time_ns()
    assert reliable_time(file("a.txt", mtime_ns=now)) == 0
    assert reliable_time(file("a.txt", mtime_ns=now - 3_000_000_000)) == now - 3_000_000_000


def test_another_splitter_or_loader_indexes_anew_and_says_why() -> None:
    older = IndexConfig("sentences-0", CONFIG.embedding_model)
    plan = make_plan(scan(file("a.txt")), [row("a.txt")], {}, older)
    assert [task.from_catalog for task in plan.tasks] == [True]
    assert plan.reasons == ("This version splits documents in another way.",)

    reread = replace(row("a.txt"), loader="plain_text/0")
    plan = make_plan(scan(file("a.txt")), [reread], {}, CONFIG)
    assert [task.from_catalog for task in plan.tasks] == [False]
    assert plan.reasons == ("This version reads some formats in another way.",)


def test_another_embedding_model_indexes_anew_from_the_catalog_and_says_why() -> None:
    config = IndexConfig(CONFIG.splitter, "local:minilm")
    plan = make_plan(scan(file("a.txt")), [row("a.txt")], {}, config)
    assert [task.from_catalog for task in plan.tasks] == [True]
    assert plan.reasons == ("The embedding model is now local:minilm, not local:wordllama.",)
