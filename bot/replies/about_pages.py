"""What there is to say to a message that asks nothing of the documents' contents, as blocks. Pure."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from . import formatting, paging
from .blocks import SourceEntry, Text
from .places import document_names, linked_name
from .quoted_markdown import quoted_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval import About, Citation, DocumentOutline, Heading, Source

    from .blocks import Block

LISTED_DOCUMENTS = 50
SHOWN_HEADINGS = 12
LIST_LIMIT = 3000
HEADING_LINE_LIMIT = 80
OPENING_LIMIT = 600

MORE_HELP = "-# `/help` tells more."
NO_WORDS = "-# It has no headings, and no sentence to begin with."


def about_blocks(about: About, source_url: str | None) -> list[Block]:
    """Say what there is to say: a sentence or two, the list of documents, or what some are about."""
    if about.topic == "documents":
        return [*_listed(about.sources, source_url)]
    if about.topic == "summary":
        return [block for each in about.outlines for block in _outlined(each, source_url)]
    text = formatting.literal(about.text)
    return [Text(f"{text}\n{MORE_HELP}" if about.topic in ("help", "identity") else text)]


def _listed(sources: Sequence[Source], source_url: str | None) -> Iterator[Text]:
    """Yield the list of the documents by folder, cut into what fits."""
    if not sources:
        yield Text("There are no documents yet.")
        return
    shown = sorted(sources, key=lambda source: (source.folder, source.path))[:LISTED_DOCUMENTS]
    names = document_names(shown)
    lines = [
        f"These are the {len(sources):,} documents:"
        if len(sources) > 1
        else "This is the only document:"
    ]
    for folder, held in groupby(shown, key=lambda source: source.folder):
        if folder:
            # Right below a list it would be read as a part of the last item.
            lines.append(f"\n**{formatting.literal(formatting.one_line(folder))}/**")
        lines += [f"- {linked_name(each, source_url, names[each.path])}" for each in held]
    if len(sources) > len(shown):
        lines.append(f"… and {len(sources) - len(shown):,} more.")
    yield from map(Text, paging.split_text("\n".join(lines), LIST_LIMIT))


def _outlined(outline: DocumentOutline, source_url: str | None) -> Iterator[Block]:
    """Yield the title of a document, its first sentences as a quote, and its headings."""
    title = f"**{linked_name(outline.source, source_url)}**"
    opening = outline.opening
    if opening is not None:
        yield SourceEntry(opening.number, f"{title} begins:\n{_quotation(opening)}")
    if outline.headings:
        lines = ["Its sections:", *_heading_lines(outline.headings)]
        yield Text("\n".join(lines if opening else [title, *lines]))
    elif opening is None:
        yield Text(f"{title}\n{NO_WORDS}")


def _quotation(opening: Citation) -> str:
    markdown = opening.source.is_markdown
    raw = opening.quote if markdown else formatting.one_line(opening.quote)
    pieces = paging.split_text(quoted_words(raw, markdown=markdown), OPENING_LIMIT)
    return formatting.quoted(pieces[0] if pieces else formatting.ELLIPSIS)


def _heading_lines(headings: Sequence[Heading]) -> Iterator[str]:
    """Yield the headings as a list, each below the one that it belongs to."""
    levels = sorted({heading.level for heading in headings})
    for heading in headings[:SHOWN_HEADINGS]:
        title = formatting.clip(formatting.one_line(heading.title), HEADING_LINE_LIMIT)
        yield f"{'  ' * levels.index(heading.level)}- {formatting.literal(title)}"
    if len(headings) > SHOWN_HEADINGS:
        yield f"- … and {len(headings) - SHOWN_HEADINGS:,} more"
