"""Questions that ask the same in other words, a line for each group; and questions like them alone."""

from __future__ import annotations

GROUPS = (
    (
        "How much is the annual membership fee?",
        "What does membership cost per year?",
        "What is the yearly fee for members?",
        "how expensive is a membership",
    ),
    (
        "Can I bring my dog to the club house?",
        "Are dogs allowed in the clubhouse?",
        "Is my dog welcome at the club?",
    ),
    (
        "How do I reset my password?",
        "I forgot my password, what now?",
        "Where can I change my password?",
        "password reset",
    ),
    (
        "When does the summer camp begin?",
        "What is the start date of the summer camp?",
        "summer camp dates?",
    ),
    (
        "Who is the treasurer?",
        "What is the name of our treasurer?",
        "Who looks after the club's money as treasurer?",
    ),
    ("How do I book a boat?", "Where can I reserve a boat?", "How does booking boats work?"),
    (
        "What happens if I cancel my booking?",
        "Is there a fee for cancelling a booking?",
        "Can I cancel a booking?",
    ),
    (
        "Which bus goes to the boathouse?",
        "How do I get to the boathouse by bus?",
        "bus connection to the boathouse",
    ),
    (
        "What are the opening hours?",
        "When are you open?",
        "When is the office open?",
        "opening times",
    ),
    (
        "Is there parking at the venue?",
        "Where can I park my car?",
        "Are there parking spaces for cars?",
    ),
    (
        "Does the API support pagination?",
        "How do I page through API results?",
        "API pagination: how does it work?",
    ),
    ("How do I export my data as CSV?", "Can I download my data in CSV format?", "export to csv"),
    (
        "Wie hoch ist der Mitgliedsbeitrag?",
        "Was kostet die Mitgliedschaft im Jahr?",
        "Mitgliedsbeitrag pro Jahr?",
    ),
    ("Darf ich meinen Hund mitbringen?", "Sind Hunde erlaubt?"),
    (
        "What is the maximum upload size?",
        "How large may a file be that I upload?",
        "upload limit for files",
    ),
    (
        "How long is the warranty?",
        "For how many years does the warranty hold?",
        "warranty period",
    ),
    ("Who won the world cup in 1990?",),
    ("What is the capital of Peru?",),
    ("How tall is the mast of the big boat?",),
    ("What does a boat cost?",),
    ("Where is the clubhouse?",),
    ("How do I delete my account?",),
    ("When does the winter course begin?",),
    ("Who is the president of the club?",),
    ("How do I import a CSV file?",),
    ("How much does the summer camp cost?",),
    ("Which API key do I need?",),
    ("How long is the camp?",),
)
