"""LaTeX (.tex): the file's own characters; headings, items, code and the title are found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...types import Document, Heading, Span
from ..leads import Part
from ..marked_text import marked_blocks
from .encoding import decoded_body
from .metadata import clean_line, day

_LEVELS = ("part", "chapter", "section", "subsection", "subsubsection", "paragraph")
_TITLE = re.compile(r"\\title\{(?P<title>(?:[^{}]|\{[^{}]*+\})*+)\}")
_DATE = re.compile(r"\\date\{(?P<date>[^{}\\\r\n]*+)\}")
_MARK = re.compile(
    rf"\\(?P<level>{'|'.join(_LEVELS)})\*?(?:\[[^\]\r\n]*+\])?"
    r"\{(?P<heading>(?:[^{}]|\{[^{}]*+\})*+)\}[^\r\n]*+"
    r"|\\begin\{(?P<code>verbatim|lstlisting|minted|equation|align)\*?\}"
    r"|(?P<item>\\item\b)"
)
_ITEM_END = re.compile(r"\\item\b|\\(?:begin|end)\{|(?:\r\n|[\r\n])[ \t]*+[\r\n]")
_COMMAND = re.compile(r"\\[a-zA-Z]+\*?[ ]?|[{}~]")


def parse(path: str, data: bytes) -> Document:
    r"""Return the decoded text. Sections are headings, `\title` and `\date` tell about the document."""
    text, body = decoded_body(data)
    marked = list(_marked(text, body))
    title, date = _TITLE.search(text), _DATE.search(text)
    return Document(
        path,
        text,
        body,
        title=_plain(title["title"]) if title else None,
        date=day(date["date"]) if date else None,
        headings=_headings(text, marked),
        blocks=marked_blocks(text, body, (part for part, _ in marked)),
    )


def _marked(text: str, body: Span) -> Iterator[tuple[Part, str]]:
    """Yield what commands mark, each with the name of the command."""
    at = body.start
    unclosed: set[str] = set()
    while match := _MARK.search(text, at, body.end):
        at = match.end()
        if match["level"]:
            yield Part("heading", Span(match.start(), at)), match["level"]
        elif match["item"]:
            end = _ITEM_END.search(text, at, body.end)
            at = end.start() if end else body.end
            yield Part("item", Span(match.start(), at)), "item"
        elif match["code"] not in unclosed:
            end_mark = f"\\end{{{match['code']}"
            end_at = text.find(end_mark, at, body.end)
            if end_at < 0:
                unclosed.add(match["code"])
                continue
            close = text.find("}", end_at, body.end)
            at = close + 1 if close > 0 else body.end
            yield Part("code", Span(match.start(), at)), "code"


def _headings(text: str, marked: list[tuple[Part, str]]) -> tuple[Heading, ...]:
    """Return the headings, with levels from 1 by the commands that the document uses."""
    found = [(part.span, name) for part, name in marked if part.kind == "heading"]
    used = sorted({_LEVELS.index(name) for _, name in found})
    headings = []
    for span, name in found:
        match = _MARK.match(text, span.start, span.end)
        title = _plain(match["heading"]) if match else None
        if title:
            headings.append(Heading(span.start, used.index(_LEVELS.index(name)) + 1, title))
    return tuple(headings)


def _plain(words: str) -> str | None:
    return clean_line(_COMMAND.sub("", words.replace("~", " ")))
