"""E-mails (.eml): subject, who wrote to whom, the words, and the names of what is attached."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from ...errors import DocumentError
from ...types import Document, Span
from ..leads import Part
from . import plain_text, web_page
from .composer import LINE, PARAGRAPH, Composer
from .encoding import decode
from .metadata import clean_line

_HEADERS = ("From", "To", "Cc", "Date")
_ENCRYPTED = ("multipart/encrypted", "application/pgp-encrypted")
_ENVELOPES = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_SIGNED = "signed-data"
_NO_MESSAGE = "It is damaged, or not an e-mail."
_MOST_ATTACHMENTS = 200
_NOWHERE = Span(0, 0)


def parse(path: str, data: bytes) -> Document:
    """Return the message: its subject as the title, a paragraph of its headers, and its words.

    Of several forms the plain text is read, or else the web page. What is quoted in it ("> …") stands
    as it is.

    Raises:
        DocumentError: it is encrypted, or no message.
    """
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise DocumentError(_NO_MESSAGE)
    _refuse_encrypted(message)
    composer = Composer()
    subject = _header(message, "Subject")
    if subject:
        start = composer.add(subject)
        composer.block(start, Part("heading", _NOWHERE))
        composer.heading(start, 1, subject)
    _write_paragraph(composer, [f"{n}: {said}" for n in _HEADERS if (said := _header(message, n))])
    if body := _body(path, message):
        _write_body(composer, body)
    if attached := _attachments(message):
        _write_paragraph(composer, [f"Attachments: {', '.join(attached)}"])
    return composer.document(path, subject, date=_day(message))


def _refuse_encrypted(message: EmailMessage) -> None:
    for part in message.walk():
        kind = part.get_content_type()
        is_envelope = kind in _ENVELOPES and part.get_param("smime-type") != _SIGNED
        if kind in _ENCRYPTED or is_envelope:
            raise DocumentError("It is encrypted; save the decrypted message.")


def _header(message: EmailMessage, name: str) -> str | None:
    """Return a header in one line; None where it is missing, or too damaged to be decoded."""
    try:
        return clean_line(str(message[name])) if name in message else None
    except (AttributeError, IndexError, LookupError, TypeError, ValueError):
        return None  # what the parser of the standard library raises for a malformed one


def _day(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).date().isoformat()
    except (AttributeError, IndexError, LookupError, TypeError, ValueError, OverflowError):
        return None


def _body(path: str, message: EmailMessage) -> Document | None:
    """Return the words of the message as a document of their own; None if it has none."""
    part = message.get_body(("plain", "html"))
    if part is None:
        return None
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        return None
    charset = part.get_content_charset()
    if part.get_content_subtype() == "html":
        return web_page.parse(path, content)
    text = decode(content, charset).replace("\r\n", "\n")
    return plain_text.parse(path, text.encode("utf-8", "replace"))


def _write_body(composer: Composer, body: Document) -> None:
    """Write a document with its blocks and headings, which come below the subject."""
    composer.gap(PARAGRAPH)
    base: int | None = None
    end = body.body.start
    for block in body.blocks:
        if base is not None:
            composer.separate(body.text[end : block.span.start])
        start = composer.add(body.text[block.span.start : block.span.end])
        composer.block(start, Part(block.kind, _NOWHERE, block.level, block.number))
        base = start - block.span.start
        end = block.span.end
    for heading in body.headings:
        if base is not None:
            at = replace(heading, start=heading.start + base)
            composer.heading(at.start, at.level + 1, at.title)


def _attachments(message: EmailMessage) -> list[str]:
    """Return the names of what is attached."""
    names = (clean_line(part.get_filename()) for part in message.walk() if part.get_filename())
    return list(dict.fromkeys(name for name in names if name))[:_MOST_ATTACHMENTS]


def _write_paragraph(composer: Composer, lines: list[str]) -> None:
    composer.gap(PARAGRAPH)
    for line in lines:
        composer.gap(LINE)
        start = composer.add(line)
        composer.block(start, Part("paragraph", _NOWHERE))
    composer.gap(PARAGRAPH)
