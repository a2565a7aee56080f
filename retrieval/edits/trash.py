"""Files that were taken out of the documents folder, kept for as long as a rollback may ask for them.

Each lies in a folder of its own in the data folder, beside a note of where it stood and of the first
generation that does not hold it any more.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

TRASH = "trash"
_NOTE, _CONTENT = "note.json", "content"


@dataclass(frozen=True, slots=True)
class TrashedFile:
    """A file in the trash. `path` is where it stood, relative to the documents folder `documents`.

    `removed_in` is the first generation that does not hold it.
    """

    id: str
    path: str
    documents: str
    removed_in: int


class Trash:
    """The trash of one data folder, for the files of one documents folder."""

    def __init__(self, documents: Path, data: Path) -> None:
        self._documents = documents
        self._folder = data / TRASH

    def put(self, path: str, file: Path, removed_in: int) -> TrashedFile:
        """Move a file here. `path` is where it is to come back to, relative to the documents folder.

        Raises:
            OSError: it can't be moved; it then stands where it stood.
        """
        documents = os.path.realpath(self._documents)
        trashed = TrashedFile(secrets.token_hex(8), path, documents, removed_in)
        folder = self._folder / trashed.id
        self._folder.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700)
        try:
            (folder / _NOTE).write_text(json.dumps(asdict(trashed)), encoding="utf-8")
            shutil.move(file, folder / _CONTENT)
        except BaseException:
            if file.exists():
                shutil.rmtree(folder, ignore_errors=True)
            raise
        return trashed

    def put_back(self, trashed: TrashedFile) -> None:
        """Move a file back to where it stood.

        Raises:
            FileExistsError: another one stands there by now.
            OSError: it can't be written.
        """
        place(self._folder / trashed.id / _CONTENT, self._documents / trashed.path)
        shutil.rmtree(self._folder / trashed.id, ignore_errors=True)

    def restore(self, generation: int) -> tuple[str, ...]:
        """Put back what `generation` holds and later ones do not; say of each what became of it."""
        removed_since = (each for each in self._files() if each.removed_in > generation)
        return tuple(self._restored(trashed) for trashed in removed_since)

    def _restored(self, trashed: TrashedFile) -> str:
        kept = f"{trashed.path} was not put back into the documents folder"
        if trashed.documents != os.path.realpath(self._documents):
            return f"{kept}: it comes from another one."
        try:
            self.put_back(trashed)
        except FileExistsError:
            return f"{kept}: another file stands there by now."
        except OSError as error:
            return f"{kept}: {error.strerror}."
        return f"{trashed.path} is back in the documents folder."

    def empty(self, oldest: int) -> None:
        """Delete what neither the generation `oldest` nor a later one holds."""
        for trashed in self._files():
            if trashed.removed_in <= oldest:
                shutil.rmtree(self._folder / trashed.id, ignore_errors=True)

    def _files(self) -> list[TrashedFile]:
        """Return what lies here, by path. What a crash left without a note or a content is no file."""
        found = []
        for note in self._folder.glob(f"*/{_NOTE}"):
            with suppress(OSError, ValueError, TypeError):
                trashed = TrashedFile(**json.loads(note.read_text(encoding="utf-8")))
                if trashed.id == note.parent.name and (note.parent / _CONTENT).is_file():
                    found.append(trashed)
        return sorted(found, key=lambda trashed: trashed.path)


def place(source: Path, target: Path) -> None:
    """Copy a file, with its time of change, to where none stands: whole or not at all.

    It is written under a hidden name, which no scan reads, and gets its own in one step.

    Raises:
        FileExistsError: something stands there; it stays as it is.
        OSError: it can't be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        shutil.copy2(source, temporary)
        try:
            os.link(temporary, target)
        except OSError as error:
            if os.path.lexists(target):
                taken = errno.EEXIST
                raise FileExistsError(taken, os.strerror(taken), str(target)) from error
            temporary.rename(target)  # on a file system without such links
    finally:
        temporary.unlink(missing_ok=True)
