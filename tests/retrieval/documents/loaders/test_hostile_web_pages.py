"""Web pages that are made to cost time or memory: read, or refused at once."""

from __future__ import annotations

import pytest

from retrieval.documents.loaders import parse
from retrieval.errors import DocumentError


def text_of(page: str) -> str:
    return parse("a.html", page.encode()).text


@pytest.mark.parametrize("tag", ["div hidden", "header", "div class=nav"])
def test_boxes_within_boxes_are_measured_once(tag: str) -> None:
    end = tag.split(maxsplit=1)[0]
    page = f"<h1>Words</h1>{f'<{tag}>' * 1800}{'<p>x y</p>' * 4000}{f'</{end}>' * 1800}"
    assert text_of(page).startswith("Words")


def test_many_removed_elements_leave_the_words_between_them() -> None:
    page = "<p>Words: </p>" + "<button>a</button>x" * 15_000 + "<a>#</a>y" * 15_000
    assert text_of(page) == "Words:\n\n" + "x" * 15_000 + "y" * 15_000


def test_removed_elements_leave_the_words_around_them() -> None:
    page = "<p>one <script>a</script>two<style>b</style> <b>three</b><nav>c</nav> four</p>"
    assert text_of(page) == "one two three four"


def test_many_links_headings_and_cells_are_read() -> None:
    assert text_of("".join(f"<a href=x>link {n}</a> " for n in range(3000))).endswith("2999")
    document = parse("a.html", "".join(f"<h2>head {n}</h2>" for n in range(3000)).encode())
    assert len(document.headings) == 3000
    assert text_of("<table><tr>" + "<td>1<th>2" * 20_000).count("|") == 39_999


def test_tables_within_tables_are_read() -> None:
    assert text_of("<table><tr><td>" * 400 + "<p>x</p>" * 5000).count("x") == 5000


def test_an_element_with_too_many_attributes_is_refused() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(50_000))
    with pytest.raises(DocumentError, match="attributes"):
        text_of(f"<p {attributes}>Words.</p>")


def test_a_long_attribute_is_none_of_many() -> None:
    path = "M 0 0 " * 20_000
    assert text_of(f'<p>Words.</p><svg><path d="{path}"/></svg>') == "Words."


def test_a_button_within_a_button_asks_nothing() -> None:
    page = "<p>Words.</p>" + "<button>" * 1500 + "Really?" + "</button>" * 1500
    assert "Words." in text_of(page)
