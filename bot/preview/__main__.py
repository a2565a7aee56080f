"""`python -m bot.preview`: the bot in a page on this computer, to try it without a token.

It answers from the documents folder that the settings name. It needs simcord with its preview extra.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
from collections.abc import Sequence

from retrieval import FootnoteError

from ..cli.settings.checked_settings import check_settings
from ..client import FootnoteBot
from .simulation import ready_bot, say, simulate

IN_A_CHANNEL = """\
Type /ask in it, or mention the bot: @Footnote and your question. A reply to one of its messages goes on
with the conversation; under an answer to /ask it needs the mention too, as in Discord. Only the menu
"Apps" of a message is not in this page. Direct messages are another page: make preview DIRECT=1."""
DIRECTLY = "It is your direct messages with the bot: type a question."
ENDING = "Ctrl-C ends it."


async def serve(bot: FootnoteBot, *, direct: bool) -> None:
    """Serve the page until it is ended."""
    async with simulate(bot) as simulation, simulation.page(direct=direct) as page:
        say(f"\nOpen {page.url}\n{DIRECTLY if direct else IN_A_CHANNEL}\n{ENDING}")
        await page.wait_closed()


def main(argv: Sequence[str] | None = None) -> None:
    """Serve the page, with an index that is gone afterwards."""
    parser = argparse.ArgumentParser(prog="python -m bot.preview")
    parser.add_argument("--direct", action="store_true", help="show the direct messages instead")
    direct = parser.parse_args(argv).direct
    try:
        library, bot = check_settings({}).whole()
        with contextlib.suppress(KeyboardInterrupt), ready_bot(library, bot) as ready:
            asyncio.run(serve(ready, direct=direct))
    except FootnoteError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
