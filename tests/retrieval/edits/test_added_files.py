"""Names of files that somebody hands in become names that stand in the folder itself."""

from __future__ import annotations

import unicodedata

import pytest

from retrieval import MAX_FILE_BYTES, DocumentError
from retrieval.edits.added_files import NAME_BYTES, check_size, safe_name


@pytest.mark.parametrize(
    ("handed_in", "name"),
    [
        ("handbook.md", "handbook.md"),
        ("../x.md", "x.md"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("a/b.md", "b.md"),
        ("/absolute.md", "absolute.md"),
        ("C:\\x.md", "x.md"),
        ("C:x.md", "C_x.md"),
        ("..\\..\\x.md", "x.md"),
        (".hidden.md", "hidden.md"),
        ("... .md.md", "md.md"),
        ("~$letter.docx", "letter.docx"),
        ("CON.txt", "_CON.txt"),
        ("con.tar.txt", "_con.tar.txt"),
        ("lpt1 .md", "_lpt1.md"),
        ("console.txt", "console.txt"),
        ("invoice\u202efdp.md", "invoicefdp.md"),
        ("two\nlines\x00.md", "two lines.md"),
        ("zero\u200bwidth.md", "zerowidth.md"),
        ("  many   spaces.md ", "many spaces.md"),
        ("stream.md:evil.txt", "stream.md_evil.txt"),
        ('a<b>"c|d?e*.txt', "a_b__c_d_e_.txt"),
        ("Straße 7.PDF", "Straße 7.PDF"),
    ],
)
def test_a_name_becomes_a_safe_one(handed_in: str, name: str) -> None:
    assert safe_name(handed_in) == name


def test_a_name_is_composed_as_other_systems_write_it() -> None:
    assert safe_name(unicodedata.normalize("NFD", "Müll.md")) == "Müll.md"


def test_a_long_name_is_cut_between_characters_and_keeps_its_suffix() -> None:
    name = safe_name("ü" * 400 + ".markdown")
    assert len(name.encode()) <= NAME_BYTES
    assert name.endswith("ü.markdown")


@pytest.mark.parametrize("handed_in", ["", "..", "/", ".md", "\u202e.md", "._.md", "a/.md"])
def test_a_name_of_which_nothing_is_left_is_refused(handed_in: str) -> None:
    with pytest.raises(DocumentError):
        safe_name(handed_in)


@pytest.mark.parametrize(
    "handed_in", ["virus.exe", "script.md.exe", "README", "notes.md\u202e.exe"]
)
def test_another_kind_is_refused_and_the_kinds_are_named(handed_in: str) -> None:
    with pytest.raises(DocumentError, match=r"not supported; these are: .*PDF"):
        safe_name(handed_in)


def test_what_is_empty_or_too_large_is_refused() -> None:
    check_size(b"x")
    with pytest.raises(DocumentError, match="empty"):
        check_size(b"")
    with pytest.raises(DocumentError, match="larger than 50 MB"):
        check_size(bytes(MAX_FILE_BYTES + 1))
