"""PDF files, read with pypdfium2."""

from .pdf_document import parse

__all__ = ["parse"]
