"""A file at which reading breaks off costs that file alone, once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval import Failure, IndexReport, Library
from retrieval.documents.reading import child_process
from tests.folders import LONG_AGO, Folder

CHILD = """
import json, os, sys
sys.path[:] = json.loads(sys.argv[1])
import retrieval.documents.reading.child as child
read_document = child._read_document

def read(request):
    with open({log!r}, "a") as log:
        log.write(json.dumps(request.path) + "\\n")
    if "hostile" in request.path:
        os.abort()
    return read_document(request)

child._read_document = read
child.main(*sys.argv[2:])
"""


HONEST = child_process._PROGRAM


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    folder = Folder.at(tmp_path)
    monkeypatch.setattr(child_process, "_PROGRAM", CHILD.format(log=str(tmp_path / "log")))
    folder.write("bees.txt", "Bees dance to tell each other where the flowers are.")
    folder.write("hostile.txt", "Yaks live high in the mountains.")
    return folder


def read_since(folder: Folder) -> list[str]:
    """What was read since this was asked last."""
    log = folder.corpus.parent / "log"
    names = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    log.write_text("")
    return names


def reindexed(folder: Folder, **changes: object) -> IndexReport:
    with folder.library(**changes) as library:
        return library.reindex()


def test_the_others_are_indexed_and_it_is_named_with_the_reason(folder: Folder) -> None:
    report = reindexed(folder)
    assert report.added == ("bees.txt",)
    (failure,) = report.failed
    assert failure.path == "hostile.txt"
    assert failure.error.startswith("The program that reads such files broke off at it (Aborted)")


def test_it_is_not_tried_again_until_it_changes(folder: Folder) -> None:
    first = reindexed(folder)
    assert read_since(folder) == ["bees.txt", "hostile.txt"]
    folder.write("ants.txt", "Ants march in the garden.")
    assert reindexed(folder).failed == first.failed, "it is still named"
    assert read_since(folder) == ["ants.txt"]
    folder.write("hostile.txt", "Yaks grow long hair.", changed=LONG_AGO + 60)
    reindexed(folder)
    assert read_since(folder) == ["hostile.txt"]


def test_it_is_tried_again_with_other_limits(folder: Folder) -> None:
    reindexed(folder)
    read_since(folder)
    reindexed(folder, file_memory=700)
    assert read_since(folder) == ["hostile.txt"]


def test_a_file_that_is_only_damaged_is_tried_each_time(folder: Folder) -> None:
    """What it lacks may lie elsewhere: a library that is installed later, say."""
    folder.write("damaged.pdf", "no PDF")
    reindexed(folder)
    read_since(folder)
    reindexed(folder)
    assert read_since(folder) == ["damaged.pdf"]


def test_what_was_indexed_of_it_before_stays(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(child_process, "_PROGRAM", HONEST)
        reindexed(folder)
    folder.write("hostile.txt", "Yaks grow long hair.", changed=LONG_AGO + 60)
    with folder.library() as library:
        library.reindex()
        assert library.search("yaks")[0].text == "Yaks live high in the mountains."


def test_the_failures_of_the_last_reindex_are_kept(folder: Folder) -> None:
    report = reindexed(folder)
    with folder.library() as library:
        assert failures_of(library) == list(report.failed)
        (folder.corpus / "hostile.txt").unlink()
        library.reindex()
        assert failures_of(library) == []


def failures_of(library: Library) -> list[Failure]:
    with library._catalog.snapshot() as snapshot:
        return [Failure(file.path, file.error) for file in snapshot.failed_files()]


def test_it_is_tried_again_when_somebody_asks_for_it_by_name(folder: Folder) -> None:
    folder.write("other-hostile.txt", "Ants march.")
    reindexed(folder)
    read_since(folder)
    with folder.library() as library:
        edit = library.edits.read_anew(library.edits.begin(), "hostile.txt")
        library.make_edit(edit)
        assert read_since(folder) == ["hostile.txt"]
        failed = [file.path for file in library.documents().failed]
    assert failed == ["hostile.txt", "other-hostile.txt"], "the others are still named"
