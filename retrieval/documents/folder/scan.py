"""Scans the documents folder: which files there are, with size and time, and no more.

It opens no file but `.footnoteignore`. A re-index of an unchanged folder costs this scan and little
else, so every file is looked at once.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ...errors import CorpusError, DocumentError
from ...types import Failure, Skipped, SkippedFile, SkipReason
from ..loaders.registry import BY_SUFFIX
from .ignore_file import IGNORE_FILE, MAX_BYTES, IgnoreRules, read_rules

_OFFICE_LOCK = "~$"
MAX_SKIPPED = 5000
"""Names that are kept of what is passed over; the others are counted."""

_UNKNOWN_RULES = "its .footnoteignore cannot be read."
_UNREADABLE_FOLDER = "The documents folder is missing or cannot be opened. The log says why."


@dataclass(frozen=True, slots=True)
class File:
    """A file to load. `path` is relative to the documents folder, with "/".

    `absolute_path` is where it really is, links followed; a string, for most files are never opened.
    `root` is the folder above it from which on there may be no link, if that is not the scan's.
    """

    path: str
    absolute_path: str
    size: int
    mtime_ns: int
    root: str = ""


class _Folder(NamedTuple):
    """A folder to scan. `rules` are those of the folders above it; `prefix` ends in "/"."""

    absolute_path: str
    prefix: str
    rules: IgnoreRules | None


class _Link(NamedTuple):
    """A symbolic link to follow, with the rules of the folder that it is in."""

    path: str
    absolute_path: str
    rules: IgnoreRules | None


@dataclass(frozen=True, slots=True)
class Scan:
    """What the folder holds.

    `files` come in the order of their sources. `ignored` counts the files of other kinds by suffix.
    `failures` are names and folders that could not be looked at; a folder's source ends in "/", and
    whatever was indexed below it is unknown now rather than gone. `root` is the folder itself, links
    followed; `skipped` is what was passed over; `anew` are the paths of files that are to be
    read even if they have not changed.
    """

    files: tuple[File, ...]
    ignored: Mapping[str, int]
    failures: tuple[Failure, ...]
    root: str = ""
    skipped: Skipped = field(default_factory=Skipped)
    anew: frozenset[str] = frozenset()


def discover(corpus: Path) -> Scan:
    """List the documents below a folder.

    Hidden names (".git"), Office's lock files ("~$…"), what `.footnoteignore` names and what is no
    regular file are passed over, and noted; an ignored or hidden folder is not looked into. A symbolic
    link is followed where it leads to a place inside the folder that was not reached otherwise, so that
    nothing is listed twice, no scan goes in circles, and nothing outside is read. A folder whose
    `.footnoteignore` cannot be read is not looked into: what it was to keep out is not known.

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
            "FOOTNOTE_CORPUS, or run `footnote init`, which asks for it.",
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
        self._links: list[_Link] = []
        self._seen: set[str] = set()
        self._skipped: Counter[SkipReason] = Counter()
        self._skipped_files: list[SkippedFile] = []

    def run(self) -> Scan:
        self._scan(_Folder(self._root, "", None))
        while self._links:
            links, self._links = sorted(self._links, key=lambda link: link.path), []
            for link in links:
                self._follow(link)
        return Scan(
            tuple(sorted(self._files, key=lambda file: file.path)),
            dict(sorted(self._ignored.items())),
            tuple(sorted(self._failures, key=lambda failure: failure.path)),
            self._root,
            Skipped(
                dict(sorted(self._skipped.items())),
                tuple(sorted(self._skipped_files, key=lambda skipped: skipped.path)),
            ),
        )

    def _scan(self, first: _Folder) -> None:
        waiting = [first]
        while waiting:
            folder = waiting.pop()
            if folder.absolute_path in self._seen:
                continue
            self._seen.add(folder.absolute_path)
            prefix = folder.prefix
            try:
                with os.scandir(folder.absolute_path) as scanned:
                    entries = list(scanned)
                rules = self._rules(entries, folder)
            except OSError as error:
                self._fail(prefix or "./", f"The folder cannot be opened: {error.strerror}.")
                continue
            except DocumentError as error:
                self._fail(prefix + IGNORE_FILE, str(error))
                self._fail(prefix or "./", f"It is left as it was, since {_UNKNOWN_RULES}")
                continue
            found = [self._enter(entry, prefix, rules) for entry in entries]
            waiting.extend(inner for inner in found if inner)

    def _rules(self, entries: list[os.DirEntry[str]], folder: _Folder) -> IgnoreRules | None:
        """Return the rules of a folder: its own, if it has an ignore file, and those above.

        Raises:
            DocumentError: its own cannot be read.
            OSError: as above.
        """
        entry = next((entry for entry in entries if entry.name == IGNORE_FILE), None)
        if entry is None:
            return folder.rules
        if not entry.is_file(follow_symlinks=False):
            raise DocumentError("It is not a regular file.")
        with open(entry.path, "rb") as file:  # noqa: PTH123 - as above
            data = file.read(MAX_BYTES + 1)
        rules, broken = read_rules(data, folder.prefix, folder.rules)
        for each in broken:
            self._fail(
                folder.prefix + IGNORE_FILE, f"Line {each.line} is no pattern that it can use."
            )
        return rules

    def _enter(
        self, entry: os.DirEntry[str], prefix: str, rules: IgnoreRules | None
    ) -> _Folder | None:
        """Take note of one entry; a folder is handed back to be scanned."""
        name = entry.name
        if name.startswith((".", _OFFICE_LOCK)):
            if name != IGNORE_FILE:
                self._skip(prefix + name, "hidden" if name[0] == "." else "a temporary file")
            return None
        path = prefix + name
        try:
            if entry.is_symlink():
                self._links.append(_Link(path, entry.path, rules))
            elif entry.is_dir(follow_symlinks=False):
                return self._folder(path, entry.path, rules)
            elif not entry.is_file(follow_symlinks=False):
                self._skip(path, "not a regular file")
            elif self._wanted(name, path, rules):
                self._add(path, entry.path, entry.stat(follow_symlinks=False))
        except OSError as error:
            self._fail(path, f"It cannot be looked at: {error.strerror}.")
        return None

    def _folder(self, path: str, absolute_path: str, rules: IgnoreRules | None) -> _Folder | None:
        """Return a folder to be scanned; None if it is ignored."""
        prefix = path + "/"
        if rules is not None and rules.ignore(prefix):
            self._skip(prefix, "ignored by .footnoteignore")
            return None
        return _Folder(absolute_path, prefix, rules)

    def _follow(self, link: _Link) -> None:
        path = link.path
        try:
            target = os.path.realpath(link.absolute_path, strict=True)
            if os.path.commonpath((self._root, target)) != self._root:
                self._skip(path, "a link that leads outside")
            elif target in self._seen:
                self._skip(path, "another name of what is there already")
            elif os.path.isdir(target):  # noqa: PTH112 - strings throughout: it is ten times faster
                if folder := self._folder(path, target, link.rules):
                    self._scan(folder)
            elif not os.path.isfile(target):  # noqa: PTH113 - as above
                self._skip(path, "not a regular file")
            elif self._wanted(path, path, link.rules):
                self._add(path, target, os.stat(target))  # noqa: PTH116 - as above
        except OSError as error:
            self._fail(path, f"The link cannot be followed: {error.strerror}.")

    def _skip(self, path: str, reason: SkipReason) -> None:
        self._skipped[reason] += 1
        if len(self._skipped_files) < MAX_SKIPPED:
            self._skipped_files.append(SkippedFile(_printable(path), reason))

    def _wanted(self, name: str, path: str, rules: IgnoreRules | None) -> bool:
        if rules is not None and rules.ignore(path):
            self._skip(path, "ignored by .footnoteignore")
            return False
        suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 - as above
        if suffix in BY_SUFFIX:
            return True
        self._ignored[_printable(suffix)] += 1
        self._skip(path, "a kind that is not supported")
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
