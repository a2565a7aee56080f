"""`/documents`: what is indexed, for everybody; and adding, removing and reading anew, for admins."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.downloads import download
from bot.replies import document_pages, formatting
from bot.replies.blocks import notice_page
from bot.replies.buttons.admin_buttons import EditButton, ListButton
from bot.replies.components import layout
from bot.rights.refusals import GRANT_UNKNOWN, NotAllowedError
from bot.sending import NO_PINGS, InteractionReply, telling_errors
from bot.services.gap_rechecking import recheck
from bot.services.reindex_replies import begin, check_preview, run_shown
from retrieval import MAX_FILE_BYTES, DocumentError, Failure, FootnoteError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.bot_settings import BotSettings
    from bot.rights.command_rights import CommandRights
    from bot.sending import Interaction
    from bot.services.gap_finding import GapFinder
    from bot.services.reindexing import ReindexService
    from bot.worker import Worker
    from retrieval import FolderEdit, Library

log = logging.getLogger(__name__)

LIKE = "reindex"
"""The command whose rights hold for what changes the documents."""

FILES = 10
"""Files that Discord lets people upload at once."""

FORM = "footnote:add"
PART_LIMIT = 40
"""Characters to search names by; a button carries them, and Discord allows it 100."""

SUGGESTIONS = 25
SUGGESTION_LIMIT = 100
RIGHTS_SECONDS = 1.5
"""Seconds to wait for Discord before a form is opened, which must be within three."""

SWITCHED_OFF = (
    "Documents can't be changed from Discord here. Whoever runs me can switch that on with "
    "FOOTNOTE_MANAGE_DOCUMENTS=true."
)
IN_A_SERVER = "Documents can be changed in a server only, not in a direct message."
UNCHANGED = "Nothing was changed."


@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
class Documents(
    commands.GroupCog,
    group_name="documents",
    group_description="See which documents there are, or change them.",
):
    """What people may see of the documents, and admins may do with them."""

    def __init__(
        self,
        library: Library,
        worker: Worker,
        settings: BotSettings,
        rights: CommandRights,
        reindexing: ReindexService,
        gaps: GapFinder,
    ) -> None:
        super().__init__()
        self._library = library
        self._worker = worker
        self._settings = settings
        self._rights = rights
        self._reindexing = reindexing
        self._gaps = gaps

    @app_commands.command(name="list", description="See which documents I answer from.")
    @app_commands.describe(name="Part of a name or title.")
    async def show_list(
        self, interaction: Interaction, name: app_commands.Range[str, 1, PART_LIMIT] = ""
    ) -> None:
        """List the documents for the one who asks."""
        reply = InteractionReply(interaction, private=True)
        async with reply.acknowledged():
            await reply.show([await self._list(0, name)])

    async def turn_list(self, interaction: Interaction, page: int, part: str) -> None:
        """Show another page of the list in place of the one that is shown."""
        await interaction.response.defer()
        view = await self._list(page, part)
        await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)

    async def _list(self, page: int, part: str) -> ui.LayoutView:
        found = (await self._worker.run(self._library.documents)).matching(part)
        pages = document_pages.list_pages(found, part)
        page = min(page, len(pages) - 1)
        before = [ListButton(page - 1, part, "← Previous")] if page else []
        after = [ListButton(page + 1, part, "Next →")] if page + 1 < len(pages) else []
        return layout(pages[page], row=[*before, *after])

    @app_commands.command(description="Add up to ten files to the documents.")
    async def add(self, interaction: Interaction) -> None:
        """Open the form to upload files with."""
        self._check_place(interaction)
        try:
            async with asyncio.timeout(RIGHTS_SECONDS):
                await self._rights.check(interaction, LIKE)
        except TimeoutError as error:
            raise NotAllowedError(GRANT_UNKNOWN) from error
        self._reindexing.check_free()
        await interaction.response.send_modal(AddForm())

    @app_commands.command(description="Remove a document.")
    @app_commands.describe(name="The document, as it is called in the folder.")
    async def remove(self, interaction: Interaction, name: str) -> None:
        """Show what removing a document would do, and ask whether to go on."""
        self._check_place(interaction)
        reply = await begin(interaction, self._rights, self._reindexing, LIKE)
        edit = await self._worker.run(self._library.edits.remove, await self._begin(), name)
        await self._preview(interaction, reply, edit)

    @app_commands.command(description="Read a document anew, even if it has not changed.")
    @app_commands.describe(name="The document, as it is called in the folder.")
    async def reindex(self, interaction: Interaction, name: str) -> None:
        """Show what reading one document anew would do, and ask whether to go on."""
        self._check_place(interaction)
        reply = await begin(interaction, self._rights, self._reindexing, LIKE)
        edit = await self._worker.run(self._library.edits.read_anew, await self._begin(), name)
        await self._preview(interaction, reply, edit)

    @remove.autocomplete("name")
    @reindex.autocomplete("name")
    async def suggest(
        self, _interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Suggest documents whose names or titles hold what was typed, and files that failed."""
        try:
            found = (await self._worker.run(self._library.documents)).matching(typed)
        except FootnoteError:
            return []
        paths = [each.source.path for each in found.documents]
        paths += [each.path for each in found.failed if each.path not in paths]
        fitting = [path for path in paths if len(path) <= SUGGESTION_LIMIT]
        return [
            app_commands.Choice(name=formatting.one_line(path), value=path)
            for path in fitting[:SUGGESTIONS]
        ]

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Take files that were uploaded, also with a form that was opened before a restart."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        sent = dict(interaction.data or {})
        if sent.get("custom_id") == FORM:
            async with telling_errors(interaction, "adding documents"):
                await self._take(interaction, uploads(sent))

    async def _take(self, interaction: Interaction, files: Sequence[tuple[str, str]]) -> None:
        """Take files, each a name and an address, and ask what is to be done with them."""
        client: Any = interaction.client
        await client.access.check(interaction.guild_id, interaction.user.id)
        self._check_place(interaction)
        reply = await begin(interaction, self._rights, self._reindexing, LIKE)
        edit, refused = await self._fetch(files)
        if edit.is_empty:
            await self._withdraw(edit)
            await reply.show([layout(document_pages.nothing_added_page(refused))])
        elif edit.standing:
            asker = interaction.user.display_name
            names = ["replace", "keep", "dismiss"] if edit.added else ["replace", "dismiss"]
            row = [_button(interaction, edit, name) for name in names]
            page = document_pages.standing_page(edit, asker, refused)
            await reply.show([layout(page, row=row)])
        else:
            await self._preview(interaction, reply, edit, refused)

    async def _fetch(self, files: Sequence[tuple[str, str]]) -> tuple[FolderEdit, list[Failure]]:
        """Download files into an edit, one after the other; return it with those that are refused."""
        edit = await self._begin()
        refused = []
        for name, address in files[:FILES]:
            try:
                content = await download(address, MAX_FILE_BYTES)
                edit = await self._worker.run(self._library.edits.add, edit, name, content)
            except DocumentError as error:
                refused.append(Failure(name, str(error)))
        return edit, refused

    async def _preview(
        self,
        interaction: Interaction,
        reply: InteractionReply,
        edit: FolderEdit,
        refused: Sequence[Failure] = (),
    ) -> None:
        plan = await self._worker.run(self._library.preview_edit, edit)
        page = document_pages.edit_page(edit, plan, interaction.user.display_name, refused)
        row = [_button(interaction, edit, name) for name in ("reindex", "dismiss")]
        await reply.show([layout(page, row=row)])

    async def decide(self, interaction: Interaction, name: str, edit: str, asker: str) -> None:
        """Do what the button `name` says about an edit.

        Whoever presses needs the right at that moment, and must be the one who proposed it.
        """
        self._check_place(interaction)
        if not self._rights.manages(interaction):
            await interaction.response.defer()
        await self._rights.check(interaction, LIKE)
        check_preview(interaction, asker, "/documents")
        if not interaction.response.is_done():
            await interaction.response.defer()
        found = await self._worker.run(self._library.edits.find, edit)
        reply = InteractionReply(interaction, private=False)
        if name in ("replace", "keep"):
            decided = await self._worker.run(
                self._library.edits.decide, found, replacing=name == "replace"
            )
            await self._preview(interaction, reply, decided)
        elif name == "dismiss":
            await self._withdraw(found)
            await reply.show([layout(notice_page(UNCHANGED))])
        else:
            await self._make(interaction, found, force=name == "force")

    async def _make(self, interaction: Interaction, edit: FolderEdit, *, force: bool) -> None:
        def button(name: str, label: str | None) -> EditButton:
            return _button(interaction, edit, name, label)

        report = await run_shown(
            interaction,
            self._reindexing,
            button,
            force=force,
            edit=edit,
            afterwards=partial(recheck, self._gaps, self._worker, interaction.guild_id),
        )
        if report is not None:
            log.info(
                "%s (%d) changed the documents: %s",
                formatting.one_line(interaction.user.display_name),
                interaction.user.id,
                document_pages.edit_words(edit, formatting.one_line),
            )

    async def _begin(self) -> FolderEdit:
        return await self._worker.run(self._library.edits.begin)

    async def _withdraw(self, edit: FolderEdit) -> None:
        await self._worker.run(self._library.edits.withdraw, edit)

    def _check_place(self, interaction: Interaction) -> None:
        """Make sure that documents may be changed at all, and here.

        Raises:
            NotAllowedError: they may not.
        """
        if not self._settings.manage_documents:
            raise NotAllowedError(SWITCHED_OFF)
        if interaction.guild_id is None:
            raise NotAllowedError(IN_A_SERVER)


class AddForm(ui.Modal, title="Add documents"):
    """The form to upload files with. `Documents` takes what is sent, by the form's custom id."""

    def __init__(self) -> None:
        super().__init__(timeout=900.0, custom_id=FORM)
        files: ui.FileUpload[AddForm] = ui.FileUpload(
            custom_id="files", min_values=1, max_values=FILES
        )
        limit = MAX_FILE_BYTES // 1_000_000
        self.add_item(
            ui.Label(
                text="Files",
                description=f"Up to {FILES} files of at most {limit} MB. You see a preview first.",
                component=files,
            )
        )


def uploads(form: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the name and the address of each file that was sent with a form.

    Discord writes a name in ASCII; what it was called before is its title.
    """
    known = form.get("resolved", {}).get("attachments", {})
    fields = [row.get("component") or {} for row in form.get("components", ())]
    chosen = [known[id_] for field in fields for id_ in field.get("values", ()) if id_ in known]
    return [(_name(file), str(file["url"])) for file in chosen]


def _name(file: Mapping[str, Any]) -> str:
    name, title = str(file["filename"]), file.get("title")
    dot = name.rfind(".")
    return f"{title}{name[dot:]}" if title and dot >= 0 else name


def _button(
    interaction: Interaction, edit: FolderEdit, name: str, label: str | None = None
) -> EditButton:
    return EditButton(name, edit.id, str(interaction.user.id), label)
