"""What `footnote init` asks in a terminal, one question at a time, until the answer will do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path

from rich.prompt import Prompt
from rich.text import Text

from retrieval import Cancelled, FootnoteError

from ..output import streams, terminal

NOTHING_CHANGED = "Stopped. Nothing was changed."

FOLDER = "Which folder holds your documents?"
BOT_LOGIN = (
    "What is the token of your Discord bot? It stands on the page Bot of your application at "
    "https://discord.com/developers/applications. (Enter: none yet)"
)
MODEL = "What writes the answers: nothing, they are quoted (1), OpenAI (2), another server (3)?"
OPENAI_KEY = "What is your key for OpenAI's API?"
BASE_URL = "What is the server's address, such as http://localhost:11434/v1 for Ollama?"
SERVER_MODEL = "What is the name of the model there?"
SERVER_KEY = "What is your key for that server? (Enter: it needs none)"


def ask(
    question: str,
    *,
    default: str | None = None,
    choices: list[str] | None = None,
    hidden: bool = False,
    check: Callable[[str], object] = bool,
) -> str:
    """Ask until `check` raises no FootnoteError, whose sentence is told. Without a default, again.

    Raises:
        Cancelled: Ctrl-C or Ctrl-D was pressed.
    """
    while True:
        try:
            answer = getpass(f"{question} ") if hidden else _shown(question, default, choices)
        except (EOFError, KeyboardInterrupt):
            raise Cancelled(NOTHING_CHANGED) from None
        answer = answer.strip()
        if not answer and default is None:
            continue
        try:
            check(answer)
        except FootnoteError as error:
            streams.print_message(str(error))
            continue
        return answer


def _shown(question: str, default: str | None, choices: list[str] | None) -> str:
    """Ask for what may be seen while it is typed."""
    return Prompt.ask(
        Text(question),
        console=terminal.console(sys.stderr),
        choices=choices,
        default=default or "",
        show_default=bool(default),
    )


def expanded(folder: str) -> Path:
    """Return a folder as it was typed, or dragged into the terminal: quotes are taken away."""
    return Path(folder.strip("'\"")).expanduser()
