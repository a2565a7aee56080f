"""OpenDocument texts: headings, lists with the numbers that are shown, tables and footnotes."""

from __future__ import annotations

import pytest

from retrieval.documents.loaders import parse
from retrieval.errors import DocumentError
from retrieval.types import Document

from ..shown import check_blocks, leads, shown
from .files import open_text, repacked

STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
    'style:num-format="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-number text:level="1" '
    'style:num-format="a" text:start-value="3"/></text:list-style>'
)


def loaded(body: str, title: str = "") -> Document:
    document = parse("a.odt", open_text(body, styles=STYLES, title=title))
    check_blocks(document)
    return document


def p(words: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def h(words: str, level: int) -> str:
    return f'<text:h text:outline-level="{level}">{words}</text:h>'


def item(*content: str) -> str:
    return f"<text:list-item>{''.join(content)}</text:list-item>"


def listed(*items: str, attributes: str = 'text:style-name="L1"') -> str:
    return f"<text:list {attributes}>{''.join(items)}</text:list>"


def note(*words: str) -> str:
    body = "".join(map(p, words))
    return (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{body}</text:note-body></text:note>"
    )


def row(*cells: str) -> str:
    written = "".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in cells)
    return f"<table:table-row>{written}</table:table-row>"


DELETED = f"<text:changed-region><text:deletion>{p('Gone.')}</text:deletion></text:changed-region>"


def test_headings_have_the_level_of_the_outline() -> None:
    document = loaded(h("Rules", 1) + p("Shower.") + h("Fees", 2) + p("Four pounds."))
    assert document.text == "Rules\n\nShower.\n\nFees\n\nFour pounds."
    assert [(each.level, each.title) for each in document.headings] == [(1, "Rules"), (2, "Fees")]


def test_the_title_is_that_of_a_paragraph_so_styled_or_of_the_properties() -> None:
    assert loaded(p("Pool rules", "P1") + p("Shower."), title="Draft").title == "Pool rules"
    assert loaded(p("Shower."), title="Draft").title == "Draft"


def test_items_have_their_levels_and_the_numbers_that_are_shown() -> None:
    body = listed(
        item(p("Shower.")),
        item(p("Take off:"), listed(item(p("shoes")), item(p("watch")), attributes="")),
        item(p("Go."), p("Slowly.")),
    )
    assert shown(loaded(body)) == [
        ("item 0 #1", "Shower."),
        ("item 0 #2", "Take off:"),
        ("item 1", "shoes"),
        ("item 1", "watch"),
        ("item 0 #3", "Go."),
        ("item 0", "Slowly."),
    ]


def test_a_list_counts_from_where_it_says() -> None:
    second = listed(item(p("Dry.")), attributes='text:style-name="L2"')
    third = listed(item(p("Go.")), attributes='text:style-name="L2" text:continue-numbering="true"')
    assert shown(loaded(second + p("Then:") + third)) == [
        ("item 0 #3", "c Dry."),
        ("paragraph", "Then:"),
        ("item 0 #4", "d Go."),
    ]


def test_an_item_is_read_with_what_is_shown_before_it() -> None:
    style = (
        '<text:list-style style:name="L3"><text:list-level-style-number text:level="1" '
        'style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" '
        'style:num-format="a" style:num-suffix=")" text:display-levels="2"/></text:list-style>'
    )
    inner = listed(item(p("by card")), item(p("in cash")), attributes="")
    body = listed(item(p("Pay"), inner), attributes='text:style-name="L3"')
    assert shown(parse("a.odt", open_text(body, styles=style))) == [
        ("item 0 #1", "Pay"),
        ("item 1 #1", "1.a) by card"),
        ("item 1 #2", "1.b) in cash"),
    ]


def test_headings_have_the_numbers_of_the_outline() -> None:
    style = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
        '<text:outline-level-style text:level="3" style:num-format=""/></text:outline-style>'
    )
    body = h("Rules", 1) + h("Fees", 2) + h("Hours", 2) + h("Winter", 3) + h("Names", 1)
    document = parse("a.odt", open_text(body, styles=style))
    titles = ["I Rules", "I.1 Fees", "I.2 Hours", "Winter", "II Names"]
    assert [heading.title for heading in document.headings] == titles
    assert [words for _, words in shown(document)] == titles


def test_a_table_is_rows_below_its_header() -> None:
    head = f"<table:table-header-rows>{row('Who', 'Fee')}</table:table-header-rows>"
    document = loaded(f"<table:table>{head}{row('Adults', 'four')}{row('', 'two')}</table:table>")
    assert shown(document) == [
        ("header", "Who | Fee"),
        ("row", "Adults | four"),
        ("row", "| | two"),
    ]
    assert leads(document)["| | two"] == "Who | Fee"


def test_a_footnote_stands_behind_its_paragraph_and_breaks_no_sentence() -> None:
    document = loaded(p(f"Adults{note('Over sixteen.', 'By card.')} pay four pounds.") + p("Swim."))
    assert document.text == "Adults pay four pounds.\n\nOver sixteen.\n\nBy card.\n\nSwim."


def test_a_footnote_of_an_item_stays_with_it() -> None:
    document = loaded(listed(item(p(f"Shower{note('Warm or cold.')}.")), item(p("Go."))))
    assert shown(document) == [
        ("item 0 #1", "Shower."),
        ("item 0", "Warm or cold."),
        ("item 0 #2", "Go."),
    ]
    assert leads(document)["Warm or cold."] == "Shower."


def test_a_footnote_of_a_table_follows_it() -> None:
    adults = row(f"Adults{note('Over 16.')}", "4")
    table = f"<table:table>{row('Who', 'Fee')}{adults}</table:table>"
    assert loaded(table).text == "Who | Fee\nAdults | 4\n\nOver 16."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d'), "a b\tc\nd"),
        (p("a\n   <text:span>b</text:span> <text:a>c</text:a>"), "a b c"),
        (f"<text:section>{p('Kept.')}</text:section>", "Kept."),
        (f'{p("Kept.")}<text:section text:display="none">{p("Gone.")}</text:section>', "Kept."),
        (f"{p('Kept.')}<text:table-of-content>{p('Gone 7')}</text:table-of-content>", "Kept."),
        (
            f"<text:tracked-changes>{DELETED}</text:tracked-changes>{p('Kept<text:change/>.')}",
            "Kept.",
        ),
        (p(f"Kept<office:annotation>{p('Gone.')}</office:annotation>."), "Kept."),
        (
            p(f"Out<draw:frame><draw:text-box>{p('In.')}</draw:text-box></draw:frame>side."),
            "Outside.\n\nIn.",
        ),
        (f"<table:table>{row('One column.')}</table:table>", "One column."),
    ],
)
def test_what_a_reader_of_the_document_sees_is_its_text(body: str, text: str) -> None:
    assert loaded(body).text == text


def test_a_document_that_is_protected_by_a_password_says_so() -> None:
    manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    protected = repacked(open_text(p("x")), {"META-INF/manifest.xml": manifest})
    with pytest.raises(
        DocumentError, match=r"It is protected by a password; save it without one\."
    ):
        parse("a.odt", protected)


def test_another_kind_of_document_says_that_it_is_none() -> None:
    data = repacked(open_text(""), {"content.xml": b"<x><body><spreadsheet/></body></x>"})
    with pytest.raises(DocumentError, match=r"It is damaged, or not an OpenDocument text\."):
        parse("a.odt", data)
