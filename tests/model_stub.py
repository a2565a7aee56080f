"""A stand-in for an OpenAI-compatible server: real HTTP on loopback, answers from a script.

A test queues what the server shall do with the next requests, and reads afterwards what it was sent.
An empty queue is a mistake of the test and answered with status 418, except where embeddings are asked
for: those it gives.
"""

from __future__ import annotations

import json
import threading
import zlib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from retrieval.settings import Settings

KEY = "sk-test-4f1d8a"
"""The key that the settings of a test hold."""

AT_ONCE = {"retry-after-ms": "1"}
"""A header by which openai's client tries again without making the test wait."""

NO_TOKENS = {"prompt_tokens": 0, "total_tokens": 0}


@dataclass(frozen=True)
class Stream:
    """A streamed reply in these pieces, and how it ends.

    `end`: "done" as it should; "length" because it is too long; "cut" by closing the connection in the
    middle; "silence" without another word until the server stops; "keepalive" with comments but no
    words until the reader goes; "drip" with a letter now and then until the reader goes. With `tool`,
    the pieces are the arguments of a call of the tool of that name.
    """

    pieces: Sequence[str]
    end: str = "done"
    tool: str | None = None


@dataclass(frozen=True)
class Refusal:
    """A reply with an HTTP status; `body` is sent as JSON, or as it is if it is a string."""

    status: int
    body: Any = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=lambda: dict(AT_ONCE))

    @classmethod
    def redirect(cls, address: str, status: int = 307) -> Refusal:
        """A redirect to another address."""
        return cls(status, {}, {"location": address})

    @classmethod
    def saying(cls, status: int, message: str, code: str | None = None, **headers: str) -> Refusal:
        """An error in OpenAI's form."""
        body = {"error": {"message": message, "type": "error", "param": None, "code": code}}
        return cls(status, body, {**AT_ONCE, **headers})


@dataclass(frozen=True)
class Embeddings:
    """An embedding for each text that was asked about: texts that share words have similar ones.

    `lacking` of them are left out, and every second one is `longer` by so many numbers.
    """

    dimensions: int = 64
    lacking: int = 0
    longer: int = 0

    def of(self, texts: Sequence[str]) -> list[list[float]]:
        """The vectors of `texts`."""
        return [
            self._of(text) + [0.0] * (number % 2 * self.longer)
            for number, text in enumerate(texts[self.lacking :])
        ]

    def _of(self, text: str) -> list[float]:
        vector = [0.0] * self.dimensions
        for word in text.lower().split():
            vector[zlib.crc32(word.strip(".,?").encode()) % self.dimensions] += 1.0
        return vector


@dataclass(frozen=True)
class Silence:
    """No reply at all, until the server stops."""


def stream_of(value: Any, size: int = 7, end: str = "done") -> Stream:
    """A reply of this value as JSON, or of this text, in pieces of `size` characters."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Stream([text[i : i + size] for i in range(0, len(text), size)], end)


def reply_of(*statements: tuple[str, Sequence[tuple[int, str]]], answerable: bool = True) -> Stream:
    """A well-formed reply: each statement is its text and its quotes, (passage, words)."""
    return stream_of(
        {
            "answerable": answerable,
            "statements": [
                {"text": text, "quotes": [{"passage": p, "words": words} for p, words in quotes]}
                for text, quotes in statements
            ],
        }
    )


def settings_of(stub: ModelStub, **changes: Any) -> Settings:
    """Settings by which the stub writes the answers."""
    fields = {"chat_model": "openai:stub", "openai_api_key": KEY, "openai_base_url": stub.url}
    return Settings(**{**fields, **changes})


Reply = Stream | Refusal | Embeddings | Silence


class ModelStub:
    """The server. `requests` holds the bodies of what was asked, `headers` their headers.

    `embedded` holds the texts whose embeddings were asked for and given.
    """

    def __init__(self) -> None:
        self.script: deque[Reply] = deque()
        self.requests: list[dict[str, Any]] = []
        self.embedded: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.stopping = threading.Event()
        self.left = threading.Event()
        """Set when a reader has gone in the middle of a reply."""
        self.silent = threading.Event()
        """Set when a request has come that is left without a reply."""
        self._server = _Server(self)

    @property
    def url(self) -> str:
        """What OPENAI_BASE_URL should be."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def will(self, *replies: Reply) -> None:
        """Queue what to do with the next requests."""
        self.script.extend(replies)

    @contextmanager
    def running(self) -> Iterator[ModelStub]:
        """Serve while the block runs."""
        thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.stopping.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()


def _delta(piece: str, tool: str | None) -> dict[str, Any]:
    if tool is None:
        return {"content": piece}
    function = {"name": tool, "arguments": piece}
    call = {"index": 0, "id": "call-1", "type": "function", "function": function}
    return {"content": None, "tool_calls": [call]}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, stub: ModelStub) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.stub = stub


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        stub = self.server.stub
        stub.headers.append({name.lower(): value for name, value in self.headers.items()})
        body = self.rfile.read(int(self.headers["content-length"]))
        stub.requests.append(json.loads(body))
        reply = stub.script.popleft() if stub.script else self._unscripted()
        if isinstance(reply, Refusal):
            self._refuse(reply)
        elif isinstance(reply, Embeddings):
            self._embed(reply, stub.requests[-1]["input"])
        elif isinstance(reply, Silence):
            stub.silent.set()
            stub.stopping.wait()
        else:
            self._stream(reply)

    def _unscripted(self) -> Reply:
        if self.path.endswith("/embeddings"):
            return Embeddings()
        return Refusal(418, "nothing is scripted")

    def _embed(self, reply: Embeddings, texts: list[str]) -> None:
        data = [
            {"object": "embedding", "index": index, "embedding": vector}
            for index, vector in enumerate(reply.of(texts))
        ]
        self.server.stub.embedded += texts
        self._send(200, {"object": "list", "data": data, "model": "stub", "usage": NO_TOKENS})

    def _refuse(self, reply: Refusal) -> None:
        self._send(reply.status, reply.body, reply.headers)

    def _send(self, status: int, value: Any, headers: Mapping[str, str] | None = None) -> None:
        page = isinstance(value, str)
        body = (value if page else json.dumps(value)).encode()
        self.send_response(status)
        self.send_header("content-type", "text/html" if page else "application/json")
        self.send_header("content-length", str(len(body)))
        for name, content in (headers or {}).items():
            self.send_header(name, content)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, reply: Stream) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        try:
            for piece in reply.pieces:
                self._event({"delta": {"role": "assistant", **_delta(piece, reply.tool)}})
            self._end(reply.end)
        except OSError:
            self.server.stub.left.set()

    def _end(self, end: str) -> None:
        if end == "silence":
            self.server.stub.stopping.wait()
        while end == "keepalive" and not self.server.stub.stopping.wait(0.01):
            self._chunk(b": still here\n\n")
        while end == "drip" and not self.server.stub.stopping.wait(0.01):
            self._event({"delta": {"content": "x"}})
        if end in {"done", "length"}:
            self._event({"delta": {}, "finish_reason": {"done": "stop"}.get(end, end)})
            self._chunk(b"data: [DONE]\n\n")
            self._chunk(b"")

    def _event(self, choice: dict[str, Any]) -> None:
        event = {
            "id": "reply-1",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": "stub",
            "choices": [{"index": 0, "finish_reason": None, **choice}],
        }
        self._chunk(f"data: {json.dumps(event)}\n\n".encode())

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        pass
