"""In which language a question is, told by its small words. Pure.

A question has few words, so one that only another language has decides, where English has none. It says
None rather than guess.
"""

from __future__ import annotations

import re

from ..documents.words import word_set

_WORD = re.compile(r"[^\W\d_]+")


_ENGLISH = word_set(
    "a an the i my me we our you your he she it its they their this that is are was were be "
    "been am do does did have has had can could will would should must may of in on at to for "
    "from with by about what who when where why how which and or not no any some there if as "
    "so than but much many get"
)
ASKING_SMALL_WORDS = {
    "de": word_set(
        "der das ein eine einen einem einer wer wo wann warum wieso weshalb wie viel viele "
        "wieviel welche welcher welches ist sind habe haben kann können darf dürfen muss müssen "
        "gibt es ich mein meine meinen wir ihr nicht kein keine und oder mit für von zum zur bei "
        "auf auch wenn dass kostet heißt geht werden wird"
    ),
    "fr": word_set(
        "le les des du une est sont qui que quoi quel quelle quels quelles quand où pourquoi "
        "comment combien je tu il elle nous vous ils mon ma mes notre peut puis peux dois faut ai "
        "avez pas ne et ou avec pour dans sur aux au ce cette qu"
    ),
    "es": word_set(
        "el los las una del es son hay qué quién cuándo dónde cómo cuánto cuánta cuántos cuántas "
        "cuál por para con mi mis tu su puedo puede tengo tiene debo se yo y o pero que cuesta al "
        "un de"
    ),
    "it": word_set(
        "il lo gli una del della è sono chi che cosa quando dove perché come quanto quanti quante "
        "quale posso può ho devo mio mia nostro non e o con per di da nel alla"
    ),
    "pt": word_set(
        "os as uma do da dos das é são há quem que quando onde porquê como quanto quantos quantas "
        "qual posso pode tenho devo meu minha não e ou com para no na em"
    ),
    "nl": word_set(
        "het een de wie wat wanneer waar waarom hoe hoeveel welke zijn heb heeft kan mag moet ik "
        "mijn wij niet geen en of met voor van bij op ook er"
    ),
}
"""The small words of questions in other languages than English, by language (ISO 639-1)."""

_ALSO_ENGLISH = word_set(
    "die was war in on an me a no as do he hat so we come come si los per pro de la"
)


def question_language(question: str) -> str | None:
    """Return the language of a question (ISO 639-1), or None where its words don't tell."""
    said = [word.casefold() for word in _WORD.findall(question)]
    english = sum(word in _ENGLISH for word in said)
    counts = {
        code: sum(word in known and word not in _ENGLISH | _ALSO_ENGLISH for word in said)
        for code, known in ASKING_SMALL_WORDS.items()
    }
    best = max(counts, key=lambda code: counts[code])
    if counts[best] > english:
        tied = [code for code, count in counts.items() if count == counts[best]]
        return best if len(tied) == 1 or english == 0 else None
    return "en" if english > counts[best] else None
