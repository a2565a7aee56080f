"""What stands around a quote, and what comes close to a question: the pages behind buttons. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval import CLOSEST_LIMIT

from . import excerpt_markdown, formatting, paging
from .blocks import Divider, SourceEntry, Text
from .places import document_name, heading_words, linked_name, place_words, position_words
from .quoted_markdown import bare_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from retrieval import Excerpt, Location, Passage, Source

    from ..state.shown_answers import AnswerOrigin
    from .blocks import Block, Page

SUGGESTION_LIMIT = 60
EXCERPT_LIMIT = 3500
EDGE_LIMIT = 400
"""Characters that stay on either side of a quote whose surroundings are too long for a message."""

_BEGINS_WITH_BLOCK = re.compile(r"```|\s*(?:-|\d{1,9}\.) ")
"""What is no item or code to Discord unless it begins a line."""

CLOSEST_PASSAGES = "These passages come closest:"
NOTHING_CLOSE = "The passages that came closest have changed since. Please ask again."
STATES = {
    "moved": "The document has changed since this answer; the quoted words still stand in it.",
    "changed": "The document has changed since this answer; the quoted words no longer stand in it.",
    "gone": "This document is no longer among those that I answer from.",
}


def suggestion_entries(closest: Sequence[Passage]) -> list[SourceEntry]:
    """Return a line for each passage that came close, each heading once."""
    return _entries(
        (number, passage.source, passage.location, passage.text)
        for number, passage in enumerate(closest[:CLOSEST_LIMIT], start=1)
    )


def closest_page(excerpts: Mapping[int, Excerpt]) -> Page:
    """Show the passages that came closest, by their numbers, as their documents stand now."""
    entries = _entries(
        (number, excerpt.source, excerpt.location, excerpt.text[quote.start : quote.end])
        for number, excerpt in excerpts.items()
        if excerpt.location is not None and (quote := excerpt.quote) is not None
    )
    return (Text(CLOSEST_PASSAGES), *entries) if entries else (Text(NOTHING_CLOSE),)


def _entries(found: Iterable[tuple[int, Source, Location, str]]) -> list[SourceEntry]:
    """Return a line for each place: its heading or first words, and its document."""
    entries: dict[str, SourceEntry] = {}
    for number, source, location, text in found:
        words = formatting.literal(heading_words(source, location) or first_words(source, text))
        name = formatting.literal(document_name(source))
        position = position_words(source, location) if location.position else ""
        line = " · ".join(part for part in (words, name, position) if part)
        entries.setdefault(line, SourceEntry(number, line))
    return list(entries.values())


def first_words(source: Source, text: str) -> str:
    """Return how a passage begins below the title of its document, as raw words in one line."""
    words = formatting.one_line(bare_words(text, markdown=source.is_markdown))
    below = words.removeprefix(formatting.one_line(source.title or "")).lstrip()
    return formatting.clip(below, SUGGESTION_LIMIT)


def excerpt_page(
    excerpt: Excerpt,
    number: int,
    source_url: str | None = None,
    origin: AnswerOrigin | None = None,
) -> Page:
    """Show a part of a document as it stands now, with the quoted words in bold.

    The small print below it tells of what the answer and this were made; see `AnswerOrigin`.
    """
    source = excerpt.source
    where = [f"**[{number}]** {linked_name(source, source_url)}"]
    if excerpt.location is not None and (told := place_words(source, excerpt.location)):
        where.append(told)
    blocks: list[Block] = [Text(" · ".join(where))]
    if excerpt.state in STATES:
        blocks.append(Text(f"⚠ {STATES[excerpt.state]}"))
    if excerpt.text.strip():
        blocks += [Divider(), Text(_going_on(excerpt, _marked(excerpt))), Divider()]
    if excerpt.indexed_at is not None:
        blocks.append(Text(f"-# {_file(excerpt.source)}\n-# {_made_from(excerpt, origin)}"))
    return tuple(blocks)


def _going_on(excerpt: Excerpt, text: str) -> str:
    """Return the text, with an ellipsis where the document stands before it or goes on after it."""
    gap_before = "\n" if _BEGINS_WITH_BLOCK.match(text) else " "
    gap_after = "\n" if text.endswith("```") else " "
    before = f"{formatting.ELLIPSIS}{gap_before}" if excerpt.has_previous else ""
    after = f"{gap_after}{formatting.ELLIPSIS}" if excerpt.has_next else ""
    return f"{before}{text}{after}"


def _marked(excerpt: Excerpt) -> str:
    """Write the text with its quote in bold; less of it where escapes make it too long."""
    text, quote = excerpt.text, excerpt.quote
    markdown = excerpt.source.is_markdown
    if quote is None:
        return paging.split_text(_unmarked(excerpt), EXCERPT_LIMIT)[0]
    before, words, after = text[: quote.start], text[quote.start : quote.end], text[quote.end :]
    fence = excerpt.fence
    above = before if fence else before.lstrip()
    marked = _emphasised(above, words, after.rstrip(), markdown=markdown, fence=fence)
    if paging.size(marked) <= EXCERPT_LIMIT:
        return marked
    shorter = formatting.clip(words, 2 * EDGE_LIMIT)
    return _emphasised(before[-EDGE_LIMIT:], shorter, after[:EDGE_LIMIT], markdown=False)


def _unmarked(excerpt: Excerpt) -> str:
    """Write the text of a part that holds no quote."""
    text = excerpt.text.strip()
    shown = (
        excerpt_markdown.without_quote(text, excerpt.fence) if excerpt.source.is_markdown else ""
    )
    return shown if shown.strip() else formatting.literal(formatting.unwrapped(text))


def _emphasised(before: str, words: str, after: str, *, markdown: bool, fence: str = "") -> str:
    rendered = excerpt_markdown.emphasised(before, words, after, fence) if markdown else None
    if rendered is not None and rendered.strip():
        return rendered
    whole = formatting.unwrapped(before + words + after)
    start, end = len(before), len(before) + len(words)
    return (
        formatting.literal(whole[:start])
        + formatting.bold(whole[start:end])
        + formatting.literal(whole[end:])
    )


def _file(source: Source) -> str:
    """Say in which file this stands, and how old the document is."""
    path = formatting.literal(formatting.clip(source.path, 120))
    date = formatting.clip(formatting.one_line(source.date or ""), 40)
    return f"{path} · document dated {formatting.literal(date)}" if date else path


def _made_from(excerpt: Excerpt, origin: AnswerOrigin | None) -> str:
    """Say when the answer was given, and as of when this is shown, with their generations."""
    shown = f"as indexed {_moment(excerpt.indexed_at)}" if excerpt.indexed_at is not None else ""
    if excerpt.generation is not None:
        shown = f"{shown} (generation {excerpt.generation})"
    if origin is None:
        return shown
    answered = f"Answered {_moment(origin.given_at)}"
    if origin.generation in (None, excerpt.generation):
        return f"{answered} · {shown}"
    return f"{answered} from generation {origin.generation} · shown {shown}"


def _moment(moment: datetime) -> str:
    """Write a moment so that Discord shows it in each reader's own time."""
    return f"<t:{int(moment.timestamp())}:f>"
