"""What an analysis keeps of a text: the words that carry a claim, and what binds each."""

from __future__ import annotations

import pytest

from retrieval.verification.analysis.analyzer import analyze
from retrieval.verification.analysis.tokens import Analysis, Token


def kept(text: str, language: str = "en") -> list[str]:
    """The words that an analysis keeps."""
    return [token.text for token in analyze(text, language).tokens]


def token(text: str, word: str, language: str = "en") -> Token:
    """The token of a text that is a word of it."""
    return next(each for each in analyze(text, language).tokens if each.text == word)


def said(text: str) -> tuple[str, ...]:
    """All words of a text, in the form in which a copy is told."""
    return analyze(text, "en").words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The club is in the old mill.", ["club", "old", "mill"]),
        ("They have been doing it.", []),
        ("The hall seats 120 people.", ["hall", "seats", "120", "people"]),
        ("Members may not vote.", ["Members", "may", "not", "vote"]),
        ("The well-known choir sings.", ["well", "known", "choir", "sings"]),
        ("The non-members pay.", ["nonmembers", "pay"]),
        ("", []),
    ],
)
def test_words_that_carry_no_claim_are_left_out(text: str, words: list[str]) -> None:
    assert kept(text) == words


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Anna", "name"),
        ("Berger", "name"),
        ("RRA", "name"),
        ("lends", "word"),
        ("tools", "word"),
        ("12", "figure"),
        ("not", "grammar"),
        ("Therefore", "grammar"),
    ],
)
def test_each_word_has_its_kind(word: str, kind: str) -> None:
    text = "Therefore the treasurer Anna Berger of the RRA lends 12 tools, and not more."
    assert token(text, word).kind == kind
    assert token(text, word).is_content is (kind != "grammar")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ashford lends tools.", "Ashford"),  # at the beginning all words have a capital
        ("The rule: Ashford lends tools.", "Ashford"),
        ("It rains. Ashford is dry.", "Ashford"),
    ],
)
def test_a_capital_tells_no_name_where_a_sentence_begins(text: str, word: str) -> None:
    assert token(text, word).kind == "word"


def test_a_capital_tells_no_name_in_german() -> None:
    assert token("Der alte Verein leiht Boote.", "Verein", "de").kind == "word"
    assert token("Die Leitung der RRA tagt.", "RRA", "de").kind == "name"


@pytest.mark.parametrize(
    ("text", "word", "group"),
    [
        ("Nobody pays.", "Nobody", "negation"),
        ("They never pay.", "never", "negation (never)"),
        ("It is no longer open.", "nolonger", "negation (no longer)"),
        ("Not all members pay.", "notall", "quantifier (not all)"),
        ("Most members pay.", "Most", "quantifier (most)"),
        ("Only members pay.", "Only", "restriction (only)"),
        ("Members have to pay.", "must", "modal (must)"),
        ("Members are allowed to pay.", "may", "modal (may)"),
        ("They probably pay.", "probably", "hedge (probably)"),
        ("Roughly 40 came.", "about", "hedge (about)"),
        ("No fewer than 40 came.", "atleast", "bound (at least)"),
        ("Up to 40 came.", "atmost", "bound (at most)"),
        ("It closed owing to rain.", "becauseof", "cause"),
        ("They row unless it rains.", "unless", "condition (unless)"),
        ("They row as long as it is calm.", "providedthat", "condition (if)"),
        ("According to Anna it leaks.", "accordingto", "saying"),
        ("Anna claims that it leaks.", "claims", "claim"),
        ("They plan to pay.", "plan", "intention"),
        ("They refuse to pay.", "refuse", "reversal"),
        ("Tea or coffee.", "or", "choice (or)"),
    ],
)
def test_a_grammar_word_has_its_group(text: str, word: str, group: str) -> None:
    assert token(text, word).group == group


@pytest.mark.parametrize(
    ("language", "text", "word", "group"),
    [
        ("de", "Nicht alle zahlen.", "nichtalle", "quantifier (not all)"),
        ("de", "Es gibt keine Boote mehr.", "keine", "negation"),
        ("de", "Er ist wohl krank.", "wohl", "hedge (probably)"),
        ("fr", "Le club ne loue plus de bateaux.", "neplus", "negation (no longer)"),
        ("fr", "Le club ne loue que des bateaux.", "seulement", "restriction (only)"),
        ("fr", "Il est peut-être malade.", "peutêtre", "hedge (perhaps)"),
        ("es", "Ya no alquila barcos.", "yano", "negation (no longer)"),
        ("es", "Tienen que pagar.", "deben", "modal (must)"),
    ],
)
def test_grammar_words_are_known_in_each_language(
    language: str, text: str, word: str, group: str
) -> None:
    assert token(text, word, language).group == group


@pytest.mark.parametrize(
    ("word", "preposition"),
    [
        ("choir", None),
        ("sang", None),
        ("mayor", "for"),
        ("old", "in"),
        ("church", "in"),
        ("Ashford", "of"),
        ("candles", "without"),
    ],
)
def test_a_preposition_governs_the_words_behind_it(word: str, preposition: str | None) -> None:
    text = "The choir sang for the mayor in the old church of Ashford without candles."
    assert token(text, word).preposition == preposition


@pytest.mark.parametrize(
    "text", ["from the mill, tools", "from the mill and tools", "from the mill or tools"]
)
def test_a_preposition_governs_nothing_beyond_its_clause(text: str) -> None:
    assert token(text, "mill").preposition == "from"
    assert token(text, "tools").preposition is None


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Anna sings.", [0, 0]),
        ("Anna sings, Paul rows.", [0, 0, 1, 1]),
        ("Anna sings and Paul rows.", [0, 0, 1, 1]),
        ("Anna sings; Paul rows.", [0, 0, 1, 1]),
        ("Anna (a potter) sings.", [0, 1, 2]),
        ("Anna sings while Paul rows.", [0, 0, 1, 1]),
    ],
)
def test_clauses_are_counted(text: str, clauses: list[int]) -> None:
    assert [each.clause for each in analyze(text, "en").tokens] == clauses


@pytest.mark.parametrize(
    ("text", "coordinated", "limiting"),
    [
        ("Anna sings and Paul rows.", {1}, set()),
        ("Anna sings, but Paul rows.", {2}, set()),
        ("Members who pay receive a key.", set(), {1}),
        ("The members, who pay, receive a key.", set(), set()),
    ],
)
def test_a_clause_tells_what_begins_it(
    text: str, coordinated: set[int], limiting: set[int]
) -> None:
    found = analyze(text, "en")
    assert set(found.coordinated) == coordinated
    assert set(found.limiting) == limiting


def test_sentences_are_counted_and_some_refer_to_the_one_before() -> None:
    found = analyze("Anna runs the mill. She mends clocks. The cellar is dry.", "en")
    assert [each.sentence for each in found.tokens] == [0, 0, 0, 1, 1, 2, 2]
    assert found.referring == {1}


def test_every_word_has_its_place() -> None:
    assert [each.place for each in analyze("The club is in the mill.", "en").tokens] == [1, 5]


@pytest.mark.parametrize(
    ("text", "tenses"),
    [
        ("The club is rich.", {"present"}),
        ("The club was rich.", {"past"}),
        ("The club was rich and is poor.", {"present", "past"}),
        ("The club has paid.", {"present"}),
        ("The club had paid.", {"past"}),
        ("The club rows.", set()),
    ],
)
def test_auxiliaries_tell_the_tense(text: str, tenses: set[str]) -> None:
    assert {tense for _, tense in analyze(text, "en").tenses} == tenses


@pytest.mark.parametrize(
    ("text", "word", "past"),
    [
        ("They sold boats.", "sold", True),
        ("They painted boats.", "painted", True),
        ("They sell boats.", "sell", False),
        ("She sells boats.", "sells", False),
    ],
)
def test_a_verb_tells_the_tense(text: str, word: str, past: bool) -> None:
    assert token(text, word).past is past


@pytest.mark.parametrize(
    ("text", "word", "owns"),
    [
        ("Anna's brother rows.", "Anna", True),
        ("Anna’s brother rows.", "Anna", True),
        ("The members' hall is cold.", "members", True),
        ("Anna rows.", "Anna", False),
        ("The members row.", "members", False),
    ],
)
def test_an_owner_is_known(text: str, word: str, owns: bool) -> None:
    assert token(text, word).owns is owns


def test_who_acts_in_the_passive_is_known() -> None:
    passive = analyze("The boat was sold by Anna Berger in May.", "en")
    assert [each.text for each in passive.tokens if each.agent] == ["Anna", "Berger"]
    assert passive.passive_at == 2
    active = analyze("The boat stops by the mill.", "en")
    assert not any(each.agent for each in active.tokens)
    assert active.passive_at is None


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Is the hall open?", True),
        ("“Is the hall open?”", True),
        ("The hall is open.", False),
        ("Is the hall open? It is.", False),
    ],
)
def test_a_question_is_known(text: str, asks: bool) -> None:
    assert analyze(text, "en").asks is asks


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("The club doesn't pay.", "The club does not pay."),
        ("The club won’t pay.", "The club will not pay."),
        ("They can't row.", "They can not row."),
        ("They cannot row.", "They can not row."),
        ("We'll row.", "We will row."),
        ("They've rowed.", "They have rowed."),
        ("It's cold.", "It is cold."),
        ("No one rows.", "Nobody rows."),
    ],
)
def test_a_contraction_is_read_in_full(short: str, full: str) -> None:
    assert said(short) == said(full)


@pytest.mark.parametrize(
    "text",
    [
        "The kiln is hot.[3]",
        "The kiln[12] is hot.",
        "The **kiln** is _hot_.",
        "> The `kiln` is hot.",
        "The [kiln](https://example.org/kiln) is hot.",
        "The kiln is hot\u200b.",
        "# The kiln is hot",
        "“The kiln is hot.”",
    ],
)
def test_references_and_markdown_are_not_read(text: str) -> None:
    assert said(text) == ("the", "kiln", "is", "hot")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("The U.K. club rows.", "The UK club rows."),
        ("Guests from the United States pay.", "Guests from USA pay."),
        ("It costs €40.", "It costs 40 euro."),
        ("It begins on May 12, 2025.", "It begins on 12 May 2025."),
        ("It begins at 6 pm.", "It begins at 18:00."),
        ("Twelve boats.", "12 boats."),
    ],
)
def test_names_and_figures_are_read_in_one_form(written: str, plain: str) -> None:
    assert said(written) == said(plain)


def test_french_elisions_are_words() -> None:
    assert kept("L'atelier d'Anna n'ouvre qu'en mai.", "fr")[:2] == ["atelier", "Anna"]


def test_an_analysis_knows_its_language() -> None:
    assert isinstance(analyze("Der Ofen ist heiß.", "de"), Analysis)
    assert analyze("Der Ofen ist heiß.", "de").language == "de"
