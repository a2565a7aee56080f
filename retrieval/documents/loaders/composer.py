"""Builds the text of a document whose format is not text, and keeps the places in it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...errors import DocumentError
from ...types import Document, Heading, Position, Span
from ..leads import Part, with_leads
from ..questions import with_questions
from .metadata import clean_line

MAX_CHARACTERS = 50_000_000

PARAGRAPH = "\n\n"
LINE = "\n"
WORD = " "

_PARAGRAPHS = re.compile(r"\S(?:[^\n]|\n(?!\n))*+")


class Composer:
    """Text that grows piece by piece, with gaps between.

    A gap is only written when something follows it, and of several the widest counts: whoever ends
    a paragraph inside a cell inside a list need not know what comes next.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._gap = ""
        self._headings: list[Heading] = []
        self._positions: list[tuple[int, Position]] = []
        self._parts: list[Part] = []

    def since(self, start: int) -> str:
        """Return what was written from an offset on."""
        pieces: list[str] = []
        end = self._length
        for piece in reversed(self._pieces):
            if end <= start:
                break
            pieces.append(piece)
            end -= len(piece)
        return "".join(reversed(pieces))

    @property
    def positions(self) -> tuple[tuple[int, Position], ...]:
        """Where the pages, slides or rows begin that were noted so far."""
        return tuple(self._positions)

    def gap(self, separator: str) -> None:
        """Ask for at least this separator before whatever comes next."""
        if (separator.count("\n"), len(separator)) > (self._gap.count("\n"), len(self._gap)):
            self._gap = separator

    def separate(self, separator: str) -> None:
        """Ask for exactly this before whatever comes next, whatever gap was asked for."""
        self._gap = separator

    def add(self, text: str) -> int:
        """Write a piece; where it starts.

        Raises:
            DocumentError: the text has grown beyond `MAX_CHARACTERS`.
        """
        if text and self._length:
            self._write(self._gap)
        start = self._length
        if text:
            self._gap = ""
            self._write(text)
        if self._length > MAX_CHARACTERS:
            millions = MAX_CHARACTERS // 1_000_000
            raise DocumentError(f"It holds more than {millions} million characters; split it.")
        return start

    def heading(self, start: int, level: int, title: str) -> None:
        """Note that a section begins at an offset."""
        if line := clean_line(title):
            self._headings.append(Heading(start, level, line))

    def position(self, start: int, position: Position) -> None:
        """Note that a page, slide or row begins at an offset. They are to be noted in their order."""
        self._positions.append((start, position))

    def block(self, start: int, part: Part) -> None:
        """Note that what was written from an offset on is one block; `part.span` does not count.

        What is written and not noted is paragraphs. Blocks are to be noted in their order.
        """
        if start < self._length:
            self._parts.append(replace(part, span=Span(start, self._length)))

    def document(
        self,
        path: str,
        title: str | None = None,
        url: str | None = None,
        date: str | None = None,
    ) -> Document:
        """Return what was composed."""
        text = self.since(0)
        parts = with_questions(text, _all_parts(text, self._parts), plain=True)
        return Document(
            path,
            text,
            Span(0, len(text)),
            title,
            url,
            date,
            tuple(sorted(self._headings, key=lambda heading: heading.start)),
            self.positions,
            with_leads(text, parts),
        )

    def _write(self, piece: str) -> None:
        if piece:
            self._pieces.append(piece)
            self._length += len(piece)


def _all_parts(text: str, noted: Sequence[Part]) -> Iterator[Part]:
    """Yield the parts that were noted, without white space around them, and between them paragraphs."""
    end = 0
    for part in [*noted, None]:
        begin = len(text) if part is None else part.span.start
        for found in _PARAGRAPHS.finditer(text, end, begin):
            start, words = found.start(), found.group().rstrip()
            yield Part("paragraph", Span(start, start + len(words)))
        if part is None:
            return
        words = text[part.span.start : part.span.end]
        start = part.span.start + len(words) - len(words.lstrip())
        if words.strip():
            yield replace(part, span=Span(start, start + len(words.strip())))
        end = part.span.end
