"""What a backup must be to be restored, and what a data folder must be to take it."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval import NewerVersionError, StoreError, back_up, restore
from retrieval.backup import restore as restoring
from retrieval.backup.manifest import BROKEN
from tests.folders import Folder

OWLS = "Owls hunt at night."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of an index of one document."""
    folder = Folder.at(tmp_path_factory.mktemp("indexed"))
    folder.write("owls.txt", OWLS)
    with folder.library() as library:
        library.reindex()
    back_up(folder.settings(), folder.data.parent / "backup.zip")
    return folder.data.parent / "backup.zip"


@pytest.fixture
def backup(made: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return Path(shutil.copyfile(made, tmp_path / "backup.zip"))


@pytest.fixture
def new(made: Path, tmp_path: Path) -> Folder:
    """The documents of that backup, and a data folder that is not there yet."""
    return Folder(made.parent / "documents", tmp_path / "elsewhere")


def holds_the_owls(folder: Folder) -> None:
    with folder.library() as library:
        assert library.search("What hunts at night?")[0].text == OWLS


@pytest.mark.parametrize("left", [[], ["lock", "holder.json"], [".restored-x"]])
def test_an_empty_folder_will_do_also_one_where_a_restore_was_broken_off(
    new: Folder, backup: Path, left: list[str]
) -> None:
    new.data.mkdir()
    for name in left:
        (new.data / name).mkdir() if name.startswith(".") else (new.data / name).touch()
    restore(new.settings(), backup)
    assert not (new.data / ".restored-x").exists()
    holds_the_owls(new)


@pytest.mark.parametrize("there", [True, False])
def test_what_breaks_off_leaves_nothing_behind(
    new: Folder, backup: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    if there:
        new.data.mkdir()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring, "_unpack", full)
    with pytest.raises(StoreError, match="No space left"):
        restore(new.settings(), backup)
    assert (
        {path.name for path in new.data.iterdir()} <= {"lock"} if there else not new.data.exists()
    )
    assert [path for path in new.data.parent.iterdir() if path.name.startswith(".")] == []


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
    new: Folder, backup: Path, change: Change
) -> None:
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(backup, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    before = sorted(backup.parent.rglob("*"))
    with pytest.raises(StoreError) as told:
        restore(new.settings(), backup)
    assert str(told.value) == BROKEN
    assert sorted(backup.parent.rglob("*")) == before


def test_a_bomb_is_unpacked_no_further_than_the_manifest_says(new: Folder, backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        manifest = archive.read("manifest.json")
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", manifest)
        archive.writestr("catalog.sqlite3", bytes(50 << 20))
    with pytest.raises(StoreError, match="no backup"):
        restore(new.settings(), backup)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive at all" * 100])
def test_another_file_is_no_backup(new: Folder, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(StoreError, match="no backup"):
        restore(new.settings(), tmp_path / "file")


@pytest.mark.parametrize("fields", [{"format": 2}, {"catalog_version": 99}])
def test_a_backup_of_a_newer_version_is_refused(
    new: Folder, backup: Path, fields: dict[str, object]
) -> None:
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    changed_manifest(**fields)(files)
    with zipfile.ZipFile(backup, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    with pytest.raises(NewerVersionError, match="Update"):
        restore(new.settings(), backup)
