"""Which loader reads which suffix. A new format is one module beside this one and one line here.

A loader module has one function, `parse(path: str, data: bytes) -> Document`. It raises
`DocumentError` for what it foresees; whatever else escapes it is taken for a damaged file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import PurePath

from ... import text_suffixes
from ...errors import DocumentError


@dataclass(frozen=True, slots=True)
class Format:
    """A family of files. `version` is raised whenever its loader would give another text or place.

    `optional` is a package with which the loader reads more, if it is installed.
    """

    module: str
    version: int
    name: str
    suffixes: tuple[str, ...]
    optional: str = ""


# Logs are left out on purpose: they grow by the minute, and each line would mean a re-index.
FORMATS = (
    Format("plain_text", 2, "text file", (".txt", ".text")),
    Format("markdown", 2, "Markdown file", (".md", ".markdown")),
    Format("web_page", 2, "web page", (".html", ".htm", ".xhtml")),
    Format("pdf", 2, "PDF", (".pdf",), optional="rapidocr"),
    Format("word", 3, "Word document", (".docx",)),
    Format("csv_table", 1, "CSV file", (".csv", ".tsv")),
    Format("workbook", 1, "Excel workbook", (".xlsx",)),
    Format("presentation", 1, "PowerPoint presentation", (".pptx",)),
    Format("book", 1, "EPUB book", (".epub",)),
    Format("open_text", 1, "OpenDocument text", (".odt",)),
    Format("restructured_text", 1, "reStructuredText file", text_suffixes.RESTRUCTURED_TEXT),
    Format("asciidoc", 1, "AsciiDoc file", text_suffixes.ASCIIDOC),
    Format("latex", 1, "LaTeX file", text_suffixes.LATEX),
    Format("notebook", 1, "notebook", text_suffixes.NOTEBOOK),
    Format("structured_data", 1, "JSON file", (".json", ".jsonl", ".ndjson")),
    Format("email_message", 1, "e-mail", (".eml",)),
    Format("source_code", 1, "source file", text_suffixes.SOURCE_CODE),
)

BY_SUFFIX: Mapping[str, Format] = {suffix: each for each in FORMATS for suffix in each.suffixes}
SUPPORTED: tuple[str, ...] = tuple(BY_SUFFIX)
KINDS = ", ".join(each.name for each in FORMATS)
"""What is read, to be told: there are too many suffixes for a sentence."""


def format_of(path: PurePath | str) -> Format:
    """Return the format that a file's suffix names, in any case.

    Raises:
        DocumentError: no loader reads such files.
    """
    # Strings, for this is asked of every file of a folder, changed or not.
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122 - as above
    try:
        return BY_SUFFIX[suffix]
    except KeyError:
        raise DocumentError(f"Its kind is not supported; these are: {KINDS}.") from None


def with_article(name: str) -> str:
    """Return the name of a format as a sentence speaks of one file of it."""
    return f"{'an' if name[0] in 'AEIO' else 'a'} {name}"


def loader_version(path: PurePath | str) -> str:
    """Return the loader and its version, such as "word/1": a file is loaded again when it differs.

    Raises:
        DocumentError: no loader reads such files.
    """
    file_format = format_of(path)
    version = f"{file_format.module}/{file_format.version}"
    optional = file_format.optional
    return f"{version} with {optional}" if optional and _is_installed(optional) else version


@cache
def _is_installed(package: str) -> bool:
    return find_spec(package) is not None
