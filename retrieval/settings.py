"""The settings of the library, one class. Built by whoever starts the program, never at import.

Every field is a variable of the environment or of `.env`. `.env.example` is rendered from the fields, in
their order: `make env-example` writes it anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import AliasChoices, Field, SecretStr, StringConstraints, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from .addresses import is_own_server, mask_credentials
from .setting_sources import SameSourceCheck

OWN_MODEL_BUDGET, HOSTED_MODEL_BUDGET = 3_000, 6_000
DEFAULT_CHAT_MODEL = "openai:gpt-6-luna"
DEFAULT_EMBEDDING_MODEL = "local:wordllama"

SAMPLE_DOCUMENTS = Path("docs/handbook")
"""The handbook, from the folder of a checkout: what is answered from until a folder is named."""

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

    headings: ClassVar[Mapping[str, str]] = {
        "corpus": "Documents and index",
        "openai_api_key": "Answers",
    }
    """The headings of `.env.example`, each by the name of the first field below it."""

    corpus: Path = Field(SAMPLE_DOCUMENTS, description="The folder of documents to answer from.")
    data: Path = Field(Path("data"), description="The folder where the index is kept.")
    embedding_model: ModelName = Field(
        DEFAULT_EMBEDDING_MODEL,
        description="The model; also local:multilingual, openai:text-embedding-3-small.",
    )
    file_seconds: float = Field(
        60.0, gt=0, description="Seconds that reading one file may take; it is left out then."
    )
    file_memory: int = Field(
        350, ge=100, description="Megabytes of memory that reading one file may take."
    )
    reading_processes: int = Field(
        2, ge=1, le=16, description="How many files are read at the same time."
    )
    chroma_url: str | None = Field(
        None,
        validation_alias=AliasChoices("CHROMA_URL", "chroma_url"),
        description="A Chroma server, such as http://localhost:8000; unset: in the data folder.",
    )
    chroma_token: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("CHROMA_TOKEN", "chroma_token"),
        description="The token that the Chroma server asks for.",
    )

    openai_api_key: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("OPENAI_API_KEY", "openai_api_key"),
        description="With a key, a model writes the answers; without one, they are quoted.",
    )
    openai_base_url: str | None = Field(
        None,
        validation_alias=AliasChoices("OPENAI_BASE_URL", "openai_base_url"),
        description="An OpenAI-compatible server, such as http://localhost:11434/v1 for Ollama.",
    )
    anthropic_api_key: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("ANTHROPIC_API_KEY", "anthropic_api_key"),
        description="The key for a chat model anthropic:...; it needs the extra anthropic.",
    )
    ollama_host: str | None = Field(
        None,
        validation_alias=AliasChoices("OLLAMA_HOST", "ollama_host"),
        description="Where a chat model ollama:... runs (extra ollama); unset: this machine.",
    )
    chat_model: ModelName | None = Field(
        None,
        examples=[DEFAULT_CHAT_MODEL],
        description="The model that writes, name or provider:name; none: quote despite a key.",
    )
    model_timeout: float = Field(
        30.0,
        gt=0,
        description="Seconds to wait for the model's next words; twice that for a whole answer.",
    )
    model_retries: int = Field(2, ge=0, le=10, description="How often to ask a busy model again.")
    context_budget: int | None = Field(
        None,
        ge=500,
        description="Characters of passages for the model; unset: 6000, on your own server 3000.",
    )
    verify: Literal["words", "model"] = Field(
        "words",
        description="model: a strong model also checks each statement, at its price.",
    )
    max_question: int = Field(
        2000,
        ge=20,
        description="Characters of a question; a longer one is shortened.",
    )
    refuse_below: float | None = Field(
        None,
        ge=0,
        le=1,
        description="Refuse what is less likely to be answered, 0 to 1; unset: as measured.",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what is passed, then the environment, then `.env`; keep keys with their addresses."""
        check = SameSourceCheck(settings_cls, init_settings, env_settings, dotenv_settings)
        return check, init_settings, env_settings, dotenv_settings, file_secret_settings

    @field_validator("corpus", "data")
    @classmethod
    def _expand_home(cls, folder: Path) -> Path:
        """Replace `~` by the home folder, which no shell does in `.env`."""
        return folder.expanduser()

    @property
    def vector_store(self) -> str:
        """Where the vectors are, to be shown: an address without the password that it may hold."""
        if self.chroma_url is None:
            return "embedded"
        return mask_credentials(self.chroma_url)

    @property
    def passages_budget(self) -> int:
        """Characters of passages that the chat model is given: a small model reads little well."""
        if self.context_budget is not None:
            return self.context_budget
        named = self.chat or ""
        own = named.startswith("ollama:") or (
            self.openai_base_url is not None
            and not named.startswith("anthropic:")
            and is_own_server(self.openai_base_url)
        )
        return OWN_MODEL_BUDGET if own else HOSTED_MODEL_BUDGET

    @property
    def chat(self) -> str | None:
        """The chat model to use, or None where answers are to be quoted."""
        if self.chat_model is not None:
            return None if self.chat_model.lower() in ("", "none") else self.chat_model
        configured = self.openai_api_key is not None or self.openai_base_url is not None
        return DEFAULT_CHAT_MODEL if configured else None
