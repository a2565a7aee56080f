"""Blocks as the tests write them down."""

from __future__ import annotations

import re
from itertools import pairwise

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


def check_blocks(document: Document) -> None:
    """Check that the blocks are in order, apart, and cover all of the body that is not white space."""
    text, body = document.text, document.body
    spans = [block.span for block in document.blocks]
    known = set(spans)
    for before, after in pairwise(spans):
        assert before.end <= after.start
    for block in document.blocks:
        assert body.start <= block.span.start < block.span.end <= body.end
        words = text[block.span.start : block.span.end]
        assert words == words.strip()
        assert block.lead is None or (block.lead in known and block.lead.end <= block.span.start)
    kept = "".join(text[span.start : span.end] for span in spans)
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text[body.start : body.end])
