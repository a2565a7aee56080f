"""A data folder that the first release made, kept in `tests/data`, is taken over whole.

It holds two generations of two documents: in the second the library opens at ten, not at nine.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.state.store import Store
from retrieval import BackupManifest, Library, Settings, StoreError, back_up, restore
from retrieval.backup.manifest import BackedUpFile, written
from retrieval.index.catalog import FILE, VERSION, schema
from tests.paths import DATA, ROOT

FEES = """\
# Fees

The yearly fee is 12 pounds. It is due on the first of May.

## Exceptions

Students pay nothing. Friends of the library pay half, whatever their age.
"""
HOURS = "The library opens at ten in the morning.\nIt closes at eight in the evening.\n"
OPENING = "When does the library open?"
COPY = f"{FILE}.version-1"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of that data folder, and its documents as they were."""
    documents, data = tmp_path / "documents", tmp_path / "data"
    documents.mkdir()
    (documents / "fees.md").write_text(FEES, encoding="utf-8", newline="")
    (documents / "hours.txt").write_text(HOURS, encoding="utf-8", newline="")
    with zipfile.ZipFile(DATA / "first_release.zip") as archive:
        archive.extractall(data)
    return Settings(_env_file=None, corpus=documents, data=data)


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    with Library.open(settings) as library:
        yield library


def version(data: Path) -> int:
    with closing(sqlite3.connect(data / FILE)) as connection:
        (number,) = connection.execute("PRAGMA user_version").fetchone()
    return int(number)


def test_it_answers_with_the_right_words(library: Library) -> None:
    answer = library.ask(OPENING)
    assert answer.citations[0].quote.startswith(HOURS.splitlines()[0])
    assert library.ask("When is the yearly fee due?").citations[0].source.path == "fees.md"


def test_it_can_be_rolled_back_and_made_anew(library: Library) -> None:
    library.rollback()
    assert "nine" in library.ask(OPENING).text
    library.reindex()
    assert "ten" in library.ask(OPENING).text
    assert library.damage() == []


def test_a_copy_of_it_is_kept_until_the_next_re_index(settings: Settings) -> None:
    with Library.open(settings) as library:
        assert version(settings.data) == VERSION
        shutil.copyfile(settings.data / COPY, settings.data.parent / FILE)
        assert version(settings.data.parent) == 1
        library.reindex()
        assert not (settings.data / COPY).exists()


def test_a_step_that_fails_leaves_it_as_it_was(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(schema.MIGRATIONS, 4, "INSERT INTO nowhere VALUES (1);")
        with pytest.raises(StoreError):
            Library.open(settings)
    assert version(settings.data) == 1
    with Library.open(settings) as library:
        assert library.ask(OPENING).answered


def test_so_does_a_process_that_is_killed_in_the_middle(settings: Settings) -> None:
    killed = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from retrieval import Library, Settings\n"
        "from retrieval.index.catalog import migration\n"
        "migration._fill_in_checksums = lambda connection: os._exit(9)\n"
        "Library.open(Settings(_env_file=None, data=Path(sys.argv[1])))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", killed, str(settings.data)], cwd=ROOT, check=False, timeout=60
    )
    assert ended.returncode == 9
    assert version(settings.data) == 1
    with Library.open(settings) as library:
        assert library.ask(OPENING).answered


def test_what_the_bot_remembered_is_kept_but_for_buttons_that_anybody_could_guess(
    settings: Settings,
) -> None:
    with Store.open(settings.data) as store:
        assert store.source(1, 1) is None
        rows = store.database.read(
            "SELECT question, reason FROM answers JOIN feedback ON answer = id"
        )
        assert rows == [("When is the fee due?", "Which year?")]


def test_it_is_backed_up_once_it_is_taken_over_and_answers_where_it_is_restored(
    settings: Settings, tmp_path: Path
) -> None:
    with Library.open(settings):
        back_up(settings, tmp_path / "backup.zip", ["discord.sqlite3"])
    elsewhere = settings.model_copy(update={"data": tmp_path / "elsewhere"})
    restore(elsewhere, tmp_path / "backup.zip")
    with Library.open(elsewhere) as library:
        assert "ten" in library.ask(OPENING).text
        library.rollback()
        assert "nine" in library.ask(OPENING).text
    with Store.open(elsewhere.data) as store:
        assert store.database.read("SELECT question FROM answers") == [("When is the fee due?",)]


def test_a_backup_of_its_files_is_taken_over_as_it_is_restored(
    settings: Settings, tmp_path: Path
) -> None:
    names = (FILE, "discord.sqlite3")
    content = {name: (settings.data / name).read_bytes() for name in names}
    manifest = BackupManifest(
        made="2026-11-23T12:00:00+00:00",
        footnote="0.1.0",
        catalog_version=1,
        documents_folder=None,
        generation=2,
        documents=2,
        chunks=3,
        files={
            name: BackedUpFile(len(held), hashlib.sha256(held).hexdigest())
            for name, held in content.items()
        },
    )
    with zipfile.ZipFile(tmp_path / "backup.zip", "w") as archive:
        archive.writestr("manifest.json", written(manifest))
        for name, held in content.items():
            archive.writestr(name, held)

    elsewhere = settings.model_copy(update={"data": tmp_path / "elsewhere"})
    restore(elsewhere, tmp_path / "backup.zip")

    assert version(elsewhere.data) == VERSION
    with Library.open(elsewhere) as library:
        assert "ten" in library.ask(OPENING).text
        library.rollback()
        assert "nine" in library.ask(OPENING).text
