"""Messages that ask nothing of the contents, said to a library of real documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import About, Answer, Library, NoIndexError, QuestionError, Turn
from retrieval.about.history import without_courtesies
from tests.folders import LONG_AGO, Folder
from tests.model_stub import ModelStub

GUIDE = """\
# Guide for beekeepers

Bees dislike the smell of bananas. Work calmly beside the hive.

## Swarming

A swarm leaves in May.

## Wintering

Feed the bees until October.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.at(tmp_path)
    made.write("apiary/guide.md", GUIDE)
    made.write("fees.txt", "The yearly fee is 30 euros.\r\nPay it in March.\r\n")
    with made.library() as library:
        library.reindex()
    return made


def said(folder: Folder, message: str) -> Answer:
    with folder.library() as library:
        return library.ask(message)


@pytest.mark.parametrize("message", ["hi", "thanks!", "👍", "who are you?", "help"])
def test_a_courtesy_is_answered_without_a_search(folder: Folder, message: str) -> None:
    answer = said(folder, message)
    assert (answer.kind, answer.answered, answer.mode) == ("about", False, "extractive")
    assert (answer.closest, answer.citations) == ((), ())
    assert answer.timings.total >= answer.timings.retrieve >= 0
    assert answer.text


def test_the_documents_are_listed_by_path(folder: Folder) -> None:
    answer = said(folder, "which documents do you know?")
    assert answer.about is not None
    assert [source.path for source in answer.about.sources] == ["apiary/guide.md", "fees.txt"]
    assert answer.text == (
        "These are the documents:\n- fees.txt\napiary/\n- Guide for beekeepers (guide.md)"
    )


def test_a_document_that_was_removed_is_not_listed(folder: Folder) -> None:
    (folder.corpus / "fees.txt").unlink()
    with folder.library() as library:
        library.reindex()
    assert said(folder, "list the documents").text.startswith("This is the only document:")


def test_a_summary_is_title_outline_and_opening_in_quotes(folder: Folder) -> None:
    answer = said(folder, "summarise the beekeepers guide for me")
    assert answer.about is not None
    (outline,) = answer.about.outlines
    assert outline.opening is not None
    text = (folder.corpus / "apiary/guide.md").read_text(encoding="utf-8")
    assert text[outline.opening.start : outline.opening.end] == outline.opening.quote
    assert answer.text == (
        "Guide for beekeepers (apiary/guide.md)\n"
        "It begins: “Bees dislike the smell of bananas. Work calmly beside the hive.”\n"
        "Its headings:\n- Swarming\n- Wintering"
    )


def test_the_only_document_needs_no_name(folder: Folder) -> None:
    assert said(folder, "what is this about?").about == said(folder, "list the documents").about
    (folder.corpus / "fees.txt").unlink()
    with folder.library() as library:
        library.reindex(force=True)
        about = library.ask("what is this about?").about
    assert about is not None
    assert [outline.source.path for outline in about.outlines] == ["apiary/guide.md"]


def test_many_documents_of_one_name_are_listed(folder: Folder) -> None:
    for month in ("april", "june", "july", "august"):
        folder.write(f"{month}/notes.txt", f"Notes of the meeting in {month}.", changed=LONG_AGO)
    with folder.library() as library:
        library.reindex()
        about = library.ask("summarise the notes").about
    assert about is not None
    assert (about.topic, len(about.sources)) == ("documents", 4)


def test_a_summary_of_what_is_no_document_is_searched_for(folder: Folder) -> None:
    answer = said(folder, "summarise the swarm in May")
    assert answer.kind == "answer"
    assert "A swarm leaves in May." in answer.text


def test_a_greeting_before_a_question_does_not_hide_it(folder: Folder) -> None:
    assert "30 euros" in said(folder, "hi, how much is the yearly fee?").text


def test_no_model_is_asked(folder: Folder) -> None:
    with ModelStub().running() as model:
        settings = folder.settings(openai_base_url=model.url, chat_model="openai:stub")
        with Library.open(settings) as library:
            answer = library.ask("hello", [Turn("user", "What is the fee?")])
        assert (answer.kind, answer.mode, answer.tokens) == ("about", "generative", 0)
        assert not model.requests


def test_punctuation_alone_says_nothing(folder: Folder) -> None:
    with pytest.raises(QuestionError):
        said(folder, "???")


def test_without_an_index_it_is_told_as_ever(tmp_path: Path) -> None:
    with Folder.at(tmp_path).library() as library, pytest.raises(NoIndexError):
        library.ask("hi")


def test_a_courtesy_between_lends_a_follow_up_no_words(folder: Folder) -> None:
    history = [
        Turn("user", "How much is the yearly fee?"),
        Turn("assistant", "The document says: “The yearly fee is 30 euros.” [1]"),
        Turn("user", "thanks"),
        Turn("assistant", About("thanks").text),
    ]
    assert without_courtesies(history) == tuple(history[:2])
    assert without_courtesies(history[1:2]) == tuple(history[1:2])
