"""The blocks of a text with few marks: what they tell, and plain text in between. Pure.

A format whose headings and code are marked line by line needs no more than to find those; lists,
tables and paragraphs look as they do in a plain text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..types import Block, Span
from .leads import Part, with_leads
from .questions import with_answers
from .text_blocks import text_parts


def marked_blocks(text: str, body: Span, marked: Iterable[Part]) -> tuple[Block, ...]:
    """Return the blocks of a body, of which the parts that its marks tell are in order and apart."""
    parts: list[Part] = []
    begin = body.start
    for part in marked:
        parts += text_parts(text, Span(begin, part.span.start))
        if span := trimmed(text, part.span):
            parts.append(replace(part, span=span))
        begin = part.span.end
    parts += text_parts(text, Span(begin, body.end))
    return with_leads(text, with_answers(text, parts))


def trimmed(text: str, span: Span) -> Span | None:
    """Return the span without the white space around it; None if there is no more than that."""
    words = text[span.start : span.end]
    content = words.strip()
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(content)) if content else None
