"""The documents folder as it would be after an edit, for the preview of a re-index. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from ..documents.folder.scan import File, Scan
from ..errors import FolderEditError
from ..index.catalog.reading import DocumentRow


def with_files(scan: Scan, added: Sequence[File], removed: Collection[str]) -> Scan:
    """Return a scan with these files, each in the place of one of its path, and without those."""
    files = {file.path: file for file in scan.files if file.path not in removed}
    files |= {file.path: file for file in added}
    return replace(scan, files=tuple(files[path] for path in sorted(files)))


def with_only(scan: Scan, rows: Sequence[DocumentRow], path: str) -> Scan:
    """Return a scan in which one file is to be read anew and all others are as they are indexed.

    Raises:
        FolderEditError: there is no such file.
    """
    files = {file.path: file for file in scan.files}
    if path not in files:
        raise FolderEditError("That file is not in the documents folder any more.")
    others = [
        File(
            row.path,
            files[row.path].absolute_path if row.path in files else "",
            row.size,
            row.modified,
        )
        for row in rows
        if row.path != path
    ]
    listed = tuple(sorted((*others, files[path]), key=lambda file: file.path))
    return replace(scan, files=listed, failures=(), anew=frozenset({path}))
