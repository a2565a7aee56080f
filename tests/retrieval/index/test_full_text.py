"""The full-text index of real documents: a word is found in its other forms, and so it is counted.

Ranking weighs a question's words by their stems. That works only while the index cuts its words to the
very same stems.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from retrieval import Library, Settings
from retrieval.documents.words import match_expression, words
from retrieval.index.catalog import Catalog, ChunkColumns, Snapshot, WordLists
from retrieval.index.embedder import embed_locally
from retrieval.search.lexicon import Lexicon
from tests.paths import EVALUATION


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """The index of the documents of the evaluation set."""
    data = tmp_path_factory.mktemp("data")
    with Library.open(Settings(corpus=EVALUATION / "documents", data=data)) as library:
        library.reindex()
    with closing(Catalog(data)) as catalog, catalog.snapshot() as snapshot:
        yield snapshot


@pytest.fixture(scope="module")
def chunks(snapshot: Snapshot) -> ChunkColumns:
    """All that is indexed. A first index numbers its chunks from 1."""
    assert snapshot.live is not None
    chunks = snapshot.chunks_around(range(1, snapshot.live.chunks + 1), 0)
    assert len(chunks) == snapshot.live.chunks
    return chunks


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(embed_locally)


def spoken(snapshot: Snapshot, *lists: WordLists) -> list[str]:
    """The words of chunks, one after the other."""
    return [snapshot.words([id_])[id_] for each in lists for id_ in each.ids.tolist()]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("closes", "closing"),
        ("delivery", "deliveries"),
        ("inspecting", "inspected"),
        ("sharpening", "sharpen"),
        ("Burns", "burning"),
        ("ZOE", "zoë"),
    ],
)
def test_a_word_is_found_where_only_another_form_of_it_is_written(
    snapshot: Snapshot, chunks: ChunkColumns, asked: str, written: str
) -> None:
    question = words(asked)
    assert not set(question) & set(spoken(snapshot, chunks.bodies, chunks.contexts))
    hits = snapshot.search_words(match_expression(question), len(chunks))
    found = snapshot.chunks_around(hits, 0)
    assert written in spoken(snapshot, found.bodies, found.contexts)


def test_what_is_not_written_in_any_form_is_not_found(snapshot: Snapshot) -> None:
    assert snapshot.search_words(match_expression(["submarine", "yodelling"]), 100) == []


def test_a_stem_is_counted_in_every_chunk_that_holds_a_form_of_it(
    snapshot: Snapshot, chunks: ChunkColumns, lexicon: Lexicon
) -> None:
    terms = lexicon.terms(" ".join(spoken(snapshot, chunks.bodies, chunks.contexts)))
    bodies = lexicon.matches_of_ids(terms, chunks.bodies, snapshot.words)
    contexts = lexicon.matches_of_ids(terms, chunks.contexts, snapshot.words)
    held = (bodies.counts + contexts.counts > 0).sum(axis=1).tolist()
    assert snapshot.frequencies(term.stem for term in terms) == {
        term.stem: count for term, count in zip(terms, held, strict=True)
    }


def test_the_ids_of_words_match_as_the_words_of_the_text_do(
    snapshot: Snapshot, chunks: ChunkColumns, lexicon: Lexicon
) -> None:
    terms = lexicon.terms("Who sharpens the tools of the workshop, and when are they collected?")
    texts = snapshot.texts(chunks.ids.tolist())
    by_text = lexicon.matches(terms, texts)
    by_id = lexicon.matches_of_ids(terms, chunks.bodies, snapshot.words)
    assert by_text.counts.any()
    assert by_id.counts.tolist() == by_text.counts.tolist()
    assert by_id.lengths.tolist() == [len(words(text)) for text in texts]
    np.testing.assert_allclose(by_id.word_similarity, by_text.word_similarity, atol=1e-6)


def test_a_stem_that_no_document_holds_is_counted_as_none(snapshot: Snapshot) -> None:
    assert snapshot.frequencies(["submarin"]) == {"submarin": 0}
