"""`/documents`: listing for everybody, and adding, removing and reading anew for admins."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from bot.bot_settings import BotSettings
from bot.cogs.documents import FILES, FORM, uploads
from bot.replies.buttons.admin_buttons import EditButton
from bot.services.reindexing import ReindexRun
from retrieval import DocumentError, Library
from retrieval.edits.trash import TRASH
from tests.bot import wire
from tests.bot.cogs.conftest import managing
from tests.bot.cogs.test_admin import paths
from tests.bot.said import said
from tests.folders import Folder
from tests.retrieval.test_document_list import note_failure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simcord.actors import MemberActor
    from simcord.results import InteractionResult, ResponseMessage

    from tests.bot.conftest import World

RULES = "---\ntitle: The club's rules\ndate: 2024-05-01\n---\n# Fees\n\nThe fee is 40 euros.\n"
MINUTES = "The meeting of May elected Rosa Klein treasurer.\n"
BOATS = "# Boats\n\nA boat is booked in the book at the boathouse.\n"
MOTHS = "# Moths\n\nMoths fly at night.\n"

switched_on = pytest.mark.settings(manage_documents=True)
CHANGING = ("remove", "reindex")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    root = tmp_path / "library"
    root.mkdir()
    made = Folder.at(root)
    made.write("rules.md", RULES)
    made.write("minutes/may.txt", MINUTES)
    made.write("boats.md", BOATS)
    return made


@pytest.fixture
def library(folder: Folder) -> Iterator[Library]:
    """The real one, on three documents."""
    with folder.library(chat_model="none") as opened:
        opened.reindex()
        yield opened


@pytest.fixture(autouse=True)
def handed_over(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot download from the simulated Discord what was uploaded to it."""

    async def download(address: str, limit: int) -> bytes:
        content = world.env.backend.cdn.get(address)
        assert content is not None
        if len(content) > limit:
            raise DocumentError("It is too large.")
        return content

    monkeypatch.setattr("bot.cogs.documents.download", download)


@dataclass
class Shown:
    """A preview that stands in the channel: what it says, and its message."""

    text: str
    message: ResponseMessage


def shown(world: World, result: InteractionResult) -> Shown:
    """The last message that a command or a form led to."""
    message = result.followups[-1] if result.followups else result.response
    assert message is not None
    return Shown(world.text(message), message)


async def add(world: World, who: MemberActor, *files: tuple[str, str | bytes]) -> Shown:
    """Upload files of these names and contents."""
    form = await who.slash(world.channel, "documents add")
    sent = [(name, text.encode() if isinstance(text, str) else text) for name, text in files]
    return shown(world, await who.submit_modal(form, {"files": sent}))


async def remove(world: World, who: MemberActor, name: str) -> Shown:
    return shown(world, await who.slash(world.channel, "documents remove", name=name))


def read(folder: Folder, name: str) -> str:
    return (folder.corpus / name).read_text(encoding="utf-8")


def names(folder: Folder) -> list[str]:
    """The names of all that stands in the documents folder itself, hidden ones too."""
    return sorted(path.name for path in folder.corpus.iterdir())


BEFORE = ["boats.md", "minutes", "rules.md"]


class TestListing:
    async def test_everybody_sees_what_is_indexed_and_nobody_else_sees_the_list(
        self, world: World
    ) -> None:
        result = await world.alice.slash(world.channel, "documents list")

        text = world.text(result.response)
        assert result.ephemeral
        assert "### 3 documents" in text
        assert "**The club's rules** (rules.md) · Markdown file · 2024-05-01 · 1 passage" in text
        assert "**may.txt** (minutes/may.txt) · text file · 1 passage" in text

    async def test_it_can_be_searched_by_part_of_a_name_or_title(self, world: World) -> None:
        result = await world.alice.slash(world.channel, "documents list", name="CLUB")

        text = world.text(result.response)
        assert "### 1 document with “CLUB” in the name or title" in text
        assert "rules.md" in text
        assert "boats.md" not in text

    async def test_where_none_is_found_it_says_so(self, world: World) -> None:
        result = await world.alice.slash(world.channel, "documents list", name="chess")

        assert world.text(result.response).endswith("name or title\nNone.")

    async def test_a_file_that_could_not_be_read_is_told_with_its_reason(
        self, world: World, folder: Folder
    ) -> None:
        note_failure(folder, "scans/*letter*.pdf", "It holds no text.")

        result = await world.alice.slash(world.channel, "documents list")

        text = world.text(result.response)
        assert "**1 could not be read in the last re-index**" in text
        assert r"- scans/\*letter\*.pdf: It holds no text." in text

    async def test_many_documents_are_paged(
        self, world: World, folder: Folder, library: Library
    ) -> None:
        for number in range(40):
            folder.write(f"note-{number:02}.txt", f"Note number {number} is about bees.")
        library.reindex()

        first = await world.alice.slash(world.channel, "documents list", name="note")
        assert first.response is not None
        assert "page 1 of 3" in world.text(first.response)
        assert world.buttons(first.response) == ["Next →"]
        await world.alice.click(first.response, label="Next →")
        assert "note-15.txt" in world.text(first.response)
        assert world.buttons(first.response) == ["← Previous", "Next →"]
        await world.alice.click(first.response, label="Next →")
        assert "note-39.txt" in world.text(first.response)
        assert world.buttons(first.response) == ["← Previous"]

    async def test_names_and_titles_are_shown_as_they_are_and_notify_nobody(
        self, world: World, folder: Folder, library: Library
    ) -> None:
        title = "@everyone [win](https://bad.example) **now** # \u202eevil"
        folder.write("odd_*name*.md", f"---\ntitle: '{title}'\n---\nBees dance.")
        library.reindex()

        result = await world.alice.slash(world.channel, "documents list", name="odd")

        text = world.text(result.response)
        assert "@\u200beveryone" in text
        assert r"\[win\](`https://bad.example`) \*\*now\*\* # evil" in text
        assert r"odd\_\*name\*.md" in text

    async def test_a_long_search_fits_the_buttons(
        self, world: World, folder: Folder, library: Library
    ) -> None:
        part = "😀" * 40
        for number in range(20):
            folder.write(f"{part}{number}.txt", f"Note number {number} is about bees.")
        library.reindex()

        result = await world.alice.slash(world.channel, "documents list", name=part)

        assert world.buttons(result.response) == ["Next →"]


class TestRights:
    @pytest.mark.parametrize("command", CHANGING)
    async def test_where_it_is_switched_off_admins_are_told_how_to_switch_it_on(
        self, world: World, admin: MemberActor, folder: Folder, command: str
    ) -> None:
        refused = await admin.slash(world.channel, f"documents {command}", name="rules.md")

        assert refused.ephemeral
        assert r"FOOTNOTE\_MANAGE\_DOCUMENTS=true" in said(world, refused)
        assert names(folder) == BEFORE

    async def test_the_form_is_not_opened_either(self, world: World, admin: MemberActor) -> None:
        refused = await admin.slash(world.channel, "documents add")

        assert r"FOOTNOTE\_MANAGE\_DOCUMENTS=true" in said(world, refused)

    @switched_on
    @pytest.mark.parametrize("command", CHANGING)
    async def test_only_those_who_may_reindex_may_change_documents(
        self, world: World, command: str
    ) -> None:
        refused = await world.alice.slash(world.channel, f"documents {command}", name="rules.md")

        assert refused.ephemeral
        assert "may manage the server" in said(world, refused)

    @switched_on
    async def test_nor_do_others_get_the_form(self, world: World) -> None:
        refused = await world.alice.slash(world.channel, "documents add")

        assert "may manage the server" in said(world, refused)

    @switched_on
    async def test_a_form_that_is_sent_needs_the_right_at_that_moment(
        self, world: World, folder: Folder
    ) -> None:
        role = managing(world)
        ada = world.join("ada", roles=[role])
        form = await ada.slash(world.channel, "documents add")
        world.env.backend.remove_member_role(world.guild.id, ada.id, role.id)

        refused = await ada.submit_modal(form, {"files": [("moths.md", MOTHS.encode())]})

        assert "may manage the server" in said(world, refused)
        assert names(folder) == BEFORE

    @switched_on
    async def test_a_press_needs_the_right_at_that_moment(
        self, world: World, folder: Folder
    ) -> None:
        role = managing(world)
        ada = world.join("ada", roles=[role])
        preview = await remove(world, ada, "rules.md")
        world.env.backend.remove_member_role(world.guild.id, ada.id, role.id)

        refused = await ada.click(preview.message, label="Re-index")

        assert "may manage the server" in said(world, refused)
        assert names(folder) == BEFORE

    @switched_on
    async def test_a_press_does_nothing_once_it_is_switched_off(
        self, world: World, admin: MemberActor, folder: Folder
    ) -> None:
        preview = await remove(world, admin, "rules.md")
        world.settings = BotSettings()
        await world.restart()

        refused = await admin.click(preview.message, label="Re-index")

        assert r"FOOTNOTE\_MANAGE\_DOCUMENTS=true" in said(world, refused)
        assert names(folder) == BEFORE

    @switched_on
    async def test_whom_the_integration_settings_allow_reindex_may_change_documents_too(
        self, world: World, folder: Folder
    ) -> None:
        commands = await world.bot.tree.fetch_commands()
        [reindex] = [command for command in commands if command.name == "reindex"]
        world.guild.set_command_permissions(reindex, {world.alice: True})

        preview = await add(world, world.alice, ("moths.md", MOTHS))
        await world.alice.click(preview.message, label="Re-index")

        assert read(folder, "moths.md") == MOTHS

    @switched_on
    async def test_another_person_can_not_decide_about_an_edit(
        self, world: World, admin: MemberActor, folder: Folder
    ) -> None:
        preview = await add(world, admin, ("moths.md", MOTHS))
        other = world.join("otto", roles=[managing(world)])

        refused = await other.click(preview.message, label="Re-index")

        assert "Only the person who asked" in said(world, refused)
        assert names(folder) == BEFORE

    @switched_on
    async def test_a_preview_that_is_too_old_changes_nothing(
        self, world: World, admin: MemberActor, folder: Folder
    ) -> None:
        preview = await add(world, admin, ("moths.md", MOTHS))
        await world.env.advance_time(901)

        refused = await admin.click(preview.message, label="Re-index")

        assert "too old. Use /documents again." in said(world, refused)
        assert names(folder) == BEFORE

    @pytest.mark.parametrize("command", [*CHANGING, "add"])
    @switched_on
    async def test_in_a_direct_message_nothing_can_be_changed(
        self, world: World, admin: MemberActor, command: str
    ) -> None:
        options = {} if command == "add" else {"name": "rules.md"}
        refused = await admin.user.slash(f"documents {command}", **options)

        assert "in a server only" in said(world, refused)

    @switched_on
    async def test_what_was_not_proposed_can_not_be_decided_about(
        self, world: World, admin: MemberActor, folder: Folder
    ) -> None:
        preview = await remove(world, admin, "rules.md")
        [row] = [item for item in world.raw(preview.message).components if item["type"] == 1]
        button = EditButton("reindex", "0" * 16, str(admin.id))
        row["components"] = [button.item.to_component_dict()]

        refused = await admin.click(preview.message, label="Re-index")

        assert "is over" in said(world, refused)
        assert names(folder) == BEFORE

    @switched_on
    async def test_suggestions_are_for_those_who_are_served(self, world: World) -> None:
        world.settings = BotSettings(servers=frozenset({4711}), manage_documents=True)
        await world.restart()

        offered = await world.alice.autocomplete(world.channel, "documents remove", "name", "rul")

        assert offered == []
        assert world.sent("POST", "/callback") == []


@switched_on
class TestAdding:
    async def test_a_file_is_previewed_confirmed_and_answered_from(
        self,
        world: World,
        admin: MemberActor,
        folder: Folder,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level("INFO")
        preview = await add(world, admin, ("moths.md", MOTHS))
        assert "**ada** asks to add moths.md." in preview.text
        assert "**1 added**: moths.md" in preview.text
        assert world.buttons(preview.message) == ["Re-index", "Leave it"]
        assert names(folder) == BEFORE

        await admin.click(preview.message, label="Re-index")
        assert "The new index is live" in world.text(preview.message)
        assert read(folder, "moths.md") == MOTHS
        assert f"ada ({admin.id}) changed the documents: add moths.md" in caplog.text
        answer = await world.alice.slash(world.channel, "ask", question="When do moths fly?")
        assert "Moths fly at night." in world.text(answer.response)

    async def test_one_that_is_declined_is_taken_back(
        self, world: World, admin: MemberActor, folder: Folder, library: Library
    ) -> None:
        preview = await add(world, admin, ("moths.md", MOTHS))

        await admin.click(preview.message, label="Leave it")

        assert world.text(preview.message) == "Nothing was changed."
        assert names(folder) == BEFORE
        assert list(library.edits._folder.iterdir()) == []
        again = await admin.slash(world.channel, "reindex")
        assert "up to date" in world.text(again.response)

    async def test_a_restart_between_preview_and_press_loses_nothing(
        self, world: World, admin: MemberActor, folder: Folder
    ) -> None:
        preview = await add(world, admin, ("moths.md", MOTHS))
        await world.restart()

        await admin.click(preview.message, label="Re-index")

        assert read(folder, "moths.md") == MOTHS

    async def test_a_form_from_before_a_restart_is_taken(
        self, world: World, admin: MemberActor
    ) -> None:
        form = await admin.slash(world.channel, "documents add")
        await world.restart()

        result = await admin.submit_modal(form, {"files": [("moths.md", MOTHS.encode())]})

        assert "**1 added**: moths.md" in shown(world, result).text

    async def test_a_form_that_is_sent_is_acknowledged_before_any_work(
        self, world: World, admin: MemberActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        acknowledged = []

        async def download(_address: str, _limit: int) -> bytes:
            acknowledged.append(paths(world)[-1].endswith("/callback"))
            return MOTHS.encode()

        monkeypatch.setattr("bot.cogs.documents.download", download)
        await add(world, admin, ("moths.md", MOTHS))

        assert acknowledged == [True]

    @pytest.mark.parametrize(
        ("handed_in", "name"),
        [
            ("../x.md", "x.md"),
            ("a/b.md", "b.md"),
            ("C:\\x.md", "x.md"),
            ("CON.txt", "_CON.txt"),
            (".hidden.md", "hidden.md"),
            ("invoice\u202edm.md", "invoicedm.md"),
        ],
    )
    async def test_no_name_leads_out_of_the_folder_or_hides_in_it(
        self, world: World, admin: MemberActor, folder: Folder, handed_in: str, name: str
    ) -> None:
        beside = set(folder.corpus.parent.iterdir())
        preview = await add(world, admin, (handed_in, MOTHS))
        await admin.click(preview.message, label="Re-index")

        assert names(folder) == sorted([*BEFORE, name])
        assert set(folder.corpus.parent.iterdir()) == beside

    async def test_another_kind_is_refused_with_the_reason(
        self, world: World, admin: MemberActor, folder: Folder
    ) -> None:
        refused = await add(world, admin, ("@everyone.exe", b"MZ"), ("moths.md.exe", MOTHS))

        assert refused.text.startswith("Nothing was added.\n**2 not accepted**")
        assert "@\u200beveryone.exe: Its kind is not supported" in refused.text
        assert world.buttons(refused.message) == []
        assert names(folder) == BEFORE

    async def test_what_is_too_large_is_refused_whatever_was_declared_and_the_others_are_taken(
        self, world: World, admin: MemberActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.cogs.documents.MAX_FILE_BYTES", 100)

        preview = await add(world, admin, ("large.md", "x" * 101), ("moths.md", MOTHS))

        assert "large.md: It is too large." in preview.text
        assert "asks to add moths.md." in preview.text

    async def test_what_is_no_such_file_is_told_in_the_preview(
        self, world: World, admin: MemberActor
    ) -> None:
        preview = await add(world, admin, ("report.pdf", b"MZ, whatever its name says"))

        assert "**1 could not be read**" in preview.text

    async def test_a_file_is_replaced_only_when_that_is_agreed_to(
        self, world: World, admin: MemberActor, folder: Folder
    ) -> None:
        asked = await add(world, admin, ("rules.md", "# Fees\n\nThe fee is 50 euros.\n"))
        assert "there is already\n- rules.md" in asked.text
        assert world.buttons(asked.message) == ["Replace", "Leave it"]

        await admin.click(asked.message, label="Replace")
        assert "**ada** asks to replace rules.md." in world.text(asked.message)
        assert read(folder, "rules.md") == RULES
        await admin.click(asked.message, label="Re-index")

        assert "50 euros" in read(folder, "rules.md")
        assert [file.read_text("utf-8") for file in folder.data.rglob("content")] == [RULES]

    async def test_the_old_can_be_kept_and_the_others_added(
        self, world: World, admin: MemberActor, folder: Folder
    ) -> None:
        asked = await add(world, admin, ("rules.md", "None."), ("moths.md", MOTHS))

        await admin.click(asked.message, label="Keep the old")
        await admin.click(asked.message, label="Re-index")

        assert read(folder, "rules.md") == RULES
        assert read(folder, "moths.md") == MOTHS

    async def test_of_two_admins_at_once_nobody_overwrites_the_other(
        self, world: World, admin: MemberActor, folder: Folder
    ) -> None:
        otto = world.join("otto", roles=[managing(world)])
        first = await add(world, admin, ("moths.md", MOTHS))
        second = await add(world, otto, ("moths.md", "# Moths\n\nMoths eat wool.\n"))

        await admin.click(first.message, label="Re-index")
        await otto.click(second.message, label="Re-index")

        assert read(folder, "moths.md") == MOTHS
        assert "by somebody else meanwhile" in world.text(second.message)

    async def test_while_a_reindex_is_under_way_who_presses_is_told(
        self, world: World, admin: MemberActor, folder: Folder
    ) -> None:
        preview = await add(world, admin, ("moths.md", MOTHS))
        world.bot.reindexing._run = ReindexRun("otto")

        told = await admin.click(preview.message, label="Re-index")

        assert "started by otto" in said(world, told)
        assert names(folder) == BEFORE
        assert "Re-index" in world.buttons(preview.message)

    async def test_ten_files_with_odd_names_fit_a_message(
        self, world: World, admin: MemberActor
    ) -> None:
        files = [(f"{'_*' * 60}{n}.md", MOTHS) for n in range(FILES // 2)]
        files += [(f"{'`' * 200}{n}.exe", MOTHS) for n in range(FILES // 2)]

        preview = await add(world, admin, *files)

        assert "What a re-index would change" in preview.text

    async def test_a_reindex_that_fails_leaves_the_folder_as_it_was(
        self,
        world: World,
        admin: MemberActor,
        folder: Folder,
        library: Library,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        preview = await add(world, admin, ("moths.md", MOTHS))
        monkeypatch.setattr("retrieval.edits.trash.shutil.copy2", _full)

        await admin.click(preview.message, label="Re-index")

        assert "No space left on device" in world.text(preview.message)
        assert str(folder.corpus) not in json.dumps([r.json for r in world.env.http_requests])
        assert names(folder) == BEFORE


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


@switched_on
class TestRemoving:
    async def test_a_document_is_removed_and_a_rollback_brings_it_back(
        self,
        world: World,
        admin: MemberActor,
        folder: Folder,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level("INFO")
        preview = await remove(world, admin, "minutes/may.txt")
        assert "**ada** asks to remove minutes/may.txt." in preview.text
        assert "**1 removed**: minutes/may.txt" in preview.text
        assert read(folder, "minutes/may.txt") == MINUTES

        await admin.click(preview.message, label="Re-index")
        assert not (folder.corpus / "minutes" / "may.txt").exists()
        assert [file.read_text("utf-8") for file in (folder.data / TRASH).rglob("content")] == [
            MINUTES
        ]
        assert f"ada ({admin.id}) changed the documents: remove minutes/may.txt" in caplog.text

        back = await admin.slash(world.channel, "rollback")
        assert "minutes/may.txt is back in the documents folder." in world.text(back.response)
        assert read(folder, "minutes/may.txt") == MINUTES

    @pytest.mark.parametrize("name", ["../data/catalog.sqlite3", "/etc/passwd", "*", "chess.md"])
    async def test_only_documents_of_the_folder_can_be_named(
        self, world: World, admin: MemberActor, folder: Folder, name: str
    ) -> None:
        refused = await remove(world, admin, name)

        assert "no such file in the documents folder" in refused.text
        assert names(folder) == BEFORE

    async def test_removing_most_documents_asks_again(
        self, world: World, admin: MemberActor, folder: Folder, library: Library
    ) -> None:
        (folder.corpus / "boats.md").unlink()
        preview = await remove(world, admin, "rules.md")

        await admin.click(preview.message, label="Re-index")
        assert "This would remove 2 of 3 documents" in world.text(preview.message)
        assert read(folder, "rules.md") == RULES
        await admin.click(preview.message, label="Remove 2 documents")

        assert [each.source.path for each in library.documents().documents] == ["minutes/may.txt"]
        assert names(folder) == ["minutes"]

    async def test_names_are_suggested_by_part_of_them_or_of_the_title(
        self, world: World, admin: MemberActor, folder: Folder
    ) -> None:
        note_failure(folder, "scan.pdf", "It holds no text.")

        offered = {
            typed: [
                choice["value"]
                for choice in await admin.autocomplete(
                    world.channel, "documents remove", "name", typed
                )
            ]
            for typed in ("", "club", "MAY", "scan", "chess")
        }

        assert offered == {
            "": ["boats.md", "minutes/may.txt", "rules.md", "scan.pdf"],
            "club": ["rules.md"],
            "MAY": ["minutes/may.txt"],
            "scan": ["scan.pdf"],
            "chess": [],
        }


@switched_on
class TestReadingAnew:
    async def test_one_document_is_read_anew_and_no_other(
        self, world: World, admin: MemberActor, folder: Folder, library: Library
    ) -> None:
        folder.write("boats.md", "# Boats\n\nThere are none.\n", changed=1_700_000_009)

        result = await admin.slash(world.channel, "documents reindex", name="rules.md")
        preview = shown(world, result)
        assert "**ada** asks to read anew rules.md." in preview.text
        assert "**1 changed**: rules.md\n2 unchanged" in preview.text
        await admin.click(preview.message, label="Re-index")

        assert "The new index is live" in world.text(preview.message)
        assert library.plan().changed == ("boats.md",)


class TestForm:
    def test_a_file_has_the_name_that_it_had_before_discord_changed_it(self) -> None:
        files = {
            "1": {"filename": "Mull_2.md", "title": "Müll & 2", "url": "https://a/1"},
            "2": {"filename": "plain.md", "url": "https://a/2"},
            "3": {"filename": "not-chosen.md", "url": "https://a/3"},
        }
        field = {"type": 19, "custom_id": "files", "values": ["1", "2", "9"]}
        form: dict[str, Any] = {
            "custom_id": FORM,
            "components": [{"type": 18, "component": field}],
            "resolved": {"attachments": files},
        }

        assert uploads(form) == [("Müll & 2.md", "https://a/1"), ("plain.md", "https://a/2")]

    @switched_on
    async def test_it_takes_ten_files(self, world: World, admin: MemberActor) -> None:
        await admin.slash(world.channel, "documents add")

        [sent] = [body["data"] for body in world.sent("POST", "/callback")]
        [upload] = [item for item in wire.walk(sent["components"]) if item["type"] == 19]
        assert (upload["min_values"], upload["max_values"]) == (1, 10)
        assert upload["required"]
