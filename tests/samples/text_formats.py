"""A small real file in each format of text, with a question on it and where the answer stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from email.message import EmailMessage

from retrieval.types import Position

from .sample import Place, Sample


def restructured_text() -> bytes:
    return b"""The greenhouse
==============

:Date: 2025-03-02

Watering
--------

The orchids are watered with rain water every fourth day.

Run this to open the vents::

    vents --open roof
"""


def asciidoc() -> bytes:
    return b"""= The orchard
:revdate: 2025-04-01

== Harvest

. Pick the pears in the first week of September.
. Store them in the stone cellar.

|===
|Tree |Planted

|Quince |1962
|Medlar |1987
|===
"""


def latex() -> bytes:
    return b"""\\title{The tides}
\\section{Spring tides}
A spring tide comes two days after the full moon.

\\section{Neap tides}
A neap tide follows the half moon.
"""


def notebook() -> bytes:
    cells = [
        {"cell_type": "markdown", "source": "# Bee counts\n\nThe hives are counted at dusk."},
        {
            "cell_type": "code",
            "source": "print(hives)",
            "outputs": [{"output_type": "stream", "text": "27\n"}],
        },
        {
            "cell_type": "markdown",
            "source": "## Winter losses\n\nNine colonies were lost in the winter of the long frost.",
        },
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}).encode()


def json_object() -> bytes:
    ferry = {
        "name": "Ferry timetable",
        "crossings": [
            {"harbour": "Kelp Point", "leaves": "06:40", "fare": "7 crowns"},
            {"harbour": "Gull Rock", "leaves": "09:15", "fare": "11 crowns"},
        ],
        "luggage": {"bicycles": "Bicycles travel free of charge on weekdays."},
    }
    return json.dumps(ferry, indent=2).encode()


def json_lines() -> bytes:
    records = [
        {"instrument": "cello", "lent to": "the string quartet", "shelf": "B4"},
        {"instrument": "oboe", "lent to": "the school orchestra", "shelf": "C1"},
        {"instrument": "tuba", "lent to": "the brass band", "shelf": "A2"},
    ]
    return "\n".join(map(json.dumps, records)).encode()


def email_message() -> bytes:
    message = EmailMessage()
    message["Subject"] = "Key of the boathouse"
    message["From"] = "Runa Holm <runa@example.org>"
    message["To"] = "Everyone <crew@example.org>"
    message["Date"] = "Fri, 07 Mar 2025 09:30:00 +0100"
    message.set_content(
        "Hello all,\n\nThe spare key of the boathouse hangs behind the red barometer.\n\n"
        "> Where is the key?\n\nRuna\n"
    )
    message.add_attachment(b"map", maintype="application", subtype="pdf", filename="map.pdf")
    return message.as_bytes()


def source_code() -> bytes:
    return b'''"""Heats the kiln."""

LIMIT = 1280


# The kiln cools for eleven hours before anybody may open it.
def cool_down(kiln):
    """Wait until the kiln may be opened."""
    kiln.wait(hours=11)
'''


TEXT_FORMATS: Mapping[str, Sample] = {
    "greenhouse.rst": Sample(
        restructured_text,
        "How often are the orchids watered?",
        "The orchids are watered with rain water every fourth day.",
        Place(heading="The greenhouse > Watering", line=9),
    ),
    "orchard.adoc": Sample(
        asciidoc,
        "When are the pears picked?",
        "Pick the pears in the first week of September.",
        Place(heading="The orchard > Harvest", line=6),
    ),
    "tides.tex": Sample(
        latex,
        "When does a spring tide come?",
        "A spring tide comes two days after the full moon.",
        Place(heading="Spring tides", line=3),
    ),
    "bees.ipynb": Sample(
        notebook,
        "How many colonies were lost in the winter of the long frost?",
        "Nine colonies were lost in the winter of the long frost.",
        Place(heading="Bee counts > Winter losses"),
    ),
    "ferry.json": Sample(
        json_object,
        "What is the fare from Gull Rock?",
        "Gull Rock | 09:15 | 11 crowns",
        Place(heading="crossings"),
    ),
    "instruments.jsonl": Sample(
        json_lines,
        "To whom is the oboe lent?",
        "oboe | the school orchestra | C1",
        Place(position=Position(2, "row")),
    ),
    "boathouse.eml": Sample(
        email_message,
        "Where does the spare key of the boathouse hang?",
        "The spare key of the boathouse hangs behind the red barometer.",
        Place(heading="Key of the boathouse"),
    ),
    "kiln.py": Sample(
        source_code,
        "How long does the kiln cool before it may be opened?",
        "The kiln cools for eleven hours before anybody may open it.",
        Place(heading="cool_down", line=6),
    ),
}
