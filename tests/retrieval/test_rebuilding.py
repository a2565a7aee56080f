"""An index is made anew from the documents, whatever state the old one is in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from retrieval import Cancelled, CorpusError, Library, SettingsError, rebuild
from retrieval.index.catalog import FILE
from retrieval.index.store_folder import StoreFolder
from retrieval.settings import Settings
from tests.crash import check_stores
from tests.folders import Folder
from tests.model_stub import ModelStub

pytest_plugins = ("tests.stores",)

BEES = "Bees dance to tell each other where the flowers are."


@pytest.fixture
def folder(empty_folder: Folder) -> Folder:
    empty_folder.write("bees.txt", BEES)
    with empty_folder.library() as library:
        library.reindex()
    (empty_folder.data / "discord.sqlite3").write_bytes(b"votes")
    return empty_folder


def damage(folder: Folder, how: str) -> None:
    file = folder.data / FILE
    content = file.read_bytes()
    if how == "nonsense":
        file.write_bytes(b"no database " * 1_000)
    elif how == "no file":
        file.unlink()
    elif how == "with a log":
        file.write_bytes(b"no database " * 1_000)
        file.with_name(f"{FILE}-wal").write_bytes(content[:4096])
    elif how == "a flipped bit":
        at = content.rindex(b"dance")
        file.write_bytes(content[:at] + b"D" + content[at + 1 :])
    elif how == "files for folders and folders for files":
        shutil.rmtree(folder.data / "chroma", ignore_errors=True)
        for name in ("chroma", "rebuilt"):
            (folder.data / name).write_bytes(b"")
        for path in (file, folder.data / "chroma.state", file.with_name(f"{FILE}-wal")):
            path.unlink(missing_ok=True)
            path.mkdir()


@pytest.mark.parametrize(
    "how",
    [
        *("nonsense", "no file", "with a log", "a flipped bit", "none"),
        "files for folders and folders for files",
    ],
)
def test_it_is_made_whatever_the_old_one_is(folder: Folder, how: str) -> None:
    damage(folder, how)
    with rebuild(folder.settings()) as library:
        assert library.reindex(force=True).added == ("bees.txt",)
    assert StoreFolder(folder.data).damage() is None
    with folder.library() as library:
        assert library.search("Who dances?")[0].text == BEES
        assert library.status().documents_folder == str(folder.corpus)
        assert library.reindex().changes == 0
    check_stores(folder, swept=True)
    assert (folder.data / "discord.sqlite3").read_bytes() == b"votes"
    assert not (folder.data / "rebuilt").exists()


@pytest.mark.parametrize("documents", ["missing", "empty"])
def test_without_documents_the_old_index_stays(folder: Folder, documents: str) -> None:
    shutil.rmtree(folder.corpus)
    if documents == "empty":
        folder.corpus.mkdir()
    with pytest.raises(CorpusError), rebuild(folder.settings()):
        pass
    with folder.library() as library:
        assert library.search("Who dances?")[0].text == BEES


def test_one_that_is_stopped_leaves_the_old_index_and_a_re_index_takes_its_rest_away(
    folder: Folder,
) -> None:
    with pytest.raises(Cancelled), rebuild(folder.settings()) as library:
        library.reindex(cancelled=lambda: True)
    with folder.library() as library:
        assert library.search("Who dances?")[0].text == BEES
        library.reindex()
    assert not (folder.data / "rebuilt").exists()


def test_it_goes_on_with_what_was_made_of_one_that_was_stopped(folder: Folder) -> None:
    def stopped_at_the_end() -> None:
        with rebuild(folder.settings()) as library:
            library.reindex()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped_at_the_end()
    with rebuild(folder.settings()) as library:
        assert library.reindex().changes == 0
    with folder.library() as library:
        assert library.search("Who dances?")[0].text == BEES


def test_embeddings_that_are_sound_are_not_paid_for_again(tmp_path: Path) -> None:
    folder = Folder.at(tmp_path)
    folder.write("bees.txt", BEES)
    with ModelStub().running() as provider:
        settings = folder.settings(
            embedding_model="openai:stub", openai_base_url=provider.url, chat_model="none"
        )
        with Library.open(settings) as library:
            library.reindex()
        provider.embedded.clear()
        damage(folder, "a flipped bit")
        with rebuild(settings) as library:
            library.reindex()
        assert provider.embedded == []
    check_stores(folder, swept=True)


def test_the_documents_of_an_index_that_cannot_be_opened_have_to_be_named(folder: Folder) -> None:
    unnamed = Settings(_env_file=None, data=folder.data, chroma_url=folder.chroma_url)
    with rebuild(unnamed) as library:
        assert library.reindex().added == ("bees.txt",)
    damage(folder, "nonsense")
    with pytest.raises(SettingsError, match="--corpus"), rebuild(unnamed):
        pass


def test_another_folder_has_to_be_confirmed(folder: Folder, tmp_path: Path) -> None:
    other = tmp_path / "others"
    other.mkdir()
    (other / "owls.txt").write_text("Owls hunt at night.", encoding="utf-8")
    settings = folder.settings(corpus=other)
    # `footnote index --force` alone would find a damaged index and advise to make it anew.
    advice = "was made of .* `footnote index --rebuild --force`"
    with pytest.raises(SettingsError, match=advice), rebuild(settings):
        pass
    with rebuild(settings, take_over=True) as library:
        assert library.reindex().added == ("owls.txt",)
