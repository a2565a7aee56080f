"""Word documents (.docx), read with python-docx and lxml."""

from .word_document import parse

__all__ = ["parse"]
