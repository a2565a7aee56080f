"""Plain text: every character of the file stays where it is, whatever it is coded in."""

from __future__ import annotations

import codecs

import pytest

from retrieval.documents.loaders import parse
from retrieval.errors import DocumentError
from retrieval.types import Span

ENGLISH = "The café opens at nine. Entry costs £4 – children pay half. Don’t run, “ever”.\r\n"


def test_line_ends_stand_as_they_are_so_that_offsets_hold() -> None:
    data = b"Rules\r\n\r\nThe pool opens at nine.\r\nAdults pay four pounds.\r\n"
    text = parse("rules.txt", data).text
    start = text.index("Adults")
    assert (start, text[start : start + 23]) == (34, "Adults pay four pounds.")
    assert text == data.decode()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("one\rtwo\rthree", id="old Macintosh"),
        pytest.param("12\xa0000\u202fkm\u2009and\u3000more", id="spaces that do not break"),
        pytest.param("page one\x0cpage two\x0bline\x85next\u2028last", id="rare line ends"),
        pytest.param("\x1b[1mbold\x1b[0m", id="a terminal's colours"),
        pytest.param("na\u0308\u0131ve \U0001f3ca\u200d\u2640\ufe0f swims", id="joined characters"),
        pytest.param("  spaces before and after  \n\n\n", id="white space at the ends"),
    ],
)
def test_odd_characters_survive(text: str) -> None:
    document = parse("odd.txt", text.encode())
    assert (document.text, document.body) == (text, Span(0, len(text)))


def test_a_byte_order_mark_stays_in_the_text_outside_the_body() -> None:
    document = parse("marked.txt", codecs.BOM_UTF8 + b"Nine o'clock.")
    assert document.text == "\ufeffNine o'clock."
    assert document.body == Span(1, 14)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-16", "Der Pool öffnet um neun.\r\n"),
        ("utf-32", "Der Pool öffnet um neun.\r\n"),
        ("utf-16-le", "The pool opens at nine.\r\n"),
        ("utf-16-be", "The pool opens at nine.\r\n"),
        ("cp1252", ENGLISH),
        ("cp1252", "The café"),
        ("cp1252", "Los términos: ñandú, ándale, ésta, índice, cargó, último."),
        ("cp1252", "Bonjour, je suis à la recherche d'une aide sur les étoiles."),
        ("latin-1", "Die Gebühr beträgt für Schüler zwei Euro, täglich außer sonntags."),
        ("cp1250", "Basen otwiera się o dziewiątej rano. Dorośli płacą cztery złote."),
        ("iso8859_2", "Basen otwiera się o dziewiątej rano. Dorośli płacą cztery złote."),
        ("cp1250", "Bazén se otevírá v devět hodin. Žádné výjimky, prosím, neběhejte."),
        ("cp1251", "Бассейн открывается в девять часов утра. Взрослые платят четыре рубля."),
        ("koi8_r", "Бассейн открывается в девять часов утра. Взрослые платят четыре рубля."),
        ("cp1253", "Η πισίνα ανοίγει στις εννέα το πρωί. Οι ενήλικες πληρώνουν τέσσερα."),
        ("cp1255", "הבריכה נפתחת בתשע בבוקר. מבוגרים משלמים ארבעה שקלים."),
        ("shift_jis", "プールは九時に開きます。大人は四百円、子供は二百円です。"),
        ("euc_jp", "プールは九時に開きます。大人は四百円、子供は二百円です。"),
        ("gb18030", "游泳池九点开放。成人票价四元，儿童两元。请勿奔跑。"),
        ("big5", "游泳池九點開放。成人票價四元，兒童兩元。請勿奔跑。"),
        ("euc_kr", "수영장은 아홉 시에 문을 엽니다. 어른은 사천 원입니다."),
    ],
)
def test_other_encodings_are_recognised(encoding: str, text: str) -> None:
    assert parse("old.txt", text.encode(encoding)).text == text


def test_a_long_file_is_recognised_by_its_beginning() -> None:
    text = "プールは九時に開きます。\n" * 10_000
    assert parse("long.txt", text.encode("shift_jis")).text == text


def test_one_bad_byte_does_not_turn_a_utf8_file_into_another_encoding() -> None:
    data = "Größe, Länge, Öl, über, schön, für, Tür, früh, Gebühr, Fuß, Maß".encode() + b" \xff."
    assert parse("hurt.txt", data).text.endswith("Fuß, Maß \ufffd.")


def test_a_half_of_a_surrogate_pair_is_no_text() -> None:
    with pytest.raises(DocumentError, match="encoding was not recognised"):
        parse("half.txt", codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"\x00\xd8")
