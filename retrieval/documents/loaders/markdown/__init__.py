"""Markdown files, read with markdown-it."""

from .markdown_document import parse, read_markdown

__all__ = ["parse", "read_markdown"]
