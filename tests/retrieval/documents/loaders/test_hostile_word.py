"""Word documents that are made to cost time or memory: read, or refused at once."""

from __future__ import annotations

import pytest

from retrieval.documents.loaders import package, parse
from retrieval.errors import DocumentError
from retrieval.types import Document
from tests.hostile.made_files import word_paragraph, word_parts, zipped

from ..shown import shown


def read(body: str, styles: str = "") -> Document:
    return parse("a.docx", zipped(word_parts(body, styles=styles)))


def test_nested_paragraphs_are_read_once() -> None:
    inner = "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r>" * 20_000
    assert read("<w:p>" * 100 + inner + "</w:p>" * 100).text == "a" * 20_000


def test_a_long_chain_of_styles_is_followed_once() -> None:
    styles = "".join(
        f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 5000}"/></w:style>'
        for n in range(5000)
    )
    styled = word_paragraph("a", '<w:pPr><w:pStyle w:val="s0"/></w:pPr>')
    assert len(read(styled * 3000, styles).blocks) == 3000


@pytest.mark.parametrize("main", ["document.bin", "media/picture.jpeg", "document.xml"])
def test_a_main_part_of_any_name_counts_as_xml(main: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_XML_BYTES", 100_000)
    small = zipped(word_parts(word_paragraph("a" * 90_000), main=main))
    assert len(parse("a.docx", small).text) == 90_000
    with pytest.raises(DocumentError, match="unpacks to far more"):
        parse("a.docx", zipped(word_parts(word_paragraph("a" * 100_000), main=main)))


def test_a_picture_does_not_count_as_xml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_XML_BYTES", 100_000)
    parts = word_parts(word_paragraph("Words.")) | {"word/media/a.png": bytes(200_000)}
    assert parse("a.docx", zipped(parts)).text == "Words."


def nested_tables(depth: int) -> str:
    begin, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return begin * depth + word_paragraph("Deep.") + end * depth


def test_tables_that_are_nested_a_little_are_read() -> None:
    assert shown(read(nested_tables(60))) == [("paragraph", "Deep.")]


@pytest.mark.parametrize("body", [nested_tables(120), word_paragraph("a" * 11_000_000)])
def test_what_is_nested_too_deeply_or_too_long_is_called_that(body: str) -> None:
    with pytest.raises(DocumentError, match="nested too deeply, or one is too long"):
        read(body)


def test_entities_that_multiply_are_not_read() -> None:
    laughs = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    parts = word_parts(word_paragraph("&e12;"))
    begin = f'<!DOCTYPE a [<!ENTITY e0 "ha">{laughs}]>'
    parts["word/document.xml"] = begin + str(parts["word/document.xml"])
    with pytest.raises(DocumentError):
        parse("a.docx", zipped(parts))


def test_a_number_that_nobody_means_is_none() -> None:
    huge = "9" * 5000
    level = (
        f"<w:pPr><w:outlineLvl w:val='{huge}'/><w:numPr><w:numId w:val='{huge}'/></w:numPr></w:pPr>"
    )
    cell = f"<w:tc><w:tcPr><w:gridSpan w:val='{huge}'/></w:tcPr>{word_paragraph('b')}</w:tc>"
    document = read(word_paragraph("a", level) + f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>")
    assert shown(document) == [("item 0 #1", "a"), ("row", "b | b")]
