"""Re-indexing, as an admin meets it: what changes, what it costs, and what can go wrong."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from retrieval import (
    Cancelled,
    CorpusError,
    IndexInUseError,
    Library,
    NoIndexError,
    NoPreviousGenerationError,
    Progress,
    ReindexRefused,
    Settings,
)
from retrieval.index.catalog import Catalog
from retrieval.index.vector_store import VectorStore
from tests.folders import LONG_AGO, Folder
from tests.stores import chroma_keys

pytest_plugins = ("tests.stores",)

BEES = "Bees dance to tell each other where the flowers are."
OWLS = "Owls hunt at night and swallow their prey whole."
WHALES = "Whales sing songs that carry across whole oceans."
YAKS = "Yaks live high in the mountains and grow long hair."


@pytest.fixture
def folder(empty_folder: Folder) -> Folder:
    """Three documents, once with each kind of vector store."""
    empty_folder.write("bees.txt", BEES)
    empty_folder.write("night/owls.txt", OWLS)
    empty_folder.write("whales.txt", WHALES)
    return empty_folder


def found(library: Library, question: str) -> str:
    """The best passage's text."""
    return library.search(question)[0].text


def sources(library: Library) -> set[str]:
    """Every source that any of the questions finds."""
    questions = ("bees", "owls", "whales", "yaks")
    return {passage.source.path for question in questions for passage in library.search(question)}


def stored_keys(folder: Folder) -> tuple[set[str], set[str], set[str]]:
    """The embedding keys of the chunks, of the embeddings kept, and of Chroma's vectors."""
    catalog = Catalog(folder.data)
    connection = catalog._connection()
    chunks = {
        row[0]
        for row in connection.execute(
            "SELECT key FROM chunk JOIN embedding AS e ON e.id = embedding"
        )
    }
    kept = {row[0] for row in connection.execute("SELECT key FROM embedding")}
    store = VectorStore(folder.settings(), catalog.library)
    vectors = {key for model in catalog.writer().models() for key in chroma_keys(store, model)}
    store.close()
    catalog.close()
    return chunks, kept, vectors


def lose_vectors(folder: Folder) -> None:
    """Have the vector store forget all of this library, as an admin might by mistake."""
    if folder.chroma_url is None:
        shutil.rmtree(folder.data / "chroma")
        return
    with closing(Catalog(folder.data)) as catalog:
        library = catalog.library
    with closing(VectorStore(folder.settings(), library)) as store:
        client = store.open()
        for collection in client.list_collections():
            if library in collection.name:
                client.delete_collection(collection.name)


def test_a_first_index_holds_every_document(folder: Folder) -> None:
    with folder.library() as library:
        assert not library.has_index
        report = library.reindex()
        assert report.added == ("bees.txt", "night/owls.txt", "whales.txt")
        assert (report.documents, report.chunks, report.generation) == (3, 3, 1)
        assert found(library, "Who dances?") == BEES


def test_an_index_outlives_the_program(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
    with folder.library() as library:
        assert found(library, "Who sings?") == WHALES


def test_unchanged_files_are_not_even_opened(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def watched(path: Path, *options: Any, **named: Any) -> Any:
        assert folder.corpus not in path.parents, "a document was opened"
        return opened(path, *options, **named)

    opened = Path.open
    with folder.library() as library:
        library.reindex()
        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", watched)
            report = library.reindex()
        assert (report.unchanged, report.changes, report.generation) == (3, 0, 1)


def test_a_changed_file_replaces_its_old_passages(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        folder.write("bees.txt", YAKS)
        report = library.reindex()
        assert (report.changed, report.unchanged, report.generation) == (("bees.txt",), 2, 2)
        assert found(library, "Who dances, the bees?") != BEES
        assert found(library, "yaks in the mountains") == YAKS


def test_a_file_changed_within_the_clocks_tick_is_noticed(folder: Folder) -> None:
    """Same size and same time of change: only the content tells, and it is compared."""
    path = folder.write("young.txt", "Snails are slow.")
    os.utime(path)
    modified = path.stat().st_mtime_ns
    with folder.library() as library:
        library.reindex()
        path.write_text("Hares are quick.", encoding="utf-8")
        os.utime(path, ns=(modified, modified))
        assert library.reindex().changed == ("young.txt",)


def test_a_touched_file_is_compared_once_and_then_trusted_again(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        os.utime(folder.corpus / "bees.txt", (LONG_AGO + 60, LONG_AGO + 60))
        assert (library.reindex().unchanged, library.reindex().unchanged) == (3, 3)
        status = library.status()
        assert status.generation == 1
        assert status.pending is not None
        assert status.pending.changes == 0


def test_a_renamed_file_keeps_its_embeddings(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with folder.library() as library:
        library.reindex()
        (folder.corpus / "bees.txt").rename(folder.corpus / "insects.txt")
        embedder = library._embedder("local:wordllama")
        monkeypatch.setattr(embedder, "embed", lambda _: pytest.fail("it was embedded again"))
        report = library.reindex()
        assert (report.added, report.removed) == (("insects.txt",), ("bees.txt",))
        assert library.search("bees dance")[0].source.path == "insects.txt"


def test_a_removed_file_is_no_longer_found_and_leaves_nothing_behind(
    folder: Folder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with folder.library() as library:
        library.reindex()
        (folder.corpus / "whales.txt").unlink()
        assert library.reindex().removed == ("whales.txt",)
        assert "whales.txt" not in sources(library)
        folder.write("yaks.txt", YAKS)
        library.reindex()
    stores = [folder.data, *tmp_path_factory.getbasetemp().glob("chroma*")]
    assert not any(
        WHALES.encode() in path.read_bytes()
        for store in stores
        for path in store.rglob("*")
        if path.is_file()
    ), "past rollback, a deleted document is nowhere, and the vector store never had its words"
    chunks, kept, vectors = stored_keys(folder)
    assert chunks == kept == vectors


def test_a_dry_run_tells_and_changes_nothing(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        folder.write("bees.txt", YAKS)
        folder.write("empty.txt", "")
        (folder.corpus / "whales.txt").unlink()
        plan = library.plan()
        assert plan.dry_run
        assert (plan.changed, plan.removed, plan.unchanged) == (("bees.txt",), ("whales.txt",), 1)
        assert [failure.path for failure in plan.failed] == ["empty.txt"]
        assert (plan.documents, plan.chunks, plan.tokens) == (2, 2, None)
        assert found(library, "Who dances?") == BEES
        done = library.reindex()
        assert (done.changed, done.removed, done.documents, done.chunks) == (
            plan.changed,
            plan.removed,
            plan.documents,
            plan.chunks,
        )


def test_an_unreadable_file_is_named_and_keeps_its_old_passages(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        folder.write("bees.txt", "", changed=LONG_AGO + 1)
        report = library.reindex()
        assert [failure.path for failure in report.failed] == ["bees.txt"]
        assert report.failed[0].error
        assert (report.unchanged, report.documents, report.generation) == (3, 3, 1)
        assert found(library, "Who dances?") == BEES
        assert library.reindex().failed, "it is tried again each time"
        folder.write("bees.txt", YAKS, changed=LONG_AGO + 2)
        assert library.reindex().changed == ("bees.txt",)


@pytest.mark.parametrize("left", [[], ["bees.txt"]])
def test_losing_most_documents_must_be_confirmed(folder: Folder, left: list[str]) -> None:
    """An unmounted folder looks like one whose documents were all deleted."""
    with folder.library() as library:
        library.reindex()
        for path in [*folder.corpus.rglob("*.txt")]:
            if path.name not in left:
                path.unlink()
        with pytest.raises(ReindexRefused, match="--force") as refused:
            library.reindex()
        assert (refused.value.removed, refused.value.documents) == (3 - len(left), 3)
        assert len(sources(library)) == 3
        assert library.reindex(force=True).documents == len(left)


def test_renaming_everything_is_not_losing_it(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        folder.corpus.rename(folder.corpus.with_name("elsewhere"))
        folder.corpus.mkdir()
        shutil.move(folder.corpus.with_name("elsewhere"), folder.corpus / "below")
        assert len(library.reindex().added) == 3


def test_a_rollback_brings_the_generation_before_back(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        folder.write("bees.txt", YAKS)
        folder.write("yaks.txt", YAKS + " They give milk.")
        (folder.corpus / "whales.txt").unlink()
        library.reindex()
        report = library.rollback()
        assert report.changed == ("bees.txt",)
        assert report.removed == ("yaks.txt",)
        assert report.added == ("whales.txt",)
        assert (report.unchanged, report.documents, report.generation) == (1, 3, 1)
        assert found(library, "Who dances?") == BEES
        assert found(library, "Who sings?") == WHALES
        with pytest.raises(NoPreviousGenerationError, match="no generation before"):
            library.rollback()


def test_a_reindex_after_a_rollback_does_it_all_again(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        folder.write("bees.txt", YAKS)
        library.reindex()
        library.rollback()
        report = library.reindex()
        assert (report.changed, report.generation) == (("bees.txt",), 3)
        assert found(library, "yaks in the mountains") == YAKS
    chunks, kept, vectors = stored_keys(folder)
    assert chunks == kept == vectors


def test_a_cancelled_reindex_leaves_the_old_index_live(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        folder.write("bees.txt", YAKS)
        steps: list[Progress] = []
        with pytest.raises(Cancelled):
            library.reindex(progress=steps.append, cancelled=lambda: len(steps) > 1)
        assert found(library, "Who dances?") == BEES
        assert library.reindex().changed == ("bees.txt",)
    chunks, kept, vectors = stored_keys(folder)
    assert chunks == kept == vectors


def test_progress_counts_files_and_chunks(folder: Folder) -> None:
    steps: list[Progress] = []
    with folder.library() as library:
        library.reindex(progress=steps.append)
    stages = [step.stage for step in steps]
    assert list(dict.fromkeys(stages)) == ["scan", "index", "commit", "sweep"]
    assert stages == sorted(stages, key=["scan", "index", "commit", "sweep"].index)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1] == Progress("sweep", 3, 3, 3, share=1.0)


def test_a_lost_vector_store_is_filled_again_from_the_catalog(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
    lose_vectors(folder)
    with folder.library() as library:
        library.reindex()
    chunks, kept, vectors = stored_keys(folder)
    assert chunks == kept == vectors


def test_a_second_process_is_told_who_holds_the_index(folder: Folder) -> None:
    with (
        Library.open(folder.settings(), purpose="a test", hold=True),
        pytest.raises(IndexInUseError, match=r"'a test' \(process"),
        folder.library() as library,
    ):
        library.reindex()


def test_status_can_be_read_while_another_process_holds_the_index(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        folder.write("yaks.txt", YAKS)
        with Library.open(folder.settings(), read_only=True) as reader:
            status = reader.status()
    assert (status.generation, status.documents, status.rollback) == (1, 3, None)
    assert status.pending is not None
    assert status.pending.added == ("yaks.txt",)
    assert status.bytes_on_disk > 10_000


def test_a_missing_or_empty_folder_is_told(tmp_path: Path) -> None:
    folder = Folder.at(tmp_path)
    with folder.library() as library:
        with pytest.raises(CorpusError, match="holds no documents"):
            library.reindex()
        folder.corpus.rmdir()
        with pytest.raises(CorpusError, match="no folder"):
            library.reindex()
        with pytest.raises(NoIndexError, match="footnote index"):
            library.search("anything")


def test_where_no_folder_is_named_and_none_is_here_the_set_up_is_advised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it is after an installation with uv or pipx, which brings no documents."""
    monkeypatch.chdir(tmp_path)
    with (
        Library.open(Settings(data=tmp_path / "data")) as library,
        pytest.raises(CorpusError, match=r"Run `footnote init` .*, or name .* --corpus"),
    ):
        library.reindex()


def test_a_change_that_kept_size_and_time_is_found_when_all_is_verified(
    empty_folder: Folder,
) -> None:
    empty_folder.write("fees.txt", "The fee is 10 pounds.")
    with empty_folder.library() as library:
        library.reindex()
        empty_folder.write("fees.txt", "The fee is 20 pounds.")
        assert library.reindex().changes == 0
        assert library.plan(verify=True).changed == ("fees.txt",)
        assert library.reindex(verify=True).changed == ("fees.txt",)
        assert "20 pounds" in library.search("fee")[0].text
        assert library.reindex(verify=True).changes == 0
