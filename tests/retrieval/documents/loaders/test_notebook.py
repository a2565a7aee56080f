"""Notebooks: cells in order, as one text in Markdown."""

from __future__ import annotations

import json
from collections.abc import Mapping

from retrieval.documents.loaders import parse
from retrieval.types import Document, Source

from ..shown import check_blocks, leads, shown


def notebook(*cells: Mapping[str, object], **metadata: object) -> Document:
    data = json.dumps({"metadata": metadata, "cells": cells}).encode()
    document = parse("a.ipynb", data)
    check_blocks(document)
    return document


def markdown(source: object) -> Mapping[str, object]:
    return {"cell_type": "markdown", "source": source}


def code(source: object, *outputs: object) -> Mapping[str, object]:
    return {"cell_type": "code", "source": source, "outputs": list(outputs)}


def test_cells_stand_in_order_with_what_they_printed() -> None:
    document = notebook(
        markdown(["# Pool\n", "\n", "Count the lanes:"]),
        code("print(lanes)", {"output_type": "stream", "text": ["4\n"]}),
        markdown("## Fees\n\n- four pounds"),
        kernelspec={"language": "python"},
    )
    assert shown(document) == [
        ("heading", "# Pool"),
        ("paragraph", "Count the lanes:"),
        ("code", "```python\nprint(lanes)\n```"),
        ("code", "```\n4\n```"),
        ("heading", "## Fees"),
        ("item 0", "- four pounds"),
    ]
    assert leads(document)["```python\nprint(lanes)\n```"] == "Count the lanes:"
    assert [(each.level, each.title) for each in document.headings] == [(1, "Pool"), (2, "Fees")]
    assert document.title == "Pool"


def test_its_words_are_markdown_and_its_lines_are_not_those_of_the_file() -> None:
    source = Source("a.ipynb", "digest")
    assert (source.is_markdown, source.has_lines) == (True, False)


def test_pictures_are_left_out_and_errors_are_told() -> None:
    document = notebook(
        code(
            "draw()",
            {
                "output_type": "display_data",
                "data": {"image/png": "iVBO", "text/plain": ["<Figure>"]},
            },
            {"output_type": "execute_result", "data": {"text/markdown": "**Four** lanes"}},
            {"output_type": "error", "ename": "KeyError", "evalue": "'lane'", "traceback": ["…"]},
            {"output_type": "stream", "text": "\x1b[1mbold\x1b[0m\n"},
        )
    )
    assert [words for _, words in shown(document)] == [
        "```\ndraw()\n```", "```\n<Figure>\n```", "**Four** lanes", "```\nKeyError: 'lane'\n```",
        "```\nbold\n```",
    ]  # fmt: skip


def test_a_fence_is_longer_than_those_within_and_none_stays_open() -> None:
    document = notebook(code("'''\n```\n'''"), markdown("~~~~\nopen"), markdown("# Fees"))
    assert [kind for kind, _ in shown(document)] == ["code", "code", "heading"]


def test_cells_of_other_shapes_are_passed_over() -> None:
    raw = {"cell_type": "raw", "source": "as it is"}
    cells: list[Mapping[str, object]] = [raw, {}, {"source": None}]
    assert [words for _, words in shown(notebook(*cells))] == ["```\nas it is\n```"]
    assert notebook(*cells, title="Pool").title == "Pool"


def test_an_old_notebook_has_its_cells_in_a_sheet() -> None:
    sheet = {"cells": [{"cell_type": "code", "input": "up()", "outputs": []}]}
    document = parse("a.ipynb", json.dumps({"worksheets": [sheet]}).encode())
    assert document.text == "```\nup()\n```"
