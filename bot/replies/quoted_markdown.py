"""Quoted words as Discord shows them: of a Markdown document its own emphasis, lists, code and links.

What a document writes stays harmless: it makes no mention, no heading and no hidden text. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from . import formatting
from .inline_markdown import MarkStyle, References, inline_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_REFERENCE = re.compile(
    r"\]\[(?P<label>[^\[\]]*[^\W\d_][^\[\]]*)\]|\[(?P<itself>[^\[\]]*[^\W\d_][^\[\]]*)\]\[\]"
)
_DASH = re.compile(r"\s*-\s+(?=\S)")
_LANGUAGE = re.compile(r"[\w+-]{0,20}")
_FENCE = "```"


def quoted_words(text: str, *, markdown: bool) -> str:
    """Return quoted text, safe to show: rendered where it is Markdown, otherwise as it stands.

    Of Markdown, headings become their text and images their description; HTML and Liquid tags and the
    marks of quotations are left out, and so are the addresses of links that are no web addresses.
    """
    text = formatting.visible(text)
    if markdown:
        return rendered(text, MarkStyle())
    return "\n".join(map(_plain_line, text.split("\n")))


def bare_words(text: str, *, markdown: bool) -> str:
    """Return quoted text without its marks, not yet safe to show."""
    text = formatting.visible(text)
    return rendered(text, MarkStyle(marks=False)) if markdown else text


def short_words(text: str, limit: int, *, markdown: bool) -> str:
    """Return the beginning of quoted text as plain words in one line, safe to show."""
    words = formatting.one_line(bare_words(text, markdown=markdown))
    return formatting.literal(formatting.clip(words, limit))


def _plain_line(line: str) -> str:
    """Return a line of plain text. The dash of an item stays a mark: it does no more than look well."""
    dash = _DASH.match(line)
    return f"- {formatting.literal(line[dash.end() :])}" if dash else formatting.literal(line)


def rendered(text: str, style: MarkStyle) -> str:
    """Return a Markdown text in a style, safe to show where that has marks."""
    return "\n".join(_lines(formatting.visible(text), style))


@cache
def _parser() -> MarkdownIt:
    """Return the parser of blocks, whose words are parsed one by one."""
    from markdown_it import MarkdownIt

    # HTML that stands as a block is read as a paragraph with tags, so that its words are kept.
    return MarkdownIt("commonmark").disable(["html_block", "inline"])


def _lines(text: str, style: MarkStyle) -> Iterator[str]:
    """Yield the blocks. The first of an item stands behind its mark, and the others below it."""
    references: References = {}
    tokens = _parser().parse(text, references)
    _name_references(text, references)
    open_lists: list[_List] = []
    mark, underline = "", ""
    was_in_list: bool | None = None
    for token in tokens:
        block = ""
        if token.type.endswith("_list_open"):
            ordered = token.type.startswith("ordered")
            open_lists.append(_List.starting(token.attrs.get("start", 1) if ordered else None))
        elif token.type.endswith("_list_close"):
            open_lists.pop()
        elif token.type.startswith("list_item"):
            mark = _item_mark(open_lists, style) if token.nesting == 1 else ""
        elif token.type.startswith("heading"):
            underline = "__" if token.nesting == 1 and style.apart and not style.bold else ""
        elif token.type in ("fence", "code_block"):
            block = _code(token, style)
            _interrupt(open_lists)
        elif token.type == "inline" and (words := inline_words(token.content, references, style)):
            indent = "  " * len(open_lists)
            whole = words.replace("\n", f"\n{indent}")
            block = f"{mark or indent}{underline}{whole}{underline}"
        if block:
            # What stands right below a list would be read as a part of its last item.
            if (
                was_in_list is not None
                and not open_lists
                and style.marks
                and (style.apart or was_in_list)
            ):
                yield ""
            yield block
            mark, was_in_list = "", bool(open_lists)


def _name_references(text: str, references: References) -> None:
    """Make known what a link refers to by a name whose address is not quoted along."""
    from markdown_it.common.utils import normalizeReference

    known = references.setdefault("references", {})
    for match in _REFERENCE.finditer(text):
        name = normalizeReference(match["label"] or match["itself"])
        known.setdefault(name, {"href": "", "title": ""})


@dataclass(slots=True)
class _List:
    """An open list: the number of its next item, if it has numbers, and whether that is only text.

    Discord numbers a list from 1 up, so a number that it would not come to is no mark.
    """

    number: int | None
    only_text: bool

    @classmethod
    def starting(cls, number: object) -> _List:
        """Return the list that begins with this number, or with None has none."""
        first = None if number is None else int(str(number))
        return cls(first, only_text=first not in (None, 1))


def _item_mark(open_lists: list[_List], style: MarkStyle) -> str:
    """Return the mark of the next item of the innermost list, and count it."""
    indent, innermost = "  " * (len(open_lists) - 1), open_lists[-1]
    if innermost.number is None:
        return f"{indent}- "
    innermost.number += 1
    escape = "\\" if innermost.only_text and style.marks else ""
    return f"{indent}{innermost.number - 1}{escape}. "


def _interrupt(open_lists: list[_List]) -> None:
    """Note that code ends the lists in which it stands, for Discord."""
    for each in open_lists:
        each.only_text = True


def _code(token: Token, style: MarkStyle) -> str:
    content = token.content.strip("\n")
    if not style.marks or not content.strip():
        return content.rstrip()
    language = token.info.strip()
    named = language if _LANGUAGE.fullmatch(language) else ""
    apart = content.replace(_FENCE, formatting.ZERO_WIDTH.join(_FENCE))
    return f"{_FENCE}{named}\n{apart}\n{_FENCE}"
