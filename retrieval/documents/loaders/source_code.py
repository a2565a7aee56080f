"""Source code: the file's own characters; comments are paragraphs, definitions are headings.

Pygments tells comments and docstrings from code, whatever the language. Which lines define something
is told by it too, or, in the languages where it does not tell, by the word before the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from ...types import BlockKind, Document, Heading, Span
from ..leads import Part, with_leads
from ..text_lines import TextLine, lines_of
from .encoding import decoded_body
from .metadata import clean_line

if TYPE_CHECKING:
    from pygments.lexer import Lexer

MAX_LEXED = 3_000_000
"""Characters of the longest file that is looked into; a longer one is data rather than a program."""

# Where Pygments knows several languages, or none, of a suffix.
_LANGUAGES = {
    ".sql": "sql", ".r": "splus", ".pl": "perl", ".pm": "perl", ".fs": "fsharp", ".conf": "ini",
    ".m": "objective-c",
}  # fmt: skip
_WITHOUT_NAMES = {".css", ".scss", ".less"}
_DEFINES = re.compile(
    r"(?:[a-z]+[ \t]+){0,5}?"
    r"(?:(?:function|func|fn|def|defp|defmodule|class|interface|struct|enum|trait|impl|type|module|object"
    r"|protocol|message|service|record|sub|namespace)[ \t]++(?:\([^()]{0,80}\)[ \t]*)?"
    r"(?P<name>[^\W\d][\w.:]{0,80})"
    r"|(?:const|let|var)[ \t]++(?P<value>\w{1,80})[ \t]*=[ \t]*(?:async[ \t]*)?"
    r"(?:function\b|\([^()]{0,200}\)[ \t]*=>)"
    r"|(?P<shell>[\w-]{1,80})[ \t]*\(\)[ \t]*\{?\s*\Z)"
)
_CREATES = re.compile(
    r"create[ \t]+(?:or[ \t]+replace[ \t]+)?(?:unique[ \t]+)?"
    r"(?:table|view|function|procedure|index|trigger|type)[ \t]+(?:if[ \t]+not[ \t]+exists[ \t]+)?"
    r"(?P<name>[\w.\"`\[\]]{1,100})",
    re.IGNORECASE,
)
_SECTIONS = {
    ".ini": re.compile(r"\[(?P<name>[^\]]{1,200})\]"),
    ".toml": re.compile(r"\[{1,2}(?P<name>[^\]]{1,200})\]{1,2}"),
    ".yaml": re.compile(r"(?P<name>[\w./\"' -]{1,100}):(?:[ \t]+[|>&#].*)?\Z"),
    ".sql": _CREATES,
}
_SECTIONS |= {".cfg": _SECTIONS[".ini"], ".conf": _SECTIONS[".ini"], ".yml": _SECTIONS[".yaml"]}
_WORD = re.compile(r"[\w:~]+")
_DECORATORS = ("@", "#[")
_LONGEST_LINE = 1000


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, whether it is prose (a comment or a docstring), and the name that it defines."""

    line: TextLine
    prose: bool
    name: str | None


def parse(path: str, data: bytes) -> Document:
    """Return the decoded text."""
    text, body = decoded_body(data)
    suffix = PurePath(path).suffix.lower()
    lines = _read_lines(text, body, suffix)
    starts = _section_starts(lines)
    return Document(
        path,
        text,
        body,
        headings=tuple(_headings(lines, starts)),
        blocks=with_leads(text, _parts(lines, set(starts.values()))),
    )


def _read_lines(text: str, body: Span, suffix: str) -> list[_Line]:
    prose, names = ([], {}) if len(text) > MAX_LEXED else _lexed(text, suffix)
    found: list[_Line] = []
    at = 0
    for line in lines_of(text, body):
        while at < len(prose) and prose[at].end < line.end:
            at += 1
        is_prose = at < len(prose) and prose[at].start <= line.start
        name = None if is_prose else _defined(line, suffix, names)
        found.append(_Line(line, is_prose, name))
    return found


def _lexed(text: str, suffix: str) -> tuple[list[Span], dict[int, str]]:
    """Return the spans of comments and docstrings, white space between them included, and the names.

    Names that are defined come by their offset.
    """
    from pygments.token import Comment, Name, String

    remarks, definitions = (Comment, String.Doc), (Name.Function, Name.Class)
    directives = (Comment.Preproc, Comment.PreprocFile, Comment.Hashbang)
    prose: list[Span] = []
    names: dict[int, str] = {}
    # Lexers know "\n" alone for a line end; offsets must not move.
    for start, kind, value in _lexer(suffix).get_tokens_unprocessed(
        text.replace("\r\n", " \n").replace("\r", "\n")
    ):
        if not value.strip():
            continue
        end = start + len(value.rstrip())
        if _is_among(kind, remarks) and not _is_among(kind, directives):
            if prose and not text[prose[-1].end : start].strip():
                prose[-1] = Span(prose[-1].start, end)
            else:
                prose.append(Span(start, end))
        elif _is_among(kind, definitions):
            names[start] = value
    return prose, names


def _is_among(kind: object, families: Iterable[Any]) -> bool:
    """Return whether a kind of token is one of these or below one of them."""
    return any(kind in family for family in families)


def _lexer(suffix: str) -> Lexer:
    from pygments.lexers import get_lexer_by_name, get_lexer_for_filename

    if suffix in _LANGUAGES:
        return get_lexer_by_name(_LANGUAGES[suffix])
    return get_lexer_for_filename(f"file{suffix}")


def _defined(line: TextLine, suffix: str, names: dict[int, str]) -> str | None:
    """Return the name that a line defines."""
    if suffix in _WITHOUT_NAMES or len(line.text) > _LONGEST_LINE:
        return None
    if section := _SECTIONS.get(suffix):
        match = None if line.indent else section.match(line.text)
        return match["name"].strip("\"'`") if match else None
    if line.text.endswith((";", ",")):
        return None  # it only declares, or is given to something
    if match := _DEFINES.match(line.text):
        return (match["name"] or match["value"] or match["shell"]).rstrip(":.")
    places = (line.start + word.start() for word in _WORD.finditer(line.text))
    return next((names[place] for place in places if place in names), None)


def _section_starts(lines: Sequence[_Line]) -> dict[int, int]:
    """Return for each line that defines something the line where its section begins.

    That is with the comment and the decorators right above it.
    """
    starts: dict[int, int] = {}
    for number, line in enumerate(lines):
        if line.name is None:
            continue
        begin = number
        while begin > 0 and not lines[begin].line.after_blank:
            above = lines[begin - 1]
            belongs = above.prose or above.line.text.startswith(_DECORATORS)
            if above.line.indent != line.line.indent or not belongs:
                break
            begin -= 1
        starts[number] = begin
    return starts


def _headings(lines: Sequence[_Line], starts: dict[int, int]) -> Iterator[Heading]:
    """Yield the definitions as headings, nested by how far they are indented."""
    indents: list[int] = []
    for number, begin in starts.items():
        line = lines[number]
        while indents and indents[-1] >= line.line.indent:
            indents.pop()
        indents.append(line.line.indent)
        if title := clean_line(line.name):
            yield Heading(lines[begin].line.start, len(indents), title)


def _parts(lines: Sequence[_Line], starts: set[int]) -> Iterator[Part]:
    """Yield runs of lines of one kind that no blank line and no definition divides."""
    begin = 0
    for number in range(1, len(lines) + 1):
        ends = (
            number == len(lines)
            or lines[number].line.after_blank
            or lines[number].prose != lines[begin].prose
            or number in starts
        )
        if ends and begin < len(lines):
            kind: BlockKind = "paragraph" if lines[begin].prose else "code"
            first, last = lines[begin].line, lines[number - 1].line
            # Whatever leads code within a section, nothing leads from the section above.
            yield Part(kind, Span(first.start, last.end), apart=begin in starts)
            begin = number
