"""From bytes to text, whatever the encoding. Knows nothing of formats.

UTF-8 is taken at its word. Only what is not UTF-8 is guessed at, first by hand: detectors often take a
short English, French or Spanish text in Windows-1252 for Windows-1250 ("Ł4" for "£4"), so text that
looks Western European is read as that, and the detector (charset-normalizer) is asked about the rest.
"""

from __future__ import annotations

import codecs
import re

from ...errors import DocumentError
from ...types import Span

BYTE_ORDER_MARK = "\ufeff"

# UTF-32 first: its mark begins with that of UTF-16. UTF-8's stays in the text, where line and offset
# of a file are counted; the others are part of how the file is coded.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = (
    "cp1250", "iso8859_2", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "cp932", "euc_jp", "gb18030", "big5", "cp949", "mac_roman", "cp1252",
)  # fmt: skip
_WESTERN_LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüœšžßÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒŠŽŸ")
_WESTERN_SIGNS = frozenset("“”‘’„‚‹›«»–—…•·€£¥§©®™°¡¿ªº½¼×\xa0\xad")
_SIGN_IN_WORD = re.compile(r"[^\W\d_][€£¥§©®°¡¿½¼×¢¤¦¬±²³µ¶¹¸¾÷„‚‹«•][^\W\d_]")
_SAMPLE_BYTES = 60_000
_MAX_WESTERN_SHARE = 0.3
_CONTROLS = [chr(code) for code in (*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F)]
_BINARY = "It holds binary data, not text."
_UNKNOWN = "Its encoding was not recognised; save it as UTF-8."


def decoded_body(data: bytes) -> tuple[str, Span]:
    """Return a file's text, and the part of it behind a byte order mark; see `decode`."""
    text = decode(data)
    return text, Span(int(text.startswith(BYTE_ORDER_MARK)), len(text))


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text that the bytes spell. `declared` is the encoding that the file itself claims.

    Line ends and white space stand as they are, and so does the byte order mark of UTF-8.

    Raises:
        DocumentError: the bytes are no text, or in an encoding that was not recognised.
    """
    text = _decode(data, declared)
    # A few control characters are dirt; one in fifty is a program or a picture.
    if "\0" in text or sum(map(text.count, _CONTROLS)) * 50 > len(text):
        raise DocumentError(_BINARY)
    return text


def _decode(data: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _try(data, encoding) or _refuse(_UNKNOWN)
    if b"\0" in data:
        return _wide(data) or _refuse(_BINARY)
    return (
        _try(data, "utf-8")
        or _damaged_utf8(data)
        or (declared and _try(data, declared))
        or _western(data)
        or _detected(data)
        or _refuse(_UNKNOWN)
    )


def _refuse(reason: str) -> str:
    raise DocumentError(reason)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        return None
    return text if isinstance(text, str) else None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: in most scripts every other byte is then often NUL."""
    odd, even = data[1::2].count(0), data[0::2].count(0)
    few, many = sorted((odd, even))
    if many * 4 < len(data) // 2 or few * 10 > many:
        return None
    return _try(data, "utf-16-le" if odd > even else "utf-16-be")


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with a bad byte here and there: ten good sequences speak for it against each bad one."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - bad
    return text if good > 10 * bad else None


def _western(data: bytes) -> str | None:
    """Windows-1252, where its letters are few among plain ones and its signs stand between words."""
    text = _try(data, "cp1252")
    if text is None:
        return None
    special = [character for character in text if character > "\x7f"]
    letters = sum(character in _WESTERN_LETTERS for character in special)
    plain = sum(character.isalpha() for character in text) - letters
    if any(each not in _WESTERN_LETTERS and each not in _WESTERN_SIGNS for each in special):
        return None
    if letters > _MAX_WESTERN_SHARE * plain or _SIGN_IN_WORD.search(text):
        return None
    return text


def _detected(data: bytes) -> str | None:
    """Decode as the detector finds least odd and most like a language.

    It is asked for one encoding at a time, because among several it leaves out those that it deems
    alike, the right one included.
    """
    from charset_normalizer import from_bytes

    sample = data
    if len(data) > _SAMPLE_BYTES:
        # Cut at a line end or a space: in the middle of a character the right encoding would not fit.
        ends = (data.rfind(mark, 0, _SAMPLE_BYTES) + 1 for mark in (b"\n", b" "))
        sample = data[: next(filter(None, ends), _SAMPLE_BYTES)]
    found = [
        match
        for encoding in _CANDIDATES
        if (match := from_bytes(sample, cp_isolation=[encoding]).best())
        and not _SIGN_IN_WORD.search(str(match))
    ]
    best = min(found, key=lambda match: (match.chaos, -match.coherence), default=None)
    return _try(data, best.encoding) if best else None
