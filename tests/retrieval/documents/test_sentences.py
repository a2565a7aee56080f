"""Where sentences begin and end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents.sentences import sentences


def said(text: str, longest: int | None = None) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, longest)]


WRAPPED = """The committee decided in its first meeting of the year that
Professor Miller should be heard, and that the decision of
1998 should stand."""


@pytest.mark.parametrize(
    "parts",
    [
        ["Fees rose.", "Nobody knew why."],
        ["Did they rise?", "They did!", "Twice…", "And again."],
        ["“It is over.”", "He left.", '"Why?"', "(Nobody asked.)", "So it was."],
        ["Dr. Smith met Mr. Jones on St. Mary’s Road.", "They spoke."],
        ["J. R. R. Tolkien wrote it.", "Harry S. Truman read it."],
        ["It costs 3.50 euros, i.e. a lot, e.g. for children.", "Version 2.0.1 is free."],
        [
            "He works for the U.S. Army.",
            "She lives in the U.S.",
            "They met at 5 p.m.",
            "It rained.",
        ],
        ["See Fig. 3 and No. 7, vol. 2, pp. 4.", "Is it art?", "No.", "It is a chair."],
        ["It was sold to Acme Inc.", "The price was low, etc.", "We know."],
        ["Mail it to a.b@example.com or see www.example.com/a.html.", "Thanks."],
        ["It was so.[12]", "It is not.[a]", "It will be."],
        ["He paused ... then went on.", "She asked “Why?” and left."],
        ["**It is bold.**", "_It leans._", "It is plain."],
        ["これは文です。", "もう一つ！", "「終わりですか？」", "はい。"],
        ["यह एक वाक्य है।", "यह दूसरा है।"],
        ["هل هذا سؤال؟", "نعم."],
        ["¿Qué es?", "¡Es esto!", "Étienne l’a dit.", "Österreich auch."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts: list[str]) -> None:
    assert said(" ".join(parts)) == parts
    assert said("\r\n\r\n".join(parts)) == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["Der Kurs beginnt am 3. Mai.", "Er endet am 14. August.", "Danach ist frei."],
        ["Die Kirche ist aus dem 12. Jahrhundert.", "Sie ist klein."],
        ["He was 12.", "August came late.", "She was 3.", "May comes next."],
        ["¿Quién riega?", "¡Nadie!", "Llueve."],
        ["Музей открыт.", "Вход в г. Псков свободный.", "Приходите!"],
        ["茶馆十点开门。", "星期三休息！", "你来吗？"],
        ["「行くよ。」と彼は言った。", "次の日。"],
        ["هل تقبل؟", "لا، غير مسموح.", "شكراً!"],
        ["यह पुस्तक है।", "वह घर है।"],
    ],
)
def test_sentences_end_where_a_reader_of_each_language_ends_them(parts: list[str]) -> None:
    joiner = "" if "。" in parts[0] else " "
    text = joiner.join(parts)
    assert said(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        # A blank line ends what has no stop; a heading ends with its line.
        ("A title\n\nIt begins.", ["A title", "It begins."]),
        ("# A title\nIt begins.", ["# A title", "It begins."]),
        ("# A title\nand what is below", ["# A title", "and what is below"]),
        ("Opening hours:\r\nMonday\r\nTuesday", ["Opening hours:", "Monday", "Tuesday"]),
        # List items, table rows, quotations, rules.
        ("1. Open it.\n2. Close it", ["1. Open it.", "2. Close it"]),
        ("- open it\n- close it\n* and again", ["- open it", "- close it", "* and again"]),
        ("a) one\nb) two", ["a) one", "b) two"]),
        ("| a | b |\n| c | d |", ["| a | b |", "| c | d |"]),
        ("> quoted\n> twice\n---\nend", ["> quoted", "> twice", "---", "end"]),
        # Paragraphs on one line each, with a heading between, as in many plain text files.
        (
            "It has been a long way, " * 6 + "and it goes on\nA word on the way\nIt is long.",
            [
                "It has been a long way, " * 6 + "and it goes on",
                "A word on the way",
                "It is long.",
            ],
        ),
        # Lines that were wrapped are one sentence, whatever the next line begins with.
        (WRAPPED, [WRAPPED]),
        ("short\nlines go on", ["short\nlines go on"]),
    ],
)
def test_line_breaks_end_sentences_unless_a_line_was_wrapped(text: str, parts: list[str]) -> None:
    assert said(text) == parts


def test_a_sentence_that_is_too_long_is_cut_at_white_space() -> None:
    text = "Again and again they came. " + "Word " * 30 + "x" * 45
    assert said(text, 40) == [
        "Again and again they came.",
        *["Word Word Word Word Word Word Word Word"] * 3,
        "Word Word Word Word Word Word",
        "x" * 40,
        "x" * 5,
    ]


def test_nothing_but_white_space_holds_no_sentence() -> None:
    assert sentences("") == []
    assert sentences(" \r\n\t\n ") == []


@given(st.text(alphabet="aB1.!?…。\n\r\t ’”)]#-|*", max_size=200) | st.text(max_size=200))
def test_every_character_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[s.start : s.end] for s in spans).split()) == "".join(text.split())
    for before, after in pairwise(spans):
        assert before.end <= after.start
    for span in spans:
        assert text[span.start : span.end].strip() == text[span.start : span.end] != ""


@given(st.text(alphabet="ab. \n", max_size=300), st.integers(2, 20))
def test_no_piece_is_longer_than_asked_for(text: str, longest: int) -> None:
    assert all(len(span) <= longest for span in sentences(text, longest))
    assert "".join("".join(said(text, longest)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "piece", [".", ".'", "\n", "\n ", "a.b.", "1. ", "。", ".[1]", "- ", "x\n"]
)
def test_hostile_text_does_not_hang(piece: str) -> None:
    """In time that grows with the square of the length this would take hours."""
    text = piece * (1_000_000 // len(piece))
    assert sum(map(len, sentences(text, 400))) <= len(text)
