"""From a file to a Document: its text, its title and where its pages and headings begin.

It makes sure that only a `DocumentError` or a sound text
comes out. It knows no chunks, stores or models.
"""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module

from ...errors import DocumentError
from ...types import Document
from .registry import KINDS, SUPPORTED, Format, format_of, loader_version, with_article
from .signatures import is_package, mismatch, passes_for_text

__all__ = [
    "KINDS",
    "SUPPORTED",
    "loader_version",
    "parse",
]

MAX_HEADINGS = 10_000
"""Headings that are kept of a document: nobody finds a place by more, and each search reads them."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def parse(path: str, data: bytes) -> Document:
    """Return the document that a file's content holds. The suffix of `path` decides how it is read.

    Raises:
        DocumentError: it is empty, damaged, protected or of a kind that is not supported.
    """
    file_format = format_of(path)
    if not data:
        raise DocumentError("It is empty.")
    if passes_for_text(data):
        _refuse_another_kind(data, file_format)
    loader = import_module(f".{file_format.module}", __name__)
    try:
        document: Document = loader.parse(path, data)
    except MemoryError:
        raise  # what is in want of memory may be sound
    except DocumentError as error:
        if not is_package(data, file_format.suffixes):  # else it has been told what it is
            _refuse_another_kind(data, file_format, error)
        raise
    except ImportError as error:
        raise DocumentError(
            f"What reads {with_article(file_format.name)} is not installed ({error.name}); "
            "install Footnote again, with all that it depends on."
        ) from error
    except Exception as error:
        _refuse_another_kind(data, file_format, error)
        # A parser that is given a hostile file may raise anything, and one bad file must not keep the
        # others from being indexed. The cause stays attached.
        raise DocumentError(
            f"It could not be read; as {with_article(file_format.name)} it is damaged."
        ) from error
    return _sound(document)


def _refuse_another_kind(data: bytes, file_format: Format, cause: Exception | None = None) -> None:
    """Say what the file is if it is not of the kind that its suffix says."""
    if sentence := mismatch(data, file_format.name, file_format.suffixes, SUPPORTED):
        raise DocumentError(sentence) from cause


def _sound(document: Document) -> Document:
    """Return the document as every store can hold it, if it says anything at all.

    NUL and lone surrogates fit neither UTF-8 nor SQLite's text functions. Each becomes one
    replacement character, so that no offset moves.
    """
    if not document.text[document.body.start : document.body.end].strip():
        raise DocumentError("It holds no text.")
    if len(document.headings) > MAX_HEADINGS:
        document = replace(document, headings=document.headings[:MAX_HEADINGS])
    if _UNSTORABLE.search(document.text):
        return replace(document, text=_UNSTORABLE.sub("\ufffd", document.text))
    return document
