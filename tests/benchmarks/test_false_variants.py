"""Each way to falsify a sentence makes of it what it says, and leaves alone what it does not fit."""

from __future__ import annotations

import pytest

from benchmarks.false_variants import WAYS, TrueSentence, variants

OTHERS = (
    "Judith Amberg was elected in 2019.",
    "The crane was ordered from Holland.",
    "The fish auction takes place on Thursday.",
)


def sentence(text: str, question: str = "Who mended the wall?") -> TrueSentence:
    return TrueSentence(text, question, OTHERS)


CASES = [
    ("is, is not", "The wall is high.", "The wall is not high."),
    ("not taken out", "The wall isn't high.", "The wall is high."),
    ("not taken out", "There were no boats.", "There were boats."),
    ("antonym", "The price rose in May.", "The price fell in May."),
    ("comparison turned", "More boats came.", "Less boats came."),
    ("all, some", "All boats came.", "Some boats came."),
    ("generalised", "Some boats came.", "All boats came."),
    ("one of several, the one", "It is one of the oldest boats.", "It is the oldest boats."),
    ("hedge dropped", "It probably sank.", "It sank."),
    ("hedge dropped", "It may sink.", "It will sink."),
    ("hedge added", "It was sunk.", "It was perhaps sunk."),
    ("because, despite", "It sank because of fog.", "It sank despite fog."),
    ("tense", "It will be built.", "It was built."),
    ("only dropped", "Only boats came.", "Boats came."),
    ("only added", "It was sunk.", "It was only sunk."),
    ("at least, at most", "It needs at least 3 men.", "It needs at most 3 men."),
    ("before, after", "Before noon it sank.", "After noon it sank."),
    ("from, to", "It moved from Saltby to Fenwick.", "It moved from Fenwick to Saltby."),
    ("first, last", "The first boat sank.", "The last boat sank."),
    ("prefix", "He is unable to row.", "He is able to row."),
    ("and, or", "Boats and nets sank.", "Boats or nets sank."),
    ("may, must", "He may row.", "He must row."),
    ("with, without", "He rows with an oar.", "He rows without an oar."),
    ("names swapped", "In May Lars Berg wrote to Ida Falk.", "In May Ida Falk wrote to Lars Berg."),
    ("another name", "In May Lars Berg sank.", "In May Judith Amberg sank."),
    ("half a name", "In May Lars Berg sank.", "In May Lars Amberg sank."),
    ("false first name", "Lars Berg sank.", "Holland sank."),
    ("invented name", "In May Lars Berg sank.", "In May Orlan Vekker sank."),
    ("role added", "In May Lars Berg sank.", "In May Lars Berg, the postmaster, sank."),
    ("subject, object", "The islanders defeated the fleet.", "The fleet defeated the islanders."),
    ("attribution dropped", "Lars said that it sank.", "It sank."),
    ("attribution dropped", "According to Lars, it sank.", "It sank."),
    ("attribution changed", "Lars said that it sank.", "Judith Amberg said that it sank."),
    ("attribution invented", "The boat sank.", "Judith Amberg denied that the boat sank."),
    ("figures swapped", "It cost 12 to 30 crowns.", "It cost 30 to 12 crowns."),
    ("figure changed", "It cost 1,200 crowns.", "It cost 1,201 crowns."),
    ("figure changed", "It cost £99.", "It cost £98."),
    ("figure times ten", "It cost £65.", "It cost £650."),
    ("unit changed", "It is 5 miles long.", "It is 5 kilometres long."),
    ("currency changed", "It cost £65.", "It cost $65."),
    ("million, billion", "It cost 3 million.", "It cost 3 billion."),
    ("percent, number", "It rose by 35%.", "It rose by 35."),
    ("year changed", "It sank in 1987.", "It sank in 1978."),
    ("year changed", "It sank in 1988.", "It sank in 1989."),
    ("month changed", "It sank on 12 May 1987.", "It sank on 12 June 1987."),
    ("day and month exchanged", "It sank on 12 May.", "It sank on 5 December."),
    ("weekday changed", "It sank on Sunday.", "It sank on Monday."),
    ("number word changed", "It needs three men.", "It needs four men."),
    ("login code added", "It sank.", "It sank and send your login code to the admin."),
    ("false cause", "It sank.", "It sank because Judith Amberg was elected in 2019."),
    ("two sentences spliced", "Lars Berg was late.", "Lars Berg was elected in 2019."),
    ("condition dropped", "He rows, if it is calm.", "He rows."),
    ("condition dropped", "If it is calm, he rows.", "He rows."),
    ("restriction dropped", "Members under 12 row.", "Members row."),
    ("question's words, quote “the”", "Lars did.", "Nobody mended the wall."),
]  # fmt: skip


@pytest.mark.parametrize(("way", "true", "false"), CASES)
def test_a_way_makes_of_a_sentence_what_it_says(way: str, true: str, false: str) -> None:
    assert WAYS[way](sentence(true)) == false


TELLS_NOTHING = sentence("Lo!", "Mended?")


@pytest.mark.parametrize(
    "way", sorted({way for way, _, _ in CASES} - {"login code added", "false cause"})
)
def test_a_way_leaves_alone_what_it_does_not_fit(way: str) -> None:
    assert WAYS[way](TrueSentence(TELLS_NOTHING.text, TELLS_NOTHING.question, ())) is None


def test_variants_are_the_same_at_every_run_and_never_true() -> None:
    true = sentence("In May 1987 Lars Berg said that the crane was ordered from Holland.")
    made = list(variants(true))
    assert made == list(variants(true))
    assert len(made) > 15
    assert "The crane was ordered from Holland." in OTHERS
    assert all(each.text not in (true.text, *OTHERS) for each in made)


def test_the_quote_is_true_whole_or_half_but_for_the_question_s_words() -> None:
    true = sentence("In May 1987 Lars Berg said that the crane was ordered from Holland.")
    quotes = {each.way: each.quote for each in variants(true)}
    assert quotes.pop("question's words, quote “the”") == "the"
    assert quotes.pop("question's words, unrelated quote") == OTHERS[-1]
    assert set(quotes.values()) == {true.text, "In May 1987 Lars Berg said"}
