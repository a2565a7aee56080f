"""A server on this computer in the place of a language model, which always writes the same reply.

With it the pictures show how a written answer looks. The reply is checked as that of any model is.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

STATEMENTS = (
    (
        "Quotes are cut from the text that was indexed, character for character.",
        "A quote is cut from the text that was indexed, character for character",
    ),
    (
        "Statements that a model has written are shown only with the sentences that support them.",
        "A statement that a model has written is shown only with the sentences that support it.",
    ),
)
"""What it writes on the question of the pictures, each statement with its quote from the handbook."""


@asynccontextmanager
async def scripted_model() -> AsyncIterator[str]:
    """Serve while the context is open, at the address that is handed out."""
    app = web.Application()
    app.router.add_post("/v1/chat/completions", _reply)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        yield f"{site.name.replace(':0', f':{runner.addresses[0][1]}')}/v1"
    finally:
        await runner.cleanup()


async def _reply(request: web.Request) -> web.StreamResponse:
    """Reply as OpenAI's language has it, in one piece of a stream."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    statements = [
        {"text": text, "quotes": [{"passage": 1, "words": words}]} for text, words in STATEMENTS
    ]
    content = json.dumps({"answerable": True, "statements": statements})
    for choice in (
        {"index": 0, "delta": {"role": "assistant", "content": content}, "finish_reason": None},
        {"index": 0, "delta": {}, "finish_reason": "stop"},
    ):
        event = {
            "id": "reply",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": "scripted",
        }
        await response.write(f"data: {json.dumps(event | {'choices': [choice]})}\n\n".encode())
    await response.write(b"data: [DONE]\n\n")
    return response
