"""The buttons of a reply: what they look like, and what a press is passed on to.

A button carries what it is for in its custom id, so it works after a restart. What a press does is the
client's: it holds the two objects that are described here. A view that holds such a button never times
out: discord.py forgets a kind of button for good when a view that held it ends.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, Protocol, Self, runtime_checkable

import discord
from discord import ui

from ..sending import telling_errors

if TYPE_CHECKING:
    import re

    from ..rights.access import Access
    from ..sending import Interaction

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


class SourceActions(Protocol):
    """What the buttons under an answer do."""

    async def open(self, interaction: Interaction, answer: int, number: int) -> None:
        """Show source `number` of an answer in its context."""

    async def show_closest(self, interaction: Interaction, answer: int) -> None:
        """Show the passages that came closest to a question that was not answered."""

    async def turn(self, interaction: Interaction, answer: int, number: int, shift: int) -> None:
        """Show the text `shift` windows after the quote, in place of what is shown."""

    async def rate(self, interaction: Interaction, answer: int, *, helpful: bool) -> None:
        """Store whether an answer helped."""


class QuestionActions(Protocol):
    """What the button under an answer that has become stale does."""

    async def ask_again(self, interaction: Interaction, answer: int) -> None:
        """Answer the question of an earlier answer anew."""


class ReindexActions(Protocol):
    """What the buttons under a preview or a progress bar do."""

    async def act(self, interaction: Interaction, name: str, subject: str) -> None:
        """Do what the button `name` says about its subject."""


class DocumentActions(Protocol):
    """What the buttons of `/documents` do."""

    async def decide(self, interaction: Interaction, name: str, edit: str, asker: str) -> None:
        """Do what the button `name` says about an edit of the documents that `asker` proposed."""

    async def turn_list(self, interaction: Interaction, page: int, part: str) -> None:
        """Show another page of the documents whose names or titles hold `part`."""


class GapActions(Protocol):
    """What the buttons of `/gaps` do."""

    async def turn_gaps(self, interaction: Interaction, page: int) -> None:
        """Show another page of what was not answered."""

    async def mark_done(self, interaction: Interaction, page: int, gap: str) -> None:
        """Mark a gap on this page as done."""

    async def send_table(self, interaction: Interaction) -> None:
        """Send the gaps as a table."""


@runtime_checkable
class HandlesButtons(Protocol):
    """A client that knows what its buttons do."""

    access: Access
    source_actions: SourceActions
    question_actions: QuestionActions
    reindex_actions: ReindexActions
    document_actions: DocumentActions
    gap_actions: GapActions


def _handlers(interaction: Interaction) -> HandlesButtons:
    client: object = interaction.client
    if not isinstance(client, HandlesButtons):
        raise TypeError("the client of this button does not say what its buttons do")
    return client


class _Pressed:
    """Reports what goes wrong after a press, the same for all buttons."""

    doing: str

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for, and tell the person who pressed it if that fails.

        It does nothing for those who are not served, or no longer.
        """
        async with telling_errors(interaction, self.doing):
            await _handlers(interaction).access.check(interaction.guild_id, interaction.user.id)
            await self.press(interaction)

    @abstractmethod
    async def press(self, interaction: Interaction) -> None:
        """Do what the button is for."""


class ShowButton(
    _Pressed,
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
        await _handlers(interaction).source_actions.open(interaction, self.answer, self.number)


class ClosestButton(
    _Pressed,
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
        await _handlers(interaction).source_actions.show_closest(interaction, self.answer)


class PageButton(
    _Pressed,
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
        await _handlers(interaction).source_actions.turn(
            interaction, self.answer, self.number, self.shift
        )


class RateButton(
    _Pressed,
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
        await _handlers(interaction).source_actions.rate(
            interaction, self.answer, helpful=self.helpful
        )


class AskAgainButton(
    _Pressed,
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
        await _handlers(interaction).question_actions.ask_again(interaction, self.answer)


class ReindexButton(
    _Pressed,
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
        await _handlers(interaction).reindex_actions.act(interaction, self.name, self.subject)


class EditButton(
    _Pressed,
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
        await _handlers(interaction).document_actions.decide(
            interaction, self.name, self.edit, self.asker
        )


class ListButton(
    _Pressed,
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
        await _handlers(interaction).document_actions.turn_list(interaction, self.page, self.part)


class GapButton(
    _Pressed,
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
        actions = _handlers(interaction).gap_actions
        if self.name == "done":
            await actions.mark_done(interaction, self.page, self.gap)
        elif self.name == "table":
            await actions.send_table(interaction)
        else:
            await actions.turn_gaps(interaction, self.page)


BUTTONS = (
    ShowButton,
    ClosestButton,
    PageButton,
    RateButton,
    AskAgainButton,
    ReindexButton,
    EditButton,
    ListButton,
    GapButton,
)
