"""The settings of the library, one class. Built by whoever starts the program, never at import.

Every field is a variable of the environment or of `.env`; `.env.example` has a line for each.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, Field, SecretStr, StringConstraints, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_CHAT_MODEL = "openai:gpt-6-luna"
DEFAULT_EMBEDDING_MODEL = "local:wordllama"

ModelName = Annotated[str, StringConstraints(strip_whitespace=True)]


class Settings(BaseSettings):
    """What the library needs to know: where the documents are, and which models to use."""

    model_config = SettingsConfigDict(
        env_prefix="FOOTNOTE_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        hide_input_in_errors=True,
    )

    corpus: Path = Field(Path("docs"), description="The folder of documents to answer from.")
    data: Path = Field(Path("data"), description="The folder where the index is kept.")
    chat_model: ModelName | None = Field(
        None,
        description="provider:model that writes answers; 'none' to answer by quoting. "
        f"Unset: {DEFAULT_CHAT_MODEL} where there is a key or a base URL, else quoting.",
    )
    embedding_model: ModelName = Field(
        DEFAULT_EMBEDDING_MODEL,
        description="local:wordllama, local:minilm or openai:text-embedding-3-small.",
    )
    openai_api_key: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("OPENAI_API_KEY", "openai_api_key"),
        description="The key for OpenAI, or for the server that OPENAI_BASE_URL names.",
    )
    openai_base_url: str | None = Field(
        None,
        validation_alias=AliasChoices("OPENAI_BASE_URL", "openai_base_url"),
        description="The address of an OpenAI-compatible server (vLLM, Ollama, llama.cpp).",
    )
    chroma_url: str | None = Field(
        None,
        validation_alias=AliasChoices("CHROMA_URL", "chroma_url"),
        description="The address of a Chroma server; unset: a store inside the data folder.",
    )
    chroma_token: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("CHROMA_TOKEN", "chroma_token"),
        description="The token that the Chroma server asks for.",
    )
    model_timeout: float = Field(
        30.0, gt=0, description="Seconds to wait for a model's next words."
    )
    model_retries: int = Field(2, ge=0, le=10, description="How often to ask a busy model again.")
    max_question: int = Field(2000, ge=20, description="The longest question, in characters.")
    context_budget: int = Field(
        6000, ge=500, description="Characters of passages that the chat model is given."
    )
    refuse_below: float | None = Field(
        None,
        ge=0,
        le=2,
        description="Refuse below this evidence score; unset: the measured default.",
    )

    @field_validator("corpus", "data")
    @classmethod
    def _at_home(cls, folder: Path) -> Path:
        """Take `~` for the home folder, which no shell has done where it stands in `.env`."""
        return folder.expanduser()

    @property
    def vector_store(self) -> str:
        """Where the vectors are, to be shown: an address without the password that it may hold."""
        if self.chroma_url is None:
            return "embedded"
        return re.sub(r"//[^/]*@", "//", self.chroma_url)

    @property
    def chat(self) -> str | None:
        """The chat model to use, or nothing where answers are to be quoted."""
        if self.chat_model is not None:
            return None if self.chat_model.lower() in ("", "none") else self.chat_model
        configured = self.openai_api_key is not None or self.openai_base_url is not None
        return DEFAULT_CHAT_MODEL if configured else None
