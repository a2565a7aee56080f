"""Downloading what was uploaded to Discord, from a server that does as it likes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.downloads import download
from retrieval import DocumentError

LIMIT = 200_000


async def _large(request: web.Request) -> web.StreamResponse:
    """Declare no size, and send without an end."""
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(1_000):
        await response.write(b"x" * 10_000)
    return response


async def _small(_request: web.Request) -> web.StreamResponse:
    return web.Response(body=b"Bees dance.")


async def _elsewhere(_request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound("/small")


async def _broken(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "100"})
    await response.prepare(request)
    await response.write(b"x")
    assert request.transport is not None
    request.transport.close()
    return response


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    handlers = {"large": _large, "small": _small, "elsewhere": _elsewhere, "broken": _broken}
    app = web.Application()
    app.add_routes([web.get(f"/{name}", handler) for name, handler in handlers.items()])
    made = TestServer(app)
    async with made:
        yield made


async def test_the_content_is_returned(server: TestServer) -> None:
    assert await download(str(server.make_url("/small")), LIMIT) == b"Bees dance."


async def test_no_more_is_read_than_the_limit_whatever_was_declared(server: TestServer) -> None:
    with pytest.raises(DocumentError, match="larger than"):
        await download(str(server.make_url("/large")), LIMIT)


@pytest.mark.parametrize("path", ["/elsewhere", "/missing"])
async def test_neither_a_redirect_nor_an_error_is_followed(server: TestServer, path: str) -> None:
    with pytest.raises(DocumentError, match="does not hand it over"):
        await download(str(server.make_url(path)), LIMIT)


async def test_a_connection_that_breaks_is_told(server: TestServer) -> None:
    with pytest.raises(DocumentError, match="could not be fetched"):
        await download(str(server.make_url("/broken")), LIMIT)
