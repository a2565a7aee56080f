"""A library whose chat model says what a benchmark tells it to, over real HTTP on this machine."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from retrieval import Answer, Library, Settings
from retrieval.answers.generative.reply_parser import sanitize
from retrieval.types import Citation, Statement
from tests.model_stub import ModelStub, reply_of

Outcome = Literal["shown", "replaced", "quoted", "dropped", "not asked"]
"""What became of the model's statement: shown in its own words; another text, the source's own, in its
place; dropped, and the answer made by quoting instead; dropped, and nothing shown; or the model was not
asked at all, because the search found nothing relevant."""

OUTCOMES: tuple[Outcome, ...] = ("shown", "replaced", "quoted", "dropped", "not asked")


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement that the model makes, with the words that it gives as its quotes."""

    text: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the library made of the drafts, whether the model was asked, and what was logged."""

    answer: Answer
    asked: bool
    objections: tuple[str, ...]

    def outcome(self, text: str) -> Outcome:
        """Return what became of the model's only statement."""
        if not self.asked:
            return "not asked"
        if self.shows(text):
            return "shown"
        if not self.answer.statements:
            return "dropped"
        return "quoted" if self.answer.quoting else "replaced"

    def shows(self, text: str) -> bool:
        """Return whether any statement is, or holds, the model's text, or is a text of nobody else.

        A whole sentence of the source that happens to hold it is no such statement.
        """
        return any(self._is_the_models(each, text) for each in self.answer.statements)

    def _is_the_models(self, statement: Statement, text: str) -> bool:
        if self.answer.quoting:
            return False
        said, wanted = comparable(statement.text), comparable(text)
        if said == wanted:
            return True
        if getattr(statement, "quoted", False):
            return False
        cited = self.cited(statement)
        return wanted in said or not any(said in comparable(each.quote) for each in cited)

    def cited(self, statement: Statement) -> list[Citation]:
        """Return the citations of a statement."""
        return [each for each in self.answer.citations if each.number in statement.citations]


class ScriptedLibrary:
    """A library, and the server that its model's replies come from. Open it with `scripted_library`."""

    def __init__(self, library: Library, stub: ModelStub, log: _Log) -> None:
        self.library = library
        self._stub = stub
        self._log = log

    def ask(self, question: str, *drafts: Draft) -> Reply:
        """Ask, have the model reply with these drafts, and return what is made of them."""
        for past in (self._stub.script, self._stub.requests, self._stub.headers):
            past.clear()
        self._log.lines.clear()
        self._stub.will(
            reply_of(*((draft.text, [(1, words) for words in draft.quotes]) for draft in drafts))
        )
        answer = self.library.ask(question)
        return Reply(answer, bool(self._stub.requests), tuple(self._log.lines))


@contextmanager
def scripted_library(corpus: Path) -> Iterator[ScriptedLibrary]:
    """Index a folder into a temporary one, whatever the environment says, and serve it."""
    log = _Log()
    with (
        TemporaryDirectory(prefix="footnote-benchmark-") as data,
        ModelStub().running() as stub,
        log.kept(),
        Library.open(_settings(corpus, Path(data), stub.url), purpose="a benchmark") as library,
    ):
        library.reindex()
        yield ScriptedLibrary(library, stub, log)


def comparable(text: str) -> str:
    """Return a statement as it is compared with what was shown: without case and outer punctuation."""
    return sanitize(text).casefold().strip(" .,;:!?\"'“”„‘’»«")


def print_table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table, its first column to the left and all others to the right."""
    lines = [[str(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        first, *others = (
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        print("  ".join([first, *others]))


def percent(part: int, whole: int) -> str:
    """Return a share as a reader expects it."""
    return f"{100 * part / whole:.1f} %" if whole else "-"


def _settings(corpus: Path, data: Path, url: str) -> Settings:
    return Settings(
        _env_file=None,
        corpus=corpus,
        data=data,
        chat_model="openai:stub",
        openai_api_key="none-needed",
        openai_base_url=url,
        embedding_model="local:wordllama",
        chroma_url=None,
    )


class _Log(logging.Handler):
    """Keeps what the answerers log."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(record.getMessage())

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Listen, and leave the logger as it was."""
        logger = logging.getLogger("retrieval.answers")
        before = logger.level, logger.propagate
        logger.setLevel(logging.INFO)
        logger.propagate = False
        logger.addHandler(self)
        try:
            yield
        finally:
            logger.removeHandler(self)
            logger.level, logger.propagate = before
