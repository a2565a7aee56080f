"""The values that the packages hand to each other, all frozen; no store, model or Discord in them.

Offsets are always counted in characters (Unicode code points) of a document's text as it was indexed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from .text_suffixes import IN_MARKDOWN, WITH_LINES

CHARACTERS_PER_TOKEN = 4
"""Roughly, in English: each provider cuts words into parts of its own."""

DEFAULT_LIMIT = 20
"""Passages that a search returns unless it is told otherwise: about 7,000 characters."""

DEFAULT_BUDGET = 4_000
"""Characters of passages that count in an evaluation, about a page."""

CLOSEST_LIMIT = 3
"""Passages that a refusal shows."""

PositionKind = Literal["page", "slide", "row"]
Mode = Literal["extractive", "generative", "fallback"]
AnswerKind = Literal["answer", "refusal", "about"]
Role = Literal["user", "assistant"]
BlockKind = Literal["heading", "paragraph", "item", "header", "row", "code", "question"]
AboutTopic = Literal["greeting", "thanks", "remark", "help", "identity", "documents", "summary"]


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text: `text[start:end]`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document and where its section begins. Levels count from 1."""

    start: int
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Position:
    """What readers of a document count: its pages, its slides, or the rows of a table; from 1.

    `recognized` tells that its words were recognized in a picture (OCR), so that they may be misread.
    """

    number: int
    kind: PositionKind = "page"
    recognized: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document that is read as one. The blocks of a document are in order, apart.

    `kind` is "heading" (a title too), "paragraph", "item" of a list (without the items nested in it),
    "header" or "row" of a table, "code", or "question" where a text, not a heading, asks what it then
    answers. `lead` is the block that it is read with: the lead-in of a list or of code, the item above
    a nested one, the header of a row, the question of an answer. `level` tells how deep an item is
    nested, from 0; `number` is what an item of a numbered list is called.
    """

    kind: BlockKind
    span: Span
    lead: Span | None = None
    level: int = 0
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The document that words come from, as it is cited.

    `path` is relative to the documents folder, with "/". `digest` is the hash of the file's content,
    by which a citation is recognised as still true after a re-index.
    """

    path: str
    digest: str
    title: str | None = None
    url: str | None = None
    date: str | None = None

    @property
    def folder(self) -> str:
        """The folder that it is in, relative to the documents folder; empty where that is all."""
        return self.path.rpartition("/")[0]

    @property
    def is_markdown(self) -> bool:
        """Whether what is quoted from it is written in Markdown."""
        return self.path.lower().endswith(IN_MARKDOWN)

    @property
    def has_lines(self) -> bool:
        """Whether its text is the file's own, so that a person finds a line by its number."""
        return self.path.lower().endswith(WITH_LINES)


@dataclass(frozen=True, slots=True)
class Document:
    """One file as a loader understood it. `path` is relative to the documents folder, with "/".

    `text` is what is indexed, quoted and shown. For plain text and Markdown it is the file's own
    decoded text, line ends as they stand; for other formats it is what the loader extracted.
    `body` is the part of it that holds the document proper (without front matter or a byte order
    mark). `positions` holds the offset at which each page, slide or row begins, in order, and is empty
    where a format has none.
    `blocks` are the parts of the body; all of it that is not white space is in one of them. `notice`
    says what of the file could not be read, if it could be read in part.
    """

    path: str
    text: str
    body: Span
    title: str | None = None
    url: str | None = None
    date: str | None = None
    headings: tuple[Heading, ...] = ()
    positions: Sequence[tuple[int, Position]] = ()
    blocks: Sequence[Block] = ()
    notice: str | None = None

    def source(self, digest: str) -> Source:
        """Return the document as it is cited; `digest` is that of its file."""
        return Source(self.path, digest, self.title, self.url, self.date)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A small piece of a document, cut at a sentence or paragraph end where there is one.

    `heading` is the path of headings above it ("Rules > Fees"), or None. `ordinal` counts the
    chunks of the document from 0.
    """

    ordinal: int
    span: Span
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """Where a person finds a span of a document; lines count from 1."""

    line: int
    position: Position | None = None
    heading: str | None = None

    @property
    def page(self) -> int | None:
        """The page, in a document that has pages."""
        counts_pages = self.position is not None and self.position.kind == "page"
        return self.position.number if self.position and counts_pages else None


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document that retrieval found: one chunk, or several that touch.

    `score` is comparable only among the passages of one search. `blocks` are the blocks of the
    document that stand in it, or beside it in the same section; their spans are the document's.
    """

    source: Source
    start: int
    end: int
    text: str
    score: float
    location: Location
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class VerifiedQuote:
    """A quote that was found in a source: `passage` holds it, `span` is its place in the document.

    `passage.text[span.start - passage.start : span.end - passage.start]` is the quote.
    """

    passage: Passage
    span: Span

    @property
    def words(self) -> str:
        """The source's own words."""
        offset = self.passage.start
        return self.passage.text[self.span.start - offset : self.span.end - offset]


@dataclass(frozen=True, slots=True)
class VerifiedStatement:
    """A sentence of an answer with at least one verified quote.

    `quoted` tells that it is the source's own words rather than a model's.
    """

    text: str
    quotes: tuple[VerifiedQuote, ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words of a source that a statement rests on: `text[start:end] == quote`."""

    number: int
    source: Source
    start: int
    end: int
    quote: str
    location: Location


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """Where a quote stands: `text[start:end]` of the document at `path`, whose content has `digest`."""

    path: str
    digest: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FollowedQuote:
    """What became of a quote: its words stand at `place`, or they are gone from where that is.

    Where the document has changed and no generation is kept that holds the words, it is "unknown".
    """

    state: Literal["stands", "gone", "unknown"]
    place: QuotePlace


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer and the numbers of the citations that support it (never empty).

    `quoted` tells that it is the source's own words rather than a model's.
    """

    text: str
    citations: tuple[int, ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Timings:
    """How long the parts of an answer took, in milliseconds."""

    retrieve: float = 0.0
    answer: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation before a question."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class DocumentOutline:
    """What a document is about, in its own words: its headings, outermost first, and how it begins.

    `opening` cites its first sentences.
    """

    source: Source
    headings: tuple[Heading, ...] = ()
    opening: Citation | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What there is to say to a message that asks nothing of the documents' contents.

    Of a "summary" `outlines` tell about each document that it names; for "documents" `sources` are
    all that are indexed, by path, or those of a folder that it names.
    """

    topic: AboutTopic
    outlines: tuple[DocumentOutline, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def text(self) -> str:
        """The reply as plain text. Of a document it says only what stands in it."""
        if self.topic == "documents":
            return "\n".join(_document_list(self.sources))
        if self.topic == "summary":
            return "\n\n".join(map(_outline_text, self.outlines))
        return _ABOUT_THE_BOT[self.topic]


_ASK = "Ask me a question about the documents, in a sentence or a few words."
_ABOUT_THE_BOT: dict[AboutTopic, str] = {
    "greeting": f"Hello! {_ASK}",
    "thanks": "You are welcome. Ask me whatever else you want to know about the documents.",
    "remark": "I can only answer questions about the documents. Ask one in a sentence or a few words.",
    "identity": "I am Footnote, a bot. I look for answers in the documents that I was given and show "
    f"the words there that they rest on. {_ASK}",
    "help": f"{_ASK} I answer with the documents' own words and say where they stand, or say that the "
    "documents do not answer it. “What documents do you know?” lists them, and “What is … about?” with "
    "the name of one shows its headings and how it begins.",
}


def _document_list(sources: Sequence[Source]) -> Iterator[str]:
    """Yield the lines of a list of documents, by folder."""
    if not sources:
        yield "There are no documents yet."
        return
    yield "These are the documents:" if len(sources) > 1 else "This is the only document:"
    folder = ""
    for source in sorted(sources, key=lambda each: (each.folder, each.path)):
        if source.folder != folder:
            folder = source.folder
            yield f"{folder}/"
        name = source.path.removeprefix(f"{folder}/")
        yield f"- {f'{source.title} ({name})' if source.title else name}"


def _outline_text(outline: DocumentOutline) -> str:
    source = outline.source
    lines = [f"{source.title} ({source.path})" if source.title else source.path]
    if outline.opening:
        words = " ".join(outline.opening.quote.split())
        lines.append(f"It begins: “{words}”")
    if outline.headings:
        lines += ["Its headings:", *(f"- {heading.title}" for heading in outline.headings)]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the library says to a question. Without statements it is a refusal, or `about` is set.

    `notice` is a sentence for the reader when the answer is not what the settings ask for (the
    model could not be reached, say), and `public_notice` what everybody may read of it, where that is
    less; `misconfigured` tells that only the admin can mend that.
    `tokens` is roughly what the chat model was sent and has sent back for it, at four characters a
    token, with the rewriting of a follow-up; 0 where none was asked. `nearly` tells of a refusal that
    the closest passages are about what was asked, though they do not answer it. `language` is the
    language of the question where it is sure and another than the documents', as "de". `generation` is
    that of the index that it was made from.
    """

    question: str
    mode: Mode
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    closest: tuple[Passage, ...] = ()
    timings: Timings = field(default_factory=Timings)
    notice: str | None = None
    misconfigured: bool = False
    tokens: int = 0
    about: About | None = None
    nearly: bool = False
    language: str | None = None
    public_notice: str | None = None
    generation: int | None = None

    @property
    def notice_for_all(self) -> str | None:
        """What everybody may read of the notice: no path and no address."""
        return self.notice if self.public_notice is None else self.public_notice

    @property
    def kind(self) -> AnswerKind:
        """Whether it answers, refuses, or says something about the bot or the documents as such."""
        if self.about is not None:
            return "about"
        return "answer" if self.statements else "refusal"

    @property
    def answered(self) -> bool:
        """Whether there is at least one verified statement."""
        return bool(self.statements)

    @property
    def quoting(self) -> bool:
        """Whether all its statements are the documents' own words rather than written from them."""
        return all(map(self.is_quoted, self.statements))

    def is_quoted(self, statement: Statement) -> bool:
        """Return whether one of its statements is the documents' own words."""
        return statement.quoted or self.mode != "generative"

    @property
    def written_citations(self) -> frozenset[int]:
        """The numbers of the citations that support statements in other words than their own."""
        written = (each for each in self.statements if not self.is_quoted(each))
        return frozenset(number for statement in written for number in statement.citations)

    @property
    def text(self) -> str:
        """The statements as plain text with [1] markers, or the sentence of a refusal or about the bot.

        What is quoted stands in quotation marks behind who says it: it is never the bot's own voice.
        """
        if self.about is not None:
            return self.about.text
        if not self.statements:
            return REFUSAL
        parts: list[str] = []
        quoted_before = False
        for statement in self.statements:
            quoted = self.is_quoted(statement)
            if quoted and not quoted_before:
                parts.append(self.lead)
            markers = "".join(f"[{number}]" for number in statement.citations)
            parts.append(f"{f'“{statement.text}”' if quoted else statement.text} {markers}")
            quoted_before = quoted
        return " ".join(parts)

    @property
    def lead(self) -> str:
        """Who says what is quoted."""
        several = len({citation.source.path for citation in self.citations}) > 1
        return "The documents say:" if several else "The document says:"


REFUSAL = "The documents do not answer this question."


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why, in a sentence."""

    path: str
    error: str


SkipReason = Literal[
    "hidden",
    "a temporary file",
    "ignored by .footnoteignore",
    "a kind that is not supported",
    "a link that leads outside",
    "another name of what is there already",
    "not a regular file",
]


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A name in the documents folder that is passed over; that of a folder ends in "/"."""

    path: str
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class Skipped:
    """What is passed over in the documents folder, counted by reason; a folder counts once.

    `files` are at most some thousand of them, by path.
    """

    counts: Mapping[SkipReason, int] = field(default_factory=dict)
    files: tuple[SkippedFile, ...] = ()


Stage = Literal["scan", "index", "commit", "sweep"]
"""A stage of a re-index."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a re-index is.

    `done` counts the files, of `total`, that are embedded or cannot be read, `chunks` the chunks that
    are embedded. `share` is the part of the time that is over, from 0 to 1; it never falls.
    `seconds_left` is None where nobody can tell yet.
    """

    stage: Stage
    done: int = 0
    total: int = 0
    chunks: int = 0
    share: float = 0.0
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a re-index did, or with `dry_run` would do. Counts are of documents but for `chunks`.

    `reasons` says in sentences why documents are indexed anew whose files did not change or, of a
    rollback, what became of the files that had been removed. `tokens` is roughly what a paid embedding
    model is asked to embed, and None for one that is free. `skipped` is what was passed over in the
    folder, and `notices` tell of documents that were read in part.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    failed: tuple[Failure, ...]
    documents: int
    chunks: int
    generation: int
    dry_run: bool
    seconds: float
    reasons: tuple[str, ...] = ()
    tokens: int | None = None
    skipped: Skipped = field(default_factory=Skipped)
    notices: tuple[Failure, ...] = ()

    @property
    def changes(self) -> int:
        """How many documents it touches."""
        return len(self.added) + len(self.changed) + len(self.removed)


@dataclass(frozen=True, slots=True)
class IndexSize:
    """Which generation of the index is live, and how much it holds; `bytes_on_disk` is all data."""

    generation: int
    documents: int
    chunks: int
    bytes_on_disk: int


@dataclass(frozen=True, slots=True)
class Status:
    """What is indexed, with which models, and whether it still matches the folder and the settings.

    `pending` is what a re-index would do now, or None where that cannot be told; `problem` says
    why, or what is wrong with the vector store. `rollback` is the generation that a rollback would
    make live again, if there is one. `documents_folder` is what the index was made of, absolute; None
    if it was made by an old version.
    """

    generation: int
    created: datetime
    rollback: int | None
    documents: int
    chunks: int
    bytes_on_disk: int
    embedding_model: str
    chat_model: str | None
    vector_store: str
    pending: IndexReport | None = None
    problem: str | None = None
    documents_folder: str | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A window of a document around a quote, as the document stands now.

    `text` is the document's `text[start:end]`; `quote` is the quote's place within it, or None
    where this window does not hold it. `state` tells what became of the document since the quote was
    taken: it is the same ("current"), it has changed and the words still stand in it ("moved") or no
    longer do ("changed"), or it is no longer indexed ("gone", and then there is no text). `fence` is the
    line that opens the code in which the text of a Markdown document begins; empty elsewhere.
    `generation` is the live one, and `indexed_at` when that was made.
    """

    source: Source
    state: Literal["current", "moved", "changed", "gone"]
    text: str = ""
    start: int = 0
    end: int = 0
    quote: Span | None = None
    location: Location | None = None
    indexed_at: datetime | None = None
    has_previous: bool = False
    has_next: bool = False
    fence: str = ""
    generation: int | None = None
