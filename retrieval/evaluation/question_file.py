"""The questions of a set and what answers them, as a file of JSON lines holds them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import SettingsError
from ..types import Span

_GOLD = (
    'a "gold" that is a list of objects with "source" and "text", or with "start" and "end", where end '
    "is greater than start"
)


@dataclass(frozen=True, slots=True)
class Gold:
    """Text that answers a question, in the document at `path`: its place, its words, or both.

    Where it has words a citation is compared with these, else with the place.
    """

    path: str
    span: Span | None
    text: str | None = None

    def touches(self, path: str, start: int, end: int) -> bool:
        """Return whether a span shares at least one character with its place."""
        return self.span is not None and self.path == path and self.span.overlaps(Span(start, end))


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """A question of a set. It has no gold where the documents do not answer it.

    `kind` is the sort of question that it is. An answer is right only if what is shown holds each of
    `must`, and its text none of `must_not`.
    """

    id: str
    question: str
    gold: tuple[Gold, ...]
    kind: str | None = None
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()

    @property
    def located(self) -> bool:
        """Whether it has gold, all of it with its place in the documents."""
        return bool(self.gold) and all(gold.span is not None for gold in self.gold)


def load_questions(path: Path) -> list[EvaluationQuestion]:
    """Read a file of questions: JSON lines with `id`, `question`, `gold`, and maybe more.

    Raises:
        SettingsError: the file cannot be read, is empty, or a line of it is no question.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SettingsError(f"The questions in {path} cannot be read: {reason}.") from error
    questions = [
        _question(line, f"Line {number} of {path}")
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]
    if not questions:
        raise SettingsError(f"{path} holds no questions. Give it one JSON object a line.")
    return questions


def _question(line: str, where: str) -> EvaluationQuestion:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise SettingsError(f"{where} is not JSON ({error}).") from error
    if not isinstance(row, Mapping) or not isinstance(row.get("question"), str):
        raise SettingsError(f'{where} needs a "question" that is text.')
    kind = row.get("kind")
    if not isinstance(kind, str | None):
        raise SettingsError(f'{where} needs a "kind" that is text, or none.')
    try:
        golds = () if row.get("answerable") is False else row.get("gold") or ()
        gold = tuple(_gold(each, by_place=kind is None) for each in golds)
    except (KeyError, TypeError, ValueError) as error:
        raise SettingsError(f"{where} needs {_GOLD}.") from error
    must, must_not = (_texts(row, name, where) for name in ("must", "must_not"))
    return EvaluationQuestion(str(row.get("id", "")), row["question"], gold, kind, must, must_not)


def _gold(row: Mapping[str, object], *, by_place: bool) -> Gold:
    """Read one gold. Its words are not compared where its place is enough, as in a set without kinds."""
    path, text, start, end = row["source"], row.get("text"), row.get("start"), row.get("end")
    if not (isinstance(path, str) and isinstance(text, str | None)):
        raise TypeError
    if start is None and end is None and text and text.strip():
        return Gold(path, None, text)
    if not (isinstance(start, int) and isinstance(end, int)):
        raise TypeError
    if not 0 <= start < end:
        raise ValueError
    return Gold(path, Span(start, end), None if by_place else text)


def _texts(row: Mapping[str, object], name: str, where: str) -> tuple[str, ...]:
    """Return the texts under a name; there may be none."""
    texts = row.get(name) or []
    if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
        raise SettingsError(f'{where} needs a "{name}" that is a list of texts.')
    return tuple(texts)
