"""The HTTP client for servers that speak OpenAI's language: it follows no redirect.

A redirect would carry the question, the passages and perhaps the key to a server that nobody has named.
"""

from __future__ import annotations

import atexit
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openai import DefaultHttpxClient


@cache
def client_without_redirects() -> DefaultHttpxClient:
    """Return the client that all models share. How long to wait is said with each request."""
    from openai import DefaultHttpxClient

    client = DefaultHttpxClient(follow_redirects=False)
    atexit.register(client.close)
    return client
