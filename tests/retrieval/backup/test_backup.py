"""The data folder as one file: made while others work, checked before anything is put in place."""

from __future__ import annotations

import io
import json
import os
import stat
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval import (
    BackupManifest,
    Library,
    NewerVersionError,
    NoIndexError,
    Progress,
    StoreError,
    back_up,
    restore,
)
from retrieval.backup import restore as restoring
from retrieval.backup.manifest import BROKEN
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


@pytest.mark.parametrize("left", [[], ["lock", "holder.json"], [".restored-x"]])
def test_an_empty_folder_will_do_also_one_where_a_restore_was_broken_off(
    folder: Folder, backup: Path, left: list[str]
) -> None:
    other = elsewhere(folder)
    other.data.mkdir()
    for name in left:
        (other.data / name).mkdir() if name.startswith(".") else (other.data / name).touch()
    restore(other.settings(), backup)
    assert not (other.data / ".restored-x").exists()
    holds(other, "What stings?", WASPS)


@pytest.mark.parametrize("there", [True, False])
def test_what_breaks_off_leaves_nothing_behind(
    folder: Folder, backup: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    other = elsewhere(folder)
    if there:
        other.data.mkdir()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring, "_unpack", full)
    with pytest.raises(StoreError, match="No space left"):
        restore(other.settings(), backup)
    assert (
        {path.name for path in other.data.iterdir()} <= {"lock"}
        if there
        else not other.data.exists()
    )
    assert [path for path in other.data.parent.iterdir() if path.name.startswith(".")] == []


Change = Callable[[dict[str, bytes]], object]


def changed_manifest(**fields: object) -> Change:
    def change(files: dict[str, bytes]) -> None:
        row = json.loads(files["manifest.json"])
        files["manifest.json"] = json.dumps(row | fields).encode()

    return change


def with_file(name: str) -> Change:
    """Add a file, which the manifest names as well."""

    def change(files: dict[str, bytes]) -> None:
        row = json.loads(files["manifest.json"])
        row["files"][name] = row["files"]["catalog.sqlite3"]
        files |= {name: files["catalog.sqlite3"], "manifest.json": json.dumps(row).encode()}

    return change


def without(name: str) -> Change:
    return lambda files: files.pop(name)


def flipped(files: dict[str, bytes]) -> None:
    catalog = bytearray(files["catalog.sqlite3"])
    catalog[len(catalog) // 2] ^= 1
    files["catalog.sqlite3"] = bytes(catalog)


@pytest.mark.parametrize(
    "change",
    [
        flipped,
        without("manifest.json"),
        without("catalog.sqlite3"),
        with_file("../outside.sqlite3"),
        with_file("/tmp/outside.sqlite3"),
        with_file("trash/../../outside"),
        with_file("trash/0123456789abcdef/../../content"),
        with_file("lock"),
        lambda files: files.update({"extra.sqlite3": b""}),
        lambda files: files.update({"manifest.json": b"[" * 100_000}),
        lambda files: files.update({"manifest.json": b"[]"}),
        changed_manifest(files=[]),
        changed_manifest(format="1"),
        changed_manifest(more=1),
    ],
)
def test_what_is_no_sound_backup_is_refused_and_changes_nothing(
    folder: Folder, backup: Path, change: Change
) -> None:
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(backup, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    before = sorted(backup.parent.rglob("*"))
    with pytest.raises(StoreError) as told:
        restore(elsewhere(folder).settings(), backup)
    assert str(told.value) == BROKEN
    assert sorted(backup.parent.rglob("*")) == before


def test_a_bomb_is_unpacked_no_further_than_the_manifest_says(folder: Folder, backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        manifest = archive.read("manifest.json")
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", manifest)
        archive.writestr("catalog.sqlite3", bytes(50 << 20))
    with pytest.raises(StoreError, match="no backup"):
        restore(elsewhere(folder).settings(), backup)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive at all" * 100])
def test_another_file_is_no_backup(folder: Folder, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(StoreError, match="no backup"):
        restore(elsewhere(folder).settings(), tmp_path / "file")


@pytest.mark.parametrize("fields", [{"format": 2}, {"catalog_version": 99}])
def test_a_backup_of_a_newer_version_is_refused(
    folder: Folder, backup: Path, fields: dict[str, object]
) -> None:
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    changed_manifest(**fields)(files)
    with zipfile.ZipFile(backup, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    with pytest.raises(NewerVersionError, match="Update"):
        restore(elsewhere(folder).settings(), backup)


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
