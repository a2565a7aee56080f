"""What a statement may not leave out or add: without it, it would say more than its source."""

from __future__ import annotations

import pytest

from .follows import follows


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The library does not lend tools.", "The library lends tools."),
        ("The hall isn't heated.", "The hall is heated."),
        ("No member may enter the boathouse.", "Members may enter the boathouse."),
        ("Nobody voted against the repair.", "The members voted against the repair."),
        ("The garden was never flooded.", "The garden was flooded."),
        ("The café is no longer open on Mondays.", "The café is open on Mondays."),
        ("Neither the treasurer nor the secretary resigned.", "The treasurer resigned."),
        ("The choir sings without a conductor.", "The choir sings with a conductor."),
        ("The hall is heated, the cellar is not.", "The cellar is heated."),
        ("The café is open not only on Mondays.", "The café is not open on Mondays."),
        ("Members who do not pay may not vote.", "Members who pay may not vote."),
        ("The boats are old. They were not sold.", "The boats were sold."),
    ],
)
def test_a_negation_left_out_turns_it_round(source: str, statement: str) -> None:
    assert not follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The library lends tools.", "The library does not lend tools."),
        ("Members vote by letter.", "Members never vote by letter."),
        ("The hall is heated.", "The hall is no longer heated."),
        ("The treasurer signed the letter.", "Nobody signed the letter."),
        ("Some members pay by card.", "No members pay by card."),
    ],
)
def test_a_negation_added_turns_it_round(source: str, statement: str) -> None:
    assert not follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The committee refused to pay the bill.", "The committee paid the bill."),
        ("The committee failed to reach a quorum.", "The committee reached a quorum."),
        ("The trustees denied that the roof leaks.", "The roof leaks."),
        ("The club stopped lending tents.", "The club lends tents."),
        ("The former treasurer keeps the keys.", "The treasurer keeps the keys."),
        ("The non-members pay double.", "The members pay double."),
        ("The committee approved the plan.", "The committee rejected the plan."),
        ("The fee rises in June.", "The fee falls in June."),
        ("Dogs are forbidden in the hall.", "Dogs are allowed in the hall."),
        ("The volunteers are careful.", "The volunteers are careless."),
        ("The members were able to vote.", "The members were unable to vote."),
        ("It is untrue that the roof leaks.", "The roof leaks."),
    ],
)
def test_the_opposite_does_not_follow(source: str, statement: str) -> None:
    assert not follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Some members pay by card.", "All members pay by card."),
        ("Some members pay by card.", "Members pay by card."),
        ("Most members pay by card.", "All members pay by card."),
        ("Not all members pay by card.", "No members pay by card."),
        ("Not all members pay by card.", "Members pay by card."),
        ("Few visitors use the lift.", "Many visitors use the lift."),
        ("Few visitors use the lift.", "Visitors use the lift."),
        ("Many members came.", "Most members came."),
        ("Half of the members voted.", "The members voted."),
        ("The club usually meets on Mondays.", "The club always meets on Mondays."),
        ("The café is sometimes closed.", "The café is closed."),
        ("Only members may borrow tools.", "Members may borrow tools."),
        ("Members may borrow tools.", "Only members may borrow tools."),
    ],
)
def test_some_are_not_all_and_all_are_not_only(source: str, statement: str) -> None:
    assert not follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The kiln is probably broken.", "The kiln is broken."),
        ("Perhaps the fair will be moved.", "The fair will be moved."),
        ("The treasurer apparently lost the keys.", "The treasurer lost the keys."),
        ("The bridge seems safe.", "The bridge is safe."),
        ("About 40 members came.", "40 members came."),
        ("40 members came.", "About 40 members came."),
        ("Almost all members came.", "All members came."),
        ("The wall could collapse.", "The wall will collapse."),
        ("The wall might collapse.", "The wall collapses."),
    ],
)
def test_a_hedge_may_be_neither_dropped_nor_added(source: str, statement: str) -> None:
    assert not follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The committee plans to sell the boat.", "The committee sells the boat."),
        ("The committee wanted to sell the boat.", "The committee sold the boat."),
        ("The council intends to close the pool.", "The council closed the pool."),
        ("The association proposed to raise the fee.", "The association raised the fee."),
        ("The council asked the club to sell the boat.", "The club sold the boat."),
        ("The coach forgot to lock the door.", "The coach locked the door."),
        ("Members should wear a helmet.", "Members must wear a helmet."),
        ("Members may wear a helmet.", "Members must wear a helmet."),
        ("The treasurer demanded that the boat be sold.", "The boat was sold."),
    ],
)
def test_what_is_meant_or_asked_for_is_not_done(source: str, statement: str) -> None:
    assert not follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("If it rains, the fair takes place indoors.", "The fair takes place indoors."),
        ("Guests may row if a member is present.", "Guests may row."),
        ("Guests may row unless the river is high.", "Guests may row."),
        ("Provided that the council agrees, the pool will be sold.", "The pool will be sold."),
        ("Until the roof is repaired, the hall stays closed.", "The hall stays closed."),
        ("The café opens when the match begins.", "The café opens."),
        ("Members who pay in advance receive a key.", "Members receive a key."),
        ("Members may vote after a year.", "Members may vote."),
        ("The library is open except on Fridays.", "The library is open."),
        ("Children may swim under supervision.", "Children may swim."),
        ("Guests pay 5 euros or bring a cake.", "Guests pay 5 euros."),
        ("The bridge is safe for pedestrians.", "The bridge is safe."),
        ("The treasurer cannot be dismissed without a vote.", "The treasurer cannot be dismissed."),
    ],
)
def test_a_condition_or_limit_may_not_be_left_out(source: str, statement: str) -> None:
    assert not follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Anna Berger said that the kiln is safe.", "The kiln is safe."),
        ("Anna Berger claims that the kiln is safe.", "The kiln is safe."),
        ("According to Anna Berger, the kiln is safe.", "The kiln is safe."),
        ("The roof leaks, a neighbour claims.", "The roof leaks."),
        ("Nobody believes that the roof leaks.", "The roof leaks."),
        ("The kiln is safe.", "Anna Berger said that the kiln is safe."),
        ("Anna Berger claims that it is safe.", "Anna Berger says that it is safe."),
        (
            "Anna Berger believes the fee is low, and Paul Lindt wants a boat.",
            "Paul Lindt believes the fee is low.",
        ),
    ],
)
def test_what_someone_says_stays_with_who_says_it(source: str, statement: str) -> None:
    assert not follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The library opens at ten.", "The library opens at ten to save electricity."),
        ("The library opens at ten.", "The library opens at ten and closes at six."),
        ("The library opens at ten.", "The library opens at ten, which pleases students."),
        ("The library opens at ten.", "The public library opens at ten."),
        ("The library opens at ten.", "The library opens at ten on Sundays."),
        ("The library opens at ten.", "The library opens at ten because it is cold."),
        ("The fair was moved and it was wet.", "The fair was moved because it was wet."),
        ("The fair was cancelled after the storm.", "The fair was cancelled due to the storm."),
    ],
)
def test_nothing_may_be_added(source: str, statement: str) -> None:
    assert not follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Anna Berger's brother was arrested.", "Anna Berger was arrested."),
        ("The brother of Anna Berger was arrested.", "Anna Berger was arrested."),
        ("The club's treasurer owns a boat.", "The club owns a boat."),
        ("The treasurer of the club owns a boat.", "The club owns a boat."),
        ("The team playing against Ashford won the cup.", "Ashford won the cup."),
        ("A team from Ashford won the cup.", "Ashford won the cup."),
        ("The police arrested the treasurer's brother.", "The police arrested the treasurer."),
    ],
)
def test_what_belongs_to_someone_is_not_that_one(source: str, statement: str) -> None:
    assert not follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Anna Berger led while Paul Lindt took notes.", "Anna Berger took notes."),
        ("Anna Berger led, and Paul Lindt took notes.", "Paul Lindt led."),
        ("Anna Berger led while Paul Lindt was ill.", "Anna Berger was ill."),
        ("Anna Berger mended the clock that Paul Lindt dropped.", "Anna Berger dropped the clock."),
        ("Anna Berger lets Paul Lindt keep the keys.", "Anna Berger keeps the keys."),
        ("The library lends books, the workshop lends tools.", "The library lends tools."),
        ("The coach, not Anna Berger, paid.", "Anna Berger paid."),
        ("Instead of Anna Berger, the coach paid.", "Anna Berger paid."),
        ("Everyone except Anna Berger paid.", "Anna Berger paid."),
        ("It was Paul Lindt, not Anna Berger, who paid.", "Anna Berger paid."),
        ("The chair praised the coach but not the treasurer.", "The chair praised the treasurer."),
        ("The red boat is new and the blue boat is old.", "The blue boat is new."),
        (
            "The library was founded in 1990. Its café opened in 2005.",
            "The library opened in 2005.",
        ),
    ],
)
def test_what_one_does_is_not_said_of_another(source: str, statement: str) -> None:
    assert not follows(statement, source)
