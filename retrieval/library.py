"""The library as a whole: combines the packages into ask, search, re-index, roll back and status.

Safe to use from several threads at once; every call blocks. It gives the order of the steps of a
question and of a re-index, and leaves the steps to the modules that it names.
"""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from .about.history import without_courtesies
from .about.responses import respond
from .about.topics import recognise
from .answers.model.token_usage import TokenUsage
from .answers.pipeline import AnswerPipeline, SearchedQuestion
from .arrays import Vectors
from .document_list import DocumentList, list_documents
from .documents.folder.scan import Scan, discover
from .documents.loaders import KINDS
from .documents.reading.reading_limits import Limits
from .edits.edited_scan import with_only
from .edits.folder_edits import FolderEdit, FolderEdits
from .errors import (
    CorpusError,
    FootnoteError,
    IndexInUseError,
    NoIndexError,
    NoPreviousGenerationError,
    SettingsError,
    StoreError,
)
from .excerpt import cut_excerpt
from .index.catalog import Catalog
from .index.documents_folder import documents_folder, remembered
from .index.embedder import Embedder, embed_locally, make_embedder
from .index.indexer import Indexer
from .index.lock import DataLock
from .index.mending_store import MendingStore
from .index.planner import IndexConfig
from .index.preparation import plan_reindex
from .index.report import pending_report, rollback_report
from .index.stored_vectors import StoredVectors
from .index.vector_store import VectorStore
from .index_status import MEANWHILE, folder_size, index_status, unheld_store_problem
from .questions.message_check import check_message, check_question
from .questions_first import QuestionsFirst
from .quote_following import follow_quotes
from .sample_index import is_outdated_sample, without_outdated_sample
from .search.lexicon import Lexicon
from .search.retriever import MAX_PASSAGES, Retriever
from .search.search_result import SearchResult
from .settings import Settings
from .types import (
    DEFAULT_LIMIT,
    Answer,
    Excerpt,
    FollowedQuote,
    IndexReport,
    IndexSize,
    Passage,
    Progress,
    QuotePlace,
    Source,
    Span,
    Status,
    Timings,
    Turn,
)

log = logging.getLogger(__name__)

WARM_UP_QUESTION = "What is asked frist, and when does it take longer?"
"""Asks for two things and has a slip, so that whatever reads questions is at work."""


REBUILT = "rebuilt"
"""The folder in the data folder in which an index is made anew."""


class Library:
    """A folder of documents, its index, and the models to answer with. Use it as a context manager."""

    def __init__(
        self,
        settings: Settings,
        catalog: Catalog,
        lock: DataLock | None,
        *,
        throttled: bool = False,
    ) -> None:
        self._settings = settings
        self._throttled = throttled
        self._questions_first = QuestionsFirst()
        self._catalog = catalog
        self._lock = lock
        self._writing_now = threading.Lock()
        self._creating = threading.RLock()
        self._warming_up = threading.Lock()
        self._closed = False
        self._embedders: dict[str, Embedder] = {}
        self._vector_store: MendingStore | None = None

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        purpose: str = "footnote",
        read_only: bool = False,
        hold: bool = False,
        take_over: bool = False,
    ) -> Self:
        """Open the library in the data folder, making it if need be.

        An embedded vector store can be opened by one process only, so the folder is held as long as
        the library is open; with a Chroma server it is held only while writing, unless `hold` asks
        for more. `purpose` is told to whoever finds it held. `read_only` holds nothing: it answers
        from the catalog's own vectors and never opens an embedded store. With `take_over` the index
        may be of another documents folder than the settings name; a re-index makes it one of that
        folder.

        Raises:
            SettingsError: the index is of another documents folder.
            IndexInUseError: another process holds it.
            IndexWriteError: the data folder cannot be written.
            NoIndexError: it is to be read only and there is no index.
        """
        if read_only:
            if not Catalog.exists(settings.data):
                raise NoIndexError(_nothing_indexed(settings))
            catalog = Catalog(settings.data, read_only=True)
            if is_outdated_sample(settings, catalog.documents_folder):
                catalog.close()
                raise NoIndexError(_nothing_indexed(settings))
            return cls(
                _with_documents_folder(settings, catalog, take_over=take_over), catalog, None
            )
        lock = DataLock(settings.data, purpose)
        embedded = settings.chroma_url is None
        if embedded or hold:
            lock.acquire()
        try:
            catalog = without_outdated_sample(settings, Catalog(settings.data), lock)
            settings = _with_documents_folder(settings, catalog, take_over=take_over)
            library = cls(settings, catalog, lock, throttled=hold)
            if embedded or hold:
                library._undo_leftovers()
        except BaseException:
            lock.release()
            raise
        return library

    def close(self) -> None:
        """Close the stores and give the data folder free."""
        with self._warming_up:
            self._closed = True
        if "_retriever" in self.__dict__:
            self._retriever.close()
        if self._vector_store is not None:
            self._vector_store.close()
        self._catalog.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def warm_up(self, then: Callable[[], None] = lambda: None) -> None:
        """Load what the first answer needs in a thread of its own, and return at once.

        The first answer then takes no longer than the next. No chat model is sent anything, nor an
        embedding model that costs money. What fails here is told by the first question. At the end
        that thread calls `then`.
        """
        threading.Thread(target=self._warm_up, args=(then,), name="warm-up", daemon=True).start()

    def _warm_up(self, then: Callable[[], None]) -> None:
        with self._warming_up, suppress(Exception):
            if not self._closed:
                self._answer_nobody()
        if self._settings.chat is not None:
            from .answers.model.chat_model import warm_up

            warm_up(self._settings)
        then()

    def _answer_nobody(self) -> None:
        """Go the way of a question, which loads all that it takes."""
        embed_locally([WARM_UP_QUESTION])
        self._vectors.open()
        with self._catalog.snapshot() as snapshot:
            if snapshot.live is None or self._embedder(snapshot.live.embedding_model).paid:
                return
        question = self._mend_spelling(WARM_UP_QUESTION)
        self._pipeline.warm_up(SearchedQuestion(question, self._search(question)))

    @property
    def documents_folder(self) -> Path:
        """The folder of the documents: the settings name it, or else it is that of the index."""
        return self._settings.corpus

    @property
    def has_index(self) -> bool:
        """Whether anything has been indexed yet."""
        with self._catalog.snapshot() as snapshot:
            return snapshot.live is not None

    @property
    def live_generation(self) -> int | None:
        """The number of the generation that is live; None where nothing is indexed yet."""
        with self._catalog.snapshot() as snapshot:
            return snapshot.live.id if snapshot.live is not None else None

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question from the documents; the same as the last value of `stream`."""
        *_, answer = self.stream(question, history)
        return answer

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """Answer a question, yielding what is verified so far; the last value is the whole answer.

        A message that asks nothing of the contents, such as a greeting, is answered without a search.
        Statements and citations only grow, and their numbers never change. A model that fails is no
        error here: the answer is then made of quotes, and says so.

        Raises:
            QuestionError: the question cannot be asked as it is; raised by the call itself, which
                does nothing else, and not when the iterator is read.
            NoIndexError: nothing has been indexed yet.
        """
        return self._stream(check_message(question, self._settings.max_question), history)

    def _stream(self, question: str, history: Sequence[Turn]) -> Iterator[Answer]:
        started = time.perf_counter()
        about = self._about(question)
        if about is not None:
            ended = time.perf_counter()
            yield replace(about, timings=_timings(started, ended, ended))
            return
        history = without_courtesies(history)
        usage = TokenUsage()
        standalone = self._pipeline.standalone_question(question, history, usage)
        with self._questions_first.question():
            standalone = self._mend_spelling(standalone)
            asked = [
                SearchedQuestion(part, self._search(part, self._pipeline.passages_read))
                for part in self._pipeline.parts(standalone)
            ]
        retrieved = time.perf_counter()
        answer = Answer(question, self._pipeline.mode)
        # An answer that is written is mostly waited for, and needs nothing of this machine meanwhile.
        quoted = self._pipeline.mode == "extractive"
        with self._questions_first.question() if quoted else nullcontext():
            for answer in self._pipeline.stream(question, asked, history, usage):
                yield replace(answer, tokens=usage.tokens)
        ended = time.perf_counter()
        timings = _timings(started, retrieved, ended)
        closest = asked[0].found.closest
        yield replace(answer, closest=closest, timings=timings, tokens=usage.tokens)

    def quote(self, question: str) -> Answer:
        """Answer a question by quoting, whatever model the settings name: none is asked to write.

        Raises:
            QuestionError: the question cannot be asked as it is.
            NoIndexError: nothing has been indexed yet.
        """
        checked = check_question(question, self._settings.max_question)
        pipeline = AnswerPipeline(
            self._settings.model_copy(update={"chat_model": "none"}), self.lexicon
        )
        asked = [
            SearchedQuestion(part, self._search(part, pipeline.passages_read))
            for part in pipeline.parts(self._mend_spelling(checked))
        ]
        *_, answer = pipeline.stream(checked, asked, (), TokenUsage())
        return answer

    @staticmethod
    def embed_questions(questions: Sequence[str]) -> Vectors:
        """Return a unit vector for each question, by the local model: what asks the same is near."""
        return embed_locally([question.casefold() for question in questions])

    def search(self, query: str, *, limit: int = DEFAULT_LIMIT) -> list[Passage]:
        """Return the passages that retrieval finds for `query`, best first.

        Raises:
            QuestionError: the query cannot be searched for as it is.
            NoIndexError: nothing has been indexed yet.
        """
        checked = check_question(query, self._settings.max_question)
        return list(self._search(self._mend_spelling(checked), limit).passages)

    def plan(self, *, verify: bool = False) -> IndexReport:
        """Return what a re-index would do now. It changes nothing; `verify` as for `reindex`.

        Raises:
            CorpusError: the documents folder is missing or holds nothing to index.
        """
        scan = self._scan()
        with self._catalog.telling_errors():
            return self._indexer().preview(scan, verify=verify)

    def reindex(
        self,
        *,
        force: bool = False,
        verify: bool = False,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> IndexReport:
        """Make the index match the folder, in one step: until then the old index answers.

        With `verify` every file is compared by its content, since size and time may be the same though
        it has changed.

        Raises:
            CorpusError: the documents folder is missing or holds nothing to index.
            ReindexRefused: more than half of the documents would go; `force` confirms it.
            IndexInUseError: another re-index is running.
            IndexWriteError: the disk is full or the folder read-only; the old index is live.
            Cancelled: `cancelled()` was true; the old index is live.
            ModelError: the embedding model did not serve; the old index is live.
        """
        scan = self._scan()
        with self._writing(), self._catalog.telling_errors():
            self._catalog.check()
            shutil.rmtree(self._settings.data / REBUILT, ignore_errors=True)
            report = self._indexer(progress, cancelled).apply(scan, force=force, verify=verify)
            self._delete_outlived()
            return report

    @cached_property
    def edits(self) -> FolderEdits:
        """The edits of the documents folder that are proposed."""
        return FolderEdits(self._settings.corpus, self._settings.data)

    def preview_edit(self, edit: FolderEdit) -> IndexReport:
        """Return what a re-index would do after an edit. It changes nothing.

        Raises:
            FolderEditError: the file that is to be read anew is gone. See also `plan`.
        """
        scan = discover(self._settings.corpus)
        with self._catalog.telling_errors():
            if edit.anew:
                return self._indexer().preview(self._scan_only(scan, edit))
            return self._indexer().preview(self.edits.scan_with(scan, edit))

    def make_edit(
        self,
        edit: FolderEdit,
        *,
        force: bool = False,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> IndexReport:
        """Make an edit of the documents folder and re-index it. If that fails, all is as it was.

        Raises:
            FolderEditError: the folder has changed since, or can't be written. See also `reindex`.
        """
        with self._writing(), self._catalog.telling_errors():
            self._catalog.check()
            writer = self._catalog.writer()
            generation = writer.next_generation()

            def is_live() -> bool:
                live = writer.snapshot().live
                return live is not None and live.id >= generation

            with self.edits.made(edit, generation, is_live):
                scan = self._scan()
                if edit.anew:
                    scan = self._scan_only(scan, edit)
                report = self._indexer(progress, cancelled).apply(scan, force=force)
            self._delete_outlived()
            return report

    def _scan_only(self, scan: Scan, edit: FolderEdit) -> Scan:
        (path,) = edit.anew
        return with_only(scan, self._catalog.writer().snapshot().documents(), path)

    def _delete_outlived(self) -> None:
        """Delete the files that no kept generation holds, and the copies of older versions."""
        self._catalog.delete_copies()
        now = self._catalog.writer().snapshot()
        oldest = now.previous or now.live
        if oldest is not None:
            self.edits.trash.empty(oldest.id)

    def documents(self) -> DocumentList:
        """Return what is indexed, document by document, and what the last re-index could not read.

        Raises:
            NoIndexError: nothing has been indexed yet.
        """
        with self._catalog.snapshot() as snapshot:
            if snapshot.live is None:
                raise NoIndexError(_nothing_indexed(self._settings))
            return list_documents(snapshot)

    def rollback(self) -> IndexReport:
        """Make the generation before the live one live again, and say what that changed.

        Files that an edit has removed since come back into the documents folder, where no other stands
        in their place; the report's reasons say so of each.

        Raises:
            NoPreviousGenerationError: there is no generation to go back to.
            IndexInUseError: a re-index is running.
        """
        started = time.monotonic()
        with self._writing(), self._catalog.telling_errors():
            writer = self._catalog.writer()
            before = writer.snapshot()
            if before.live is None or before.previous is None:
                raise NoPreviousGenerationError(
                    "There is no generation before the live one to go back to. One is kept with each "
                    "re-index that changes something, and a rollback uses it up."
                )
            live = before.digests_at(before.live.id)
            previous = before.digests_at(before.previous.id)
            writer.roll_back()
            report = rollback_report(live, previous, before.previous, time.monotonic() - started)
            return replace(report, reasons=self.edits.trash.restore(before.previous.id))

    def status(self) -> Status:
        """Return what is indexed, and whether it still matches the folder and the settings.

        Raises:
            NoIndexError: nothing has been indexed yet.
        """
        with self._catalog.snapshot() as snapshot:
            live, previous = snapshot.live, snapshot.previous
        if live is None:
            raise NoIndexError(_nothing_indexed(self._settings))
        pending, problem = None, None
        try:
            pending = self._pending()
        except SettingsError as error:
            problem = str(error)
        problem = problem or self._store_problem()
        return index_status(self._settings, live, previous, pending, problem)

    def index_size(self) -> IndexSize | None:
        """Return what is live, or None where nothing is. Unlike `status` it looks into no document."""
        with self._catalog.snapshot() as snapshot:
            live = snapshot.live
        if live is None:
            return None
        return IndexSize(live.id, live.documents, live.chunks, folder_size(self._settings.data))

    def damage(self) -> list[str]:
        """Return what is damaged in the catalog, after reading all of it; in a few words each."""
        return self._catalog.damage()

    def _store_problem(self) -> str | None:
        """Return what is wrong with the vector store as far as can be told at once."""
        if self._lock is not None or self._settings.chroma_url is not None:
            serves = self._vector_store is None or self._vector_store.serves
            return None if serves else f"The vector store does not serve. {MEANWHILE}"
        return unheld_store_problem(self._settings.data)

    def excerpt(self, path: str, digest: str, start: int, end: int, *, shift: int = 0) -> Excerpt:
        """Return the document around `text[start:end]`, a quote taken when its content had `digest`.

        `shift` moves the window by its own width: -1 is what stands before it, 1 what comes next.
        """
        with self._catalog.snapshot() as snapshot:
            now = snapshot.document_at(path)
            then = snapshot.document_with(digest)
            live = snapshot.live
        return cut_excerpt(
            Source(path, digest),
            Span(start, end),
            shift,
            now=now,
            then=then,
            indexed_at=datetime.fromisoformat(live.created) if live else None,
            generation=live.id if live else None,
        )

    def follow_quotes(self, quotes: Sequence[QuotePlace]) -> list[FollowedQuote]:
        """Return what became of each quote: where its words stand now, or that they do not.

        Only those of documents that have changed are looked for. They are known for as long as a
        generation is kept that holds them.

        Raises:
            NoIndexError: nothing has been indexed yet.
        """
        with self._catalog.snapshot() as snapshot:
            if snapshot.live is None:
                raise NoIndexError(_nothing_indexed(self._settings))
            return follow_quotes(quotes, snapshot)

    def _about(self, message: str) -> Answer | None:
        """Return the answer to a message that asks nothing of the contents, if it is one."""
        recognised = recognise(message)
        if recognised is None:
            return None
        with self._catalog.snapshot() as snapshot:
            if snapshot.live is None:
                raise NoIndexError(_nothing_indexed(self._settings))
            about = respond(recognised, snapshot)
            if about is None:
                return None
            mode, generation = self._pipeline.mode, snapshot.live.id
            return Answer(message, mode, about=about, generation=generation)

    def searched(self, question: str) -> tuple[str, SearchResult]:
        """Return a question as it is searched for, and all that is found: for whoever fits weights."""
        mended = self._mend_spelling(question)
        return mended, self._search(mended)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words that were looked up so far."""
        return Lexicon(embed_locally)

    def _search(self, question: str, limit: int = MAX_PASSAGES) -> SearchResult:
        with self._catalog.snapshot() as snapshot:
            if snapshot.live is None:
                raise NoIndexError(_nothing_indexed(self._settings))
            return self._retriever.search(question, snapshot, limit)

    def _mend_spelling(self, question: str) -> str:
        with self._catalog.snapshot() as snapshot:
            return self._retriever.mend_spelling(question, snapshot)

    def _pending(self) -> IndexReport:
        """Return what a re-index would do, told from sizes, times and hashes alone."""
        with self._catalog.snapshot() as snapshot:
            rows = snapshot.documents()
        config = IndexConfig.of(self._settings.embedding_model)
        return pending_report(plan_reindex(self._scan(), rows, config))

    def _scan(self) -> Scan:
        named = "corpus" in self._settings.model_fields_set
        if not named and not self._settings.corpus.exists():
            raise CorpusError(
                f"No documents folder is named, and here is no {self._settings.corpus}. Run `footnote "
                "init` to set Footnote up, or name your folder with --corpus or FOOTNOTE_CORPUS.",
                public="No documents folder is named.",
            )
        scan = discover(self._settings.corpus)
        if not scan.files and not self.has_index:
            raise CorpusError(
                f"The folder {self._settings.corpus} holds no documents that can be read. Put some "
                f"there ({KINDS}), or name another with --corpus.",
                public="The documents folder holds no documents that can be read.",
            )
        return scan

    def _indexer(
        self,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Indexer:
        return Indexer(
            self._catalog.writer(),
            self._vectors,
            self._embedder(self._settings.embedding_model),
            remembered(self._settings.corpus, self._settings.data),
            report_progress=progress or (lambda _: None),
            cancelled=cancelled or (lambda: False),
            give_way=self._questions_first.give_way,
            limits=_reading_limits(self._settings),
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Be the one who writes, in this process and among all."""
        if self._lock is None:
            raise IndexInUseError("The index was opened for reading only.")
        if not self._writing_now.acquire(blocking=False):
            raise IndexInUseError("A re-index is running already. Wait until it is done.")
        try:
            with self._lock.held():
                yield
        finally:
            self._writing_now.release()

    def keep_embeddings_of(self, data: Path) -> None:
        """Take the sound embeddings over from the index in another data folder, if it can be opened."""
        try:
            with closing(Catalog(data, read_only=True)) as other:
                found = other.sound_embeddings()
        except StoreError:
            return
        with self._catalog.telling_errors():
            writer = self._catalog.writer()
            writer.begin()  # so that the re-index deletes those that it does not need
            for model, vectors in found.items():
                if len({len(vector) for vector in vectors.values()}) == 1:
                    writer.remember_embeddings(model, list(vectors), np.stack([*vectors.values()]))

    def _undo_leftovers(self) -> None:
        """Undo what a rollback left behind. Nobody sees it, so a full disk is no obstacle."""
        try:
            with self._catalog.telling_errors():
                writer = self._catalog.writer()
                if writer.is_unfinished():
                    writer.repair()
        except StoreError as error:
            log.warning("What a re-index left behind is for the next one to tidy up. %s", error)

    def _embedder(self, name: str) -> Embedder:
        with self._creating:
            if name not in self._embedders:
                self._embedders[name] = make_embedder(name, self._settings)
            return self._embedders[name]

    @property
    def _vectors(self) -> MendingStore:
        with self._creating:
            if self._vector_store is None:
                give_way = self._questions_first.give_way if self._throttled else None
                store = VectorStore(self._settings, self._catalog.library, give_way=give_way)
                self._vector_store = MendingStore(store, self._catalog)
            return self._vector_store

    @cached_property
    def _retriever(self) -> Retriever:
        held = self._lock is not None or self._settings.chroma_url is not None
        vectors = self._vectors if held else StoredVectors(self._catalog)
        return Retriever(vectors, self._embedder, self.lexicon)

    @cached_property
    def _pipeline(self) -> AnswerPipeline:
        return AnswerPipeline(self._settings, self.lexicon)


def _with_documents_folder(settings: Settings, catalog: Catalog, *, take_over: bool) -> Settings:
    """Return the settings with the folder to answer from; close the catalog if there is none."""
    try:
        folder = documents_folder(settings, catalog.documents_folder, take_over=take_over)
    except FootnoteError:
        catalog.close()
        raise
    if folder == settings.corpus:
        return settings  # which still tell whether it is named
    return settings.model_copy(update={"corpus": folder})


def _nothing_indexed(settings: Settings) -> str:
    return f"Nothing is indexed in {settings.data} yet. Run `footnote index` first."


def _reading_limits(settings: Settings) -> Limits:
    return Limits(settings.file_seconds, settings.file_memory, settings.reading_processes)


def _timings(started: float, retrieved: float, ended: float) -> Timings:
    return Timings(
        retrieve=round((retrieved - started) * 1000, 1),
        answer=round((ended - retrieved) * 1000, 1),
        total=round((ended - started) * 1000, 1),
    )
