"""`python -m bot.preview`: the bot in a page on this computer, to try it without a token.

It answers from the documents folder that the settings name. It needs simcord with its preview extra.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys

from retrieval import FootnoteError, Settings

from ..client import FootnoteBot
from .simulation import ready_bot, say, simulate


async def _serve(bot: FootnoteBot) -> None:
    async with simulate(bot) as simulation, simulation.page() as page:
        say(f"Open {page.url}\nThen type /ask in it. Ctrl-C ends it.")
        await page.wait_closed()


def main() -> None:
    """Serve the page until it is ended."""
    try:
        with ready_bot(Settings()) as bot, contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(bot))
    except FootnoteError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
