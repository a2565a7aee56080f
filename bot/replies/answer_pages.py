"""Answers as messages: pure functions from the library's values to pages of blocks.

A page is one Discord message, within Discord's limits. This module knows what a message may hold,
and nothing of discord.py, of networks or of where answers come from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote as quote_path

from retrieval import REFUSAL

from . import formatting, paging
from .paging import Cost

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval import Answer, Citation, Excerpt, Location, Passage, Source, Statement

BODY_LIMIT = 3400
QUOTE_LIMIT = 500
EXCERPT_LIMIT = 3500
EDGE = 400
CLOSEST_LIMIT = 3
QUESTION_LIMIT = 200

WRITTEN_BY_MODEL = (
    "-# Written by a model from the passages below. It can be wrong: check the sources."
)
QUOTED_VERBATIM = "-# Quoted word for word from the documents."
CLOSEST_PASSAGES = "These passages come closest:"
SEARCHING = "-# Looking further…"
INTERRUPTED = "-# ⚠ This answer was interrupted."
STATES = {
    "moved": "The document has changed since this answer; the quoted words still stand in it.",
    "changed": "The document has changed since this answer; the quoted words no longer stand in it.",
    "gone": "This document is no longer among those that I answer from.",
}


@dataclass(frozen=True, slots=True)
class Text:
    """Text in Discord's Markdown, safe to show."""

    text: str


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source with its own button, which opens source `number` of this answer."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between the answer and its sources."""


@dataclass(frozen=True, slots=True)
class FeedbackButtons:
    """The buttons by which people say whether an answer helped."""


Block = Text | SourceEntry | Divider | FeedbackButtons
Page = tuple[Block, ...]


def question_line(question: str) -> Text:
    """What was asked, for those in the channel who did not ask it."""
    asked = formatting.clip(formatting.one_line(question), QUESTION_LIMIT)
    return Text(f"-# {formatting.literal(asked)}")


def growing_page(answer: Answer, heading: Sequence[Block] = ()) -> Page:
    """An answer still being written: what fits of it in one message, and that more may come."""
    text = paging.split(_body(answer), BODY_LIMIT)
    return (*heading, *map(Text, text[:1]), Text(SEARCHING))


def interrupted_page(answer: Answer, heading: Sequence[Block] = ()) -> Page:
    """What there is of an answer that will not be finished, marked as such."""
    text = paging.split(_body(answer), BODY_LIMIT)
    return (*heading, *map(Text, text[:1]), Text(INTERRUPTED))


def answer_pages(
    answer: Answer, *, heading: Sequence[Block] = (), source_url: str | None = None
) -> list[Page]:
    """A whole answer, with its sources or, for a refusal, the closest passages."""
    said = _answered(answer, source_url) if answer.answered else _refused(answer, source_url)
    return pages([*heading, *said, FeedbackButtons()])


def notice_page(text: str) -> Page:
    """A sentence or two of the bot's own, already safe."""
    return (Text(paging.split(text)[0]),)


def pages(blocks: Iterable[Block]) -> list[Page]:
    """Blocks as messages. A line at an edge of a message is left out."""
    packed = paging.pack((block, _cost(block)) for block in blocks)
    return [page for message in packed if (page := _without_edge_rules(message))]


def _without_edge_rules(blocks: Sequence[Block]) -> Page:
    kept = list(blocks)
    while kept and isinstance(kept[0], Divider):
        kept.pop(0)
    while kept and isinstance(kept[-1], Divider):
        kept.pop()
    return tuple(kept)


def _cost(block: Block) -> Cost:
    match block:
        case Text(text):
            return Cost(paging.size(text), 1)
        case SourceEntry(_, text):
            return Cost(paging.size(text), 3)
        case FeedbackButtons():
            return Cost(0, 3)
        case Divider():
            return Cost(0, 1)


def _answered(answer: Answer, source_url: str | None) -> list[Block]:
    blocks: list[Block] = [*map(Text, paging.split(_body(answer), BODY_LIMIT))]
    blocks.append(Text(_provenance(answer)))
    blocks.append(Divider())
    above = _quoted_above(answer)
    blocks += [
        SourceEntry(
            citation.number,
            citation_text(citation, source_url, with_quote=citation.number not in above),
        )
        for citation in answer.citations
    ]
    return blocks


def _quoted_above(answer: Answer) -> set[int]:
    """The citations whose words a quoting answer has said already, whole and with their number."""
    if not answer.quoting:
        return set()
    words = {found.number: formatting.one_line(found.quote) for found in answer.citations}
    return {
        number
        for statement in answer.statements
        for number in statement.citations
        if words.get(number) == formatting.one_line(statement.text)
    }


def _refused(answer: Answer, source_url: str | None) -> list[Block]:
    closest = answer.closest[:CLOSEST_LIMIT]
    blocks: list[Block] = [Text(f"{REFUSAL} {CLOSEST_PASSAGES}" if closest else REFUSAL)]
    if answer.notice:
        blocks.append(Text(_warning(answer.notice)))
    if closest:
        blocks.append(Divider())
    blocks += [
        SourceEntry(number, passage_text(number, passage, source_url))
        for number, passage in enumerate(closest, start=1)
    ]
    return blocks


def _provenance(answer: Answer) -> str:
    how = QUOTED_VERBATIM if answer.quoting else WRITTEN_BY_MODEL
    return f"{how}\n{_warning(answer.notice)}" if answer.notice else how


def _warning(text: str) -> str:
    return f"-# ⚠ {formatting.literal(formatting.one_line(text))}"


def _body(answer: Answer) -> str:
    """The statements with their markers: quotations line by line, written ones as running text."""
    if answer.quoting:
        return (
            "\n".join([answer.lead, *map(_quotation, answer.statements)]) if answer.answered else ""
        )
    text = ""
    for statement in answer.statements:
        sentence = f"{formatting.prose(statement.text.strip())} {_markers(statement.citations)}"
        gap = "\n\n" if "\n" in statement.text or text.endswith("```") else " "
        text = f"{text}{gap}{sentence}" if text else sentence
    return text


def _quotation(statement: Statement) -> str:
    words = formatting.literal(formatting.one_line(statement.text))
    return formatting.quoted(f"{words} {_markers(statement.citations)}")


def _markers(numbers: Iterable[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def citation_text(
    citation: Citation, source_url: str | None = None, *, with_quote: bool = True
) -> str:
    """A source line and its quote: number, file, page or line, heading, words."""
    where = source_line(citation.source, citation.location, source_url)
    line = f"**[{citation.number}]** {where}"
    if not with_quote:
        return line
    quote = formatting.clip(formatting.one_line(citation.quote), QUOTE_LIMIT)
    return f"{line}\n{formatting.quoted(formatting.literal(quote))}"


def passage_text(number: int, passage: Passage, source_url: str | None = None) -> str:
    """A passage that came close: where it stands, and how it begins."""
    words = formatting.clip(formatting.one_line(_below_heading(passage.text)), QUOTE_LIMIT // 2)
    where = source_line(passage.source, passage.location, source_url)
    return f"**{number}.** {where}\n" + formatting.quoted(formatting.literal(words))


def excerpt_page(excerpt: Excerpt, number: int, source_url: str | None = None) -> Page:
    """A part of a document as it stands now, with the quoted words in bold."""
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


def _going_on(excerpt: Excerpt, text: str) -> str:
    """The text, with an ellipsis where the document stands before it or goes on after it."""
    before = f"{formatting.ELLIPSIS} " if excerpt.has_previous else ""
    after = f" {formatting.ELLIPSIS}" if excerpt.has_next else ""
    return f"{before}{text}{after}"


def _marked(excerpt: Excerpt) -> str:
    """The text with its quote in bold; less of it where escapes make it too long for a message."""
    if excerpt.quote is None:
        text = formatting.unwrapped(excerpt.text.strip())
        return paging.split(formatting.literal(text), EXCERPT_LIMIT)[0]
    text, quote = formatting.unwrapped(excerpt.text), excerpt.quote
    before, words, after = text[: quote.start], text[quote.start : quote.end], text[quote.end :]
    marked = _emphasised(before.lstrip(), words, after.rstrip())
    if paging.size(marked) <= EXCERPT_LIMIT:
        return marked
    return _emphasised(before[-EDGE:], formatting.clip(words, 2 * EDGE), after[:EDGE])


def _emphasised(before: str, words: str, after: str) -> str:
    return formatting.literal(before) + formatting.bold(words) + formatting.literal(after)


def _dates(excerpt: Excerpt) -> str:
    indexed = f"<t:{int(excerpt.indexed_at.timestamp())}:f>" if excerpt.indexed_at else ""
    date = formatting.clip(formatting.one_line(excerpt.source.date or ""), 40)
    return f"As indexed {indexed}" + (
        f" · document dated {formatting.literal(date)}" if date else ""
    )


def _below_heading(text: str) -> str:
    """A passage without the Markdown heading that it begins with, which the source line tells."""
    return re.sub(r"^(?:\s*#{1,6} [^\n]*\n)+(?=\s*\S)", "", text)


def _is_named_like(title: str, path: str) -> bool:
    """Whether a file is called like its title, which then need not be told."""
    stem = re.sub(r"\.\w+$", "", path.rsplit("/", 1)[-1])
    return _letters(title) in (_letters(stem), _letters(path))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def source_line(source: Source, location: Location, source_url: str | None = None) -> str:
    """File, page or line, and heading. The file is a link where index or settings have one."""
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
