"""Files in the formats of text, from the folder to the answer: what is quoted, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import Library, Settings
from tests.samples.text_formats import TEXT_FORMATS


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("formats")
    corpus: Path = folder / "documents"
    corpus.mkdir()
    for name, sample in TEXT_FORMATS.items():
        (corpus / name).write_bytes(sample.content())
    settings = Settings(_env_file=None, corpus=corpus, data=folder / "data")
    with Library.open(settings) as opened:
        assert not opened.reindex().failed
        yield opened


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_each_format_is_quoted_at_its_place(library: Library, name: str) -> None:
    sample = TEXT_FORMATS[name]
    citation = library.ask(sample.question).citations[0]
    assert citation.source.path == name
    assert sample.words in citation.quote
    assert (citation.location.heading, citation.location.position) == (
        sample.heading,
        sample.position,
    )
    assert citation.source.has_lines == (sample.line is not None)
    if sample.line is not None:
        assert citation.location.line == sample.line
