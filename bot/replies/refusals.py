"""How a question is refused in the language in which it was asked, if that is not the documents'."""

from __future__ import annotations

REFUSALS = {
    "de": "Darauf geben die Dokumente keine Antwort. Sie sind in einer anderen Sprache: "
    "Frag vielleicht noch einmal in dieser.",
    "fr": "Les documents ne répondent pas à cette question. Ils sont dans une autre langue : "
    "essayez peut-être de la poser dans celle-ci.",
    "es": "Los documentos no responden a esta pregunta. Están en otro idioma: "
    "prueba a hacerla en ese idioma.",
    "it": "I documenti non rispondono a questa domanda. Sono in un'altra lingua: "
    "prova a farla in quella lingua.",
    "pt": "Os documentos não respondem a esta pergunta. Estão noutra língua: "
    "experimente fazê-la nessa língua.",
    "nl": "De documenten beantwoorden deze vraag niet. Ze zijn in een andere taal: "
    "probeer het eens in die taal.",
}
"""The sentence by language (ISO 639-1), with the hint that the documents are in another one."""
