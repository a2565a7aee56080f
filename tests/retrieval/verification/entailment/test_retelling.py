"""True sentences that are retold falsely, as a language model may: none of it follows."""

from __future__ import annotations

import pytest

from .follows import follows


@pytest.mark.parametrize(
    ("language", "source", "statement"),
    [
        ("en", "The roof cost $5 million.", "The roof cost $5."),
        ("en", "The kiln reached a hundred degrees.", "The kiln reached 1,100 degrees."),
        ("en", "The club lends two dozen boats.", "The club lends two boats."),
        ("en", "The frost reached minus 5 degrees.", "The frost reached 5 degrees."),
        ("en", "The fee rose by 5 percentage points.", "The fee rose by 5 percent."),
        ("en", "The trip takes 2-3 hours.", "The trip takes 3 hours."),
        ("en", "The car does 35 km/h.", "The car does 35 km."),
        ("en", "The fee is ~~40~~ 50 euros.", "The fee is 40 euros."),
        ("en", "The club meets in Hall B.", "The club meets in Hall A."),
        ("en", "A copy costs 20 cents.", "A copy costs 2,000."),
        ("de", "12. Mai: Sommerfest im Hof", "13. Mai: Sommerfest im Hof."),
    ],
)
def test_a_figure_is_read_with_all_that_belongs_to_it(
    language: str, source: str, statement: str
) -> None:
    assert not follows(statement, source, language)


@pytest.mark.parametrize(
    ("language", "source", "statement"),
    [
        (
            "en",
            "Anna Berger was born in Ashford and died in Milbury.",
            "Anna Berger died in Ashford.",
        ),
        (
            "en",
            "The hall was built in 1910 and burnt down in 1950.",
            "The hall burnt down in 1910.",
        ),
        (
            "en",
            "Anna Berger joined on 3 May and resigned on 4 June.",
            "Anna Berger resigned on 3 May.",
        ),
        ("en", "The library, founded in 1920, moved in 1980.", "The library moved in 1920."),
        (
            "en",
            "In 2010 the fee was 40 euros; in 2020 it was 90 euros.",
            "In 2010 the fee was 90 euros.",
        ),
        (
            "en",
            "The hall opens at 9 on Mondays and at 11 on Sundays.",
            "The hall opens at 9 on Sundays.",
        ),
        (
            "en",
            "On Mondays the choir sings and on Tuesdays the band plays.",
            "The band plays on Mondays.",
        ),
        (
            "en",
            "The boat was bought by Anna Berger and sold by Paul Lindt.",
            "The boat was sold by Anna Berger.",
        ),
        (
            "en",
            "The club gave the key to Anna Berger and the map to Paul Lindt.",
            "The club gave the map to Anna Berger.",
        ),
        (
            "en",
            "The club elected Anna Berger as treasurer and Paul Lindt as secretary.",
            "The club elected Paul Lindt as treasurer.",
        ),
    ],
)
def test_what_goes_with_one_verb_does_not_go_with_another(
    language: str, source: str, statement: str
) -> None:
    assert not follows(statement, source, language)


@pytest.mark.parametrize(
    ("language", "source", "statement"),
    [
        ("en", "Anna Berger, who trains Paul Lindt, won the race.", "Paul Lindt won the race."),
        ("en", "The burglar who robbed Anna Berger was jailed.", "Anna Berger was jailed."),
        ("en", "The lawyer defending Anna Berger was fined.", "Anna Berger was fined."),
        (
            "en",
            "The police arrested a man impersonating Anna Berger.",
            "The police arrested Anna Berger.",
        ),
        ("en", "Anna Berger met Paul Lindt. He was arrested.", "Anna Berger was arrested."),
        ("en", "Anna Berger succeeded Paul Lindt, who died in 2010.", "Anna Berger died in 2010."),
        ("en", "Emily beat Sally.", "Sally beat Emily."),
        ("en", "Italy beat Germany.", "Germany beat Italy."),
        ("en", "Anna's brother sued Paul.", "Paul's brother sued Anna."),
        ("en", "Everyone but Anna Berger paid.", "Anna Berger paid."),
        (
            "en",
            "The club did not sell the boat but the trailer.",
            "The club did not sell the trailer.",
        ),
        ("en", "The club sold its boathouse.", "The club has its boathouse."),
    ],
)
def test_what_is_said_of_one_is_not_said_of_another(
    language: str, source: str, statement: str
) -> None:
    assert not follows(statement, source, language)


@pytest.mark.parametrize(
    ("language", "source", "statement"),
    [
        ("en", "The club lost its licence.", "The club has its licence."),
        ("en", "The museum replaced the school.", "The museum was the school."),
        ("en", "The committee considered selling the boat.", "The committee sold the boat."),
        ("en", "The club ruled out selling the boat.", "The club sold the boat."),
        ("en", "Anna Berger pretended to be ill.", "Anna Berger was ill."),
        ("en", "The members were paid in May.", "The members paid in May."),
        ("en", "Anna Berger was sued in 2019.", "Anna Berger sued in 2019."),
        ("en", "The lift has yet to be repaired.", "The lift has been repaired."),
        ("en", "The pool was to be closed.", "The pool was closed."),
        ("en", "The club was run by Anna Berger.", "Anna Berger runs the club."),
        ("en", "The club was poor and is rich.", "The club is poor."),
        ("fr", "Le club vendra le bateau.", "Le club a vendu le bateau."),
        ("es", "El club venderá el barco.", "El club vendió el barco."),
        ("en", "The fee went up by 5 euros.", "The fee went down by 5 euros."),
        ("en", "The coach turned on the heating.", "The coach turned off the heating."),
        ("de", "Die Zahl der Mitglieder nahm ab.", "Die Zahl der Mitglieder nahm zu."),
        ("en", "The members voted against the proposal.", "The members voted for the proposal."),
        ("en", "The café is less crowded on Mondays.", "The café is crowded on Mondays."),
        ("en", "The choir has more altos than tenors.", "The choir has more tenors."),
        ("en", "The bridge is anything but safe.", "The bridge is safe."),
        ("en", "The club does not lend electric tools.", "The club does not lend tools."),
        ("en", "No boats are lent in winter.", "No boats are lent."),
    ],
)
def test_nor_is_another_verb_voice_or_tense_put_in(
    language: str, source: str, statement: str
) -> None:
    assert not follows(statement, source, language)


@pytest.mark.parametrize(
    ("language", "source", "statement"),
    [
        ("en", "Nobody may swim at night.", "Nobody may swim."),
        ("en", "Members in arrears may not vote.", "Members may not vote."),
        ("en", "The club gives all new members a key.", "The club gives all members a key."),
        ("en", "Every boat with a motor was sold.", "Every boat was sold."),
        ("en", "The team won all matches in May.", "The team won all matches."),
        ("en", "In an emergency, members may break the glass.", "Members may break the glass."),
        (
            "en",
            "In case of rain, the fair takes place in the hall.",
            "The fair takes place in the hall.",
        ),
        ("en", "Guests may row with the permission of the coach.", "Guests may row."),
        ("en", "The hall is open daily with the exception of Fridays.", "The hall is open daily."),
        ("fr", "S'il pleut, la fête a lieu dans la salle.", "La fête a lieu dans la salle."),
        ("en", "In the opinion of the coach, the boat is unsafe.", "The boat is unsafe."),
        ("en", "In theory, the lift works.", "The lift works."),
        ("en", "In the worst case, the roof collapses.", "The roof collapses."),
        ("en", "The roof leaks, it is rumoured.", "The roof leaks."),
        ("en", "The newspaper called Anna Berger a thief.", "Anna Berger is a thief."),
        ("en", "The boat is considered unsafe.", "The boat is unsafe."),
        ("en", "Anna Berger is the deputy chair.", "Anna Berger is the chair."),
        ("en", "Anna Berger was nominated treasurer.", "Anna Berger was treasurer."),
        ("en", "Anna Berger is the assistant treasurer.", "Anna Berger is the treasurer."),
        ("en", "The club sells toy guns.", "The club sells guns."),
        ("en", "The choir sings in English.", "The choir sings in England."),
        ("en", "Anna Berger owns a French restaurant.", "Anna Berger owns a restaurant in France."),
        ("en", "It spread over the next two years.", "It spread under the next two years."),
        ("en", 'It runs under a "quiet hours" rule.', 'It runs over a "quiet hours" rule.'),
    ],
)
def test_nor_is_a_small_word_turned_or_left_out(language: str, source: str, statement: str) -> None:
    assert not follows(statement, source, language)


@pytest.mark.parametrize(
    ("language", "source", "statement"),
    [
        ("en", "Ashford Bank lent the money.", "Ashford lent the money."),
        ("en", "The RRA lent the money.", "The Royal Rowing Academy lent the money."),
        ("en", "She lost her keys.", "She lost his keys."),
        ("fr", "Le club ne le vend plus.", "Le club le vend."),
        ("fr", "Le club souhaite vendre le bateau.", "Le club vend le bateau."),
        ("en", "Myth: the well is poisoned.", "The well is poisoned."),
        ("en", "The following statement is false: the well is poisoned.", "The well is poisoned."),
        ("en", "The author wrote the rules.", "The authority wrote the rules."),
        ("en", "The secret is kept in the hall.", "The secretary is kept in the hall."),
        ("en", "The coach works hard.", "The coach hardly works."),
        ("en", "The band is loud and the choir is quiet.", "The band is quiet."),
        (
            "en",
            "The choir was founded by Anna Berger in 1987 and led by Paul Lindt until 1999.",
            "The choir was founded by Paul Lindt in 1987.",
        ),
        (
            "en",
            "Anna Berger paid 40 euros and Paul Lindt paid 60 euros.",
            "Anna Berger paid 60 euros.",
        ),
        ("en", "Adults pay 12 euros, children 6 euros.", "Children pay 12 euros."),
        (
            "en",
            "The first prize is 100 euros, the second prize 50 euros.",
            "The second prize is 100 euros.",
        ),
        ("en", "The library opens at 9:00 and closes at 17:00.", "The library opens at 17:00."),
        (
            "de",
            "Der Chor wurde 1910 gegründet und 1950 aufgelöst.",
            "Der Chor wurde 1910 aufgelöst.",
        ),
        ("de", "Anna Berger wurde in Ulm geboren und starb in Bonn.", "Anna Berger starb in Ulm."),
        ("fr", "Le club a été fondé en 1910 et dissous en 1950.", "Le club a été dissous en 1910."),
    ],
)
def test_nor_is_more_said_than_that(language: str, source: str, statement: str) -> None:
    assert not follows(statement, source, language)


@pytest.mark.parametrize(
    ("language", "source", "statement"),
    [
        ("en", "The roof cost three and a half million euros.", "The roof cost €3.5 million."),
        ("en", "The roof cost $5 million.", "The roof cost 5 million dollars."),
        ("en", "A hundred members came.", "100 members came."),
        ("en", "Two dozen members came.", "24 members came."),
        ("en", "The frost reached minus 5 degrees.", "The frost reached -5 degrees."),
        (
            "en",
            "Anna Berger founded the club in Ashford in 1987.",
            "In Ashford, Anna Berger founded the club.",
        ),
        ("en", "Anna Berger founded the club in 1987.", "In 1987 Anna Berger founded the club."),
        ("en", "The coach trains the children.", "The children are trained by the coach."),
        (
            "en",
            "The bridge was painted by the volunteers of the club.",
            "The volunteers of the club painted the bridge.",
        ),
        (
            "en",
            "If it rains, the fair takes place in the hall.",
            "The fair takes place in the hall if it rains.",
        ),
        ("en", "The club from Denmark sent three rowers.", "The Danish club sent three rowers."),
        (
            "en",
            "Anna Berger's brother repairs the clocks.",
            "The brother of Anna Berger repairs the clocks.",
        ),
        ("en", "The hall was built in 1910 and burnt down in 1950.", "The hall was built in 1910."),
        (
            "en",
            "The hall was built in 1910 and burnt down in 1950.",
            "The hall burnt down in 1950.",
        ),
        (
            "en",
            "The boat was bought by Anna Berger and sold by Paul Lindt.",
            "The boat was bought by Anna Berger.",
        ),
        ("en", "Members may bring two guests a month.", "Members may bring two guests a month."),
        ("en", "All members get a key.", "Members get a key."),
        ("en", "The treasurer, Anna Berger, resigned in May.", "Anna Berger resigned in May."),
        ("en", "The treasurer Anna Berger resigned in May.", "Anna Berger resigned in May."),
        (
            "en",
            "In 2010 the fee was 40 euros; in 2020 it was 90 euros.",
            "In 2020 the fee was 90 euros.",
        ),
        (
            "en",
            "Anna Berger paid 40 euros and Paul Lindt paid 60 euros.",
            "Paul Lindt paid 60 euros.",
        ),
        (
            "en",
            "The library was founded in 1920 by Anna Berger.",
            "Anna Berger founded the library in 1920.",
        ),
        (
            "en",
            "The French chorus sang on 3 May 2019.",
            "The chorus from France sang on 03/05/2019.",
        ),
        (
            "en",
            "The club, which was founded in 1987, owns three boats.",
            "The club owns three boats.",
        ),
        ("en", "The club was founded in 1987 and owns three boats.", "The club owns three boats."),
        (
            "en",
            "While you are away, the key is kept here.",
            "The key is kept here while you are away.",
        ),
        ("en", "After the storm, Anna Berger mended the roof.", "Anna Berger mended the roof."),
        ("en", "The club bought the only ferry for 3 million euros.", "The club bought the ferry."),
        ("en", "Guests must be 16 or older.", "Guests must be at least 16."),
        ("en", "The repair is put at €2.4m.", "The repair is put at 2.4 million euros."),
        ("en", "Without a key the door stays shut.", "The door stays shut without a key."),
    ],
)
def test_what_is_retold_truly_follows(language: str, source: str, statement: str) -> None:
    assert follows(statement, source, language)
