"""The full-text index of real documents: a word is found in its other forms, and so it is counted.

Ranking weighs a question's words by their stems. That works only while the index cuts its words to the
very same stems.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest

from retrieval import Library, Settings
from retrieval.documents.words import match_expression, words
from retrieval.index.catalog import Catalog, Snapshot, StoredChunk
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
def chunks(snapshot: Snapshot) -> list[StoredChunk]:
    """All that is indexed. A first index numbers its chunks from 1."""
    assert snapshot.live is not None
    chunks = snapshot.chunks(range(1, snapshot.live.chunks + 1))
    assert len(chunks) == snapshot.live.chunks
    return chunks


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(embed_locally)


def spoken(chunks: Sequence[StoredChunk]) -> str:
    """Everything that the chunks say, with the titles and the headings above them."""
    return " ".join(f"{chunk.context} {chunk.text}" for chunk in chunks)


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
    snapshot: Snapshot, chunks: list[StoredChunk], asked: str, written: str
) -> None:
    question = words(asked)
    assert not set(question) & set(words(spoken(chunks)))
    found = snapshot.chunks(snapshot.search_words(match_expression(question), len(chunks)))
    assert any(written in words(spoken([chunk])) for chunk in found)


def test_what_is_not_written_in_any_form_is_not_found(snapshot: Snapshot) -> None:
    assert snapshot.search_words(match_expression(["submarine", "yodelling"]), 100) == []


def test_a_stem_is_counted_in_every_chunk_that_holds_a_form_of_it(
    snapshot: Snapshot, chunks: list[StoredChunk], lexicon: Lexicon
) -> None:
    terms = lexicon.terms(spoken(chunks))
    bodies = lexicon.matches(terms, [chunk.text for chunk in chunks])
    contexts = lexicon.matches(terms, [chunk.context for chunk in chunks])
    held = (bodies.counts + contexts.counts > 0).sum(axis=1).tolist()
    assert snapshot.frequencies(term.stem for term in terms) == {
        term.stem: count for term, count in zip(terms, held, strict=True)
    }


def test_a_stem_that_no_document_holds_is_counted_as_none(snapshot: Snapshot) -> None:
    assert snapshot.frequencies(["submarin"]) == {"submarin": 0}
