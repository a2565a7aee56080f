"""Samples of the formats that a text editor writes."""

from __future__ import annotations


def plain_text() -> bytes:
    return (
        b"Visits\n\n"
        b"Everybody may visit on the first Saturday of a month.\n\n"
        b"School classes may visit on Thursday mornings from ten o'clock.\n\n"
        b"Dogs stay outside.\n"
    )


def markdown() -> bytes:
    return (
        b"# The large telescope\n\n"
        b"It was built in 1931 and has a focal length of nine metres.\n\n"
        b"## Care\n\n"
        b"Lenses are dusted once a week.\n\n"
        b"The main mirror is cleaned every second spring.\n"
    )


def web_page() -> bytes:
    return (
        b"<title>The dome</title><h1>The dome</h1><p>It turns on sixteen wheels.</p>"
        b"<h2>Weather</h2><p>Only the warden may open the dome in strong wind.</p>"
        b"<p>It stays shut when it rains.</p>"
    )


def csv_table() -> bytes:
    return b"Visitor,Ticket price\nAdults,6.00\nStudents,4.00\nPensioners,3.50\n"
