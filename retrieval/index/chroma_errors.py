"""Turns what Chroma raises, its Rust code or its HTTP client, into sentences that help."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..errors import IndexWriteError, SettingsError, StoreError
from ..provider_errors import describe_error

if TYPE_CHECKING:
    from ..settings import Settings

log = logging.getLogger(__name__)

_NOT_SERVING = "The vector store does not serve. The log says why."


@contextmanager
def translate_chroma_errors(settings: Settings) -> Iterator[None]:
    """Turn what Chroma raises, or its bindings or its HTTP client do, into a sentence that helps."""
    try:
        yield
    except (SettingsError, StoreError):
        raise
    except BaseException as error:
        # Chroma raises bare ValueErrors, and its bindings' own exceptions.
        if not (isinstance(error, Exception) or _is_panic(error)):
            raise
        log.info("The vector store failed: %s", describe_error(error, settings))
        if settings.chroma_url is not None:
            message = _server_error_message(error, settings.vector_store)
            raise StoreError(message, public=_NOT_SERVING) from None
        raise IndexWriteError(
            f"The vector store in {settings.data} cannot be used. Give it room and permission; if "
            "it has both, delete its folder 'chroma' and run `footnote index`, which fills it again "
            "from the catalog.",
            public=_NOT_SERVING,
        ) from error


def _is_panic(error: BaseException) -> bool:
    """Return whether Chroma's Rust code panicked, which its bindings raise beside all Exceptions."""
    return type(error).__name__ == "PanicException"


def bad_address(settings: Settings) -> SettingsError:
    """Return the error for an address of a server that is none."""
    return SettingsError(
        f"CHROMA_URL is {settings.vector_store!r}, which is no address such as http://host:8000.",
        public=_NOT_SERVING,
    )


def _server_error_message(error: BaseException, address: str) -> str:
    """Return what to say of a request that a server did not serve."""
    import httpx

    # Chroma's client hides what happened behind errors of its own.
    causes = list(_causes(error))
    status = next(
        (e.response.status_code for e in causes if isinstance(e, httpx.HTTPStatusError)), 0
    )
    if status in (401, 403):
        return f"The Chroma server at {address} refuses the token: check CHROMA_TOKEN."
    if status in (301, 302, 307, 308, 404):
        return f"No Chroma server answers at {address}: check CHROMA_URL."
    if any(isinstance(cause, httpx.TransportError) for cause in causes):
        return f"The Chroma server at {address} does not answer. Start it, or check CHROMA_URL."
    reason = f"status {status}" if status else type(error).__name__
    return f"The Chroma server at {address} has a fault ({reason}). Try again later."


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those that it goes back to."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
