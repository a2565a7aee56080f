"""Markdown: the file's own characters; front matter, headings and blocks are found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ....errors import DocumentError
from ....types import Document, Heading, Span
from ..encoding import BYTE_ORDER_MARK, decode
from ..metadata import clean_line, day, web_address
from .markdown_blocks import markdown_blocks

if TYPE_CHECKING:
    from markdown_it.token import Token

# Between two fences at the very top, the second of which may be YAML's own "...".
_FRONT_MATTER = re.compile(
    r"---[ \t]*(?:\r\n|\n|\r)(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)",
    re.DOTALL | re.MULTILINE,
)
_FIRST_KEY = re.compile(r"\s*(?:#[^\r\n]*[\r\n]\s*)*[\w\"'][^\r\n:]*:(?:\s|\Z)")
_MAX_FRONT_MATTER = 32_000
_MOST_LINES = 500_000
"""Lines of a file at most: the parser makes some objects of each, a kilobyte or two together."""

_MARK = re.compile(r"[\\`*_\[\]!<>&\r\n]")
_MOST_MARKS = 60
"""Marks in a heading up to which it is parsed: the parser's time grows with their square."""

_LINE_END = re.compile(r"\r\n|\n|\r")


def parse(path: str, data: bytes) -> Document:
    """Return the decoded text, its front matter (title, url, date) outside the body.

    Front matter that is not valid YAML is still no part of the body; it only tells nothing.
    """
    text = decode(data)
    start = int(text.startswith(BYTE_ORDER_MARK))
    start, about = _front_matter(text, start)
    document = read_markdown(path, text, start)
    return replace(
        document,
        title=clean_line(about.get("title")) or document.title,
        url=web_address(about.get("url")),
        date=day(about.get("date")),
    )


def read_markdown(path: str, text: str, start: int = 0) -> Document:
    """Return a text in Markdown, of which the body begins at `start`; its first heading is the title."""
    lines = [start, *(match.end() for match in _LINE_END.finditer(text, start))]
    if len(lines) > _MOST_LINES:
        raise DocumentError(f"It has more than {_MOST_LINES:,} lines; split it.")
    tokens = _tokens(text[start:])
    headings = tuple(_headings(tokens, lines))
    return Document(
        path,
        text,
        Span(start, len(text)),
        title=next((heading.title for heading in headings if heading.level == 1), None),
        headings=headings,
        blocks=markdown_blocks(text, lines, tokens),
    )


def _front_matter(text: str, start: int) -> tuple[int, dict[str, object]]:
    """Return where the body begins, and what stands before it, by key in lower case."""
    match = _FRONT_MATTER.match(text, start, start + _MAX_FRONT_MATTER)
    if not match or not _FIRST_KEY.match(match["yaml"]):
        return start, {}
    import yaml

    try:
        # The base loader makes strings, lists and mappings and nothing else: dates and numbers stay
        # as they are written, and aliases are references, so a "billion laughs" file stays small.
        found = yaml.load(match["yaml"], Loader=yaml.BaseLoader)  # noqa: S506 - safer than SafeLoader
    except (yaml.YAMLError, RecursionError):
        found = None
    pairs = found.items() if isinstance(found, dict) else ()
    return match.end(), {str(key).lower(): value for key, value in pairs if isinstance(key, str)}


def _tokens(text: str) -> list[Token]:
    """Return the tokens of a body: its blocks, and of the words within them those of no heading."""
    from markdown_it import MarkdownIt

    # The words of paragraphs need no parsing for this, which makes it several times faster.
    return MarkdownIt("commonmark").enable("table").disable(["inline"]).parse(text)


def _headings(tokens: Sequence[Token], lines: Sequence[int]) -> Iterator[Heading]:
    """Yield the headings of the document itself; those in quotes, lists and code belong to them."""
    from markdown_it import MarkdownIt

    inline = MarkdownIt("commonmark")
    for opening, content in pairwise(tokens):
        if opening.type == "heading_open" and opening.level == 0 and opening.map:
            words = content.content
            if 0 < len(_MARK.findall(words)) <= _MOST_MARKS:
                words = _plain(inline.parseInline(words))
            if title := clean_line(words):
                yield Heading(lines[opening.map[0]], int(opening.tag[1:]), title)


def _plain(tokens: object) -> str:
    """Return the words of inline Markdown without its marks."""
    if not isinstance(tokens, list):
        return ""
    words = []
    for token in tokens:
        if token.children:
            words.append(_plain(token.children))
        elif token.type in ("text", "code_inline", "softbreak", "hardbreak"):
            words.append(token.content or " ")
    return "".join(words)
