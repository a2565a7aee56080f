"""How a document is cut into chunks."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents.loaders import parse
from retrieval.documents.splitter import CHUNK_SIZE, split_document
from retrieval.documents.text_blocks import text_blocks
from retrieval.types import Document, Heading, Span

LONGEST = CHUNK_SIZE * 3 // 2


def document(text: str, *headings: Heading, body: Span | None = None) -> Document:
    whole = Span(0, len(text))
    return Document("a.txt", text, whole if body is None else body, headings=headings)


def cut(made: Document) -> list[str]:
    return [made.text[chunk.span.start : chunk.span.end] for chunk in split_document(made)]


def sentence(words: int) -> str:
    return "Word " + "word " * (words - 2) + "end."


def test_a_short_document_is_one_chunk() -> None:
    assert cut(document("  It is short.\r\nIt stays whole.\n")) == [
        "It is short.\r\nIt stays whole."
    ]


def test_an_empty_document_has_no_chunks() -> None:
    assert split_document(document("")) == ()
    assert split_document(document(" \r\n ")) == ()


def test_a_chunk_ends_with_the_last_sentence_that_fits() -> None:
    text = " ".join([sentence(30)] * 5)
    assert cut(document(text)) == [
        f"{sentence(30)} {sentence(30)}",
        f"{sentence(30)} {sentence(30)}",
        sentence(30),
    ]


def test_paragraphs_are_not_mixed_but_short_ones_share_a_chunk() -> None:
    long, short = sentence(30), "It is short."
    assert cut(document(f"{long}\n\n{long}")) == [long, long]
    assert cut(document(f"{short}\n\n{short}\n\n{long}")) == [f"{short}\n\n{short}\n\n{long}"]


def test_a_sentence_longer_than_a_chunk_is_cut_at_white_space() -> None:
    chunks = cut(document("word " * 200))
    assert [len(chunk) for chunk in chunks] == [399, 399, 199]
    assert set(" ".join(chunks).split()) == {"word"}


def test_a_heading_stays_with_what_follows_and_names_the_chunks_below_it() -> None:
    text = (
        f"# Rules\n\n{sentence(30)}\n\n## Fees\n\n{sentence(75)}\n\n{sentence(60)}\n\n# End\n\nBye."
    )
    headings = [
        Heading(text.index(f"{'#' * level} {title}"), level, title)
        for level, title in ((1, "Rules"), (2, "Fees"), (1, "End"))
    ]
    made = document(text, *headings)
    assert cut(made) == [
        f"# Rules\n\n{sentence(30)}",
        f"## Fees\n\n{sentence(75)}",
        sentence(60),
        "# End\n\nBye.",
    ]
    paths = [chunk.heading for chunk in split_document(made)]
    assert paths == ["Rules", "Rules > Fees", "Rules > Fees", "End"]


def test_headings_with_nothing_between_them_share_the_chunk_of_what_follows() -> None:
    text = "Rules\nFees\nThey are due in May."
    made = document(text, Heading(0, 1, "Rules"), Heading(6, 2, "Fees"))
    assert cut(made) == [text]
    assert split_document(made)[0].heading == "Rules > Fees"


def test_a_long_table_of_contents_does_not_make_an_endless_chunk() -> None:
    lines = [f"Chapter {number}" for number in range(200)]
    text = "\n".join(lines)
    headings = [Heading(text.index(f"{line}\n"), 1, line) for line in lines[:-1]]
    assert max(map(len, cut(document(text, *headings)))) <= LONGEST


def loaded(text: str) -> Document:
    return parse("a.md", text.encode())


def test_an_item_a_row_and_code_are_not_cut() -> None:
    item = f"- {sentence(20)} {sentence(20)} {sentence(20)}"
    assert cut(loaded(f"{sentence(20)}\n{item}\n{item}\n")) == [sentence(20), item, item]
    code = "```\n" + "a = 1\n\n" * 40 + "```"
    assert cut(loaded(f"{sentence(30)}\n\n{code}\n"))[1] == code


def test_an_item_that_does_not_fit_is_cut_at_its_sentences() -> None:
    assert cut(loaded(f"- {sentence(60)} {sentence(60)}\n")) == [f"- {sentence(60)}", sentence(60)]


def test_the_header_of_a_table_stays_with_its_first_row_and_a_question_with_its_answer() -> None:
    table = "| Boat | Fee |\n|------|-----|"
    row = f"| {'raft ' * 60} | 3 |"
    assert cut(loaded(f"{sentence(30)}\n\n{table}\n{row}\n{row}\n")) == [
        sentence(30),
        f"{table}\n{row}",
        row,
    ]
    answer = sentence(70)
    assert cut(loaded(f"{sentence(30)}\n\nMay I?\n\n{answer}\n"))[1] == f"May I?\n\n{answer}"


def test_only_the_body_is_split_and_offsets_are_those_of_the_whole_text() -> None:
    text = "---\ntitle: A\n---\nIt begins. It ends.\n\ufeff"
    made = document(text, body=Span(17, 36))
    assert cut(made) == ["It begins. It ends."]
    assert split_document(made)[0].span == Span(17, 36)


PROSE = st.lists(
    st.sampled_from(
        ["Word", "word", "end.", "So?", "\n", "\n\n", "\r\n", " ", "# ", "- ", "。", "x" * 450, "Q: ",
         "\nSkiff   4   £3\nBoat    1   £9\n"]
    ),
    max_size=120,
).map(" ".join)  # fmt: skip


@given(PROSE | st.text(max_size=400), st.lists(st.integers(0, 400), max_size=6), st.data())
def test_chunks_cover_the_body_in_order_without_overlap(
    text: str, starts: list[int], data: st.DataObject
) -> None:
    begin = data.draw(st.integers(0, len(text)))
    body = Span(begin, data.draw(st.integers(begin, len(text))))
    headings = [Heading(start, 1 + start % 3, "H") for start in sorted(set(starts))]
    blocks, _ = text_blocks(text, body) if data.draw(st.booleans()) else ((), ())
    chunks = split_document(replace(document(text, *headings, body=body), blocks=blocks))

    assert [chunk.ordinal for chunk in chunks] == list(range(len(chunks)))
    for before, after in pairwise(chunks):
        assert not text[before.span.end : after.span.start].strip()
        assert before.span.end <= after.span.start
    for chunk in chunks:
        assert body.start <= chunk.span.start < chunk.span.end <= body.end
        assert len(chunk.span) <= LONGEST
    kept = "".join(text[chunk.span.start : chunk.span.end] for chunk in chunks)
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text[body.start : body.end])
