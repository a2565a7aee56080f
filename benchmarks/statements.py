"""What becomes of honest and of false statements that are written by hand.

`python -m benchmarks.statements` has a chat model make each statement in `tests/data/statements` as its
only one, and counts the honest ones that are shown in its words, those whose sentence is shown in their
place, and those that are lost; and the false ones that are shown in its words. `--failures N` lists as
many of each file that went wrong, with the objection that was logged.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from benchmarks.scripted_library import (
    Draft,
    Reply,
    ScriptedLibrary,
    percent,
    print_table,
    scripted_library,
)
from retrieval import Span
from tests.paths import DATA

STATEMENTS = DATA / "statements"
DOCUMENTS = STATEMENTS / "documents"

FILES = ("honest", "false", "foreign_honest", "foreign_false")

Fate = Literal["own words", "its sentence", "lost"]
FATES: tuple[Fate, ...] = ("own words", "its sentence", "lost")


@dataclass(frozen=True, slots=True)
class WrittenStatement:
    """A statement on a document, with the quote that the model gives and the sentences that tell.

    `language` is that of the statement; only in the files of foreign ones it is not the document's.
    `document` is relative to the folder of documents, where each language has its own.
    """

    id: str
    kind: str
    language: str
    document: str
    question: str
    text: str
    quote: str
    evidence: tuple[str, ...]

    @property
    def places(self) -> list[Span]:
        """Where its evidence stands in the document."""
        text = document_text(self.document)
        starts = (text.index(sentence) for sentence in self.evidence)
        return [
            Span(start, start + len(sentence))
            for start, sentence in zip(starts, self.evidence, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a statement."""

    statement: WrittenStatement
    fate: Fate
    answered: bool
    objection: str


@cache
def document_text(name: str) -> str:
    """Return a document as it is indexed."""
    return (DOCUMENTS / name).read_text(encoding="utf-8")


def load_statements(name: str) -> list[WrittenStatement]:
    """Read one of the files of statements: "honest", "false", "foreign_honest" or "foreign_false"."""
    lines = (STATEMENTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = (json.loads(line) for line in lines)
    return [WrittenStatement(**{**row, "evidence": tuple(row["evidence"])}) for row in rows]


def results_of(files: dict[str, list[WrittenStatement]]) -> dict[str, list[Result]]:
    """Try all statements, one library after the other."""
    results: dict[str, list[Result]] = {name: [] for name in files}
    for folder in sorted(DOCUMENTS.iterdir()):
        with scripted_library(folder) as library:
            for name, statements in files.items():
                results[name] += [
                    result_of(library, each)
                    for each in statements
                    if each.document.startswith(f"{folder.name}/")
                ]
    return results


def result_of(library: ScriptedLibrary, statement: WrittenStatement) -> Result:
    """Have the model make a statement, and return what became of it."""
    reply = library.ask(statement.question, Draft(statement.text, (statement.quote,)))
    objection = "; ".join(reply.objections) if reply.asked else "the model was not asked"
    return Result(statement, fate_of(reply, statement), reply.answer.answered, objection)


def fate_of(reply: Reply, statement: WrittenStatement) -> Fate:
    """Return what the reader sees of a statement."""
    if reply.shows(statement.text):
        return "own words"
    cited = any(
        citation.source.path == statement.document.partition("/")[2]
        and Span(citation.start, citation.end).overlaps(place)
        for citation in reply.answer.citations
        for place in statement.places
    )
    return "its sentence" if cited else "lost"


def counts(results: Iterable[Result]) -> dict[str, Counter[str]]:
    """Count the fates of all, by language and by kind."""
    ordered = sorted(results, key=lambda each: (each.statement.language, each.statement.kind))
    groups = ["all", *(f"in {each.statement.language}" for each in ordered)]
    groups += sorted({each.statement.kind for each in ordered})
    counted: dict[str, Counter[str]] = {group: Counter() for group in groups}
    for result in ordered:
        statement = result.statement
        for group in ("all", f"in {statement.language}", statement.kind):
            counted[group][result.fate] += 1
    return counted


def print_counts(title: str, results: Sequence[Result]) -> None:
    """Print the counts of one file."""
    rows = [
        [
            group,
            each.total(),
            *(each[fate] for fate in FATES),
            percent(each[FATES[0]], each.total()),
        ]
        for group, each in counts(results).items()
    ]
    print_table([title, "tried", *FATES, "own words"], rows)
    print()


def failures(results: Iterable[Result], *, shown: bool) -> Iterator[Result]:
    """Yield those that were shown in the model's words and should not be, or the other way round."""
    return (each for each in results if (each.fate == "own words") is shown)


def print_failures(title: str, results: Iterable[Result], limit: int) -> None:
    """Print what went wrong, up to a limit."""
    for result in list(results)[:limit]:
        statement = result.statement
        print(f"{title}: {statement.id}, {statement.kind}, {result.fate}")
        print(f"    says   {statement.text}")
        print(f"    source {' / '.join(statement.evidence)}")
        if result.objection:
            print(f"    log    {result.objection}")


def as_json(files: dict[str, list[Result]]) -> str:
    """Return the counts of all files as JSON."""
    table = {name: counts(results) for name, results in files.items()}
    return json.dumps(table, ensure_ascii=False, indent=2)


def main() -> None:
    """Index the documents, try all statements, and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.statements", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    parser.add_argument("--failures", type=int, default=0, metavar="N")
    arguments = parser.parse_args()
    results = results_of({name: load_statements(name) for name in FILES})
    if arguments.json:
        print(as_json(results))
        return
    for name, tried in results.items():
        print_counts(name, tried)
        wrong = failures(tried, shown=name.endswith("false"))
        print_failures(name, wrong, arguments.failures)


if __name__ == "__main__":
    main()
