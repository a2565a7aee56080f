"""Texts that speak to a model instead of telling the reader something. Pure.

It is a second line: a sentence of this kind may be quoted to who asks for it, but it never stands in for
a statement, and supports none.
"""

from __future__ import annotations

import re

_TO_A_MODEL = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass) (?:\w+ ){0,3}"
    r"(?:previous|prior|above|earlier|instructions?|guidelines|safety)\b"
    r"|\b(?:previous|prior|system|hidden|secret) (?:instructions?|prompts?)\b"
    r"|\byour (?:\w+ )?(?:instructions|prompt)\b|\bnew instructions for\b"
    r"|\byour (?:answer|response|output)s? (?:must|should|shall|has to|is to)\b"
    r"|\b(?:in|from|of|to|with|enhance|augment|end|begin) your (?:\w+ )?(?:answer|response|reply)\b"
    r"|\b(?:end|begin|start|finish) (?:each|every|any|all) (?:answer|reply|response|message)s?\b"
    r"|\bin (?:each|every|all) (?:answer|reply|response)s?\b"
    r"|\b(?:respond|reply|answer|write|say|output|print) (?:only|just|nothing but)\b"
    r"|\btell (?:the (?:reader|user|asker)|(?:him|her|them|anyone|everyone) that)\b"
    r"|\b(?:an? |the |this )?(?:ai|large) language model\b|\bthis (?:assistant|chatbot|model)\b"
    r"|\byou are (?:now )?(?:an? )?(?:ai|assistant|chatbot|unrestricted)\b"
    r"|\b(?:vergiss|ignoriere|ignorieren sie) (?:alles|alle|die) (?:\w+ ){0,3}"
    r"(?:bisher\w*|vorherigen?|anweisungen)\b"
    r"|\b(?:antworte|schreibe) nur(?: noch)?\b"
    r"|\b(?:oubliez?|ignorez?) (?:tes|vos|les|toutes) (?:\w+ ){0,2}(?:consignes|instructions|règles)\b"
    r"|\bréponds (?:uniquement|seulement)\b"
    r"|\b(?:olvida|ignora) (?:tus|las|todas) (?:\w+ ){0,2}(?:instrucciones|reglas)\b"
    r"|\bresponde (?:solo|sólo|únicamente)\b"
    r"|[{\[]\s*\"?(?:answerable|statements|role)\"?\s*:",
    re.IGNORECASE,
)


def speaks_to_a_model(text: str) -> bool:
    """Return whether a text gives instructions to a language model."""
    return _TO_A_MODEL.search(text) is not None
