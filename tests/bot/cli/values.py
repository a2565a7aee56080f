"""Values to show and to write, as the library would hand them out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from retrieval import (
    Answer,
    Citation,
    Failure,
    IndexReport,
    Location,
    Passage,
    Statement,
    Status,
    Timings,
)

PASSAGE = Passage(
    source="rules/fees.md",
    start=40,
    end=77,
    text="The fee is 12 pounds.\r\nPay it by May.",
    score=0.5,
    location=Location(line=3, heading="Rules > Fees"),
    digest="d1",
)
CITATION = Citation(
    number=1,
    source="rules/fees.md",
    start=40,
    end=61,
    quote="The fee is 12 pounds.",
    location=Location(line=3, heading="Rules > Fees"),
    digest="d1",
)
PAGE_CITATION = Citation(
    number=2,
    source="scan.pdf",
    start=5,
    end=18,
    quote="Pay it by May",
    location=Location(line=7, page=2),
    digest="d2",
    url="https://example.org/scan",
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
