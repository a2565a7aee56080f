"""The normal form in which a quote and its source are compared, with the way back to the source.

Pure. What typesetting and copying change is left out: white space, case, quote marks, dashes,
punctuation, ligatures, soft hyphens, hyphens at line ends, Markdown's link targets. What carries
meaning stays: letters with their accents, digits, the separators within a number, its sign, currency
and percent. It is not decided here whether two texts are the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..characters import HANGUL, UNSPACED
from ..types import Span

HYPHENS = frozenset("-\u2010\u2011")
DASHES = HYPHENS | frozenset("\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")
APOSTROPHES = frozenset("'\u2018\u2019\u02bc\u02b9\u2032\uff07`\u00b4")

_KEPT_SYMBOLS = frozenset("%‰°+=<>≤≥≠±×÷&")
_WITHIN_NUMBER = frozenset(".,:/")

# Scripts that are written without spaces, or in which endings are glued to a word without changing
# it: there a quote may begin or end anywhere.
_SPACELESS = re.compile(f"[{UNSPACED}{HANGUL}]")
_INVISIBLE = re.compile(
    r"\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]{0,200}\")?\)"  # the target of a Markdown link
    r"|(?m:^[ \t]*[>+][>+ \t]*)"  # the mark of a Markdown quotation or list item
)
REFERENCE = re.compile(r"(?:(?<=[.,;:!?\"”’)\]])|(?<=[^\W_]{3}))\[\d{1,3}\]")
"""A reference mark such as [12]; in a text about programs it may be an index, and then it counts."""

_GROUPED = re.compile(
    r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)|(?<![\d.,])\d{1,3}(?:['’\u00a0\u2009\u202f ]\d{3})+(?!\d)"
)
_LINE_END_HYPHEN = re.compile("[-\u2010\u2011][ \t]*\r?\n[ \t]*")


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """A text's normal form: `letters[i]` comes from the source's character at `offsets[i]`.

    `words` are the ranges of `letters` that are one word each.
    """

    source: str
    letters: str
    offsets: tuple[int, ...]
    words: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> Span | None:
        """Return the span of the source that `letters[start:end]` stands for.

        It is None where it would begin or end inside a word, a number or a single character.
        """
        if start > 0 and self.offsets[start - 1] == self.offsets[start]:
            return None
        if end < len(self.offsets) and self.offsets[end - 1] == self.offsets[end]:
            return None
        span = Span(self.offsets[start], self.offsets[end - 1] + 1)
        return span if has_word_boundaries(self.source, span) else None

    def word(self, index: int) -> str:
        """Return the normal form of a word."""
        start, end = self.words[index]
        return self.letters[start:end]

    def original(self, index: int) -> str:
        """Return a word as the source writes it."""
        start, end = self.words[index]
        return self.source[self.offsets[start] : self.offsets[end - 1] + 1]


@lru_cache(maxsize=64)
def normalize(text: str, *, references: bool = True) -> NormalizedText:
    """Return the normal form of `text`, with or without its reference marks.

    Linear in the length of the text; the last few are remembered.
    """
    return _Builder(text).build(_dropped(text, references=references))


class _Builder:
    """Goes through a text once; what lies between two kept characters is the gap."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.letters: list[str] = []
        self.offsets: list[int] = []
        self.words: list[tuple[int, int]] = []
        self.begin = 0
        self.gap = ""

    def build(self, dropped: Mapping[int, str]) -> NormalizedText:
        for index, character in enumerate(self.text):
            if index in dropped:
                self.gap += dropped[index]
                continue
            kept = _kept(character)
            if kept is None:
                self.gap += character
            elif kept:
                self.add(index, kept)
        self.end_word()
        return NormalizedText(
            self.text, "".join(self.letters), tuple(self.offsets), tuple(self.words)
        )

    def add(self, index: int, kept: str) -> None:
        if self.gap:
            self.close_gap(index, kept)
        for letter in kept:
            self.letters.append(letter)
            self.offsets.append(index)
        self.gap = ""

    def close_gap(self, index: int, kept: str) -> None:
        after_digit = bool(self.letters) and self.letters[-1].isdigit()
        if after_digit and kept[0].isdigit():
            self.separate(index)
        elif not set(self.gap) <= APOSTROPHES:
            self.end_word()
            negative = kept[0].isdigit() and self.gap[-1] in DASHES
            if negative and (len(self.gap) > 1 or not self.letters):
                self.letters.append("-")
                self.offsets.append(index - 1)

    def separate(self, index: int) -> None:
        """Between two digits: the separator of one number, or what tells two numbers apart."""
        if len(self.gap) == 1 and self.gap in _WITHIN_NUMBER:
            self.letters.append(self.gap)
        else:
            self.end_word()
            self.letters.append("-" if DASHES & set(self.gap) else " ")
            self.begin += 1
        self.offsets.append(index - 1)

    def end_word(self) -> None:
        if len(self.letters) > self.begin:
            self.words.append((self.begin, len(self.letters)))
        self.begin = len(self.letters)


def _dropped(text: str, *, references: bool) -> dict[int, str]:
    """Return the characters that are not looked at, each with the gap that it leaves."""
    dropped: dict[int, str] = {}
    for pattern in (_INVISIBLE,) if references else (_INVISIBLE, REFERENCE):
        for match in pattern.finditer(text):
            dropped.update(dict.fromkeys(range(*match.span()), " "))
    for match in _GROUPED.finditer(text):
        inside = range(*match.span())
        dropped.update({index: "" for index in inside if not text[index].isdigit()})
    for match in _LINE_END_HYPHEN.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if before.isalpha() and after.islower():
            dropped.update(dict.fromkeys(range(*match.span()), ""))
    return dropped


@lru_cache(maxsize=4096)
def _kept(character: str) -> str | None:
    """Return what a character is compared as: "" if it is invisible, None if it only separates."""
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category[0] in "LM":
        return unicodedata.normalize("NFKD", character).casefold()
    if category in {"No", "Nl", "Sc"} or character in _KEPT_SYMBOLS:
        return character
    return None


def has_word_boundaries(text: str, span: Span) -> bool:
    """Return whether a span of a text begins and ends with whole words and whole numbers."""
    before = _visible(text, span.start - 1, -1)
    after = _visible(text, span.end, 1)
    return not _glued_before(text, before, span.start) and not _glued_after(
        text, span.end - 1, after
    )


def _visible(text: str, index: int, step: int) -> int:
    """Return the nearest index from `index` on whose character can be seen."""
    while 0 <= index < len(text) and unicodedata.category(text[index]) == "Cf":
        index += step
    return index


def _glued_before(text: str, before: int, start: int) -> bool:
    previous, first = _at(text, before), _at(text, start)
    if _one_word(previous, first):
        return True
    further = _at(text, before - 1)
    if first.isdigit() and further.isdigit():
        return previous in _WITHIN_NUMBER or previous in DASHES
    return first.isalpha() and further.isalpha() and previous in HYPHENS


def _glued_after(text: str, last: int, after: int) -> bool:
    final, following = _at(text, last), _at(text, after)
    if _one_word(final, following):
        return True
    further = _at(text, after + 1)
    if final.isdigit() and further.isdigit():
        return following in _WITHIN_NUMBER or following in DASHES
    if not (final.isalpha() and further.isalpha()):
        return False
    # "can" is not a quote from "can't", but "Ukraine" is one from "Ukraine's".
    contracted = following in APOSTROPHES and further not in "sS"
    return contracted or following in HYPHENS


def _one_word(left: str, right: str) -> bool:
    return (
        _in_word(left)
        and _in_word(right)
        and not (_SPACELESS.match(left) or _SPACELESS.match(right))
    )


def _in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character or " ")[0] == "M"


def _at(text: str, index: int) -> str:
    return text[index] if 0 <= index < len(text) else ""
