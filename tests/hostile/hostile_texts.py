"""Hostile files of the formats that are text: long, deep, wide, wrongly encoded, or no text at all."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.hostile.made_files import mail, notebook

Files = Iterator[tuple[str, bytes]]

_TEXT_SUFFIXES = (
    "txt", "md", "html", "csv", "rst", "adoc", "ipynb", "json", "jsonl", "eml", "py", "c", "yaml",
)  # fmt: skip


def hostile_texts() -> Files:
    """All of them, by name and content."""
    for suffix in _TEXT_SUFFIXES:
        yield from _any_text(suffix)
    yield from _plain_texts()
    yield from _markdown()
    yield from _web_pages()
    yield from _data()
    yield from _messages()


def _any_text(suffix: str) -> Files:
    yield f"empty.{suffix}", b""
    yield f"blank.{suffix}", b" \n\t\r\n" * 500
    yield f"nul.{suffix}", b"Words before\0\0\0 and words behind.\n" * 50
    yield f"controls.{suffix}", bytes(range(1, 32)) * 50
    yield f"noise.{suffix}", bytes(range(128, 256)) * 200
    yield f"utf16.{suffix}", "Half of a pair \N{SNOWMAN} is missing.".encode("utf-16")[:-1]
    yield f"utf32.{suffix}", b"\xff\xfe\0\0" + b"a\0\0\0" * 40 + b"\0\0\x11\0"
    yield f"surrogates.{suffix}", b"Words \xed\xa0\x80 and \xed\xbf\xbf, overlong \xc0\xaf." * 20
    yield f"long-line.{suffix}", b"word" * 500_000


def _plain_texts() -> Files:
    yield "million-lines.txt", b"a\n" * 1_000_000
    yield (
        "staircase.txt",
        "".join("\t" * n + "- x\n" for n in range(1000)).encode() + (b"7) This one\n" * 20_000),
    )
    yield "indented.txt", "".join(f"    Line {n} of it\n\n" for n in range(40_000)).encode()
    yield "calls.txt", (b"    " + b"a(" * 98 + b"\n") * 5000
    yield "fences.txt", b"```\n~~~\n" * 50_000 + b"```x\n"
    yield "bars.txt", (b"a | b | " * 120 + b"\n") * 2000
    yield "reversed.txt", "\u202eThis reads backwards.\u202c\n".encode() * 100
    yield "one-line-polish.txt", ("Zielony wóz stał przy ścianie młyna. " * 80_000).encode("cp1250")
    yield "marks.txt", b'."""' * 300_000


def _markdown() -> Files:
    yield "headings.md", b"# h\nt\n" * 1_300_000
    yield "brackets.md", (b"# " + b"[" * 2000 + b"\n\n") * 50
    yield "stars.md", (b"# " + b"*a" * 1000 + b"\n\n") * 50
    yield "quotes.md", b">" * 500_000 + b" x"
    yield "items.md", b"- " * 100_000 + b"x"
    yield "wide-table.md", b"|a" * 20_000 + b"|\n" + b"|-" * 20_000 + b"|\n" + b"|a\n" * 500
    yield "references.md", b"[a]: <b>\n" * 50_000
    yield "ticks.md", b"".join(b"`" * n + b"a" for n in range(1, 800))
    yield "deep-front-matter.md", b"---\na: " + b"[" * 15_000 + b"\n---\n# x\n"
    laughs = "".join(f"b{n + 1}: &b{n + 1} [{', '.join([f'*b{n}'] * 9)}]\n" for n in range(30))
    yield "laughing-front-matter.md", f"---\nb0: &b0 [ha]\n{laughs}---\nWords.\n".encode()
    yield "endless-front-matter.md", b"---\na: b\n" + b"# c\n" * 50_000
    yield "keys-front-matter.md", b"---\n" + b"? " * 15_000 + b"\n---\nWords.\n"


def _web_pages() -> Files:
    yield "hidden.html", b"<p>Words.</p>" + b"<div hidden>" * 1800 + b"<p>x y</p>" * 20_000
    attributes = b" ".join(b"a%d=1" % n for n in range(100_000))
    yield "attributes.html", b"<p " + attributes + b">Words.</p>"
    yield "links.html", b"".join(b"<a href=x%d>link</a> " % n for n in range(300_000))
    yield "headings.html", b"".join(b"<h2>head %d</h2>" % n for n in range(300_000))
    yield "buttons.html", b"<p>Words</p>" + b"<button>a</button>x" * 50_000
    yield "permalinks.html", b"<p>Words</p>" + b"<a>#</a>x" * 50_000
    yield "tables.html", b"<table><tr><td>" * 500 + b"<p>x</p>" * 10_000
    yield "cells.html", b"<table><tr>" + b"<td>1<th>2" * 50_000
    yield "columns.html", b"<table>" + (b"<tr>" + b"<td colspan=1000>" * 5000 + b"<td>x") * 5
    yield "deep.html", b"<b>" * 100_000 + b"x"
    yield "deep-list.html", b"<ul><li>" * 900 + b"<p>x</p>" * 20_000
    yield "headers.html", b"<h1>a</h1>" + b"<header>" * 1800 + b"<p>x</p>" * 20_000
    yield "unclosed.html", b"<" * 500_000 + b"x"
    yield "comment.html", b"<!--" * 200_000
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n + 1, b"&e%d;" % n * 10) for n in range(12))
    yield "laughs.xhtml", b'<!DOCTYPE x [<!ENTITY e0 "ha">' + entities + b"]><p>&e12;</p>"
    yield "outside.xhtml", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>&e; a</p>'
    yield "script.html", b"<script>" + b"var a = 1;" * 50_000 + b"</script>"
    yield "wrong-charset.html", b"<meta charset=utf-7><p>+ADw-b+AD4- and more words</p>"
    rule = b"<p>Rule %d holds in all the town and everywhere else, says the council.</p>\n"
    yield "large.html", b"<h1>Rules</h1>" + b"".join(rule % n for n in range(300_000))


def _data() -> Files:
    yield "deep.json", b"[" * 100_000
    yield "deep-closed.json", b'{"a":' * 50_000 + b"1" + b"}" * 50_000
    yield "digits.json", b'{"a": ' + b"9" * 100_000 + b"}"
    yield "same-keys.json", b"{" + b'"a": 1, ' * 100_000 + b'"a": 2}'
    yield "constants.json", b'{"a": NaN, "b": Infinity, "c": 1e999, "d": "\\ud800"}'
    yield "rubbish.jsonl", b'{"a": 1}\nno json\n' * 50_000
    yield "one-line.jsonl", b'{"a": "' + b"word " * 400_000 + b'"}'
    yield "wide.csv", b",".join([b"a"] * 200_000) + b"\n" + b",".join([b"1"] * 200_000)
    yield "long.csv", b"a,b\n" + b"1,2\n" * 500_000
    yield "quote.csv", b'a,b\n"' + b"never closed,\n" * 100_000
    yield "long-field.csv", b"a,b\n1," + b"x" * 2_000_000
    yield "formulas.csv", b"a,b\n=1+1,@SUM(A1)\n+1,-2\n" * 500
    yield "code.py", b"(" * 100_000
    yield "indents.py", b"".join(b" " * n + b"if a:\n" for n in range(1500))
    yield "minified.js", b"function(a){return a};" * 100_000
    yield "laughs.yaml", b"a: &a [x]\n" + b"".join(b"b%d: [*a]\n" % n for n in range(5000))


def _messages() -> Files:
    yield "deep.ipynb", b'{"cells": ' + b"[" * 50_000
    yield "wrong-cells.ipynb", b'{"cells": {"a": 1}, "nbformat": 4, "metadata": []}'
    yield "many-cells.ipynb", notebook(*["# Cell"] * 50_000)
    picture = {"image/png": "A" * 3_000_000}
    cell = {"cell_type": "code", "source": "1", "outputs": [{"data": picture}], "metadata": {}}
    yield "picture.ipynb", json.dumps({"cells": [cell], "nbformat": 4, "metadata": {}}).encode()
    nested = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(2000)
    )
    yield "nested.eml", b"Subject: Nested\r\n" + nested.encode() + b"\r\nWords"
    yield "headers.eml", mail("Words", "X-Odd: header\r\n" * 50_000)
    yield "long-header.eml", mail("Words", f"X-Odd: {'=?utf-8?q?a?= ' * 50_000}\r\n")
    yield "no-end.eml", mail("words" * 10, 'Content-Type: multipart/mixed; boundary="never"\r\n')
    coded = "Content-Transfer-Encoding: base64\r\nContent-Type: text/plain; charset=odd-8\r\n"
    yield "coded.eml", mail("!!!! no base64 ????" * 500, coded)
    yield "sections.rst", b"".join(b"h\n" + mark * 3 + b"\n" for mark in (b"=", b"-") * 20_000)
    yield "directives.rst", b".. include:: /etc/passwd\n\n.. raw:: html\n   :file: /etc/passwd\n\n"
    yield "includes.adoc", b"include::/etc/passwd[]\n\ninclude::includes.adoc[]\n" * 1000
    yield "levels.adoc", b"".join(b"=" * (n % 9 + 1) + b" h\n" for n in range(50_000))
