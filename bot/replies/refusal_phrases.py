"""What a refusal says, in the language of the question where that is another than the documents'."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval import REFUSAL


@dataclass(frozen=True, slots=True)
class RefusalPhrases:
    """The sentence of a refusal, what leads to suggestions, and the hint at the documents' language."""

    refusal: str
    suggestion: str
    hint: str


ENGLISH = RefusalPhrases(
    REFUSAL,
    "Perhaps you mean:",
    "The documents are in another language. Asking in theirs may find more.",
)

PHRASES = {
    "de": RefusalPhrases(
        "Die Dokumente beantworten diese Frage nicht.",
        "Vielleicht meinst du:",
        "Die Dokumente sind in einer anderen Sprache. Frag in dieser, dann finde ich vielleicht mehr.",
    ),
    "fr": RefusalPhrases(
        "Les documents ne répondent pas à cette question.",
        "Vous pensez peut-être à :",
        "Les documents sont dans une autre langue. Une question dans cette langue peut donner plus.",
    ),
    "es": RefusalPhrases(
        "Los documentos no responden a esta pregunta.",
        "Quizá te refieres a:",
        "Los documentos están en otro idioma. Si preguntas en ese idioma, quizá encuentre más.",
    ),
    "it": RefusalPhrases(
        "I documenti non rispondono a questa domanda.",
        "Forse intendi:",
        "I documenti sono in un'altra lingua. Una domanda in quella lingua può trovare di più.",
    ),
    "pt": RefusalPhrases(
        "Os documentos não respondem a esta pergunta.",
        "Talvez queira dizer:",
        "Os documentos estão noutra língua. Uma pergunta nessa língua pode encontrar mais.",
    ),
    "nl": RefusalPhrases(
        "De documenten beantwoorden deze vraag niet.",
        "Misschien bedoel je:",
        "De documenten zijn in een andere taal. Een vraag in die taal levert misschien meer op.",
    ),
}


def refusal_phrases(language: str | None) -> RefusalPhrases:
    """Return the phrases in a language (ISO 639-1); in English where it has none."""
    return PHRASES.get(language or "", ENGLISH)
