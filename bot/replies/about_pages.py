"""What the bot says to a message that asks nothing of the documents' contents, as blocks. Pure."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from . import formatting
from .blocks import SourceEntry, Text
from .source_pages import document_link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval import About, DocumentOutline, Source

    from .blocks import Block

SAID = {
    "greeting": "Hello! Ask me about the documents here, and I show you what they say. `/help` tells "
    "how.",
    "thanks": "You are welcome.",
    "remark": "All right.",
    "help": "I answer questions from the documents here and show the very words that an answer rests "
    "on. Use `/ask`, or mention me with your question. `/help` tells more.",
    "identity": "I am a bot, not a person. I answer from the documents here by quoting them, and I can "
    "be wrong: the sources are there to check.",
}
LISTED = 60
"""Documents that a list names; of more it tells how many there are."""
OPENING_LIMIT = 500


def about_blocks(about: About, source_url: str | None = None) -> list[Block]:
    """Return what there is to say, with the opening of each document that is summed up."""
    if about.topic == "summary" and about.outlines:
        return [
            block
            for number, outline in enumerate(about.outlines, start=1)
            for block in _outline(number, outline, source_url)
        ]
    if about.topic in ("documents", "summary"):
        return list(_listed(about.sources, source_url))
    return [Text(SAID[about.topic])]


def _outline(number: int, outline: DocumentOutline, source_url: str | None) -> Iterator[Block]:
    lines = [f"**{document_link(outline.source, source_url)}**"]
    top = min((heading.level for heading in outline.headings), default=1)
    lines += [
        f"{'  ' * (heading.level - top)}- {formatting.literal(formatting.clip(heading.title, 80))}"
        for heading in outline.headings
    ]
    yield Text("\n".join(lines))
    if outline.opening is not None:
        words = formatting.clip(formatting.one_line(outline.opening.quote), OPENING_LIMIT)
        yield SourceEntry(number, f"It begins:\n{formatting.quoted(formatting.literal(words))}")


def _listed(sources: Sequence[Source], source_url: str | None) -> Iterator[Block]:
    """Name the documents by folder and title."""
    yield Text(f"I answer from {len(sources)} document{'' if len(sources) == 1 else 's'}:")
    shown = sources[:LISTED]
    for folder, members in groupby(shown, key=lambda source: source.folder):
        head = [f"**{formatting.literal(formatting.one_line(folder))}**"] if folder else []
        yield Text(
            "\n".join([*head, *(f"- {document_link(each, source_url)}" for each in members)])
        )
    if len(sources) > len(shown):
        yield Text(f"… and {len(sources) - len(shown)} more.")
