"""The settings that `footnote init` writes: from its options, and where these say nothing by asking."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from retrieval import CorpusError, SettingsError, setup_checks

from ..checks.doctor import application_id
from . import first_questions as questions

if TYPE_CHECKING:
    from ..settings.setting_places import SettingPlaces

FROM_INPUT = "-"
"""As the value of an option: the next line of standard input, which no list of processes shows."""

NO_FOLDER = "Name the folder of your documents with --corpus."
OTHER_SHAPE = (
    "That does not look like a bot's token. On the page Bot press Reset Token, and copy all of it."
)


def gather(arguments: Namespace, places: SettingPlaces) -> dict[str, str]:
    """Return the variables to write; in a terminal, ask for what no option names.

    Raises:
        SettingsError: an option does not fit, or one is needed and there is no terminal.
        Cancelled: the person stopped it.
    """
    asking = sys.stdin.isatty() and not arguments.yes
    values = {"FOOTNOTE_CORPUS": _corpus(arguments, places, asking=asking)}
    if "data" in arguments:
        values["FOOTNOTE_DATA"] = str(arguments.data)
    token = _token(arguments, places, asking=asking)
    if token:
        values["DISCORD_TOKEN"] = token
    return values | _model(arguments, places, asking=asking)


def _corpus(arguments: Namespace, places: SettingPlaces, *, asking: bool) -> str:
    if "corpus" in arguments:
        check_folder(str(arguments.corpus))
        return str(arguments.corpus)
    known = places.value("FOOTNOTE_CORPUS")
    if not asking:
        if known is None:
            raise SettingsError(NO_FOLDER)
        return known
    answer = questions.ask(questions.FOLDER, default=known, check=check_folder)
    return str(questions.expanded(answer))


def check_folder(folder: str) -> None:
    """Make sure that a folder holds documents.

    Raises:
        CorpusError: it does not, or there is none.
    """
    found = setup_checks.check_folder(questions.expanded(folder))
    if not found.kinds:
        raise CorpusError(f"{found.path} holds no documents that can be read. Name another folder.")


def _token(arguments: Namespace, places: SettingPlaces, *, asking: bool) -> str:
    if arguments.token is not None:
        token = _given(arguments.token)
        check_token(token)
        return token
    if not asking or places.value("DISCORD_TOKEN") is not None:
        return ""
    return questions.ask(questions.BOT_LOGIN, default="", hidden=True, check=check_token)


def check_token(token: str) -> None:
    """Make sure that something is empty or has the shape of a bot's token.

    Raises:
        SettingsError: it has another shape.
    """
    if token and application_id(token) is None:
        raise SettingsError(OTHER_SHAPE)


def _model(arguments: Namespace, places: SettingPlaces, *, asking: bool) -> dict[str, str]:
    """Return the variables that name the model; none where it stays as it is."""
    key = _given(arguments.openai_key) if arguments.openai_key is not None else ""
    named = {
        "FOOTNOTE_CHAT_MODEL": arguments.model or "",
        "OPENAI_API_KEY": key,
        "OPENAI_BASE_URL": arguments.base_url or "",
    }
    given = {name: value for name, value in named.items() if value}
    if arguments.base_url:
        check_address(arguments.base_url)
    if given or not asking or any(places.value(name) is not None for name in named):
        return given
    return _asked_model()


def _asked_model() -> dict[str, str]:
    match questions.ask(questions.MODEL, default="1", choices=["1", "2", "3"]):
        case "2":
            return {"OPENAI_API_KEY": questions.ask(questions.OPENAI_KEY, hidden=True)}
        case "3":
            asked = {
                "OPENAI_BASE_URL": questions.ask(questions.BASE_URL, check=check_address),
                "FOOTNOTE_CHAT_MODEL": questions.ask(questions.SERVER_MODEL),
                "OPENAI_API_KEY": questions.ask(questions.SERVER_KEY, default="", hidden=True),
            }
            return {name: value for name, value in asked.items() if value}
        case _:
            return {"FOOTNOTE_CHAT_MODEL": "none"}


def check_address(address: str) -> None:
    """Make sure that a server's address begins as one.

    Raises:
        SettingsError: it does not.
    """
    if not address.startswith(("http://", "https://")):
        raise SettingsError("An address begins with http:// or https://.")


def _given(value: str) -> str:
    """Return an option's value, or the next line of standard input in its place."""
    return sys.stdin.readline().strip() if value == FROM_INPUT else value
