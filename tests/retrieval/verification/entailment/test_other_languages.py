"""What follows and what doesn't in German, French and Spanish."""

from __future__ import annotations

import pytest

from .follows import follows


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Die Bibliothek öffnet um zehn Uhr.", "Die Bibliothek öffnet um 10 Uhr."),
        ("Der Verein entstand am 12. Mai 1987.", "Der Verein entstand am 12.05.1987."),
        ("Der Verein entstand am 12. Mai 1987.", "Der Verein entstand 1987."),
        ("Das Dach kostete 3,5 Millionen Euro.", "Das Dach kostete €3,5 Mio."),
        ("Das Dach kostete 3,5 Millionen Euro.", "Das Dach kostete 3.500.000 Euro."),
        ("Die Halle fasst 1.200 Besucher.", "Die Halle fasst 1200 Besucher."),
        ("Etwa 40 % der Mitglieder kamen.", "Ungefähr 40 Prozent der Mitglieder kamen."),
        ("Das Boot wurde von Anna Berger gestrichen.", "Anna Berger strich das Boot."),
        (
            "Die Mitglieder wählten eine Kassiererin.",
            "Eine Kassiererin wurde von Mitgliedern gewählt.",
        ),
        ("Die Bücherei, die im Keller liegt, öffnet heute.", "Die Bücherei öffnet heute."),
        ("Die Straße wird im Mai gesperrt.", "Die Strasse wird im Mai gesperrt."),
        ("Mindestens fünf müssen kommen.", "Wenigstens fünf müssen kommen."),
        ("Die Werkstatt verleiht Zelte und Boote.", "Die Werkstatt verleiht Boote."),
        ("Der Kurs kostet 40 Euro für Mitglieder.", "Der Kurs kostet 40 € für Mitglieder."),
    ],
)
def test_it_follows_in_german(source: str, statement: str) -> None:
    assert follows(statement, source, "de")


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Die Bücherei verleiht Werkzeug.", "Die Bücherei verleiht kein Werkzeug."),
        ("Die Bücherei verleiht kein Werkzeug.", "Die Bücherei verleiht Werkzeug."),
        ("Der Saal ist nicht beheizt.", "Der Saal ist beheizt."),
        ("Der Verein nimmt keine Gäste mehr auf.", "Der Verein nimmt Gäste auf."),
        ("Einige Mitglieder zahlen bar.", "Alle Mitglieder zahlen bar."),
        ("Nicht alle Mitglieder zahlen bar.", "Alle Mitglieder zahlen bar."),
        ("Nur Mitglieder dürfen rudern.", "Mitglieder dürfen rudern."),
        ("Der Ofen ist wahrscheinlich kaputt.", "Der Ofen ist kaputt."),
        ("Der Kassierer hat angeblich gestohlen.", "Der Kassierer hat gestohlen."),
        ("Laut Anna Berger ist der Ofen sicher.", "Der Ofen ist sicher."),
        ("Anna Berger behauptet, der Ofen sei sicher.", "Der Ofen ist sicher."),
        ("Wenn es regnet, ist das Fest im Saal.", "Das Fest ist im Saal."),
        ("Gäste dürfen rudern, sofern es hell ist.", "Gäste dürfen rudern."),
        ("Der Verein will das Boot verkaufen.", "Der Verein verkauft das Boot."),
        ("Der Vorstand lehnte den Antrag ab.", "Der Vorstand nahm den Antrag an."),
        ("Der Kurs kostet 40 Euro.", "Der Kurs kostet 40 Dollar."),
        ("Mitglieder zahlen 40 und Gäste 60 Euro.", "Mitglieder zahlen 60 Euro."),
        ("Das Fest ist am 12. Mai.", "Das Fest ist am 13. Mai."),
        ("Anna Berger verklagte Paul Lindt.", "Paul Lindt verklagte Anna Berger."),
        ("Anna Berger leitet den Chor.", "Clara Weiss leitet den Chor."),
        ("Anna Berger und Paul Lindt gründeten ihn.", "Anna Lindt gründete ihn."),
        ("Der Keller war nass, weil es brannte.", "Es brannte, weil der Keller nass war."),
        ("Die Wiese war nass.", "Die Wiese war nass, weil es regnete."),
        ("Der Verein war arm.", "Der Verein ist arm."),
        ("Der Verein hatte ein Boot.", "Der Verein hat ein Boot."),
        (
            "Das rote Boot ist schneller als das blaue.",
            "Das blaue Boot ist schneller als das rote.",
        ),
        ("Höchstens 40 Gäste dürfen kommen.", "Mindestens 40 Gäste dürfen kommen."),
        ("Die Mitglieder stimmten gegen den Umbau.", "Die Mitglieder stimmten für den Umbau."),
        ("Die frühere Kassiererin hat den Schlüssel.", "Die Kassiererin hat den Schlüssel."),
        ("Gäste zahlen fünf Euro oder backen.", "Gäste zahlen fünf Euro."),
        ("Ist die Bücherei geöffnet?", "Die Bücherei ist geöffnet."),
    ],
)
def test_it_does_not_follow_in_german(source: str, statement: str) -> None:
    assert not follows(statement, source, "de")


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("La bibliothèque ouvre à dix heures.", "La bibliothèque ouvre à 10 heures."),
        ("Le club est né le 12 mai 1987.", "Le club est né le 12/05/1987."),
        ("Le club est né le 12 mai 1987.", "Le club est né en 1987."),
        ("Le toit coûte 3,5 millions d'euros.", "Le toit coûte 3 500 000 euros."),
        ("Le bateau a été vendu par le club.", "Le club a vendu le bateau."),
        ("Le club a vendu le bateau.", "Le bateau a été vendu par le club."),
        ("Le chœur français a gagné le prix.", "Le chœur de France a gagné le prix."),
        ("Le café sert du thé aux lecteurs.", "Le cafe sert du thé aux lecteurs."),
        ("Au moins cinq membres votent.", "Au minimum cinq membres votent."),
        ("Le café ferme à cause de la pluie.", "Le café ferme en raison de la pluie."),
        ("Le cours coûte 40 euros aux membres.", "Le cours coûte 40 € aux membres."),
        ("La salle, qui se trouve ici, ouvre lundi.", "La salle ouvre lundi."),
        ("La salle ferme à midi et le café ferme tôt.", "La salle ferme à midi."),
        ("Environ 40 % des membres ont voté.", "Environ 40 pour cent des membres ont voté."),
    ],
)
def test_it_follows_in_french(source: str, statement: str) -> None:
    assert follows(statement, source, "fr")


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("La bibliothèque prête des outils.", "La bibliothèque ne prête pas d'outils."),
        ("La bibliothèque ne prête pas d'outils.", "La bibliothèque prête des outils."),
        ("Personne n'a voté contre le projet.", "Les membres ont voté contre le projet."),
        ("Le club ne loue plus de tentes.", "Le club loue des tentes."),
        ("Le club ne prête que des tentes.", "Le club prête des tentes."),
        ("La salle n'est jamais chauffée.", "La salle est chauffée."),
        ("Certains membres paient.", "Tous les membres paient."),
        ("La plupart des membres paient.", "Tous les membres paient."),
        ("Seuls les membres peuvent ramer.", "Les membres peuvent ramer."),
        ("Le four est probablement cassé.", "Le four est cassé."),
        ("Selon Anna Berger, le four est sûr.", "Le four est sûr."),
        ("Anna Berger affirme que le four est sûr.", "Le four est sûr."),
        ("Si le conseil est d'accord, la piscine fermera.", "La piscine fermera."),
        ("Les membres qui paient reçoivent une clé.", "Les membres reçoivent une clé."),
        ("Le club veut vendre le bateau.", "Le club vend le bateau."),
        ("Le comité refuse de payer la facture.", "Le comité paie la facture."),
        ("Le cours coûte 40 euros.", "Le cours coûte 40 dollars."),
        ("La fête est le 12 mai.", "La fête est le 13 mai."),
        ("Anna Berger a battu Paul Lindt.", "Paul Lindt a battu Anna Berger."),
        ("Anna Berger et Paul Lindt dirigent le club.", "Anna Lindt dirige le club."),
        ("Le club avait un bateau.", "Le club a un bateau."),
        ("Le four a brûlé car la salle est vieille.", "La salle est vieille car le four a brûlé."),
        ("Le pré était inondé.", "Le pré était inondé à cause de la pluie."),
        ("Le canoë est plus lourd que le bateau.", "Le bateau est plus lourd que le canoë."),
        ("Les membres ont voté contre la fusion.", "Les membres ont voté pour la fusion."),
        ("L'ancien trésorier garde les clés.", "Le trésorier garde les clés."),
        ("Au plus 40 invités peuvent venir.", "Au moins 40 invités peuvent venir."),
        ("Les invités doivent payer.", "Les invités peuvent payer."),
        ("La cotisation passe de 40 à 60 euros.", "La cotisation passe de 60 à 40 euros."),
        ("La salle est-elle ouverte ?", "La salle est ouverte."),
    ],
)
def test_it_does_not_follow_in_french(source: str, statement: str) -> None:
    assert not follows(statement, source, "fr")


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("La biblioteca abre a las diez.", "La biblioteca abre a las 10."),
        ("El club nació el 12 de mayo de 1987.", "El club nació el 12/05/1987."),
        ("El club nació el 12 de mayo de 1987.", "El club nació en 1987."),
        ("El tejado costó 3,5 millones de euros.", "El tejado costó 3.500.000 euros."),
        ("El barco fue vendido por el club.", "El club vendió el barco."),
        ("El club vendió el barco.", "El barco fue vendido por el club."),
        ("El coro francés ganó el premio.", "El coro de Francia ganó el premio."),
        ("Al menos cinco socios votan.", "Por lo menos cinco socios votan."),
        ("El curso cuesta 40 euros para socios.", "El curso cuesta 40 € para socios."),
        ("El taller cierra debido a la lluvia.", "El taller cierra a causa de la lluvia."),
        ("Los socios tienen que pagar.", "Los socios deben pagar."),
        ("La sala cierra al mediodía y el café abre.", "La sala cierra al mediodía."),
    ],
)
def test_it_follows_in_spanish(source: str, statement: str) -> None:
    assert follows(statement, source, "es")


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("La biblioteca presta herramientas.", "La biblioteca no presta herramientas."),
        ("La biblioteca no presta herramientas.", "La biblioteca presta herramientas."),
        ("Nadie votó contra el proyecto.", "Los socios votaron contra el proyecto."),
        ("El club ya no alquila tiendas.", "El club alquila tiendas."),
        ("Algunos socios pagan.", "Todos los socios pagan."),
        ("No todos los socios pagan.", "Todos los socios pagan."),
        ("Solo los socios pueden remar.", "Los socios pueden remar."),
        ("El horno está probablemente roto.", "El horno está roto."),
        ("Según Ana Ruiz, el horno es seguro.", "El horno es seguro."),
        ("Ana Ruiz afirma que el horno es seguro.", "El horno es seguro."),
        ("Si llueve, la fiesta es en la sala.", "La fiesta es en la sala."),
        ("Los socios que pagan reciben una llave.", "Los socios reciben una llave."),
        ("El club quiere vender el barco.", "El club vende el barco."),
        ("El comité rechazó la oferta.", "El comité aceptó la oferta."),
        ("El curso cuesta 40 euros.", "El curso cuesta 40 dólares."),
        ("La fiesta es el 12 de mayo.", "La fiesta es el 13 de mayo."),
        ("Ana Ruiz venció a Pablo Lara.", "Pablo Lara venció a Ana Ruiz."),
        ("Ana Ruiz y Pablo Lara fundaron el club.", "Ana Lara fundó el club."),
        ("El club era pobre.", "El club es pobre."),
        ("El prado estaba seco.", "El prado estaba seco debido al calor."),
        ("Los socios votaron contra la fusión.", "Los socios votaron para la fusión."),
        ("El antiguo tesorero guarda las llaves.", "El tesorero guarda las llaves."),
        ("La canoa es más cara que el barco.", "El barco es más caro que la canoa."),
        ("Los invitados deben pagar.", "Los invitados pueden pagar."),
        ("Como máximo vienen 40 invitados.", "Al menos vienen 40 invitados."),
        ("La sala es menos ruidosa que el café.", "La sala es ruidosa."),
        ("El tren va de Lugo a Vigo.", "El tren va de Vigo a Lugo."),
        ("¿Abre la biblioteca los domingos?", "La biblioteca abre los domingos."),
    ],
)
def test_it_does_not_follow_in_spanish(source: str, statement: str) -> None:
    assert not follows(statement, source, "es")
