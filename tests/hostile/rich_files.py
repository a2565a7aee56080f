"""Small files with something of everything that their formats can hold, to be damaged at random."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from tests.hostile.made_files import pdf_file, stream, word_paragraph, word_parts, zipped

_TEXT = """POOL RULES
==========

1. Opening hours
The pool opens at nine in the morning, and closes at eight; Q: May I run? No.

   a) Adults     4.00
   b) Children   2.00

Day      Opens   Closes
-------  ------  ------
Monday   10:00   18:00
Tuesday  11:00   17:00

Q: Is there a sauna?
A: Yes, behind the hall:

    $ open --door "sauna"
    x = call(a, b)

• towels
  - dry ones
  - red ones
```
code();
```
See e.g. Dr. Smith [12]. "He came." Fin…
"""

_MARKDOWN = """---
title: "Pool rules"
url: https://example.org/pool
date: 2025-06-02
---
# Rules *of* the [pool](https://example.org)

> A quote
> - with an item

1. One
   - nested `code`

     more of it
1. Two

| Day | Opens |
|-----|------:|
| Mon | 10 \\| 11 |

**Is there a sauna?**
Yes.

~~~python
x = 1
~~~

Setext
------
<div>html</div>

[a]: <b> "c"
***
"""

_PAGE = """<!DOCTYPE html><html><head><title>Pool</title><meta charset="utf-8">
<meta property="article:published_time" content="2025-06-02T09:00:00Z">
<link rel="canonical" href="https://example.org/pool"></head><body>
<nav><a href="#">Home</a></nav><header><h1>Pool rules</h1></header><main><article>
<p>Words<br>and more &amp; more. <a href="#a">¶</a></p><pre>
a  b</pre><ol start="3"><li>One<ul><li>Deep</li></ul></li><li value="9">Two</li></ol>
<table><thead><tr><th>Day</th><th colspan="2">Opens</th></tr></thead>
<tr><td rowspan="2">Mon</td><td>10</td><td></td></tr><tr><td>11</td></tr></table>
<table><tr><td><table><tr><td>In</td></tr></table></td></tr></table>
<details><summary>Is there a sauna?</summary><p>Yes.</p></details>
<h2><button aria-controls="x">Fees?</button></h2><div id="x" hidden>Four pounds.</div>
<dl><dt>Adult</dt><dd>Four</dd></dl><div style="display: none">Gone</div></article></main>
<footer>Cookies</footer><script type="application/ld+json">{"datePublished": "2025"}</script>
</body></html>
"""


def _word() -> bytes:
    cell = f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{word_paragraph('Day')}</w:tc>"
    row = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell}{cell}</w:tr>"
    item = "<w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='2'/></w:numPr></w:pPr>"
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Bold</w:t><w:tab/><w:br/></w:r></w:p>"
    box = f"<w:p><w:r><w:txbxContent>{bold}</w:txbxContent><w:t>Around</w:t></w:r></w:p>"
    nested = f"<w:tbl><w:tr><w:tc><w:tbl>{row}</w:tbl>{bold}</w:tc></w:tr></w:tbl>"
    heading = word_paragraph("Rules", "<w:pPr><w:pStyle w:val='a'/></w:pPr>")
    styles = (
        "<w:style w:styleId='a'><w:name w:val='Clause'/><w:basedOn w:val='b'/></w:style>"
        "<w:style w:styleId='b'><w:name w:val='heading 2'/></w:style>"
    )
    body = f"{heading}{word_paragraph('One', item)}<w:tbl>{row}{row}</w:tbl>{box}{nested}"
    return zipped(word_parts(body, styles=styles))


def _pdf() -> bytes:
    content = (
        b"BT /F1 18 Tf 60 800 Td (Rules) Tj /F1 9 Tf 11 TL T* T* "
        b"(The pool opens at nine in the morn-) Tj T* (ing and closes at eight.) Tj "
        b"T* (1. One) Tj T* (2. Two) Tj ET BT /F1 9 Tf 60 600 Td (Day) "
        b"Tj 90 0 Td (Opens) Tj -90 -11 Td (Mon) Tj 90 0 Td (10:00) Tj -90 -11 Td (Tue) Tj 90 0 Td "
        b"(11:00) Tj ET q 1 0 0 1 0 -300 cm /Fm Do Q"
    )
    form = (
        "/Type /XObject /Subtype /Form /BBox [0 0 900 900] /Resources << /Font << /F1 3 0 R >> >>"
    )
    inner = stream(b"BT /F1 9 Tf 60 500 Td (In a form) Tj ET", form, packed=0)
    return pdf_file(content, inner, pages=3, named="/Fm 6 0 R", packed=0)


def rich_files() -> dict[str, bytes]:
    """The content of each by its suffix."""
    return {
        ".txt": _TEXT.encode(),
        ".md": _MARKDOWN.encode(),
        ".html": _PAGE.encode(),
        ".docx": _word(),
        ".pdf": _pdf(),
    }


def members_of(package: bytes) -> dict[str, str | bytes]:
    """The members of a zip file; none where it is damaged too much."""
    try:
        with zipfile.ZipFile(BytesIO(package)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        return {}
