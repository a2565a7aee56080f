"""What FOOTNOTE_CHAT_MODEL says: the provider of a chat model, and the model's name there.

Pure. Names of models hold colons of their own (`llama3.1:8b`), so that only a known provider before
the first colon is taken for one. Everything else is a model of OpenAI, or of the server that stands in
for it.
"""

from __future__ import annotations

from dataclasses import dataclass

OPENAI = "openai"
ANTHROPIC = "anthropic"
OLLAMA = "ollama"

PROVIDERS = frozenset(
    {
        OPENAI,
        ANTHROPIC,
        OLLAMA,
        "azure_ai",
        "azure_openai",
        "bedrock",
        "bedrock_converse",
        "cohere",
        "deepseek",
        "fireworks",
        "google_genai",
        "google_vertexai",
        "groq",
        "huggingface",
        "ibm",
        "mistralai",
        "nvidia",
        "openrouter",
        "perplexity",
        "together",
        "upstage",
        "xai",
    }
)
"""The providers that LangChain reaches, each through a package of its own."""


@dataclass(frozen=True, slots=True)
class ModelName:
    """A chat model's name, and the provider to ask for it."""

    provider: str
    name: str


def parse_model_name(text: str) -> ModelName:
    """Read `provider:model`, or the name of a model alone."""
    before, _, after = text.partition(":")
    if after and before.lower() in PROVIDERS:
        return ModelName(before.lower(), after)
    return ModelName(OPENAI, text)
