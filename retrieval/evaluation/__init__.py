"""Scores retrieval and answers on a set of questions whose answers are known.

The measures are pure functions; `evaluate` asks a library and applies them.
"""

from .answer_measures import AnswerMatch, is_faithful, match_answer
from .evaluator import EvaluatedLibrary, evaluate
from .question_file import EvaluationQuestion, Gold, load_questions
from .retrieval_measures import RetrievalMatch, match_passages
from .scores import AnswerScores, Scores, summarise

__all__ = [
    "AnswerMatch",
    "AnswerScores",
    "EvaluatedLibrary",
    "EvaluationQuestion",
    "Gold",
    "RetrievalMatch",
    "Scores",
    "evaluate",
    "is_faithful",
    "load_questions",
    "match_answer",
    "match_passages",
    "summarise",
]
