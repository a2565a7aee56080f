"""The words of a Markdown block as Discord shows them: emphasis, code and links. Pure.

All of a document's text is made literal; the marks are written anew, each around a whole of what the
parser found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from . import formatting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

References: TypeAlias = "dict[str, Any]"
"""What the parsers share about a text: the names that its links refer to."""

Pieces: TypeAlias = "list[tuple[str, bool]]"
"""Parts of a line in order, each with whether it is text, which is still to be made literal."""


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """How Markdown is written: with Discord's marks, or as bare words; set apart; all of it in bold.

    Set apart, there is an empty line between its blocks, and headings are underlined.
    """

    marks: bool = True
    apart: bool = False
    bold: bool = False


_MARKS = {"strong_open": "**", "em_open": "*", "s_open": "~~"}
_CODE_OR_LIQUID = re.compile(
    r"(?P<code>(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`))|\{%.*?%\}", re.DOTALL
)
_ALERT = re.compile(r"\A\[![A-Za-z]+\]\s*")
_ROW = re.compile(r"\s*\|.*\|\s*")
_TABLE_RULE = re.compile(r"[\s|:+=-]+")
_CELL_EDGE = re.compile(r"(?<!\\)\|")
_ITEM = re.compile(r"\s*(?:[-*+•‣◦–]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s")
_SPACES = re.compile(r"[ \t]{2,}")


def inline_words(content: str, references: References, style: MarkStyle) -> str:
    """Return the words of a block, safe to show where the style has marks."""
    [token] = _parser().parseInline(_mended(content), references)
    words = _joined(_pieces(token.children or [], style), style).strip()
    if not style.bold:
        return words
    lines = (line.strip() for line in words.split("\n"))
    return "\n".join(f"**{line}**" for line in lines if line)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("strikethrough")
    # Which addresses are shown is decided here; what the parser refused would stay with its marks.
    parser.validateLink = lambda _: True  # type: ignore[assignment, method-assign]
    return parser


def _pieces(tokens: Sequence[Token], style: MarkStyle) -> Pieces:
    pieces: Pieces = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.nesting == 1:
            end = _closing(tokens, position)
            pieces += _within(token, tokens[position + 1 : end], style)
            position = end + 1
        else:
            pieces.append(_piece(token, style))
            position += 1
    return pieces


def _piece(token: Token, style: MarkStyle) -> tuple[str, bool]:
    match token.type:
        case "code_inline" if style.marks and token.content.strip() and "`" not in token.content:
            return f"`{token.content}`", False
        case "softbreak":
            return " ", True
        case "hardbreak":
            return "\n", True
        case "html_inline":
            return " " if token.content.lower().startswith("<br") else "", True
        case _:
            # Text, the description of an image, and code that Discord could not tell from its marks.
            return token.content, True


def _within(opening: Token, inner: Sequence[Token], style: MarkStyle) -> Pieces:
    """Return an opening token with what it opens, as pieces."""
    pieces = _pieces(inner, style)
    if not style.marks:
        return pieces
    if opening.type == "link_open" and opening.markup != "autolink":
        bare = replace(style, marks=False)
        label = _joined(_pieces(inner, bare), bare)
        address = str(opening.attrs.get("href", ""))
        if label.strip() and _is_web_address(address):
            return [(formatting.link(label, address), False)]
    mark = _MARKS.get(opening.type)
    if style.bold and opening.type == "strong_open":
        return pieces
    words = _joined(pieces, style)
    core = words.strip()
    if mark is None or not core:
        return pieces
    start = words.index(core)
    return [
        (words[:start], True),
        (f"{mark}{core}{mark}", False),
        (words[start + len(core) :], True),
    ]


def _joined(pieces: Pieces, style: MarkStyle) -> str:
    """Join the pieces. Texts that touch are made literal as one: apart they could hide a mark."""
    joined = ""
    for is_text, group in groupby((p for p in pieces if p[0]), key=lambda piece: piece[1]):
        parts = [part for part, _ in group]
        for part in [_SPACES.sub(" ", "".join(parts))] if is_text else parts:
            written = formatting.literal(part) if is_text and style.marks else part
            # Between two marks of code Discord would see neither.
            touching = style.marks and joined.endswith("`") and written.startswith("`")
            joined += (formatting.ZERO_WIDTH if touching else "") + written
    return joined


def _closing(tokens: Sequence[Token], opening: int) -> int:
    """Return the place of the token that closes the one at `opening`."""
    depth = 0
    for position in range(opening, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens)


def _mended(content: str) -> str:
    """Return the words of a block with what Discord would not understand taken out.

    Liquid tags and the mark of a note go; rows of tables become lines of cells; lines that begin like
    an item stay apart, though they make no list.
    """
    content = _ALERT.sub("", _CODE_OR_LIQUID.sub(lambda match: match["code"] or "", content))
    joined = ""
    for line in content.split("\n"):
        row = _ROW.fullmatch(line)
        if row and _TABLE_RULE.fullmatch(line):
            continue
        words = " · ".join(_cells(line)) if row else line
        gap = "  \n" if row or _ITEM.match(line) else "\n"
        joined = f"{joined}{gap}{words}" if joined else words
    return joined


def _cells(row: str) -> Iterator[str]:
    return (cell.strip() for cell in _CELL_EDGE.split(row.strip()[1:-1]) if cell.strip())


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
