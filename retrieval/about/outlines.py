"""What a document is about, in its own words: its headings and its first sentences. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..documents.locations import Locator
from ..documents.sentences import sentences
from ..index.catalog.reading import StoredDocument
from ..types import Block, Citation, Document, DocumentOutline, Heading, Span

MAX_HEADINGS = 12
"""The most headings that an outline has: it leaves out the levels below."""

_LONGEST_OPENING = 400
_READ_FOR_OPENING = 20_000
"""How far into a part of a document its opening is looked for, in characters."""

# Neither an item of a list, nor a row of a table, nor markup.
_PROSE = re.compile(r"[^\W\d_][^|<{]*[.!?…。！？][\"'”’»)\]*_]*", re.DOTALL)
_WORDS_OF_A_SENTENCE = 3
_BLANK_LINE = re.compile(r"\n\s*\n")


def outline(stored: StoredDocument, blocks: Sequence[Block], number: int) -> DocumentOutline:
    """Return what a document is about; `number` is that of the citation of its first sentences."""
    document = stored.document
    span = _opening(document, blocks)
    opening = None
    if span is not None:
        quote = document.text[span.start : span.end]
        location = Locator.of(document).locate(span.start)
        opening = Citation(number, stored.source, span.start, span.end, quote, location)
    return DocumentOutline(stored.source, outermost(document.headings, document.title), opening)


def outermost(headings: Sequence[Heading], title: str | None) -> tuple[Heading, ...]:
    """Return the headings of the outer levels, in order, as many levels as have few enough.

    The title of the document is none of them. Where the first level alone has too many, the first
    of them are returned.
    """
    named = [each for each in headings if each.title and each.title != title]
    fitting: list[Heading] = []
    for level in sorted({each.level for each in named}):
        down_to = [each for each in named if each.level <= level]
        if len(down_to) > MAX_HEADINGS:
            return tuple(fitting or down_to[:MAX_HEADINGS])
        fitting = down_to
    return tuple(fitting)


def _opening(document: Document, blocks: Sequence[Block]) -> Span | None:
    """Return where the first one or two sentences are that tell something: no title, no list.

    A document without any begins with whatever stands below its title.
    """
    paragraphs = [block.span for block in blocks if block.kind == "paragraph"]
    first: Span | None = None
    for part in paragraphs or [document.body]:
        found = _sentences(document, part)
        for index, sentence in enumerate(found):
            if _is_prose(document.text[sentence.start : sentence.end]):
                return _with_next(document.text, sentence, found[index + 1 : index + 2])
        first = first or next(iter(found), None)
    return first


def _sentences(document: Document, part: Span) -> list[Span]:
    """Return the sentences of a part of a document, without headings and the title."""
    text = document.text[part.start : min(part.end, part.start + _READ_FOR_OPENING)]
    headings = {heading.start for heading in document.headings}
    found = [
        Span(part.start + each.start, part.start + each.end)
        for each in sentences(text, _LONGEST_OPENING)
    ]
    return [
        each
        for each in found
        if each.start not in headings and document.text[each.start : each.end] != document.title
    ]


def _is_prose(sentence: str) -> bool:
    return len(sentence.split()) >= _WORDS_OF_A_SENTENCE and bool(_PROSE.fullmatch(sentence))


def _with_next(text: str, sentence: Span, following: Sequence[Span]) -> Span:
    """Return the sentence with the one behind it, if that is of the same paragraph and short enough."""
    for after in following:
        same = not _BLANK_LINE.search(text, sentence.end, after.start)
        prose = _is_prose(text[after.start : after.end])
        if same and prose and after.end - sentence.start <= _LONGEST_OPENING:
            return Span(sentence.start, after.end)
    return sentence
