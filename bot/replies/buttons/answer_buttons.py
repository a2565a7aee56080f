"""The buttons under an answer and in what they open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from .handlers import Pressed, handlers

if TYPE_CHECKING:
    import re

    from ...sending import Interaction


class ShowButton(
    Pressed,
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"footnote:show:(?P<answer>\d+):(?P<number>\d+)",
):
    """Opens a source of an answer, for whoever presses it."""

    doing = "opening a source"

    def __init__(self, answer: int, number: int) -> None:
        self.answer = answer
        self.number = number
        super().__init__(ui.Button(label="Show", custom_id=f"footnote:show:{answer}:{number}"))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the answer and the number of the source from a button that was pressed."""
        return cls(int(match["answer"]), int(match["number"]))

    async def press(self, interaction: Interaction) -> None:
        """Show the source."""
        await handlers(interaction).source_actions.open(interaction, self.answer, self.number)


class ClosestButton(
    Pressed,
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"footnote:closest:(?P<answer>\d+)",
):
    """Shows the passages that came closest to a question, to whoever presses it."""

    doing = "showing the closest passages"

    def __init__(self, answer: int) -> None:
        self.answer = answer
        super().__init__(
            ui.Button(label="Closest passages", custom_id=f"footnote:closest:{answer}")
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the refusal from a button that was pressed."""
        return cls(int(match["answer"]))

    async def press(self, interaction: Interaction) -> None:
        """Show the passages."""
        await handlers(interaction).source_actions.show_closest(interaction, self.answer)


class PageButton(
    Pressed,
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"footnote:turn:(?P<answer>\d+):(?P<number>\d+):(?P<shift>-?\d{1,6})",
):
    """Turns to the text before or after the one that is shown of a source."""

    doing = "turning a page of a source"

    def __init__(self, answer: int, number: int, shift: int, label: str = "Turn") -> None:
        self.answer = answer
        self.number = number
        self.shift = shift
        super().__init__(
            ui.Button(label=label, custom_id=f"footnote:turn:{answer}:{number}:{shift}")
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the source and how far to turn from a button that was pressed."""
        return cls(int(match["answer"]), int(match["number"]), int(match["shift"]))

    async def press(self, interaction: Interaction) -> None:
        """Show that part of the source in place of this one."""
        await handlers(interaction).source_actions.turn(
            interaction, self.answer, self.number, self.shift
        )


class RateButton(
    Pressed,
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"footnote:rate:(?P<answer>\d+):(?P<helpful>yes|no)",
):
    """Says whether an answer helped."""

    doing = "taking feedback"

    def __init__(self, answer: int, *, helpful: bool) -> None:
        self.answer = answer
        self.helpful = helpful
        super().__init__(
            ui.Button(
                label="Helpful" if helpful else "Not helpful",
                emoji="👍" if helpful else "👎",
                custom_id=f"footnote:rate:{answer}:{'yes' if helpful else 'no'}",
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the answer and the opinion from a button that was pressed."""
        return cls(int(match["answer"]), helpful=match["helpful"] == "yes")

    async def press(self, interaction: Interaction) -> None:
        """Store the opinion."""
        await handlers(interaction).source_actions.rate(
            interaction, self.answer, helpful=self.helpful
        )


class AskAgainButton(
    Pressed,
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"footnote:again:(?P<answer>\d+)",
):
    """Asks the question of an answer anew, for whoever presses it."""

    doing = "asking again"

    def __init__(self, answer: int) -> None:
        self.answer = answer
        super().__init__(ui.Button(label="Ask again", custom_id=f"footnote:again:{answer}"))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the answer from a button that was pressed."""
        return cls(int(match["answer"]))

    async def press(self, interaction: Interaction) -> None:
        """Ask its question anew."""
        await handlers(interaction).question_actions.ask_again(interaction, self.answer)
