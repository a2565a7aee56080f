"""Jupyter notebooks: their cells in order as one text in Markdown, code and outputs in fences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ...errors import DocumentError
from ...types import Document
from .encoding import BYTE_ORDER_MARK, decode
from .json_values import read_json
from .markdown import read_markdown
from .metadata import clean_line

_BACKTICKS = re.compile(r"`{3,}")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TERMINAL_CODES = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")
_LANGUAGE = re.compile(r"[\w+#-]{1,30}")


def parse(path: str, data: bytes) -> Document:
    """Return the cells: those in Markdown as they are, code and what it printed as code.

    Pictures are left out.

    Raises:
        DocumentError: it is no notebook.
    """
    notebook = read_json(decode(data).removeprefix(BYTE_ORDER_MARK))
    cells = _cells(notebook)
    if not isinstance(notebook, dict) or cells is None:
        raise DocumentError("It is damaged, or not a notebook.")
    about = notebook.get("metadata")
    language = _language(about)
    pieces = (piece for cell in cells for piece in _pieces(cell, language))
    document = read_markdown(path, "\n\n".join(piece for piece in pieces if piece.strip()))
    title = clean_line(about.get("title")) if isinstance(about, dict) else None
    return replace(document, title=title or document.title)


def _cells(notebook: object) -> list[object] | None:
    """Return the cells, in an old notebook those of its first sheet; None if it lists none."""
    if not isinstance(notebook, dict):
        return None
    sheets = notebook.get("worksheets")
    if "cells" not in notebook and isinstance(sheets, list) and sheets:
        return _cells(sheets[0])
    cells = notebook.get("cells")
    return cells if isinstance(cells, list) else None


def _language(about: object) -> str:
    for key, name in (("language_info", "name"), ("kernelspec", "language")):
        found = about.get(key) if isinstance(about, dict) else None
        language = found.get(name) if isinstance(found, dict) else None
        if isinstance(language, str) and _LANGUAGE.fullmatch(language):
            return language
    return ""


def _pieces(cell: object, language: str) -> Iterator[str]:
    """Yield the texts of a cell and of its outputs, in Markdown."""
    if not isinstance(cell, dict):
        return
    source = _joined(cell.get("source", cell.get("input")))
    if cell.get("cell_type") == "code":
        yield _fenced(source, language)
        outputs = cell.get("outputs")
        for output in outputs if isinstance(outputs, list) else ():
            yield _output(output)
    elif cell.get("cell_type") == "raw":
        yield _fenced(source)
    else:
        yield _closed(source)


def _output(output: object) -> str:
    """Return what a cell printed, returned or failed with; empty where that is no text."""
    if not isinstance(output, dict):
        return ""
    if output.get("output_type") in ("error", "pyerr"):
        return _fenced(f"{output.get('ename')}: {output.get('evalue')}")
    data = output.get("data", output)
    if not isinstance(data, dict):
        return ""
    if markdown := _joined(data.get("text/markdown")):
        return _closed(markdown)
    return _fenced(_joined(data.get("text/plain", data.get("text"))))


def _joined(source: object) -> str:
    """Return a text that may come as a list of lines."""
    lines = source if isinstance(source, list) else [source]
    return "".join(line for line in lines if isinstance(line, str))


def _fenced(text: str, language: str = "") -> str:
    """Return a text between fences that are longer than any row of backticks in it."""
    text = _TERMINAL_CODES.sub("", text).strip("\r\n")
    if not text.strip():
        return ""
    longest = max((len(match.group()) for match in _BACKTICKS.finditer(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _closed(markdown: str) -> str:
    """Return a text in Markdown, with the fence that it leaves open closed: other cells follow."""
    fence = ""
    for line in markdown.splitlines():
        if match := _FENCE.match(line):
            mark = match[1]
            if not fence:
                fence = mark
            elif mark.startswith(fence) and not line.strip(f" {mark[0]}"):
                fence = ""
    return f"{markdown.rstrip()}\n{fence}" if fence else markdown.strip("\r\n")
