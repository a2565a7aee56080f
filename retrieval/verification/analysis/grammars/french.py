"""The words of French that decide what a sentence claims. Pure data."""

from __future__ import annotations

from ....documents.words import word_set
from .grammar_words import GrammarWords, by_word, phrases

FRENCH = GrammarWords(
    phrases=phrases(
        {
            "si il": r"s'ils?",
            r"neplus \1": r"n(?:e |')((?:\w+ ){1,3})plus",
            "selon": r"(?:de )?l'avis d[eu]s?|d'après",
            "pastous": r"pas (?:tous|toutes|tout|toujours)",
            "neplus": r"n[e'] ?\w+ plus",
            "ne \\1 seulement": r"n[e'] ?(\w+) que",
            "aumoins": r"au moins|au minimum|pas moins de",
            "auplus": r"au plus|au maximum|jusqu'à|pas plus de",
            "plusde": r"plus de(?= \d)",
            "moinsde": r"moins de(?= \d)",
            "environ": r"(?:à peu près|près de|quelque)(?= \d)",
            "acause": r"à cause d[eu]s?|en raison d[eu]s?|grâce aux?|grâce à|parce qu[e']",
            "malgré": r"en dépit d[eu]s?",
            "bienque": r"bien qu[e']|même si|quoiqu[e']",
            "doit": r"est tenu de|a l'obligation de",
            "quelques": r"quelques-uns|quelques-unes",
            "saufsi": r"sauf si|à moins qu[e']",
            "peutêtre": r"peut-être",
            "aulieu": r"au lieu d[eu]s?",
        }
    ),
    groups=by_word(
        {
            "negation": "pas non aucun aucune personne rien ni nul nulle",
            "negation (never)": "jamais",
            "negation (no longer)": "neplus",
            "negation (without)": "sans",
            "quantifier (not all)": "pastous",
            "quantifier (all)": "tous toutes tout toute chaque toujours entièrement complètement "
            "entier entière",
            "quantifier (some)": "quelques certains certaines plusieurs parfois partiellement",
            "quantifier (most)": "plupart majorité généralement principalement",
            "quantifier (many)": "beaucoup nombreux nombreuses souvent",
            "quantifier (few)": "peu rarement guère minorité",
            "quantifier (half)": "moitié demi demie",
            "restriction (only)": "seulement uniquement seul seule seuls seules exclusivement",
            "restriction (even)": "même",
            "time (still)": "encore",
            "time (already)": "déjà",
            "modal (may)": "peut peuvent pouvait autorisé autorisés",
            "modal (might)": "pourrait pourraient",
            "modal (must)": "doit doivent faut obligatoire",
            "modal (should)": "devrait devraient",
            "hedge (perhaps)": "peutêtre éventuellement",
            "hedge (probably)": "probablement vraisemblablement",
            "hedge (apparently)": "aurait auraient serait seraient considéré considérée considérés "
            "apparemment semble semblent soidisant prétendument",
            "hedge (about)": "environ",
            "hedge (almost)": "presque",
            "bound (at least)": "aumoins",
            "bound (at most)": "auplus",
            "bound (more than)": "plusde",
            "bound (less than)": "moinsde",
            "condition (if)": "si",
            "condition (unless)": "saufsi",
            "condition (when)": "quand lorsque lorsqu",
            "condition (except)": "sauf excepté hormis",
            "cause": "acause car donc",
            "concession": "malgré bienque cependant toutefois",
            "comparison (more)": "plus",
            "comparison (less)": "moins",
            "choice (or)": "ou",
            "replacement": "aulieu",
            "time (before)": "avant",
            "time (after)": "après",
            "time (until)": "jusque jusqu",
            "time (since)": "depuis",
            "falsity": "faux fausse mythe rumeur rumeurs",
            "reversal": "adjoint adjointe intérimaire honoraire refuse refusent refusé nie nient "
            "échoue échoué empêche empêchent ancien ancienne rejette rejeté cesse",
            "intention": "souhaite souhaitent souhaitait veut veulent voulait espère espèrent "
            "prévoit prévoient propose proposent tente promet menace",
            "saying": "dit disent déclare déclarent selon écrit annonce rapporte",
            "claim": "affirme affirment pense pensent croit estime soutient prétend demande demandent "
            "exige exigent réclame recommande craint",
        }
    ),
    prepositions=by_word(
        {
            "in": "dans en à au aux sur chez",
            "of": "de du des d",
            "by": "par",
            "for": "pour",
            "with": "avec",
            "without": "sans",
            "against": "contre",
            "under": "sous",
            "before": "avant",
            "after": "après",
            "since": "depuis",
            "during": "pendant",
            "between": "entre",
            "to": "vers",
            "because": "acause malgré",
            "instead": "aulieu sauf",
        }
    ),
    plain=word_set(
        "le la les l un une de du des d et mais aussi est sont était étaient être été a ont avait "
        "avaient avoir eu il elle ils elles on nous vous je me m se s son sa ses leur leurs notre "
        "nos votre vos ce cet cette ces c qui que qu quoi dont où y en ne n lui eux comme oui alors "
        "ainsi puis par au aux à dans sur pour avec lorsqu fut furent ailleurs"
    ),
    pronouns=word_set("il elle ils elles ce cette son sa ses leur leurs nous"),
    agents=word_set("par"),
    passive=word_set("est sont était étaient fut furent été"),
    present=word_set("est sont a ont"),
    past=word_set("était étaient avait avaient fut furent"),
    reporting=word_set(
        "dit selon affirme indique précise mentionne explique décrit écrit rapporte déclare "
        "soutient note"
    ),
    documents=word_set(
        "article texte document guide règlement statuts compte-rendu auteur page section rapport source "
        "manuel procès-verbal"
    ),
    breaks=word_set("et mais ou tandis car dont où qui si quand donc lorsque"),
    coordinating=word_set("et mais"),
    contrasting=word_set("mais"),
    persons={},
    relative_after_break=word_set("que qu"),
    relative=word_set("dont où qui"),
)
