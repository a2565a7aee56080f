"""Finds the passages for a question: gathers candidates from both indexes and has them ranked.

It asks the vectors and the full-text index, keeps what the catalog calls live, and leaves every
judgement to `ranking`, `passages` and `relevance`, which are pure.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats
from ..documents.words import match_expression
from ..errors import FootnoteError, ModelError, SettingsError
from ..index.catalog import ChunkColumns, Snapshot
from ..index.embedder import LOCAL_MODEL, Embedder
from ..index.stored_vectors import VectorSearch
from ..index.vector_store import SEARCH_WIDTH
from ..questions.emphasis import emphasis
from ..questions.question_keywords import keywords
from ..questions.question_language import question_language
from ..verification.language import detect_language, scripts
from . import ranking
from .lexicon import Lexicon, Term
from .passage_reading import read_passages
from .passages import best_first, merge_touching
from .relevance import COMPARED_CHUNKS, RELEVANT, measure_relevance
from .search_result import SearchResult
from .spelling import is_english, mend

log = logging.getLogger(__name__)

CANDIDATES = 100
"""Chunks asked of each index. More of them bring no gain: measured on the development sets."""

SCORED_CHUNKS = 20_000
"""Chunks that the full-text index is to score for one question, some 20 ms of work."""

MAX_PASSAGES = 50
"""Passages that are found at the most."""

QUERIES_AT_ONCE = 4
"""Questions whose vectors are looked for at the same time."""

MANY_TERMS = 10
"""With more terms than this a question tells a story."""

_COMPARED_FOR_LANGUAGE = 5
"""Chunks whose language is compared with the question's."""

UNKNOWN = 0.1
"""What a term of a story counts that no chunk holds."""


class Retriever:
    """Dense and lexical search, fused. Safe to use from several threads."""

    def __init__(
        self,
        vectors: VectorSearch,
        embedder: Callable[[str], Embedder],
        lexicon: Lexicon,
    ) -> None:
        """Combine the parts."""
        self._vectors = vectors
        self._embedder = embedder
        self._lexicon = lexicon
        self._beside = ThreadPoolExecutor(QUERIES_AT_ONCE, thread_name_prefix="footnote-vectors")

    def close(self) -> None:
        """End its threads."""
        self._beside.shutdown()

    def mend_spelling(self, question: str, snapshot: Snapshot) -> str:
        """Return the question with the words mended that neither the index nor English knows.

        One in another language stays as it is.
        """
        if question_language(question) not in (None, "en"):
            return question

        stems = self._lexicon.stems(keywords(question))
        held_by = snapshot.frequencies(set(stems.values()))

        def is_known(word: str) -> bool:
            stem = stems.get(word)
            if stem is None:  # no keyword, or not cut as the index cuts words, such as "don't"
                stem = self._lexicon.stems([word])[word]
                held_by.update(snapshot.frequencies([stem]))
            return held_by[stem] > 0 or is_english(word)

        return mend(question, snapshot.stems, is_known)

    def search(self, question: str, snapshot: Snapshot, limit: int = MAX_PASSAGES) -> SearchResult:
        """Find the passages for `question` in one state of the catalog, at most `limit`."""
        vector, unembedded = self._embed_question(question, snapshot)
        nearest = self._ask_vectors(vector, snapshot)
        terms = self._lexicon.terms(question)
        held_by = snapshot.frequencies([term.stem for term in terms])
        weights = _term_weights(question, terms, held_by, snapshot)
        lexical = self._search_words(_telling(terms, held_by), snapshot)
        dense = self._live_nearest(nearest, vector, snapshot)
        hits = [*lexical, *dense]
        language = _language_of_its_own(
            question, snapshot.texts((dense or hits)[:_COMPARED_FOR_LANGUAGE])
        )
        multilingual = self._multilingual(snapshot) if language and vector is not None else None
        chunks = snapshot.chunks_around(hits, ranking.CONTEXT_WINDOW)
        candidates = self._candidates(terms, vector, chunks, snapshot)
        scores = ranking.rank(candidates, weights, across_languages=multilingual is not None)
        best = np.argsort(-scores)[:COMPARED_CHUNKS]
        similarities = self._local_similarities(question, best, chunks, candidates, snapshot)
        relevance = measure_relevance(terms, weights, candidates, scores, similarities)
        spans = merge_touching(best_first(chunks, scores), min(limit, MAX_PASSAGES))
        passages, documents = read_passages(spans, chunks, scores, snapshot)
        return SearchResult(
            passages,
            documents,
            relevance,
            {term.stem: float(weight) for term, weight in zip(terms, weights, strict=True)},
            relevance.score >= RELEVANT,
            unembedded,
            language,
            _similarity_to(
                vector, multilingual or self._multilingual_if_foreign(question, snapshot)
            ),
            generation=snapshot.live.id if snapshot.live else None,
        )

    def _multilingual_if_foreign(self, question: str, snapshot: Snapshot) -> Embedder | None:
        """Return the multilingual embedder for a question that is not in English.

        What the words of quotables tell was learned from English, whatever the documents are in.
        """
        is_english = question_language(question) in (None, "en") and scripts(question) <= {"LATIN"}
        return None if is_english else self._multilingual(snapshot)

    def _multilingual(self, snapshot: Snapshot) -> Embedder | None:
        """Return the embedder of the index where it compares texts of different languages."""
        embedder = self._embedder(snapshot.live.embedding_model) if snapshot.live else None
        return embedder if embedder and embedder.multilingual else None

    def _embed_question(
        self, question: str, snapshot: Snapshot
    ) -> tuple[Floats | None, FootnoteError | None]:
        """Return the question's vector, or None and why: then the words alone must find it."""
        if snapshot.live is None:
            return None, None
        model = snapshot.live.embedding_model
        try:
            vector = self._embedder(model).embed_question(question)
        except (ModelError, SettingsError) as error:
            log.warning("The search went by words alone. %s", error)
            return None, error
        if snapshot.dimensions(model) not in (None, len(vector)):
            return None, ModelError(f"{model} is another model now than when the index was made.")
        return vector, None

    def _search_words(self, terms: Sequence[Term], snapshot: Snapshot) -> list[int]:
        """Return the best chunks that hold words of the question."""
        if not terms:
            return []
        expression = match_expression(term.word for term in terms)
        return snapshot.search_words(expression, CANDIDATES)

    def _ask_vectors(self, vector: Floats | None, snapshot: Snapshot) -> Future[list[str]] | None:
        """Have the vector store look for what is nearest, while the words are looked up."""
        if vector is None or not vector.any() or snapshot.live is None:
            return None
        model = snapshot.live.embedding_model
        return self._beside.submit(self._vectors.nearest, model, vector, CANDIDATES)

    def _live_nearest(
        self, asked: Future[list[str]] | None, vector: Floats | None, snapshot: Snapshot
    ) -> list[int]:
        """Return the chunks that are nearest to the question in meaning.

        During a re-index many of the nearest may not be live yet, or any more; then it looks wider.
        """
        if asked is None or vector is None or snapshot.live is None:
            return []
        keys = asked.result()
        nearest = snapshot.chunks_with_keys(keys)
        if len(nearest) < CANDIDATES <= len(keys):
            model = snapshot.live.embedding_model
            # Not in this thread, whose connection to the catalog is in the middle of the snapshot.
            wider = self._beside.submit(self._vectors.nearest, model, vector, SEARCH_WIDTH)
            nearest = snapshot.chunks_with_keys(wider.result())
        return nearest

    def _candidates(
        self,
        terms: Sequence[Term],
        vector: Floats | None,
        chunks: ChunkColumns,
        snapshot: Snapshot,
    ) -> ranking.Candidates:
        return ranking.Candidates(
            documents=chunks.documents,
            ordinals=chunks.ordinals,
            similarities=(
                chunks.vectors @ vector
                if vector is not None and chunks.vectors.size
                else np.zeros(len(chunks), np.float32)
            ),
            bodies=self._lexicon.matches_of_ids(terms, chunks.bodies, snapshot.words),
            contexts=self._lexicon.matches_of_ids(terms, chunks.contexts, snapshot.words),
        )

    def _local_similarities(
        self,
        question: str,
        best: NDArray[np.intp],
        chunks: ChunkColumns,
        candidates: ranking.Candidates,
        snapshot: Snapshot,
    ) -> Floats:
        """Return the cosines of the question to the best chunks, by the local model."""
        if snapshot.live and snapshot.live.embedding_model == LOCAL_MODEL:
            local: Floats = candidates.similarities[best]
            return local
        texts = snapshot.texts(chunks.ids[best].tolist())
        return self._lexicon.similarities(question, texts)


def _language_of_its_own(question: str, found: Sequence[str]) -> str | None:
    """Return the question's language where it is another than that of what was found."""
    asked = question_language(question)
    read = detect_language(" ".join(found))
    return asked if asked and read and asked != read else None


def _similarity_to(
    vector: Floats | None, multilingual: Embedder | None
) -> Callable[[Sequence[str]], Floats] | None:
    """Return what compares texts with the question across languages, if that costs nothing."""
    if vector is None or multilingual is None or multilingual.paid:
        return None
    return lambda texts: multilingual.embed(texts) @ vector


def _telling(terms: Sequence[Term], held_by: Mapping[str, int]) -> list[Term]:
    """Return the terms that the full-text index is asked for, the rarest first.

    It scores every chunk that holds any of them, and a word that many hold tells little: those are
    left to the ranking, unless the rarer ones find too few.
    """
    chosen: list[Term] = []
    scored = 0
    for term in sorted(terms, key=lambda term: held_by[term.stem]):
        if scored >= CANDIDATES and scored + held_by[term.stem] > SCORED_CHUNKS:
            break
        chosen.append(term)
        scored += held_by[term.stem]
    return chosen


def _term_weights(
    question: str, terms: Sequence[Term], held_by: Mapping[str, int], snapshot: Snapshot
) -> Floats:
    """Return how much each term tells: how rare it is, and how much the question asks for it.

    Of a long message the words that no chunk holds tell next to nothing: they are of the story.
    """
    counts = [held_by[term.stem] for term in terms]
    chunks = snapshot.live.chunks if snapshot.live else 0
    weights = ranking.inverse_document_frequencies(counts, chunks)
    stressed = emphasis(question)
    weights = weights * np.array([stressed.get(term.word, 1.0) for term in terms], np.float32)
    if len(terms) > MANY_TERMS:
        weights = np.where(np.array(counts) > 0, weights, UNKNOWN * weights)
    return weights.astype(np.float32)
