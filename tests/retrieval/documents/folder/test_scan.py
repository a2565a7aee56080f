"""The walk through the folder: what is found, under which name, and what is passed over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from retrieval.documents.folder import scan as scan_module
from retrieval.documents.folder.scan import discover
from retrieval.errors import CorpusError
from retrieval.types import Failure


def folder(root: Path, *names: str) -> Path:
    """A folder with files of those names, each with a word in it."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("word")
    return root


def sources(root: Path) -> list[str]:
    return [file.path for file in discover(root).files]


def test_files_are_listed_in_order_by_their_names_in_the_folder(tmp_path: Path) -> None:
    folder(tmp_path, "b.txt", "a/z.md", "a/b/c.PDF", "Ä.html", "a.docx")
    assert sources(tmp_path) == ["a.docx", "a/b/c.PDF", "a/z.md", "b.txt", "Ä.html"]


def test_size_and_time_come_with_each_file(tmp_path: Path) -> None:
    folder(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", ns=(1, 1_700_000_000_123_456_789))
    (file,) = discover(tmp_path).files
    assert (file.size, Path(file.absolute_path).read_text()) == (4, "word")
    assert file.mtime_ns == (tmp_path / "a.txt").stat().st_mtime_ns


def test_hidden_and_foreign_files_are_passed_over(tmp_path: Path) -> None:
    folder(tmp_path, "a.txt", ".hidden.txt", ".git/b.txt", "~$a.docx", "c.png", "d.PNG", "Makefile")
    scan = discover(tmp_path)
    assert [file.path for file in scan.files] == ["a.txt"]
    assert scan.ignored == {"": 1, ".png": 2}
    assert scan.failures == ()


def test_what_is_passed_over_is_told_with_the_reason(tmp_path: Path) -> None:
    folder(tmp_path, "docs/a.txt", "docs/.git/b.txt", "docs/~$a.docx", "docs/c.png", "outside.txt")
    (tmp_path / "docs/link.txt").symlink_to(tmp_path / "outside.txt")
    (tmp_path / "docs/again.txt").symlink_to("a.txt")
    (tmp_path / "docs/device").symlink_to("pipe.txt")
    os.mkfifo(tmp_path / "docs/pipe.txt")
    skipped = discover(tmp_path / "docs").skipped
    assert [(each.path, each.reason) for each in skipped.files] == [
        (".git", "hidden"),
        ("again.txt", "another name of what is there already"),
        ("c.png", "a kind that is not supported"),
        ("device", "not a regular file"),
        ("link.txt", "a link that leads outside"),
        ("pipe.txt", "not a regular file"),
        ("~$a.docx", "a temporary file"),
    ]
    assert skipped.counts["not a regular file"] == 2


def test_of_many_names_that_are_passed_over_some_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_module, "MAX_SKIPPED", 2)
    skipped = discover(folder(tmp_path, "a.png", "b.png", "c.png")).skipped
    assert (len(skipped.files), skipped.counts) == (2, {"a kind that is not supported": 3})


def test_a_folder_with_the_suffix_of_a_file_is_walked(tmp_path: Path) -> None:
    assert sources(folder(tmp_path, "notes.md/a.txt")) == ["notes.md/a.txt"]


def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert sources(tmp_path) == []


def test_links_that_lead_outside_are_not_followed(tmp_path: Path) -> None:
    folder(tmp_path, "outside/secret.txt", "docs/a.txt")
    (tmp_path / "docs/link.txt").symlink_to(tmp_path / "outside/secret.txt")
    (tmp_path / "docs/folder").symlink_to(tmp_path / "outside")
    assert sources(tmp_path / "docs") == ["a.txt"]


def test_links_that_go_in_circles_end(tmp_path: Path) -> None:
    folder(tmp_path, "a/b/c.txt")
    (tmp_path / "a/b/up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    scan = discover(tmp_path)
    assert [file.path for file in scan.files] == ["a/b/c.txt"]
    assert [failure.path for failure in scan.failures] == ["self"]


def test_a_file_is_listed_once_by_its_own_name(tmp_path: Path) -> None:
    folder(tmp_path, "z/real.txt")
    (tmp_path / "a.txt").symlink_to(tmp_path / "z/real.txt")
    (tmp_path / "b").symlink_to(tmp_path / "z")
    assert sources(tmp_path) == ["z/real.txt"]


def test_a_file_that_only_a_link_shows_goes_by_the_link(tmp_path: Path) -> None:
    """As in a folder that Kubernetes mounts, where all the real ones are hidden."""
    folder(tmp_path, "..2024/a.md", "..2024/sub/b.md")
    (tmp_path / "..data").symlink_to("..2024")
    (tmp_path / "a.md").symlink_to("..data/a.md")
    (tmp_path / "sub").symlink_to("..data/sub")
    assert sources(tmp_path) == ["a.md", "sub/b.md"]


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    folder(tmp_path / "real", "a.txt")
    (tmp_path / "docs").symlink_to(tmp_path / "real")
    assert sources(tmp_path / "docs") == ["a.txt"]


def test_a_name_that_is_no_text_is_reported(tmp_path: Path) -> None:
    folder(tmp_path, "a.txt")
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("word")
    except OSError:
        pytest.skip("this file system allows only names that are text")
    scan = discover(tmp_path)
    assert [file.path for file in scan.files] == ["a.txt"]
    assert scan.failures == (Failure("caf?.txt", "Its name is not valid text; rename it."),)


def test_a_folder_that_may_not_be_opened_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path, "a.txt", "closed/b.txt")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)  # root, who may run the tests, is never refused
    scan = discover(tmp_path)
    assert [file.path for file in scan.files] == ["a.txt"]
    assert scan.failures == (Failure("closed/", "The folder cannot be opened: Permission denied."),)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("nowhere", "There is no folder"), ("file.txt", "is a file"), ("nul\0", "cannot be opened")],
)
def test_without_a_folder_there_is_nothing_to_answer_from(
    tmp_path: Path, name: str, reason: str
) -> None:
    folder(tmp_path, "file.txt")
    with pytest.raises(CorpusError, match=reason):
        discover(tmp_path / name)


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert discover(tmp_path).files == ()
