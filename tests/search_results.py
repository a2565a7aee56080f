"""What retrieval would find, made of texts, so that an answerer can be tested without an index."""

from __future__ import annotations

from retrieval.documents.loaders import parse
from retrieval.documents.locations import Locator
from retrieval.documents.splitter import split_document
from retrieval.search.relevance import Relevance
from retrieval.search.search_result import FoundDocument, SearchResult
from retrieval.types import Passage

RELEVANT = Relevance(coverage=1.0, similarity=0.6)


def found_in(
    texts: dict[str, str],
    *,
    rarity: dict[str, float] | None = None,
    relevance: Relevance = RELEVANT,
) -> SearchResult:
    """Make each of these documents one passage, the first the best."""
    passages: list[Passage] = []
    documents: dict[str, FoundDocument] = {}
    for rank, (path, text) in enumerate(texts.items()):
        document = parse(path, text.encode())
        locator = Locator.of(document)
        score = 1.0 - 0.05 * rank
        chunks = tuple((chunk.span, score) for chunk in split_document(document))
        documents[path] = FoundDocument(document.text, locator, chunks)
        passages.append(
            Passage(
                source=document.source("digest"),
                start=document.body.start,
                end=document.body.end,
                text=document.text[document.body.start : document.body.end],
                score=score,
                location=locator.locate(document.body.start),
                blocks=tuple(document.blocks),
            )
        )
    return SearchResult(tuple(passages), documents, relevance, rarity or {}, relevant=True)
