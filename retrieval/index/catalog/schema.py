"""The tables of the catalog."""

from ...documents.words import TOKENIZER

VERSION = 7
"""Written into the file as its `user_version`; a newer file is not opened."""

_DOCUMENT = """
-- Belongs to generation g: created_in <= g and (removed_in is null or removed_in > g).
CREATE TABLE {name} (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,                -- relative to the documents folder
    created_in INTEGER NOT NULL,
    removed_in INTEGER,
    digest TEXT NOT NULL,              -- of the file's bytes
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,         -- nanoseconds; 0 where it cannot be relied on
    loader TEXT NOT NULL,
    splitter TEXT NOT NULL,
    embedding_model TEXT NOT NULL,
    chunks INTEGER NOT NULL,
    title TEXT, url TEXT, date TEXT,
    body_start INTEGER NOT NULL, body_end INTEGER NOT NULL,
    headings TEXT NOT NULL,            -- JSON: [[start, level, title], …]
    pages TEXT NOT NULL,               -- JSON: [start, …]
    checksum INTEGER NOT NULL DEFAULT 0,        -- of the other columns, see `checksums`
    text_checksum INTEGER NOT NULL DEFAULT 0,
    text TEXT NOT NULL                 -- last, so that the columns before it are read without it
);
"""

_DOCUMENT_INDEXES = """
CREATE INDEX document_by_path ON document (path);
CREATE INDEX document_by_digest ON document (digest);
CREATE INDEX document_by_removal ON document (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX document_by_creation ON document (created_in);
"""

_BLOCK = """
CREATE TABLE block (
    document INTEGER NOT NULL REFERENCES document,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    kind TEXT NOT NULL,
    lead_start INTEGER, lead_end INTEGER,   -- the block that it is read with
    level INTEGER NOT NULL,
    number INTEGER,
    PRIMARY KEY (document, start)
) WITHOUT ROWID;
"""

_WORD = """
-- Of deleted chunks those go that no chunk holds any more. An id is never used for another word.
CREATE TABLE word (id INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT NOT NULL UNIQUE);
"""

_EMBEDDINGS_TO_DO = """
-- Embeddings that the vector store may not have yet.
CREATE TABLE unstored (embedding INTEGER PRIMARY KEY REFERENCES embedding);

-- Embeddings that a sweep took chunks away from: what no other chunk uses is still to be deleted.
CREATE TABLE orphan (embedding INTEGER PRIMARY KEY REFERENCES embedding);
"""

_CHECKED = """
ALTER TABLE library ADD COLUMN full_text_checksum INTEGER;       -- null while a re-index changes it
ALTER TABLE library ADD COLUMN lengths_checksum INTEGER;
ALTER TABLE library ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE generation ADD COLUMN documents_folder TEXT;            -- absolute
ALTER TABLE generation ADD COLUMN documents_folder_from_data TEXT;  -- the same, from the data folder
ALTER TABLE generation ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE block ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE word ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE chunk ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE embedding ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
"""
"""What version 5 adds. New files go through it as well, so the columns stand in one order."""

_POSITIONS = """
ALTER TABLE document RENAME COLUMN pages TO positions;  -- a blob, see `PackedPositions`

ALTER TABLE document ADD COLUMN notice TEXT;            -- what of its file could not be read

-- The files that the last re-index could not read.
CREATE TABLE failed_file (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    error TEXT NOT NULL,
    reader TEXT NOT NULL    -- the loader and the limits with which it is not to be tried again; or empty
);
"""
"""What version 6 adds. New files go through it as well."""

_OLD_COLUMNS = (
    "id, path, created_in, removed_in, digest, size, modified, loader, splitter, embedding_model, "
    "chunks, title, url, date, body_start, body_end, headings, pages, text"
)

MIGRATIONS = {
    1: """
ALTER TABLE document RENAME COLUMN source TO path;
ALTER TABLE document RENAME COLUMN born TO created_in;
ALTER TABLE document RENAME COLUMN died TO removed_in;
DROP INDEX document_by_source;
DROP INDEX document_by_death;
DROP INDEX document_by_birth;
CREATE INDEX document_by_path ON document (path);
CREATE INDEX document_by_removal ON document (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX document_by_creation ON document (created_in);
""",
    2: _BLOCK,
    3: f"""
{_WORD}
ALTER TABLE chunk ADD COLUMN body_words BLOB NOT NULL DEFAULT x'';
ALTER TABLE chunk ADD COLUMN context_words BLOB NOT NULL DEFAULT x'';
ALTER TABLE chunk ADD COLUMN embedding INTEGER NOT NULL DEFAULT 0 REFERENCES embedding;
UPDATE chunk SET embedding =
    coalesce((SELECT id FROM embedding AS e WHERE e.key = chunk.key), 0);
DROP INDEX chunk_by_key;
ALTER TABLE chunk DROP COLUMN key;
CREATE INDEX chunk_by_embedding ON chunk (embedding);
ALTER TABLE unstored RENAME TO unstored_key;
ALTER TABLE orphan RENAME TO orphan_key;
{_EMBEDDINGS_TO_DO}
INSERT INTO unstored SELECT id FROM unstored_key JOIN embedding USING (key);
INSERT INTO orphan SELECT id FROM orphan_key JOIN embedding USING (key);
DROP TABLE unstored_key;
DROP TABLE orphan_key;
""",
    4: f"""
{_CHECKED}
{_DOCUMENT.format(name="checked_document")}
INSERT INTO checked_document ({_OLD_COLUMNS}) SELECT {_OLD_COLUMNS} FROM document;
DROP TABLE document;
ALTER TABLE checked_document RENAME TO document;
{_DOCUMENT_INDEXES}
""",
    5: _POSITIONS,
    6: "",  # the full text is written anew, with the stems of Cyrillic and Arabic words
}
"""What makes a file of each older version one of the next, so that nothing is embedded anew.

Steps leave the ids of the words, the positions, the full text and the checksums to be filled in: see
`migration`."""

WITH_PAGES = 5
"""Up to this version pages are noted in JSON, and nothing else that is counted."""

SCHEMA = f"""
CREATE TABLE library (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,                  -- names this library's collections on a shared Chroma server
    live INTEGER REFERENCES generation,
    previous INTEGER REFERENCES generation,
    unfinished INTEGER NOT NULL DEFAULT 0   -- a re-index began and has not swept up yet
);

CREATE TABLE generation (
    id INTEGER PRIMARY KEY,
    created TEXT NOT NULL,             -- ISO 8601, UTC
    embedding_model TEXT NOT NULL,
    documents INTEGER NOT NULL,
    chunks INTEGER NOT NULL
);

{_DOCUMENT.format(name="document")}
{_DOCUMENT_INDEXES}
{_BLOCK}
{_WORD}
-- The chunks of a document have ids that follow each other as their ordinals do.
CREATE TABLE chunk (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    heading TEXT,
    embedding INTEGER NOT NULL REFERENCES embedding,
    body_words BLOB NOT NULL,          -- the ids of its words in order, int32
    context_words BLOB NOT NULL,       -- the same of the title and the headings above it
    text TEXT NOT NULL
);
CREATE UNIQUE INDEX chunk_by_document ON chunk (document, ordinal);
CREATE INDEX chunk_by_embedding ON chunk (embedding);

-- Contentless: it holds words, never the text. Its rows are deleted by telling it the text again.
CREATE VIRTUAL TABLE chunk_words USING fts5 (
    body, context, content = '', tokenize = '{TOKENIZER}'
);
CREATE VIRTUAL TABLE chunk_vocabulary USING fts5vocab (chunk_words, row);

-- Embeddings by the hash of model and text: what was computed once is not computed, or paid for, again.
CREATE TABLE embedding (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    model TEXT NOT NULL,
    vector BLOB NOT NULL               -- float32, unit length
);
CREATE INDEX embedding_by_model ON embedding (model);

{_EMBEDDINGS_TO_DO}
{_CHECKED}
{_POSITIONS}
INSERT INTO library (one, id) VALUES (1, lower(hex(randomblob(8))));
"""
