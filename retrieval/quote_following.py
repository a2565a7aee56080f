"""Finds where quotes of earlier generations stand now; only documents that have changed are read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from .excerpt import moved_quote
from .index.catalog import Snapshot
from .types import FollowedQuote, QuotePlace, Span


def follow_quotes(quotes: Sequence[QuotePlace], snapshot: Snapshot) -> list[FollowedQuote]:
    """Return what became of each quote, by the live generation.

    A document whose content is live, under whatever path, is not read.
    """
    live = snapshot.live_digests({quote.digest for quote in quotes})
    # In the order of their documents one of these is in memory at a time.
    now, then = lru_cache(1)(snapshot.document_at), lru_cache(1)(snapshot.document_with)

    def follow(quote: QuotePlace) -> FollowedQuote:
        if quote.digest in live:
            return FollowedQuote("stands", quote)
        document = now(quote.path)
        if document is None:
            return FollowedQuote("gone", quote)
        cited = then(quote.digest)
        if cited is None:
            return FollowedQuote("unknown", quote)
        moved = moved_quote(Span(quote.start, quote.end), cited, document)
        if moved is None:
            return FollowedQuote("gone", quote)
        place = QuotePlace(quote.path, document.digest, moved.start, moved.end)
        return FollowedQuote("stands", place)

    by_document = sorted(set(quotes), key=lambda quote: (quote.path, quote.digest))
    followed = {quote: follow(quote) for quote in by_document}
    return [followed[quote] for quote in quotes]
