"""What the streams of a PDF would unpack to and draw, told from its bytes before PDFium reads it. Pure.

PDFium sets no limit to either: some kilobytes can unpack to gigabytes, and a form that draws itself
twice is drawn 2^40 times. What is encrypted, packed otherwise than with Flate, or named in a packed
object is not looked into here.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from ....errors import DocumentError

DAMAGED = "It is damaged, or not a PDF."
_BOMB = "It unpacks to far more than a document holds."
_ENDLESS = "It holds a form that draws itself without end; print it to a new PDF."

_LONGEST_UNSUSPECTED = 10_000_000
_HIGHEST_RATIO = 200
"""How many times longer than packed a stream may be that is longer than `_LONGEST_UNSUSPECTED`."""

_MOST_UNPACKED = 500_000_000
_MOST_DRAWN = 200_000_000
"""Bytes of content that a stream draws at most, with the forms in it each time that they are drawn."""

_MOST_WITHOUT_END = 100
"""Streams that have lost their end, for each of which PDFium goes through the rest of the file."""

_LONGEST_DICTIONARY = 20_000
_MOST_FILTERS = 8
_STEP = 1_000_000

_TOKEN = re.compile(rb"(?<!\d)(\d{1,8})\s{1,9}\d{1,5}\s{1,9}obj\b|\bstream\r?\n|\bendobj\b")
_STREAM = re.compile(rb"\bstream\r?\n")
_FLATE = re.compile(rb"/Fl(?:ateDecode)?\b")
_NO_CONTENT = re.compile(rb"/Subtype\s{0,9}/Image\b|/Type\s{0,9}/EmbeddedFile\b")
_FORM = re.compile(rb"/Subtype\s{0,9}/Form\b")
_NAMED = re.compile(rb"/([^\s/<>\[\]()%{}]{1,127})\s{0,9}(\d{1,8})\s{1,9}\d{1,5}\s{1,9}R\b")
_DRAWN = re.compile(rb"/([^\s/<>\[\]()%{}]{1,127})\s{1,9}Do\b")

_Names = Mapping[bytes, int]
"""What a dictionary calls other objects, and their numbers."""


@dataclass(frozen=True, slots=True)
class _Content:
    """The content of a stream: its length in bytes, and how often it draws each name."""

    size: int
    draws: Counter[bytes]


def check_streams(data: bytes) -> None:
    """Refuse a PDF that would unpack to far more than it should, or draw a form without end.

    Raises:
        DocumentError: it would, or too many of its streams have lost their end.
    """
    if sum(1 for _ in _STREAM.finditer(data)) > data.count(b"endstream") + _MOST_WITHOUT_END:
        raise DocumentError(DAMAGED)
    names: dict[int, _Names] = {}
    forms: dict[int, _Content] = {}
    others: list[_Content] = []
    unpacked = 0
    for number, dictionary, packed in _objects(data):
        names[number] = {name: int(found) for name, found in _NAMED.findall(dictionary)}
        if packed is None or _NO_CONTENT.search(dictionary):
            continue
        content = _content(packed, len(_FLATE.findall(dictionary)))
        unpacked += content.size
        if unpacked > _MOST_UNPACKED:
            raise DocumentError(_BOMB)
        if _FORM.search(dictionary):
            forms[number] = content
        elif content.draws:
            others.append(content)
    _check_forms(forms, others, names)


def _objects(data: bytes) -> Iterator[tuple[int, bytes, memoryview | None]]:
    """Yield the number of each object, the beginning of its dictionary, and its stream if it has one."""
    at, number, begin = 0, None, 0
    while token := _TOKEN.search(data, at):
        at = token.end()
        if number is not None:
            dictionary = data[begin : min(token.start(), begin + _LONGEST_DICTIONARY)]
            stream = None
            if token[0].startswith(b"stream"):
                end = data.find(b"endstream", at)
                stream = memoryview(data)[at : len(data) if end < 0 else end]
                at += len(stream)
            yield number, dictionary, stream
        number, begin = (int(token[1]) if token[1] else None), at


def _content(packed: memoryview, filters: int) -> _Content:
    size, draws = 0, Counter[bytes]()
    for piece in _unpacked(iter((bytes(packed),)), min(filters, _MOST_FILTERS)):
        size += len(piece)
        if size > max(_LONGEST_UNSUSPECTED, _HIGHEST_RATIO * len(packed)):
            raise DocumentError(_BOMB)
        draws.update(_DRAWN.findall(piece))
    return _Content(size, draws)


def _unpacked(pieces: Iterator[bytes], filters: int) -> Iterator[bytes]:
    """Yield the pieces unpacked so many times, up to where they are damaged."""
    for _ in range(filters):
        pieces = _inflated(pieces)
    return pieces


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    stream = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest and not stream.eof:
            try:
                unpacked = stream.decompress(rest, _STEP)
            except zlib.error:
                return
            if unpacked:
                yield unpacked
            rest = stream.unconsumed_tail


def _check_forms(
    forms: Mapping[int, _Content], others: list[_Content], names: Mapping[int, _Names]
) -> None:
    """Refuse forms that draw themselves, and content that draws so many that it is never done."""
    drawn_by = {number: _drawn(number, form, forms, names) for number, form in forms.items()}
    sizes: dict[int, int] = {}
    try:
        for number in TopologicalSorter(drawn_by).static_order():
            within = sum(times * sizes[each] for each, times in drawn_by[number].items())
            sizes[number] = forms[number].size + within
    except CycleError:
        raise DocumentError(_ENDLESS) from None
    largest: dict[bytes, int] = {}
    for named in names.values():
        for name, number in named.items():
            largest[name] = max(largest.get(name, 0), sizes.get(number, 0))
    for content in others:
        within = sum(times * largest.get(name, 0) for name, times in content.draws.items())
        if content.size + within > _MOST_DRAWN:
            raise DocumentError(_BOMB)


def _drawn(
    number: int, form: _Content, forms: Mapping[int, _Content], names: Mapping[int, _Names]
) -> Counter[int]:
    """Return the forms that a form draws, by what it or its resources call them, and how often."""
    own = names[number]
    resources = names.get(own.get(b"Resources", -1), {})
    listed = names.get(own.get(b"XObject", resources.get(b"XObject", -1)), {})
    known = {**listed, **resources, **own}
    found: Counter[int] = Counter()
    for name, times in form.draws.items():
        if known.get(name) in forms:
            found[known[name]] += times
    return found
