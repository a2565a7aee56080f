"""The static model: the average of the vectors of a text's tokens, read from its package's files."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from retrieval.index.embedder import embed_locally
from retrieval.index.static_model import StaticModel, average_rows, map_tensor
from tests.paths import ROOT

TEXTS = [
    "Who waters the greenhouse on Sundays?",
    "greenhouse",
    "",
    " ",
    "<s>",
    "Строка на другом языке, 別の文字, שורה, 🪴",
    "\x00\ufffd",
    "The tomatoes are watered in the morning. " * 400,
]


@pytest.fixture(scope="module")
def model() -> StaticModel:
    return StaticModel()


def write_tensor(path: Path, name: str, kind: str, matrix: np.ndarray) -> Path:
    """Write a file of the format safetensors."""
    tensor = {"dtype": kind, "shape": matrix.shape, "data_offsets": [0, matrix.nbytes]}
    header = json.dumps({name: tensor}).encode()
    path.write_bytes(len(header).to_bytes(8, "little") + header + matrix.tobytes())
    return path


def test_the_vectors_are_those_of_the_package_whose_files_it_reads(model: StaticModel) -> None:
    wordllama = import_module("wordllama")
    package = Path(str(wordllama.__file__)).parent
    reference = wordllama.WordLlama.load(cache_dir=package, disable_download=True)
    np.testing.assert_allclose(model.embed_batch(TEXTS), reference.embed(TEXTS), atol=1e-7)


def test_a_text_has_the_same_vector_alone_and_among_others(model: StaticModel) -> None:
    many = [*TEXTS, *(f"bed {number}" for number in range(2000)), *TEXTS]
    vectors = model.embed_batch(many)
    assert vectors.shape == (len(many), 256)
    for text, first, last in zip(TEXTS, vectors, vectors[-len(TEXTS) :], strict=False):
        alone = model.embed_batch([text])[0]
        np.testing.assert_array_equal(alone, first)
        np.testing.assert_array_equal(alone, last)


def test_a_text_without_words_is_zeros_and_of_no_texts_there_are_no_vectors(
    model: StaticModel,
) -> None:
    assert not model.embed_batch([""]).any()
    assert model.embed_batch([]).shape == (0, 256)


def test_words_of_a_like_meaning_are_near_each_other() -> None:
    frost, ice, invoice = embed_locally(["frost", "ice", "invoice"])
    assert frost @ ice > frost @ invoice


def test_rows_are_averaged_for_each_text_by_itself() -> None:
    table = np.array([[1, 0], [0, 1], [4, 9]], np.float16)
    averages = np.full((4, 2), np.nan, np.float32)
    average_rows(table, [[2], [], [0, 1], [2, 2, 0]], averages)
    assert averages.tolist() == [[4, 9], [0, 0], [0.5, 0.5], [3, 6]]


def test_a_table_is_mapped_and_not_read(tmp_path: Path) -> None:
    matrix = np.arange(6, dtype="<f2").reshape(3, 2)
    table = map_tensor(write_tensor(tmp_path / "table", "weight", "F16", matrix), "weight")
    np.testing.assert_array_equal(table, matrix)
    assert isinstance(table.base, np.memmap)
    assert not table.flags.writeable


def test_a_table_of_other_numbers_is_refused(tmp_path: Path) -> None:
    path = write_tensor(tmp_path / "table", "weight", "F32", np.zeros((3, 2), np.float32))
    with pytest.raises(ValueError, match="F32, not 16-bit"):
        map_tensor(path, "weight")


def test_nothing_of_its_package_is_imported() -> None:
    code = (
        "import sys; from retrieval.index.embedder import embed_locally; embed_locally(['a']);"
        "print(*{'wordllama', 'safetensors', 'huggingface_hub', 'requests'} & set(sys.modules))"
    )
    done = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True)
    assert done.strip() == ""
