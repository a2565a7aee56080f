"""Addresses of servers: how they may be shown and logged, and which are one's own."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

OPENAI_ADDRESS = "https://api.openai.com/v1"
"""Where requests go whose settings name no server, whatever variables a client reads by itself."""

_OWN_DOMAINS = (".local", ".lan", ".internal", ".home.arpa", ".localhost")
"""Ends of names that no public server has (RFC 6762, RFC 8375, ICANN's .internal, and custom)."""

_CREDENTIALS = re.compile(r"//[^/\s]*@")
_QUERY = re.compile(r"(//[^\s?'\"]+)\?[^\s'\"]*")


def mask_credentials(text: str) -> str:
    """Remove what may be secret of the addresses in `text`: name and password, and the query."""
    return _QUERY.sub(r"\1?***", _CREDENTIALS.sub("//", text))


def is_own_server(address: str) -> bool:
    """Return whether an address names a machine of one's own network rather than one on the internet.

    It tells by the address alone, and looks nothing up.
    """
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith(_OWN_DOMAINS)
