"""The catalog: one SQLite file that knows what is indexed and what of it is live.

A document is a row with the generation that created it and the one that removed it; the live generation
is one number. Whatever is staged for a generation to come is therefore invisible, and moving that number
is the one commit point for dense and lexical search alike. The catalog knows nothing of Chroma.
"""

from .chunk_columns import ChunkColumns
from .connection import FILE, Catalog
from .new_document import NewDocument
from .reading import DocumentRow, FailedFile, Generation, Snapshot, StoredDocument
from .schema import VERSION
from .sqlite_errors import cannot_write, reason_of
from .word_ids import WordLists
from .writing import Writer

__all__ = [
    "FILE",
    "VERSION",
    "Catalog",
    "ChunkColumns",
    "DocumentRow",
    "FailedFile",
    "Generation",
    "NewDocument",
    "Snapshot",
    "StoredDocument",
    "WordLists",
    "Writer",
    "cannot_write",
    "reason_of",
]
