"""Blocks as the tests write them down."""

from __future__ import annotations

from retrieval.types import Document


def shown(document: Document) -> list[tuple[str, str]]:
    """The kind of each block, with an item's level and number ("item 1 #2"), and its words."""
    found = []
    for block in document.blocks:
        kind: str = block.kind
        if kind == "item":
            number = "" if block.number is None else f" #{block.number}"
            kind += f" {block.level}{number}"
        found.append((kind, document.text[block.span.start : block.span.end]))
    return found


def leads(document: Document) -> dict[str, str | None]:
    """What each block is read with, by its words."""
    text = document.text
    return {
        text[block.span.start : block.span.end]: text[block.lead.start : block.lead.end]
        if block.lead
        else None
        for block in document.blocks
    }
