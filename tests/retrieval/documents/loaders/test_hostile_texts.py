"""Texts and Markdown that are made to cost time: read, or refused at once."""

from __future__ import annotations

import pytest

from retrieval.documents.loaders import parse
from retrieval.documents.loaders.markdown import markdown_document
from retrieval.errors import DocumentError
from retrieval.types import Document

from ..shown import check_blocks


def text(content: str) -> Document:
    document = parse("a.txt", content.encode())
    check_blocks(document)
    return document


def test_indented_paragraphs_that_are_no_code_are_looked_at_once() -> None:
    document = text("".join(f"    This is line {n} of it\n\n" for n in range(10_000)))
    assert {block.kind for block in document.blocks} == {"paragraph"}


def test_the_calls_in_a_line_are_not_paired() -> None:
    assert text(("    " + "a(" * 98 + "\n") * 3000).blocks[0].kind == "paragraph"
    assert text("Run it:\n\n    open(door)\n").blocks[-1].kind == "code"


def test_items_that_are_nested_without_end_stay_items() -> None:
    stairs = "".join("\t" * n + "- x\n" for n in range(600))
    document = text(stairs + "7) This one is here\n" * 2000)
    assert max(block.level for block in document.blocks) <= 50


def test_a_line_of_another_encoding_without_an_end_is_read() -> None:
    said = "Zielony wóz stał przy ścianie młyna, a żona młynarza śpiewała. "
    assert parse("a.txt", (said * 20_000).encode("cp1250")).text.startswith(said)


def test_a_markdown_file_has_only_so_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown_document, "_MOST_LINES", 5)
    assert parse("a.md", b"# h\nt\n# h\nt").headings
    with pytest.raises(DocumentError, match="more than 5 lines; split it"):
        parse("a.md", b"# h\nt\n" * 3)


def test_eight_megabytes_of_headings_are_refused() -> None:
    with pytest.raises(DocumentError, match="more than 500,000 lines"):
        parse("a.md", b"# h\nt\n" * 1_300_000)


@pytest.mark.parametrize("marks", ["[", "![", "*a", "`a", "<a "])
def test_a_heading_of_marks_stands_as_it_is_written(marks: str) -> None:
    heading = marks * 2000
    document = parse("a.md", f"# {heading}\n\nWords.\n".encode())
    assert document.headings[0].title.startswith(heading[:100])


def test_a_heading_with_some_marks_is_shown_without_them() -> None:
    document = parse("a.md", rb"# The *rules* of [the `pool`](a) \& more &amp; more")
    assert document.headings[0].title == "The rules of the pool & more & more"
