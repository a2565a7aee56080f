"""The errors that the library raises, as a tree:

    FootnoteError
    ├── SettingsError           a setting or argument is wrong; the admin mends it
    │   ├── CorpusError         the documents folder is missing, empty or unreadable
    │   └── MissingExtraError   an optional package is not installed
    ├── QuestionError           the question cannot be asked as it is
    ├── DocumentError           one file cannot be read; the others can
    ├── FolderEditError         the documents folder can't be changed as it was asked for
    ├── ModelError              a chat or embedding model did not serve; trying later may help
    │   └── ModelSettingsError  it never will, with this key, model name or address
    └── StoreError              the index itself
        ├── NoIndexError        nothing has been indexed yet
        ├── IndexInUseError     another process holds it; trying later helps
        ├── IndexWriteError     it cannot be written: a full disk, a read-only folder
        ├── IndexDamagedError   its file is damaged; it is to be made anew
        ├── NewerVersionError   a newer version of Footnote made it
        ├── NoPreviousGenerationError  there is none to go back to
        ├── ReindexRefused      it would remove most of the documents; confirm to go on
        └── Cancelled           someone asked it to stop; the old index is live

`str(error)` is one plain sentence or two for the person who runs into it: what happened, and what to
do. It never holds a key, and nothing of it needs a traceback to be understood.
"""

from __future__ import annotations


class FootnoteError(Exception):
    """Anything that the library foresees.

    Where the message names a path, an address or a process, `public` says what happened without them, to
    people who use the library without running it.
    """

    def __init__(self, *args: object, public: str | None = None) -> None:
        super().__init__(*args)
        self._public = public

    @property
    def public(self) -> str:
        """What happened, for everybody to read."""
        return str(self) if self._public is None else self._public


class SettingsError(FootnoteError):
    """A setting or an argument is wrong."""


class CorpusError(SettingsError):
    """The documents folder is missing, empty or cannot be read."""


class MissingExtraError(SettingsError):
    """An optional package is needed that is not installed."""


class QuestionError(FootnoteError):
    """The question is empty, too long, or holds no words."""


class DocumentError(FootnoteError):
    """One file cannot be read. The message names the reason alone; the caller knows the file."""


class FolderEditError(FootnoteError):
    """A change of the documents folder that was asked for can't be made, or not any more."""


class ModelError(FootnoteError):
    """A chat or embedding model did not answer, or not with anything usable."""


class ModelSettingsError(ModelError):
    """The model refuses the key, does not exist, or its address is wrong."""


class StoreError(FootnoteError):
    """Something about the index."""


class NoIndexError(StoreError):
    """Nothing has been indexed in this data folder yet."""


class IndexInUseError(StoreError):
    """Another process holds the index."""


class NewerVersionError(StoreError):
    """A newer version of Footnote has made the file, so that this one does not know what is in it."""


class IndexWriteError(StoreError):
    """The index cannot be written; the one that was live, if there was one, still is."""


class IndexDamagedError(StoreError):
    """The file of the index is damaged, and it has to be made anew."""


class NoPreviousGenerationError(StoreError):
    """There is no generation before the live one to go back to."""


class ReindexRefused(StoreError):
    """The re-index would remove more than half of the documents and was not confirmed."""

    def __init__(self, message: str, *, removed: int, documents: int) -> None:
        super().__init__(message)
        self.removed = removed
        self.documents = documents


class Cancelled(StoreError):
    """The re-index was asked to stop before its commit; the old index is live."""
