"""A folder of made-up documents, as many as wanted, and the settings of a library on it."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from retrieval import Settings

LONG_AGO = 1_700_000_000
"""A time of change, in seconds: a file that changed just now would be read again."""

PARAGRAPHS = 2
"""Paragraphs of a document; each is a chunk."""

_SENTENCES = 5
_VOCABULARY = 20_000
_LITTLE_WORDS = (
    "the of and to in a is that for it as was with be by on not he his but at are this have from or "
    "had an they which one you were all her she there would their we him been has when who will no"
)


@dataclass(frozen=True)
class Folder:
    """Documents below `corpus`, and their index below `data`."""

    corpus: Path
    data: Path

    @classmethod
    @contextmanager
    def temporary(cls) -> Iterator[Folder]:
        """Make an empty one that is deleted in the end."""
        with TemporaryDirectory(prefix="footnote-benchmark-") as root:
            yield cls.below(Path(root))

    @classmethod
    def below(cls, root: Path) -> Folder:
        """Make an empty one."""
        folder = cls(root / "documents", root / "data")
        folder.corpus.mkdir(parents=True)
        return folder

    def settings(self, model: str | None = None) -> Settings:
        """Return the settings of a library on it, whatever the environment says.

        `model` is the address of a server whose chat model is to write the answers.
        """
        return Settings(
            _env_file=None,
            corpus=self.corpus,
            data=self.data,
            chat_model="openai:stub" if model else "none",
            openai_api_key=SecretStr("none-needed") if model else None,
            openai_base_url=model,
            embedding_model="local:wordllama",
            chroma_url=None,
        )

    def fill(self, files: int, *, edition: int = 0) -> None:
        """Write so many documents; those of another edition have other words."""
        for number in range(files):
            self.write(number, edition=edition)

    def write(self, number: int, *, edition: int = 0) -> None:
        """Write one document; a hundred share a folder."""
        path = self.corpus / f"{number // 100:04d}" / f"{number:06d}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text_of(number, edition), encoding="utf-8")
        os.utime(path, (LONG_AGO + edition, LONG_AGO + edition))


def text_of(number: int, edition: int = 0) -> str:
    """Return a short document of two chunks, the same at every run."""
    chance = random.Random(f"{number} {edition}")
    paragraphs = (" ".join(_sentence(chance) for _ in range(_SENTENCES)) for _ in range(PARAGRAPHS))
    return "\n\n".join(paragraphs) + "\n"


def questions(count: int) -> list[str]:
    """Questions that the documents have something to say about."""
    chance = random.Random("questions")
    return [f"What is said of {_sentence(chance).lower()[:-1]}?" for _ in range(count)]


def _sentence(chance: random.Random) -> str:
    words, weights = _vocabulary()
    chosen = chance.choices(words, cum_weights=weights, k=chance.randint(7, 13))
    return " ".join(chosen).capitalize() + "."


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Words, and their frequencies summed up, which fall as Zipf's law has it."""
    chance = random.Random("vocabulary")
    made_up = (
        "".join(chance.choice("bcdfglmnprstv") + chance.choice("aeiou") for _ in range(length))
        for length in chance.choices((2, 3, 4), k=_VOCABULARY)
    )
    words = list(dict.fromkeys([*_LITTLE_WORDS.split(), *made_up]))
    return words, list(accumulate(1 / (rank + 3) for rank in range(len(words))))
