"""E-mails: the subject, who wrote to whom and when, the words, the names of what is attached."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from retrieval.documents.loaders import parse
from retrieval.types import Document

from ..shown import check_blocks, leads, shown


def message(subject: str = "Pool öffnet") -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = subject
    made["From"] = "Ada Lock <ada@example.org>"
    made["To"] = "Bo Weir <bo@example.org>, Cy <cy@example.org>"
    made["Date"] = "Wed, 01 May 2024 10:00:00 +0200"
    return made


def read(made: EmailMessage) -> Document:
    document = parse("a.eml", made.as_bytes())
    check_blocks(document)
    return document


def test_subject_headers_and_words_stand_in_order() -> None:
    made = message()
    made.set_content(
        "Hello Bo,\n\nBring:\n\n- a towel\n- shoes\n\n> At nine\n> or at ten.\n\nAda\n"
    )
    document = read(made)
    assert (document.title, document.date) == ("Pool öffnet", "2024-05-01")
    assert shown(document) == [
        ("heading", "Pool öffnet"),
        ("paragraph", "From: Ada Lock <ada@example.org>"),
        ("paragraph", "To: Bo Weir <bo@example.org>, Cy <cy@example.org>"),
        ("paragraph", "Date: Wed, 01 May 2024 10:00:00 +0200"),
        ("paragraph", "Hello Bo,"),
        ("paragraph", "Bring:"),
        ("item 0", "- a towel"),
        ("item 0", "- shoes"),
        ("paragraph", "> At nine\n> or at ten."),
        ("paragraph", "Ada"),
    ]
    assert leads(document)["- shoes"] == "Bring:"


def test_the_plain_text_is_read_before_the_web_page_and_attachments_are_named() -> None:
    made = message()
    made.set_content("Plain words.\n")
    made.add_alternative("<p>Page words.</p>", subtype="html")
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="fees.pdf")
    made.add_attachment(b"x", maintype="image", subtype="png", filename="Überblick.png")
    text = read(made).text
    assert "Plain words." in text
    assert "Page words." not in text
    assert text.endswith("Attachments: fees.pdf, Überblick.png")


def test_a_web_page_alone_keeps_its_structure_below_the_subject() -> None:
    made = message("Pool")
    made.set_content("<h1>Fees</h1><p>You pay:</p><ul><li>four pounds</ul>", subtype="html")
    document = read(made)
    assert [(each.level, each.title) for each in document.headings] == [(1, "Pool"), (2, "Fees")]
    assert document.text[document.headings[1].start :].startswith("Fees")
    assert leads(document)["four pounds"] == "You pay:"


@pytest.mark.parametrize("charset", ["iso-8859-1", "x-unknown"])
def test_the_words_are_decoded_whatever_they_say_of_themselves(charset: str) -> None:
    data = (
        f"Subject: Fee\nContent-Type: text/plain; charset={charset}\n\nDie Gebühr beträgt vier.\n"
    )
    assert parse("a.eml", data.encode("latin-1")).text.endswith("Die Gebühr beträgt vier.")


def test_a_message_without_words_still_has_its_headers() -> None:
    assert shown(read(message("Only this")))[0] == ("heading", "Only this")


def test_headers_that_are_damaged_are_left_out() -> None:
    data = b"Subject: =?utf-8?b?////?= x\nDate: never\nFrom: <<>>@\nTo:\n\nWords.\n"
    document = parse("a.eml", data)
    assert document.date is None
    assert document.text.endswith("Words.")


def test_a_signed_message_is_read() -> None:
    data = (
        b"Subject: x\nContent-Type: multipart/signed; protocol=p; boundary=b\n\n--b\n"
        b"Content-Type: text/plain\n\nSigned words.\n--b\nContent-Type: application/pgp-signature\n\n"
        b"abc\n--b--\n"
    )
    assert "Signed words." in parse("a.eml", data).text
