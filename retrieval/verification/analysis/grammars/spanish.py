"""The words of Spanish that decide what a sentence claims. Pure data."""

from __future__ import annotations

from ....documents.words import word_set
from .grammar_words import GrammarWords, by_word, phrases

SPANISH = GrammarWords(
    phrases=phrases(
        {
            "notodos": r"no (?:todos|todas|siempre)",
            "yano": r"ya no",
            "almenos": r"al menos|por lo menos|como mínimo|no menos de",
            "comomaximo": r"como máximo|a lo sumo|hasta(?= \d)|no más de",
            "masde": r"más de(?= \d)",
            "menosde": r"menos de(?= \d)",
            "unos": r"(?:alrededor de|cerca de|aproximadamente|casi|unas)(?= \d)",
            "acausa": r"a causa del?|debido al?|gracias al?",
            "apesar": r"a pesar del?",
            "aunque": r"si bien|aun cuando",
            "segun": r"de acuerdo con",
            "debe": r"tiene que|está obligado a",
            "deben": r"tienen que",
            "siempreque": r"siempre que|siempre y cuando",
            "salvo": r"a menos que|excepto si|salvo que",
            "enlugar": r"en lugar del?|en vez del?",
            "talvez": r"tal vez",
        }
    ),
    groups=by_word(
        {
            "negation": "no ningún ninguna ninguno nadie nada ni tampoco",
            "negation (never)": "nunca jamás",
            "negation (no longer)": "yano",
            "negation (without)": "sin",
            "quantifier (not all)": "notodos",
            "quantifier (all)": "todos todas todo toda cada siempre completamente totalmente entero "
            "entera",
            "quantifier (some)": "algunos algunas algún alguna varios varias parcialmente ciertos "
            "ciertas",
            "quantifier (most)": "mayoría generalmente principalmente mayormente",
            "quantifier (many)": "muchos muchas mucho numerosos numerosas",
            "quantifier (few)": "pocos pocas poco raramente apenas minoría",
            "quantifier (both)": "ambos ambas",
            "quantifier (half)": "medio media mitad",
            "restriction (only)": "sólo solo solamente únicamente exclusivamente",
            "restriction (even)": "incluso",
            "time (still)": "todavía aún",
            "time (already)": "ya",
            "modal (may)": "puede pueden permitido",
            "modal (might)": "podría podrían",
            "modal (must)": "debe deben obligatorio hay",
            "modal (should)": "debería deberían",
            "hedge (perhaps)": "quizás quizá talvez posiblemente",
            "hedge (probably)": "probablemente",
            "hedge (apparently)": "considera consideran considerado considerada aparentemente "
            "parece parecen supuestamente presunto",
            "hedge (about)": "unos",
            "hedge (almost)": "casi",
            "bound (at least)": "almenos",
            "bound (at most)": "comomaximo",
            "bound (more than)": "masde",
            "bound (less than)": "menosde",
            "condition (if)": "si siempreque",
            "condition (when)": "cuando",
            "condition (except)": "salvo excepto",
            "cause": "porque acausa pues",
            "concession": "aunque apesar",
            "comparison (more)": "más",
            "comparison (less)": "menos",
            "choice (or)": "o u",
            "replacement": "enlugar",
            "time (before)": "antes",
            "time (after)": "después tras",
            "time (until)": "hasta",
            "time (since)": "desde",
            "falsity": "falso falsa mito rumor rumores",
            "reversal": "adjunto adjunta interino interina honorario niega niegan rechaza rechazan "
            "rechazó fracasa impide impiden antiguo antigua",
            "intention": "propuso propusieron prometió prometieron decidió decidieron quiso intentó "
            "quiere quieren planea espera esperan propone proponen intenta promete amenaza",
            "saying": "dice dicen dijo declara declaró según escribe anunció anuncia",
            "claim": "afirma afirman afirmó cree piensa sostiene pide piden exige exigen reclama "
            "recomienda teme",
        }
    ),
    prepositions=by_word(
        {
            "in": "en",
            "to": "a al hacia",
            "of": "de del",
            "from": "desde",
            "by": "por",
            "for": "para",
            "with": "con",
            "without": "sin",
            "against": "contra",
            "over": "sobre",
            "under": "bajo",
            "until": "hasta",
            "during": "durante",
            "between": "entre",
            "because": "acausa apesar",
            "instead": "enlugar salvo",
        }
    ),
    plain=word_set(
        "el la los las un una y e pero también es son era eran ser sido fue fueron está están ha "
        "han había habían haber se su sus le les lo que quien cual cuyo donde como este esta estos "
        "estas ese esa esos esas eso esto él ella ellos ellas nosotros nuestro nuestra yo tú usted "
        "ustedes me te nos sí así al a de del en por para con entonces además"
    ),
    pronouns=word_set("él ella ellos ellas este esta su sus esto"),
    agents=word_set("por"),
    passive=word_set("es son era eran fue fueron sido"),
    present=word_set("es son ha han está están"),
    past=word_set("era eran fue fueron había habían"),
    reporting=word_set(
        "dice según afirma indica menciona explica describe escribe señala sostiene declara"
    ),
    documents=word_set(
        "artículo texto documento guía reglamento estatutos acta autor página sección informe "
        "fuente manual"
    ),
    breaks=word_set("y pero o mientras porque aunque donde si cuando que"),
    coordinating=word_set("y pero"),
    contrasting=word_set("sino pero"),
    persons={},
    relative=word_set("que quien"),
)
