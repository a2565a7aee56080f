"""Numbers, times and dates as words, in German, French and Spanish: parts of regular expressions.

Words that English has too are left out, such as "elf", "once" and "mars": what an English text holds is
told as before.
"""

from __future__ import annotations

FOREIGN_NUMBER = (
    r"(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|fünfzehn|achtzehn|zwanzig"
    r"|dreißig|vierzig|fünfzig|sechzig|hundert|tausend"
    r"|deux|trois|quatre|cinq|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante"
    r"|soixante|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|treinta|cuarenta"
    r"|cincuenta|sesenta|cien(?:to)?)"
)
FOREIGN_UNIT_OF_TIME = (
    r"(?:sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|heures?|jours?|semaines?|mois"
    r"|ans|minutos?|horas?|días?|semanas?|meses|años?)"
)
FOREIGN_DAY = (
    r"(?:(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|lundis?|mardis?|mercredis?|jeudis?"
    r"|vendredis?|samedis?|dimanches?|lunes|martes|miércoles|jueves|viernes|sábados?|domingos?)"
)
FOREIGN_MONTH = (
    r"(?:januar|februar|märz|juni|juli|oktober|dezember|janvier|février|avril|juin|juillet|août"
    r"|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|junio|julio|agosto|septiembre"
    r"|octubre|noviembre|diciembre)"
)
FOREIGN_WHEN = (
    r"\b(?:täglich|wöchentlich|monatlich|sobald|bevor|nachdem|wenn|sonnenuntergang|morgens|abends"
    r"|mittags|avant|après|lorsque|chaque|midi|minuit|antes|después|hasta|cuando|cada|siempre|nunca"
    r"|amanecer|mediodía|medianoche)\b"
)
