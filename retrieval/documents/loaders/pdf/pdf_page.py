"""The printed lines of one page of a PDF, with the cells that wide gaps set apart in them."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from .pdf_lines import CELL_GAP, PrintedCell, PrintedLine

_HYPHEN = 2  # PDFium's character for the hyphen of a word that a line end breaks
_HYPHEN_IN_TEXT = 0xFFFE  # the same where the text of a page is asked for as a whole
_LINE_ENDS = frozenset((10, 13, _HYPHEN))
_MOST_CELLS = 60
_SPACE = 1.5
"""How wide a gap is at most that is a space, in average letters."""
_FONT_NAME_SIZE = 100
_BOLD = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
_BOLD_WEIGHT = 600
# Letters that a font draws as one, which nobody types when asking; and what is no character at all.
_TIDY = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
} | dict.fromkeys((*range(32), 0x7F, 0xFFFE, 0xFFFF))


def printed_lines(pdf: Any, number: int) -> Iterator[PrintedLine]:
    """Yield the lines of one page in the order of the file; none where the page is damaged."""
    import pypdfium2

    try:
        page = pdf[number]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return
    printed = _Page(text_page)
    start = 0
    for index, code in enumerate([*printed.codes, 10]):
        if code in _LINE_ENDS:
            yield from printed.lines(start, index)
            start = index + 1
    text_page.close()
    page.close()


def is_damaged(pdf: Any, number: int) -> bool:
    """Return whether a page can't be opened."""
    import pypdfium2

    try:
        pdf[number].close()
    except pypdfium2.PdfiumError:
        return True
    return False


def _codes(text_page: Any) -> list[int]:
    """Return the codes of all characters, by their indices."""
    from pypdfium2 import raw

    count = text_page.count_chars()
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    if written != count + 1:  # then some have no index of their own, and are asked for one by one
        return [raw.FPDFText_GetUnicode(text_page, index) for index in range(count)]
    codes = list(buffer[:count])
    for index, code in enumerate(codes):
        if code == _HYPHEN_IN_TEXT:
            codes[index] = raw.FPDFText_GetUnicode(text_page, index)
    return codes


class _Page:
    """The characters of a page, asked where they stand."""

    def __init__(self, text_page: Any) -> None:
        from pypdfium2 import raw

        self.codes = _codes(text_page)
        self._text_page = text_page.raw
        self._raw: Any = raw
        self._box = raw.FS_RECTF()

    def lines(self, start: int, end: int) -> Iterator[PrintedLine]:
        """Yield the characters from one index to another as a line; nothing if they are white space.

        Where the next word stands further left, and not at the same height, PDFium has overlooked
        that another line begins.
        """
        codes = self.codes
        inked = [index for index in range(start, end) if codes[index] > 32 and codes[index] != 0xA0]
        if not inked:
            return
        gaps = [
            (place, self._left(after) - self._right(before))
            for place, (before, after) in enumerate(pairwise(inked), start=1)
            if after > before + 1
        ]
        begins = [0, *(place for place, gap in gaps if gap < 0 and self._falls(inked, place))]
        hyphen = "-" if end < len(codes) and codes[end] == _HYPHEN else ""
        at = 0
        for first, following in pairwise([*begins, len(inked)]):
            within: list[tuple[int, float]] = []
            while at < len(gaps) and gaps[at][0] < following:
                place, gap = gaps[at]
                within += [(place - first, gap)] if place > first else []
                at += 1
            mark = hyphen if following == len(inked) else ""
            line = self._line(inked[first:following], within, mark)
            if line is not None:
                yield line

    def _falls(self, inked: Sequence[int], place: int) -> bool:
        box = self._measure(inked[place - 1])
        bottom, height = float(box.bottom), abs(float(box.top) - float(box.bottom))
        return abs(float(self._measure(inked[place]).bottom) - bottom) > height / 2

    def _line(
        self, inked: Sequence[int], gaps: Sequence[tuple[int, float]], hyphen: str
    ) -> PrintedLine | None:
        text = _text(self.codes[inked[0] : inked[-1] + 1])
        if not text:
            return None
        left, right = self._left(inked[0]), self._right(inked[-1])
        # Of a letter in the middle: bullets and note marks at the ends are often of another size.
        middle = inked[len(inked) // 2]
        box = self._measure(middle)
        bottom, height = box.bottom, abs(box.top - box.bottom)
        wide = [(place, gap) for place, gap in gaps if gap > CELL_GAP * height]
        letter = (right - left - sum(gap for _, gap in wide)) / len(inked)
        # In type whose letters are all equally wide so is a space between two words.
        begins = [place for place, gap in wide if gap > _SPACE * letter]
        cells = self._cells(inked, begins) if 0 < len(begins) < _MOST_CELLS else ()
        is_bold = all(map(self._is_bold, (middle, inked[0], inked[-1])))
        return PrintedLine(text + hyphen, left, right, bottom, height, cells, is_bold=is_bold)

    def _cells(self, inked: Sequence[int], begins: Sequence[int]) -> tuple[PrintedCell, ...]:
        """Return the cells of a line, all but the first of which begin at these places."""
        found = []
        for begin, end in pairwise([0, *begins, len(inked)]):
            first, last = inked[begin], inked[end - 1]
            text = _text(self.codes[first : last + 1])
            found.append(PrintedCell(text, self._left(first), self._right(last)))
        return tuple(found)

    def _measure(self, index: int) -> Any:
        self._raw.FPDFText_GetLooseCharBox(self._text_page, index, self._box)
        return self._box

    def _left(self, index: int) -> float:
        return float(self._measure(index).left)

    def _right(self, index: int) -> float:
        return float(self._measure(index).right)

    def _is_bold(self, index: int) -> bool:
        """Return whether a letter is of a heavy font, by its weight or, where none is told, its name."""
        weight = self._raw.FPDFText_GetFontWeight(self._text_page, index)
        if weight >= _BOLD_WEIGHT:
            return True
        name, flags = ctypes.create_string_buffer(_FONT_NAME_SIZE), ctypes.c_int()
        self._raw.FPDFText_GetFontInfo(self._text_page, index, name, _FONT_NAME_SIZE, flags)
        return _BOLD.search(name.value) is not None


def _text(codes: Sequence[int]) -> str:
    """Characters from their codes, halves of UTF-16 pairs put together."""
    raw = "".join([chr(code) for code in codes if code < 0x110000])
    whole = raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.translate(_TIDY).strip()
