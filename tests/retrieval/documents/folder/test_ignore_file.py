"""`.footnoteignore`: which names its patterns leave out, and what one that is no good costs."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from retrieval.documents.folder.ignore_file import IGNORE_FILE, MAX_BYTES, read_rules
from retrieval.documents.folder.scan import discover
from retrieval.errors import DocumentError
from retrieval.types import Failure, SkippedFile

from .test_scan import folder, sources


def ignoring(root: Path, patterns: str) -> None:
    root.mkdir(parents=True, exist_ok=True)
    (root / IGNORE_FILE).write_text(patterns, encoding="utf-8")


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ("*.txt\n", ["a.md", "b/a.md", "b/c/a.md"]),
        ("# a comment\n\nb/\n", ["a.md", "a.txt"]),
        ("/a.*\n", ["b/a.md", "b/a.txt", "b/c/a.md"]),
        ("*.txt\n!b/a.txt\n", ["a.md", "b/a.md", "b/a.txt", "b/c/a.md"]),
        ("b/**/a.md\n", ["a.md", "a.txt", "b/a.txt"]),
        ("b/\n!b/a.md\n", ["a.md", "a.txt"]),
        ("\ufeff*.md\r\n", ["a.txt", "b/a.txt"]),
        ("a.md/\n", ["a.md", "a.txt", "b/a.md", "b/a.txt", "b/c/a.md"]),
    ],
)
def test_patterns_are_those_of_gitignore(tmp_path: Path, patterns: str, left: list[str]) -> None:
    folder(tmp_path, "a.md", "a.txt", "b/a.md", "b/a.txt", "b/c/a.md")
    ignoring(tmp_path, patterns)
    assert sources(tmp_path) == left


def test_the_file_of_the_innermost_folder_decides_first(tmp_path: Path) -> None:
    folder(tmp_path, "a.txt", "b/a.txt", "b/a.md", "b/c/a.txt")
    ignoring(tmp_path, "*.txt\n")
    ignoring(tmp_path / "b", "!/a.txt\n*.md\n")
    assert sources(tmp_path) == ["b/a.txt"]


def test_an_ignored_folder_is_not_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path, "a.txt", "private/deep/b.txt")
    ignoring(tmp_path, "private/\n")
    scandir, opened = os.scandir, list[str]()

    def note(path: str) -> object:
        opened.append(Path(path).name)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", note)
    scan = discover(tmp_path)
    assert "private" not in opened
    assert scan.skipped.files == (SkippedFile("private/", "ignored by .footnoteignore"),)


def test_a_link_is_ignored_by_its_own_name(tmp_path: Path) -> None:
    folder(tmp_path, ".real/a.txt", ".real/sub/b.txt")
    (tmp_path / "a.txt").symlink_to(".real/a.txt")
    (tmp_path / "sub").symlink_to(".real/sub")
    ignoring(tmp_path, "sub/\n")
    assert sources(tmp_path) == ["a.txt"]


def test_a_line_that_is_no_pattern_is_told_and_the_others_count(tmp_path: Path) -> None:
    folder(tmp_path, "a.txt", "a.md")
    ignoring(tmp_path, "!\n*.txt\n*a*b*c*d*e\n")
    scan = discover(tmp_path)
    assert [file.path for file in scan.files] == ["a.md"]
    assert scan.failures == (
        Failure(IGNORE_FILE, "Line 1 is no pattern that it can use."),
        Failure(IGNORE_FILE, "Line 3 is no pattern that it can use."),
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a\n" * MAX_BYTES, "It is larger than 100 kB."),
        (b"a\n" * 1001, "It holds more than 1,000 patterns."),
        (b"\xff\xfe", "It is not in UTF-8."),
    ],
)
def test_a_folder_is_left_alone_whose_rules_are_unknown(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    folder(tmp_path, "a.txt", "b/secret.txt", "b/c/secret.txt")
    (tmp_path / "b" / IGNORE_FILE).write_bytes(content)
    scan = discover(tmp_path)
    assert [file.path for file in scan.files] == ["a.txt"]
    assert scan.failures == (
        Failure("b/", "It is left as it was, since its .footnoteignore cannot be read."),
        Failure(f"b/{IGNORE_FILE}", reason),
    )


def test_an_ignore_file_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    folder(tmp_path, "outside.txt", "docs/a.txt")
    (tmp_path / "docs" / IGNORE_FILE).symlink_to(tmp_path / "outside.txt")
    assert sources(tmp_path / "docs") == []


def test_no_pattern_takes_long_for_a_name_that_nearly_matches() -> None:
    rules, broken = read_rules(b"*a*a*a\nb/**/a/**/a/**/a/x\n", "", None)
    assert broken == ()
    began = time.process_time()
    assert rules.ignore("a" * 250 + ".md") is False
    assert rules.ignore("b/" + "a/" * 100 + "a.md") is False
    assert time.process_time() - began < 5


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(DocumentError, match="not in UTF-8"):
        read_rules(b"\xff", "", None)
