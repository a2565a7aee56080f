"""The settings of the Discord bot. Built by whoever starts it, never at import.

What the library needs (documents, models) stands in `retrieval.Settings`; this is Discord's part.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode

from retrieval import Settings

Ids = Annotated[frozenset[int], NoDecode]
DirectMessageRule = Literal["members", "roles", "off"]
LogFormat = Literal["text", "json"]


class BotSettings(BaseSettings):
    """What the bot needs to know of Discord. Channels, roles and servers are named by their ids."""

    # The same sources as the library's: the environment, then `.env`.
    model_config = Settings.model_config

    headings: ClassVar[Mapping[str, str]] = {
        "discord_token": "Discord: who may ask, and where (ids, separated by commas)",
        "questions_per_person": "Discord: limits and behaviour",
        "health_port": "Discord: health and logs",
    }
    """The headings of `.env.example`, each by the name of the first field below it."""

    discord_token: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("DISCORD_TOKEN", "discord_token"),
        description="The token from the Bot page of your application; only the bot needs it.",
    )
    servers: Ids = Field(
        frozenset(), description="Servers that the bot serves; unset: the first that it was in."
    )
    guild: int | None = Field(
        None, description="A server for development: commands appear there at once, and only there."
    )
    answer_channels: Ids = Field(
        frozenset(),
        description="Channels where every message is a question; needs message content intent.",
    )
    follow_threads: bool = Field(
        default=False,
        description="Answer in the bot's own threads without a mention; needs that intent too.",
    )
    thread_channels: Ids = Field(
        frozenset(), description="Channels where each answer gets a thread for follow-ups."
    )
    mention_channels: Ids = Field(
        frozenset(), description="Channels where a mention is answered; unset: all of them."
    )
    mention_roles: Ids = Field(
        frozenset(), description="Roles whose mentions are answered; unset: everybody's."
    )
    direct_messages: DirectMessageRule = Field(
        "members",
        description="Who may ask directly: members of served servers; roles: mention roles; off.",
    )
    admin_roles: Ids = Field(
        frozenset(), description="Roles that may re-index besides those who may Manage Server."
    )
    source_url: str | None = Field(
        None,
        pattern=r"^https?://",
        description="Where the documents can be read, https://...; links add the path to it.",
    )

    questions_per_person: int = Field(
        10, ge=1, description="Questions that a person may ask in each window."
    )
    question_window: float = Field(300.0, gt=0, description="That window, in seconds.")
    answers_per_server: int = Field(
        16, ge=1, description="Answers in progress in one server at a time."
    )
    answers_at_once: int = Field(64, ge=1, description="Answers in progress in all.")
    questions_waiting: int = Field(
        500, ge=0, description="Questions that wait for their turn; further ones are turned away."
    )
    tokens_per_day: int = Field(
        0,
        ge=0,
        description="Tokens for the chat model in a day (UTC), in all servers; 0: no limit.",
    )
    threads: int = Field(4, ge=1, le=64, description="Questions that are worked on in parallel.")
    history_turns: int = Field(
        6, ge=0, le=50, description="Messages before a follow-up that it is understood with."
    )
    keep_days: int = Field(
        90, ge=1, description="Days for which source buttons, feedback and questions are kept."
    )
    edit_interval: float = Field(
        1.0, ge=0.5, description="Seconds between two edits of an answer that grows."
    )
    manage_documents: bool = Field(
        default=False,
        description="Let those who may re-index add and remove documents with /documents.",
    )
    watch: bool = Field(default=False, description="Re-index when the documents folder changes.")
    mark_stale_answers: bool = Field(
        default=False,
        description="Edit the bot's old answers to mark those whose quotes are gone.",
    )
    digest_channel: int | None = Field(
        None,
        description="A channel for a weekly digest of what was not answered; unset: none.",
    )
    ping_asker: bool = Field(
        default=False, description="Notify the person whose message is answered."
    )

    health_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="Serve /healthz, /readyz and /metrics there; unset: nowhere.",
    )
    health_host: str = Field(
        "127.0.0.1", description="The address of that port; 0.0.0.0: all networks may ask."
    )
    log_format: LogFormat = Field("text", description="text, or json: an object a line.")
    log_texts: bool = Field(
        default=False, description="Log what is asked and answered, but what is asked privately."
    )
    log_file: Path | None = Field(
        None, description="A file for the log, in an existing folder; unset: standard error."
    )
    log_megabytes: float = Field(
        10.0, gt=0, description="Megabytes from which on that file is put aside for a new one."
    )
    log_files: int = Field(5, ge=1, description="How many files put aside are kept.")

    @field_validator("*", mode="before")
    @classmethod
    def _split_ids(cls, value: Any, info: Any) -> Any:
        """Read "1, 2 3" as a set of ids, as people write lists in `.env`."""
        field = cls.model_fields[info.field_name]
        if field.annotation == frozenset[int] and isinstance(value, str):
            return frozenset(value.replace(",", " ").split())
        return value

    @field_validator("log_file")
    @classmethod
    def _expand_home(cls, file: Path | None) -> Path | None:
        """Replace `~` by the home folder, which no shell does in `.env`."""
        return file and file.expanduser()

    @field_validator("direct_messages")
    @classmethod
    def _need_roles(cls, value: DirectMessageRule, info: ValidationInfo) -> DirectMessageRule:
        if value == "roles" and not info.data.get("mention_roles"):
            raise ValueError("roles are those of FOOTNOTE_MENTION_ROLES: name some")
        return value

    @property
    def named_servers(self) -> frozenset[int]:
        """The servers that are named; the one for development is, too."""
        return self.servers | ({self.guild} if self.guild is not None else frozenset())

    @property
    def reads_content(self) -> bool:
        """Whether a setting needs the privileged message content intent."""
        return self.follow_threads or bool(self.answer_channels)
