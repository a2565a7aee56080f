"""Answers and passages as a person sees them in the terminal: the same as in Discord, without buttons.

So of each source the file is told too, for whoever wants to open it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from retrieval import CLOSEST_LIMIT

from ...replies import formatting
from ...replies.answer_pages import SHOWN_QUOTE_LIMIT
from ...replies.places import document_name, heading_words, merged_places, position_words
from ...replies.quoted_markdown import bare_words
from ...replies.refusal_phrases import refusal_phrases
from ...replies.source_pages import CLOSEST_PASSAGES, first_words
from .terminal import escape_control, safe_line

if TYPE_CHECKING:
    from retrieval import About, Answer, DocumentOutline, Location, Passage, Source, Statement

    from ...replies.places import Place

WRITTEN_BY_MODEL = "Written by a model from the passages below. It can be wrong: check the sources."

MAX_PASSAGE = 600
"""The longest passage that a search shows, in characters; the JSON has it whole."""


def answer(value: Answer) -> RenderableType:
    """Show an answer with its sources, a refusal with what is close, or a reply about the documents."""
    if value.about is not None:
        return Text(escape_control(_without_marks(value.about).text))
    if not value.answered:
        return _refusal(value)
    parts: list[RenderableType] = []
    for quoted, group in groupby(value.statements, value.is_quoted):
        statements = [*group]
        parts += [Text()] if parts else []
        parts += _quoted(value, statements) if quoted else [_written(statements)]
    if not value.quoting:
        parts.append(Text(f"\n{WRITTEN_BY_MODEL}", style="dim"))
    places = [_place(each, value.written_citations) for each in merged_places(value.citations)]
    return Group(*parts, Text("\nSources:"), *places)


def _quoted(value: Answer, statements: Sequence[Statement]) -> Iterator[RenderableType]:
    """Yield statements that are the documents' own words, behind who says them."""
    by_number = {citation.number: citation.source for citation in value.citations}
    sources = [by_number[number] for each in statements for number in each.citations]
    yield Text(f"{_lead(value, sources)}\n")
    yield from (_quotation(each, by_number[each.citations[0]]) for each in statements)


def _written(statements: Iterable[Statement]) -> Text:
    """Return statements that are in a model's words."""
    words = Text()
    for statement in statements:
        words.append(" " if words else "").append(safe_line(statement.text))
        words.append(" ").append(_markers(statement.citations), style="bold cyan")
    return words


def _without_marks(about: About) -> About:
    """Return what there is to say with the words of Markdown documents bare of its marks."""
    return replace(about, outlines=tuple(map(_bare_outline, about.outlines)))


def _bare_outline(outline: DocumentOutline) -> DocumentOutline:
    opening = outline.opening
    if opening is None:
        return outline
    quote = bare_words(opening.quote, markdown=opening.source.is_markdown)
    return replace(outline, opening=replace(opening, quote=quote))


def _refusal(value: Answer) -> RenderableType:
    """Show the sentence of a refusal, and a line for each of the closest passages."""
    phrases = refusal_phrases(value.language)
    parts: list[RenderableType] = [Text(phrases.refusal, style="bold")]
    if value.language is not None:
        parts.append(Text(phrases.hint))
    if value.closest:
        parts.append(Text(f"\n{phrases.suggestion if value.nearly else CLOSEST_PASSAGES}"))
        lines = (_suggestion(each) for each in value.closest[:CLOSEST_LIMIT])
        parts += [Text(line) for line in dict.fromkeys(lines)]
    return Group(*parts)


def passages(values: Sequence[Passage]) -> RenderableType:
    """Show the passages of a search, best first."""
    if not values:
        return Text("Nothing found.")
    return Group(
        *(_passage(value, MAX_PASSAGE, rank) for rank, value in enumerate(values, start=1))
    )


def _lead(value: Answer, sources: Sequence[Source]) -> str:
    """Say who speaks: the document by its name, or the documents."""
    named = {source.path: document_name(source) for source in sources}
    if len(named) > 1:
        return value.lead
    return f"{safe_line(next(iter(named.values())))} says:"


def _quotation(statement: Statement, source: Source) -> RenderableType:
    """Return a statement that is the source's own words: they need not stand below it again."""
    said = escape_control(bare_words(statement.text.strip(), markdown=source.is_markdown))
    words = Text(f"“{said}” ", style="italic")
    return Padding.indent(
        words.append(_markers(statement.citations), style="not italic bold cyan"), 4
    )


def _markers(numbers: Iterable[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def _place(place: Place, written: Container[int]) -> RenderableType:
    """Return where citations stand, and the words that the `written` statements rest on."""
    head = Text.assemble(
        (f"{_markers(place.numbers)} ", "bold cyan"), _location(place.source, place.location)
    )
    words = (
        formatting.clip(
            formatting.one_line(bare_words(each.quote, markdown=each.source.is_markdown)),
            SHOWN_QUOTE_LIMIT,
        )
        for each in place.citations
        if each.number in written
    )
    return Group(
        head,
        *(Padding.indent(Text(f"“{safe_line(each)}”", style="italic"), 4) for each in words),
    )


def _suggestion(passage: Passage) -> str:
    """Return a passage in a line: its heading or first words, and where it stands."""
    source, location = passage.source, passage.location
    begin = heading_words(source, location) or first_words(source, passage.text)
    where = ", ".join(part for part in (source.path, position_words(source, location)) if part)
    return f"- {safe_line(begin)} · {safe_line(where)}"


def _passage(passage: Passage, longest: int, rank: int | None = None) -> RenderableType:
    text = safe_line(passage.text)
    if len(text) > longest:
        text = text[:longest].rsplit(" ", 1)[0] + " …"
    head = _location(passage.source, passage.location)
    if rank is not None:
        head = Text.assemble((f"{rank}. ", "bold cyan"), head, (f" · {passage.score:.3f}", "dim"))
    return Group(head, Padding.indent(Text(text), 4))


def _location(source: Source, location: Location) -> Text:
    """Return the title and the file of a document, where in it a place is, and its web address."""
    position = position_words(source, location)
    file = f"{safe_line(source.path)}{f', {position}' if position else ''}"
    title = safe_line(source.title or "")
    text = Text.assemble((title, "bold"), f" ({file})") if title else Text(file, style="bold")
    for more in (heading_words(source, location), source.url):
        if more:
            text.append(f" · {safe_line(more)}", style="dim")
    return text
