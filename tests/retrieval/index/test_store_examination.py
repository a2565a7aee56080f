"""What doctor and status say of an embedded vector store, however damaged, and who may open it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli.main import main
from retrieval import Library, StoreError, setup_checks
from retrieval.index import store_examination
from tests.folders import Folder

WHOLE = "Chroma, embedded in the data folder; it has all vectors"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.at(tmp_path)
    made.write("owls.txt", "Owls hunt at night and swallow their prey whole.")
    with made.library() as library:
        library.reindex()
    return made


def problem(folder: Folder, capsys: pytest.CaptureFixture[str]) -> str | None:
    """What `footnote status` says is wrong."""
    assert main([*folder.options, "status", "--json"]) == 0
    told: str | None = json.loads(capsys.readouterr().out)["problem"]
    return told


def test_a_store_that_is_whole_stays_so(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert setup_checks.check_vector_store(folder.settings()) == WHOLE
        assert problem(folder, capsys) is None


def test_of_an_index_that_cannot_be_read_it_is_not_opened(folder: Folder) -> None:
    (folder.data / "catalog.sqlite3").write_bytes(b"no database " * 1_000)
    assert "not opened, since the index cannot be read" in setup_checks.check_vector_store(
        folder.settings()
    )


def test_the_store_is_not_blamed_for_damage_to_the_index(folder: Folder) -> None:
    file = folder.data / "catalog.sqlite3"
    with closing(sqlite3.connect(file)) as catalog, catalog:
        (key,) = catalog.execute("SELECT key FROM embedding").fetchone()
    file.write_bytes(file.read_bytes().replace(key.encode(), key[::-1].encode()))
    assert "not opened, since the index cannot be read" in setup_checks.check_vector_store(
        folder.settings()
    )


def test_before_anything_is_indexed_nothing_is_wrong(tmp_path: Path) -> None:
    settings = Folder.at(tmp_path).settings()
    assert "embedded" in setup_checks.check_vector_store(settings)
    assert not settings.data.exists()


def test_one_that_is_gone_is_told_by_both(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(folder.data / "chroma")
    with pytest.raises(StoreError, match=r"it is gone\. `footnote index` fills it again"):
        setup_checks.check_vector_store(folder.settings())
    assert "it is gone" in (problem(folder, capsys) or "")
    with folder.library() as library:
        library.reindex()
    assert setup_checks.check_vector_store(folder.settings()) == WHOLE


def test_one_that_lacks_vectors_is_counted(folder: Folder) -> None:
    with folder.library() as library:
        library._vectors.check()
        with library._catalog.snapshot() as snapshot:
            keys, _ = snapshot.embeddings_of("local:wordllama")
        library._vectors._store.delete("local:wordllama", keys)
    with pytest.raises(StoreError, match="lacks 1 vectors that the catalog has"):
        setup_checks.check_vector_store(folder.settings())


def test_files_that_were_changed_are_told_by_both(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder.data / "chroma" / "chroma.sqlite3").write_bytes(b"no database")
    with pytest.raises(StoreError, match="its files were changed"):
        setup_checks.check_vector_store(folder.settings())
    assert "its files were changed" in (problem(folder, capsys) or "")


def test_one_whose_opening_ends_the_process_ends_another_process(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    aborting = folder.data.parent / "aborting.py"
    aborting.write_text("import os\nos.abort()\n")
    monkeypatch.setattr(store_examination, "COMMAND", [str(aborting)])
    with pytest.raises(StoreError, match="opening it ends the process"):
        setup_checks.check_vector_store(folder.settings())


def test_it_is_not_opened_while_another_holds_it(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    with Library.open(folder.settings(), purpose="footnote run", hold=True):
        finding = setup_checks.check_vector_store(folder.settings())
        assert "not opened. The index in" in finding
        assert "in use by 'footnote run'" in finding
        (folder.data / "chroma.state").write_text("opening")
        assert problem(folder, capsys) is None, "who holds it opens it just now"
