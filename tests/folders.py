"""A folder of documents and its library, as the tests of indexing use them."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from retrieval import Library, Settings

LONG_AGO = 1_700_000_000
"""A time of change, in seconds, that is past any doubt about the clock's resolution."""


@dataclass(frozen=True)
class Folder:
    """Documents below `corpus`, their index below `data`; vectors at `chroma_url`, if given."""

    corpus: Path
    data: Path
    chroma_url: str | None = None

    @classmethod
    def at(cls, root: Path, chroma_url: str | None = None) -> Folder:
        folder = cls(root / "documents", root / "data", chroma_url)
        folder.corpus.mkdir()
        return folder

    def settings(self, **changes: object) -> Settings:
        fields = {"corpus": self.corpus, "data": self.data, "chroma_url": self.chroma_url}
        return Settings(_env_file=None, **fields | changes)  # type: ignore[arg-type]

    @property
    def options(self) -> list[str]:
        """What names both folders on the command line."""
        return ["--corpus", str(self.corpus), "--data", str(self.data)]

    def library(self, **changes: object) -> AbstractContextManager[Library]:
        return Library.open(self.settings(**changes), purpose="a test")

    def write(self, name: str, text: str, *, changed: int = LONG_AGO) -> Path:
        path = self.corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        os.utime(path, (changed, changed))
        return path
