"""Offsets hold all the way: what is found, quoted and shown is what the file says at that place."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.documents.loaders import parse
from tests.folders import Folder

WORDS = st.sampled_from(
    ["kettle", "Käse", "茶", "чайник", "🙂", "e\u0301t", "شاي", "4", "_x_", "a|b"]
)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=12)
GAPS = st.sampled_from(["\n", "\r\n", "\n\n", "\n\n\n"])


def files(lines: list[str], gap: str) -> dict[str, bytes]:
    """The same lines as a file of several formats, each with the line that is asked for."""
    asked = ["The blue kettle costs nine crowns.", *lines]
    table = io.StringIO()
    csv.writer(table).writerows([["Thing", "Note"], *([line, "x"] for line in asked)])
    return {
        "a.txt": gap.join(asked).encode(),
        "b.md": gap.join(f"# {n}{gap}{line}" for n, line in enumerate(asked)).encode(),
        "c.html": "".join(f"<p>{line}</p>" for line in asked).encode(),
        "d.csv": table.getvalue().encode(),
        "e.jsonl": "\n".join(json.dumps({"note": line}) for line in asked).encode(),
        "f.py": "\n\n".join(f"# {line}\nx = 1" for line in asked).encode(),
    }


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines=LINES, gap=GAPS)
def test_what_is_found_quoted_and_shown_stands_there(lines: list[str], gap: str) -> None:
    contents = files(lines, gap)
    with TemporaryDirectory() as root:
        folder = Folder.at(Path(root))
        for name, content in contents.items():
            (folder.corpus / name).write_bytes(content)
        with folder.library() as library:
            assert library.reindex().failed == ()
            texts = {name: parse(name, content).text for name, content in contents.items()}
            found = library.search("What does the blue kettle cost?", limit=100)
            assert {passage.source.path for passage in found} == set(contents)
            for passage in found:
                assert texts[passage.source.path][passage.start : passage.end] == passage.text
            answer = library.ask("What does the blue kettle cost?")
            assert answer.citations
            for cited in answer.citations:
                source = cited.source
                assert texts[source.path][cited.start : cited.end] == cited.quote
                shown = library.excerpt(source.path, source.digest, cited.start, cited.end)
                assert shown.quote is not None
                assert shown.text[shown.quote.start : shown.quote.end] == cited.quote
