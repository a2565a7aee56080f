"""A vector store that is damaged, gone or fails: no answer lacks anything, and it is filled again."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from retrieval import IndexWriteError, Library
from retrieval.index.read_write_lock import ReadWriteLock
from retrieval.index.store_folder import StoreFolder
from retrieval.index.vector_store import VectorStore
from tests.crash import check_stores
from tests.folders import Folder

OWLS = "Owls hunt at night and swallow their prey whole."
MODEL = "local:wordllama"


class PanicException(BaseException):
    """As what Chroma's bindings raise when its Rust code panics."""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.at(tmp_path)
    made.write("owls.txt", OWLS)
    made.write("goats.txt", "\n\n".join(f"Goat {n} ate {n} coats." * 9 for n in range(30)))
    with made.library() as library:
        library.reindex()
    return made


def by_meaning(library: Library) -> str:
    return library.search("nocturnal birds of prey")[0].text


def wait_for_mending(library: Library) -> None:
    """Wait until the thread that mends is done, where there is one."""
    thread = library._vectors._mending
    if thread is not None:
        thread.join()


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    chosen = random.Random(7)
    for _ in range(200):
        content[chosen.randrange(len(content))] ^= 1 << chosen.randrange(8)
    file.write_bytes(content)


def gone(chroma: Path) -> None:
    shutil.rmtree(chroma)


def a_file(chroma: Path) -> None:
    shutil.rmtree(chroma)
    chroma.write_bytes(b"")


def without_database(chroma: Path) -> None:
    (chroma / "chroma.sqlite3").unlink()


def nonsense(chroma: Path) -> None:
    (chroma / "chroma.sqlite3").write_bytes(b"no database " * 1_000)


def halved(chroma: Path) -> None:
    file = chroma / "chroma.sqlite3"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def flipped_database(chroma: Path) -> None:
    flip(chroma / "chroma.sqlite3")


def flipped_vectors(chroma: Path) -> None:
    (file,) = chroma.rglob("data_level0.bin")
    flip(file)


def of_an_older_version(chroma: Path) -> None:
    (chroma.parent / "chroma.state").unlink()


DAMAGES = (
    of_an_older_version,
    gone,
    a_file,
    without_database,
    nonsense,
    halved,
    flipped_database,
    flipped_vectors,
)


class TestDamage:
    @pytest.mark.parametrize("damage", DAMAGES)
    def test_answers_lack_nothing_and_it_is_filled_again(
        self, folder: Folder, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
    ) -> None:
        damage(folder.data / "chroma")
        with folder.library() as library:
            assert by_meaning(library) == OWLS
            assert library.ask("Which animals hunt at night?").notice is None
            wait_for_mending(library)
            assert "answered from the catalog's vectors meanwhile" in caplog.text
            assert "The vector store serves again." in caplog.text
            assert by_meaning(library) == OWLS
        check_stores(folder, swept=True)

    @pytest.mark.parametrize("damage", DAMAGES)
    def test_a_re_index_fills_it_again(
        self, folder: Folder, damage: Callable[[Path], None]
    ) -> None:
        damage(folder.data / "chroma")
        folder.write("yaks.txt", "Yaks live high in the mountains.")
        with folder.library() as library:
            assert library.reindex().added == ("yaks.txt",)
        check_stores(folder, swept=True)

    def test_an_opening_that_killed_its_process_is_not_repeated(self, folder: Folder) -> None:
        (folder.data / "chroma.state").write_text("opening")
        with folder.library() as library:
            assert by_meaning(library) == OWLS
            wait_for_mending(library)
            assert StoreFolder(folder.data).damage() is None
        check_stores(folder, swept=True)

    def test_a_store_of_other_vectors_is_found_out(self, folder: Folder) -> None:
        with folder.library() as library:
            with library._catalog.snapshot() as snapshot:
                keys, vectors = snapshot.embeddings_of(MODEL)
            library._vectors._store.upsert(MODEL, keys, -vectors)
        with folder.library() as library:
            assert by_meaning(library) == OWLS
            wait_for_mending(library)
            assert library._vectors._store.nearest(MODEL, vectors[0], 1) == [keys[0]]

    def test_it_cannot_be_filled_from_a_damaged_catalog(
        self, folder: Folder, caplog: pytest.LogCaptureFixture
    ) -> None:
        shutil.rmtree(folder.data / "chroma")
        with closing(sqlite3.connect(folder.data / "catalog.sqlite3")) as catalog:
            catalog.execute("DROP TABLE embedding")
        with folder.library() as library:
            library._vectors.open()
            wait_for_mending(library)
        assert "could not be filled again. The index in" in caplog.text

    def test_the_store_that_is_whole_is_left_alone(self, folder: Folder) -> None:
        inode = (folder.data / "chroma" / "chroma.sqlite3").stat().st_ino
        for _ in range(2):
            with folder.library() as library:
                assert by_meaning(library) == OWLS
                assert library._vectors._mending is None
        assert (folder.data / "chroma" / "chroma.sqlite3").stat().st_ino == inode


class TestPanic:
    def test_a_search_that_panics_is_answered_all_the_same(
        self, folder: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with folder.library() as library:
            library._vectors.check()
            with monkeypatch.context() as patch:
                patch.setattr("chromadb.Collection.query", panics)
                patch.setattr(StoreFolder, "remove", cannot)
                assert by_meaning(library) == OWLS
                wait_for_mending(library)
                assert by_meaning(library) == OWLS
                assert "does not serve" in (library.status().problem or "")
            library.reindex()
            assert library.status().problem is None
        check_stores(folder, swept=True)

    def test_a_write_that_panics_is_told(
        self, folder: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder.write("yaks.txt", "Yaks live high in the mountains.")
        with folder.library() as library:
            with monkeypatch.context() as patch:
                patch.setattr("chromadb.Collection.upsert", panics)
                with pytest.raises(Exception, match="vector store"):
                    library.reindex()
            assert by_meaning(library) == OWLS
            assert library.reindex().added == ("yaks.txt",)
        check_stores(folder, swept=True)

    @pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, GeneratorExit])
    def test_who_ends_the_process_is_heard(self, folder: Folder, stop: type[BaseException]) -> None:
        store = VectorStore(folder.settings(), "0")
        with pytest.raises(stop), store._collection(MODEL):
            raise stop
        store.close()


def cannot(folder: StoreFolder) -> None:
    raise IndexWriteError("It cannot be deleted.")


def panics(*_: object, **__: object) -> None:
    raise PanicException("index out of bounds")


def test_questions_are_not_let_in_while_the_store_is_mended() -> None:
    lock = ReadWriteLock()
    with lock.write(), lock.write(), lock.read() as admitted:
        assert not admitted
    with lock.read() as admitted:
        assert admitted


class TestErasing:
    @pytest.mark.parametrize("chunks", [20, 1_400])
    def test_of_a_removed_document_no_byte_of_a_vector_stays(
        self, tmp_path: Path, chunks: int
    ) -> None:
        folder = Folder.at(tmp_path)
        folder.write("codes.txt", "\n\n".join(sentence("Codes", n) for n in range(8)))
        folder.write("goats.txt", "\n\n".join(sentence("Goats", n) for n in range(chunks)))
        with folder.library() as library:
            library.reindex()
            with library._catalog.snapshot() as snapshot:
                secrets = [
                    v for _, v in zip(range(8), snapshot.embeddings_of(MODEL)[1], strict=False)
                ]
                keys = snapshot.embeddings_of(MODEL)[0][:8]
        windows = [v[at : at + 4].tobytes() for v in secrets for at in range(0, len(v) - 4, 4)]
        assert found(windows, folder.data / "chroma"), "or else this looks for the wrong bytes"
        (folder.corpus / "codes.txt").unlink()
        with folder.library() as library:
            library.reindex(force=True)
            folder.write("yaks.txt", "Yaks live high in the mountains.")
            library.reindex()
            assert not library._catalog.writer().embeddings(keys), "it is past rollback"
        assert not found(windows, folder.data)
        check_stores(folder, swept=True)


def sentence(about: str, number: int) -> str:
    return (
        f"{about} number {number} "
        + " ".join(f"{about.lower()}{number + n}" for n in range(60))
        + "."
    )


def found(windows: list[bytes], folder: Path) -> int:
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return sum(window in content for window in windows for content in files)
