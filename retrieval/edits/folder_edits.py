"""Edits of the documents folder: proposed, previewed, and then made or withdrawn.

A proposed edit waits in the data folder with the files that it would add, so the documents folder stays
as it is until the edit is made, and a restart does not lose it. An edit is made along with a re-index:
if that comes to nothing the folder is put back as it was.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from pathlib import Path

from ..documents.folder.scan import File, Scan, discover
from ..errors import DocumentError, FolderEditError
from .added_files import check_size, safe_name
from .edited_scan import with_files
from .trash import Trash, place

PROPOSED = "proposed-edits"
KEPT_SECONDS = 3600.0
"""Seconds after which a proposed edit is deleted when the next one is proposed."""

_NOTE = "edit.json"
_READ_AND_WRITE = 0o666
_ID = re.compile("[0-9a-f]{16}")
_OVER = "This change of the documents is over, or too old. Ask for it again."


@dataclass(frozen=True, slots=True)
class FolderEdit:
    """An edit that is proposed. Names of files that are added stand for themselves, others are paths.

    Of the files that are to be added, `standing` are those whose names stand in the folder already and
    of which nobody has said whether they may be replaced; `replacing` are those that may.
    """

    id: str
    added: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    replacing: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    anew: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not any((self.added, self.standing, self.replacing, self.removed, self.anew))


class FolderEdits:
    """The edits that are proposed for one documents folder."""

    def __init__(self, documents: Path, data: Path) -> None:
        self._documents = documents
        self._folder = data / PROPOSED
        self.trash = Trash(documents, data)

    def begin(self) -> FolderEdit:
        """Propose an edit that does nothing yet, and delete those that are too old."""
        self._forget_old()
        edit = FolderEdit(secrets.token_hex(8))
        self._folder.mkdir(mode=0o700, exist_ok=True)
        (self._folder / edit.id).mkdir(mode=0o700)
        return self._noted(edit)

    def add(self, edit: FolderEdit, name: str, content: bytes) -> FolderEdit:
        """Propose to add a file of this content and, as far as it is safe, of this name.

        Raises:
            DocumentError: its name, kind or size is not accepted.
        """
        safe = safe_name(name)
        check_size(content)
        known = (*edit.added, *edit.standing)
        if safe.casefold() in map(str.casefold, known):
            raise DocumentError(f"Another file of the same upload is called {safe}.")
        target = self._documents / safe
        stands = os.path.lexists(target)
        if stands and (target.is_symlink() or not target.is_file()):
            raise DocumentError("A folder or a link in the documents folder has this name.")
        self._file(edit, safe).write_bytes(content)
        # Whoever may look into the documents folder may read it there, unlike in the data folder.
        self._file(edit, safe).chmod(_READ_AND_WRITE & self._documents.stat().st_mode)
        if stands:
            return self._noted(replace(edit, standing=(*edit.standing, safe)))
        return self._noted(replace(edit, added=(*edit.added, safe)))

    def remove(self, edit: FolderEdit, path: str) -> FolderEdit:
        """Propose to remove a file.

        Raises:
            FolderEditError: there is none at this path.
        """
        self._find_file(path)
        return self._noted(replace(edit, removed=(*edit.removed, path)))

    def read_anew(self, edit: FolderEdit, path: str) -> FolderEdit:
        """Propose to index one file anew, though it may be unchanged, and no other.

        Raises:
            FolderEditError: there is none at this path.
        """
        self._find_file(path)
        return self._noted(replace(edit, anew=(path,)))

    def decide(self, edit: FolderEdit, *, replacing: bool) -> FolderEdit:
        """Say whether the files that stand in the folder already are replaced, or left as they are."""
        agreed = edit.standing if replacing else ()
        return self._noted(replace(edit, standing=(), replacing=agreed))

    def find(self, id_: str) -> FolderEdit:
        """Return a proposed edit.

        Raises:
            FolderEditError: there is none with this id, or no more.
        """
        if not _ID.fullmatch(id_):
            raise FolderEditError(_OVER)
        try:
            noted = json.loads((self._folder / id_ / _NOTE).read_text(encoding="utf-8"))
            lists = {each.name: tuple(noted[each.name]) for each in fields(FolderEdit)[1:]}
        except (OSError, ValueError, LookupError, TypeError):
            raise FolderEditError(_OVER) from None
        return FolderEdit(id_, **lists)

    def withdraw(self, edit: FolderEdit) -> None:
        """Forget an edit, with the files that it would have added."""
        shutil.rmtree(self._folder / edit.id, ignore_errors=True)

    def scan_with(self, scan: Scan, edit: FolderEdit) -> Scan:
        """Return the scan of the folder as it would be after an edit that adds or removes files."""
        added = []
        for name in (*edit.added, *edit.replacing):
            file = self._file(edit, name)
            found = file.stat()
            added.append(
                File(name, str(file), found.st_size, found.st_mtime_ns, root=str(file.parent))
            )
        return with_files(scan, added, edit.removed)

    @contextmanager
    def made(
        self, edit: FolderEdit, generation: int, is_live: Callable[[], bool]
    ) -> Iterator[None]:
        """Make an edit; what is removed or replaced goes to the trash as of `generation`.

        If the block fails before `is_live` says that this generation is live, the folder is put back
        as it was, and the edit stays proposed.

        Raises:
            FolderEditError: the folder has changed since, or can't be written. Nothing was changed.
        """
        undo: list[Callable[[], None]] = []
        try:
            self._make(edit, generation, undo)
            yield
        except BaseException:
            if not is_live():
                for step in reversed(undo):
                    with suppress(OSError):
                        step()
            raise
        self.withdraw(edit)

    def _make(self, edit: FolderEdit, generation: int, undo: list[Callable[[], None]]) -> None:
        try:
            for path in (*edit.removed, *edit.replacing):
                file = Path(self._find_file(path).absolute_path)
                trashed = self.trash.put(path, file, generation)
                undo.append(partial(self.trash.put_back, trashed))
            for name in (*edit.added, *edit.replacing):
                target = self._documents / name
                place(self._file(edit, name), target)
                undo.append(target.unlink)
        except FileExistsError as error:
            raise FolderEditError(
                f"{Path(str(error.filename)).name} was put into the documents folder by somebody else "
                "meanwhile. Nothing was changed. Ask for it again."
            ) from error
        except OSError as error:
            raise FolderEditError(
                f"The documents folder can't be changed: {error.strerror}. Nothing was changed. Whoever "
                "runs me can give the bot the right to write there."
            ) from error

    def _find_file(self, path: str) -> File:
        """Return the file at a path, which is compared with those in the folder and never opened.

        Raises:
            FolderEditError: there is none.
        """
        found = next((f for f in discover(self._documents).files if f.path == path), None)
        if found is None:
            raise FolderEditError(
                "There is no such file in the documents folder. Choose one of those that are suggested."
            )
        return found

    def _file(self, edit: FolderEdit, name: str) -> Path:
        return self._folder / edit.id / "files" / name

    def _noted(self, edit: FolderEdit) -> FolderEdit:
        folder = self._folder / edit.id
        (folder / "files").mkdir(mode=0o700, exist_ok=True)
        (folder / _NOTE).write_text(json.dumps(asdict(edit)), encoding="utf-8")
        return edit

    def _forget_old(self) -> None:
        for folder in self._folder.glob("*"):
            with suppress(OSError):
                if time.time() - folder.stat().st_mtime > KEPT_SECONDS:
                    shutil.rmtree(folder, ignore_errors=True)
