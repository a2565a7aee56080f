"""Files are read in child processes: what a file does to its parser costs that file alone."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from retrieval import DocumentError, StoreError
from retrieval.documents.folder.scan import discover
from retrieval.documents.reading import child_process
from retrieval.documents.reading.child_messages import ReadRequest
from retrieval.documents.reading.read_document import ReadDocument
from retrieval.documents.reading.reader_pool import BATCH_FILES, Outcome, ReaderPool
from retrieval.documents.reading.reading_limits import LimitError, Limits

LIMITS = Limits(seconds=60, megabytes=200)

CHILD = """
import os, sys, time
import retrieval.documents.reading.child as child
read_document = child._read_document

def read(request):
    if "hang" in request.path:
        time.sleep(600)
    if "crash" in request.path:
        os.abort()
    if "fill" in request.path:
        filled = bytearray(1_000_000_000)
    if "grow" in request.path:
        grown = bytearray(150_000_000)
    if "print" in request.path:
        os.write(1, b"a library's warning")
    return read_document(request)

child._read_document = read
child.main(*sys.argv[2:])
"""
"""A child process in which files do, by their names, what hostile ones do to parsers."""


@pytest.fixture
def fragile(monkeypatch: pytest.MonkeyPatch) -> None:
    path = "import json, sys; sys.path[:] = json.loads(sys.argv[1])\n"
    monkeypatch.setattr(child_process, "_PROGRAM", path + CHILD)


def requests(folder: Path, names: Sequence[str]) -> list[ReadRequest]:
    for name in names:
        (folder / name).write_text(f"This is {name}. It says that {name} is open.")
    root = os.path.realpath(folder)
    return [ReadRequest(name, root, f"{root}/{name}", 40, "a model") for name in names]


def read(folder: Path, *names: str, limits: Limits = LIMITS) -> list[Outcome]:
    with closing(ReaderPool(limits)) as pool:
        return list(pool.read(requests(folder, names)))


def test_what_is_read_comes_in_the_order_of_the_files(tmp_path: Path) -> None:
    names = [f"{number}.txt" for number in range(3 * BATCH_FILES)]
    for at_once in (1, 3):
        found = read(tmp_path, *names, limits=Limits(60, 200, at_once))
        assert [each.document.path for each in found if isinstance(each, ReadDocument)] == names


def test_names_and_documents_longer_than_a_pipe_keep_nobody_waiting(tmp_path: Path) -> None:
    deep = tmp_path / "/".join(["é" * 100] * 10)
    deep.mkdir(parents=True)
    names = [f"{number}.txt" for number in range(BATCH_FILES)]
    root = os.path.realpath(deep)
    asked = []
    for name in names:
        (deep / name).write_text("The pool opens at nine. " * 4_000)
        asked.append(ReadRequest(f"{'é' * 2_000}/{name}", root, f"{root}/{name}", 100, "a model"))
    with closing(ReaderPool(LIMITS)) as pool:
        found = list(pool.read(asked))
    assert [type(each) for each in found] == [ReadDocument] * BATCH_FILES


def test_a_document_comes_whole_from_the_child_process(tmp_path: Path) -> None:
    text = "# Käse & 茶\n\nThe fees are:\n\n1. ten pounds 🙂\n2. nothing\n"
    (tmp_path / "fees.md").write_text(text, encoding="utf-8")
    (scanned,) = discover(tmp_path).files
    root = os.path.realpath(tmp_path)
    request = ReadRequest("fees.md", root, scanned.absolute_path, scanned.size, "a model")
    with closing(ReaderPool(LIMITS)) as pool:
        (found,) = pool.read([request])
    assert isinstance(found, ReadDocument)
    document = found.document
    assert (document.text, document.title) == (text, "Käse & 茶")
    assert [(block.kind, block.number) for block in document.blocks] == [
        ("heading", None), ("paragraph", None), ("item", 1), ("item", 2),
    ]  # fmt: skip
    assert document.blocks[2].lead == document.blocks[1].span
    assert [chunk.heading for chunk in found.chunks] == ["Käse & 茶"]
    assert len(found.keys) == len(found.chunks)


def test_a_file_that_cannot_be_read_says_why_and_the_next_one_is_read(tmp_path: Path) -> None:
    first, second = read(tmp_path, "a.pdf", "b.txt")
    assert isinstance(first, DocumentError)
    assert str(first) == "It is damaged, or not a PDF."
    assert isinstance(second, ReadDocument)


@pytest.mark.usefixtures("fragile")
@pytest.mark.parametrize(
    ("name", "limits", "reason"),
    [
        (
            "hang.txt",
            Limits(0.5, 200),
            "longer than 0.5 seconds. Split it, or raise FOOTNOTE_FILE_S",
        ),
        ("fill.txt", LIMITS, "more than 200 MB of memory. Split it, or raise FOOTNOTE_FILE_MEMORY"),
        ("crash.txt", LIMITS, r"broke off at it \(Aborted\)"),
    ],
)
def test_a_hostile_file_costs_that_file_alone(
    tmp_path: Path, name: str, limits: Limits, reason: str
) -> None:
    before, hostile, after = read(tmp_path, "before.txt", name, "after.txt", limits=limits)
    assert isinstance(before, ReadDocument)
    assert isinstance(after, ReadDocument)
    with pytest.raises(LimitError, match=reason):
        raise hostile if isinstance(hostile, DocumentError) else AssertionError


@pytest.mark.usefixtures("fragile")
def test_a_process_that_has_grown_is_replaced_by_a_fresh_one(tmp_path: Path) -> None:
    found = read(tmp_path, "grow.txt", "grown.txt", "small.txt")
    assert all(isinstance(each, ReadDocument) for each in found)


@pytest.mark.usefixtures("fragile")
def test_what_a_library_prints_is_not_taken_for_a_reply(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "print.txt")
    assert isinstance(found, ReadDocument)


@pytest.mark.usefixtures("fragile")
def test_whoever_stops_does_not_wait_for_the_file(tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop() -> None:
        raise StoppedError

    with closing(ReaderPool(Limits(600, 200))) as pool, pytest.raises(StoppedError):
        list(pool.read(requests(tmp_path, ["hang.txt"]), check=stop))


def test_that_no_process_can_be_started_is_no_fault_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_process, "_PROGRAM", "raise SystemExit(3)")
    with pytest.raises(StoreError, match=r"ended as soon as it was started \(status 3\)"):
        read(tmp_path, "a.txt")


def test_the_child_process_is_told_no_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setattr(
        child_process,
        "_PROGRAM",
        "import os; raise SystemExit(4 if 'OPENAI_API_KEY' in os.environ else 3)",
    )
    with pytest.raises(StoreError, match="status 3"):
        read(tmp_path, "a.txt")
