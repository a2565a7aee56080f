"""A document's Markdown as Discord shows it: emphasis, code and lists stay, all else is text. Pure.

Nothing that a document writes may ping, head, hide or lead elsewhere than it says: a link shows where it
leads, and leads only to the web.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from . import formatting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_LIQUID = re.compile(r"\{[%{].{0,400}?[%}]\}", re.DOTALL)
_EMPHASIS = {"strong_open": "**", "strong_close": "**", "em_open": "*", "em_close": "*"}
_INDENT = "  "
SHOWN_ADDRESS_LIMIT = 60


def as_discord(text: str) -> str:
    """Return a part of a Markdown document in Discord's Markdown, safe to show."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    lines: list[str] = []
    marks: list[str] = []
    numbers: list[int | None] = []
    for token in parser.parse(_LIQUID.sub("", formatting.visible(text))):
        match token.type:
            case "bullet_list_open":
                numbers.append(None)
            case "ordered_list_open":
                numbers.append(int(token.attrs.get("start", 1) or 0))
            case "bullet_list_close" | "ordered_list_close":
                numbers.pop()
            case "list_item_open":
                marks.append(_item_mark(numbers))
            case "inline":
                words = _inline(token.children or [])
                if words:
                    lines.append(_mark(marks) + words)
            case "fence" | "code_block":
                lines += _code_block(token.content)
            case _:
                pass
    return "\n".join(lines)


def _item_mark(numbers: list[int | None]) -> str:
    """Return what a list's next item begins with, and count it."""
    indent = _INDENT * (len(numbers) - 1)
    number = numbers[-1]
    if number is None:
        return f"{indent}- "
    numbers[-1] = number + 1
    return f"{indent}{number}. "


def _mark(marks: list[str]) -> str:
    """Take the mark of the item that begins here; what an item goes on with has none."""
    mark = marks[-1] if marks else ""
    marks.clear()
    return mark


def _inline(tokens: Sequence[Token]) -> str:
    """Return the words of a line. What is no emphasis, code or link is shown as it stands."""
    shown: list[str] = []
    plain: list[str] = []
    links: list[str | None] = []

    def flush() -> None:
        shown.append(formatting.literal("".join(plain)))
        plain.clear()

    for token in tokens:
        if token.type in ("text", "text_special"):
            plain.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            plain.append(" ")
        elif token.type == "image":
            plain.append(token.content)
        elif token.type in _EMPHASIS:
            flush()
            shown.append(_EMPHASIS[token.type])
        elif token.type == "code_inline":
            flush()
            shown.append(_code(token.content))
        elif token.type == "link_open":
            links.append(_web_address(cast("str", token.attrs.get("href", ""))))
        elif token.type == "link_close" and (address := links.pop()):
            flush()
            shown.append(f" (`{address}`)")
    flush()
    return "".join(shown).strip()


def _code(text: str) -> str:
    words = text.replace("`", "'").strip()
    return f"`{words}`" if words else ""


def _code_block(text: str) -> list[str]:
    return ["```", *text.rstrip("\n").replace("```", "'''").split("\n"), "```"]


def _web_address(address: str) -> str | None:
    """Return where a link leads, if that is a page on the web, short enough to be read."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return formatting.clip(address.replace("`", "%60"), SHOWN_ADDRESS_LIMIT)
