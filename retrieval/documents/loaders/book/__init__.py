"""EPUB books (.epub): a package of web pages, read with lxml."""

from .book_document import parse

__all__ = ["parse"]
