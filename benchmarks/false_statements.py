"""How many false statements get through.

`python -m benchmarks.false_statements FOLDER` takes a set of questions (`corpus`, and `questions.jsonl`
with the places of the answers), and has a chat model answer each with the sentence that holds the
answer, word for word, which must be shown; and then with false variants of it, one at a time, each
beside a true quote, none of which must be shown in the model's words. Only questions whose sentence the
search finds are taken, in an order by chance that is the same at every run.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from benchmarks.false_variants import WAYS, TrueSentence, variants
from benchmarks.scripted_library import (
    OUTCOMES,
    Draft,
    Outcome,
    ScriptedLibrary,
    percent,
    print_table,
    scripted_library,
)
from retrieval import Span
from retrieval.documents.sentences import sentences
from retrieval.evaluation.question_file import EvaluationQuestion, load_questions

TRUE = "copy of the true sentence"
LONGEST, SHORTEST = 400, 25
"""Characters of a sentence that a model would write as one statement."""


@dataclass(slots=True)
class Tally:
    """What became of the variants of each way, and those that were shown."""

    tried: int = 0
    outcomes: dict[str, Counter[Outcome]] = field(default_factory=dict)
    shown: list[tuple[str, str, str]] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)

    def add(self, way: str, outcome: Outcome) -> None:
        """Count one."""
        self.outcomes.setdefault(way, Counter())[outcome] += 1

    @property
    def false(self) -> Counter[Outcome]:
        """What became of all that are false."""
        return sum((each for way, each in self.outcomes.items() if way != TRUE), Counter())


def try_set(
    library: ScriptedLibrary, corpus: Path, asked: Sequence[EvaluationQuestion], count: int
) -> Tally:
    """Try all variants of so many questions."""
    tally = Tally()
    for question in asked:
        if tally.tried == count:
            break
        sentence = true_sentence(library, corpus, question)
        if sentence is None:
            continue
        tally.tried += 1
        reply = library.ask(question.question, Draft(sentence.text, (sentence.text,)))
        tally.add(TRUE, reply.outcome(sentence.text))
        if not reply.shows(sentence.text):
            tally.lost.append((sentence.text, "; ".join(reply.objections)))
        for variant in variants(sentence):
            reply = library.ask(question.question, Draft(variant.text, (variant.quote,)))
            tally.add(variant.way, reply.outcome(variant.text))
            if reply.shows(variant.text):
                tally.shown.append((variant.way, sentence.text, variant.text))
    return tally


def true_sentence(
    library: ScriptedLibrary, corpus: Path, question: EvaluationQuestion
) -> TrueSentence | None:
    """Return the sentence that holds the answer to a question, if it is one and the search finds it."""
    if not question.gold or (span := question.gold[0].span) is None:
        return None
    path = question.gold[0].path
    text, spans = document(corpus / path)
    held = [index for index, each in enumerate(spans) if each.overlaps(span)]
    if len(held) != 1:
        return None
    place = spans[held[0]]
    words = " ".join(text[place.start : place.end].split())
    if not SHORTEST <= len(words) <= LONGEST or not words.endswith((".", ".”", '."')):
        return None
    found = any(
        each.source.path == path and each.start <= place.start and place.end <= each.end
        for each in library.library.search(question.question)
    )
    if not found or not library.ask(question.question).asked:
        return None
    nearest = sorted(range(len(spans)), key=lambda index: (abs(index - held[0]), index))[1:]
    others = (" ".join(text[spans[index].start : spans[index].end].split()) for index in nearest)
    return TrueSentence(words, question.question, tuple(others))


@cache
def document(path: Path) -> tuple[str, list[Span]]:
    """Return the text of a document, line ends as they stand, and its sentences."""
    text = path.read_bytes().decode()
    return text, sentences(text)


def shuffled(questions: Sequence[EvaluationQuestion]) -> list[EvaluationQuestion]:
    """Return those that have an answer, in an order by chance, the same at every run."""
    answerable = [each for each in questions if each.gold]
    return random.Random("false statements").sample(answerable, len(answerable))


def rows(tally: Tally) -> Iterator[list[object]]:
    """Yield the lines of the table, those that get through most first."""
    false = [(way, tally.outcomes[way]) for way in WAYS if way in tally.outcomes]
    false.sort(key=lambda each: -each[1]["shown"] / each[1].total())
    lines = [*false, ("all that are false", tally.false)]
    lines.append((TRUE, tally.outcomes.get(TRUE, Counter())))
    for way, outcomes in lines:
        yield [
            way,
            outcomes.total(),
            *(outcomes[outcome] for outcome in OUTCOMES),
            percent(outcomes["shown"], outcomes.total()),
        ]


def main() -> None:
    """Try a set, and print what became of the false statements of each way."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.false_statements", description=__doc__
    )
    parser.add_argument("set", type=Path, help="a folder with questions.jsonl and corpus")
    parser.add_argument("--questions", type=int, default=60, help="how many are taken")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    parser.add_argument(
        "--shown", type=int, default=0, metavar="N", help="list some that are shown"
    )
    arguments = parser.parse_args()
    corpus = arguments.set / "corpus"
    if not corpus.is_dir():
        corpus = arguments.set.parent.parent / "corpus"
    asked = shuffled(load_questions(arguments.set / "questions.jsonl"))
    with scripted_library(corpus) as library:
        tally = try_set(library, corpus, asked, arguments.questions)
    if arguments.json:
        print(json.dumps({"questions": tally.tried, "ways": tally.outcomes}, indent=2))
        return
    print(f"{tally.tried} questions\n")
    print_table(["way", "tried", *OUTCOMES, "share shown"], list(rows(tally)))
    for way, true, false in tally.shown[: arguments.shown]:
        print(f"\n{way}\n    true   {true}\n    shown  {false}")
    for true, objection in tally.lost[: arguments.shown]:
        print(f"\nnot shown, though true\n    true   {true}\n    log    {objection}")


if __name__ == "__main__":
    main()
