"""What the bot says to a command or a press, whether at once or after it has acknowledged."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simcord.results import InteractionResult

    from tests.bot.conftest import World


def said(world: World, result: InteractionResult) -> str:
    """Return the last that was said to whoever typed or pressed."""
    return world.text(result.followups[-1] if result.followups else result.response)
