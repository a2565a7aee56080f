"""Web pages: the article and not the menu, its words as a reader sees them."""

from __future__ import annotations

import pytest

from retrieval.documents.loaders import parse
from retrieval.errors import DocumentError
from retrieval.types import Document

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Pool rules | The Town</title>
<link rel="canonical" href="https://example.org/pool">
<meta property="article:published_time" content="2024-05-01T09:00:00Z">
<style>p { color: red }</style></head>
<body>
<header><a href="/">The Town</a></header>
<nav><ul><li><a href="/news">News</a></li><li><a href="/parks">Parks</a></li></ul></nav>
<main>
<h1>Pool rules</h1>
<p>The pool opens at nine&nbsp;o&#8217;clock &amp; closes
   at <b>eight</b>.</p>
<script>track("you")</script>
<h2>Fees <a class="headerlink" href="#fees">¶</a></h2>
<ul><li>Adults pay <em>four</em> pounds.</li><li><p>Children pay two.</p></li></ul>
<table><tr><th>Day</th><th>Opens</th></tr>
<tr><td>Monday</td><td><ul><li>10:00</li></ul></td></tr></table>
<pre>
slot 1
  slot 2</pre>
</main>
<aside>Try our tennis courts!</aside>
<footer>Copyright The Town</footer>
</body></html>"""


def page(body: str, head: str = "") -> Document:
    return parse("a.html", f"<html><head>{head}</head><body>{body}</body></html>".encode())


def test_the_article_is_read_and_not_the_menu() -> None:
    assert parse("pool.html", PAGE.encode()).text == (
        "Pool rules\n\n"
        "The pool opens at nine\xa0o’clock & closes at eight.\n\n"
        "Fees\n\n"
        "Adults pay four pounds.\n\nChildren pay two.\n\n"
        "Day | Opens\nMonday | 10:00\n\n"
        "slot 1\n  slot 2"
    )


def test_the_page_tells_title_link_and_date() -> None:
    document = parse("pool.html", PAGE.encode())
    assert (document.title, document.url, document.date) == (
        "Pool rules",
        "https://example.org/pool",
        "2024-05-01",
    )


def test_headings_are_found_where_they_stand() -> None:
    document = parse("pool.html", PAGE.encode())
    assert [(document.text[each.start :][:4], each.level, each.title) for each in document.headings] == [
        ("Pool", 1, "Pool rules"),
        ("Fees", 2, "Fees"),
    ]  # fmt: skip


MENU = "".join(f'<li><a href="/">{name}</a></li>' for name in ("Swimming", "Diving", "Saunas"))
WORDS = "<h1>Pool</h1><p>The pool opens at nine and closes at eight in the evening, but on Sundays."
SOUP = "Soup costs two pounds."


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f'<ul class="main-menu">{MENU}</ul>{WORDS}', id="a named menu"),
        pytest.param(f"<ul>{MENU}</ul><div>{WORDS}</div>", id="a list of links"),
        pytest.param(f"<div id='nav'><ul>{MENU * 30}</ul></div>{WORDS}", id="more menu than text"),
        pytest.param(f'<div role="navigation">{MENU}</div>{WORDS}', id="a role"),
        pytest.param(f"{WORDS}<div id='sidebar'><h3>See</h3><ul>{MENU}</ul></div>", id="a sidebar"),
        pytest.param(f"{WORDS}<div class='site-footer'>Swimming since 1900</div>", id="a footer"),
        pytest.param(f"<div>Saunas</div><article>{WORDS}</article>", id="an article"),
        pytest.param(f"<div>Saunas</div><div role='main'>{WORDS}</div>", id="the main role"),
        pytest.param(f"<header><p>Saunas</p></header>{WORDS}", id="a header"),
        pytest.param(f"<p hidden>Saunas</p>{WORDS}", id="hidden"),
        pytest.param(f"<p style='display: none'>Saunas</p>{WORDS}", id="not displayed"),
        pytest.param(f"<noscript>Saunas</noscript><button>Diving</button>{WORDS}", id="controls"),
    ],
)  # fmt: skip
def test_what_frames_the_article_is_left_out(body: str) -> None:
    text = page(body).text
    assert "The pool opens at nine" in text
    assert not any(word in text for word in ("Swimming", "Diving", "Saunas"))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<div class='menu'><p>{SOUP}</p></div>", id="a menu to eat"),
        pytest.param(f"<article class='has-sidebar'><p>{SOUP}</p></article>", id="a class"),
        pytest.param(f"{WORDS}<h2 class='header'><a href='#s'>{SOUP}</a></h2>", id="a heading"),
        pytest.param(
            f"{WORDS}<div class='header'><h1><a href='#s'>{SOUP}</a></h1></div>", id="a title"
        ),
        pytest.param(f"<main></main><p>{SOUP}</p>", id="an empty main part"),
        pytest.param(f"<header><h1>{SOUP}</h1></header>{MENU}", id="the only heading"),
        pytest.param(f"<div aria-hidden='true'><p>{SOUP}</p></div>", id="saved behind a dialog"),
        pytest.param(f"<ul><li><a href='/s'>{SOUP}</a></li></ul>", id="nothing but links"),
        pytest.param(f"<form><p>{SOUP}</p></form>", id="all in a form"),
        pytest.param(f"<article>{WORDS}<aside>{SOUP}</aside></article>", id="a box in the article"),
    ],
)
def test_what_the_page_says_is_not_lost(body: str) -> None:
    assert SOUP in page(body).text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>one<br>two</p>", "one\ntwo"),
        ("<p>un<b>believ</b>able</p>", "unbelievable"),
        ("<div>one<div>two</div>three</div>", "one\n\ntwo\n\nthree"),
        ("<dl><dt>Deposit<dd>Ten pounds</dl>", "Deposit\nTen pounds"),
        ("<table><tr><td><p>one</p><p>two</p></td></tr></table>", "one\n\ntwo"),
        ("<table><tr><td>one<td>two<tr><td>three<td>four</table>", "one | two\nthree | four"),
        ("<p>1 &lt; 2 &copy; &#x1F3CA; thin&thinsp;space</p>", "1 < 2 © 🏊 thin\u2009space"),
        ("<p>a<!-- secret -->b</p>", "ab"),
        ("<p>NUL &#0; and half a pair &#xD800;</p>", "NUL \ufffd and half a pair \ufffd"),
    ],
)
def test_blocks_lines_and_cells_are_set_apart(body: str, text: str) -> None:
    assert page(body).text == text


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta name="DC.date" content="2023-02-03">', "2023-02-03"),
        ('<meta name="date" content="3 February 2023">', "3 February 2023"),
        (
            '<script type="application/ld+json">{"datePublished": "2023-02-03T10:00"}</script>',
            "2023-02-03",
        ),
        ("", None),
    ],
)
def test_the_date_is_what_the_page_says(head: str, date: str | None) -> None:
    assert page("words", head).date == date


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<?xml version="1.0" encoding="utf-8"?><html><body>Größe</body></html>'.encode(), "Größe"),
        ("<meta charset=windows-1251><p>Бассейн".encode("cp1251"), "Бассейн"),
        ("<meta http-equiv=a content='text/html; charset=koi8-r'><p>Пар".encode("koi8_r"), "Пар"),
        ("<meta charset=latin-1><p>Größe".encode(), "Größe"),
        ("<p>Größe".encode("cp1252"), "Größe"),
        ("\ufeff<p>Größe".encode(), "Größe"),
        ("<p>Größe".encode("utf-16"), "Größe"),
    ],
)  # fmt: skip
def test_the_encoding_is_what_the_bytes_say_before_what_the_page_claims(
    data: bytes, text: str
) -> None:
    assert parse("a.html", data).text == text


def test_no_entity_reaches_for_a_file(tmp_path: object) -> None:
    data = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><html><body><p>a&e;b</p></body></html>'
    assert parse("a.xhtml", data).text.endswith("a&e;b")


def test_deep_nesting_is_read_as_far_as_is_sane() -> None:
    assert page("<div>" * 1500 + "deep" + "</div>" * 1500 + "<p>after").text == "deep\n\nafter"
    with pytest.raises(DocumentError, match="nested too deeply"):
        page("<div>" * 100_000 + "deep")
