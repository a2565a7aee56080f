"""What is counted and measured for Prometheus, each bot's in a registry of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)

if TYPE_CHECKING:
    from retrieval import IndexSize

    from ..services.question_outcome import QuestionOutcome
    from ..services.reindexing import ReindexEnding
    from ..state.answer_queue import AnswerQueue

QUESTION_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
REINDEX_SECONDS = (0.5, 1, 5, 15, 60, 300, 900, 3600)
LAG_SECONDS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5)
"""Upper bounds of the histograms' buckets."""

NO_MODE = "none"
"""The mode of a question that was not answered."""


class Metrics:
    """The bot's measures. Nothing of a question is kept but numbers."""

    def __init__(self, queue: AnswerQueue) -> None:
        self.registry = registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=registry)
        self._questions = Counter(
            "footnote_questions",
            "Questions, by how they ended and how they were answered.",
            ("outcome", "mode"),
            registry=registry,
        )
        self._seconds = Histogram(
            "footnote_question_seconds",
            "Seconds of the questions that were answered: waiting, retrieval, answer, and in all.",
            ("stage",),
            buckets=QUESTION_SECONDS,
            registry=registry,
        )
        self._tokens = Counter(
            "footnote_tokens", "Tokens sent to the chat model and back, roughly.", registry=registry
        )
        self._reindexes = Counter(
            "footnote_reindexes", "Re-indexes, by how they ended.", ("outcome",), registry=registry
        )
        self._reindex_seconds = Histogram(
            "footnote_reindex_seconds",
            "Seconds of the re-indexes that were done.",
            buckets=REINDEX_SECONDS,
            registry=registry,
        )
        self._votes = Counter(
            "footnote_feedback",
            "Votes on answers, changed ones again.",
            ("vote",),
            registry=registry,
        )
        self._lag = Histogram(
            "footnote_event_loop_lag_seconds",
            "How late the event loop came to what was due.",
            buckets=LAG_SECONDS,
            registry=registry,
        )
        self._index = {
            name: Gauge(f"footnote_index_{name}", text, registry=registry)
            for name, text in (
                ("generation", "The live generation of the index; 0: there is none."),
                ("documents", "Documents in the index."),
                ("chunks", "Chunks in the index."),
                ("bytes_on_disk", "Bytes of the data folder."),
            )
        }
        self._gateway = Gauge(
            "footnote_gateway_connected", "1 while connected to Discord.", registry=registry
        )
        for name, text, count in (
            ("waiting", "Questions that wait for their turn.", lambda: queue.waiting),
            ("in_progress", "Questions that are being answered.", lambda: queue.in_progress),
        ):
            Gauge(f"footnote_questions_{name}", text, registry=registry).set_function(count)

    def count_question(self, outcome: QuestionOutcome) -> None:
        """Count a question, and how long it took where it was answered."""
        mode = outcome.mode or NO_MODE
        self._questions.labels(outcome.ending, mode).inc()
        self._tokens.inc(outcome.tokens)
        if outcome.mode is None:
            return
        for stage, seconds in (
            ("queue", outcome.queue),
            ("retrieval", outcome.retrieval),
            ("answer", outcome.answering),
            ("whole", outcome.whole),
        ):
            self._seconds.labels(stage).observe(seconds)

    def count_reindex(self, ending: ReindexEnding, seconds: float) -> None:
        """Count a re-index, and how long it took where it was done."""
        self._reindexes.labels(ending).inc()
        if ending == "done":
            self._reindex_seconds.observe(seconds)

    def count_vote(self, helpful: bool) -> None:
        """Count a vote on an answer."""
        self._votes.labels("helpful" if helpful else "unhelpful").inc()

    def observe_lag(self, seconds: float) -> None:
        """Take one measurement of the event loop."""
        self._lag.observe(seconds)

    def note_state(self, *, connected: bool, size: IndexSize | None) -> None:
        """Take down how things stand, just before they are asked for."""
        self._gateway.set(connected)
        for name, gauge in self._index.items():
            gauge.set(0 if size is None else getattr(size, name))
