"""Examines the set-up, one thing after another, and says how to mend what is wrong.

Every check gives a value and raises nothing. No secret is ever part of a finding.
"""

from __future__ import annotations

import base64
import binascii
import platform
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Literal

from retrieval import FootnoteError, Library, NoIndexError, Settings, setup_checks

from ...bot_settings import BotSettings
from ..output.skipped_files import skipped_summary
from ..settings.checked_settings import CheckedSettings
from .discord_application import RejectedTokenError, SilentDiscordError, advices, fetch_application

ROOM = 200_000_000
"""Free bytes below which an index may fail to be written."""

SCOPES = "bot+applications.commands"

State = Literal["ok", "note", "problem"]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was looked at and found; `mend` says what to do about a problem, or about a note."""

    name: str
    state: State
    finding: str
    mend: str | None = None


def run_checks(checked: CheckedSettings) -> Iterator[CheckResult]:
    """Yield each check when it is done, the quick ones first.

    Raises:
        SettingsError: settings have values that are impossible, so that nothing can be checked.
    """
    settings, bot = checked.readable()
    checks: dict[str, Callable[[], CheckResult]] = {
        "Settings": lambda: settings_as_a_whole(checked),
        "Python": python,
        "SQLite": sqlite,
        "Packages": packages,
        "Documents": lambda: documents(settings),
        "Data folder": lambda: data_folder(settings.data),
        "Index": lambda: index(settings),
        "Embedding model": lambda: embedding_model(settings),
        "Chat model": lambda: chat_model(settings),
        "Vector store": lambda: vector_store(settings),
        "Discord": lambda: discord(bot),
    }
    for name, check in checks.items():
        yield _safely(name, check)


def _safely(name: str, check: Callable[[], CheckResult]) -> CheckResult:
    try:
        return check()
    except FootnoteError as error:
        return CheckResult(name, "problem", str(error))
    except Exception as error:  # noqa: BLE001 - whatever a broken set-up raises is a finding
        return CheckResult(name, "problem", f"could not be checked ({type(error).__name__}).")


def settings_as_a_whole(checked: CheckedSettings) -> CheckResult:
    """Tell all that is wrong with the settings."""
    if not checked.problems:
        return CheckResult("Settings", "ok", "nothing is wrong with them")
    stopping = any(problem.stops for problem in checked.problems)
    told = " ".join(problem.sentence for problem in checked.problems)
    return CheckResult("Settings", "problem" if stopping else "note", told)


def python() -> CheckResult:
    """Name this Python; an older one than the project needs would not have come so far."""
    return CheckResult("Python", "ok", f"{platform.python_version()} ({sys.executable})")


def sqlite() -> CheckResult:
    """Check whether SQLite has what a search needs: the full-text index, and lists in JSON."""
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
            connection.execute("SELECT value FROM json_each('[]')")
    except sqlite3.Error:
        finding = f"{sqlite3.sqlite_version} without FTS5 or JSON"
        return CheckResult("SQLite", "problem", finding, "Use a Python whose SQLite has both.")
    return CheckResult("SQLite", "ok", f"{sqlite3.sqlite_version} with FTS5")


def packages() -> CheckResult:
    """Check whether the packages that the project names are there, in versions that fit."""
    from packaging.requirements import Requirement

    install = f"Run this in the project's folder: {setup_checks.install_command()}"
    try:
        required = [Requirement(line) for line in metadata.requires("footnote") or ()]
    except metadata.PackageNotFoundError:
        return CheckResult("Packages", "problem", "Footnote itself is not installed.", install)
    wrong = []
    for each in required:
        if each.marker is not None and not each.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(each.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{each.name} is missing")
            continue
        if not each.specifier.contains(version, prereleases=True):
            wrong.append(f"{each.name} is {version}, not {each.specifier}")
    if wrong:
        return CheckResult("Packages", "problem", ", ".join(wrong), install)
    return CheckResult("Packages", "ok", "all there")


def documents(settings: Settings) -> CheckResult:
    """Count the files of the documents folder, and name those that cannot be indexed."""
    folder = setup_checks.check_documents(settings)
    if not folder.kinds:
        mend = "Put documents there, or name another folder with --corpus or FOOTNOTE_CORPUS."
        return CheckResult("Documents", "problem", f"{folder.path} holds none", mend)
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(folder.kinds.items()))
    finding = f"{sum(folder.kinds.values())} in {folder.path} ({kinds})"
    if folder.unreadable:
        some = ", ".join(folder.unreadable[:5])
        mend = "Give whoever runs Footnote the right to read them."
        return CheckResult(
            "Documents", "problem", f"{finding}; {len(folder.unreadable)} unreadable: {some}", mend
        )
    counts = dict(folder.skipped.counts)
    counts.pop("a kind that is not supported", None)  # told by suffix below
    if passed_over := skipped_summary(replace(folder.skipped, counts=counts)):
        finding = f"{finding}; passed over: {passed_over}"
    if folder.unsupported:
        others = ", ".join(f"{count} {kind}" for kind, count in sorted(folder.unsupported.items()))
        finding = f"{finding}; of other kinds: {others}"
    mend = " ".join(_advice_on_skipped(folder))
    return CheckResult("Documents", "note" if mend else "ok", finding, mend or None)


def _advice_on_skipped(folder: setup_checks.DocumentsFolder) -> Iterator[str]:
    """Yield what to do about files that an admin may have meant to have indexed."""
    if folder.unsupported:
        yield "Files of other kinds are left out. Convert them if they should be found."
    if "a link that leads outside" in folder.skipped.counts:
        yield "Copy what links outside the folder lead to if it should be found."


def data_folder(data: Path) -> CheckResult:
    """Check whether the index can be written, and has room."""
    there = next(
        folder for folder in (data.absolute(), *data.absolute().parents) if folder.exists()
    )
    try:
        with tempfile.TemporaryFile(dir=there):
            free = shutil.disk_usage(there).free
    except OSError as error:
        mend = "Give it permission or room, or name another with --data or FOOTNOTE_DATA."
        return CheckResult(
            "Data folder", "problem", f"{data} cannot be written ({error.strerror})", mend
        )
    finding = f"{data} is writable, {free / 1e9:.1f} GB free"
    if free < ROOM:
        return CheckResult("Data folder", "problem", finding, "Free some room on this disk.")
    return CheckResult("Data folder", "ok", finding)


def index(settings: Settings) -> CheckResult:
    """Read all of the index; say what is indexed, and whether the folder has changed since."""
    make = "Run `footnote index`."
    try:
        with Library.open(settings, purpose="footnote doctor", read_only=True) as library:
            damage = library.damage()
            if damage:
                finding = f"it is damaged: {', '.join(damage)}"
                return CheckResult("Index", "problem", finding, "Run `footnote index --rebuild`.")
            status = library.status()
    except NoIndexError:
        return CheckResult("Index", "note", "nothing is indexed yet", make)
    finding = f"generation {status.generation}, {status.documents:,} indexed"
    if status.pending is not None and status.pending.changes:
        return CheckResult("Index", "note", f"{finding}; the folder has changed since", make)
    return CheckResult("Index", "ok", finding)


def embedding_model(settings: Settings) -> CheckResult:
    """Check whether the embedding model loads and embeds."""
    dimensions = setup_checks.check_embedding_model(settings)
    return CheckResult(
        "Embedding model", "ok", f"{settings.embedding_model}, {dimensions} dimensions"
    )


def chat_model(settings: Settings) -> CheckResult:
    """Check whether the chat model answers."""
    if settings.chat is None:
        mend = (
            "Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own, to have them written."
        )
        return CheckResult(
            "Chat model", "note", "none: answers are quoted from the documents", mend
        )
    setup_checks.check_chat_model(settings)
    return CheckResult("Chat model", "ok", f"{settings.chat} answers")


def vector_store(settings: Settings) -> CheckResult:
    """Check whether the Chroma server answers, or the embedded store has all vectors."""
    return CheckResult("Vector store", "ok", setup_checks.check_vector_store(settings))


def discord(bot: BotSettings) -> CheckResult:
    """Check the Discord token and its application, and give the link that invites the bot."""
    where = "Copy it from the Bot page of your application into DISCORD_TOKEN."
    if bot.discord_token is None:
        return CheckResult("Discord", "note", "no token; only `footnote run` needs one", where)
    token = bot.discord_token.get_secret_value()
    application = application_id(token)
    if application is None:
        return CheckResult(
            "Discord", "problem", "DISCORD_TOKEN does not look like a bot's token", where
        )
    invitation = f"Invite the bot: {invite(application)}"
    try:
        found = list(advices(fetch_application(token), bot))
    except RejectedTokenError as error:
        return CheckResult("Discord", "problem", f"{error}", where)
    except SilentDiscordError as error:
        finding = f"the token looks right; {error}; {_servers(bot)}"
        return CheckResult("Discord", "note", finding, invitation)
    state: State = "note" if found else "ok"
    if any(advice.needed for advice in found):
        state = "problem"
    mend = " ".join([*(advice.sentence for advice in found), invitation])
    return CheckResult("Discord", state, f"the token is right; {_servers(bot)}", mend)


def _servers(bot: BotSettings) -> str:
    if not bot.named_servers:
        return "FOOTNOTE_SERVERS names none, so the first server that it is in is served"
    return f"served: {', '.join(map(str, sorted(bot.named_servers)))} (FOOTNOTE_SERVERS)"


def application_id(token: str) -> int | None:
    """Read the application from a bot's token, whose first part is its number in base64."""
    match = re.fullmatch(r"([\w-]{20,40})\.[\w-]{5,10}\.[\w-]{25,}", token, re.ASCII)
    if match is None:
        return None
    try:
        number = base64.urlsafe_b64decode(match[1] + "=" * (-len(match[1]) % 4))
    except binascii.Error:
        return None
    return int(number) if re.fullmatch(rb"\d{17,20}", number) else None


def invite(application: int) -> str:
    """Return the address at which an admin invites the bot, with the permissions it needs."""
    from ...client import PERMISSIONS

    address = f"https://discord.com/oauth2/authorize?client_id={application}"
    return f"{address}&scope={SCOPES}&permissions={PERMISSIONS.value}"
