"""Answers and refusals as pages. Pure: it knows neither discord.py nor where answers come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval import CLOSEST_LIMIT, REFUSAL

from . import formatting, paging
from .blocks import Divider, FeedbackButtons, SourceEntry, Text, pages
from .source_pages import citation_text, passage_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval import Answer, Statement

    from .blocks import Block, Page

BODY_LIMIT = 3400
SHOWN_QUESTION_LIMIT = 200

WRITTEN_BY_MODEL = (
    "-# Written by a model from the passages below. It can be wrong: check the sources."
)
QUOTED_VERBATIM = "-# Quoted word for word from the documents."
CLOSEST_PASSAGES = "These passages come closest:"
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
    """Show a whole answer, with its sources or, for a refusal, the closest passages."""
    said = _answered(answer, source_url) if answer.answered else _refused(answer, source_url)
    return pages([*heading, *said, FeedbackButtons()])


def _answered(answer: Answer, source_url: str | None) -> list[Block]:
    blocks: list[Block] = [*map(Text, paging.split_text(_body(answer), BODY_LIMIT))]
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
    """Return the numbers of the citations that a quoting answer shows whole among its statements."""
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
    """Write the statements with their markers: quotations line by line, others as running text."""
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
