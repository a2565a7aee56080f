"""Editing the documents folder: adding, replacing, removing and reading anew, and going back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import (
    Cancelled,
    DocumentError,
    FolderEdit,
    FolderEditError,
    Library,
    ReindexRefused,
)
from retrieval.edits.trash import TRASH
from tests.folders import LONG_AGO, Folder

BEES = "# Bees\n\nBees dance to tell where the flowers are.\n"
ANTS = "# Ants\n\nAnts follow a trail that smells.\n"
WASPS = "# Wasps\n\nWasps make paper of wood.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.at(tmp_path)
    made.write("bees.md", BEES)
    made.write("small/ants.md", ANTS)
    made.write("wasps.md", WASPS)
    return made


@pytest.fixture
def library(folder: Folder) -> Iterator[Library]:
    with folder.library() as opened:
        opened.reindex()
        yield opened


def adding(library: Library, **files: str) -> FolderEdit:
    """An edit that adds Markdown files of these names and texts."""
    edit = library.edits.begin()
    for name, text in files.items():
        edit = library.edits.add(edit, f"{name}.md", text.encode())
    return edit


def removing(library: Library, path: str) -> FolderEdit:
    return library.edits.remove(library.edits.begin(), path)


def trashed(folder: Folder) -> list[bytes]:
    """The contents of what lies in the trash."""
    return [file.read_bytes() for file in (folder.data / TRASH).rglob("content")]


def paths(library: Library) -> list[str]:
    return [each.source.path for each in library.documents().documents]


class TestAdding:
    def test_a_file_is_previewed_before_it_stands_in_the_folder(
        self, folder: Folder, library: Library
    ) -> None:
        edit = adding(library, moths="# Moths\n\nMoths fly at night.\n")
        report = library.preview_edit(edit)
        assert (report.added, report.unchanged, report.dry_run) == (("moths.md",), 3, True)
        assert not (folder.corpus / "moths.md").exists()

    def test_and_then_stands_there_and_is_indexed(self, folder: Folder, library: Library) -> None:
        report = library.make_edit(adding(library, moths="# Moths\n\nMoths fly at night.\n"))
        assert report.added == ("moths.md",)
        assert (folder.corpus / "moths.md").read_text("utf-8") == "# Moths\n\nMoths fly at night.\n"
        assert "at night" in library.search("When do moths fly?")[0].text
        assert list(folder.corpus.glob(".*")) == []

    @pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")
    @pytest.mark.parametrize(("of_folder", "of_file"), [(0o755, 0o644), (0o700, 0o600)])
    def test_whoever_may_look_into_the_folder_may_read_what_is_added(
        self, folder: Folder, library: Library, of_folder: int, of_file: int
    ) -> None:
        folder.corpus.chmod(of_folder)
        before = os.umask(0o077)
        try:
            library.make_edit(adding(library, moths="Moths fly."))
        finally:
            os.umask(before)
        assert (folder.corpus / "moths.md").stat().st_mode & 0o777 == of_file

    def test_an_edit_that_was_made_or_withdrawn_is_over(self, library: Library) -> None:
        made, withdrawn = adding(library, moths="Moths fly."), adding(library, flies="Flies too.")
        library.make_edit(made)
        library.edits.withdraw(withdrawn)
        for edit in (made, withdrawn):
            with pytest.raises(FolderEditError, match="is over"):
                library.edits.find(edit.id)

    def test_it_is_found_again_by_another_process(self, folder: Folder) -> None:
        with folder.library() as library:
            edit = adding(library, moths="Moths fly.", bees="Bees sting.")
        with folder.library() as library:
            assert library.edits.find(edit.id) == edit

    @pytest.mark.parametrize("id_", ["", "..", "../../x", "0" * 16, "A" * 16])
    def test_no_other_id_is_looked_for(self, library: Library, id_: str) -> None:
        with pytest.raises(FolderEditError, match="is over"):
            library.edits.find(id_)

    def test_two_files_of_one_name_are_not_taken(self, library: Library) -> None:
        edit = adding(library, moths="Moths fly.")
        with pytest.raises(DocumentError, match=r"called Moths\.md"):
            library.edits.add(edit, "a/Moths.md", b"Others do not.")

    def test_a_folder_of_that_name_is_not_replaced(self, folder: Folder, library: Library) -> None:
        (folder.corpus / "moths.md").mkdir()
        with pytest.raises(DocumentError, match="A folder or a link"):
            adding(library, moths="Moths fly.")

    def test_nor_is_a_link(self, folder: Folder, library: Library, tmp_path: Path) -> None:
        (folder.corpus / "moths.md").symlink_to(tmp_path / "outside.md")
        with pytest.raises(DocumentError, match="A folder or a link"):
            adding(library, moths="Moths fly.")
        assert not (tmp_path / "outside.md").exists()

    def test_old_proposals_are_deleted_with_the_next_one(self, library: Library) -> None:
        old = adding(library, moths="Moths fly.")
        place = library.edits._folder / old.id
        os.utime(place, (LONG_AGO, LONG_AGO))
        library.edits.begin()
        assert not place.exists()


class TestReplacing:
    def test_nothing_is_replaced_that_nobody_agreed_to(
        self, folder: Folder, library: Library
    ) -> None:
        edit = adding(library, bees="# Bees\n\nBees hum.\n", moths="Moths fly.")
        assert (edit.added, edit.standing, edit.replacing) == (("moths.md",), ("bees.md",), ())
        library.make_edit(edit)
        assert (folder.corpus / "bees.md").read_text("utf-8") == BEES

    def test_what_is_replaced_lies_in_the_trash(self, folder: Folder, library: Library) -> None:
        edit = library.edits.decide(adding(library, bees="# Bees\n\nBees hum.\n"), replacing=True)
        assert library.make_edit(edit).changed == ("bees.md",)
        assert (folder.corpus / "bees.md").read_text("utf-8") == "# Bees\n\nBees hum.\n"
        assert trashed(folder) == [BEES.encode()]

    def test_a_file_that_came_meanwhile_is_not_overwritten(
        self, folder: Folder, library: Library
    ) -> None:
        first, second = adding(library, moths="One."), adding(library, flies="F.", moths="Two.")
        library.make_edit(first)
        with pytest.raises(FolderEditError, match=r"moths\.md was put .* by somebody else"):
            library.make_edit(second)
        assert (folder.corpus / "moths.md").read_text("utf-8") == "One."
        assert not (folder.corpus / "flies.md").exists()


class TestRemoving:
    def test_a_file_goes_to_the_trash_and_out_of_the_index(
        self, folder: Folder, library: Library
    ) -> None:
        edit = removing(library, "small/ants.md")
        assert library.preview_edit(edit).removed == ("small/ants.md",)
        assert (folder.corpus / "small" / "ants.md").exists()
        assert library.make_edit(edit).removed == ("small/ants.md",)
        assert not (folder.corpus / "small" / "ants.md").exists()
        assert trashed(folder) == [ANTS.encode()]
        assert paths(library) == ["bees.md", "wasps.md"]

    @pytest.mark.parametrize(
        "path", ["../data/catalog.sqlite3", "/etc/passwd", "moths.md", "", "."]
    )
    def test_only_a_document_of_the_folder_can_be_named(self, library: Library, path: str) -> None:
        with pytest.raises(FolderEditError, match="no such file"):
            removing(library, path)

    def test_a_rollback_brings_it_back(self, folder: Folder, library: Library) -> None:
        library.make_edit(removing(library, "small/ants.md"))
        (folder.corpus / "small").rmdir()
        report = library.rollback()
        assert report.added == ("small/ants.md",)
        assert report.reasons == ("small/ants.md is back in the documents folder.",)
        assert (folder.corpus / "small" / "ants.md").read_text("utf-8") == ANTS
        assert library.plan().changes == 0
        assert trashed(folder) == []

    def test_but_overwrites_no_file_that_stands_there_by_then(
        self, folder: Folder, library: Library
    ) -> None:
        library.make_edit(removing(library, "bees.md"))
        folder.write("bees.md", "Bees hum.")
        (reason,) = library.rollback().reasons
        assert "another file stands there by now" in reason
        assert (folder.corpus / "bees.md").read_text("utf-8") == "Bees hum."
        assert trashed(folder) == [BEES.encode()]

    def test_a_rollback_of_something_else_brings_nothing_back(
        self, folder: Folder, library: Library
    ) -> None:
        library.make_edit(removing(library, "bees.md"))
        folder.write("moths.md", "Moths fly.")
        library.reindex()
        assert library.rollback().reasons == ()
        assert not (folder.corpus / "bees.md").exists()

    def test_the_trash_is_emptied_of_what_no_generation_holds(
        self, folder: Folder, library: Library
    ) -> None:
        library.make_edit(removing(library, "bees.md"))
        library.reindex()
        assert trashed(folder) == [BEES.encode()]
        folder.write("moths.md", "Moths fly.")
        library.reindex()
        assert trashed(folder) == []

    def test_what_must_be_confirmed_leaves_the_folder_as_it_was(
        self, folder: Folder, library: Library
    ) -> None:
        library.make_edit(removing(library, "bees.md"))
        library.make_edit(removing(library, "wasps.md"), force=True)
        edit = removing(library, "small/ants.md")
        with pytest.raises(ReindexRefused):
            library.make_edit(edit)
        assert (folder.corpus / "small" / "ants.md").read_text("utf-8") == ANTS
        library.make_edit(library.edits.find(edit.id), force=True)
        assert paths(library) == []

    def test_so_does_one_that_is_stopped(self, folder: Folder, library: Library) -> None:
        edit = library.edits.decide(adding(library, bees="Hum.", moths="Fly."), replacing=True)
        edit = library.edits.remove(edit, "small/ants.md")
        with pytest.raises(Cancelled):
            library.make_edit(edit, cancelled=lambda: True)
        assert (folder.corpus / "bees.md").read_text("utf-8") == BEES
        assert (folder.corpus / "small" / "ants.md").read_text("utf-8") == ANTS
        assert not (folder.corpus / "moths.md").exists()
        assert trashed(folder) == []
        assert library.plan().changes == 0

    def test_where_links_are_not_to_be_had_a_file_comes_back_too(
        self, folder: Folder, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refused(*_: object) -> None:
            raise OSError("this file system has none")

        monkeypatch.setattr("os.link", refused)
        library.make_edit(removing(library, "bees.md"))
        library.rollback()
        assert (folder.corpus / "bees.md").read_text("utf-8") == BEES

    def test_a_folder_that_can_not_be_written_is_told(
        self, folder: Folder, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refused(*_: object) -> None:
            raise PermissionError(13, "Permission denied", str(folder.corpus))

        monkeypatch.setattr("shutil.move", refused)
        with pytest.raises(FolderEditError, match=r"can't be changed: Permission denied\."):
            library.make_edit(removing(library, "bees.md"))
        assert trashed(folder) == []
        assert (folder.corpus / "bees.md").exists()


class TestReadingAnew:
    def test_one_document_is_read_anew_and_all_others_stay(
        self, folder: Folder, library: Library
    ) -> None:
        folder.write("wasps.md", "Changed.", changed=LONG_AGO + 9)
        (folder.corpus / "small" / "ants.md").unlink()
        folder.write("moths.md", "Moths fly.")
        edit = library.edits.read_anew(library.edits.begin(), "bees.md")
        planned, done = library.preview_edit(edit), library.make_edit(edit)
        for report in (planned, done):
            assert (report.added, report.changed, report.removed) == ((), ("bees.md",), ())
            assert report.unchanged == 2
        assert paths(library) == ["bees.md", "small/ants.md", "wasps.md"]
        later = library.plan()
        assert (later.added, later.changed) == (("moths.md",), ("wasps.md",))
        assert later.removed == ("small/ants.md",)

    def test_what_could_not_be_read_is_tried_again(self, folder: Folder, library: Library) -> None:
        (folder.corpus / "scan.pdf").write_bytes(b"%PDF-1.4 is all there is")
        edit = library.edits.read_anew(library.edits.begin(), "scan.pdf")
        (failure,) = library.make_edit(edit).failed
        assert failure.path == "scan.pdf"

    def test_one_that_is_gone_is_told(self, folder: Folder, library: Library) -> None:
        edit = library.edits.read_anew(library.edits.begin(), "bees.md")
        (folder.corpus / "bees.md").unlink()
        for act in (library.preview_edit, library.make_edit):
            with pytest.raises(FolderEditError, match="any more"):
                act(edit)
        assert "bees.md" in paths(library)
