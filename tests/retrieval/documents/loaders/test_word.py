"""Word documents: paragraphs and tables in their order, headings by their styles."""

from __future__ import annotations

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml

from retrieval.documents.loaders import package, parse
from retrieval.errors import DocumentError
from retrieval.types import Heading

from .files import pool_rules, repacked, word

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def text_of(paragraph: str) -> str:
    """The text of a document whose last block is the given XML."""
    document = docx.Document()
    document.add_paragraph("Before.")
    block = parse_xml(paragraph.replace(">", f" {NAMESPACES}>", 1))
    document.element.body.insert(1, block)
    return parse("a.docx", word(document)).text.removeprefix("Before.").strip()


def test_paragraphs_and_tables_stand_in_their_order() -> None:
    document = parse("rules.docx", word(pool_rules()))
    assert document.text == (
        "Pool rules\n\nRules\n\nShower before you swim.\n\nFees\n\n"
        "Who | Fee\nAdults | Four pounds\n\nChildren under five swim free."
    )


def test_styles_tell_title_and_headings() -> None:
    document = parse("rules.docx", word(pool_rules()))
    assert document.title == "Pool rules"
    assert document.headings == (
        Heading(document.text.index("Rules\n"), 1, "Rules"),
        Heading(document.text.index("Fees"), 2, "Fees"),
    )


def test_without_such_a_paragraph_the_title_is_that_of_the_properties() -> None:
    document = docx.Document()
    document.add_paragraph("Words.")
    document.core_properties.title = "Pool rules"
    assert parse("a.docx", word(document)).title == "Pool rules"


def test_a_style_that_is_based_on_a_heading_makes_headings() -> None:
    document = docx.Document()
    style = document.styles.add_style("Clause", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 3"]
    document.add_paragraph("Lockers", style="Clause")
    assert parse("a.docx", word(document)).headings == (Heading(0, 3, "Lockers"),)


def test_a_style_that_is_based_on_itself_ends() -> None:
    document = docx.Document()
    style = document.styles.add_style("Odd", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = style
    document.add_paragraph("Lockers", style="Odd")
    assert parse("a.docx", word(document)).headings == ()


def run(*content: str) -> str:
    return f"<w:r>{''.join(content)}</w:r>"


def said(words: str) -> str:
    return run(f"<w:t xml:space='preserve'>{words}</w:t>")


def cell(*content: str) -> str:
    return f"<w:tc>{''.join(content)}</w:tc>"


def table(*cells: str) -> str:
    return f"<w:tbl><w:tr>{''.join(cells)}</w:tr></w:tbl>"


def box(words: str) -> str:
    """A text box as Word writes it: once for itself, once for its forebears."""
    inner = f"<w:txbxContent><w:p>{said(words)}</w:p></w:txbxContent>"
    return run(
        f"<mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback>"
        "</mc:AlternateContent>"
    )


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (f"<w:p>{said('Adults ')}<w:ins>{said('pay')}</w:ins></w:p>", "Adults pay"),
        (f"<w:p>{said('Pay')}<w:del>{run('<w:delText>ten</w:delText>')}</w:del></w:p>", "Pay"),
        (f"<w:p><w:moveFrom>{said('Gone')}</w:moveFrom>{said('Here')}</w:p>", "Here"),
        (f"<w:sdt><w:sdtContent><w:p>{said('Kept')}</w:p></w:sdtContent></w:sdt>", "Kept"),
        (f"<w:p><w:hyperlink>{said('The list')}</w:hyperlink></w:p>", "The list"),
        (f"<w:p>{run('<w:instrText>PAGE</w:instrText>')}{said('7')}</w:p>", "7"),
        (
            f"<w:p>{said('a')}{run('<w:br/>')}{said('b')}{run('<w:tab/>')}{said('c')}</w:p>",
            "a\nb\tc",
        ),
        (f"<w:p>{said('Outside')}{box('Inside')}</w:p>", "Outside\n\nInside"),
        (
            table(
                cell(f"<w:p>{said('A')}</w:p>", table(cell(f"<w:p>{said('B')}</w:p>"))),
                cell("<w:p/>"),
                cell(f"<w:p>{said('C')}</w:p>"),
            ),
            "A B | | C",  # the column of the empty cell is kept
        ),
    ],
)
def test_what_a_reader_of_the_document_sees_is_its_text(xml: str, text: str) -> None:
    assert text_of(xml) == text


def test_the_list_of_contents_is_left_out() -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Fees\t7", style="toc 1")
    document.add_paragraph("Adults pay four pounds.")
    assert parse("a.docx", word(document)).text == "Adults pay four pounds."


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = repacked(word(pool_rules()), {"word/media/zeros.bin": bytes(210_000_000)})
    assert len(bomb) < 1_000_000
    with pytest.raises(DocumentError, match="unpacks to far more than a document holds"):
        parse("bomb.docx", bomb)


def test_xml_that_is_far_too_long_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_XML_BYTES", 10_000)
    with pytest.raises(DocumentError, match="unpacks to far more"):
        parse("long.docx", word(pool_rules()))


def test_no_entity_reaches_for_a_file() -> None:
    xml = (
        '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>a&e;b</w:t></w:r></w:p></w:body>"
        "</w:document>"
    )
    hostile = repacked(word(pool_rules()), {"word/document.xml": xml.encode()})
    assert parse("a.docx", hostile).text == "a"
