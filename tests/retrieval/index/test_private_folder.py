"""Nobody else on the machine may look into the data folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.index.private_folder import make_private
from tests.folders import Folder
from tests.paths import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_what_a_command_writes_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = Folder.at(tmp_path)
    folder.write("bees.txt", "Bees dance.")
    command = [sys.executable, "-m", "bot", "index", *folder.options]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, umask=0o022, timeout=60)
    assert mode(folder.data) == 0o700
    written = list(folder.data.rglob("*"))
    assert folder.data / "catalog.sqlite3" in written
    assert {mode(path) for path in written if path.is_file()} == {0o600}
    assert {mode(path) for path in written if path.is_dir()} == {0o700}
    assert mode(folder.corpus) != 0o700


@pytest.mark.parametrize("holds", [None, "catalog.sqlite3"])
def test_one_that_is_ours_becomes_private(tmp_path: Path, holds: str | None) -> None:
    if holds:
        (tmp_path / holds).touch()
    tmp_path.chmod(0o755)
    make_private(tmp_path, "catalog.sqlite3")
    assert mode(tmp_path) == 0o700


def test_one_with_other_things_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").touch()
    tmp_path.chmod(0o755)
    make_private(tmp_path, "catalog.sqlite3")
    assert mode(tmp_path) == 0o755
