"""Values to show and to write, as the library would hand them out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from retrieval import (
    About,
    Answer,
    Citation,
    DocumentOutline,
    Failure,
    Heading,
    IndexReport,
    Location,
    Passage,
    Position,
    Source,
    Statement,
    Status,
    Timings,
)

PASSAGE = Passage(
    source=Source("rules/fees.md", "d1"),
    start=40,
    end=77,
    text="The fee is 12 pounds.\r\nPay it by May.",
    score=0.5,
    location=Location(line=3, heading="Rules > Fees"),
)
CITATION = Citation(
    number=1,
    source=Source("rules/fees.md", "d1"),
    start=40,
    end=61,
    quote="The fee is 12 pounds.",
    location=Location(line=3, heading="Rules > Fees"),
)
PAGE_CITATION = Citation(
    number=2,
    source=Source("scan.pdf", "d2", url="https://example.org/scan"),
    start=5,
    end=18,
    quote="Pay it by May",
    location=Location(line=7, position=Position(2)),
)
ANSWER = Answer(
    question="What is the fee?",
    mode="extractive",
    statements=(
        Statement("The fee is 12 pounds.", (1,)),
        Statement("It is due in May.", (1, 2)),
    ),
    citations=(CITATION, PAGE_CITATION),
    closest=(PASSAGE,),
    timings=Timings(1.23456, 2.0, 3.5),
)
REFUSED = replace(ANSWER, statements=(), citations=(), closest=(PASSAGE,) * 5)
OUTLINED = Answer(
    question="summarise the fees",
    mode="extractive",
    about=About(
        "summary",
        outlines=(
            DocumentOutline(
                Source("rules/fees.md", "d1", "Fees"),
                (Heading(0, 2, "Deadlines"), Heading(90, 2, "Exceptions")),
                replace(CITATION, location=Location(line=3)),
            ),
            DocumentOutline(Source("scan.pdf", "d2")),
        ),
    ),
)
LISTED = Answer(
    question="what documents do you know",
    mode="extractive",
    about=About(
        "documents", sources=(Source("rules/fees.md", "d1", "Fees"), Source("scan.pdf", "d2"))
    ),
)
GREETED = Answer(question="hi", mode="extractive", about=About("greeting"))
REPORT = IndexReport(
    added=("a.md", "b.md"),
    changed=("c.md",),
    removed=(),
    unchanged=4,
    failed=(Failure("broken.pdf", "It is damaged."),),
    documents=7,
    chunks=12,
    generation=3,
    dry_run=False,
    seconds=0.41234,
)
STATUS = Status(
    generation=3,
    created=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
    rollback=2,
    documents=7,
    chunks=12,
    bytes_on_disk=2_340_000,
    embedding_model="local:wordllama",
    chat_model=None,
    vector_store="embedded",
    pending=replace(REPORT, dry_run=True),
)
