"""How a file of the documents folder is opened: once, following nothing, waiting for nobody."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from retrieval import DocumentError
from retrieval.documents.folder import opening
from retrieval.documents.folder.opening import read


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "club").mkdir()
    (tmp_path / "club" / "rules.txt").write_bytes(b"No running." * 200_000)
    assert read(tmp_path, tmp_path / "club" / "rules.txt") == b"No running." * 200_000


def test_a_file_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="was removed"):
        read(tmp_path, tmp_path / "gone.txt")


def test_a_file_that_may_not_be_opened_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)  # root, who may run the tests, is never refused
    with pytest.raises(DocumentError, match="permission denied"):
        read(tmp_path, tmp_path / "secret.txt")


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MAX_FILE_BYTES", 2_000_000)
    path = tmp_path / "large.txt"
    path.write_bytes(b"a" * 2_000_000)
    assert len(read(tmp_path, path)) == 2_000_000
    path.write_bytes(b"a" * 2_000_001)
    with pytest.raises(DocumentError, match="larger than 2 MB"):
        read(tmp_path, path)


def test_a_file_that_became_a_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "rules.txt").mkdir()
    with pytest.raises(DocumentError, match="something else than a file"):
        read(tmp_path, tmp_path / "rules.txt")


def test_a_file_that_became_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("The key is 1234.")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "rules.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(DocumentError, match="became a link"):
        read(tmp_path / "corpus", tmp_path / "corpus" / "rules.txt")


def test_nor_is_a_folder_that_became_one(tmp_path: Path) -> None:
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "rules.txt").write_text("The key is 1234.")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "club").symlink_to(tmp_path / "private")
    with pytest.raises(DocumentError, match="became a link"):
        read(tmp_path / "corpus", tmp_path / "corpus" / "club" / "rules.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_nobody_waits_at_a_file_that_became_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rules.txt")
    with pytest.raises(DocumentError, match="something else than a file"):
        read(tmp_path, tmp_path / "rules.txt")


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="there are no sockets with names here")
def test_nor_at_one_that_became_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket may not be long
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("rules.txt")
        with pytest.raises(DocumentError, match="something else than a file"):
            read(tmp_path, tmp_path / "rules.txt")
