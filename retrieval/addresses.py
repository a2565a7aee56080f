"""Addresses of servers as they may be shown and logged."""

from __future__ import annotations

import re

_CREDENTIALS = re.compile(r"//[^/\s]*@")


def mask_credentials(text: str) -> str:
    """Remove the name and password that an address in `text` may hold."""
    return _CREDENTIALS.sub("//", text)
