"""Fits the weights by which an answer is chosen, and by which it is refused.

`python -m benchmarks.fit_answers ../shared/eval` reads the sets of questions in a folder, measures the
features of every quotable, and prints how well the choice does on communities that it was not fitted on
(cross-validation: each top folder of a set with several is left out in turn; so is each set for the
refusals). With `--write` it writes `retrieval/answers/extractive/weights.py`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.conditional_logit import Doubles, fit_choice, fit_logistic, logistic
from retrieval.answers.extractive import weights
from retrieval.answers.extractive.asked import Asked
from retrieval.answers.extractive.choice import READ_PASSAGES
from retrieval.answers.extractive.composition import Composer, Quotation
from retrieval.answers.extractive.features import Features, measure
from retrieval.answers.extractive.quotables import quotables
from retrieval.answers.extractive.scoring import choice_scores, evidence
from retrieval.arrays import Floats
from retrieval.evaluation.question_file import EvaluationQuestion, Gold, load_questions
from retrieval.evaluation.text_overlap import overlap
from retrieval.library import Library
from retrieval.search.relevance import Relevance
from retrieval.settings import Settings
from retrieval.types import Span

SETS = ("community_dev", "squad2_dev", "xquad_dev", "article_dev", "chunking_dev")
MEMBERS = "community_dev"
"""The set whose questions are typed as members type; it weighs most."""

OTHER_SETS_WEIGHT = 0.25
NEAR_MISS_WEIGHT, OFF_TOPIC_WEIGHT = 3.0, 1.5
CHOICE_PENALTY, CONFIDENCE_PENALTY = 0.1, 10.0
"""How strongly weights are drawn to zero (ridge), chosen by cross-validation."""

QUESTIONS_OF_A_SET, FOREIGN_QUESTIONS = 180, 40
"""Questions taken of each of the other sets, and of each set asked on the documents of another."""

THRESHOLD = 0.2
LEFT_OUT = ("chat", "foreign", "unanswerable")
"""Kinds that nothing is learned from: no questions on the contents, those that words can't tell, and
those that are written to look answerable, which takes reading."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question asked on the documents of a set, with what could be quoted and what of it is right."""

    set: str
    kind: str
    community: str
    answerable: bool
    asked: Asked
    features: Features
    relevance: Relevance
    right: np.ndarray

    @property
    def weight(self) -> float:
        """What it counts among all examples."""
        of_kind = {"near_miss": NEAR_MISS_WEIGHT, "off_topic": OFF_TOPIC_WEIGHT}.get(self.kind, 1.0)
        return of_kind * (1.0 if self.set == MEMBERS else OTHER_SETS_WEIGHT)

    def evidence(self, choice: Floats) -> list[float]:
        """Return what tells whether the best quotable answers, under some weights of the choice."""
        scores = self.features.rows @ choice
        return list(evidence(self.asked, self.features, scores, self.relevance).values())


def main() -> None:
    """Fit, print, and maybe write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, help="the folder that holds the sets")
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    options = parser.parse_args()
    examples = [example for name in SETS for example in examples_of(options.sets, name)]
    names = examples[0].features.names
    validate(examples)
    choice = fit_on(examples)
    confidence, bias = fit_confidence(examples, choice)
    evidence_names = list(
        evidence(
            examples[0].asked, examples[0].features, choice_scores(examples[0].features),
            examples[0].relevance,
        )
    )  # fmt: skip
    text = module_text(
        dict(zip(names, choice.tolist(), strict=True)),
        dict(zip(evidence_names, confidence.tolist(), strict=True)),
        bias,
    )
    if options.write:
        Path(weights.__file__).write_text(text, encoding="utf-8")
    else:
        print(text)


def examples_of(sets: Path, name: str) -> Iterator[Example]:
    """Yield the questions of a set, and those of other sets asked on its documents."""
    corpus = sets / name / "corpus"
    if not corpus.is_dir():
        corpus = sets.parent / "corpus"
    own = load_questions(sets / name / "questions.jsonl")
    if name != MEMBERS:
        own = some([question for question in own if question.gold], QUESTIONS_OF_A_SET)
    with TemporaryDirectory() as data:
        settings = Settings(_env_file=None, corpus=corpus, data=Path(data))
        with Library.open(settings) as library:
            library.reindex()
            for question in own:
                yield from _examples(library, name, question, question.kind or "plain")
            for other in SETS:
                if other != name:
                    asked = load_questions(sets / other / "questions.jsonl")
                    for question in some([each for each in asked if each.gold], FOREIGN_QUESTIONS):
                        elsewhere = EvaluationQuestion(question.id, question.question, ())
                        yield from _examples(library, name, elsewhere, "cross")


def some(questions: Sequence[EvaluationQuestion], count: int) -> list[EvaluationQuestion]:
    """Return at most `count` of the questions, spread evenly."""
    step = max(1, len(questions) // count)
    return list(questions[::step][:count])


def _examples(
    library: Library, name: str, question: EvaluationQuestion, kind: str
) -> Iterator[Example]:
    if kind in LEFT_OUT:
        return
    text, found = library.searched(question.question)
    passages = found.passages[:READ_PASSAGES]
    chosen_from = quotables(passages, found.documents)
    if not chosen_from:
        return
    asked = Asked.of(text, library.lexicon, found.rarity)
    features = measure(asked, chosen_from, library.lexicon)
    scores = choice_scores(features)
    composer = Composer(chosen_from, scores, features.asked_above, wants_list=asked.wants_list)
    right = []
    for index, quotable in enumerate(chosen_from):
        document = found.documents[quotable.path].text
        blocks = passages[quotable.passage].blocks
        quotation = composer.quotation(index, blocks, document)
        right.append(
            any(_answers(quotation, quotable.span, gold, document) for gold in question.gold)
        )
    community = question.gold[0].path.split("/")[0] if question.gold else ""
    yield Example(
        name,
        kind,
        community,
        bool(question.gold),
        asked,
        features,
        found.relevance,
        np.array(right),
    )


def _answers(quotation: Quotation, quotable: Span, gold: Gold, text: str) -> bool:
    """Return whether what is quoted says the gold; of gold without words, whether it holds its place."""
    if quotation.path != gold.path:
        return False
    if gold.text is None:
        return gold.touches(quotation.path, quotable.start, quotable.end)
    return overlap(text[quotation.span.start : quotation.span.end], gold.text)


def fit_on(examples: Sequence[Example]) -> Floats:
    """Return the weights of the choice."""
    useful = [each for each in examples if each.right.any() and not each.right.all()]
    return fit_choice(
        [(each.features.rows, each.right, each.weight) for each in useful], CHOICE_PENALTY
    )


def fit_confidence(examples: Sequence[Example], choice: Floats) -> tuple[Doubles, float]:
    """Return the weights of the evidence that the documents answer, and the bias."""
    return fit_logistic(
        np.array([each.evidence(choice) for each in examples]),
        np.array([each.answerable for each in examples]),
        np.array([each.weight for each in examples]),
        CONFIDENCE_PENALTY,
    )


def validate(examples: Sequence[Example]) -> None:
    """Print how well it does on communities that it was not fitted on."""
    members = [each for each in examples if each.set == MEMBERS and each.answerable]
    print("left out            first   first three")
    for community in sorted({each.community for each in members}):
        rest = [each for each in examples if each.community != community]
        choice = fit_on(rest)
        held_out = [each for each in members if each.community == community]
        ranked = [each.right[np.argsort(-(each.features.rows @ choice))] for each in held_out]
        first = np.mean([right[0] for right in ranked])
        three = np.mean([right[:3].any() for right in ranked])
        print(f"{community:18} {first:6.2f} {three:8.2f}")
    choice = fit_on(examples)
    print(f"\nleft out      answerable, refused   others refused (below {THRESHOLD})")
    for name in SETS:
        fitted = fit_confidence([each for each in examples if each.set != name], choice)
        held_out = [each for each in examples if each.set == name]
        chances = logistic(np.array([each.evidence(choice) for each in held_out]), *fitted)
        refused = chances < THRESHOLD
        answerable = np.array([each.answerable for each in held_out])
        others = f"{refused[~answerable].mean():.2f}" if (~answerable).any() else "–"
        print(f"{name:14} {refused[answerable].mean():10.2f} {others:>20}")


def module_text(choice: dict[str, float], confidence: dict[str, float], bias: float) -> str:
    """Return the module that holds the weights."""
    choice_lines = "\n".join(f'    "{name}": {weight:.3g},' for name, weight in choice.items())
    evidence_lines = "\n".join(
        f'    "{name}": {weight:.3g},' for name, weight in confidence.items()
    )
    return f'''"""The fitted weights of `scoring`: written by `benchmarks/fit_answers.py` alone."""

from __future__ import annotations

from collections.abc import Mapping

CHOICE: Mapping[str, float] = {{
{choice_lines}
}}
"""What each feature of a quotable adds to its score."""

CONFIDENCE: Mapping[str, float] = {{
{evidence_lines}
}}
"""What each piece of evidence adds to the logarithm of the odds that there is an answer."""

CONFIDENCE_BIAS = {bias:.3g}

CONFIDENCE_THRESHOLD = {THRESHOLD:.3g}
"""Below this confidence a question is refused."""
'''


if __name__ == "__main__":
    main()
