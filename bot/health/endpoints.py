"""The addresses that probes and Prometheus ask, on the bot's own event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web
from prometheus_client.aiohttp import make_aiohttp_handler

from retrieval import SettingsError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from prometheus_client import CollectorRegistry

    from .readiness import Readiness

SHUTDOWN_SECONDS = 0.5
"""Seconds for requests under way when the bot ends."""


async def serve(
    host: str,
    port: int,
    readiness: Callable[[], Awaitable[Readiness]],
    refresh: Callable[[], Awaitable[None]],
    registry: CollectorRegistry,
) -> web.AppRunner:
    """Serve `/healthz`, `/readyz` and `/metrics`, and return what ends it by its `cleanup`.

    `refresh` is awaited before the metrics of the registry are written.

    Raises:
        SettingsError: the port is taken or not allowed, or the host is no address of this machine.
    """
    app = web.Application()
    app.add_routes(
        [
            web.get("/healthz", _alive),
            web.get("/readyz", _ready(readiness)),
            web.get("/metrics", _metrics(refresh, registry)),
        ]
    )
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except (OSError, UnicodeError) as error:
        await runner.cleanup()
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise SettingsError(
            f"FOOTNOTE_HEALTH_PORT can't be served: {host}:{port} ({reason}). Choose another port, or "
            "end what uses it; FOOTNOTE_HEALTH_HOST must be an address of this machine."
        ) from error
    return runner


async def _alive(_request: web.Request) -> web.Response:
    """Say that the process lives and its event loop turns: else nobody would answer."""
    return web.json_response({"alive": True})


def _ready(readiness: Callable[[], Awaitable[Readiness]]) -> Callable[..., Awaitable[web.Response]]:
    async def respond(_request: web.Request) -> web.Response:
        state = await readiness()
        return web.json_response(state.as_json(), status=200 if state.ready else 503)

    return respond


def _metrics(
    refresh: Callable[[], Awaitable[None]], registry: CollectorRegistry
) -> Callable[..., Awaitable[web.StreamResponse]]:
    write = make_aiohttp_handler(registry, disable_compression=True)

    async def respond(request: web.Request) -> web.StreamResponse:
        await refresh()
        return await write(request)

    return respond
