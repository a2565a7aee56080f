"""The words of a Word document's paragraphs, and which are in bold: one walk through its elements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .word_styles import NAMESPACE, value_of

PARAGRAPH_TAG, TABLE_TAG, ROW_TAG, CELL_TAG = (NAMESPACE + tag for tag in ("p", "tbl", "tr", "tc"))
_RUN, _TEXT = NAMESPACE + "r", NAMESPACE + "t"
# What a run is written with. Deleted text and field codes have tags of their own and stay out.
_WRITTEN = {
    _TEXT: None,
    NAMESPACE + "tab": "\t",
    NAMESPACE + "br": "\n",
    NAMESPACE + "cr": "\n",
    NAMESPACE + "noBreakHyphen": "-",
}


@dataclass
class _Open:
    """A paragraph, row or run that is open: its own pieces, and whether runs in it are in bold."""

    is_run: bool = False
    pieces: list[str] = field(default_factory=list)
    has_words: bool = False
    all_bold: bool = True


class Words:
    """What the paragraphs and rows within an element say.

    The paragraph of a text box stands within another, and speaks for itself.
    """

    def __init__(self, root: Any) -> None:
        self._texts: dict[Any, str] = {}
        self._bold: set[Any] = set()
        self._read(root)

    def text(self, paragraph: Any) -> str:
        """Return a paragraph's own words."""
        return self._texts.get(paragraph, "")

    def is_bold(self, element: Any) -> bool:
        """Return whether all that a row or a paragraph says is in bold letters."""
        return element in self._bold

    def _read(self, root: Any) -> None:
        from lxml import etree

        tags = (PARAGRAPH_TAG, ROW_TAG, _RUN, *_WRITTEN)
        paragraphs, around = [_Open()], [_Open()]  # the first of each is for what is in none
        for event, element in etree.iterwalk(root, events=("start", "end"), tag=tags):
            if element.tag in _WRITTEN:
                if event == "start":
                    written = _WRITTEN[element.tag]
                    paragraphs[-1].pieces.append(written or element.text or "")
                    if element.tag == _TEXT and element.text and around[-1].is_run:
                        around[-1].has_words = True
            elif event == "start":
                around.append(_Open(is_run=element.tag == _RUN))
                if element.tag == PARAGRAPH_TAG:
                    paragraphs.append(around[-1])
            else:
                self._close(element, around.pop(), around[-1])
                if element.tag == PARAGRAPH_TAG:
                    self._texts[element] = "".join(paragraphs.pop().pieces).strip()

    def _close(self, element: Any, closed: _Open, outer: _Open) -> None:
        if element.tag == _RUN and closed.has_words:
            closed.all_bold = closed.all_bold and _is_bold_run(element)
        if element.tag != _RUN and closed.has_words and closed.all_bold:
            self._bold.add(element)
        outer.has_words |= closed.has_words
        outer.all_bold &= closed.all_bold


def _is_bold_run(run: Any) -> bool:
    is_set = run.find(f"{NAMESPACE}rPr/{NAMESPACE}b") is not None
    return is_set and value_of(run, "rPr", "b") not in ("0", "false")


def outer_blocks(body: Any) -> Iterator[Any]:
    """Yield the tables that are in no other, and the paragraphs that are in none, in their order."""
    from lxml import etree

    depth = 0
    tags = (PARAGRAPH_TAG, TABLE_TAG)
    for event, element in etree.iterwalk(body, events=("start", "end"), tag=tags):
        is_table = element.tag == TABLE_TAG
        depth -= is_table and event == "end"
        if event == "start" and not depth:
            yield element
        depth += is_table and event == "start"


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell of an outer table, and the paragraphs in it, those of tables within it too."""

    element: Any
    paragraphs: list[Any]


def table_cells(table: Any) -> list[tuple[Any, list[WordCell]]]:
    """Return the rows of a table, each with its cells; a table within a cell is a part of that cell."""
    from lxml import etree

    found: list[tuple[Any, list[WordCell]]] = []
    depth = 0
    tags = (PARAGRAPH_TAG, TABLE_TAG, ROW_TAG, CELL_TAG)
    for event, element in etree.iterwalk(table, events=("start", "end"), tag=tags):
        tag = element.tag
        if tag == TABLE_TAG:
            depth += 1 if event == "start" else -1
        elif event == "end":
            continue
        elif tag == PARAGRAPH_TAG:
            if found and found[-1][1]:
                found[-1][1][-1].paragraphs.append(element)
        elif depth == 1 and tag == ROW_TAG:
            found.append((element, []))
        elif depth == 1 and found:
            found[-1][1].append(WordCell(element, []))
    return found
