"""Which paragraphs are questions that stand above their answers, as in a list of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from ..types import BlockKind, Span
from .leads import Part

LONGEST_QUESTION = 150
"""How long, in characters, a question is at most that stands alone without being marked as one."""

_LONGEST_ANSWER = 8
"""Paragraphs that the answer to a question has at most which is not marked as one."""

_ASKED = re.compile(r"[*_]{0,3}(?:Q|Question)\b[ \t]*\d{0,3}[ \t]*[.:)]", re.IGNORECASE)
_ANSWERED = re.compile(r"[*_]{0,3}(?:A|Answer)\b[ \t]*\d{0,3}[ \t]*[:)]", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*+>")
_LINE = re.compile(r"[^\r\n]++")
_BOLD = re.compile(r"(\*{2,3}|__)(?!\s)(?P<words>[^*_]++)\1[ \t\\]*")
_SPEECH = frozenset("\"'“‘«„>–—-")
_MARKS = frozenset("?？")


def is_asked(line: str) -> bool:
    """Return whether a line says of itself that it is a question ("Q: …")."""
    return _ASKED.match(line) is not None


def is_answered(line: str) -> bool:
    """Return whether a line says of itself that it is an answer ("A: …")."""
    return _ANSWERED.match(line) is not None


def asks(words: str) -> bool:
    """Return whether a paragraph, plain or in Markdown, is one question and nobody's speech."""
    plain = " ".join(_TAG.sub(" ", words[: 4 * LONGEST_QUESTION]).split()).strip("*_ ")
    if plain[-1:] not in _MARKS:
        return False
    return is_bold_question(words) or (len(plain) <= LONGEST_QUESTION and plain[0] not in _SPEECH)


def is_bold_question(words: str) -> bool:
    """Return whether a text in Markdown is wholly in bold letters and asks."""
    match = _BOLD.fullmatch(words.strip())
    return match is not None and match["words"].rstrip()[-1:] in _MARKS


def with_questions(text: str, parts: Iterable[Part], *, plain: bool) -> list[Part]:
    """Return the parts, of a paragraph that asks and answers the question and the answer apart.

    In a `plain` text a line ends only where its author ended it: there a first line that asks is a
    question whatever its letters. In Markdown it has to be bold, and what is bold but does not ask ends
    the answer to a question above it, as a heading does.
    """
    return with_answers(
        text,
        (
            piece
            for part in parts
            for piece in (_pieces(text, part, plain=plain) if part.kind == "paragraph" else [part])
        ),
    )


def _pieces(text: str, part: Part, *, plain: bool) -> Iterator[Part]:
    lines = [Span(*match.span()) for match in _LINE.finditer(text, part.span.start, part.span.end)]
    words = [text[line.start : line.end].strip() for line in lines]
    first_asks = asks(words[0]) if plain else is_bold_question(words[0])
    cuts = [
        number
        for number in range(1, len(lines))
        if is_asked(words[number]) or is_answered(words[number]) or (number == 1 and first_asks)
    ]
    for begin, end in pairwise([0, *cuts, len(lines)]):
        piece = text[lines[begin].start : lines[end - 1].end]
        start = lines[begin].start + len(piece) - len(piece.lstrip())
        span = Span(start, start + len(piece.strip()))
        if len(span):
            asked = is_asked(words[begin]) or asks(piece)
            kind: BlockKind = "question" if asked else "paragraph"
            is_title = (
                not plain and kind == "paragraph" and _BOLD.fullmatch(piece.strip()) is not None
            )
            yield replace(part, kind=kind, span=span, apart=is_title or (part.apart and not begin))


def with_answers(text: str, parts: Iterable[Part]) -> list[Part]:
    """Return the parts, as paragraphs the questions that nothing answers or half the document would.

    What follows a question belongs to its answer up to the next question or heading. If that is far
    away a question that is not marked as one is a turn of speech in running text.
    """
    found = list(parts)
    paragraphs = 0  # from here to where an answer would end
    ends = True  # whether it would end with the next part
    for place in range(len(found) - 1, -1, -1):
        part = found[place]
        if part.kind == "question" and not part.leads:
            far = paragraphs > _LONGEST_ANSWER and not _is_marked(text, part)
            if ends or far:
                part = found[place] = replace(part, kind="paragraph")
        ends = part.kind in ("heading", "question") or part.apart
        paragraphs = 0 if ends else paragraphs + (part.kind == "paragraph")
    return found


def _is_marked(text: str, question: Part) -> bool:
    words = text[question.span.start : question.span.end]
    return is_asked(words) or is_bold_question(words)
