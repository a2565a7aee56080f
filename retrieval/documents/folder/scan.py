"""Scans the documents folder: which files there are, with size and time, and no more.

It opens no file. A re-index of an unchanged folder costs this scan and little else, so every file
is looked at once.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...errors import CorpusError
from ...types import Failure
from ..loaders.registry import BY_SUFFIX

_OFFICE_LOCK = "~$"
_UNREADABLE_FOLDER = "The documents folder is missing or cannot be opened. The log says why."


@dataclass(frozen=True, slots=True)
class File:
    """A file to load. `path` is relative to the documents folder, with "/".

    `absolute_path` is where it really is, links followed; a string, for most files are never opened.
    """

    path: str
    absolute_path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What the folder holds.

    `files` come in the order of their sources. `ignored` counts the files of other kinds by suffix.
    `failures` are names and folders that could not be looked at; a folder's source ends in "/", and
    whatever was indexed below it is unknown now rather than gone. `anew` are the paths of files that
    are to be read even if they have not changed.
    """

    files: tuple[File, ...]
    ignored: Mapping[str, int]
    failures: tuple[Failure, ...]
    anew: frozenset[str] = frozenset()


def discover(corpus: Path) -> Scan:
    """List the documents below a folder.

    Hidden names (".git") and Office's lock files ("~$…") are passed over in silence. A symbolic link
    is followed where it leads to a place inside the folder that was not reached otherwise, so that
    nothing is listed twice, no scan goes in circles, and nothing outside is read.

    Raises:
        CorpusError: there is no such folder, or it cannot be opened.
    """
    try:
        root = os.path.realpath(corpus, strict=True)
        with os.scandir(root):
            pass
    except FileNotFoundError:
        raise CorpusError(
            f"There is no folder {corpus}. Name the documents folder with --corpus or "
            "FOOTNOTE_CORPUS.",
            public=_UNREADABLE_FOLDER,
        ) from None
    except NotADirectoryError:
        raise CorpusError(
            f"{corpus} is a file. Name the folder that it is in with --corpus or FOOTNOTE_CORPUS.",
            public=_UNREADABLE_FOLDER,
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name is not valid"
        raise CorpusError(
            f"The documents folder {corpus} cannot be opened: {reason}.", public=_UNREADABLE_FOLDER
        ) from None
    return _Scanner(root).run()


class _Scanner:
    """One scan. Real folders come first, links after, so that a file goes by its own name."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._files: list[File] = []
        self._ignored: Counter[str] = Counter()
        self._failures: list[Failure] = []
        self._links: list[tuple[str, str]] = []
        self._seen: set[str] = set()

    def run(self) -> Scan:
        self._scan(self._root, "")
        while self._links:
            links, self._links = sorted(self._links), []
            for path, absolute_path in links:
                self._follow(path, absolute_path)
        return Scan(
            tuple(sorted(self._files, key=lambda file: file.path)),
            dict(sorted(self._ignored.items())),
            tuple(sorted(self._failures, key=lambda failure: failure.path)),
        )

    def _scan(self, root: str, below: str) -> None:
        waiting = [(root, below)]
        while waiting:
            absolute_path, prefix = waiting.pop()
            if absolute_path in self._seen:
                continue
            self._seen.add(absolute_path)
            try:
                with os.scandir(absolute_path) as entries:
                    found = [self._enter(entry, prefix) for entry in entries]
                waiting.extend(folder for folder in found if folder)
            except OSError as error:
                self._fail(prefix or "./", f"The folder cannot be opened: {error.strerror}.")

    def _enter(self, entry: os.DirEntry[str], prefix: str) -> tuple[str, str] | None:
        """Take note of one entry; a folder is handed back to be scanned."""
        name = entry.name
        if name.startswith((".", _OFFICE_LOCK)):
            return None
        path = prefix + name
        try:
            if entry.is_symlink():
                self._links.append((path, entry.path))
            elif entry.is_dir(follow_symlinks=False):
                return entry.path, path + "/"
            elif self._wanted(name) and entry.is_file(follow_symlinks=False):
                self._add(path, entry.path, entry.stat(follow_symlinks=False))
        except OSError as error:
            self._fail(path, f"It cannot be looked at: {error.strerror}.")
        return None

    def _follow(self, path: str, link: str) -> None:
        try:
            target = os.path.realpath(link, strict=True)
            inside = os.path.commonpath((self._root, target)) == self._root
            if not inside or target in self._seen:
                return
            if os.path.isdir(target):  # noqa: PTH112 - strings throughout: it is ten times faster
                self._scan(target, path + "/")
            elif self._wanted(path) and os.path.isfile(target):  # noqa: PTH113 - as above
                self._add(path, target, os.stat(target))  # noqa: PTH116 - as above
        except OSError as error:
            self._fail(path, f"The link cannot be followed: {error.strerror}.")

    def _wanted(self, name: str) -> bool:
        suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 - as above
        if suffix in BY_SUFFIX:
            return True
        self._ignored[_printable(suffix)] += 1
        return False

    def _add(self, path: str, absolute_path: str, status: os.stat_result) -> None:
        if absolute_path in self._seen:
            return
        self._seen.add(absolute_path)
        if _printable(path) != path:
            self._fail(path, "Its name is not valid text; rename it.")
            return
        self._files.append(File(path, absolute_path, status.st_size, status.st_mtime_ns))

    def _fail(self, path: str, error: str) -> None:
        self._failures.append(Failure(_printable(path), error))


def _printable(name: str) -> str:
    """Return the name with what is no character in the file system's encoding replaced."""
    return name if name.isascii() else name.encode("utf-8", "replace").decode("utf-8")
