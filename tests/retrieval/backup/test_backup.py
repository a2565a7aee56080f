"""The data folder as one file: made while others work, checked before anything is put in place."""

from __future__ import annotations

import io
import os
import stat
import threading
import zipfile
from pathlib import Path

import pytest

from retrieval import (
    BackupManifest,
    Library,
    NoIndexError,
    Progress,
    StoreError,
    back_up,
    restore,
)
from tests.folders import Folder

pytest_plugins = ("tests.stores",)

BEES, WASPS, OWLS = "Bees dance in the hive.", "Wasps sting.", "Owls hunt at night."


@pytest.fixture
def folder(empty_folder: Folder) -> Folder:
    """Two generations: in the second wasps take the place of bees."""
    empty_folder.write("insects.txt", BEES)
    empty_folder.write("owls.txt", OWLS)
    with empty_folder.library() as library:
        library.reindex()
        empty_folder.write("insects.txt", WASPS, changed=1_700_000_100)
        library.reindex()
    return empty_folder


@pytest.fixture
def backup(folder: Folder, tmp_path: Path) -> Path:
    back_up(folder.settings(), tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def elsewhere(folder: Folder, name: str = "elsewhere") -> Folder:
    return Folder(folder.corpus, folder.data.parent / name, folder.chroma_url)


def holds(folder: Folder, query: str, text: str) -> None:
    with folder.library() as library:
        assert library.search(query)[0].text == text


def test_what_is_restored_answers_and_can_be_rolled_back(folder: Folder, backup: Path) -> None:
    other = elsewhere(folder)
    manifest = restore(other.settings(), backup)

    assert (manifest.generation, manifest.documents) == (2, 2)
    assert manifest.documents_folder == os.path.realpath(folder.corpus)
    with other.library() as library:
        assert library.search("What stings?")[0].text == WASPS
        assert library.status().generation == 2
        assert library.plan().changes == 0
        library.rollback()
        assert library.search("What dances?")[0].text == BEES
        assert library.damage() == []


def test_two_that_are_restored_from_one_backup_share_no_vectors(
    folder: Folder, backup: Path
) -> None:
    one, other = elsewhere(folder, "one"), elsewhere(folder, "other")
    for each in (one, other):
        restore(each.settings(), backup)
    (folder.corpus / "owls.txt").unlink()
    with one.library() as library:
        library.reindex(force=True)
        library.reindex()
    holds(other, "What hunts at night?", OWLS)
    holds(folder, "What hunts at night?", OWLS)


def test_it_is_made_of_one_moment_in_the_middle_of_a_re_index(
    folder: Folder, tmp_path: Path
) -> None:
    folder.write("insects.txt", "Ants march.", changed=1_700_000_200)
    stage = threading.Event()

    def back_up_when_storing(progress: Progress) -> None:
        if progress.stage == "index" and not stage.is_set():
            stage.set()
            back_up(folder.settings(), tmp_path / "backup.zip")

    with folder.library() as library:
        library.reindex(progress=back_up_when_storing)
    assert stage.is_set()
    restore(elsewhere(folder).settings(), tmp_path / "backup.zip")
    with elsewhere(folder).library() as library:
        assert library.search("What stings?")[0].text == WASPS
        assert library.reindex().changed == ("insects.txt",)


def test_it_is_for_its_owner_alone_and_takes_the_place_of_another_in_one_step(
    folder: Folder, backup: Path
) -> None:
    with pytest.raises(StoreError):
        back_up(folder.settings(data=folder.data.parent / "nothing"), backup)
    assert zipfile.is_zipfile(backup)
    if os.name == "posix":
        assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir() if "backup" in path.name] == [backup.name]


def test_removed_files_are_in_it_and_come_back_with_a_rollback(
    folder: Folder, tmp_path: Path
) -> None:
    with folder.library() as library:
        edit = library.edits.remove(library.edits.begin(), "owls.txt")
        library.make_edit(edit, force=True)
        back_up(folder.settings(), tmp_path / "backup.zip")
    other = elsewhere(folder)
    restore(other.settings(), tmp_path / "backup.zip")
    with other.library() as library:
        library.rollback()
    assert (folder.corpus / "owls.txt").read_text() == OWLS


def test_a_stream_does_as_well_as_a_file(folder: Folder) -> None:
    stream = io.BytesIO()
    back_up(folder.settings(), stream)
    restore(elsewhere(folder).settings(), stream)
    holds(elsewhere(folder), "What stings?", WASPS)


def test_without_an_index_there_is_nothing_to_back_up(empty_folder: Folder, tmp_path: Path) -> None:
    with pytest.raises(NoIndexError):
        back_up(empty_folder.settings(), tmp_path / "backup.zip")
    assert not (tmp_path / "backup.zip").exists()


def test_a_folder_that_holds_something_is_left_as_it_is(folder: Folder, backup: Path) -> None:
    with pytest.raises(StoreError, match="is not empty"):
        restore(folder.settings(), backup)
    holds(folder, "What stings?", WASPS)


def test_another_embedding_model_never_mixes_with_what_was_restored(
    folder: Folder, backup: Path
) -> None:
    other = elsewhere(folder)
    restore(other.settings(), backup)
    with other.library(embedding_model="local:multilingual") as library:
        assert library.search("What stings?")[0].text == WASPS, "by the model of the index"
        library.reindex()
        assert library.search("What stings?")[0].text == WASPS
        library.rollback()
        assert library.search("What stings?")[0].text == WASPS


def test_the_manifest_tells_what_is_in_it(folder: Folder, tmp_path: Path) -> None:
    manifest = back_up(folder.settings(), tmp_path / "backup.zip", ["discord.sqlite3"])
    assert isinstance(manifest, BackupManifest)
    assert list(manifest.files) == ["catalog.sqlite3"], "there is no other database yet"
    assert manifest.size == sum(file.size for file in manifest.files.values())
    with Library.open(folder.settings(), read_only=True) as library:
        assert manifest.chunks == library.status().chunks
