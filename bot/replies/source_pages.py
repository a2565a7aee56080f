"""Where sources stand, and what stands around a quote: source lines and the page of an excerpt. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote as quote_path

from . import formatting, paging
from .blocks import Divider, SourceEntry, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from retrieval import Citation, Excerpt, Location, Passage, Source

    from .blocks import Block, Page

SHOWN_QUOTE_LIMIT = 500
SUGGESTION_LIMIT = 80
CLOSEST_PASSAGES = "These passages come closest:"
EXCERPT_LIMIT = 3500
EDGE_LIMIT = 400
"""Characters that stay on either side of a quote whose surroundings are too long for a message."""

STATES = {
    "moved": "The document has changed since this answer; the quoted words still stand in it.",
    "changed": "The document has changed since this answer; the quoted words no longer stand in it.",
    "gone": "This document is no longer among those that I answer from.",
}


def place_text(
    citations: Sequence[Citation], source_url: str | None = None, *, quoted: Collection[int] = ()
) -> str:
    """Write the line of the citations of one place, and the quotes of those that are `quoted` here."""
    first = citations[0]
    numbers = "".join(f"[{citation.number}]" for citation in citations)
    lines = [f"**{numbers}** {source_line(first.source, first.location, source_url)}"]
    for citation in citations:
        if citation.number in quoted:
            words = formatting.clip(formatting.one_line(citation.quote), SHOWN_QUOTE_LIMIT)
            lines.append(formatting.quoted(formatting.literal(words)))
    return "\n".join(lines)


def places(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Group the citations that stand in one place: under one heading, or on one page, of a document."""
    found: dict[tuple[str, str | None, int | None], list[Citation]] = {}
    for citation in citations:
        where = citation.location
        line = where.line if where.heading is None and where.page is None else None
        place = (citation.source.path, where.heading or str(line), where.page)
        found.setdefault(place, []).append(citation)
    return list(found.values())


def suggestion_text(passage: Passage, source_url: str | None = None) -> str:
    """Write a passage that came close in one line: its heading or how it begins, and the document."""
    heading = _last(passage.location.heading)
    words = heading or _beginning(passage.text)
    document = document_link(passage.source, source_url)
    return f"**{formatting.literal(formatting.clip(words, SUGGESTION_LIMIT))}** · {document}"


def closest_page(found: Sequence[tuple[int, Excerpt]], source_url: str | None = None) -> Page:
    """Show what came closest to an answer: each in a line, with its button."""
    entries: list[Block] = [Text(CLOSEST_PASSAGES)]
    for number, excerpt in found:
        if excerpt.quote is None or excerpt.location is None:
            continue
        words = _beginning(excerpt.text[excerpt.quote.start : excerpt.quote.end])
        where = source_line(excerpt.source, excerpt.location, source_url)
        entries.append(
            SourceEntry(number, f"{where}\n{formatting.quoted(formatting.literal(words))}")
        )
    return tuple(entries)


def source_line(source: Source, location: Location, source_url: str | None = None) -> str:
    """Return the title, heading and page of a place, or its line where there is neither.

    The title is a link where an address is known.
    """
    parts = [document_link(source, source_url)]
    heading = _last(location.heading)
    if heading and heading != source.title:
        parts.append(formatting.literal(formatting.clip(formatting.one_line(heading), 80)))
    if location.page is not None:
        parts.append(f"page {location.page}")
    elif len(parts) == 1 and source.path.lower().endswith(_COUNTED_IN_LINES):
        parts.append(f"line {location.line}")
    return " · ".join(parts)


def document_link(source: Source, source_url: str | None) -> str:
    """Return the title of a document, or its file's name, as a link where its address is known."""
    url = source.url
    if url is None and source_url is not None:
        url = f"{source_url.rstrip('/')}/{quote_path(source.path)}"
    title = source.title or source.path
    return formatting.link(formatting.clip(formatting.one_line(title), 80), url)


def _last(heading: str | None) -> str | None:
    """Return the innermost of the headings above a place."""
    return heading.rsplit(" > ", 1)[-1] if heading else None


def _beginning(text: str) -> str:
    """Return how a passage begins, without the headings and marks of Markdown."""
    words = formatting.one_line(_MARKS.sub("", _below_heading(text)))
    return formatting.clip(words, SHOWN_QUOTE_LIMIT // 4)


_MARKS = re.compile(
    r"^[ \t]*(?:[-*+>|]|#{1,6}|\d{1,3}[.)])[ \t]+|[*_`|]|\]\([^)\s]*\)|!?\[", re.MULTILINE
)
_COUNTED_IN_LINES = (".txt", ".text", ".md", ".markdown")


def excerpt_page(excerpt: Excerpt, number: int, source_url: str | None = None) -> Page:
    """Show a part of a document as it stands now, with the quoted words in bold."""
    blocks: list[Block] = []
    if excerpt.location is not None:
        where = source_line(excerpt.source, excerpt.location, source_url)
        blocks.append(Text(f"**[{number}]** {where}"))
    else:
        blocks.append(Text(f"**[{number}]** {document_link(excerpt.source, source_url)}"))
    if excerpt.state in STATES:
        blocks.append(Text(f"⚠ {STATES[excerpt.state]}"))
    if excerpt.text.strip():
        blocks += [Divider(), Text(_going_on(excerpt, _marked(excerpt))), Divider()]
    if excerpt.indexed_at is not None:
        blocks.append(Text(f"-# {_dates(excerpt)}"))
    return tuple(blocks)


def _below_heading(text: str) -> str:
    """Return a passage without the Markdown headings that it begins with: the source line has them."""
    return re.sub(r"^(?:\s*#{1,6} [^\n]*\n)+(?=\s*\S)", "", text)


def _going_on(excerpt: Excerpt, text: str) -> str:
    """Return the text, with an ellipsis where the document stands before it or goes on after it."""
    before = f"{formatting.ELLIPSIS} " if excerpt.has_previous else ""
    after = f" {formatting.ELLIPSIS}" if excerpt.has_next else ""
    return f"{before}{text}{after}"


def _marked(excerpt: Excerpt) -> str:
    """Write the text with its quote in bold; less of it where escapes make it too long."""
    if excerpt.quote is None:
        text = formatting.unwrapped(excerpt.text.strip())
        return paging.split_text(formatting.literal(text), EXCERPT_LIMIT)[0]
    text, quote = formatting.unwrapped(excerpt.text), excerpt.quote
    before, words, after = text[: quote.start], text[quote.start : quote.end], text[quote.end :]
    marked = _emphasised(before.lstrip(), words, after.rstrip())
    if paging.size(marked) <= EXCERPT_LIMIT:
        return marked
    return _emphasised(
        before[-EDGE_LIMIT:], formatting.clip(words, 2 * EDGE_LIMIT), after[:EDGE_LIMIT]
    )


def _emphasised(before: str, words: str, after: str) -> str:
    return formatting.literal(before) + formatting.bold(words) + formatting.literal(after)


def _dates(excerpt: Excerpt) -> str:
    indexed = f"<t:{int(excerpt.indexed_at.timestamp())}:f>" if excerpt.indexed_at else ""
    date = formatting.clip(formatting.one_line(excerpt.source.date or ""), 40)
    return f"As indexed {indexed}" + (
        f" · document dated {formatting.literal(date)}" if date else ""
    )
