"""The good files of the hostile folder: each holds one fact that no other file holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.hostile.made_files import (
    book_parts,
    drawn,
    mail,
    notebook,
    open_document_parts,
    pdf_file,
    sheet_parts,
    slide_parts,
    word_file,
    zipped,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """What one good file says, and nothing else does: `words` answer the question."""

    question: str
    path: str
    words: str


_FACTS = (
    ("Which bird nests on the chimney of Quorlby?", "txt", "a black stork called Ottoline"),
    ("What is the ferry at Zandermouth painted with?", "text", "paint made of crushed mussels"),
    ("How many steps has the tower of Wexelham?", "md", "two hundred and seventy-one steps"),
    ("Who winds the clock at Brindlecote?", "markdown", "the baker's youngest niece"),
    ("What does the lighthouse of Skarvoe burn?", "html", "oil pressed from walnuts"),
    ("Where is the key of the Tollgrove mill kept?", "htm", "under the third beehive"),
    ("What toll does the bridge at Fennimarch take?", "pdf", "one goose feather"),
    ("When does the market of Yarrowditch open?", "docx", "at a quarter past five"),
    ("Which crop does the farm at Lumbersedge grow?", "csv", "purple barley"),
    ("What colour is the tram to Hexbury?", "xlsx", "lemon yellow"),
    ("What is served at the feast of Ossenford?", "pptx", "nettle dumplings"),
    ("Which instrument is played at Pallowick?", "epub", "a bone flute"),
    ("What guards the well of Trindlemere?", "odt", "an iron hedgehog"),
    ("Who built the wall around Catterstone?", "rst", "seven retired sailors"),
    ("What is carved above the door of Dunwhistle?", "adoc", "a sleeping otter"),
    ("What does the museum at Ravelin collect?", "ipynb", "umbrella handles"),
    ("Which tree stands in the square of Mossingham?", "json", "a hollow quince"),
    ("What is rung at noon in Ablethorpe?", "jsonl", "a cracked ship's bell"),
    ("What is the inn at Corriedale called?", "eml", "the Patient Lobster"),
    ("What pulls the sledge at Varnholt?", "py", "four grey mules"),
)


def _sentence(question: str, words: str) -> str:
    return f"Asked so often, here it is once and for all. {question} The answer is: {words}."


_MAKERS: Mapping[str, Callable[[str], bytes]] = {
    "html": lambda text: f"<title>Facts</title><h1>Facts</h1><p>{text}</p>".encode(),
    "htm": lambda text: f"<h1>Facts</h1><p>{text}</p>".encode(),
    "md": lambda text: f"---\ntitle: Facts\n---\n# Facts\n\n{text}\n".encode(),
    "markdown": lambda text: f"# Facts\n\n{text}\n".encode(),
    "pdf": lambda text: pdf_file(drawn(*text.split("  "))),
    "docx": word_file,
    "csv": lambda text: f'number,fact\n1,"{text}"\n2,"Nothing else."\n'.encode(),
    "xlsx": lambda text: zipped(sheet_parts([["Number", "Fact"], ["1", text]])),
    "pptx": lambda text: zipped(slide_parts(text, "The end.")),
    "epub": lambda text: zipped(book_parts(f"<h1>Facts</h1><p>{text}</p>")),
    "odt": lambda text: zipped(open_document_parts(f"<text:p>{text}</text:p>")),
    "rst": lambda text: f"Facts\n=====\n\n{text}\n".encode(),
    "adoc": lambda text: f"= Facts\n\n{text}\n".encode(),
    "ipynb": lambda text: notebook(f"# Facts\n\n{text}"),
    "json": lambda text: json.dumps({"title": "Facts", "fact": text}).encode(),
    "jsonl": lambda text: (json.dumps({"fact": text}) + "\n").encode(),
    "eml": mail,
    "py": lambda text: f'"""{text}"""\n\nfacts = 1\n'.encode(),
}


def good_files(instead: str | None = None) -> dict[Fact, bytes]:
    """The facts and the content of their files, which are named after their formats.

    `instead` is said in all of the files in place of the questions and their answers.
    """
    found = {}
    for question, suffix, words in _FACTS:
        make = _MAKERS.get(suffix, str.encode)
        content = make(instead or _sentence(question, words))
        found[Fact(question, f"good/{suffix}-fact.{suffix}", words)] = content
    return found
