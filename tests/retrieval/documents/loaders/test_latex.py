"""LaTeX: headings, items and code by their commands, all else as in a plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents.loaders import parse
from retrieval.types import Document

from ..shown import check_blocks, leads, shown


def latex(content: str) -> Document:
    document = parse("a.tex", content.encode())
    check_blocks(document)
    assert document.text == content
    return document


def test_commands_tell_title_date_and_headings() -> None:
    document = latex(
        "\\title{Pool \\emph{rules}}\n\\date{2024-05-01}\n\n\\section{Fees}\n\nFour.\n\n"
        "\\subsection*{For~children}\n\nTwo.\n"
    )
    assert (document.title, document.date) == ("Pool rules", "2024-05-01")
    found = [(each.level, each.title) for each in document.headings]
    assert found == [(1, "Fees"), (2, "For children")]


def test_items_and_code_are_found() -> None:
    document = latex(
        "Bring:\n\n\\item a towel\n\\item shoes\n\\end{itemize}\n\n"
        "\\begin{verbatim}\n\\section{no heading}\n\\end{verbatim}\n"
    )
    assert shown(document) == [
        ("paragraph", "Bring:"),
        ("item 0", "\\item a towel"),
        ("item 0", "\\item shoes"),
        ("paragraph", "\\end{itemize}"),
        ("code", "\\begin{verbatim}\n\\section{no heading}\n\\end{verbatim}"),
    ]
    assert leads(document)["\\item shoes"] == "Bring:"


@pytest.mark.parametrize(
    "text", ["\\section{", "\\begin{verbatim}\n\\item", "\\section{}\n", "\\title{"]
)
def test_what_is_left_open_costs_nothing(text: str) -> None:
    assert latex(text).headings == ()


PIECES = st.lists(
    st.sampled_from(
        ["Word", "end.", "\n", "\n\n", "\r\n", "\\section{A}", "\\section{", "}", "{", "\\item ",
         "\\begin{verbatim}", "\\end{verbatim}", "\\begin{align*}", "\\end{align*}", "% c", "\\title{T}"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@given(PIECES)
def test_blocks_of_any_text_keep_their_promises(content: str) -> None:
    if content.strip():
        latex(content)
