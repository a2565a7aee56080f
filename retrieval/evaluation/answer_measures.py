"""How an answer matches the gold of its question, and its quotes their documents. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ..types import Answer, Citation, Excerpt
from .question_file import EvaluationQuestion, Gold
from .text_overlap import contains, overlap


@dataclass(frozen=True, slots=True)
class AnswerMatch:
    """How the answer to one question matches its gold.

    `right` tells of each citation whether it shows some gold, `covered` of each gold whether some
    citation shows it. `complete`: it was answered with all that it must say and nothing that it must
    not. `nothing_shown`: it was not answered, and no passage is shown either.
    """

    question: EvaluationQuestion
    answered: bool
    right: tuple[bool, ...]
    covered: tuple[bool, ...]
    complete: bool
    nothing_shown: bool


class ExcerptSource(Protocol):
    """What is needed of a library to look a quote up."""

    def excerpt(self, path: str, digest: str, start: int, end: int) -> Excerpt:
        """Show a quote in its document."""


def match_answer(question: EvaluationQuestion, answer: Answer) -> AnswerMatch:
    """Compare an answer with the gold of its question, and with what it must and must not say."""
    citations = answer.citations if answer.answered else ()
    return AnswerMatch(
        question=question,
        answered=answer.answered,
        right=tuple(any(_shows(each, gold) for gold in question.gold) for each in citations),
        covered=tuple(any(_shows(each, gold) for each in citations) for gold in question.gold),
        complete=answer.answered and _says_what_it_must(question, answer),
        nothing_shown=not (answer.answered or answer.citations or answer.closest),
    )


def is_faithful(citation: Citation, library: ExcerptSource) -> bool:
    """Return whether a quote is, character for character, what its document says at its offsets."""
    excerpt = library.excerpt(
        citation.source.path, citation.source.digest, citation.start, citation.end
    )
    if excerpt.quote is None or excerpt.start + excerpt.quote.start != citation.start:
        return False
    return excerpt.text[excerpt.quote.start : excerpt.quote.end] == citation.quote


def _shows(citation: Citation, gold: Gold) -> bool:
    if gold.text is None:
        return gold.touches(citation.source.path, citation.start, citation.end)
    return citation.source.path == gold.path and overlap(citation.quote, gold.text)


def _says_what_it_must(question: EvaluationQuestion, answer: Answer) -> bool:
    """Return whether all that is shown holds each of `must`, and the text none of `must_not`."""
    quotes = [citation.quote for citation in answer.citations]
    headings = [citation.location.heading or "" for citation in answer.citations]
    shown = "\n".join([answer.text, *quotes, *headings])
    return all(contains(shown, each) for each in question.must) and not any(
        contains(answer.text, each) for each in question.must_not
    )
