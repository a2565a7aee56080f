"""What an answerer chooses from, made of texts, so that it can be tested without an index."""

from __future__ import annotations

from dataclasses import replace

from retrieval.answers.extractive.choice import Choice, Chooser
from retrieval.index.embedder import embed_locally
from retrieval.search.lexicon import Lexicon
from tests.search_results import found_in

LEXICON = Lexicon(embed_locally)


def choice_of(question: str, texts: dict[str, str], *, language: str | None = None) -> Choice:
    """Measure these documents for a question, which is in `language` if that is not theirs."""
    found = found_in(texts, rarity={term.stem: 2.0 for term in LEXICON.terms(question)})
    choice = Chooser(LEXICON, threshold=0.0).choose(question, replace(found, language=language))
    assert choice is not None
    return choice
