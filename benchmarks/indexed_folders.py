"""Folders with an index, each made once and shared by all measures of a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.folders import PARAGRAPHS, Folder
from benchmarks.memory import MEGABYTE
from benchmarks.processes import apart
from benchmarks.timing import seconds
from retrieval import Library

HANDBOOK = Path(__file__).resolve().parents[1] / "docs" / "handbook"


@dataclass(frozen=True, slots=True)
class IndexedFolder:
    """A folder, the number of its chunks, and how many seconds its index took to make."""

    folder: Folder
    chunks: int
    seconds: float

    @property
    def index_megabytes(self) -> float:
        """What the index takes on the disk."""
        return sum(map(_size_on_disk, _files(self.folder.data))) / MEGABYTE

    @property
    def text_megabytes(self) -> float:
        """What there is to read."""
        return sum(path.stat().st_size for path in _files(self.folder.corpus)) / MEGABYTE


class IndexedFolders:
    """Makes folders below a root. Open it with `temporary`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._made: dict[int, IndexedFolder] = {}
        self._handbook: Folder | None = None

    @classmethod
    @contextmanager
    def temporary(cls) -> Iterator[IndexedFolders]:
        """Make them in a folder that is deleted in the end."""
        with TemporaryDirectory(prefix="footnote-benchmark-") as root:
            yield cls(Path(root))

    def of(self, chunks: int) -> IndexedFolder:
        """Return one with so many chunks of made-up text."""
        if chunks not in self._made:
            folder = Folder.below(self._root / str(chunks))
            folder.fill(chunks // PARAGRAPHS)
            self._made[chunks] = IndexedFolder(folder, chunks, apart(make_index, folder))
        return self._made[chunks]

    def handbook(self) -> Folder:
        """Return the project's own handbook with its index."""
        if self._handbook is None:
            self._handbook = Folder(HANDBOOK, self._root / "handbook")
            apart(make_index, self._handbook)
        return self._handbook


def make_index(folder: Folder) -> float:
    """Index a folder, and return how many seconds that took."""
    with Library.open(folder.settings(), purpose="a benchmark") as library:
        return seconds(library.reindex)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _size_on_disk(path: Path) -> int:
    """Return the bytes of its blocks; where the system does not tell, those of its content."""
    found = path.stat()
    blocks: int | None = getattr(found, "st_blocks", None)
    return found.st_size if blocks is None else blocks * 512
