"""Web pages, read with lxml."""

from .web_document import parse

__all__ = ["parse"]
