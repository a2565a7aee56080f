"""What kind of answer a question asks for, and which texts hold one."""

from __future__ import annotations

import pytest

from retrieval.questions.answer_types import (
    FIGURES,
    AnswerType,
    answer_types,
    counted_things,
    defined_term,
    defines,
    holds_answer,
    named_number,
    near_figures,
)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("how much is a season ticket", "money"),
        ("what's the fee for guests", "money"),
        ("Was kostet ein Tagesausweis?", "money"),
        ("combien coûte la carte ?", "money"),
        ("how many rowers fit in the boat", "count"),
        ("Wie viele Plätze gibt es?", "count"),
        ("max length of a post", "number"),
        ("how tall is the climbing wall", "size"),
        ("what temperature does the oven need", "temperature"),
        ("how many watts does the lamp draw", "power"),
        ("how heavy is the anvil", "weight"),
        ("minimum age for the course", "age"),
        ("which version added dark mode", "version"),
        ("what time does the pool close", "clock"),
        ("when is the summer party", "date"),
        ("¿Cuándo es la reunión?", "date"),
        ("how long may I keep a book", "duration"),
        ("how many days of notice do I have to give", "duration"),
        ("phone number of the caretaker", "phone"),
        ("email address of the treasurer?", "email"),
        ("who chairs the board", "person"),
        ("where are the spare keys", "place"),
        ("why is the lift out of order", "reason"),
        ("what does demurrage mean", "definition"),
        ("how do i reset my badge", "procedure"),
        ("which kinds of membership are there", "list"),
        ("can i bring my own food", "yes or no"),
    ],
)
def test_the_kind_of_answer_that_is_asked_for(question: str, kind: AnswerType) -> None:
    assert kind in answer_types(question)


@pytest.mark.parametrize(
    "question",
    [
        "can i pay the fee by card",
        "is there a limit",
        "how do I switch it off when the timer rings",
        "why is the price so high",
        "the kitchen",
    ],
)
def test_what_only_mentions_a_figure_asks_for_none(question: str) -> None:
    assert answer_types(question).isdisjoint(FIGURES)


@pytest.mark.parametrize(
    ("kind", "holding", "lacking"),
    [
        ("money", "A ticket is €12.", "Tickets are sold at the gate."),
        ("money", "Entry is free.", "Entry is by the side door."),
        ("count", "There are twelve lanes.", "There are lanes."),
        ("size", "The shelf is 40 cm deep.", "The shelf takes 40 books."),
        ("temperature", "Fire it at 950 °C.", "Fire it slowly, 950 times."),
        ("weight", "It weighs 12 kg.", "It weighs next to nothing."),
        ("version", "Since version 3.1 it can.", "It can do so by now."),
        ("clock", "The doors open at 18:30.", "The doors open early."),
        ("date", "It is on 4 May.", "It is in the park."),
        ("duration", "You may keep it for three weeks.", "You may keep it."),
        ("phone", "Call 020 7946 0018.", "Call the office."),
        ("email", "Write to desk@example.org.", "Write to the desk."),
    ],
)
def test_what_shows_an_answer_of_a_kind(kind: AnswerType, holding: str, lacking: str) -> None:
    assert holds_answer(kind, holding)
    assert not holds_answer(kind, lacking)


def test_what_a_question_counts() -> None:
    assert counted_things("how many spare paddles do we own") == "spare paddles"
    assert counted_things("how many are there") == ""
    assert counted_things("what is a paddle") == ""


def test_what_stands_beside_figures() -> None:
    text = (
        "The club owns 14 spare paddles. Long ago, in another place, somebody had written a book."
    )
    assert "paddles" in near_figures(text)
    assert "book" not in near_figures(text)


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("what is a cox", "cox"),
        ("whats a slipway?", "slipway"),
        ("what counts as a junior member", "junior member"),
        ("what does feathering mean", "feathering"),
        ("bow side?? what does that mean", "bow side"),
        ("what is the cost of a locker for one year", ""),
        ("how do I feather", ""),
    ],
)
def test_the_term_whose_meaning_is_asked_for(question: str, term: str) -> None:
    assert defined_term(question) == term


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A cox is the person who steers.", True),
        ("Cox: the person who steers.", True),
        ("- **Cox** – steers the boat.", True),
        ("Ask the cox before you board.", False),
        ("The coxswain's seat is wet.", False),
    ],
)
def test_a_definition_begins_with_its_term(text: str, expected: bool) -> None:
    assert defines("cox", text) is expected
    assert not defines("", text)


def test_the_number_that_a_question_names() -> None:
    assert named_number("what does step 4 say") == 4
    assert named_number("rule #12?") == 12
    assert named_number("4 people") is None


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("date", "Das Bad öffnet um neun Uhr."),
        ("date", "El huerto se riega los martes."),
        ("date", "Le musée ferme en juillet."),
        ("duration", "Bücher werden für vier Wochen ausgeliehen."),
        ("money", "La cuota es de treinta euros."),
        ("count", "Im Saal stehen sechs Rechner."),
        ("clock", "Täglich geöffnet."),
    ],
)
def test_figures_are_seen_in_other_languages(kind: AnswerType, text: str) -> None:
    assert holds_answer(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("number", "The elf sings."), ("number", "DOS is old."), ("date", "Mars is red.")],
)
def test_an_english_word_is_no_figure_because_it_is_one_elsewhere(
    kind: AnswerType, text: str
) -> None:
    assert not holds_answer(kind, text)
