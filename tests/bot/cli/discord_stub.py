"""A Discord on loopback that knows one application, and tokens in the shape of its own."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

APPLICATION = 112233445566778899


def token(first: bytes) -> str:
    """Something in the shape of a bot's token."""
    return f"{base64.urlsafe_b64encode(first).decode().rstrip('=')}.GabcDE.{'x' * 38}"


class DiscordStub:
    """What it will answer, and what it was asked."""

    def __init__(self) -> None:
        self.application: Any = {"id": str(APPLICATION), "bot_public": False, "flags": 0}
        self.status = 200
        self.headers: dict[str, str] = {}
        self.requests: list[tuple[str, str | None]] = []

    @contextmanager
    def served(self) -> Iterator[str]:
        """Answer at this address while the context is open."""
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                stub.requests.append((self.path, self.headers["Authorization"]))
                body = json.dumps(stub.application).encode()
                self.send_response(stub.status)
                self.send_header("Content-Type", "application/json")
                for name, value in stub.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any, **kwargs: Any) -> None:
                """Write nothing to the tests' output."""

        with HTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_port}/api/v10"
            finally:
                server.shutdown()
                thread.join()
