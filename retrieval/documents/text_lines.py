"""The lines of a plain text, and what each looks like by itself. Pure, linear in the text's length."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ..types import Span

LONGEST_WRAPPED = 120
"""How long, in characters, lines are at most that were wrapped by hand or by a program."""

_NARROWEST = 45

_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_ITEM = re.compile(
    r"(?:(?P<bullet>[-*+•‣▪◦●○■□▶➤✓·–—\uf0b7]|\[[ xX]?\])"
    r"|\(?(?:(?P<number>\d{1,3})|(?P<letter>[a-zA-Z])|(?P<roman>[ivx]{2,5}|[IVX]{2,5}))[.)])"
    r"[ \t]++(?=\S)"
)
_LABEL = re.compile(r"[^\W\d_][\w'’/&() -]{0,30}:(?:[ \t]|\Z)")
_SENTENCE_END = re.compile(r"[.!?…:。！？]['\"”’»)\]*_]{0,3}\Z")
_CODE = re.compile(
    r"[;{}]\s*\Z|\S\s*[=!<>+]=?=\s*\S|[\w\])] = |</?\w+|^(?:\$|>>>|#!|//|--\w)"
    r"|^(?:sudo|apt|pip|npm|git|docker|cd|ls|curl|python3?|import|def|class|return|make|ssh)\s"
)
_OPENED = re.compile(r"\w\(")
_ROMAN = {"i": 1, "v": 5, "x": 10}

MarkerStyle = Literal["bullet", "number", "letter", "roman"]


@dataclass(frozen=True, slots=True)
class Marker:
    """What a list item begins with; `value` is its place in the list, 0 for a bullet."""

    style: MarkerStyle
    value: int
    width: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that is not blank, without the white space around it.

    `indent` is in columns; `after_blank` tells that nothing but white space stands in the line before.
    """

    text: str
    start: int
    indent: int
    after_blank: bool

    @property
    def printed(self) -> str:
        """It with its indent, in spaces."""
        return " " * self.indent + self.text

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)


def lines_of(text: str, body: Span) -> list[TextLine]:
    """Return the lines of the body that are not blank, in order."""
    found: list[TextLine] = []
    begin, after_blank = body.start, True
    ends = [
        (match.start(), match.end()) for match in _LINE_BREAK.finditer(text, body.start, body.end)
    ]
    for end, following in [*ends, (body.end, body.end)]:
        line = text[begin:end]
        content = line.strip()
        if content:
            margin = line[: len(line) - len(line.lstrip())]
            indent = len(margin.expandtabs(4))
            found.append(TextLine(content, begin + len(margin), indent, after_blank))
        after_blank = not content
        begin = following
    return found


def marker(line: str) -> Marker | None:
    """Return what a line begins with if that may be the marker of a list item."""
    match = _ITEM.match(line)
    if match is None or not any(map(str.isalnum, line)):  # a rule may be drawn with "* * *"
        return None
    width = match.end()
    if match["bullet"]:
        return Marker("bullet", 0, width)
    if match["number"]:
        return Marker("number", int(match["number"]), width)
    if match["roman"]:
        return Marker("roman", _roman(match["roman"]), width)
    if match["letter"] in "iI":
        return Marker("roman", 1, width)
    return Marker("letter", ord(match["letter"].lower()) - ord("a") + 1, width)


def _roman(digits: str) -> int:
    values = [_ROMAN[digit] for digit in digits.lower()]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def is_label(line: str) -> bool:
    """Return whether a line begins with the name of what it says ("Place: the hall")."""
    return _LABEL.match(line) is not None


def ends_sentence(line: str) -> bool:
    """Return whether a line ends with a stop or a colon."""
    return _SENTENCE_END.search(line[-6:]) is not None


def looks_like_code(line: str) -> bool:
    """Return whether a line is rather a program's or a shell's than a sentence."""
    shown = line[:200].rstrip()
    is_call = shown.endswith(")") and _OPENED.search(shown, 0, len(shown) - 1) is not None
    return is_call or _CODE.search(line[:200]) is not None


def had_room(before: str, line: str, width: int) -> bool:
    """Return whether the first word of a line would have fitted into the one before it.

    Lines that are all short are not of a text that was wrapped: then there always was room.
    """
    return width < _NARROWEST or len(before) + 1 + len(line.split(maxsplit=1)[0]) <= width


def is_wrapped(before: str, line: str, width: int) -> bool:
    """Return whether the end of the line before broke a paragraph that goes on in this line.

    `width` is that of the widest line of those without a blank line between.
    """
    if width > LONGEST_WRAPPED:
        return False
    if line[0].islower():
        return True
    if before.endswith((":", "：")) or (is_label(before) and is_label(line)):
        return False
    return not (ends_sentence(before) and had_room(before, line, width * 5 // 6))
