"""Where sources stand, and what stands around a quote: source lines and the page of an excerpt. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote as quote_path

from . import formatting, paging
from .blocks import Divider, Text

if TYPE_CHECKING:
    from retrieval import Citation, Excerpt, Location, Passage, Source

    from .blocks import Block, Page

SHOWN_QUOTE_LIMIT = 500
EXCERPT_LIMIT = 3500
EDGE_LIMIT = 400
"""Characters that stay on either side of a quote whose surroundings are too long for a message."""

STATES = {
    "moved": "The document has changed since this answer; the quoted words still stand in it.",
    "changed": "The document has changed since this answer; the quoted words no longer stand in it.",
    "gone": "This document is no longer among those that I answer from.",
}


def citation_text(
    citation: Citation, source_url: str | None = None, *, with_quote: bool = True
) -> str:
    """Write a source line and its quote: number, file, page or line, heading, words."""
    where = source_line(citation.source, citation.location, source_url)
    line = f"**[{citation.number}]** {where}"
    if not with_quote:
        return line
    quote = formatting.clip(formatting.one_line(citation.quote), SHOWN_QUOTE_LIMIT)
    return f"{line}\n{formatting.quoted(formatting.literal(quote))}"


def passage_text(number: int, passage: Passage, source_url: str | None = None) -> str:
    """Write a passage that came close: where it stands, and how it begins."""
    words = formatting.clip(
        formatting.one_line(_below_heading(passage.text)), SHOWN_QUOTE_LIMIT // 2
    )
    where = source_line(passage.source, passage.location, source_url)
    return f"**{number}.** {where}\n" + formatting.quoted(formatting.literal(words))


def source_line(source: Source, location: Location, source_url: str | None = None) -> str:
    """Return file, page or line, and heading. The file is a link where index or settings have one."""
    title, url = source.title, source.url
    if url is None and source_url is not None:
        url = f"{source_url.rstrip('/')}/{quote_path(source.path)}"
    parts = [formatting.link(formatting.clip(source.path, 120), url)]
    if title and not _is_named_like(title, source.path):
        parts.append(formatting.literal(formatting.clip(formatting.one_line(title), 80)))
    parts.append(f"page {location.page}" if location.page is not None else f"line {location.line}")
    heading = (location.heading or "").removeprefix(f"{title} > ")
    if heading and heading != title:
        parts.append(formatting.literal(formatting.clip(formatting.one_line(heading), 120)))
    return " · ".join(parts)


def excerpt_page(excerpt: Excerpt, number: int, source_url: str | None = None) -> Page:
    """Show a part of a document as it stands now, with the quoted words in bold."""
    blocks: list[Block] = []
    if excerpt.location is not None:
        where = source_line(excerpt.source, excerpt.location, source_url)
        blocks.append(Text(f"**[{number}]** {where}"))
    else:
        blocks.append(
            Text(f"**[{number}]** {formatting.literal(formatting.clip(excerpt.source.path, 120))}")
        )
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


def _is_named_like(title: str, path: str) -> bool:
    """Return whether a file is called like its title, which then need not be told."""
    stem = re.sub(r"\.\w+$", "", path.rsplit("/", 1)[-1])
    return _letters(title) in (_letters(stem), _letters(path))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


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
