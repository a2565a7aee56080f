"""Takes keys, tokens and passwords out of a text, whoever wrote it."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from retrieval import SettingsError, mask_credentials

if TYPE_CHECKING:
    from pydantic_settings import BaseSettings

MASK = "(secret)"

SHORTEST_SECRET = 6
"""Characters. What is shorter is no key, and masking it would spoil words of everyday."""

_SECRET_VARIABLE = re.compile(r"(?i)(KEY|TOKEN|SECRET|PASSWORD)$")
_INTERACTION = re.compile(r"(/(?:webhooks|interactions)/\d+/)[^\s/?'\"]+")
"""Discord's addresses of a reply: for 15 minutes they let anybody write in the bot's name."""


class SecretMask:
    """Masks secrets as they are, as addresses and headers write them, and whatever addresses carry."""

    def __init__(self, secrets: Iterable[str]) -> None:
        known = {secret for secret in secrets if len(secret) >= SHORTEST_SECRET}
        forms = known.union(*map(_forms, known))
        # One that begins like another is looked for first, so that no end of it is left.
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        self._secrets = re.compile("|".join(map(re.escape, longest_first))) if forms else None

    def __call__(self, text: str) -> str:
        """Return the text without secrets, names and passwords in addresses, and their queries."""
        if self._secrets is not None:
            text = self._secrets.sub(MASK, text)
        if "//" in text:
            text = mask_credentials(text)
        return _INTERACTION.sub(rf"\1{MASK}", text)


def _forms(secret: str) -> Iterator[str]:
    """Yield a secret as addresses, headers and Python's `repr` write it."""
    yield quote(secret, safe="")
    yield b64encode(secret.encode()).decode().rstrip("=")
    yield repr(secret)[1:-1]


def environment_secrets() -> list[str]:
    """Return the values of all keys and tokens in the environment and in `.env`."""
    from ..settings.setting_places import read_places, set_variables

    try:
        places = read_places()
        variables = [*places.file.items(), *places.environment.items()]
    except SettingsError:
        variables = list(set_variables(os.environ).items())
    return [value for name, value in variables if _SECRET_VARIABLE.search(name)]


def settings_secrets(*settings: BaseSettings) -> list[str]:
    """Return the keys and tokens of the settings, and what their addresses hold of that kind."""
    from pydantic import SecretStr

    values = [value for each in settings for _, value in each]
    keys = [value.get_secret_value() for value in values if isinstance(value, SecretStr)]
    addresses = [value for value in values if isinstance(value, str) and "://" in value]
    return keys + [secret for address in addresses for secret in _address_secrets(address)]


def _address_secrets(address: str) -> Iterator[str]:
    """Yield the password of an address, the whole login, and the values of its query."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return
    login = parts.netloc.rpartition("@")[0]
    if login:
        password = login.partition(":")[2] or login
        yield from (login, unquote(login), password, unquote(password))
    yield from (value for _, value in parse_qsl(parts.query))
