"""The recipes of the admin's guide: each block is settings, and names the model that is asked."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from dotenv import dotenv_values

from bot.setting_variables import variable_name
from retrieval.answers.model.chat_model import ChatModel
from retrieval.answers.model.model_name import OPENAI, parse_model_name
from retrieval.settings import Settings
from tests.model_stub import ModelStub, stream_of
from tests.paths import ROOT

FIELDS = {variable_name(Settings, field): field for field in Settings.model_fields}


def recipes() -> list[dict[str, Any]]:
    guide = (ROOT / "docs" / "handbook" / "language-models.md").read_text(encoding="utf-8")
    section = guide.partition("## Recipes for language models")[2].partition("\n## ")[0]
    blocks = re.findall(r"```sh\n(.+?)```", section, re.DOTALL)
    return [dict(dotenv_values(stream=io.StringIO(block))) for block in blocks]


def test_there_is_one_for_each_usual_server() -> None:
    servers = [each.get("OPENAI_BASE_URL", each["FOOTNOTE_CHAT_MODEL"]) for each in recipes()]
    assert len(servers) == 13


@pytest.mark.parametrize("recipe", recipes(), ids=lambda each: each["FOOTNOTE_CHAT_MODEL"])
def test_it_sets_what_there_is_to_set(stub: ModelStub, recipe: dict[str, Any]) -> None:
    fields = {FIELDS[variable]: value for variable, value in recipe.items()}
    model = parse_model_name(recipe["FOOTNOTE_CHAT_MODEL"])
    if model.provider != OPENAI:
        assert recipe["FOOTNOTE_CHAT_MODEL"] == f"{model.provider}:{model.name}"
        return
    stub.will(stream_of("Yes."))
    settings = Settings(**{**fields, "openai_base_url": stub.url})
    assert "".join(ChatModel(settings).stream([("user", "Are you there?")])) == "Yes."
    assert stub.requests[0]["model"] == recipe["FOOTNOTE_CHAT_MODEL"]
