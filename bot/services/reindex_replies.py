"""What every command that changes the index does: acknowledge, preview, and run with progress."""

from __future__ import annotations

import asyncio
import logging
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from retrieval import FootnoteError, ReindexRefused

from ..error_reporting import GoneError
from ..replies import formatting, index_pages
from ..replies.buttons.admin_buttons import ReindexButton
from ..replies.components import layout
from ..rights.refusals import NotAllowedError
from ..sending import Attachment, InteractionReply, tell
from .reindexing import AlreadyRunningError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from discord import ui

    from retrieval import FolderEdit, IndexReport, Progress

    from ..rights.command_rights import CommandRights
    from ..sending import Interaction
    from .reindexing import ReindexService

    Afterwards = Callable[[], Awaitable[str]]
    MakeButton = Callable[[str, str | None], ui.DynamicItem[Any]]

log = logging.getLogger(__name__)

PREVIEW_SECONDS = 900
SKEW_SECONDS = 60
"""How far the clocks of Discord's own servers may be apart."""

GRANTED = "This server's settings allow you this. What comes of it follows, for all to see."
NOT_THE_ASKER = "Only the person who asked for this can decide. Use {command} yourself."
TOO_OLD = "This preview is too old. Use {command} again."
LEFT_BEHIND = "I am being restarted. The old index is live, unless /status says otherwise."
FAILURES = "could-not-be-read.txt"


async def begin(
    interaction: Interaction, rights: CommandRights, reindexing: ReindexService, command: str
) -> InteractionReply:
    """Acknowledge what may change the index, and return the reply to it, for all to see.

    Of whoever does not manage the server, Discord is asked whether they may use `command`. They are
    acknowledged privately, since it may come to a refusal, and the reply is then a message of its own.

    Raises:
        NotAllowedError: this person may not use it.
        AlreadyRunningError: a re-index is under way.
    """
    manages = rights.manages(interaction)
    if manages:
        reindexing.check_free()
    await interaction.response.defer(thinking=True, ephemeral=not manages)
    if not manages:
        await rights.check(interaction, command)
        reindexing.check_free()
        await tell(interaction, GRANTED)
    return InteractionReply(interaction, private=False, follows=not manages)


def is_current(shown: datetime, pressed: datetime) -> bool:
    """Return whether a preview that was shown then may still be decided about, by Discord's clock."""
    return -SKEW_SECONDS <= (pressed - shown).total_seconds() <= PREVIEW_SECONDS


def check_preview(interaction: Interaction, asker: str, command: str) -> None:
    """Make sure that a preview by `command` was made for the one who presses, and lately.

    Raises:
        NotAllowedError: it was not.
    """
    message = interaction.message
    if message is None or not is_current(
        message.edited_at or message.created_at, interaction.created_at
    ):
        raise NotAllowedError(TOO_OLD.format(command=command))
    if asker != str(interaction.user.id):
        raise NotAllowedError(NOT_THE_ASKER.format(command=command))


async def run_shown(
    interaction: Interaction,
    reindexing: ReindexService,
    make_button: MakeButton,
    *,
    force: bool,
    edit: FolderEdit | None = None,
    afterwards: Afterwards | None = None,
) -> IndexReport | None:
    """Re-index, with progress and outcome shown in the message with the button that was pressed.

    Where it must be confirmed once more, the buttons for that are made by `make_button`, from a name
    ("force" or "dismiss") and a label. When the outcome stands there, `afterwards` may return a sentence
    to be added to it, already safe. Returns None if the old index stays.

    Raises:
        AlreadyRunningError: another one is under way.
    """
    reply = InteractionReply(interaction, private=False)
    asker = interaction.user.display_name
    stop_id = secrets.token_hex(8)
    stop = [ReindexButton("stop", stop_id)]

    async def show(now: Progress) -> None:
        with suppress(GoneError):
            await reply.show_progress(layout(index_pages.progress_page(now, asker), row=stop))

    try:
        report = await reindexing.run(asker, force=force, show=show, stop_id=stop_id, edit=edit)
    except ReindexRefused as error:
        page = index_pages.refused_page(error.removed, error.documents)
        remove = make_button("force", f"Remove {error.removed:,} documents")
        await reply.show([layout(page, row=[remove, make_button("dismiss", None)])])
    except AlreadyRunningError:
        raise
    except FootnoteError as error:
        log.info("A re-index was stopped: %s", formatting.one_line(str(error)))
        await reply.show([layout(index_pages.stopped_page(error.public))])
    except asyncio.CancelledError:
        await reply.show([layout(index_pages.stopped_page(LEFT_BEHIND))])
        raise
    else:
        await _show_outcome(reply, report)
        note = await afterwards() if afterwards is not None else ""
        if note:
            await _show_outcome(reply, report, note)
        return report
    return None


async def _show_outcome(reply: InteractionReply, report: IndexReport, note: str = "") -> None:
    failures = index_pages.failures_file(report.failed)
    if failures is None:
        await reply.show([layout(index_pages.done_page(report, note))])
    else:
        view = layout(index_pages.done_page(report, note), file=FAILURES)
        await reply.show([view], Attachment(FAILURES, failures))
