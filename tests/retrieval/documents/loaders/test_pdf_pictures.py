"""Pages of a PDF that are pictures: named one by one, and read where something recognizes words."""

from __future__ import annotations

from importlib.util import find_spec
from io import BytesIO
from typing import Any

import pytest

from retrieval.documents.loaders import parse, registry
from retrieval.documents.loaders.allowance import allowance
from retrieval.documents.loaders.pdf import pdf_document, pdf_pictures
from retrieval.documents.loaders.pdf.pdf_lines import PrintedLine
from retrieval.errors import DocumentError
from retrieval.types import Position

from .files import pdf

WORDS = "A locker costs one pound a day."


def with_pictures(pages: str, words: str = WORDS) -> bytes:
    """A PDF with a page of text for each "t", a blank one for each " ", and a picture for each "p"."""
    import pypdfium2
    from PIL import Image, ImageDraw, ImageFont

    texts = [["The pool opens at nine."] if kind == "t" else [] for kind in pages]
    document = pypdfium2.PdfDocument(pdf(*texts))
    drawn = Image.new("RGB", (1240, 600), "white")
    ImageDraw.Draw(drawn).text((100, 100), words, "black", ImageFont.load_default(size=36))
    jpeg = BytesIO()
    drawn.save(jpeg, "JPEG")
    for number, kind in enumerate(pages):
        if kind == "p":
            image = pypdfium2.PdfImage.new(document)
            image.load_jpeg(jpeg)
            image.set_matrix(pypdfium2.PdfMatrix().scale(595, 288).translate(0, 400))
            page = document[number]
            page.insert_obj(image)
            page.gen_content()
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


@pytest.fixture
def reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pdf_document, pdf_pictures):
        monkeypatch.setattr(module, "recognizer", lambda: None)


@pytest.fixture
def reads_lockers(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognize(_: Any) -> list[PrintedLine]:
        return [PrintedLine(WORDS, left=50, right=300, bottom=700, height=12)]

    for module in (pdf_document, pdf_pictures):
        monkeypatch.setattr(module, "recognizer", lambda: recognize)


@pytest.mark.usefixtures("reads_nothing")
def test_pages_that_are_pictures_are_named_and_the_others_are_read() -> None:
    document = parse("a.pdf", with_pictures("tp tppp t"))
    assert document.text.count("The pool opens at nine.") == 3
    assert document.notice == (
        "4 of 9 pages are pictures: 2, 5-7. They were not read; with the extra ocr they are."
    )


@pytest.mark.usefixtures("reads_nothing")
def test_a_file_of_pictures_alone_says_so() -> None:
    with pytest.raises(
        DocumentError, match=r"^2 of 2 pages are pictures: 1-2\. They were not read"
    ):
        parse("a.pdf", with_pictures("pp"))


@pytest.mark.usefixtures("reads_nothing")
def test_many_of_them_are_not_all_named() -> None:
    document = parse("a.pdf", with_pictures("tp" * 12))
    assert document.notice is not None
    assert "2, 4, 6, 8, 10, 12, 14, 16, 18, 20, …. They" in document.notice


@pytest.mark.usefixtures("reads_lockers")
def test_what_is_recognized_is_read_and_marked() -> None:
    document = parse("a.pdf", with_pictures("tp"))
    assert document.text == f"The pool opens at nine.\n\n{WORDS}"
    assert document.notice is None
    assert list(document.positions) == [
        (0, Position(1)),
        (document.text.index(WORDS), Position(2, recognized=True)),
    ]


@pytest.mark.usefixtures("reads_lockers")
def test_each_recognized_page_is_told_of_and_there_is_an_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[None] = []
    monkeypatch.setattr(allowance, "go_on", lambda: told.append(None))
    monkeypatch.setattr(pdf_pictures, "MOST_RECOGNIZED", 2)
    document = parse("a.pdf", with_pictures("ppp"))
    assert len(told) == 2
    assert document.notice == (
        "1 of 3 pages are pictures: 3. No words were recognized there, or they are beyond the first 2."
    )


@pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra ocr is not installed")
@pytest.mark.filterwarnings("ignore")
def test_the_extra_reads_what_is_printed_on_a_picture() -> None:
    document = parse("a.pdf", with_pictures("p"))
    assert document.text == WORDS
    assert document.positions[0][1].recognized


def test_what_was_read_without_it_is_read_again_when_it_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(registry, "_is_installed", lambda _: False)
    without = registry.loader_version("a.pdf")
    monkeypatch.setattr(registry, "_is_installed", lambda _: True)
    assert registry.loader_version("a.pdf") == f"{without} with rapidocr"
    assert registry.loader_version("a.docx") == registry.loader_version("b.docx")
