"""What compose.yaml promises. `make lint` holds it against the schema of Compose."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from bot.setting_variables import variable_name
from retrieval import Settings
from tests.paths import ROOT

TEXT = (ROOT / "compose.yaml").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(TEXT)["services"]
FIELDS = {variable_name(Settings, field): field for field in Settings.model_fields}
GUIDE = (ROOT / "docs" / "handbook" / "installation-guide.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SERVICES)
def test_no_server_has_rights_that_it_does_not_need(name: str) -> None:
    service = SERVICES[name]

    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in service  # nothing of them is reached from outside


@pytest.mark.parametrize("name", SERVICES)
def test_each_starts_again_after_a_crash_and_fills_no_disk(name: str) -> None:
    service = SERVICES[name]

    assert service["restart"] == "unless-stopped"
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}


def test_the_bot_alone_is_started_unless_a_profile_is_named() -> None:
    assert {name: service.get("profiles") for name, service in SERVICES.items()} == {
        "bot": None,
        "chroma": ["chroma"],
        "ollama": ["ollama"],
    }
    waited_for = SERVICES["bot"]["depends_on"]
    assert not any(condition["required"] for condition in waited_for.values())


def test_the_bot_writes_to_its_data_alone() -> None:
    bot = SERVICES["bot"]
    documents, data = bot["volumes"]

    assert bot["read_only"]
    assert documents["read_only"]
    assert bot["environment"] == {
        "FOOTNOTE_CORPUS": documents["target"],
        "FOOTNOTE_DATA": data.removeprefix("data:"),
    }


def test_the_chroma_server_is_of_the_version_of_its_client() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()

    assert f"chromadb=={SERVICES['chroma']['image'].partition(':')[2]}" in pins


@pytest.mark.parametrize("name", ["chroma", "ollama"])
def test_the_lines_for_a_profile_are_settings_and_lead_to_its_server(name: str) -> None:
    """They stand above the service and in the guide, alike."""
    [comment] = re.findall(rf"((?:  # \S+\n)+)  {name}:\n", TEXT)
    lines = re.findall(r"# (.+)", comment)
    assert "\n".join(lines) in GUIDE

    values = dict(line.split("=") for line in lines)
    assert values.pop("COMPOSE_PROFILES") in SERVICES[name]["profiles"]
    settings = Settings.model_validate({FIELDS[key]: value for key, value in values.items()})
    assert f"//{name}:" in (settings.chroma_url or settings.openai_base_url or "")
