"""Cuts the window of a document in which a quote is shown. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Literal

from .documents.locations import Locator
from .index.catalog import StoredDocument
from .types import Excerpt, Source, Span

_FENCE = re.compile(r"^[ \t>]*(?P<mark>`{3,}(?![^\n]*`)|~{3,})(?P<info>[^\n]*)\n", re.MULTILINE)

WINDOW_CHARACTERS = 1_200
"""Characters of a window, about what a person reads without scrolling."""


def cut_excerpt(
    cited: Source,
    quote: Span,
    shift: int,
    *,
    now: StoredDocument | None,
    then: StoredDocument | None,
    indexed_at: datetime | None,
    generation: int | None,
) -> Excerpt:
    """Return the window around a quote from `cited`, `shift` windows further on.

    `then` is the document of which `quote` is a span, where it is still kept; if it is live, under
    whatever path, the quote stands. `now` is the live document at the path of `cited`.
    """
    excerpt = _excerpt(cited, quote, shift, now, then)
    return replace(excerpt, indexed_at=indexed_at, generation=generation)


def _excerpt(
    cited: Source, quote: Span, shift: int, now: StoredDocument | None, then: StoredDocument | None
) -> Excerpt:
    if then is not None and then.live and _holds(then.document.body, quote):
        return _window(then, quote, shift, state="current")
    if now is None:
        return Excerpt(cited, "gone")
    moved = moved_quote(quote, then, now)
    if moved is None:
        return Excerpt(now.source, "changed")
    return _window(now, moved, shift, state="moved")


def moved_quote(quote: Span, then: StoredDocument | None, now: StoredDocument) -> Span | None:
    """Return where the words of a quote from `then` stand in `now`, if they are known and do."""
    if then is None or not _holds(then.document.body, quote):
        return None
    words = then.document.text[quote.start : quote.end]
    found = now.document.text.find(words)
    return Span(found, found + len(words)) if found >= 0 else None


def _holds(body: Span, quote: Span) -> bool:
    return body.start <= quote.start < quote.end <= body.end


def _window(
    stored: StoredDocument,
    quote: Span,
    shift: int,
    *,
    state: Literal["current", "moved"],
) -> Excerpt:
    document = stored.document
    body, text = document.body, document.text
    width = max(WINDOW_CHARACTERS, len(quote))
    first = max(body.start, quote.start - (width - len(quote)) // 2)
    start = min(max(body.start, first + shift * width), body.end)
    end = min(max(body.start, first + (shift + 1) * width), body.end)
    start, end = _at_words(text, Span(start, end), body)
    inside = start <= quote.start and quote.end <= end
    return Excerpt(
        source=stored.source,
        state=state,
        text=text[start:end],
        start=start,
        end=end,
        quote=Span(quote.start - start, quote.end - start) if inside else None,
        location=Locator.of(document).locate(quote.start if inside else start),
        has_previous=bool(text[body.start : start].strip()),
        has_next=bool(text[end : body.end].strip()),
        fence=_open_fence(text[body.start : start]) if stored.source.is_markdown else "",
    )


def _open_fence(text: str) -> str:
    """Return the line that opens the code in which a Markdown text ends; empty where it ends outside."""
    opened: re.Match[str] | None = None
    for line in _FENCE.finditer(text):
        if opened is None:
            opened = line
        elif line["mark"].startswith(opened["mark"]) and not line["info"].strip():
            opened = None
    return f"{opened['mark']}{opened['info'].rstrip()}" if opened is not None else ""


def _at_words(text: str, window: Span, body: Span) -> tuple[int, int]:
    """Return the window widened to whole words, within reason: some scripts have no spaces."""
    start, end = window.start, window.end
    if start < end:
        for _ in range(40):
            if start > body.start and not text[start - 1].isspace():
                start -= 1
            if end < body.end and not text[end].isspace():
                end += 1
    return start, end
