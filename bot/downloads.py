"""Downloads a file that was uploaded to Discord, up to a limit, whatever is declared of its size."""

from __future__ import annotations

import aiohttp

from retrieval import DocumentError

TIMEOUT = aiohttp.ClientTimeout(total=120, sock_connect=10, sock_read=20)
PART_BYTES = 1 << 16


async def download(address: str, limit: int) -> bytes:
    """Return the content at an address, of at most `limit` bytes.

    Raises:
        DocumentError: it is larger, or Discord does not hand it over.
    """
    content = bytearray()
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            session.get(address, allow_redirects=False) as response,
        ):
            if response.status != 200:
                raise DocumentError("Discord does not hand it over. Upload it again.")
            async for part in response.content.iter_chunked(PART_BYTES):
                content += part
                if len(content) > limit:
                    raise DocumentError(
                        f"It is larger than {limit // 1_000_000} MB; split it into smaller files."
                    )
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise DocumentError("It could not be fetched from Discord. Upload it again.") from error
    return bytes(content)
