#!/usr/bin/env python3
"""Asks the bot in this container whether it is alive: exit status 0, for Docker's HEALTHCHECK."""

from __future__ import annotations

import os
import sys
from http.client import HTTPConnection, HTTPException

SECONDS = 4
"""How long to wait for the bot; Docker waits a second longer."""


def main() -> str | None:
    """Return what is wrong, or None."""
    port = os.environ.get("FOOTNOTE_HEALTH_PORT")
    if not port:
        return None
    connection = HTTPConnection("127.0.0.1", int(port), timeout=SECONDS)
    try:
        connection.request("GET", "/healthz")
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        return f"The bot does not answer at port {port}: {error}"
    finally:
        connection.close()
    return None if status == 200 else f"The bot answers with the status {status}."


if __name__ == "__main__":
    sys.exit(main())
