"""A folder with a file of each format, indexed and asked: every citation leads to its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

import pytest

from retrieval import Library
from retrieval.documents.loaders.registry import FORMATS
from tests.folders import Folder
from tests.samples import SAMPLES, make_samples


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = Folder.at(tmp_path_factory.mktemp("samples"))
    make_samples(folder.corpus)
    with folder.library() as library:
        report = library.reindex()
        assert report.failed == ()
        assert len(report.added) == len(SAMPLES)
        yield library


def test_there_is_a_sample_of_every_format() -> None:
    suffixes = {PurePath(name).suffix for name in SAMPLES}
    assert [each.name for each in FORMATS if suffixes.isdisjoint(each.suffixes)] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_a_question_on_a_file_is_answered_with_a_citation_of_the_place(
    name: str, library: Library
) -> None:
    sample = SAMPLES[name]
    answer = library.ask(sample.question)
    cited = [each for each in answer.citations if sample.words in each.quote]
    assert [each.source.path for each in cited] == [name]
    assert sample.place.holds(cited[0].location), cited[0].location

    source = cited[0].source
    excerpt = library.excerpt(source.path, source.digest, cited[0].start, cited[0].end)
    assert excerpt.quote is not None
    assert sample.words in excerpt.text[excerpt.quote.start : excerpt.quote.end]


def test_the_samples_are_written_where_they_are_wanted(tmp_path: Path) -> None:
    make_samples(tmp_path / "new")
    assert {path.name for path in (tmp_path / "new").iterdir()} == set(SAMPLES)
