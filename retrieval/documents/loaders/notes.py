"""Footnotes and endnotes, written behind the paragraph that refers to them: it stays whole."""

from __future__ import annotations

from collections.abc import Iterable

from ...types import Span
from ..leads import Part
from .composer import LINE, PARAGRAPH, Composer


def write_notes(composer: Composer, notes: Iterable[str], item: Part | None = None) -> None:
    """Write the text of each note as a paragraph, or as one that goes on with an item of a list."""
    for note in notes:
        composer.gap(LINE if item else PARAGRAPH)
        start = composer.add(note)
        if item:
            composer.block(start, Part("item", Span(0, 0), item.level, continues=True))
        composer.gap(LINE if item else PARAGRAPH)
