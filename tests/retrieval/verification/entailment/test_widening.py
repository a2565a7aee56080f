"""Limits of a rule that are lost when it is retold: it then says more than that, or of more."""

from __future__ import annotations

import pytest

from .follows import follows


@pytest.mark.parametrize(
    ("language", "source", "statement"),
    [
        ("en", "Chairs can be lent, but only upon the board's approval.", "Chairs can be lent."),
        ("en", "Guests may use the sauna, but only with a trainer.", "Guests may use the sauna."),
        (
            "de",
            "Gäste dürfen die Sauna nutzen, aber nur mit Trainer.",
            "Gäste dürfen die Sauna nutzen.",
        ),
        (
            "fr",
            "Les invités peuvent utiliser le sauna, mais seulement avec un entraîneur.",
            "Les invités peuvent utiliser le sauna.",
        ),
        (
            "es",
            "Los invitados pueden usar la sauna, pero solo con un entrenador.",
            "Los invitados pueden usar la sauna.",
        ),
        ("en", "Guests may use the sauna, though not on Sundays.", "Guests may use the sauna."),
        (
            "en",
            "The pool is open daily, and on Sundays only for members.",
            "The pool is open daily.",
        ),
        (
            "en",
            "The deposit is refunded when the key is returned and the locker is empty.",
            "The deposit is refunded when the key is returned.",
        ),
        (
            "en",
            "Late fees are waived if you call and pay within a week.",
            "Late fees are waived if you call.",
        ),
        (
            "de",
            "Die Kaution wird erstattet, wenn der Schlüssel zurückgegeben und der Schrank leer ist.",
            "Die Kaution wird erstattet, wenn der Schlüssel zurückgegeben ist.",
        ),
        (
            "fr",
            "Le dépôt est rendu quand la clé est rendue et le casier est vide.",
            "Le dépôt est rendu quand la clé est rendue.",
        ),
        (
            "es",
            "El depósito se devuelve cuando se devuelve la llave y la taquilla está vacía.",
            "El depósito se devuelve cuando se devuelve la llave.",
        ),
        (
            "en",
            "Be polite if someone speaks English imperfectly.",
            "Be polite if someone speaks English.",
        ),
        (
            "en",
            "If you cancel in writing, the deposit is refunded.",
            "If you cancel, the deposit is refunded.",
        ),
        (
            "en",
            "If your fob was stolen abroad, a new one is free.",
            "If your fob was stolen, a new one is free.",
        ),
    ],
)
def test_what_limits_a_rule_behind_it_or_is_its_condition_is_kept(
    language: str, source: str, statement: str
) -> None:
    assert not follows(statement, source, language)


@pytest.mark.parametrize(
    ("language", "source", "statement"),
    [
        ("en", "Members of the board may sign cheques.", "Members may sign cheques."),
        (
            "de",
            "Mitglieder des Vorstands dürfen Schecks unterschreiben.",
            "Mitglieder dürfen Schecks unterschreiben.",
        ),
        (
            "fr",
            "Les membres du bureau peuvent signer les chèques.",
            "Les membres peuvent signer les chèques.",
        ),
        (
            "es",
            "Los miembros de la junta pueden firmar cheques.",
            "Los miembros pueden firmar cheques.",
        ),
        ("en", "Members with a key may come at night.", "Members may come at night."),
        ("en", "Members in their first year pay half the fee.", "Members pay half the fee."),
        ("en", "Guests of members pay half the fee.", "Guests pay half the fee."),
        ("en", "Boats with a motor must be registered.", "Boats must be registered."),
        (
            "de",
            "Mitglieder ab 16 Jahren dürfen die Werkstatt allein benutzen.",
            "Mitglieder dürfen die Werkstatt allein benutzen.",
        ),
        ("en", "Members under 18 need a form and may not vote.", "Members may not vote."),
        (
            "en",
            "Children under 12 must be accompanied and may not enter the workshop.",
            "Children may not enter the workshop.",
        ),
    ],
)
def test_what_is_said_of_some_is_not_said_of_all(
    language: str, source: str, statement: str
) -> None:
    assert not follows(statement, source, language)


@pytest.mark.parametrize(
    ("language", "source", "statement"),
    [
        (
            "en",
            "Anyone may visit on open evenings, which are on Tuesdays from 18:30 to 21:00.",
            "Anyone may visit.",
        ),
        ("en", "Parking is free at weekends.", "Parking is free."),
        ("en", "Late fees are waived on request.", "Late fees are waived."),
        ("en", "Refunds are given at the discretion of the treasurer.", "Refunds are given."),
    ],
)
def test_what_is_granted_is_granted_for_its_time_and_place(
    language: str, source: str, statement: str
) -> None:
    assert not follows(statement, source, language)


@pytest.mark.parametrize(
    ("language", "source", "statement"),
    [
        (
            "de",
            "Die Deutsche Bank verklagte der Verein.",
            "Die Deutsche Bank verklagte den Verein.",
        ),
        ("de", "Den Trainer lobte der Vorstand.", "Der Trainer lobte den Vorstand."),
        ("de", "Dem Vorstand berichtet der Kassenwart.", "Der Vorstand berichtet dem Kassenwart."),
        ("de", "Den Kassierer verklagte der Trainer.", "Der Kassierer verklagte den Trainer."),
        (
            "es",
            "A Anna Berger la sustituyó Paul Lindt en 2010.",
            "Anna Berger sustituyó a Paul Lindt en 2010.",
        ),
        ("es", "Al entrenador lo criticó el presidente.", "El entrenador criticó al presidente."),
        (
            "fr",
            "Anna Berger, que Paul Lindt a remplacée en 2010, dirige le chœur.",
            "Paul Lindt dirige le chœur.",
        ),
        (
            "de",
            "Die Halle, die die Stadt 1998 kaufte, ist montags geschlossen.",
            "Die Stadt ist montags geschlossen.",
        ),
    ],
)
def test_a_subject_is_no_object_whichever_comes_first(
    language: str, source: str, statement: str
) -> None:
    assert not follows(statement, source, language)


@pytest.mark.parametrize(
    ("language", "source", "statement"),
    [
        (
            "es",
            "El tesorero propuso vender el barco, pero el comité lo rechazó.",
            "El tesorero vendió el barco.",
        ),
        ("es", "El club prometió pagar la deuda.", "El club pagó la deuda."),
        ("fr", "Le maire aurait vendu le terrain.", "Le maire a vendu le terrain."),
        ("de", "Die Brücke gilt als sicher.", "Die Brücke ist sicher."),
        ("fr", "Le pont est considéré comme sûr.", "Le pont est sûr."),
        ("es", "El puente se considera seguro.", "El puente es seguro."),
        ("en", "In the novel, the mayor is murdered.", "The mayor is murdered."),
        ("en", "In legend, the king sleeps below the hill.", "The king sleeps below the hill."),
        ("en", "By his own account, the mayor paid the bill.", "The mayor paid the bill."),
        ("en", "To its supporters, the bridge is a masterpiece.", "The bridge is a masterpiece."),
        ("en", "For critics, the war was lost.", "The war was lost."),
    ],
)
def test_what_is_planned_told_or_made_up_is_no_fact(
    language: str, source: str, statement: str
) -> None:
    assert not follows(statement, source, language)


@pytest.mark.parametrize(
    ("language", "source", "statement"),
    [
        (
            "de",
            "Hunde sind auf dem Gelände erlaubt, in der Küche und im Saal jedoch nicht.",
            "Hunde sind in der Küche erlaubt.",
        ),
        ("de", "Rauchen ist im Hof erlaubt, im Haus aber nicht.", "Rauchen ist im Haus erlaubt."),
        ("en", "The ticket is 10 euros cheaper.", "The ticket is 10 euros."),
        (
            "en",
            "Monthly fees are taken on the first working day of the month.",
            "Monthly fees are taken on the first day of the month.",
        ),
        (
            "en",
            "The delta is the most important natural region of the Netherlands.",
            "The delta is the most important region of the Netherlands.",
        ),
        (
            "en",
            "The tower is the oldest wooden building in the county.",
            "The tower is the oldest building in the county.",
        ),
        (
            "en",
            "Anna Berger was the first woman to win the race.",
            "Anna Berger was the first to win the race.",
        ),
    ],
)
def test_a_denial_a_comparison_and_a_superlative_keep_their_limits(
    language: str, source: str, statement: str
) -> None:
    assert not follows(statement, source, language)


@pytest.mark.parametrize(
    ("language", "source", "statement"),
    [
        (
            "en",
            "Children under 12 are welcome and must stay with an adult at all times.",
            "Children under 12 must stay with an adult at all times.",
        ),
        (
            "en",
            "Despite all the support that they have provided, the club is running out of money.",
            "The club is running out of money.",
        ),
        ("en", "The club is open, and it has a bar.", "The club is open."),
        ("en", "The hall is open daily, but it is not heated.", "The hall is open daily."),
        ("en", "The treasurer of the club resigned in May.", "The treasurer resigned in May."),
        ("en", "Members may bring two guests a month.", "Members may bring two guests."),
        ("en", "The choir sings on Sundays in the church.", "The choir sings on Sundays."),
        (
            "es",
            "El club fue fundado en 1987 por Anna Berger.",
            "Anna Berger fundó el club en 1987.",
        ),
        ("de", "Der Vorstand lobte den Trainer.", "Der Trainer wurde vom Vorstand gelobt."),
    ],
)
def test_what_limits_nothing_may_be_left_out(language: str, source: str, statement: str) -> None:
    assert follows(statement, source, language)
