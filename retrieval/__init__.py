"""Footnote's library: documents in, verified answers out. It knows nothing of Discord.

Whoever uses it imports from here alone. What is costly to import is imported when it is first asked for.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

# The matrices here are small: what the threads of NumPy's BLAS cost is more than what they bring, and
# several questions are answered at once anyway. It is read when NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# ONNX Runtime, which `local:minilm` and the extra ocr run on, makes an id of the machine and reports to
# its maker once it is imported. It reads this then.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

from .addresses import mask_credentials
from .characters import HIDDEN_CHARACTERS
from .documents.folder.opening import MAX_FILE_BYTES
from .errors import (
    Cancelled,
    CorpusError,
    DocumentError,
    FolderEditError,
    FootnoteError,
    IndexDamagedError,
    IndexInUseError,
    IndexWriteError,
    MissingExtraError,
    ModelError,
    ModelSettingsError,
    NewerVersionError,
    NoIndexError,
    NoPreviousGenerationError,
    QuestionError,
    ReindexRefused,
    SettingsError,
    StoreError,
)
from .types import (
    CLOSEST_LIMIT,
    DEFAULT_BUDGET,
    DEFAULT_LIMIT,
    REFUSAL,
    About,
    Answer,
    Citation,
    DocumentOutline,
    Excerpt,
    Failure,
    FollowedQuote,
    Heading,
    IndexReport,
    IndexSize,
    Location,
    Passage,
    Position,
    Progress,
    QuotePlace,
    Skipped,
    SkippedFile,
    Source,
    Span,
    Statement,
    Status,
    Timings,
    Turn,
)

if TYPE_CHECKING:
    from . import evaluation, setup_checks
    from .backup.back_up import back_up
    from .backup.manifest import BackupManifest
    from .backup.restore import restore
    from .database_copy import copy_database
    from .document_list import DocumentList, IndexedDocument
    from .edits.folder_edits import FolderEdit
    from .folder_changes import settled_changes
    from .library import Library
    from .rebuilding import rebuild
    from .settings import Settings

__all__ = [
    "CLOSEST_LIMIT",
    "DEFAULT_BUDGET",
    "DEFAULT_LIMIT",
    "HIDDEN_CHARACTERS",
    "MAX_FILE_BYTES",
    "REFUSAL",
    "About",
    "Answer",
    "BackupManifest",
    "Cancelled",
    "Citation",
    "CorpusError",
    "DocumentError",
    "DocumentList",
    "DocumentOutline",
    "Excerpt",
    "Failure",
    "FolderEdit",
    "FolderEditError",
    "FollowedQuote",
    "FootnoteError",
    "Heading",
    "IndexDamagedError",
    "IndexInUseError",
    "IndexReport",
    "IndexSize",
    "IndexWriteError",
    "IndexedDocument",
    "Library",
    "Location",
    "MissingExtraError",
    "ModelError",
    "ModelSettingsError",
    "NewerVersionError",
    "NoIndexError",
    "NoPreviousGenerationError",
    "Passage",
    "Position",
    "Progress",
    "QuestionError",
    "QuotePlace",
    "ReindexRefused",
    "Settings",
    "SettingsError",
    "Skipped",
    "SkippedFile",
    "Source",
    "Span",
    "Statement",
    "Status",
    "StoreError",
    "Timings",
    "Turn",
    "back_up",
    "copy_database",
    "evaluation",
    "mask_credentials",
    "rebuild",
    "restore",
    "settled_changes",
    "setup_checks",
]


_MODULES = {
    "DocumentList": "document_list",
    "FolderEdit": "edits.folder_edits",
    "IndexedDocument": "document_list",
    "Library": "library",
    "Settings": "settings",
    "BackupManifest": "backup.manifest",
    "back_up": "backup.back_up",
    "copy_database": "database_copy",
    "rebuild": "rebuilding",
    "restore": "backup.restore",
    "settled_changes": "folder_changes",
}
"""The modules of what takes time to import."""


def __getattr__(name: str) -> object:
    """Import what takes time only when it is asked for (PEP 562)."""
    if name in ("evaluation", "setup_checks"):
        return import_module(f".{name}", __name__)
    if name in _MODULES:
        return getattr(import_module(f".{_MODULES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
