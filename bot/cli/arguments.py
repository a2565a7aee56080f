"""What can be said on the command line, and what its help says. It does nothing by itself."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from . import exit_codes

STATUSES = """\
exit status:
  0  done; a refusal is done too
  1  it failed, or a line of --input or a check of the doctor did
  2  the command line or the settings are wrong
  3  the index is in use by another process
"""

INPUT = """\
FILE holds one JSON object a line, such as {"id": 1, "question": "…"}; - is standard input. For each
comes one line of JSON, in order, as soon as it is done. A line that cannot be served gives
{"id": …, "error": "…"}, the others go on, and the exit status is 1 at the end.

"""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence with a way on."""

    def error(self, message: str) -> NoReturn:
        """End the program with the status for a wrong command line."""
        hint = " Put -- before words that begin with a dash." if "unrecognized" in message else ""
        self.exit(
            exit_codes.WRONG_INPUT, f"{self.prog}: {message}.{hint} See {self.prog} --help.\n"
        )


def parser() -> Parser:
    """Make the parser. What it reads has `command`, and `corpus`, `data` and `debug` only if given."""
    everywhere = _everywhere()
    made = Parser(
        prog="footnote",
        description="Answers from your documents, each statement with the words that prove it.",
        epilog=STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[everywhere],
        allow_abbrev=False,
    )
    commands = made.add_subparsers(
        title="commands", dest="command", metavar="COMMAND", required=True
    )

    def command(name: str, told: str, more: str = "") -> Parser:
        return commands.add_parser(
            name,
            help=told,
            description=f"{told[0].upper()}{told[1:]}.",
            epilog=more + STATUSES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[everywhere],
            allow_abbrev=False,
        )

    index = command("index", "make the index match the documents folder")
    index.add_argument(
        "--dry-run", action="store_true", help="say what would change, change nothing"
    )
    index.add_argument(
        "--force", action="store_true", help="go on although most documents would go"
    )

    watch = command("watch", "index, and again whenever the documents change, until Ctrl-C")

    ask = command("ask", "answer a question, or a file of them", INPUT)
    _add_asked(ask, "QUESTION", "the question")

    search = command("search", "list the passages that retrieval finds, best first", INPUT)
    _add_asked(search, "QUERY", "what to look for")
    search.add_argument("--limit", metavar="N", type=_count, default=20, help="how many (20)")

    score = command("eval", "score retrieval and answers on a file of questions")
    score.add_argument("file", metavar="FILE", type=Path, help="questions, one JSON object a line")
    told = "characters of passages to score (4000)"
    score.add_argument("--budget", metavar="CHARS", type=_count, default=4000, help=told)

    status = command("status", "say what is indexed, and whether the folder has changed since")
    rollback = command("rollback", "make the generation before the live one live again")
    doctor = command("doctor", "check the set-up, and say how to mend what is wrong")
    for each in (index, watch, ask, search, score, status, rollback, doctor):
        each.add_argument("--json", action="store_true", help="print JSON")

    command("run", "start the Discord bot")
    return made


def _everywhere() -> Parser:
    """The options that may stand before or after the command.

    Both parsers read them into one namespace, so neither may put a default over the other's value.
    """
    options = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument("--corpus", metavar="DIR", type=_folder, help="the documents folder")
    options.add_argument("--data", metavar="DIR", type=_folder, help="where the index is kept")
    told = "log to standard error, and keep the details of an unforeseen error in a file"
    options.add_argument("--debug", action="store_true", help=told)
    return options


def _add_asked(command: Parser, name: str, told: str) -> None:
    asked = command.add_mutually_exclusive_group(required=True)
    asked.add_argument("text", metavar=name, nargs="?", help=told)
    asked.add_argument("--input", metavar="FILE", help="a file of questions")


def _folder(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("it needs the name of a folder")
    # A shell leaves the tilde in --corpus=~/papers as it is.
    return Path(text).expanduser()


def _count(text: str) -> int:
    number = int(text) if text.isdecimal() and len(text) < 10 else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1")
    return number
