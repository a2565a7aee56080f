"""Answers by quoting: the sentences of the passages that bear most on the question, word for word.

It asks no chat model. It knows passages and sentences, and neither stores nor citations' numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..documents.sentences import sentences
from ..documents.words import words
from ..search.lexicon import Lexicon, TermMatches
from ..search.ranking import inverse_document_frequencies, min_max_scaled
from ..types import Passage, Span, Turn, VerifiedQuote, VerifiedStatement

MAX_SENTENCES = 3
"""The most sentences that an answer quotes."""

_MAX_SENTENCE = 600
"""Where a text has no sentence ends, quotes are cut at about this many characters."""

_MIN_SENTENCE_WORDS = 4
"""What has fewer words is a heading or a cell of a table rather than an answer."""

_MIN_SCORE_SHARE = 0.7
"""A further sentence is quoted only if its score is at least this share of the best one's."""

_NEIGHBOUR_WEIGHT = 0.5
"""What a word counts that stands in the sentence before or after."""

_HEADING_WEIGHT = 0.9
"""What a word counts that stands in the heading above."""

_WORDS_WEIGHT, _SIMILARITY_WEIGHT, _PASSAGE_WEIGHT = 0.5, 0.15, 0.35
"""The weights of the parts of a sentence's score."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    passage: int
    span: Span
    """Where it stands in the passage."""
    text: str


class ExtractiveAnswerer:
    """Quotes up to three sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def answer(
        self,
        question: str,
        passages: Sequence[Passage],
        history: Sequence[Turn] = (),  # noqa: ARG002 - the contract's; quotes don't depend on it
    ) -> Iterator[VerifiedStatement]:
        """Yield the sentences that answer best: the best passage first, each in reading order."""
        candidates = [
            sentence for i, passage in enumerate(passages) for sentence in _sentences(i, passage)
        ]
        if not candidates:
            return
        scores = self._scores(question, candidates, passages)
        for chosen in _in_reading_order(_best(candidates, scores)):
            passage = passages[chosen.passage]
            start, end = passage.start + chosen.span.start, passage.start + chosen.span.end
            yield VerifiedStatement(
                " ".join(chosen.text.split()), (VerifiedQuote(passage, Span(start, end)),)
            )

    def _scores(
        self, question: str, candidates: Sequence[_Sentence], passages: Sequence[Passage]
    ) -> Floats:
        """Return how well each sentence answers.

        Fuses the share of the question that it has words for, its neighbours' words counting half;
        its similarity as a whole; and the score of its passage.
        """
        texts = [sentence.text for sentence in candidates]
        matches = self._lexicon.matches(self._lexicon.terms(question), texts)
        similarities = self._lexicon.similarities(question, texts)
        best = max(passage.score for passage in passages) or 1
        of_passage = [passages[sentence.passage].score / best for sentence in candidates]
        scores: Floats = (
            _WORDS_WEIGHT * min_max_scaled(_covered(matches, candidates))
            + _SIMILARITY_WEIGHT * min_max_scaled(similarities)
            + _PASSAGE_WEIGHT * np.array(of_passage, np.float32)
        )
        return scores


def _sentences(number: int, passage: Passage) -> Iterator[_Sentence]:
    for span in sentences(passage.text, _MAX_SENTENCE):
        yield _Sentence(number, span, passage.text[span.start : span.end])


def _covered(matches: TermMatches, candidates: Sequence[_Sentence]) -> Floats:
    """Return the share of the question that has a similar word in each sentence, or half next to it.

    What stands in few of these sentences tells them apart, so that is what weighs most. What the
    heading above says counts nearly as if the sentence said it: many a handbook asks there and
    answers below.
    """
    term_weights = inverse_document_frequencies((matches.counts > 0).sum(axis=1), len(candidates))
    passage = np.array([sentence.passage for sentence in candidates])
    together = passage[1:] == passage[:-1]
    word_similarity = matches.word_similarity.copy()
    for here, there in ((np.s_[:, 1:], np.s_[:, :-1]), (np.s_[:, :-1], np.s_[:, 1:])):
        beside = _NEIGHBOUR_WEIGHT * matches.word_similarity[there] * together
        word_similarity[here] = np.maximum(word_similarity[here], beside)
    for index, heading in _below_headings(candidates):
        above = _HEADING_WEIGHT * matches.word_similarity[:, heading]
        word_similarity[:, index] = np.maximum(word_similarity[:, index], above)
    covered: Floats = term_weights @ word_similarity
    return covered


def _below_headings(candidates: Sequence[_Sentence]) -> Iterator[tuple[int, int]]:
    """Yield the index of each sentence below a heading of its passage, and the heading's index."""
    heading: int | None = None
    for index, sentence in enumerate(candidates):
        if index and candidates[index - 1].passage != sentence.passage:
            heading = None
        if sentence.text.startswith("#"):
            heading = index
        elif heading is not None:
            yield index, heading


def _may_answer(text: str) -> bool:
    """Return whether a text says something: it is no heading, cell of a table, question or lead-in."""
    if text.startswith("#") or text.endswith(("?", ":")):
        return False
    return len(words(text)) >= _MIN_SENTENCE_WORDS


def _best(candidates: Sequence[_Sentence], scores: Floats) -> list[_Sentence]:
    """Return the best sentences, best first, each said once."""
    ranked: list[int] = np.argsort(-scores, kind="stable").tolist()
    ranked = [index for index in ranked if _may_answer(candidates[index].text)] or ranked
    chosen: dict[str, _Sentence] = {}
    for index in ranked:
        if scores[index] < _MIN_SCORE_SHARE * scores[ranked[0]] or len(chosen) == MAX_SENTENCES:
            break
        chosen.setdefault(" ".join(candidates[index].text.split()), candidates[index])
    return list(chosen.values())


def _in_reading_order(chosen: Sequence[_Sentence]) -> list[_Sentence]:
    """Return those of one passage together and in its order; the passages in the order given."""
    passages = list(dict.fromkeys(sentence.passage for sentence in chosen))
    return sorted(chosen, key=lambda one: (passages.index(one.passage), one.span.start))
