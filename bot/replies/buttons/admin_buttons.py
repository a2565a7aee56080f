"""The buttons of a re-index, of the documents, and of what was not answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from .handlers import Pressed, handlers

if TYPE_CHECKING:
    import re

    from ...sending import Interaction

LABELS = {
    "reindex": "Re-index",
    "force": "Go on",
    "dismiss": "Leave it",
    "stop": "Stop",
    "replace": "Replace",
    "keep": "Keep the old",
    "done": "Done",
    "table": "As a table",
}
STYLES = {
    "reindex": discord.ButtonStyle.primary,
    "force": discord.ButtonStyle.danger,
    "replace": discord.ButtonStyle.danger,
}


class ReindexButton(
    Pressed,
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"footnote:(?P<name>reindex|force|dismiss|stop)(?::(?P<subject>[\s\S]*))?",
):
    """Decides about a re-index. Its subject is the person who is asked or, to stop one, the re-index.

    A subject that nobody made here, of an older version say, is taken too, so that a press on it is
    answered. Who may decide is never read from it.
    """

    doing = "re-indexing"

    def __init__(self, name: str, subject: str, label: str | None = None) -> None:
        self.name = name
        self.subject = subject
        super().__init__(
            ui.Button(
                label=label or LABELS[name],
                style=STYLES.get(name, discord.ButtonStyle.secondary),
                custom_id=f"footnote:{name}:{subject}",
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read what to do, and its subject, from a button that was pressed."""
        return cls(match["name"], match["subject"] or "")

    async def press(self, interaction: Interaction) -> None:
        """Carry out the action of a re-index that the button names."""
        await handlers(interaction).reindex_actions.act(interaction, self.name, self.subject)


class EditButton(
    Pressed,
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"footnote:edit:(?P<name>replace|keep|reindex|force|dismiss)"
    r":(?P<edit>[0-9a-f]{16}):(?P<asker>\d{1,20})",
):
    """Decides about an edit of the documents folder, by the person who proposed it."""

    doing = "changing the documents"

    def __init__(self, name: str, edit: str, asker: str, label: str | None = None) -> None:
        self.name = name
        self.edit = edit
        self.asker = asker
        super().__init__(
            ui.Button(
                label=label or LABELS[name],
                style=STYLES.get(name, discord.ButtonStyle.secondary),
                custom_id=f"footnote:edit:{name}:{edit}:{asker}",
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read what to do about which edit from a button that was pressed."""
        return cls(match["name"], match["edit"], match["asker"])

    async def press(self, interaction: Interaction) -> None:
        """Carry out the decision that the button names."""
        await handlers(interaction).document_actions.decide(
            interaction, self.name, self.edit, self.asker
        )


class ListButton(
    Pressed,
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"footnote:list:(?P<page>\d{1,5}):(?P<part>[\s\S]*)",
):
    """Turns to another page of the list of documents."""

    doing = "listing the documents"

    def __init__(self, page: int, part: str, label: str = "Turn") -> None:
        self.page = page
        self.part = part
        super().__init__(ui.Button(label=label, custom_id=f"footnote:list:{page}:{part}"))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the page, and what is searched for, from a button that was pressed."""
        return cls(int(match["page"]), match["part"])

    async def press(self, interaction: Interaction) -> None:
        """Show that page in place of this one."""
        await handlers(interaction).document_actions.turn_list(interaction, self.page, self.part)


class GapButton(
    Pressed,
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"footnote:gaps:(?P<name>turn|done|table):(?P<page>\d{1,5}):(?P<gap>[0-9a-f]{0,16})",
):
    """Turns a page of what was not answered, marks a gap on it as done, or asks for a table."""

    doing = "listing what was not answered"

    def __init__(self, name: str, page: int, gap: str = "", label: str | None = None) -> None:
        self.name = name
        self.page = page
        self.gap = gap
        super().__init__(
            ui.Button(
                label=label or LABELS.get(name, "Turn"),
                custom_id=f"footnote:gaps:{name}:{page}:{gap}",
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read what to do, on which page and about which gap, from a button that was pressed."""
        return cls(match["name"], int(match["page"]), match["gap"])

    async def press(self, interaction: Interaction) -> None:
        """Do what the button names."""
        actions = handlers(interaction).gap_actions
        if self.name == "done":
            await actions.mark_done(interaction, self.page, self.gap)
        elif self.name == "table":
            await actions.send_table(interaction)
        else:
            await actions.turn_gaps(interaction, self.page)
