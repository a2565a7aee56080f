"""Answers and refusals as pages. Pure: it knows neither discord.py nor where answers come from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval import CLOSEST_LIMIT, REFUSAL

from . import formatting, paging
from .about_pages import about_blocks
from .blocks import Divider, FeedbackButtons, SourceEntry, Text, pages
from .document_markdown import as_discord
from .refusals import REFUSALS
from .source_pages import place_text, places, suggestion_text

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from retrieval import Answer, Statement

    from .blocks import Block, Page

BODY_LIMIT = 3400
SHOWN_QUESTION_LIMIT = 200
QUOTES_OF_AN_ENTRY = 4
"""Quotes that are shown below one source line, so that each fits a message."""

WRITTEN_BY_MODEL = (
    "-# Written by a model from the passages below. It can be wrong: check the sources."
)
QUOTED_VERBATIM = "-# Quoted word for word from the documents."
PERHAPS = "Perhaps you mean:"
SEARCHING = "-# Looking further…"
INTERRUPTED = "-# ⚠ This answer was interrupted."


def question_line(question: str) -> Text:
    """Show what was asked, for those in the channel who did not ask it."""
    asked = formatting.clip(formatting.one_line(question), SHOWN_QUESTION_LIMIT)
    return Text(f"-# {formatting.literal(asked)}")


def growing_page(answer: Answer, heading: Sequence[Block] = ()) -> Page:
    """Show an answer still being written: what fits in one message, and that more may come."""
    text = paging.split_text(_body(answer), BODY_LIMIT)
    return (*heading, *map(Text, text[:1]), Text(SEARCHING))


def interrupted_page(answer: Answer, heading: Sequence[Block] = ()) -> Page:
    """Show what there is of an answer that will not be finished, marked as such."""
    text = paging.split_text(_body(answer), BODY_LIMIT)
    return (*heading, *map(Text, text[:1]), Text(INTERRUPTED))


def answer_pages(
    answer: Answer, *, heading: Sequence[Block] = (), source_url: str | None = None
) -> list[Page]:
    """Show a whole answer with its sources, a refusal, or what there is to say about the bot."""
    if answer.about is not None:
        return pages([*heading, *about_blocks(answer.about, source_url)])
    said = _answered(answer, source_url) if answer.answered else _refused(answer, source_url)
    closest = not answer.answered and not answer.nearly and bool(answer.closest)
    return pages([*heading, *said, FeedbackButtons(closest=closest)])


def _answered(answer: Answer, source_url: str | None) -> list[Block]:
    blocks: list[Block] = [*map(Text, paging.split_text(_body(answer), BODY_LIMIT))]
    if not answer.quoting:
        blocks.append(Divider())
    quoted = {citation.number for citation in answer.citations} - _quoted_above(answer)
    together = QUOTES_OF_AN_ENTRY if quoted else len(answer.citations)
    blocks += [
        SourceEntry(entry[0].number, place_text(entry, source_url, quoted=quoted))
        for place in places(answer.citations)
        for entry in (place[first : first + together] for first in range(0, len(place), together))
    ]
    blocks.append(Text(_provenance(answer)))
    return blocks


def _quoted_above(answer: Answer) -> set[int]:
    """Return the numbers of the citations that a quoting answer shows among its statements."""
    if not answer.quoting:
        return set()
    return {number for statement in answer.statements for number in statement.citations}


def _refused(answer: Answer, source_url: str | None) -> list[Block]:
    blocks: list[Block] = [Text(REFUSALS.get(answer.language or "", REFUSAL))]
    if answer.notice:
        blocks.append(Text(_warning(answer.notice)))
    closest = answer.closest[:CLOSEST_LIMIT] if answer.nearly else ()
    if closest:
        blocks.append(Text(PERHAPS))
    blocks += [
        SourceEntry(number, suggestion_text(passage, source_url))
        for number, passage in enumerate(closest, start=1)
    ]
    return blocks


def _provenance(answer: Answer) -> str:
    how = QUOTED_VERBATIM if answer.quoting else WRITTEN_BY_MODEL
    return f"{how}\n{_warning(answer.notice)}" if answer.notice else how


def _warning(text: str) -> str:
    return f"-# ⚠ {formatting.literal(formatting.one_line(text))}"


def _body(answer: Answer) -> str:
    """Write the statements with their markers: quotations each for itself, others as running text."""
    if not answer.answered:
        return ""
    if answer.quoting:
        markdown = {c.number for c in answer.citations if c.source.is_markdown}
        quotations = [_quotation(each, markdown) for each in answer.statements]
        return "\n".join([_lead(answer), *quotations])
    text = ""
    for statement in answer.statements:
        sentence = f"{formatting.prose(statement.text.strip())} {_markers(statement.citations)}"
        gap = "\n\n" if "\n" in statement.text or text.endswith("```") else " "
        text = f"{text}{gap}{sentence}" if text else sentence
    return text


def _lead(answer: Answer) -> str:
    """Say whose words follow: a document's title, if it is one document that has one."""
    titles = {citation.source.title for citation in answer.citations}
    paths = {citation.source.path for citation in answer.citations}
    title = titles.pop()
    if len(paths) > 1 or not title:
        return answer.lead
    return f"**{formatting.literal(formatting.clip(formatting.one_line(title), 80))}** says:"


def _quotation(statement: Statement, markdown: Container[int]) -> str:
    """Write quoted words as Discord shows them, those of a Markdown document with its emphasis."""
    if statement.citations[0] in markdown:
        words = as_discord(statement.text)
    else:
        words = _literal_lines(statement.text)
    gap = "\n" if words.endswith("```") else " "
    return formatting.quoted(f"{words}{gap}{_markers(statement.citations)}")


def _literal_lines(text: str) -> str:
    """Write text that is no Markdown line by line; what begins like an item of a list is one."""
    lines = [_ITEM.match(line) for line in formatting.visible(text).split("\n") if line.strip()]
    return "\n".join(
        f"{'- ' if line['bullet'] else ''}{formatting.literal(formatting.one_line(line['words']))}"
        for line in lines
        if line
    )


_ITEM = re.compile(r"\s*(?P<bullet>[-*+•‣◦–]\s+)?(?P<words>.*)")


def _markers(numbers: Iterable[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)
