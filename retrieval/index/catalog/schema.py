"""The tables of the catalog."""

from ...documents.words import TOKENIZER

VERSION = 3
"""Written into the file as its `user_version`; a newer file is not opened."""

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
}
"""What makes a file of each older version one of the next, so that nothing is embedded anew."""

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

-- Belongs to generation g: created_in <= g and (removed_in is null or removed_in > g).
CREATE TABLE document (
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
    text TEXT NOT NULL                 -- last, so that the columns before it are read without it
);
CREATE INDEX document_by_path ON document (path);
CREATE INDEX document_by_digest ON document (digest);
CREATE INDEX document_by_removal ON document (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX document_by_creation ON document (created_in);

{_BLOCK}
CREATE TABLE chunk (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    heading TEXT,
    key TEXT NOT NULL,                 -- of its embedding
    text TEXT NOT NULL
);
CREATE UNIQUE INDEX chunk_by_document ON chunk (document, ordinal);
CREATE INDEX chunk_by_key ON chunk (key);

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

-- Keys of embeddings that the vector store may not have yet.
CREATE TABLE unstored (key TEXT PRIMARY KEY) WITHOUT ROWID;

-- Keys that a sweep took chunks away from: what no other chunk uses is still to be deleted.
CREATE TABLE orphan (key TEXT PRIMARY KEY) WITHOUT ROWID;

INSERT INTO library (one, id) VALUES (1, lower(hex(randomblob(8))));
"""
