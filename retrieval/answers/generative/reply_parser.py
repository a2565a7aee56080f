"""Reads the model's reply while it grows: each statement as soon as its JSON is complete.

Pure. It forgives what models put around their JSON, bounds what they put into it, and tells a reply
from rubbish. It knows no passages; what it hands out is not verified.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MAX_REPLY = 20_000
"""Characters after which a reply is taken for a run-away and read no further."""

MAX_BLANK = 400
"""White space after which it is taken for one, too."""

MAX_PREAMBLE = 1_000
"""Characters before the JSON after which none is expected any more."""

MAX_STATEMENTS = 12
MAX_QUOTES = 6
MAX_STATEMENT = 600

_OPENING = re.compile(r"\{\s*\"(?:answerable|statements)\"")
_SPACE = re.compile(r"\s*")
_OPEN, _CLOSED = "[\\[【［〔]", "[\\]】］〕]"
_LABEL = r"(?:passages?|source|quote)"
_MARKER = re.compile(
    rf"\s*(?:{_OPEN}\s*{_LABEL}?\s*[#^]?\d{{1,3}}(?:\s*[,;–-]\s*#?\d{{1,3}})*\s*(?:†[^\]】]*)?{_CLOSED}"
    rf"|\(\s*{_LABEL}\s*#?\d{{1,3}}(?:\s*(?:,|;|and|–|-)\s*#?\d{{1,3}})*\s*\))",
    re.IGNORECASE,
)
_LEFT_EMPTY = re.compile(rf"\s*{_OPEN}[\s,;]*{_CLOSED}|\s\(\s*\)")
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://|\b[a-z0-9-]+\.[a-z]{2,}|@\w", re.IGNORECASE)
_DISARMED = re.compile(r"\bhxxps?\b|\[(?:\.|dot|:)\]|\((?:\.|dot)\)", re.IGNORECASE)
_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class DraftQuote:
    """Words that the model says stand in a passage; passages count from 1."""

    words: str
    passage: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement as the model gives it."""

    text: str
    quotes: tuple[DraftQuote, ...]


class ReplyParser:
    """A reply that is read piece by piece.

    `answerable` is what the model says of the passages, None while it has not said. `finished` tells
    that reading on is of no use: the JSON is closed, enough was said, or it has become a run-away.
    `complete` tells that the JSON was closed, so that what it does not say is not said.
    """

    def __init__(self) -> None:
        self.answerable: bool | None = None
        self.complete = False
        self._text = ""
        self._position = 0
        self._in_statements = False
        self._given = 0
        self._waiting: list[Draft] = []

    @property
    def finished(self) -> bool:
        """Whether to stop reading."""
        return (
            self.complete
            or self.answerable is False
            or self._given >= MAX_STATEMENTS
            or len(self._text) > MAX_REPLY
            or (not self._position and len(self._text) > MAX_PREAMBLE)
            or len(self._text) - len(self._text.rstrip()) > MAX_BLANK
        )

    @property
    def readable(self) -> bool:
        """Whether all that the model wanted to say was read, so that silence means a refusal."""
        return self.complete or self.answerable is False or self._given >= MAX_STATEMENTS

    def read(self, piece: str) -> Iterator[Draft]:
        """Take the next piece of the reply and yield the statements that it completes.

        Until the model has said that the passages answer the question, statements wait.
        """
        self._text += piece
        if not self._position:
            opening = _OPENING.search(self._text)
            if opening is None:
                return
            self._position = opening.start() + 1
        if any(mark in piece for mark in "}],"):
            self._advance()
        yield from self._ready()

    def close(self) -> Iterator[Draft]:
        """Yield what still waits when the reply ends: a model that gives statements means to answer."""
        if self.answerable is None and self._waiting:
            self.answerable = True
        yield from self._ready()

    def _ready(self) -> Iterator[Draft]:
        if self.answerable:
            waiting, self._waiting = self._waiting, []
            for draft in waiting:
                if self._given < MAX_STATEMENTS:
                    self._given += 1
                    yield draft

    def _advance(self) -> None:
        """Read members and statements for as long as they are complete."""
        while not self.complete:
            step = self._statement() if self._in_statements else self._member()
            if not step:
                return

    def _member(self) -> bool:
        """Read the next member of the outer object, or its end."""
        if self._take(",") or self._take("}"):
            self.complete = self._text[self._position - 1] == "}"
            return True
        start = self._position
        name, found = self._value()
        if not found or not self._take(":"):
            self._position = start
            return False
        if name == "statements" and self._take("["):
            self._in_statements = True
            return True
        value, found = self._value()
        if not found or not self._ends():
            self._position = start
            return False
        if name == "answerable":
            self.answerable = bool(value) and str(value).lower() != "false"
        return True

    def _statement(self) -> bool:
        """Read the next statement, or the end of their list."""
        if self._take(",") or self._take("]"):
            self._in_statements = self._text[self._position - 1] != "]"
            return True
        value, found = self._value()
        draft = _draft(value)
        if draft is not None:
            self._waiting.append(draft)
        return found

    def _value(self) -> tuple[Any, bool]:
        """Return the JSON value at the position, and whether it is there as a whole."""
        self._skip()
        try:
            value, self._position = _DECODER.raw_decode(self._text, self._position)
        except (ValueError, RecursionError):
            return None, False
        return value, True

    def _take(self, mark: str) -> bool:
        self._skip()
        if not self._text.startswith(mark, self._position):
            return False
        self._position += 1
        return True

    def _ends(self) -> bool:
        """Return whether a mark follows, without which a number may still grow."""
        self._skip()
        return self._text[self._position : self._position + 1] in {",", "}"}

    def _skip(self) -> None:
        match = _SPACE.match(self._text, self._position)
        if match is not None:
            self._position = match.end()


def _draft(value: Any) -> Draft | None:
    """Read a statement from whatever the model gave for one; None if it has no text.

    One without a quote is a statement too: the program looks for its sentences itself.
    """
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, dict):
        return None
    text = sanitize(value.get("text"))
    given = value.get("quotes")
    quotes = [_quote(quote) for quote in given[:MAX_QUOTES]] if isinstance(given, list) else []
    kept = tuple(quote for quote in quotes if quote is not None)
    return Draft(text, kept) if text else None


def _quote(value: Any) -> DraftQuote | None:
    if isinstance(value, str):
        return DraftQuote(value)
    if not isinstance(value, dict) or not isinstance(value.get("words"), str):
        return None
    number = str(value.get("passage", ""))
    return DraftQuote(
        value["words"], int(number) if number.isdecimal() and len(number) < 5 else None
    )


def sanitize(text: Any) -> str:
    """Return a statement's text in one line, without control characters and forged citation markers.

    It is empty if it is not a text, too long for a sentence, or holds an address in disguise.
    """
    if not isinstance(text, str):
        return ""
    single = " ".join(text.split())
    printable = "".join(character for character in single if character.isprintable())
    if _has_disguised_address(printable):
        return ""
    clean = _without_markers(printable)
    return clean if len(clean) <= MAX_STATEMENT and any(map(str.isalnum, clean)) else ""


def _without_markers(text: str) -> str:
    """Take out forged citation markers, also within one another, and the brackets they leave over."""
    clean = _MARKER.sub("", text)
    if clean == text:
        return text
    before = None
    while clean != before:
        before, clean = clean, _MARKER.sub("", _LEFT_EMPTY.sub("", clean))
    if len(re.findall(_OPEN, clean)) != len(re.findall(_CLOSED, clean)):
        clean = re.sub(f"{_OPEN}|{_CLOSED}", "", clean)
    return " ".join(clean.split())


def _has_disguised_address(text: str) -> bool:
    """Return whether a text holds an address or a mention in characters or signs that hide it.

    Discord, a reader or whatever copies the text may take it for one (`discord．gg`, `＠here`, `hxxp`).
    """
    shown = {match.group() for match in _ADDRESS.finditer(text)}
    plain = unicodedata.normalize("NFKC", text)
    meant = {match.group() for match in _ADDRESS.finditer(plain)}
    return not meant <= shown or _DISARMED.search(text) is not None
