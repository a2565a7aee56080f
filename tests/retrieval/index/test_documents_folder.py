"""The folder that an index was made of: another one is refused, in whatever way it is written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from retrieval import Library, Settings, SettingsError
from tests.folders import Folder
from tests.retrieval.index.test_catalog import VERSION_4, rewrite

BEES = "Bees dance in the hive."


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.at(tmp_path)
    made.write("bees.txt", BEES)
    with made.library() as library:
        library.reindex()
    return made


def other_documents(tmp_path: Path) -> Path:
    other = tmp_path / "others"
    other.mkdir()
    (other / "owls.txt").write_text("Owls hunt at night.", encoding="utf-8")
    return other


@pytest.mark.parametrize("read_only", [True, False])
def test_another_folder_is_refused_with_both_names_and_the_ways_out(
    folder: Folder, tmp_path: Path, read_only: bool
) -> None:
    other = other_documents(tmp_path)
    with pytest.raises(SettingsError) as told:
        Library.open(folder.settings(corpus=other), read_only=read_only)
    for part in (str(folder.corpus), str(other), "--corpus", "--data", "`footnote index --force`"):
        assert part in str(told.value)


def test_a_folder_that_takes_its_place_is_remembered(folder: Folder, tmp_path: Path) -> None:
    other = other_documents(tmp_path)
    with Library.open(folder.settings(corpus=other), take_over=True) as library:
        assert library.reindex(force=True).removed == ("bees.txt",)
    with Library.open(folder.settings(corpus=other)) as library:
        assert library.status().documents_folder == str(other)
    with pytest.raises(SettingsError, match="was made of the documents in"):
        folder.library()


def test_a_rollback_goes_back_to_the_folder_as_well(folder: Folder, tmp_path: Path) -> None:
    other = other_documents(tmp_path)
    with Library.open(folder.settings(corpus=other), take_over=True) as library:
        library.reindex(force=True)
    with Library.open(folder.settings(corpus=other)) as library:
        library.rollback()
    with folder.library() as library:
        assert library.search("bees")[0].text == BEES
    with pytest.raises(SettingsError, match="was made of the documents in"):
        Library.open(folder.settings(corpus=other))


def test_without_a_name_it_is_the_folder_of_the_index(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(_env_file=None, data=folder.data)
    with Library.open(settings) as library:
        assert library.documents_folder == folder.corpus
        assert library.reindex().changes == 0
    monkeypatch.setenv("FOOTNOTE_CORPUS", str(other_documents(tmp_path)))
    with pytest.raises(SettingsError, match="was made of"):
        Library.open(Settings(_env_file=None, data=folder.data))


@pytest.mark.parametrize("written", ["relative", "slash", "dots", "link", "link in data"])
def test_one_folder_may_be_written_in_many_ways(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.chdir(tmp_path)
    corpus: Path | str = folder.corpus
    data = folder.data
    if written == "relative":
        corpus, data = Path("documents"), Path("data")
    elif written == "slash":
        corpus = f"{folder.corpus}{os.sep}"
    elif written == "dots":
        corpus = tmp_path / "data" / ".." / "documents"
    elif written == "link":
        corpus = tmp_path / "link"
        corpus.symlink_to(folder.corpus, target_is_directory=True)
    else:
        data = tmp_path / "link"
        data.symlink_to(folder.data, target_is_directory=True)
    with Library.open(folder.settings(corpus=corpus, data=data)) as library:
        assert library.reindex().changes == 0


def test_another_case_is_the_folder_that_the_file_system_says_it_is(
    folder: Folder, tmp_path: Path
) -> None:
    other = tmp_path / "Documents"
    if other.exists():
        Library.open(folder.settings(corpus=other)).close()
    else:
        with pytest.raises(SettingsError, match="was made of"):
            Library.open(folder.settings(corpus=other))


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("copied", [True, False])
def test_a_project_that_was_moved_or_copied_as_a_whole_still_belongs_together(
    folder: Folder, tmp_path_factory: pytest.TempPathFactory, named: bool, copied: bool
) -> None:
    home = tmp_path_factory.mktemp("elsewhere")
    for part in (folder.corpus, folder.data):
        if copied:
            shutil.copytree(part, home / part.name)
        else:
            shutil.move(part, home / part.name)
    fields = {"corpus": home / "documents"} if named else {}
    settings = Settings(_env_file=None, data=home / "data", **fields)  # type: ignore[arg-type]
    with Library.open(settings) as library:
        assert library.documents_folder == home / "documents"
        assert library.search("bees")[0].text == BEES


def test_a_data_folder_that_was_moved_alone_still_knows_its_documents(
    folder: Folder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = tmp_path_factory.mktemp("elsewhere") / "deeper" / "index"
    shutil.copytree(folder.data, data)
    with Library.open(Settings(_env_file=None, data=data)) as library:
        assert library.documents_folder == folder.corpus
    with Library.open(folder.settings(data=data)) as library:
        assert library.search("bees")[0].text == BEES


def test_an_index_of_an_older_version_learns_it_with_the_next_re_index(
    folder: Folder, tmp_path: Path
) -> None:
    rewrite(folder, VERSION_4)
    with folder.library() as library:
        assert library.status().documents_folder is None
        library.reindex()
        assert library.status().documents_folder == str(folder.corpus)
