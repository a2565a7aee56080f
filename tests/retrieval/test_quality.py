"""What retrieval and quoting reach on the development sets, where these are at hand.

The sets are not part of the project. They lie in a folder `shared` beside the checkout, or the tests
are skipped. Of the large sets every tenth question is asked, enough to see that something broke;
`footnote eval` asks them all.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Library, Settings
from retrieval.evaluation import EvaluationQuestion, Scores, evaluate, load_questions
from tests.paths import SHARED

pytestmark = pytest.mark.skipif(
    not (SHARED / "eval").is_dir(), reason="the development sets are not beside the checkout"
)


def scored(name: str, data: Path, every: int = 1) -> Scores:
    folder = SHARED / "eval" / name
    own = folder / "corpus"
    corpus = own if own.is_dir() else SHARED / "corpus"
    questions: list[EvaluationQuestion] = load_questions(folder / "questions.jsonl")[::every]
    with Library.open(Settings(corpus=corpus, data=data, chat_model="none")) as library:
        library.reindex()
        return evaluate(library, questions)


def test_every_question_on_the_article_is_answered_from_the_right_place(tmp_path: Path) -> None:
    scores = scored("article_dev", tmp_path)
    assert (scores.questions, scores.answerable) == (16, 12)
    assert (scores.citation_hit, scores.true_refusals, scores.false_refusals) == (1, 1, 0)
    assert scores.recall == 1
    assert scores.quote_fidelity == 1


@pytest.mark.parametrize("name", ["chunking_dev", "squad2_dev", "xquad_dev"])
def test_long_documents_and_many_are_searched_well(tmp_path: Path, name: str) -> None:
    scores = scored(name, tmp_path, every=10)
    assert scores.recall is not None
    assert scores.recall >= 0.9
    assert scores.citation_hit is not None
    assert scores.citation_hit >= 0.6
    assert scores.false_refusals is not None
    assert scores.false_refusals <= 0.15
    assert scores.quote_fidelity == 1
