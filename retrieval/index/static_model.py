"""The static model that ships in the wordllama wheel: a table with a vector for each token.

Its files are read without importing that package, which takes several times the memory and the time.
The table is mapped into memory as it lies on the disk, in 16-bit floats, and only the rows of the
tokens at hand are widened.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import Vectors
from ..installed_files import package_folder

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_PACKAGE = "wordllama"

_TOKENIZER = Path("tokenizers", "l2_supercat_tokenizer_config.json")
_TABLE = Path("weights", "l2_supercat_256.safetensors")
_TENSOR = "embedding.weight"

_TEXTS_AT_ONCE = 1024
"""Texts that are tokenized at once."""


class StaticModel:
    """A tokenizer and a table of token vectors (256 dimensions, MIT).

    Its files are read at the first use. Safe to use from several threads.
    """

    def __init__(self) -> None:
        self._opening = threading.Lock()
        self._opened: tuple[Tokenizer, NDArray[np.float16]] | None = None

    def embed_batch(self, texts: Sequence[str]) -> Vectors:
        """Embed each text as the average of its tokens' vectors; one without tokens as zeros."""
        tokenizer, table = self._open()
        vectors = np.zeros((len(texts), table.shape[1]), np.float32)
        for first in range(0, len(texts), _TEXTS_AT_ONCE):
            batch = slice(first, first + _TEXTS_AT_ONCE)
            encoded = tokenizer.encode_batch_fast(list(texts[batch]), add_special_tokens=False)
            average_rows(table, [text.ids for text in encoded], vectors[batch])
        return vectors

    def _open(self) -> tuple[Tokenizer, NDArray[np.float16]]:
        with self._opening:
            if self._opened is None:
                from tokenizers import Tokenizer

                folder = package_folder(_PACKAGE)
                table = map_tensor(folder / _TABLE, _TENSOR)
                self._opened = Tokenizer.from_file(str(folder / _TOKENIZER)), table
            return self._opened


def average_rows(
    table: NDArray[np.float16], numbers: Sequence[Sequence[int]], averages: Vectors
) -> None:
    """Put the average of the table's rows with each text's `numbers` into its row of `averages`.

    The first rows of all texts are added up at once, then the second rows of all that have one, and so
    on. So no text is padded to the length of another, and little is in memory however long they are.
    """
    lengths = np.array([len(each) for each in numbers], int)
    rows = np.fromiter(chain.from_iterable(numbers), np.intp, int(lengths.sum()))
    # Each row is widened once: that takes longer than adding it up.
    distinct, rows = np.unique(rows, return_inverse=True)
    wide = table[distinct].astype(np.float32)
    longest_first = np.argsort(-lengths, kind="stable")
    begins = (np.cumsum(lengths) - lengths)[longest_first]
    positions = np.arange(lengths.max(initial=0))
    remaining = np.searchsorted(-lengths[longest_first], -positions)
    sums = np.zeros_like(averages)
    for position, texts in zip(positions, remaining, strict=True):
        sums[:texts] += wide[rows[begins[:texts] + position]]
    averages[longest_first] = sums
    averages /= np.maximum(lengths, 1).astype(np.float32)[:, np.newaxis]


def map_tensor(path: Path, name: str) -> NDArray[np.float16]:
    """Map a matrix of 16-bit floats in a file of the format safetensors into memory, unread.

    The file begins with the length of a header, in eight bytes, and the header in JSON.

    Raises:
        OSError: the file cannot be read.
        ValueError: it holds something else.
    """
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        tensor: dict[str, Any] = json.loads(file.read(length))[name]
    if tensor["dtype"] != "F16":
        raise ValueError(f"{path} holds {tensor['dtype']}, not 16-bit floats")
    offset = 8 + length + tensor["data_offsets"][0]
    # As a plain array, whose rows are taken faster than those of a memmap.
    return np.asarray(np.memmap(path, "<f2", "r", offset, tuple(tensor["shape"])))
