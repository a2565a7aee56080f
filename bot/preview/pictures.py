"""Pictures of the bot for the README, taken from the preview: `python -m bot.preview.pictures FOLDER`.

They show the bot as it is, on a copy of the documents folder that the settings name. It needs simcord
with its preview and screenshot extras, and a browser that Playwright has installed.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from retrieval import FootnoteError, Settings

from ..bot_settings import BotSettings
from .scripted_model import scripted_model
from .simulation import ready_bot, simulate

if TYPE_CHECKING:
    from ..client import FootnoteBot
    from .simulation import Simulation

ANSWERED_QUESTION = "How can I be sure that a quote stands in the document?"
REFUSED_QUESTION = "Who won the chess championship in 1927?"
OTHER_QUESTIONS = ("Can it read my voice messages?", "could it read my voice messages")
NEWS = "# News\n\nThe documents may hold news as well.\n"
WIDTHS = {"desktop": 720, "phone": 390}
HEIGHT = 1400


async def take(bot: FootnoteBot, documents: Path, folder: Path) -> None:
    """Ask, open a source, be refused, list gaps, and preview a re-index; take a picture of each."""
    async with simulate(bot) as simulation:
        you, channel = simulation.viewer, simulation.channel
        answer = await you.slash(channel, "ask", question=ANSWERED_QUESTION)
        await _picture(simulation, folder, "answer", answer)
        show = _first_button(simulation, answer, "Show")
        await _picture(
            simulation, folder, "source", await you.click(answer.response, custom_id=show)
        )
        refusal = await you.slash(channel, "ask", question=REFUSED_QUESTION)
        await _picture(simulation, folder, "refusal", refusal)
        for question in OTHER_QUESTIONS:
            await you.slash(channel, "ask", question=question)
        await _picture(simulation, folder, "gaps", await you.slash(channel, "gaps"))
        _change(documents)
        await _picture(simulation, folder, "reindex", await you.slash(channel, "reindex"))


async def take_written(bot: FootnoteBot, folder: Path) -> None:
    """Ask the same question, which a model answers, and take a picture."""
    async with simulate(bot) as simulation:
        answer = await simulation.viewer.slash(
            simulation.channel, "ask", question=ANSWERED_QUESTION
        )
        await _picture(simulation, folder, "written", answer)


def _change(documents: Path) -> None:
    """Add a document, and a line to another."""
    for path in (next(documents.glob("*.md")), documents / "news.md"):
        with path.open("a", encoding="utf-8") as file:
            file.write(NEWS)


def _first_button(simulation: Simulation, result: Any, label: str) -> str:
    """Return the custom id of the first button with this label under a message."""
    message = simulation.env.backend.get_message(result.response.channel_id, result.response.id)
    for component in message.components:
        button = component.get("accessory", {})
        if button.get("label") == label:
            return str(button["custom_id"])
    raise LookupError(f"There is no button {label} to press.")


async def _picture(simulation: Simulation, folder: Path, name: str, shown: Any) -> None:
    async with simulation.page() as page:
        for device, width in WIDTHS.items():
            await page.screenshot(
                folder / f"{name}-{device}.png",
                viewer=simulation.viewer,
                target=shown,
                viewport=(width, HEIGHT),
                layout="message",
                allow_incomplete=True,
            )


async def take_all(settings: Settings, bot_settings: BotSettings, folder: Path) -> None:
    """Take every picture, on a copy of the documents: without a language model, and with one."""
    with TemporaryDirectory() as copy:
        documents = Path(shutil.copytree(settings.corpus, Path(copy) / "documents"))
        quoting = settings.model_copy(update={"corpus": documents, "chat_model": "none"})
        with ready_bot(quoting, bot_settings) as bot:
            await take(bot, documents, folder)
        async with scripted_model() as address:
            changes = {"openai_base_url": address, "chat_model": "scripted"}
            with ready_bot(quoting.model_copy(update=changes), bot_settings) as bot:
                await take_written(bot, folder)


def main() -> None:
    """Take the pictures into the folder that is named."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "pictures")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        asyncio.run(take_all(Settings(), BotSettings(), folder))
    except FootnoteError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
