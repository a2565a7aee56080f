"""`footnote init`: asks for what is needed, writes `.env`, indexes, and says how to go on."""

from __future__ import annotations

from argparse import Namespace
from contextlib import contextmanager
from typing import TYPE_CHECKING

from retrieval import FootnoteError, setup_checks

from .. import exit_codes
from ..interruption import reindex
from ..output import hints, streams, terminal
from ..session import checked_settings, open_library
from ..settings.setting_places import ENV_FILE, read_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval import IndexReport, Settings

    from ...bot_settings import BotSettings
    from ..settings.setting_places import SettingPlaces

TRY = 'Try it: `footnote ask "…"`'


def init(arguments: Namespace) -> int:
    """Take the settings from the options, and in a terminal by asking; write them, and index."""
    from ..first_run.first_answers import gather

    places = read_places()
    values = gather(arguments, places)
    with _written(values):
        settings, bot = checked_settings(arguments).whole()
    streams.print_message(f"Written to {ENV_FILE}: {', '.join(values)}.")
    _tell_what_wins(values, places)
    report = _index(arguments)
    streams.print_renderable(terminal.report(report))
    for line in _next_steps(settings, bot):
        streams.print_message(hints.repeat_options(line, Namespace()))
    return exit_codes.DONE


@contextmanager
def _written(values: dict[str, str]) -> Iterator[None]:
    """Set the variables in `.env`; whatever is raised with these, it is as it was before.

    Where there is none it is made of the example, so that all settings stand in it.
    """
    from ...env_example import render
    from ..first_run.env_file import changed_text, write_private

    before = ENV_FILE.read_text(encoding="utf-8") if ENV_FILE.exists() else None
    write_private(ENV_FILE, changed_text(render() if before is None else before, values))
    try:
        yield
    except BaseException:
        if before is None:
            ENV_FILE.unlink()
        else:
            write_private(ENV_FILE, before)
        raise


def _tell_what_wins(values: dict[str, str], places: SettingPlaces) -> None:
    """Say which variables of the environment keep what was written from having an effect."""
    for name, value in values.items():
        if places.environment.get(name, value) != value:
            streams.print_message(f"{name} in the environment wins over the line in {ENV_FILE}.")


def _index(arguments: Namespace) -> IndexReport:
    with open_library(arguments) as library:
        return reindex(library)


def _next_steps(settings: Settings, bot: BotSettings) -> Iterator[str]:
    """Yield what to do next, and before it what is not as it should be."""
    from ..checks.doctor import discord

    if settings.chat is not None:
        yield _model_state(settings)
    yield TRY
    if bot.discord_token is None:
        yield (
            "For the bot, make an application at https://discord.com/developers/applications and run "
            "`footnote init` again with its token."
        )
        return
    check = discord(bot)
    yield f"Discord: {check.finding}"
    yield f"{check.mend}"
    if check.state != "problem":
        yield "Then start the bot with `footnote run`, and type /ask in a channel of your server."


def _model_state(settings: Settings) -> str:
    try:
        setup_checks.check_chat_model(settings)
    except FootnoteError as error:
        return f"The chat model does not answer yet: {error} Answers are quoted until it does."
    return f"The chat model {settings.chat} answers."
