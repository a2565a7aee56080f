"""The library as a whole, on real documents: asking in each mode, searching, and showing a source."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import REFUSAL, Answer, Library, NoIndexError, QuestionError, Span, Turn
from tests.folders import LONG_AGO, Folder
from tests.model_stub import ModelStub, Refusal, reply_of, stream_of

HANDBOOK = """\
---
title: Members' handbook
url: https://example.org/handbook
---
# Fees

The annual fee is 40 euros. It is due on 1 March.

Students and pensioners pay half of the fee.

# Boats

Every member may use the boats on weekends. A boat is booked in the book at the boathouse.
"""
MINUTES = "The meeting of 3 May elected Rosa Klein treasurer.\r\nShe thanked everyone.\r\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.at(tmp_path)
    made.write("handbook.md", HANDBOOK)
    made.write("minutes/may.txt", MINUTES)
    with made.library() as library:
        library.reindex()
    return made


@pytest.fixture
def model() -> Iterator[ModelStub]:
    with ModelStub().running() as stub:
        yield stub


def writing(folder: Folder, model: ModelStub) -> Library:
    """The library with a chat model."""
    settings = folder.settings(openai_base_url=model.url, chat_model="openai:stub")
    return Library.open(settings)


def check_quotes(folder: Folder, answer: Answer) -> None:
    """Every quote stands in its file at its offsets."""
    assert answer.citations
    for citation in answer.citations:
        text = (folder.corpus / citation.source.path).read_bytes().decode("utf-8")
        assert text[citation.start : citation.end] == citation.quote


class TestQuoting:
    def test_an_answer_is_the_documents_own_words(self, folder: Folder) -> None:
        with folder.library() as library:
            answer = library.ask("How much is the annual fee?")
        assert (answer.mode, answer.answered, answer.notice) == ("extractive", True, None)
        assert answer.statements[0].text == "The annual fee is 40 euros. It is due on 1 March."
        check_quotes(folder, answer)

    def test_a_citation_tells_where_the_words_are(self, folder: Folder) -> None:
        with folder.library() as library:
            (citation, *_) = library.ask("How much is the annual fee?").citations
        assert (citation.number, citation.source.path) == (1, "handbook.md")
        assert (citation.location.line, citation.location.heading) == (7, "Fees")
        assert citation.source.title == "Members' handbook"
        assert citation.source.url == "https://example.org/handbook"

    def test_line_ends_of_windows_do_not_shift_a_quote(self, folder: Folder) -> None:
        with folder.library() as library:
            answer = library.ask("Who was elected treasurer?")
        assert "Rosa Klein" in answer.citations[0].quote
        check_quotes(folder, answer)

    def test_typing_errors_are_mended(self, folder: Folder) -> None:
        with folder.library() as library:
            answer = library.ask("how mutch is the anual fee")
        assert "40 euros" in answer.citations[0].quote
        assert answer.question == "how mutch is the anual fee"

    def test_two_questions_in_one_message_get_an_answer_each(self, folder: Folder) -> None:
        with folder.library() as library:
            answer = library.ask("How much is the annual fee and who was elected treasurer?")
        quotes = " ".join(citation.quote for citation in answer.citations)
        assert "40 euros" in quotes
        assert "Rosa Klein" in quotes
        assert [citation.number for citation in answer.citations] == [1, 2]
        check_quotes(folder, answer)

    def test_words_that_answer_both_parts_of_a_question_are_said_once(self, folder: Folder) -> None:
        with folder.library() as library:
            answer = library.ask("How much is the annual fee and when is the annual fee due?")
        said = [statement.text for statement in answer.statements]
        assert "40 euros" in said[0]
        assert "1 March" in said[0]
        assert len(said) == len(set(said))

    def test_a_question_is_found_in_the_story_around_it(self, folder: Folder) -> None:
        story = (
            "Hi all, I moved here in the spring, unpacked the last box yesterday and finally want to "
            "get out on the water again with a few people from work. How much is the annual fee?"
        )
        with folder.library() as library:
            assert "40 euros" in library.ask(story).citations[0].quote

    def test_a_message_that_is_too_long_is_shortened_to_what_it_asks(self, folder: Folder) -> None:
        with folder.library(max_question=100) as library:
            answer = library.ask("I like rowing very much. " * 40 + "How much is the annual fee?")
        assert "40 euros" in answer.citations[0].quote
        assert len(answer.question) <= 100

    def test_a_refusal_tells_whether_something_near_was_found(self, folder: Folder) -> None:
        with folder.library() as library:
            near = library.ask("What is the name of the boat builder?")
            far = library.ask("Which moons does the planet Neptune have?")
        assert (near.answered, far.answered) == (False, False)
        assert not far.nearly

    def test_a_refusal_tells_that_the_question_is_in_another_language(self, folder: Folder) -> None:
        with folder.library() as library:
            assert library.ask("Warum ist der Himmel eigentlich blau?").language == "de"

    def test_it_is_never_the_bots_own_voice(self, folder: Folder) -> None:
        with folder.library() as library:
            answer = library.ask("How much is the annual fee?")
        assert answer.text.startswith(
            "The document says: “The annual fee is 40 euros. It is due on 1 March.” [1]"
        )

    def test_what_the_documents_do_not_tell_is_refused(self, folder: Folder) -> None:
        with folder.library() as library:
            answer = library.ask("Which volcano erupted in Iceland in 1783?")
        assert (answer.answered, answer.statements, answer.citations) == (False, (), ())
        assert answer.text == REFUSAL
        assert answer.closest

    def test_the_time_that_it_took_is_told(self, folder: Folder) -> None:
        with folder.library() as library:
            timings = library.ask("How much is the annual fee?").timings
        assert timings.total >= timings.retrieve > 0


class TestWriting:
    def test_each_statement_comes_as_soon_as_it_is_proved(
        self, folder: Folder, model: ModelStub
    ) -> None:
        model.will(
            reply_of(
                ("The handbook says that the annual fee is 40 euros.", [(1, "fee is 40 euros")]),
                ("Students and pensioners pay half of the fee.", [(1, "pensioners pay half")]),
            )
        )
        with writing(folder, model) as library:
            states = list(library.stream("How much is the annual fee for students?"))
        assert [len(state.statements) for state in states] == [1, 2, 2]
        assert states[-1].mode == "generative"
        assert states[-1].text.endswith("Students and pensioners pay half of the fee. [2]")
        assert [citation.number for citation in states[-1].citations] == [1, 2]
        check_quotes(folder, states[-1])

    def test_a_quote_cited_twice_has_one_number(self, folder: Folder, model: ModelStub) -> None:
        model.will(
            reply_of(
                ("The annual fee is 40 euros.", []),
                ("According to the handbook, the annual fee is 40 euros.", []),
            )
        )
        with writing(folder, model) as library:
            answer = library.ask("How much is the annual fee?")
        assert [statement.citations for statement in answer.statements] == [(1,), (1,)]

    def test_what_is_not_proven_has_its_sentence_in_its_place(
        self, folder: Folder, model: ModelStub
    ) -> None:
        model.will(
            reply_of(
                ("The annual fee is 90 euros.", [(1, "The annual fee is 90 euros.")]),
                ("The annual fee is due on 1 March.", []),
            )
        )
        with writing(folder, model) as library:
            answer = library.ask("How much is the annual fee?")
        assert [(each.text, each.quoted) for each in answer.statements] == [
            ("The annual fee is 40 euros. It is due on 1 March.", True),
            ("The annual fee is due on 1 March.", False),
        ]
        check_quotes(folder, answer)

    def test_what_the_model_was_sent_and_sent_back_is_counted_for_a_follow_up_too(
        self, folder: Folder, model: ModelStub
    ) -> None:
        question = "How much is the annual fee for students?"
        statement = ("Students pay half of it.", [(1, "Students and pensioners pay half")])
        model.will(stream_of(question), reply_of(statement))
        with writing(folder, model) as library:
            answer = library.ask("And for students?", [Turn("user", "How much is the annual fee?")])
        assert answer.answered
        sent = [message["content"] for each in model.requests for message in each["messages"]]
        back = [question, *reply_of(statement).pieces]
        assert len(model.requests) == 2
        assert answer.tokens == math.ceil(sum(map(len, [*sent, *back])) / 4)

    def test_what_is_quoted_or_refused_by_the_model_costs_nothing(
        self, folder: Folder, model: ModelStub
    ) -> None:
        model.will(Refusal.saying(401, "Incorrect API key provided"))
        with writing(folder, model) as library:
            fallback = library.ask("How much is the annual fee?")
        with folder.library() as library:
            quoted = library.ask("How much is the annual fee?")
        assert (fallback.mode, quoted.mode) == ("fallback", "extractive")
        assert fallback.tokens == quoted.tokens == 0

    def test_where_nothing_is_proven_the_documents_are_quoted(
        self, folder: Folder, model: ModelStub
    ) -> None:
        model.will(reply_of(("The moon is made of cheese.", [(1, "The moon is a cheese.")])))
        with writing(folder, model) as library:
            answer = library.ask("How much is the annual fee?")
        assert (answer.mode, answer.answered) == ("fallback", True)
        assert answer.notice == "What the model wrote could not be proven and is not shown."
        assert answer.statements[0].text == "The annual fee is 40 euros. It is due on 1 March."

    def test_where_the_model_says_that_the_documents_do_not_answer_they_do_not(
        self, folder: Folder, model: ModelStub
    ) -> None:
        model.will(reply_of(answerable=False))
        with writing(folder, model) as library:
            answer = library.ask("How much is the annual fee?")
        assert (answer.mode, answer.answered, answer.notice) == ("generative", False, None)
        assert answer.closest

    def test_no_model_is_asked_what_the_documents_hardly_touch(
        self, folder: Folder, model: ModelStub
    ) -> None:
        with writing(folder, model) as library:
            answer = library.ask("Which volcano erupted in Iceland in 1783?")
        assert not answer.answered
        assert model.requests == []

    def test_a_question_in_another_language_is_left_to_the_model(
        self, folder: Folder, model: ModelStub
    ) -> None:
        model.will(
            reply_of(
                (
                    "Der Jahresbeitrag ist 40 Euro.",
                    [(1, "The annual fee is 40 euros. It is due on 1 March.")],
                )
            )
        )
        with writing(folder, model) as library:
            answer = library.ask("Wie hoch ist der Beitrag, den die Mitglieder zahlen?")
        [statement] = answer.statements
        assert (statement.text, statement.quoted) == ("Der Jahresbeitrag ist 40 Euro.", False)
        assert answer.citations[0].quote == "The annual fee is 40 euros."

    @pytest.mark.parametrize(
        ("fault", "said", "misconfigured"),
        [
            (Refusal(500), "has a fault", False),
            (Refusal(429), "too busy", False),
            (stream_of("I would rather not say."), "nothing that could be read", False),
            (Refusal.saying(401, "Incorrect API key provided"), "OPENAI_API_KEY", True),
            (Refusal.saying(404, "The model `stub` does not exist"), "does not know", True),
        ],
    )
    def test_where_the_model_fails_the_answer_is_quoted_and_says_so(
        self, folder: Folder, model: ModelStub, fault: Refusal, said: str, misconfigured: bool
    ) -> None:
        model.will(*[fault] * 3)
        with writing(folder, model) as library:
            answer = library.ask("How much is the annual fee?")
        assert (answer.mode, answer.misconfigured) == ("fallback", misconfigured)
        assert answer.statements[0].text == "The annual fee is 40 euros. It is due on 1 March."
        assert said in (answer.notice or "")

    def test_a_server_that_is_not_there_is_no_reason_not_to_answer(self, folder: Folder) -> None:
        settings = folder.settings(openai_base_url="http://127.0.0.1:9/v1", model_retries=0)
        with Library.open(settings) as library:
            answer = library.ask("How much is the annual fee?")
        assert (answer.mode, answer.answered) == ("fallback", True)
        assert "OPENAI_BASE_URL" in (answer.notice or "")


class TestFollowingUp:
    HISTORY = (
        Turn("user", "How much is the annual fee?"),
        Turn(
            "assistant",
            "The document says: “The annual fee is 40 euros. It is due on 1 March.” [1]",
        ),
    )

    def test_a_quoted_answer_takes_the_words_it_needs_from_before(self, folder: Folder) -> None:
        boats = Turn("user", "When may members use the boats?")
        with folder.library() as library:
            of_fees = library.ask("Tell me more about it.", self.HISTORY)
            of_boats = library.ask("Tell me more about it.", [boats])
        assert of_fees.question == "Tell me more about it."
        assert "fee" in of_fees.statements[0].text
        assert "boat" in of_boats.statements[0].text

    def test_a_model_rewrites_it_to_be_searched_for(self, folder: Folder, model: ModelStub) -> None:
        model.will(
            stream_of("When is the annual fee due?"),
            reply_of(("It is due on 1 March.", [(1, "It is due on 1 March.")])),
        )
        with writing(folder, model) as library:
            answer = library.ask("When?", self.HISTORY)
        assert answer.statements[0].text == "It is due on 1 March."
        assert len(model.requests) == 2

    def test_a_model_that_fails_at_it_is_done_without(
        self, folder: Folder, model: ModelStub
    ) -> None:
        model.will(*[Refusal(500)] * 6)
        with writing(folder, model) as library:
            answer = library.ask("And when is it due?", self.HISTORY)
        assert (answer.mode, answer.answered) == ("fallback", True)


class TestAsking:
    @pytest.mark.parametrize("question", ["", "  \n\t ", "?!…", "\x00\x1b", "x" * 60_000])
    def test_what_is_no_question_is_told_so(self, folder: Folder, question: str) -> None:
        with folder.library() as library, pytest.raises(QuestionError, match=r"Ask it in"):
            library.ask(question)

    @pytest.mark.parametrize(
        "question",
        [
            'annual fee" OR "1',
            "NEAR(annual fee, 2)",
            "fee AND NOT (euros)",
            "body: fee*",
            "^annual + fee",
            "{annual} fee; DROP TABLE chunk; --",
            "annual\x00 fee\x1b[31m",
            "annual fee \ud800",
        ],
    )
    def test_operators_and_odd_characters_are_words_like_any_other(
        self, folder: Folder, question: str
    ) -> None:
        with folder.library() as library:
            assert library.search(question)[0].source.path == "handbook.md"

    def test_an_index_that_lost_all_its_documents_answers_nothing(self, folder: Folder) -> None:
        for name in ("handbook.md", "minutes/may.txt"):
            (folder.corpus / name).unlink()
        with folder.library() as library:
            library.reindex(force=True)
            assert not library.ask("How much is the annual fee?").answered
            assert library.search("annual fee") == []

    def test_nothing_indexed_is_told(self, tmp_path: Path) -> None:
        with Folder.at(tmp_path).library() as library:
            with pytest.raises(QuestionError):
                library.ask("")
            with pytest.raises(NoIndexError, match="footnote index"):
                library.ask("How much is the annual fee?")

    def test_passages_are_where_they_say(self, folder: Folder) -> None:
        with folder.library() as library:
            passages = library.search("When can members use the boats?", limit=2)
        assert len(passages) <= 2
        for passage in passages:
            text = (folder.corpus / passage.source.path).read_bytes().decode("utf-8")
            assert text[passage.start : passage.end] == passage.text
        assert "boats on weekends" in passages[0].text


class TestShowingASource:
    def quoted(self, library: Library) -> tuple[str, str, int, int]:
        citation = library.ask("How much is the annual fee?").citations[0]
        return citation.source.path, citation.source.digest, citation.start, citation.end

    def test_the_quote_stands_in_its_context(self, folder: Folder) -> None:
        with folder.library() as library:
            excerpt = library.excerpt(*self.quoted(library))
        assert excerpt.state == "current"
        assert excerpt.quote is not None
        quote = excerpt.text[excerpt.quote.start : excerpt.quote.end]
        assert quote == "The annual fee is 40 euros. It is due on 1 March."
        assert "Students" in excerpt.text
        assert "title:" not in excerpt.text, "front matter is no part of the document proper"

    def test_the_window_moves_on_and_back(self, folder: Folder) -> None:
        folder.write("long.txt", "\n".join(f"Line {n} tells of otters." for n in range(500)))
        with folder.library() as library:
            library.reindex()
            passage = library.search("Line 250 otters")[0]
            source = passage.source
            here = (source.path, source.digest, passage.start, passage.end)
            first, then = library.excerpt(*here), library.excerpt(*here, shift=1)
            before = library.excerpt(*here, shift=-1)
            assert (first.has_previous, first.has_next) == (True, True)
            assert before.start < before.end <= first.start + 50
            assert first.end - 50 <= then.start < then.end
            assert then.quote is None
            far = library.excerpt(*here, shift=1000)
            assert (far.text.strip(), far.has_next) == ("", False)

    def test_a_document_that_changed_elsewhere_still_shows_the_words(self, folder: Folder) -> None:
        with folder.library() as library:
            quoted = self.quoted(library)
            folder.write("handbook.md", "A new beginning.\n\n" + HANDBOOK, changed=LONG_AGO + 9)
            library.reindex()
            excerpt = library.excerpt(*quoted)
        assert excerpt.state == "moved"
        assert excerpt.quote is not None
        assert (
            excerpt.text[excerpt.quote.start : excerpt.quote.end]
            == "The annual fee is 40 euros. It is due on 1 March."
        )

    def test_a_document_whose_words_changed_is_told(self, folder: Folder) -> None:
        with folder.library() as library:
            quoted = self.quoted(library)
            folder.write("handbook.md", HANDBOOK.replace("40", "50"), changed=LONG_AGO + 9)
            library.reindex()
            excerpt = library.excerpt(*quoted)
        assert (excerpt.state, excerpt.quote) == ("changed", None)

    def test_a_renamed_document_is_found_by_its_content(self, folder: Folder) -> None:
        with folder.library() as library:
            quoted = self.quoted(library)
            (folder.corpus / "handbook.md").rename(folder.corpus / "guide.md")
            library.reindex()
            excerpt = library.excerpt(*quoted)
        assert (excerpt.state, excerpt.source.path) == ("current", "guide.md")

    def test_a_removed_document_is_gone(self, folder: Folder) -> None:
        with folder.library() as library:
            quoted = self.quoted(library)
            (folder.corpus / "handbook.md").unlink()
            library.reindex()
            excerpt = library.excerpt(*quoted)
        assert (excerpt.state, excerpt.text) == ("gone", "")

    def test_offsets_from_elsewhere_do_no_harm(self, folder: Folder) -> None:
        with folder.library() as library:
            path, digest, *_ = self.quoted(library)
            for span in (Span(-5, 3), Span(10**9, 10**9 + 5), Span(7, 2)):
                excerpt = library.excerpt(path, digest, span.start, span.end)
                assert excerpt.quote is None

    def test_a_window_that_begins_in_code_tells_how_the_code_is_opened(
        self, folder: Folder
    ) -> None:
        code = "\n".join(f"make boat-{n}" for n in range(400))
        text = f"# Build\n\n````sh\n```\n{code}\n````\n\nThe boats are launched by crane.\n"
        folder.write("build.md", text)
        with folder.library() as library:
            library.reindex()
            source = library.search("How are the boats launched?")[0].source
            end = text.index("The boats")
            shown = [
                library.excerpt(source.path, source.digest, end, end + 9, shift=n) for n in (0, -99)
            ]
        assert source.path == "build.md"
        assert [excerpt.fence for excerpt in shown] == ["````sh", ""]
