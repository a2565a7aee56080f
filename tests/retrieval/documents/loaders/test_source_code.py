"""Source code: comments are paragraphs, code is code, and what is defined is a heading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents.loaders import parse, source_code
from retrieval.text_suffixes import SOURCE_CODE
from retrieval.types import Document

from ..shown import check_blocks, leads, shown

PUMP = '''"""The pump of the pool."""

import time

LIMIT = 30  # seconds


# A valve that opens.
# It closes by itself.
class Valve:
    """Lets water through.

    It is made of brass.
    """

    @property
    def flow(self):
        return 4


async def pump():
    pass
'''


def code(name: str, content: str) -> Document:
    document = parse(name, content.encode())
    check_blocks(document)
    assert document.text == content
    return document


def headings(document: Document) -> list[tuple[int, str]]:
    return [(each.level, each.title) for each in document.headings]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_comments_and_docstrings_are_paragraphs(end: str) -> None:
    document = code("pump.py", PUMP.replace("\n", end))
    assert [(kind, words.replace(end, "\n")) for kind, words in shown(document)] == [
        ("paragraph", '"""The pump of the pool."""'),
        ("code", "import time"),
        ("code", "LIMIT = 30  # seconds"),
        ("paragraph", "# A valve that opens.\n# It closes by itself."),
        ("code", "class Valve:"),
        ("paragraph", '"""Lets water through.'),
        ("paragraph", 'It is made of brass.\n    """'),
        ("code", "@property\n    def flow(self):\n        return 4"),
        ("code", "async def pump():\n    pass"),
    ]


def test_a_section_begins_with_the_comment_above_a_definition() -> None:
    document = code("pump.py", PUMP)
    assert headings(document) == [(1, "Valve"), (2, "flow"), (1, "pump")]
    assert document.headings[0].start == PUMP.index("# A valve")
    assert document.headings[1].start == PUMP.index("@property")


def test_a_comment_leads_the_code_right_below() -> None:
    led = leads(code("a.c", "/* Opens it. */\nint valve(int a) {\n  return a;\n}\n"))
    assert led["int valve(int a) {\n  return a;\n}"] == "/* Opens it. */"


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.js", "function open(a) {\n  close(a);\n}\nconst go = (x) => x;\n", [(1, "open")]),
        ("a.mjs", "const go = async (x) => {\n}\n", [(1, "go")]),
        ("a.ts", "export interface Valve {\n}\nclass Pump<T> {\n}\n", [(1, "Valve"), (1, "Pump")]),
        ("a.java", "public class Pump {\n  int flow(int a) {\n  }\n}\n", [(1, "Pump"), (2, "flow")]),
        ("a.go", "func (p *Pump) Open() {\n}\ntype Pump struct {\n}\n", [(1, "Open"), (1, "Pump")]),
        ("a.rs", "/// Doc.\npub fn open() {\n}\ntrait Flow {\n}\n", [(1, "open"), (1, "Flow")]),
        ("a.c", "int open(int);\nint open(int a) {\n}\n", [(1, "open")]),
        ("a.cpp", "int Pump::open() {\n}\n", [(1, "Pump::open")]),
        ("a.cs", "class Pump {\n  int Open() {\n  }\n}\n", [(1, "Pump"), (2, "Open")]),
        ("a.rb", "class Pump\n  def open\n  end\nend\n", [(1, "Pump"), (2, "open")]),
        ("a.php", "<?php\nfunction open() {\n}\n", [(1, "open")]),
        ("a.sh", "#!/bin/sh\nopen() {\n  echo up\n}\n", [(1, "open")]),
        ("a.sql", "CREATE TABLE IF NOT EXISTS pump (a int);\nSELECT a FROM pump;\n", [(1, "pump")]),
        ("a.css", ".pump { color: red }\n", []),
        ("a.ini", "[pump]\nflow = 4\n", [(1, "pump")]),
        ("a.toml", "[[pump.valve]]\nflow = [4]\n", [(1, "pump.valve")]),
        ("a.yaml", "pump:\n  flow: 4\nname: x\n", [(1, "pump")]),
    ],
)  # fmt: skip
def test_what_a_line_defines_is_a_heading(
    name: str, text: str, found: list[tuple[int, str]]
) -> None:
    assert headings(code(name, text)) == found


@pytest.mark.parametrize("suffix", SOURCE_CODE)
def test_every_suffix_has_a_language(suffix: str) -> None:
    assert shown(code(f"a{suffix}", "pump\n"))[0][1] == "pump"


def test_a_file_that_is_too_long_for_a_program_is_code_throughout(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(source_code, "MAX_LEXED", 10)
    assert [kind for kind, _ in shown(code("a.py", "# A comment\n"))] == ["code"]


PIECES = st.lists(
    st.sampled_from(
        ["word", "# a", "// b", "/* c", "*/", "\n", "\n\n", "\r\n", "    ", "def f():", "class A:",
         '"""', "'", "{", "}", ";", "@x", "function g()", "\x0c", "\u2028", "[a]", "b: "]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(st.sampled_from(["a.py", "a.js", "a.c", "a.yaml", "a.sql", "a.php"]), PIECES)
def test_blocks_of_any_text_keep_their_promises(name: str, content: str) -> None:
    if content.strip():
        code(name, content)
