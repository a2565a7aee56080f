"""The guides are sample documents too: the bot answers from them how to install, update and back up.

The questions are worded as people ask. Each threshold lies one question below what was measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval import Library, Settings
from retrieval.evaluation import evaluate, load_questions
from tests.paths import DATA, ROOT

if TYPE_CHECKING:
    from retrieval.evaluation import Scores

QUESTIONS = DATA / "handbook" / "questions.jsonl"


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Scores:
    """The scores on the questions about Footnote itself."""
    settings = Settings(
        _env_file=None,
        corpus=ROOT / "docs" / "handbook",
        data=tmp_path_factory.mktemp("data"),
        chat_model="none",
    )
    with Library.open(settings) as library:
        library.reindex()
        return evaluate(library, load_questions(QUESTIONS))


def test_thirty_questions_are_answered_by_the_guides_and_six_are_not(handbook: Scores) -> None:
    assert (handbook.questions, handbook.answerable) == (36, 30)


@pytest.mark.parametrize(
    ("measure", "least"),
    [
        ("first_hit", 0.9),  # measured: 28 of 30 have the right words in the first quote
        ("citation_hit", 0.93),  # 29 of 30 in some quote
        ("true_refusals", 0.66),  # 5 of 6
    ],
)
def test_the_guides_are_quoted_as_well_as_ever(
    handbook: Scores, measure: str, least: float
) -> None:
    assert getattr(handbook, measure) >= least


def test_none_of_the_questions_is_refused_and_every_quote_stands(handbook: Scores) -> None:
    assert (handbook.false_refusals, handbook.quote_fidelity) == (0, 1)
