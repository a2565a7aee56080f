"""The commands that ask the index: one question, or a file of them."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

import retrieval

from .. import exit_codes
from ..input_lines import open_questions, serve
from ..output import answer_output, json_output, progress_display, streams, terminal
from ..session import open_to_ask, with_index

if TYPE_CHECKING:
    from retrieval import Answer, Library, evaluation

    from ..input_lines import Served


def ask(arguments: Namespace) -> int:
    """Answer a question, or a file of them."""
    notices: dict[str, bool] = {}
    with open_questions(arguments) as lines, open_to_ask(arguments) as library:

        def ask(question: str, identifier: object = None) -> Served:
            answer = with_index(library, lambda: _ask_patiently(library, question))
            if answer.notice is not None and answer.notice not in notices:
                notices[answer.notice] = answer.misconfigured
                streams.print_message(answer.notice)
            return json_output.answer_row(answer, identifier), answer_output.answer(answer)

        status = serve(arguments, lines, ask)
    return exit_codes.WRONG_INPUT if any(notices.values()) else status


def search(arguments: Namespace) -> int:
    """List the passages that retrieval finds for a query, or for a file of them."""
    limit = arguments.limit
    with open_questions(arguments) as lines, open_to_ask(arguments) as library:

        def search(query: str, identifier: object = None) -> Served:
            passages = with_index(library, lambda: library.search(query, limit=limit))
            return json_output.search_row(query, passages, identifier), answer_output.passages(
                passages
            )

        return serve(arguments, lines, search)


def score(arguments: Namespace) -> int:
    """Score retrieval and answers on a file of questions."""
    questions = retrieval.evaluation.load_questions(arguments.file)
    with open_to_ask(arguments) as library:

        def evaluate() -> evaluation.Scores:
            with progress_display.counting(terminal.console(sys.stderr)) as count:
                return retrieval.evaluation.evaluate(
                    library,
                    questions,
                    budget=arguments.budget,
                    progress=lambda done, total: count("Asking", done, total, "questions"),
                )

        scores = with_index(library, evaluate)
    streams.print_result(
        json_output.scores_row(scores), terminal.scores(scores), as_json=arguments.json
    )
    return exit_codes.DONE


def _ask_patiently(library: Library, question: str) -> Answer:
    with terminal.waiting(terminal.console(sys.stderr), "Reading …"):
        return library.ask(question)
