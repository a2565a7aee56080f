"""Pages as Discord's components, and the buttons on them.

The buttons carry what they are for in their custom id, so they work after a restart. What a press
does is the cogs' part. A view that holds such a button never times out: discord.py forgets a kind of
button for good when a view that held it ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from .answer_pages import Divider, FeedbackButtons, Page, SourceEntry, Text

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from ..client import FootnoteBot  # noqa: F401 - named in a string

Interaction = discord.Interaction["FootnoteBot"]
LABELS = {"reindex": "Re-index", "force": "Go on", "dismiss": "Leave it", "stop": "Stop"}
STYLES = {"reindex": discord.ButtonStyle.primary, "force": discord.ButtonStyle.danger}


class ShowButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"footnote:show:(?P<answer>\d+):(?P<number>\d+)",
):
    """Opens a source of an answer, for whoever presses it."""

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

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the source."""
        await interaction.client.sources.open(interaction, self.answer, self.number)


class PageButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"footnote:turn:(?P<answer>\d+):(?P<number>\d+):(?P<shift>-?\d{1,6})",
):
    """Turns to the text before or after the one that is shown of a source."""

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

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show that part of the source in place of this one."""
        await interaction.client.sources.turn(interaction, self.answer, self.number, self.shift)


class RateButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"footnote:rate:(?P<answer>\d+):(?P<helpful>yes|no)",
):
    """Says whether an answer helped."""

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

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Take the opinion down."""
        await interaction.client.sources.rate(interaction, self.answer, helpful=self.helpful)


class AdminButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"footnote:(?P<act>reindex|force|dismiss|stop):(?P<asker>\d+):(?P<minted>\d+)",
):
    """Decides about a re-index: who asked for it, and when, is in the button."""

    def __init__(self, act: str, asker: int, minted: int, label: str | None = None) -> None:
        self.act = act
        self.asker = asker
        self.minted = minted
        super().__init__(
            ui.Button(
                label=label or LABELS[act],
                style=STYLES.get(act, discord.ButtonStyle.secondary),
                custom_id=f"footnote:{act}:{asker}:{minted}",
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read what to do, for whom and since when from a button that was pressed."""
        return cls(match["act"], int(match["asker"]), int(match["minted"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it."""
        await interaction.client.admin.press(interaction, self.act, self.asker, self.minted)


BUTTONS = (ShowButton, PageButton, RateButton, AdminButton)


def layout(
    page: Page,
    answer: int | None = None,
    *,
    row: Sequence[ui.DynamicItem[Any]] = (),
    file: str | None = None,
) -> ui.LayoutView:
    """A page as one message, with a row of buttons and the name of an attached file under it.

    Without an answer's id, what needs it is shown without its button.
    """
    view = ui.LayoutView(timeout=None)
    for block in page:
        match block:
            case Text(text):
                view.add_item(ui.TextDisplay(text))
            case SourceEntry(number, text) if answer is not None:
                view.add_item(ui.Section(text, accessory=ShowButton(answer, number)))
            case SourceEntry(_, text):
                view.add_item(ui.TextDisplay(text))
            case Divider():
                view.add_item(ui.Separator())
            case FeedbackButtons() if answer is not None:
                view.add_item(
                    ui.ActionRow(
                        RateButton(answer, helpful=True), RateButton(answer, helpful=False)
                    )
                )
            case FeedbackButtons():
                pass
    if file is not None:
        view.add_item(ui.File(f"attachment://{file}"))
    if row:
        view.add_item(ui.ActionRow(*row))
    return view


PageTarget = tuple[int, int, int]
"""An answer, the number of a source, and how far to turn from its quote."""


def excerpt_layout(
    page: Page, before: PageTarget | None = None, after: PageTarget | None = None
) -> ui.LayoutView:
    """A part of a document, with buttons to what stands before and after it."""
    turns = [(before, "← Previous"), (after, "Next →")]
    return layout(page, row=[PageButton(*turn, label) for turn, label in turns if turn is not None])
