"""The blocks of a message, and how blocks become pages. Pure.

A page is one Discord message, within Discord's limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import paging
from .paging import Cost
from .stale_mark import MARK_COST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Text:
    """Text in Discord's Markdown, safe to show."""

    text: str


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source with its own button, which opens source `number` of this answer."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between the answer and its sources."""


@dataclass(frozen=True, slots=True)
class FeedbackButtons:
    """The buttons by which people say whether an answer helped.

    With `closest`, one that shows what comes closest to what is not answered stands before them. A
    message has room below them for the mark of an answer that has become stale.
    """

    closest: bool = False


Block = Text | SourceEntry | Divider | FeedbackButtons
Page = tuple[Block, ...]


def notice_page(text: str) -> Page:
    """Make a page of a sentence or two of the bot's own, already safe."""
    return (Text(paging.split_text(text)[0]),)


def pages(blocks: Iterable[Block]) -> list[Page]:
    """Fill messages with blocks. A divider at an edge of a message is left out."""
    packed = paging.pack((block, _cost(block)) for block in blocks)
    return [page for message in packed if (page := _without_edge_dividers(message))]


def _without_edge_dividers(blocks: Sequence[Block]) -> Page:
    kept = list(blocks)
    while kept and isinstance(kept[0], Divider):
        kept.pop(0)
    while kept and isinstance(kept[-1], Divider):
        kept.pop()
    return tuple(kept)


def _cost(block: Block) -> Cost:
    match block:
        case Text(text):
            return Cost(paging.size(text), 1)
        case SourceEntry(_, text):
            return Cost(paging.size(text), 3)
        case FeedbackButtons(closest):
            own = 4 if closest else 3
            return Cost(MARK_COST.text, own + MARK_COST.components)
        case Divider():
            return Cost(0, 1)
