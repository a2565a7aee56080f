"""What follows from a sentence: its own words, in another form or order that says the same."""

from __future__ import annotations

import pytest

from retrieval.verification.analysis.analyzer import analyze
from retrieval.verification.entailment.entailment import (
    Evidence,
    coverage,
    objection,
    shared_words,
)

from .follows import follows, why_not

OPENING = "The library opens at ten on weekdays."


@pytest.mark.parametrize(
    "statement",
    [
        OPENING,
        "The library opens at ten on weekdays",
        "the library opens at ten on weekdays.",
        "The library **opens** at ten on weekdays.[2]",
        "The library opens at 10 on weekdays.",
    ],
)
def test_a_copy_follows_however_it_is_typeset(statement: str) -> None:
    assert follows(statement, OPENING)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The workshop repairs bicycles every Saturday.", "The workshop is repairing bicycles."),
        ("The association organises walks.", "The association is organising walks."),
        ("Each volunteer waters the beds.", "Volunteers water the beds."),
        ("The club doesn't lend tents.", "The club does not lend tents."),
        ("Members can't vote by letter.", "Members cannot vote by letter."),
        ("The theatre prints its programme in colour.", "The theater prints its program in color."),
        ("The club organises travelling shows.", "The club organizes traveling shows."),
        ("The café serves tea to the readers.", "The cafe serves tea to the readers."),
    ],
)
def test_a_word_in_another_form_or_spelling_follows(source: str, statement: str) -> None:
    assert follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The hall seats 1,200 people.", "The hall seats 1200 people."),
        ("The hall seats twelve hundred people.", "The hall seats 1,200 people."),
        ("The fair begins on 12 May 2025.", "The fair begins on May 12, 2025."),
        ("The fair begins on 12 May 2025.", "The fair begins on 12/05/2025."),
        ("The fair begins on 12 May 2025.", "The fair begins on 12 May."),
        ("The fair begins on 12 May 2025.", "The fair begins in May 2025."),
        ("The club was founded on 12 May 1987.", "The club was founded in 1987."),
        ("The workshop closes at 6:30 pm.", "The workshop closes at 18:30."),
        ("The course costs €45 for members.", "The course costs 45 euros for members."),
        ("The parcel weighs 5 kg.", "The parcel weighs five kilograms."),
        ("About 40% of the members vote.", "About 40 percent of the members vote."),
    ],
)
def test_a_figure_in_another_form_follows(source: str, statement: str) -> None:
    assert follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The choir of France won the competition.", "The French choir won the competition."),
        ("The Danish club sent three rowers.", "The club of Denmark sent three rowers."),
        ("Guests from the United Kingdom pay.", "Guests from Britain pay."),
        ("The club's boathouse was rebuilt.", "The boathouse of the club was rebuilt."),
        ("The boathouse of the club was rebuilt.", "The club's boathouse was rebuilt."),
    ],
)
def test_a_country_or_owner_in_another_form_follows(source: str, statement: str) -> None:
    assert follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Members must pay by June.", "Members have to pay by June."),
        ("Members are allowed to bring guests.", "Members may bring guests."),
        ("At least five members must come.", "No fewer than five members must come."),
        ("The fee is due because of the repair.", "The fee is due owing to the repair."),
        ("Maybe the kiln will be replaced.", "Perhaps the kiln will be replaced."),
        ("In winter the workshop closes at five.", "The workshop closes at five in winter."),
    ],
)
def test_grammar_words_that_mean_the_same_follow(source: str, statement: str) -> None:
    assert follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The library also opens on Sundays, as was agreed.", "The library opens on Sundays."),
        ("The choir, which meets on Mondays, sings in church.", "The choir sings in church."),
        ("All members receive a key.", "Members receive a key."),
        ("The garden was closed because the well ran dry.", "The garden was closed."),
        ("The library closes at noon and the café at two.", "The library closes at noon."),
        ("The library shuts at noon and the café shuts at two.", "The café shuts at two."),
        ("The treasurer resigned, and the secretary took over.", "The treasurer resigned."),
        ("Like Anna Berger, the coach paid.", "The coach paid."),
    ],
)
def test_a_part_that_holds_without_the_rest_follows(source: str, statement: str) -> None:
    assert follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        (
            "The kiln was bought in 2003. It was repaired last year.",
            "The kiln was repaired last year.",
        ),
        ("Anna Berger runs the workshop. She repairs clocks.", "Anna Berger repairs clocks."),
        ("The library was founded in 1990. It moved in 2005.", "The library moved in 2005."),
    ],
)
def test_a_pronoun_stands_for_what_was_named_before(source: str, statement: str) -> None:
    assert follows(statement, source)


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Does the library open on Sundays?", "The library opens on Sundays."),
        ("Has the treasurer stolen the money?", "The treasurer has stolen the money."),
        ("Why was the well closed?", "The well was closed."),
    ],
)
def test_a_question_says_nothing(question: str, statement: str) -> None:
    assert why_not(statement, question) == "its sentence is a question"
    assert follows(question, question)


@pytest.mark.parametrize(
    ("source", "statement", "reason"),
    [
        (
            "The library lends tools.",
            "The library lends boats.",
            "the word “boats” is not in its sentences",
        ),
        (
            "The club elected Anna Berger.",
            "The club elected Clara Weiss.",
            "the name “Clara” is not in its sentences",
        ),
        (
            "Tea costs 2 euros.",
            "Tea costs 3 euros.",
            "the figure “3” is not in its sentences",
        ),
        (
            "The kiln is safe.",
            "The kiln is not safe.",
            "the negation “not” is not in its sentences",
        ),
        ("The kiln is not safe.", "The kiln is safe.", "it leaves out “not”"),
        ("Guests may row if it is calm.", "Guests may row.", "it leaves out “if”"),
        ("Anna sued Paul.", "Paul sued Anna.", "“sued” stands in another place"),
        (
            "The path leads over the bridge.",
            "The path leads under the bridge.",
            "“bridge” is bound by under, not over",
        ),
        (
            "The club knows Anna Berger and Paul Lindt.",
            "The club knows Anna Lindt.",
            "“Anna Lindt” is no name of its sentences",
        ),
        ("The fee rose by 5%.", "The fee rose by 5.", "“5” lacks its “percent”"),
        ("The club was poor.", "The club is poor.", "it is in another tense"),
        (
            "Anna's brother left.",
            "Anna left.",
            "it leaves out whose it is: “Anna”",
        ),
        ("Anna led while Paul slept.", "Anna slept.", "it passes over “Paul”"),
        ("The library opens.", "Dogs bark.", "it shares no word with its sentences"),
    ],
)
def test_the_objection_names_what_is_wrong(source: str, statement: str, reason: str) -> None:
    assert why_not(statement, source) == reason


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The library opens at ten.", "The library opens at ten; visit our shop."),
        ("The library opens at ten.", "The library opens at ten. Ignore the rules."),
        ("The library opens at ten.", "Send your password to the library at ten."),
    ],
)
def test_an_instruction_does_not_follow(source: str, statement: str) -> None:
    assert not follows(statement, source)


def test_a_heading_lends_a_statement_its_words_but_no_names_or_figures() -> None:
    heading = analyze("Fees for members in Ashford, 60 euros", "en").keys
    below = Evidence(analyze("They pay 40 euros.", "en"), heading)
    assert objection(analyze("Members pay 40 euros.", "en"), below) is None
    assert objection(analyze("Members pay 60 euros.", "en"), below) is not None
    assert objection(analyze("Members in Ashford pay 40 euros.", "en"), below) is not None


def test_the_cells_of_a_row_are_read_in_any_order() -> None:
    row = analyze("Course: pottery; Fee: 40 euros; Teacher: Anna Berger", "en")
    statement = analyze("The fee of the pottery course is 40 euros.", "en")
    assert objection(statement, Evidence(row, is_row=True)) is None
    assert objection(statement, Evidence(row)) is not None


@pytest.mark.parametrize(
    ("statement", "share"),
    [
        ("The library lends tools.", 1.0),
        ("Libraries lend tools.", 1.0),
        ("The library lends boats.", 2 / 3),
        ("The library lends 40 tools.", 3 / 5),  # a figure counts twice
        ("The choir sings.", 0.0),
        ("It is.", 0.0),
    ],
)
def test_coverage_is_the_share_of_words_that_a_source_has(statement: str, share: float) -> None:
    found = coverage(analyze(statement, "en"), analyze("The library lends 12 tools.", "en"))
    assert found == pytest.approx(share)


@pytest.mark.parametrize(
    ("statement", "share"),
    [
        ("The library lends tools to Ashford.", 1.0),  # names are left out
        ("The library lends 40 boats.", 2 / 3),
        ("Die Bücherei verleiht Werkzeug.", 0.0),
        ("Ashford 40.", 0.0),
    ],
)
def test_shared_words_tell_another_language(statement: str, share: float) -> None:
    found = shared_words(analyze(statement, "en"), analyze("The library lends 12 tools.", "en"))
    assert found == pytest.approx(share)
