"""A re-index that was interrupted is gone on with: what was staged is not done again."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.index.catalog import Writer
from retrieval.index.vector_store import VectorStore
from tests.crash import check_stores
from tests.folders import LONG_AGO, Folder

FILES = 6


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A folder whose first re-index ended before its last batch, two files each, was staged."""
    monkeypatch.setattr("retrieval.index.indexer.FIRST_BATCH", 2)
    monkeypatch.setattr("retrieval.index.indexer.CHUNKS_PER_BATCH", 2)
    folder = Folder.at(tmp_path)
    for number in range(FILES):
        folder.write(f"{number}.txt", f"Ferry {number} leaves at {number} o'clock.")
    stage = Writer.stage
    batches = []

    def dying(writer: Writer, *arguments: object) -> None:
        batches.append(arguments)
        if len(batches) == FILES // 2:
            raise Killed
        stage(writer, *arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Writer, "stage", dying)
        with folder.library() as library, pytest.raises(Killed):
            library.reindex()
    return folder


@pytest.fixture
def staged_now(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of what is staged from now on."""
    staged: list[str] = []
    stage = Writer.stage

    def noting(writer: Writer, generation: int, documents: object) -> None:
        new = list(documents)  # type: ignore[call-overload]
        staged.extend(document.document.path for document in new)
        stage(writer, generation, new)

    monkeypatch.setattr(Writer, "stage", noting)
    return staged


def test_what_was_staged_is_not_done_again(interrupted: Folder, staged_now: list[str]) -> None:
    with interrupted.library() as library:
        report = library.reindex()
        assert staged_now == ["4.txt", "5.txt"]
        assert (len(report.added), report.chunks, report.generation) == (FILES, FILES, 1)
        assert library.ask("When does ferry 0 leave?").citations[0].source.path == "0.txt"
    check_stores(interrupted, swept=True)


def test_nobody_sees_it_meanwhile(interrupted: Folder) -> None:
    with interrupted.library() as library:
        assert not library.has_index


def test_what_changed_since_is_done_again(interrupted: Folder, staged_now: list[str]) -> None:
    interrupted.write("0.txt", "Ferry 0 does not leave.", changed=LONG_AGO + 60)
    (interrupted.corpus / "1.txt").unlink()
    with interrupted.library() as library:
        report = library.reindex()
        assert staged_now == ["0.txt", "4.txt", "5.txt"]
        assert report.documents == FILES - 1
        assert "does not leave" in library.search("ferry 0")[0].text
    check_stores(interrupted, swept=True)
    assert b"Ferry 1 leaves" not in (interrupted.data / "catalog.sqlite3").read_bytes()


def test_the_vector_store_has_what_was_staged(
    interrupted: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    upserted: list[str] = []
    upsert = VectorStore.upsert

    def noting(store: VectorStore, model: str, keys: list[str], vectors: object) -> None:
        upserted.extend(keys)
        upsert(store, model, keys, vectors)  # type: ignore[arg-type]

    monkeypatch.setattr(VectorStore, "upsert", noting)
    with interrupted.library() as library:
        library.reindex()
    assert len(upserted) == 2, "those that it was not yet noted to have"
