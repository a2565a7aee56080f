"""What a press of a button is passed on to: the client holds an object for each kind of button."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import discord

from ...sending import telling_errors

if TYPE_CHECKING:
    from ...rights.access import Access
    from ...sending import Interaction


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


def handlers(interaction: Interaction) -> HandlesButtons:
    """Return the client of a press, which says what its buttons do."""
    client: object = interaction.client
    if not isinstance(client, HandlesButtons):
        raise TypeError("the client of this button does not say what its buttons do")
    return client


class Pressed:
    """Reports what goes wrong after a press, the same for all buttons."""

    doing: str

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for, and tell the person who pressed it if that fails.

        It does nothing for those who are not served, or no longer.
        """
        async with telling_errors(interaction, self.doing):
            await handlers(interaction).access.check(interaction.guild_id, interaction.user.id)
            await self.press(interaction)

    @abstractmethod
    async def press(self, interaction: Interaction) -> None:
        """Do what the button is for."""
