"""Turns a setting such as `local:wordllama` into an embedder: texts in, unit vectors out.

Whatever the provider, it is a LangChain `Embeddings` inside; the local default ships in its package
and never reaches for a network. This room knows nothing of documents or stores.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from ..errors import ModelError, SettingsError
from ..provider_errors import translate_provider_errors
from .vector_store import Vectors

if TYPE_CHECKING:
    from wordllama.inference import WordLlamaInference

    from ..settings import Settings


class Embedder:
    """A named embedding model.

    `name` is the setting that it was made from and is recorded with the index; `paid` tells whether
    each text costs money.
    """

    def __init__(self, name: str, embeddings: Embeddings, *, batch: int, paid: bool) -> None:
        self.name = name
        self.batch = batch
        self.paid = paid
        self._embeddings = embeddings

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed `texts`; one row each.

        Raises:
            ModelError: the provider did not serve.
        """
        return _unit(np.asarray(self._embeddings.embed_documents(list(texts)), dtype=np.float32))

    def embed_question(self, question: str) -> NDArray[np.float32]:
        """Embed a question; a vector of shape (dimensions,).

        Raises:
            ModelError: the provider did not serve.
        """
        vector = np.asarray([self._embeddings.embed_query(question)], dtype=np.float32)
        unit: NDArray[np.float32] = _unit(vector)[0]
        return unit


def _unit(vectors: Vectors) -> Vectors:
    vectors = np.nan_to_num(vectors)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return unit


def make_embedder(name: str, settings: Settings) -> Embedder:
    """Build the embedder that `name` (`provider:model`) stands for.

    Raises:
        SettingsError: no such provider or model, or its key is missing.
    """
    provider, _, model = name.partition(":")
    if name in _LOCAL:
        return Embedder(name, _LOCAL[name](), batch=256, paid=False)
    if provider == "openai" and model:
        return Embedder(name, _OpenAI(model, settings), batch=256, paid=True)
    choices = ", ".join([*_LOCAL, "openai:text-embedding-3-small"])
    raise SettingsError(
        f"There is no embedding model {name!r}. Set FOOTNOTE_EMBEDDING_MODEL to one of: {choices}."
    )


class WordLlama(Embeddings):
    """The static model whose weights lie in the wordllama wheel (256 dimensions, MIT)."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts by averaging their tokens' vectors."""
        vectors: list[list[float]] = local_vectors(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Embed one text in the same way."""
        return self.embed_documents([text])[0]


def local_vectors(texts: Sequence[str]) -> Vectors:
    """Embed texts, of any number, with the static model, which is loaded once a process."""
    return _unit(_wordllama().embed(list(texts), norm=False))


@cache
def _wordllama() -> WordLlamaInference:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    import wordllama

    # Its import configures the root logger, which is the program's to configure.
    for handler in [handler for handler in root.handlers if handler not in handlers]:
        root.removeHandler(handler)
    root.setLevel(level)
    # It looks for the tokenizer in the folder "tokenizer" of its package, but the wheel carries it in
    # "tokenizers", where a cache would have it; and nothing may be downloaded.
    package = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=package, disable_download=True)


class MiniLM(Embeddings):
    """Chroma's own all-MiniLM-L6-v2 (384 dimensions), downloaded by Chroma at its first use."""

    def __init__(self) -> None:
        from .vector_store import minilm

        self._embed = minilm()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts."""
        return self._embed(texts)

    def embed_query(self, text: str) -> list[float]:
        """Embed one text in the same way."""
        return self._embed([text])[0]


class _OpenAI(Embeddings):
    """An embedding model of OpenAI, or of the server that the settings name."""

    def __init__(self, model: str, settings: Settings) -> None:
        if settings.openai_api_key is None and settings.openai_base_url is None:
            raise SettingsError(
                f"The embedding model openai:{model} needs a key: set OPENAI_API_KEY, "
                "or FOOTNOTE_EMBEDDING_MODEL=local:wordllama to do without."
            )
        from langchain_openai import OpenAIEmbeddings
        from pydantic import SecretStr

        self._model = model
        self._settings = settings
        self._embeddings = OpenAIEmbeddings(
            model=model,
            openai_api_key=settings.openai_api_key or SecretStr("none"),
            openai_api_base=settings.openai_base_url,
            request_timeout=settings.model_timeout,
            max_retries=settings.model_retries,
            # Counting tokens would download tiktoken's tables, and chunks are far below the limit.
            check_embedding_ctx_length=False,
        )

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts in one request."""
        with translate_provider_errors(self._settings, self._model):
            vectors = self._embeddings.embed_documents(texts)
        if len(vectors) != len(texts) or len({len(vector) for vector in vectors}) > 1:
            raise ModelError(
                f"The model {self._model} sent other vectors than it was asked for. "
                "Try again; if it stays so, check FOOTNOTE_EMBEDDING_MODEL and OPENAI_BASE_URL."
            )
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Embed one text in the same way."""
        return self.embed_documents([text])[0]


_LOCAL: dict[str, Callable[[], Embeddings]] = {"local:wordllama": WordLlama, "local:minilm": MiniLM}
