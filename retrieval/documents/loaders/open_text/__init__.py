"""Texts in the OpenDocument format (.odt), read with lxml."""

from .open_text_document import parse

__all__ = ["parse"]
