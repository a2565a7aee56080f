"""Plain text: the file's own characters, nothing added, nothing taken."""

from __future__ import annotations

from ...types import Document
from ..text_blocks import text_blocks
from .encoding import decoded_body


def parse(path: str, data: bytes) -> Document:
    """Return the decoded text; a byte order mark stays in it, outside the body."""
    text, body = decoded_body(data)
    blocks, headings = text_blocks(text, body)
    return Document(path, text, body, headings=headings, blocks=blocks)
