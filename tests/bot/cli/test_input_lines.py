"""Lines of questions in, whatever they hold."""

from __future__ import annotations

import pytest

from bot.cli import input_lines


@pytest.mark.parametrize(
    ("line", "identifier", "text"),
    [
        (b'{"id": "a", "question": "why?"}\n', "a", "why?"),
        (b'{"question": "why?"}', None, "why?"),
        (b'{"id": 7, "query": "why?"}\r\n', 7, "why?"),
        (b'{"id": [1, {}], "question": ""}', [1, {}], ""),
        ('\ufeff{"id": 1, "question": "é"}'.encode(), 1, "é"),
        (b'{"question": "\\ud83e\\udd89 \\ud800"}', None, "🦉 \ufffd"),
        (b'{"question": "a\\u0000b"}', None, "a\0b"),
    ],
)
def test_a_request_is_read(line: bytes, identifier: object, text: str) -> None:
    assert input_lines.parse_request(line, 1) == input_lines.Request(identifier, text)


@pytest.mark.parametrize(
    ("line", "identifier", "complaint"),
    [
        (b"why?", None, "Line 4 is no JSON object"),
        (b'["why?"]', None, "Line 4 is no JSON object"),
        (b'{"id": NaN, "question": "why?"}', None, "Line 4 is no JSON object"),
        (b"[" * 100_000, None, "Line 4 is no JSON object"),
        (b'{"id": 9}', 9, 'Line 4 has no "question"'),
        (b'{"id": 9, "question": 5}', 9, 'Line 4 has no "question"'),
        (b'{"question": "\xff"}', None, "Line 4 is not in UTF-8"),
    ],
)
def test_a_bad_line_is_told_with_its_id(line: bytes, identifier: object, complaint: str) -> None:
    with pytest.raises(input_lines.InvalidLine, match=complaint) as caught:
        input_lines.parse_request(line, 4)
    assert caught.value.id == identifier


@pytest.mark.parametrize(
    ("heard", "text"),
    [
        ("plain", "plain"),
        (b"caf\xc3\xa9".decode("ascii", "surrogateescape"), "café"),
        (b"caf\xe9".decode("utf-8", "surrogateescape"), "caf\ufffd"),
        ("half \ud800", "half \ufffd"),
    ],
)
def test_what_a_terminal_could_not_decode_becomes_sound(heard: str, text: str) -> None:
    assert input_lines.repair_text(heard) == text
