"""Cuts the window of a document in which a quote is shown. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from .documents.locations import Locator
from .types import Document, Excerpt, Span

WIDTH = 1_200
"""Characters of a window, about what a person reads without scrolling."""


def cut_excerpt(
    source: str,
    quote: Span,
    shift: int,
    *,
    now: Document | None,
    then: Document | None,
    unchanged: bool,
    indexed_at: datetime | None,
) -> Excerpt:
    """The window around a quote, `shift` windows further on.

    `then` is the document of which `quote` is a span, where it is still kept, and `unchanged` tells
    whether that very content is live (under whatever name); `now` is the live document named
    `source`.
    """
    if then is not None and not (then.body.start <= quote.start < quote.end <= then.body.end):
        then = None
    if unchanged and then is not None:
        return _window(then, quote, shift, state="current", indexed_at=indexed_at)
    if now is None:
        return Excerpt(source, "gone", indexed_at=indexed_at)
    words = then.text[quote.start : quote.end] if then else ""
    found = now.text.find(words) if words else -1
    if found >= 0:
        moved = Span(found, found + len(words))
        return _window(now, moved, shift, state="moved", indexed_at=indexed_at)
    return Excerpt(
        source,
        "changed",
        title=now.title,
        url=now.url,
        date=now.date,
        indexed_at=indexed_at,
    )


def _window(
    document: Document,
    quote: Span,
    shift: int,
    *,
    state: Literal["current", "moved"],
    indexed_at: datetime | None,
) -> Excerpt:
    body, text = document.body, document.text
    width = max(WIDTH, len(quote))
    first = max(body.start, quote.start - (width - len(quote)) // 2)
    start = min(max(body.start, first + shift * width), body.end)
    end = min(max(body.start, first + (shift + 1) * width), body.end)
    start, end = _at_words(text, Span(start, end), body)
    inside = start <= quote.start and quote.end <= end
    return Excerpt(
        source=document.source,
        state=state,
        text=text[start:end],
        start=start,
        end=end,
        quote=Span(quote.start - start, quote.end - start) if inside else None,
        location=Locator.of(document).location(quote.start if inside else start),
        title=document.title,
        url=document.url,
        date=document.date,
        indexed_at=indexed_at,
        has_previous=bool(text[body.start : start].strip()),
        has_next=bool(text[end : body.end].strip()),
    )


def _at_words(text: str, window: Span, body: Span) -> tuple[int, int]:
    """The window widened to whole words, within reason: some scripts have no spaces."""
    start, end = window.start, window.end
    if start < end:
        for _ in range(40):
            if start > body.start and not text[start - 1].isspace():
                start -= 1
            if end < body.end and not text[end].isspace():
                end += 1
    return start, end
