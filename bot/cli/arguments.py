"""The arguments of the command line, and what its help says. It only parses."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

from retrieval import DEFAULT_BUDGET, DEFAULT_LIMIT

from . import exit_codes

STATUSES = """\
exit status:
  0  done; a refusal is done too
  1  it failed, or a line of --input or a check of the doctor did
  2  the command line or the settings are wrong
  3  the index is in use by another process
130  it was interrupted with Ctrl-C
"""

INPUT = """\
FILE holds one JSON object a line, such as {"id": 1, "question": "…"}; - is standard input. For each
comes one line of JSON, in order, as soon as it is done. A line that cannot be served gives
{"id": …, "error": "…"}, the others go on, and the exit status is 1 at the end.

"""


SECRETS = """\
What no option names is asked for in a terminal. The value - of --token or --openai-key is read from
standard input, a line for each, so that no list of processes shows it. What .env holds besides stays.
"""


BACKUP = """\
A backup holds the index, what the bot remembers, and the files removed with /documents. It holds neither
the documents folder nor .env, which has your keys.
"""

SAMPLE, DATA = "(FOOTNOTE_CORPUS; else docs/handbook)", "(FOOTNOTE_DATA; else data)"


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence with a way on."""

    def error(self, message: str) -> NoReturn:
        """End the program with the status for a wrong command line."""
        hint = " Put -- before words that begin with a dash." if "unrecognized" in message else ""
        self.exit(
            exit_codes.WRONG_INPUT, f"{self.prog}: {message}.{hint} See {self.prog} --help.\n"
        )


class ShowVersion(argparse.Action):
    """Prints the version, which takes time to find out, only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print it and end the program."""
        from importlib.metadata import version

        sys.stdout.write(f"{parser.prog} {version(parser.prog)}\n")
        parser.exit()


def parser() -> Parser:
    """Make the parser. What it reads has `command`, and `corpus`, `data` and `debug` only if given."""
    shared = _shared_options()
    made = Parser(
        prog="footnote",
        description="Answers from your documents, each statement with the words that prove it.",
        epilog=STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[shared],
        allow_abbrev=False,
    )
    made.add_argument("--version", action=ShowVersion, nargs=0, help="print the version")
    commands = made.add_subparsers(
        title="commands", dest="command", metavar="COMMAND", required=True
    )

    def add(name: str, does: str, details: str = "") -> Parser:
        return commands.add_parser(
            name,
            help=does,
            description=f"{does[0].upper()}{does[1:]}.",
            epilog=details,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[shared],
            allow_abbrev=False,
        )

    _add_init(add)
    for command in _add_commands(add):
        command.add_argument("--json", action="store_true", help="print JSON")
    add("run", "start the Discord bot")
    return made


def _add_init(add: Callable[..., Parser]) -> None:
    """Add the command that asks for the settings, each of which is an option as well."""
    init = add("init", "ask for folder, token and model, write .env, and index", SECRETS)
    login = "the token of the Discord bot (none; only the bot needs one)"
    init.add_argument("--token", metavar="TOKEN", help=login)
    model = "the model that writes the answers, or none (none: they are quoted)"
    init.add_argument("--model", metavar="NAME", help=model)
    key = "the key for OpenAI's API, or for the server of --base-url"
    init.add_argument("--openai-key", metavar="KEY", help=key)
    base_url = "the address of a server that speaks OpenAI's language (OpenAI's own)"
    init.add_argument("--base-url", metavar="URL", help=base_url)
    yes = "ask nothing: what no option names stays as it is"
    init.add_argument("--yes", action="store_true", help=yes)


def _add_commands(add: Callable[..., Parser]) -> Iterator[Parser]:
    """Add the commands that print a result, each with its own options."""
    index = add("index", "make the index match the documents folder")
    dry_run = "say what would change, change nothing"
    either = index.add_mutually_exclusive_group()
    either.add_argument("--dry-run", action="store_true", help=dry_run)
    rebuild = "make a damaged index anew; the old one goes when the new one is complete"
    either.add_argument("--rebuild", action="store_true", help=rebuild)
    force = "go on although most documents would go, or the index is of another folder"
    index.add_argument("--force", action="store_true", help=force)
    verify = "read every file, also where size and time are the same as before"
    index.add_argument("--verify", action="store_true", help=verify)
    verbose = "list what is passed over in the documents folder, each name with the reason"
    index.add_argument("--verbose", action="store_true", help=verbose)
    yield index
    yield add("watch", "index, and again whenever the documents change, until Ctrl-C")

    ask = add("ask", "answer a question, or a file of them", INPUT)
    _add_question(ask, "QUESTION", "the question")
    yield ask

    search = add("search", "list the passages that retrieval finds, best first", INPUT)
    _add_question(search, "QUERY", "what to look for")
    how_many = f"how many ({DEFAULT_LIMIT})"
    search.add_argument("--limit", metavar="N", type=_count, default=DEFAULT_LIMIT, help=how_many)
    yield search

    score = add("eval", "score retrieval and answers on a file of questions")
    score.add_argument("file", metavar="FILE", type=Path, help="questions, one JSON object a line")
    budget = f"characters of passages to score ({DEFAULT_BUDGET})"
    score.add_argument(
        "--budget", metavar="CHARS", type=_count, default=DEFAULT_BUDGET, help=budget
    )
    yield score

    yield add("status", "say what is indexed, and whether the folder has changed since")
    yield add("rollback", "make the generation before the live one live again")
    yield _add_gaps(add)

    backup = add("backup", "write the data folder into one file, also while the bot runs", BACKUP)
    backup.add_argument("file", metavar="FILE", help="where to write it; - is standard output")
    overwrite = "take the place of a file of that name"
    backup.add_argument("--force", action="store_true", help=overwrite)
    yield backup

    restore = add(
        "restore", "make an empty data folder of a backup, of an older version too", BACKUP
    )
    restore.add_argument("file", metavar="FILE", help="the backup; - is standard input")
    yield restore

    yield add("settings", "print the settings as they hold, and where each comes from")
    yield add("doctor", "check the set-up, and say how to mend what is wrong")


def _add_gaps(add: Callable[..., Parser]) -> Parser:
    """Add the command that lists what was asked and not answered."""
    gaps = add("gaps", "list what was asked in Discord and not answered")
    done = "mark one as done, by its place in the list or its id"
    gaps.add_argument("--done", metavar="NUMBER|ID", help=done)
    gaps.add_argument("--all", action="store_true", help="list those that are done as well")
    check = "ask again by quoting which are answered now"
    gaps.add_argument("--check", action="store_true", help=check)
    table = "write a table for a spreadsheet; - is standard output"
    gaps.add_argument("--csv", metavar="FILE", help=table)
    return gaps


def _shared_options() -> Parser:
    """Make the options that may stand before or after the command.

    Both parsers read them into one namespace, so neither may put a default over the other's value.
    """
    options = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument(
        "--corpus", metavar="DIR", type=_folder, help=f"the documents folder {SAMPLE}"
    )
    options.add_argument(
        "--data", metavar="DIR", type=_folder, help=f"where the index is kept {DATA}"
    )
    debug = "log to standard error, and keep the details of an unexpected error in a file"
    options.add_argument("--debug", action="store_true", help=debug)
    return options


def _add_question(command: Parser, name: str, explained: str) -> None:
    question = command.add_mutually_exclusive_group(required=True)
    question.add_argument("text", metavar=name, nargs="?", help=explained)
    question.add_argument("--input", metavar="FILE", help="a file of questions")


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
