"""Markdown files, read with markdown-it."""

from .markdown_document import parse

__all__ = ["parse"]
