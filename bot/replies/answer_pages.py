"""Answers and refusals as pages. Pure: it knows neither discord.py nor where answers come from."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from . import formatting, paging
from .about_pages import about_blocks
from .blocks import Divider, FeedbackButtons, SourceEntry, Text, pages
from .places import document_name, merged_places, place_lines
from .quoted_markdown import quoted_words, short_words
from .refusal_phrases import refusal_phrases
from .source_pages import suggestion_entries

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from retrieval import Answer, Source, Statement

    from .blocks import Block, Page
    from .places import Place

BODY_LIMIT = 3400
QUOTATION_LIMIT = 1600
"""Of a quotation, before each of its lines gets its mark: at most twice as much then."""

SHOWN_QUESTION_LIMIT = 200
SHOWN_QUOTE_LIMIT = 180
"""Of what a written statement rests on, at a glance: a line or two. "Show" has it whole."""

QUOTES_OF_A_PLACE = 6
PLACE_LIMIT = 1000
"""Of the quotes that are shown below one line of the sources, together."""

WRITTEN_BY_MODEL = (
    "-# Written by a model from the passages below. It can be wrong: check the sources."
)
QUOTED_VERBATIM = "-# Quoted word for word from the documents."
SEARCHING = "-# Looking further…"
INTERRUPTED = "-# ⚠ This answer was interrupted. Please ask again."


def question_line(question: str) -> Text:
    """Show what was asked, for those in the channel who did not ask it."""
    asked = formatting.clip(formatting.one_line(question), SHOWN_QUESTION_LIMIT)
    return Text(f"-# {formatting.literal(asked)}")


def growing_page(answer: Answer, heading: Sequence[Block] = ()) -> Page:
    """Show an answer still being written: what fits in one message, and that more may come."""
    return (*heading, *_first_part(answer), Text(SEARCHING))


def interrupted_page(answer: Answer, heading: Sequence[Block] = ()) -> Page:
    """Show what there is of an answer that will not be finished, marked as such."""
    return (*heading, *_first_part(answer), Text(INTERRUPTED))


def answer_pages(
    answer: Answer, *, heading: Sequence[Block] = (), source_url: str | None = None
) -> list[Page]:
    """Show a whole answer with its sources, a refusal, or what there is to say about the documents."""
    if answer.about is not None:
        return pages([*heading, *about_blocks(answer.about, source_url)])
    said = _answered(answer, source_url) if answer.answered else _refused(answer)
    return pages([*heading, *said])


def _answered(answer: Answer, source_url: str | None) -> list[Block]:
    places = merged_places(answer.citations)
    entries = [
        SourceEntry(place.numbers[0], _entry_text(place, line, answer.written_citations))
        for place, line in zip(places, place_lines(places, source_url), strict=True)
    ]
    return [*_said(answer), Text(_provenance(answer)), Divider(), *entries, FeedbackButtons()]


def _entry_text(place: Place, line: str, written: Container[int]) -> str:
    """Write a source line; below it, what the statements rest on that are `written` in other words."""
    lines = [f"**{_markers(place.numbers)}** {line}"]
    quoted = [each for each in place.citations if each.number in written][:QUOTES_OF_A_PLACE]
    for citation in quoted:
        limit = min(SHOWN_QUOTE_LIMIT, PLACE_LIMIT // len(quoted))
        words = short_words(citation.quote, limit, markdown=citation.source.is_markdown)
        lines.append(formatting.quoted(words))
    return "\n".join(lines)


def _refused(answer: Answer) -> list[Block]:
    """Say that there is no answer. What is close is suggested, or else left to a button."""
    phrases = refusal_phrases(answer.language)
    suggested = suggestion_entries(answer.closest) if answer.nearly else []
    lines = [f"{phrases.refusal} {phrases.suggestion}" if suggested else phrases.refusal]
    if answer.language is not None:
        lines.append(f"-# {phrases.hint}")
    if answer.notice_for_all:
        lines.append(_warning(answer.notice_for_all))
    closest = bool(answer.closest) and not suggested
    return [Text("\n".join(lines)), *suggested, FeedbackButtons(closest=closest)]


def _provenance(answer: Answer) -> str:
    how = QUOTED_VERBATIM if answer.quoting else WRITTEN_BY_MODEL
    notice = answer.notice_for_all
    return f"{how}\n{_warning(notice)}" if notice else how


def _warning(text: str) -> str:
    return f"-# ⚠ {formatting.literal(formatting.one_line(text))}"


def _first_part(answer: Answer) -> list[Text]:
    """Return as much of what an answer says as fits into a message with a line before and after it."""
    fitting: list[Text] = []
    room = BODY_LIMIT
    for block in _said(answer):
        room -= paging.size(block.text)
        if room < 0:
            break
        fitting.append(block)
    return fitting


def _said(answer: Answer) -> list[Text]:
    """Write the statements with their markers: quotations one by one, others as running text."""
    return [
        text
        for quoted, statements in groupby(answer.statements, answer.is_quoted)
        for text in (_quoted(answer, [*statements]) if quoted else _written(statements))
    ]


def _quoted(answer: Answer, statements: Sequence[Statement]) -> list[Text]:
    """Write statements that are the documents' own words, behind who says them."""
    by_number = {citation.number: citation.source for citation in answer.citations}
    sources = [by_number[number] for statement in statements for number in statement.citations]
    quotations = [
        formatting.quoted(part)
        for statement in statements
        for part in paging.split_text(
            _quotation(statement, by_number[statement.citations[0]]), QUOTATION_LIMIT
        )
    ]
    first, *others = quotations
    return [Text(f"{_lead(answer, sources)}\n{first}"), *map(Text, others)]


def _lead(answer: Answer, sources: Iterable[Source]) -> str:
    """Say who speaks: the document by its name, or the documents."""
    named = {source.path: document_name(source) for source in sources}
    if len(named) > 1:
        return answer.lead
    [name] = named.values()
    return f"**{formatting.literal(name)}** says:"


def _quotation(statement: Statement, source: Source) -> str:
    words = quoted_words(statement.text.strip(), markdown=source.is_markdown)
    gap = "\n" if words.endswith("```") else " "
    return f"{words}{gap}{_markers(statement.citations)}"


def _written(statements: Iterable[Statement]) -> list[Text]:
    """Write statements that are in a model's words."""
    text = ""
    for statement in statements:
        sentence = f"{formatting.prose(statement.text.strip())} {_markers(statement.citations)}"
        gap = "\n\n" if "\n" in statement.text or text.endswith("```") else " "
        text = f"{text}{gap}{sentence}" if text else sentence
    return [Text(part) for part in paging.split_text(text, BODY_LIMIT)]


def _markers(numbers: Iterable[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)
