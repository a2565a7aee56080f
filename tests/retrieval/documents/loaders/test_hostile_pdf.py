"""PDFs that are made to cost time or memory: read, or refused before PDFium sees them.

Without what they test, these files take minutes or gigabytes.
"""

from __future__ import annotations

import pytest

from retrieval.documents.loaders import parse
from retrieval.documents.loaders.pdf import pdf_document
from retrieval.documents.loaders.pdf.pdf_lines import PrintedCell, PrintedLine
from retrieval.documents.loaders.pdf.pdf_rows import table_rows
from retrieval.documents.loaders.pdf.pdf_streams import check_streams
from retrieval.errors import DocumentError
from tests.hostile.made_files import drawn, pdf_file, pdf_objects, self_drawing_pdf, stream

from .files import pdf

FORM = "/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources"


def reason(data: bytes) -> str:
    with pytest.raises(DocumentError) as raised:
        parse("a.pdf", data)
    return str(raised.value)


def test_long_words_are_looked_at_once() -> None:
    long = b"BT /F1 1 Tf 2 TL 1 800 Td " + (b"(" + b"a" * 32_000 + b") Tj T* ") * 6 + b"ET"
    assert parse("a.pdf", pdf_file(long)).text.count("a") == 6 * 32_000


@pytest.mark.parametrize("times", [1, 2])
def test_a_form_that_draws_itself_is_refused(times: int) -> None:
    assert "draws itself without end" in reason(self_drawing_pdf(times))


def test_forms_that_draw_each_other_in_a_circle_are_refused() -> None:
    first = stream(b"/Fm Do", f"{FORM} 7 0 R")
    second = stream(b"/Fm Do", f"{FORM} << /XObject << /Fm 6 0 R >> >>")
    names = b"<< /XObject << /Fm 8 0 R >> >>"
    assert "draws itself" in reason(pdf_file(b"/Fm Do", first, names, second, named="/Fm 6 0 R"))


def test_forms_that_multiply_what_they_draw_are_refused() -> None:
    chain = [
        stream(b"/Fm Do " * 20, f"{FORM} << /XObject << /Fm {7 + number} 0 R >> >>")
        for number in range(8)
    ]
    last = stream(drawn("Words."), f"{FORM} << >>")
    assert "unpacks to far more" in reason(pdf_file(b"/Fm Do", *chain, last, named="/Fm 6 0 R"))


def test_a_form_that_is_drawn_on_every_page_is_read() -> None:
    form = stream(drawn("Words in a form."), f"{FORM} << /Font << /F1 3 0 R >> >>")
    document = parse("a.pdf", pdf_file(b"/Fm Do", form, pages=5, named="/Fm 6 0 R"))
    assert document.text.count("Words in a form.") >= 1


@pytest.mark.parametrize("packed", [1, 2])
def test_a_stream_that_unpacks_to_far_more_is_refused(packed: int) -> None:
    assert "unpacks to far more" in reason(pdf_file(b"0 0 m " * 3_000_000, packed=packed))


def test_a_picture_may_be_as_large_as_it_likes() -> None:
    picture = stream(bytes(30_000_000), "/Subtype /Image")
    check_streams(pdf_file(drawn("Words."), picture))


def test_a_damaged_stream_is_left_to_its_reader() -> None:
    check_streams(pdf_file(drawn("Words.")).replace(b"x\xda", b"xx"))


def test_many_streams_without_an_end_are_damage() -> None:
    begun = b"5 0 obj\n<< /Length 9 /Filter [] >>\nstream\nBT (Words) Tj ET " * 9000
    data = pdf_file(drawn("Words."))
    assert reason(data.replace(b"5 0 obj", begun + b"5 0 obj")) == "It is damaged, or not a PDF."


def test_pages_that_share_one_stream_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_document, "_MOST_UNSUSPECTED", 200_000)
    shared = drawn(*(f"Rule {number} holds in all of the town." for number in range(90)))
    assert "over and over" in reason(pdf_file(shared, pages=2000))
    assert parse("a.pdf", pdf_file(shared, pages=5)).text


def test_a_page_tree_that_leads_to_itself_is_damaged() -> None:
    catalog = b"<< /Type /Catalog /Pages 2 0 R >>"
    for count in (5, 2_000_000):
        pages = b"<< /Type /Pages /Kids [2 0 R] /Count %d >>" % count
        assert reason(pdf_objects([catalog, pages])) == "It is damaged, or not a PDF."


def test_there_are_only_so_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_document, "_MOST_PAGES", 3)
    assert parse("a.pdf", pdf(["a"], ["b"], ["c"])).text
    assert reason(pdf(["a"], ["b"], ["c"], ["d"])) == "It has more than 3 pages; split it."


def test_many_bookmarks_on_one_long_page_are_looked_for_within_limits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = [f"Rule {number}" for number in range(40)]
    data = pdf(lines, outline=[(line, 0) for line in lines])
    starts = [heading.start for heading in parse("a.pdf", data).headings]
    assert len(set(starts)) == 40
    monkeypatch.setattr(pdf_document, "_MOST_SEARCHED", 3 * len("\n".join(lines)))
    starts = [heading.start for heading in parse("a.pdf", data).headings]
    assert len(starts) == 40
    assert len(set(starts)) < 5


def test_a_paragraph_of_many_lines_is_read() -> None:
    long = b"BT /F1 1 Tf 1 TL 1 9000 Td " + b"(words of it go on and on) Tj T* " * 8000 + b"ET"
    assert parse("a.pdf", pdf_file(long)).text.count("words") == 8000


def test_lines_of_one_height_make_one_row() -> None:
    cell = PrintedCell("a", 0, 1)
    line = PrintedLine("a", 0, 1, 500, 10, (cell,))
    rows = table_rows([(line, [0])] * 20_000, 2)
    assert len(rows) == 1
    assert rows[0].texts() == [" ".join("a" * 20_000), ""]
