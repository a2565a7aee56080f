"""PowerPoint presentations (.pptx), read with lxml."""

from .presentation_document import parse

__all__ = ["parse"]
