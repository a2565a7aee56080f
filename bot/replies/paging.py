"""Cutting text and blocks to Discord's sizes. Pure.

A text is cut between paragraphs, sentences or words, never inside a code block, a link, a citation
marker or an escape; a code block that is longer than a message is closed and opened again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

from .formatting import ELLIPSIS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

TEXT_LIMIT = 4000
COMPONENT_LIMIT = 40

_FENCE = "```"
_ATOM = re.compile(
    r"```(?:(?P<language>[\w+-]{0,20})\n)?(?P<code>.+?)```"  # a code block
    r"|(?:\[\d+\])+"  # citation markers
    r"|\[(?:\\.|[^\]\\])*\]\(<[^>]*>\)"  # a link
    r"|`[^`\n]+`"  # code within a line
    r"|\s+"
    r"|(?:\\.|[^\s`\[\\])+"  # a word
    r"|.",
    re.DOTALL,
)
_MARKER = re.compile(r"(?:\[\d+\])+")
_SENTENCE_END = (".", "!", "?", ELLIPSIS, "]", "”", "。")


def size(text: str) -> int:
    """Return a text's length in UTF-16 units, which is never less than what Discord counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def split_text(text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """Split a text into pieces of at most `limit`, each cut at the best place in its second half."""
    pieces: list[str] = []
    page: list[str] = []
    length = 0
    for atom in _atoms(text, limit):
        while page and length + size(atom) > limit:
            cut = _best_cut([*page, atom])
            pieces.append("".join(page[:cut]))
            page = page[cut:]
            length = size("".join(page))
        page.append(atom)
        length += size(atom)
    pieces.append("".join(page))
    return [piece.strip("\n").rstrip() for piece in pieces if piece.strip()]


def _atoms(text: str, limit: int) -> Iterator[str]:
    """Yield what may not be cut. Only what is longer than a message alone is cut all the same."""
    for match in _ATOM.finditer(text):
        atom = match.group()
        if size(atom) <= limit:
            yield atom
        elif match["code"] is not None:
            yield from _split_code(match["language"] or "", match["code"], limit)
        else:
            yield from _chop(atom, limit)


def _split_code(language: str, code: str, limit: int) -> Iterator[str]:
    """Yield a code block as several, each whole."""
    opening, closing = f"{_FENCE}{language}\n", f"\n{_FENCE}\n"
    room = limit - size(opening) - size(closing)
    block = ""
    lines = (part for whole in code.strip("\n").split("\n") for part in _chop(whole, room))
    for line in lines:
        if block and size(block) + 1 + size(line) > room:
            yield f"{opening}{block}{closing}"
            block = line
        else:
            block = f"{block}\n{line}" if block else line
    yield f"{opening}{block}{closing}"


def _chop(text: str, limit: int) -> Iterator[str]:
    """Yield a text without any good place, cut by length alone, though not after a backslash."""
    while size(text) > limit:
        end = limit if size(text[:limit]) <= limit else limit // 2
        if (end - len(text[:end].rstrip("\\"))) % 2:
            end -= 1
        yield text[:end]
        text = text[end:]
    yield text


def _best_cut(atoms: list[str]) -> int:
    """Before which atom to end a page that all but the last of them fill."""
    lengths = list(accumulate(size(atom) for atom in atoms[:-1]))
    cuts = range(1, len(atoms))
    late = [cut for cut in cuts if 2 * lengths[cut - 1] >= lengths[-1]]
    return max(late, key=lambda cut: (_worth(atoms, cut), cut))


def _worth(atoms: list[str], cut: int) -> int:
    """Rate a place for a cut: after a paragraph, a line, a sentence, a word, or anywhere."""
    before, after = atoms[cut - 1], atoms[cut]
    if _MARKER.fullmatch(after):
        return -1
    if before.startswith(_FENCE) or before.count("\n") > 1:
        return 4
    if "\n" in before:
        return 3
    if before.isspace():
        return 2 if cut > 1 and atoms[cut - 2].endswith(_SENTENCE_END) else 1
    return 0


@dataclass(frozen=True, slots=True)
class Cost:
    """What a block takes of a message: characters of text, and components."""

    text: int
    components: int


B = TypeVar("B")


def pack(blocks: Iterable[tuple[B, Cost]]) -> list[Sequence[B]]:
    """Fill messages with blocks, in order, within the limits of a message."""
    messages: list[list[B]] = [[]]
    text = components = 0
    for block, cost in blocks:
        text += cost.text
        components += cost.components
        if messages[-1] and (text > TEXT_LIMIT or components > COMPONENT_LIMIT):
            messages.append([])
            text, components = cost.text, cost.components
        messages[-1].append(block)
    return [message for message in messages if message]
