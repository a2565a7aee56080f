"""Stand-ins for the edges, by hand: queues of what they will say, lists of what they were told."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event
from typing import Any

from retrieval import (
    Answer,
    Cancelled,
    Citation,
    DocumentList,
    Excerpt,
    IndexReport,
    IndexSize,
    Library,
    Location,
    NoIndexError,
    Passage,
    Progress,
    QuestionError,
    Source,
    Statement,
    Status,
    Turn,
)

Step = Answer | BaseException | Event
PATIENCE = 5.0
INDEXED_AT = datetime(2026, 1, 1, tzinfo=UTC)


def _take_source(fields: dict[str, Any]) -> Source:
    """Make a handbook's source of those of the fields that tell about it, which are taken out."""
    told = {name: fields.pop(name) for name in Source.__slots__ if name in fields}
    return Source(**({"path": "handbook.md", "digest": "d1"} | told))


def citation(
    number: int = 1, quote: str = "The library closes at 8 pm.", **fields: Any
) -> Citation:
    """A citation of a handbook, with whatever fields matter to a test."""
    values: dict[str, Any] = {
        "source": _take_source(fields),
        "start": 100,
        "end": 100 + len(quote),
        "location": Location(line=12, heading="Opening hours"),
    }
    return Citation(number=number, quote=quote, **(values | fields))


def passage(text: str = "The reading room opens at 9 am.", **fields: Any) -> Passage:
    """A passage of a handbook, with whatever fields matter to a test."""
    values: dict[str, Any] = {
        "source": _take_source(fields),
        "start": 10,
        "end": 10 + len(text),
        "score": 0.2,
        "location": Location(line=3),
    }
    return Passage(text=text, **(values | fields))


def answer(*statements: str, question: str = "When does it close?", **fields: Any) -> Answer:
    """An answer in which each statement rests on a citation of its own words."""
    values: dict[str, Any] = {
        "mode": "extractive",
        "statements": tuple(Statement(text, (n,)) for n, text in enumerate(statements, start=1)),
        "citations": tuple(citation(n, text) for n, text in enumerate(statements, start=1)),
    }
    return Answer(question=question, **(values | fields))


def refusal(*closest: Passage, question: str = "Who was the first king?", **fields: Any) -> Answer:
    """An answer without statements."""
    return Answer(question=question, mode="extractive", closest=closest, **fields)


def report(**fields: Any) -> IndexReport:
    """What a re-index did, with whatever fields matter to a test."""
    values: dict[str, Any] = {
        "added": (),
        "changed": (),
        "removed": (),
        "unchanged": 3,
        "failed": (),
        "documents": 3,
        "chunks": 12,
        "generation": 2,
        "dry_run": False,
        "seconds": 0.4,
    }
    return IndexReport(**(values | fields))


class FakeLibrary(Library):
    """A library that says what it was told to say, and counts what it was asked.

    `answers` holds one entry for each question to come: an answer, an error, or a list of steps, in
    which an event is waited for. Without an entry it gives the same answer again and again.
    """

    def __init__(self) -> None:
        self.answers: deque[Step | Sequence[Step]] = deque()
        self.asked: list[str] = []
        self.histories: list[tuple[Turn, ...]] = []
        self.streaming = 0
        self.most_streaming = 0
        self.excerpts: dict[tuple[str, int, int, int], Excerpt] = {}
        self.excerpted: list[tuple[str, str, int, int, int]] = []
        self.plans: deque[IndexReport | BaseException] = deque()
        self.reindexes: deque[Sequence[Progress | Event | BaseException | IndexReport]] = deque()
        self.forced: list[bool] = []
        self.rollbacks: deque[IndexReport | BaseException] = deque()
        self.current: Status | None = None

    @property
    def has_index(self) -> bool:
        """Whether there is a status to tell of."""
        return self.current is not None

    @property
    def live_generation(self) -> int | None:
        """That of the status, if there is one."""
        return self.current.generation if self.current is not None else None

    def documents(self) -> DocumentList:
        """None at all."""
        return DocumentList((), ())

    def close(self) -> None:
        """Nothing to close."""

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """Say what comes next, unless the question is empty or longer than 2,000 characters."""
        if not question.strip():
            raise QuestionError("The question is empty. Ask it in a sentence or a few words.")
        if len(question) > 2000:
            raise QuestionError("The question is too long. Ask it in fewer words.")
        return self._answers_to_come(question.strip(), history)

    def _answers_to_come(self, question: str, history: Sequence[Turn]) -> Iterator[Answer]:
        self.asked.append(question)
        self.histories.append(tuple(history))
        script = self.answers.popleft() if self.answers else answer("The library closes at 8 pm.")
        self.streaming += 1
        self.most_streaming = max(self.most_streaming, self.streaming)
        try:
            for step in script if isinstance(script, Sequence) else [script]:
                if isinstance(step, BaseException):
                    raise step
                if isinstance(step, Event):
                    step.wait(PATIENCE)
                else:
                    yield replace(step, question=question)
        finally:
            self.streaming -= 1

    def excerpt(self, path: str, digest: str, start: int, end: int, *, shift: int = 0) -> Excerpt:
        """The excerpt that was laid ready for this place, or that the document is gone."""
        self.excerpted.append((path, digest, start, end, shift))
        gone = Excerpt(Source(path, digest), "gone")
        return self.excerpts.get((path, start, end, shift), gone)

    def plan(self, *, verify: bool = False) -> IndexReport:
        """The next plan."""
        plan = self.plans.popleft() if self.plans else report(dry_run=True)
        if isinstance(plan, BaseException):
            raise plan
        return plan

    def reindex(
        self,
        *,
        force: bool = False,
        verify: bool = False,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> IndexReport:
        """Go through the steps of the next re-index."""
        self.forced.append(force)
        for step in self.reindexes.popleft() if self.reindexes else [report()]:
            if cancelled is not None and cancelled():
                raise Cancelled("The re-index was stopped; the old index is live.")
            if isinstance(step, BaseException):
                raise step
            if isinstance(step, Event):
                step.wait(PATIENCE)
            elif isinstance(step, Progress):
                if progress is not None:
                    progress(step)
            else:
                return step
        if cancelled is not None and cancelled():
            raise Cancelled("The re-index was stopped; the old index is live.")
        return report()

    def rollback(self) -> IndexReport:
        """The next rollback."""
        done = self.rollbacks.popleft() if self.rollbacks else NoIndexError("There is none before.")
        if isinstance(done, BaseException):
            raise done
        return done

    def index_size(self) -> IndexSize | None:
        """That of the status that was set."""
        if self.current is None:
            return None
        now = self.current
        return IndexSize(now.generation, now.documents, now.chunks, now.bytes_on_disk)

    def status(self) -> Status:
        """The status that was set."""
        if self.current is None:
            raise NoIndexError("Nothing is indexed yet.")
        return self.current
