"""From the lines of a printed page back to paragraphs. Pure geometry and spelling; no PDF in here.

A line that is broken by the width of the page alone runs on: a quote that crosses it must read as one
sentence. Where the next line's first word would still have fitted, the break is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ....types import Position
from ..composer import LINE, PARAGRAPH, WORD, Composer
from .pdf_blocks import BlockWriter, with_headings
from .pdf_lines import PrintedLine, PrintedPage
from .pdf_tables import with_tables

_WORDS = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
# It begins where a word does, so that each word is looked at once.
_BROKEN_WORD = re.compile(r"(?<![^\W_])(?P<stem>[^\W_]++)(?P<hyphen>[-‐\xad])\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_BULLET = re.compile(r"[•‣▪◦●○■□▶➤✓\uf0b7*-]\s")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z])[.)]?\s")
_SENTENCE_END = re.compile(r"[.:;!?…。！？][\"'”’»)\]]*\Z")
_DIGITS = re.compile(r"\d+")
_PARAGRAPH_GAP = 1.35
_MAX_LEADING = 1.8  # a page of few lines does not tell how far apart lines usually are
_SIZE_STEP = 1.15
_SHORT_LINE = 25
_EDGE_LINES = 2
_MIN_REPEATS = 3


def write_pages(
    pages: Sequence[PrintedPage],
    composer: Composer,
    *,
    note_headings: bool = True,
    recognized: Collection[int] = (),
) -> None:
    """Write the text of all pages and their blocks, and note where each begins.

    Running heads and feet are written once. A sentence that goes on overleaf is not interrupted, and a
    page without text begins where the next one does. Lines that look like headings are noted as such
    unless the file tells its headings itself. `recognized` are the numbers of the pages, from 1, whose
    words were recognized in a picture.
    """
    pages = with_headings([with_tables(page) for page in without_running_lines(pages)])
    texts, gaps = _joined(pages)
    writer = BlockWriter(composer, note_headings=note_headings)
    lines = [line for page in pages for line in page]
    starts = [
        writer.write(line, text, gap) for line, text, gap in zip(lines, texts, gaps, strict=True)
    ]
    writer.end()
    starts.append(composer.add(""))
    first_line = 0
    for number, page in enumerate(pages, 1):
        position = Position(number, recognized=number in recognized)
        composer.position(starts[first_line], position)
        first_line += len(page)


def without_running_lines(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """Return the pages without what stands at the same height near the edge of at least half of them.

    Numbers in it may differ. It stays where it comes first, so that nothing said is lost, and less
    than three repetitions prove nothing.
    """
    edges = [{line: _place(line) for line in _edges(page)} for page in pages]
    counts = Counter(place for edge in edges for place in set(edge.values()))
    enough = max(_MIN_REPEATS, len(pages) / 2)
    seen: set[tuple[str, int]] = set()
    kept: list[PrintedPage] = []
    for page, edge in zip(pages, edges, strict=True):
        kept.append([line for line in page if edge.get(line) not in seen])
        seen |= {place for place in edge.values() if counts[place] >= enough}
    return kept


def _edges(page: PrintedPage) -> list[PrintedLine]:
    """Return the topmost and the lowest lines."""
    ordered = sorted(page, key=lambda line: line.bottom)
    return ordered[:_EDGE_LINES] + ordered[-_EDGE_LINES:]


def _place(line: PrintedLine) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text.casefold()), round(line.bottom / 4)


def _joined(pages: Sequence[PrintedPage]) -> tuple[list[str], list[str]]:
    """Return the text of every line, words made whole that a line end broke, and the gap before it."""
    vocabulary = Counter(
        word for page in pages for line in page for word in _WORDS.findall(line.text.casefold())
    )
    texts: list[str] = []
    gaps: list[str] = []
    before: PrintedLine | None = None
    for page in pages:
        within = _gaps(page)
        for number, line in enumerate(page):
            gap = within[number - 1] if number else _gap_across(before, line)
            if gap == WORD and (broken := _BROKEN_WORD.search(texts[-1])):
                gap = ""
                if not _keeps_hyphen(broken, line.text, vocabulary):
                    texts[-1] = texts[-1][: broken.start("hyphen")]
            texts.append(line.text)
            gaps.append(gap)
            before = line
    return texts, gaps


def _keeps_hyphen(broken: re.Match[str], following: str, vocabulary: Counter[str]) -> bool:
    """Return whether a hyphen at a line end belongs to the word, judged by the rest of the document."""
    first = _FIRST_WORD.match(following)
    if broken["hyphen"] == "\xad" or first is None:
        return first is None
    if not first[0][0].islower():
        return True
    stem, rest = broken["stem"].casefold(), first[0].casefold()
    return vocabulary[f"{stem}-{rest}"] > vocabulary[stem + rest]


def _gap_across(before: PrintedLine | None, line: PrintedLine) -> str:
    """Return the gap to the first line of a column or page: a sentence may go on there."""
    if before and _are_apart(before, line):
        return PARAGRAPH
    goes_on = before and line.text[0].islower() and not _SENTENCE_END.search(before.text)
    return WORD if goes_on else PARAGRAPH


@dataclass
class _Margins:
    """How far lines that follow each other without a wider gap reach, to the left and to the right."""

    left: float = float("inf")
    right: float = float("-inf")

    def widen(self, line: PrintedLine) -> None:
        self.left, self.right = min(self.left, line.left), max(self.right, line.right)


def _gaps(page: PrintedPage) -> list[str]:
    """Return the gaps between the lines of a page."""
    pairs = list(pairwise(page))
    typical = _typical_leading(pairs)
    gaps = [_gap_between(before, line, typical) for before, line in pairs]
    margins: list[_Margins] = []
    for gap, line in zip([PARAGRAPH, *gaps], page, strict=False):
        margins.append(margins[-1] if gap == LINE else _Margins())
        margins[-1].widen(line)
    for number, (before, line) in enumerate(pairs):
        if gaps[number] == LINE and _runs_on(before, line, margins[number]):
            gaps[number] = WORD
    return gaps


def _gap_between(before: PrintedLine, line: PrintedLine, typical: float) -> str:
    """Return the gap between two lines that follow each other, a `LINE` if they may run on."""
    if line.kind != "text" and before.kind != "text" and not line.begins:
        return LINE
    down = before.bottom - line.bottom
    tall = max(before.height, line.height)
    if down < -tall / 2:
        return _gap_across(before, line)
    apart = _are_apart(before, line) or _sizes_differ(before, line)
    return PARAGRAPH if apart or down > _PARAGRAPH_GAP * typical * tall else LINE


def _are_apart(before: PrintedLine, line: PrintedLine) -> bool:
    """Return whether the two can't be of one paragraph: rows, and headings of different levels."""
    return before.kind != "text" or line.kind != "text" or before.level != line.level


def _typical_leading(pairs: Sequence[tuple[PrintedLine, PrintedLine]]) -> float:
    """Return how far apart the lines of a paragraph are, as a multiple of their height.

    The lower quartile: where paragraphs are short, the gaps between them may be most of all.
    """
    leadings = sorted(
        down / max(before.height, line.height, 1.0)
        for before, line in pairs
        if (down := before.bottom - line.bottom) > line.height / 2
    )
    return min(leadings[len(leadings) // 4], _MAX_LEADING) if leadings else 1.2


def _sizes_differ(before: PrintedLine, line: PrintedLine) -> bool:
    small, large = sorted((before.height, line.height))
    return large > _SIZE_STEP * small


def _runs_on(before: PrintedLine, line: PrintedLine, margins: _Margins) -> bool:
    """Return whether only the width of the page broke the text here."""
    if before.kind != "text" or before.level:
        return before.level > 0
    ended = _SENTENCE_END.search(before.text) is not None
    if _BULLET.match(line.text) or (ended and _NUMBERED.match(line.text)):
        return False
    goes_on = line.text[0].islower() and not ended
    if len(before.text) < _SHORT_LINE:
        return goes_on
    left = margins.left
    indented = line.left - left > line.height and before.left - left < line.height / 4
    if ended and indented and not _BULLET.match(before.text):
        return False
    return goes_on or not _would_have_fitted(before, line, margins.right)


def _would_have_fitted(before: PrintedLine, line: PrintedLine, right: float) -> bool:
    """Return whether the line's first word had room at the end of the line before it."""
    letter = (line.right - line.left) / len(line.text)
    return right - before.right > letter * (len(line.text.split(maxsplit=1)[0]) + 1)
